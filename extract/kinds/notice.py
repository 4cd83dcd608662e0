"""Improvement notices and statutory directions: which blocks are clauses, and how they hang together.

A clause is what is printed as one: a numbered paragraph, a list item, or a paragraph of its own under a heading. A
list under an unlabelled clause belongs to it; a numbered paragraph stands on its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import get_args

from extract.document import Block, Document
from extract.kinds.parts import Part, Parts
from extract.kinds.patterns import Patterns
from extract.layout.draft import ends_sentence
from extract.layout.labels import style_of
from extract.schema import KindOfClause, Role

PREAMBLE_WORDS = 20  # a paragraph of more words is text; fewer may be an address or a date
MAX_TITLED_WORDS = 9  # a numbered line of this many bold words without a full stop is a heading
PATTERNS = Patterns.load("notice")
KIND_BY_NAME: dict[str, KindOfClause] = {kind: kind for kind in get_args(KindOfClause)}


def parts_of(document: Document) -> Parts:
    """The clauses of a notice with parents, sections and kinds, and every block's role for the ledger."""
    return _Walk(document).run()


class _Walk:
    """One pass over the blocks; the state is what a reader carries from line to line."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.parts = Parts()
        self.section: str | None = None
        self.section_kind: KindOfClause | None = "general"
        self.open: list[Part] = []  # the list items that are open, outermost first
        self.anchor: Part | None = None  # the unlabelled clause that a list right under it belongs to
        self.lead_in: str | None = None  # the last sentence that said who must do what follows
        self.signed = False
        self.sectioned = True  # whether titles part the body; what stands above the first one is then general

    def run(self) -> Parts:
        start = _start(self.document)
        blocks = self.document.blocks
        body = takewhile(lambda block: not PATTERNS.matches("signature", self.text(block)), blocks[start:])
        self.sectioned = any(block.kind == "heading" for block in body)
        for index, block in enumerate(blocks):
            role = _fixed_role(block)
            if role is None and index < start:
                role = "heading" if block.kind == "heading" else "context"
            if role is None:
                following = next((later for later in blocks[index + 1 :] if _fixed_role(later) is None), None)
                role = self.step(block, self.text(block), following)
            self.parts.roles.append(role)
        return self.parts if self.asks_anything() else Parts(roles=[_asking_nothing(r) for r in self.parts.roles])

    def asks_anything(self) -> bool:
        """Whether the document speaks of any duty; a letter or a minute that is called a notice does not."""
        return any(PATTERNS.matches("asks", self.text(block)) for block in self.document.blocks)

    def text(self, block: Block) -> str:
        return self.document.text[block.start : block.end]

    def step(self, block: Block, text: str, following: Block | None) -> Role:
        """The role of a block in the body of the notice."""
        if PATTERNS.matches("annexes", text):
            self.signed = False
        if self.signed or PATTERNS.matches("signature", text):
            self.signed = True
            return "signature"
        if self.is_heading(block, text, following):
            self.begin_section(text)
            return "heading"
        if block.kind == "list_item":
            self.add_item(block, text)
            return "clause"
        self.open.clear()
        if PATTERNS.matches("lead_ins", text) or not any(c.isalpha() for c in text):
            self.anchor = None
            self.lead_in = text
            return "context"
        part = self.add(block, None, text)
        # A paragraph that ends as an item does has lost its bullet: the list goes on beside it, not under it.
        lost_bullet = text.rstrip().endswith((";", "; and", "; or"))
        self.anchor = None if lost_bullet else part
        part.confidence = 0.8 if lost_bullet else 1.0
        return "clause"

    def is_heading(self, block: Block, text: str, following: Block | None) -> bool:
        """Whether the block opens a section: by its print, by its words, or as a numbered title over what follows."""
        if block.kind == "heading" or PATTERNS.matches("annexes", text):
            return True
        if block.kind == "paragraph":
            return PATTERNS.matches("headings", text)
        if block.kind != "list_item" or block.label in (None, "-"):
            return False
        if PATTERNS.matches("headings", text) and text.rstrip().endswith(":"):
            return True
        if len(text.split()) > MAX_TITLED_WORDS or ends_sentence(text) or text.rstrip().endswith(","):
            return False
        bold = sum(end - start for start, end in block.bold) >= 0.95 * len(text)
        return bold or (text[:1].isupper() and _stands_over(block, following) and not PATTERNS.matches("asks", text))

    def begin_section(self, text: str) -> None:
        self.section = text.strip().rstrip(":").strip()
        self.section_kind = _kind_of("section_kinds", text)
        if self.section_kind:
            self.lead_in = None
        self.open.clear()
        self.anchor = None

    def add_item(self, block: Block, text: str) -> None:
        numbered = block.level == 0 and style_of(block.label or "-").startswith("number")
        del self.open[block.level :]
        parent = self.open[-1] if self.open else self.numbered_above(block) if numbered else self.anchor
        if numbered:
            self.anchor = None
        self.open.append(self.add(block, parent, text))

    def numbered_above(self, block: Block) -> Part | None:
        """The clause "2" of this section for an item that is printed "2.1"."""
        above = _core(block).rpartition(".")[0]
        known = (part for part in reversed(self.parts.clauses) if part.section == self.section)
        return next((part for part in known if above and part.number == above), None)

    def add(self, block: Block, parent: Part | None, text: str) -> Part:
        part = Part(block, parent, self.section, number=_number(block, parent), lead_in=self.lead_in)
        part.kind = parent.kind if parent else self.kind_of(text)
        self.parts.clauses.append(part)
        return part

    def kind_of(self, text: str) -> KindOfClause:
        """The kind of a top-level clause: its section's, else its own words', else general above the first title."""
        if self.section is None:
            general = self.sectioned or PATTERNS.matches("general", text)
            return _kind_of("clause_kinds", text) or ("general" if general else "requirement")
        return self.section_kind or _kind_of("clause_kinds", text) or "requirement"


def _fixed_role(block: Block) -> Role | None:
    """The role that a block has wherever it stands."""
    if block.kind in ("footnote", "furniture", "table"):
        return block.kind
    return None


def _asking_nothing(role: Role) -> Role:
    return "context" if role == "clause" else role


def _kind_of(group: str, text: str) -> KindOfClause | None:
    for name in PATTERNS.names(group):
        if PATTERNS.matches(f"{group}.{name}", text):
            return KIND_BY_NAME[name]
    return None


def _core(block: Block) -> str:
    """The label without its punctuation: "a" for "(a)"."""
    return (block.label or "").strip("().- ")


def _number(block: Block, parent: Part | None) -> str | None:
    """The number path: "8.b" for the item "b." under "8."; None for bullets and unlabelled clauses."""
    core = _core(block)
    if parent and parent.number and core and not core.startswith(f"{parent.number}."):
        return f"{parent.number}.{core}"
    return core or None


def _stands_over(block: Block, following: Block | None) -> bool:
    """Whether a numbered line is the title of what follows: "2. Plan" over "2.1 ...", over "a. ..." or over text."""
    if following is None or following.kind == "heading" or not style_of(block.label or "-").startswith("number"):
        return False
    return following.label is None or style_of(following.label) != style_of(block.label or "-")


def _start(document: Document) -> int:
    """The index of the first block after the preamble.

    The recitals of a direction end with "Now therefore". A lead-in such as "The Council must take action to:" ends the
    preamble, as the first numbered paragraph does; failing both, the first heading after the title.
    """
    blocks: Sequence[Block] = document.blocks
    texts = [document.text[block.start : block.end] for block in blocks]
    recited = next((index for index, text in enumerate(texts) if PATTERNS.matches("recitals_end", text)), None)
    if recited is not None:
        return recited + 1
    for index, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        if block.kind == "list_item" and style_of(block.label or "-").startswith("number"):
            return index
        if block.kind in ("paragraph", "heading") and PATTERNS.matches("begins", text):
            return index
    seen_text = False
    for index, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        if block.kind == "heading" and seen_text:
            return index
        seen_text = seen_text or (block.kind == "paragraph" and len(text.split()) > PREAMBLE_WORDS)
    return 0
