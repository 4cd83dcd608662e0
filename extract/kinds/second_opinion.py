"""What the tags of a PDF say of the list items that were found by the geometry of the page.

Where both differ on an item, the item as printed stays and carries the doubt, for a person to look at the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extract.document import Document, TaggedItem, Warning
from extract.kinds.parts import Part, Parts

MIN_LENGTH = 12  # letters and digits from which a text is told from others
LABEL_LENGTH = 5  # letters and digits of a label that the tags have and the clause's text has not
DOUBTFUL = 0.6  # confidence of a clause that the tags see otherwise
LONGEST = 60  # characters that a message quotes


def pages_of(parts: Parts) -> set[int]:
    """The pages on which list items among the clauses begin, and those after them, where they may go on."""
    blocks = (block for part in parts.clauses for block in (part.block, *part.more))
    return {
        page for block in blocks if block.kind == "list_item" and block.page for page in (block.page, block.page + 1)
    }


def compare_items(document: Document, parts: Parts, items: Sequence[TaggedItem]) -> list[Warning]:
    """Mark the clauses that the tags see otherwise; a warning for each, and for each listed item that is no clause."""
    tagged = [(item, _key(item.text)) for item in items]
    warnings: list[Warning] = []
    matched: set[tuple[int, int]] = set()
    covered = "\n".join(
        _key(document.text[block.start : block.end])
        for block, role in zip(document.blocks, parts.roles, strict=True)
        if role in ("clause", "heading")
    )
    for part in parts.clauses:
        for block in (part.block, *part.more):
            key = _key(document.text[block.start : block.end])
            if block.kind != "list_item" or len(key) < MIN_LENGTH:
                continue
            near = [(item, own) for item, own in tagged if block.page and item.page in (block.page, block.page + 1)]
            if any(_same(key, own) for _, own in near):
                matched |= {(item.page, item.list) for item, own in near if _same(key, own)}
            elif doubt := _doubt(key, near):
                part.doubts.append(doubt)
                part.confidence = min(part.confidence, DOUBTFUL)
                warnings.append(Warning(page=block.page, code="tags_disagree", message=_message(document, part, doubt)))
    return warnings + list(_missed(tagged, matched, covered))


def _doubt(key: str, near: Iterable[tuple[TaggedItem, str]]) -> str | None:
    """How the tags divide the text of an item, None where they have no opinion."""
    within = [(item, own) for item, own in near if len(own) >= MIN_LENGTH and own[LABEL_LENGTH:] in key]
    rest_overleaf = any(a.page != b.page and b.text[:1].islower() for (a, _), (b, _) in pairwise(within))
    if len(within) > 1 and not rest_overleaf:
        return f"the file's own tags make {len(within)} items of it"
    around = next((own for _, own in near if key in own and len(own) > len(key) + MIN_LENGTH), None)
    return "the file's own tags make it part of a longer item" if around else None


def _missed(tagged: Iterable[tuple[TaggedItem, str]], matched: set[tuple[int, int]], covered: str) -> Iterator[Warning]:
    """Items of a list that other clauses stand in, which are in no clause themselves."""
    for item, own in tagged:
        if (item.page, item.list) in matched and len(own) >= MIN_LENGTH and own[LABEL_LENGTH:] not in covered:
            message = (
                f"The file's own tags have one more item in a list on page {item.page}, which was not taken as a "
                f"clause: \u201c{item.text[:LONGEST]}\u201d; look at the page."
            )
            yield Warning(page=item.page, code="tags_disagree", message=message)


def _message(document: Document, part: Part, doubt: str) -> str:
    text = document.text[part.block.start : part.block.end][:LONGEST]
    return f"\u201c{text}\u201d: {doubt}; look at page {part.block.page}."


def _same(key: str, own: str) -> bool:
    return own.endswith(key) and len(own) - len(key) <= LABEL_LENGTH


def _key(text: str) -> str:
    """Letters and digits only: spaces and hyphens of a line end differ between the two."""
    return re.sub(r"[\W_]+", "", text.casefold())
