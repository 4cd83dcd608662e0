"""The list of what must improve in an inspection report: where it begins, what is an item of it, and where it ends.

An item with its sub-bullets is one requirement. A numbered line that is only the title of the bullets under it, and an
unnumbered line between items, is a topic. Findings use the same numbers and glyphs as the list, so the list ends with
the next heading that opens no part of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.document import Block, Document
from extract.kinds.framework_tags import without_tag
from extract.kinds.parts import Part, Parts
from extract.kinds.patterns import Patterns
from extract.layout.draft import ends_sentence
from extract.layout.labels import style_of
from extract.schema import Role

LIST_HEADING_WORDS = 14
TOPIC_WORDS = 14
SAME_SIZE = 0.5  # points by which headings of one rank may differ
PATTERNS = Patterns.load("inspection")


def opens_list(block: Block, text: str) -> bool:
    """Whether the block is the heading of a list of requirements."""
    return block.kind != "list_item" and len(text.split()) <= LIST_HEADING_WORDS and PATTERNS.matches("lists", text)


@dataclass
class _List:
    """A list that is being read."""

    heading: str
    size: float
    paragraphs: bool
    """Whether its entries may be paragraphs without a label."""
    level: int | None = None
    style: str | None = None
    topic_level: int | None = None
    """The level of a labelled line that only names the topic of the items under it."""
    lead_in: str | None = None
    items: int = 0


def requirements_of(document: Document) -> Parts:
    """The requirements of an inspection report in reading order, and every block's role for the ledger."""
    return _Walk(document).run()


class _Walk:
    """One pass over the blocks."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.content = [b for b in document.blocks if b.kind not in ("furniture", "footnote")]
        self.place = {id(block): index for index, block in enumerate(self.content)}
        self.parts = Parts()
        self.list: _List | None = None
        self.board: str | None = None

    def run(self) -> Parts:
        for block in self.document.blocks:
            self.parts.roles.append(self.role(block))
        for part in self.parts.clauses:
            self.take_tag(part)
        return self.parts

    def text(self, block: Block) -> str:
        return self.document.text[block.start : block.end].strip()

    def following(self, block: Block) -> Block | None:
        index = self.place[id(block)] + 1
        return self.content[index] if index < len(self.content) else None

    def role(self, block: Block) -> Role:
        if block.kind in ("furniture", "footnote", "table"):
            return block.kind
        text = self.text(block)
        if self.opens(block, text):
            return "heading"
        if block.kind == "heading":
            return self.heading(block, text)
        if self.list is None:
            return "context"
        if block.kind == "list_item":
            return self.item(self.list, block, text)
        return self.paragraph(self.list, block, text)

    # Headings -------------------------------------------------------------------------------------------------------

    def opens(self, block: Block, text: str) -> bool:
        """Begin a list where the block is its heading."""
        if not opens_list(block, text):
            return False
        self.know_board(text)
        paragraphs = PATTERNS.matches("paragraph_lists", text)
        size = max(block.size, self.list.size) if self.list else block.size
        self.list = _List(text, size, paragraphs, lead_in=self.board)
        return True

    def know_board(self, text: str) -> None:
        if PATTERNS.matches("boards", text):
            self.board = text
        elif PATTERNS.matches("authorities", text):
            self.board = None

    def heading(self, block: Block, text: str) -> Role:
        self.know_board(text)
        if self.list is None:
            return "heading"
        if PATTERNS.matches("times", text):
            self.list.lead_in = text
        elif not self.is_topic(self.list, block, text):
            self.list = None
        return "heading"

    def is_topic(self, current: _List, block: Block, text: str) -> bool:
        """Whether a heading is a topic inside the list: smaller than the list's own, with items under it."""
        after = self.following(block)
        smaller = block.size < current.size - SAME_SIZE
        return bool(smaller and after and after.kind == "list_item" and not PATTERNS.matches("ends", text))

    # Entries --------------------------------------------------------------------------------------------------------

    def item(self, current: _List, block: Block, text: str) -> Role:
        """A labelled entry: an item, part of the item above, a topic, or the lead-in of the list."""
        if PATTERNS.matches("nothing", text):
            return "context"
        style = style_of(block.label or "-")
        if not current.items and PATTERNS.matches("lead_ins", text):
            current.lead_in = text
            return "context"
        if current.level is None:
            current.level, current.style = block.level, style
        if style != current.style and current.style == "bullet" and block.level <= current.level:
            self.list = None  # numbered findings after a bulleted list
            return "context"
        under = block.level > current.level or (style == "bullet" and current.style != "bullet")
        if not under:
            current.topic_level = None
            if self.is_titled(block, text):
                current.topic_level = block.level
                return "heading"
        elif current.items and (current.topic_level is None or block.level > current.topic_level + 1):
            self.parts.clauses[-1].more.append(block)
            return "clause"
        return self.add(current, block)

    def is_titled(self, block: Block, text: str) -> bool:
        """Whether a labelled line only names the topic of the bullets under it, each a sentence of its own."""
        under = self.following(block)
        if under is None or under.kind != "list_item" or under.level <= block.level:
            return False
        first = self.text(under)
        alone = len(text.split()) <= TOPIC_WORDS and not ends_sentence(text)
        return alone and first[:1].isupper() and first.endswith(".")

    def paragraph(self, current: _List, block: Block, text: str) -> Role:
        """An entry without a label: a topic, a lead-in, an item that lost its bullet, or the end of the list."""
        after = self.following(block)
        goes_on = after is not None and after.kind == "list_item" and style_of(after.label or "-") == current.style
        if PATTERNS.matches("nothing", text):
            return "context"
        if len(text.split()) <= TOPIC_WORDS and not ends_sentence(text):
            if not (after and after.kind == "list_item"):
                self.list = None
            return "heading"
        if PATTERNS.matches("lead_ins", text):
            current.lead_in = text
            return "context"
        if current.paragraphs and not (after and after.kind == "list_item" and not current.items):
            return self.add(current, block, 0.7)
        if current.items and goes_on:
            return self.add(current, block, 0.6)
        if current.items:
            self.list = None
        return "context"

    def add(self, current: _List, block: Block, confidence: float = 1.0) -> Role:
        core = (block.label or "").strip("().- ")
        part = Part(block, None, current.heading, number=core or None, lead_in=current.lead_in, confidence=confidence)
        self.parts.clauses.append(part)
        current.items += 1
        return "clause"

    def take_tag(self, part: Part) -> None:
        """Take the printed tag of the national framework out of the text."""
        printed = " ".join(self.text(block) for block in (part.block, *part.more))
        text, tag = without_tag(printed)
        if tag:
            part.text, part.framework_tag = text, tag
