"""Parts of a document into clauses: ids, number paths, titles, boxes and facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from extract.document import Document, PageBox
from extract.errors import NothingFoundError
from extract.facts.clause_facts import DRAFTED, ClauseText, Names, facts_of
from extract.facts.parties import short_names
from extract.kinds.cites import cited_in
from extract.kinds.parts import Part
from extract.schema import Clause, DocumentFacts, normalised, stable_id

_OF_ANOTHER = re.compile(
    r"\b(?:paragraphs?|recommendations?)\b[\s\d.,()a-z&-]{1,40}?\b(?:of|in)\s+(?:the|that|its)\s+(?:[\w'\u2019]+\s+){0,3}"
    r"(?:report|inspection|letter|plan|guidance)\b",
    re.IGNORECASE,
)
MAX_CLAUSE, MAX_CLAUSES = 20_000, 300_000
"""Characters of one clause and of all clauses of a document: some twenty times what the longest known ones have."""
MIN_TITLE = 3  # a bold run of fewer characters is a slip of the pen, not a title


def clauses_of(document: Document, parts: Sequence[Part], about: DocumentFacts) -> tuple[Clause, ...]:
    """The clauses of a document in reading order; periods run from its day of issue, where that is known.

    Raises NothingFoundError for a text that is not parted into clauses, or into more than a document can have.
    """
    texts = [text_of(document, part) for part in parts]
    _refuse_excess(about.file, texts)
    ids = _ids(document.sha256, texts)
    place = {id(part): index for index, part in enumerate(parts)}
    facts = facts_of(
        [
            ClauseText(
                text=text,
                kind=part.kind,
                parent=place[id(part.parent)] if part.parent else None,
                section=part.section,
                lead_in=part.lead_in,
                footnotes=part.block.notes,
            )
            for part, text in zip(parts, texts, strict=True)
        ],
        about.kind,
        about.issued,
        Names(short_names(document.text.split("\n"), about.kind), {t.term.casefold(): t.meaning for t in about.terms}),
    )
    numbered = {part.number: own for part, own in zip(reversed(parts), reversed(ids), strict=True) if part.number}

    return tuple(
        Clause(
            id=own_id,
            label=part.block.label,
            number=part.number,
            parent=ids[place[id(part.parent)]] if part.parent else None,
            section=part.section,
            title=_title(document, part),
            kind=part.kind,
            text=text,
            page=part.block.page,
            paragraph=part.block.paragraph,
            boxes=_boxes(document, part),
            obligations=found.obligations,
            duty_holders=found.duty_holders,
            deadlines=found.deadlines,
            references=tuple(reference.id for reference in found.references),
            sources=found.references,
            takes_in=found.takes_in,
            cites=cited_in(text),
            cross_references=_cross_references(text, numbered, own_id) if about.kind in DRAFTED else (),
            footnotes=tuple(note for block in (part.block, *part.more) for note in block.notes),
            framework_tag=part.framework_tag,
            confidence=part.confidence,
            flags=found.flags,
            doubts=tuple(part.doubts),
        )
        for part, text, own_id, found in zip(parts, texts, ids, facts, strict=True)
    )


def _refuse_excess(file: str, texts: Sequence[str]) -> None:
    """What a clause says is found by parsing it, which takes a second and several MB for every page of it."""
    for longest, most, what in (
        (max(map(len, texts), default=0), MAX_CLAUSE, "one requirement"),
        (sum(map(len, texts)), MAX_CLAUSES, "the requirements"),
    ):
        if longest > most:
            raise NothingFoundError(
                f"{file}: {what} would have {longest:,} characters, and the limit is {most:,}; check that the document "
                "is parted into paragraphs, and take out what is no part of it."
            )


def _cross_references(text: str, numbered: Mapping[str, str], own: str) -> tuple[str, ...]:
    """The ids of the clauses whose numbers a clause cites as the same document's."""
    cited = (numbered.get(number) for number in cited_in(_OF_ANOTHER.sub("", text)))
    return tuple(dict.fromkeys(one for one in cited if one and one != own))


def text_of(document: Document, part: Part) -> str:
    """The clause as printed: the text of its blocks, joined by spaces."""
    if part.text is not None:
        return part.text
    return " ".join(document.text[block.start : block.end] for block in (part.block, *part.more))


def _ids(sha256: str, texts: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    ids = []
    for text in texts:
        key = normalised(text)
        ids.append(stable_id("c", sha256, text, seen[key]))
        seen[key] += 1
    return ids


def _title(document: Document, part: Part) -> str | None:
    """The longest bold phrase of a clause that is not bold as a whole."""
    runs = [document.text[start:end].strip(" :;,.") for start, end in part.block.bold]
    title = max(runs, key=len, default="")
    whole = len(document.text[part.block.start : part.block.end].strip(" :;,."))
    return title if MIN_TITLE <= len(title) < whole else None


def _boxes(document: Document, part: Part) -> tuple[PageBox, ...]:
    return tuple(box for block in (part.block, *part.more) for box in document.boxes(block.start, block.end))
