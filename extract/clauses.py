"""Parts of a document into clauses: ids, number paths, titles, boxes and facts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from extract.document import Document, PageBox
from extract.facts.clause_facts import ClauseText, facts_of
from extract.facts.parties import short_names
from extract.kinds.cites import cited_in
from extract.kinds.parts import Part
from extract.schema import Clause, KindOfDocument, normalised, stable_id

MIN_TITLE = 3  # a bold run of fewer characters is a slip of the pen, not a title


def clauses_of(
    document: Document, parts: Sequence[Part], kind: KindOfDocument, start: dt.date | None
) -> tuple[Clause, ...]:
    """The clauses of a document in reading order; `start` is the day from which periods run, None where unknown."""
    texts = [text_of(document, part) for part in parts]
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
        kind,
        start,
        short_names(document.text.split("\n"), kind),
    )
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
            references=found.references,
            cites=cited_in(text),
            footnotes=tuple(note for block in (part.block, *part.more) for note in block.notes),
            framework_tag=part.framework_tag,
            confidence=part.confidence,
            doubts=tuple(part.doubts),
        )
        for part, text, own_id, found in zip(parts, texts, ids, facts, strict=True)
    )


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
