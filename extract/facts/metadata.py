"""What a document says of itself: its title, its council, when it was issued, who signed it, what it rests on.

A date that is not printed is never made up: a notice whose date line is empty has none.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator

from extract.document import Document, Warning
from extract.facts import dates
from extract.facts.councils import Council, by_name, council_of
from extract.facts.front import front_lines
from extract.facts.rules import word_list
from extract.facts.terms import defined_terms
from extract.kinds.patterns import Patterns
from extract.schema import Basis, DocumentFacts, KindOfDocument

SIGNATURE_BLOCKS = 8  # blocks after the first line of a signature that can belong to it
RUN = 3  # blocks by which the lines that can begin a signature stand apart
PREAMBLE_BLOCKS = 12  # blocks of a notice among which its grounds stand
TITLE_WORDS = 30
DATE = rf"(?=\d|{dates.MONTH})"
NOTICES: tuple[KindOfDocument, ...] = ("improvement_notice", "statutory_direction")


def facts_of(
    document: Document, kind: KindOfDocument, *, council: str | None = None, issued: dt.date | None = None
) -> DocumentFacts:
    """The document's facts; `council` and `issued`, where given, overrule what is printed.

    The confidence of the kind is the caller's to set.
    """
    lines = front_lines(document)
    found = _given(council) if council else council_of("\n".join(lines), document.text)
    signature = _signature(document) if kind in NOTICES else []
    signatory, role = _signatory(signature)
    issued = issued or _issued(document, kind, lines, signature)
    return DocumentFacts(
        file=document.file,
        sha256=document.sha256,
        kind=kind,
        kind_confidence=1.0,
        council=found.name if found else None,
        council_full=found.full if found else None,
        gss=found.gss if found else None,
        title=_title(document, kind, lines),
        issued=issued,
        signatory=signatory,
        signatory_role=role,
        pages=len(document.page_sizes) or None,
        ocr_pages=document.ocr_pages,
        basis=tuple(_basis(document, issued)) if kind in NOTICES else (),
        terms=defined_terms(document.text.split("\n")) if kind in NOTICES else (),
    )


def issued_of(document: Document, kind: KindOfDocument) -> dt.date | None:
    """The day on which the document was issued, published or tabled, where it is printed."""
    return _issued(document, kind, front_lines(document), _signature(document) if kind in NOTICES else [])


def _given(name: str) -> Council:
    return by_name(name) or Council(name=name, full=name)


def _title(document: Document, kind: KindOfDocument, lines: list[str]) -> str | None:
    """What is labelled as the title; else the first line that names such a document, with "and ..." below it."""
    short = [line for line in lines if len(line.split()) <= TITLE_WORDS]
    labelled = next((m for line in short for pattern in _patterns("title_label") if (m := pattern.match(line))), None)
    if labelled:
        return labelled[1].strip()
    names = [n for n, line in enumerate(short) if Patterns.load("detect").matches(f"title.{kind}", line)]
    if names:
        # "Inspection of ... / and / Review of ..." is one title.
        title, *more = short[names[0] :]
        if more and more[0].casefold() == "and":
            title += f" {more.pop(0)}"
        return f"{title} {more[0]}" if more and title.endswith(" and") else title
    first = next((document.text[b.start : b.end] for b in document.blocks if b.kind == "heading"), None)
    return document.title or first


# When ---------------------------------------------------------------------------------------------------------------


def _issued(document: Document, kind: KindOfDocument, lines: list[str], signature: list[str]) -> dt.date | None:
    """The day by the document's own words, by a label, or alone in its line."""
    told = next(_told(document, kind, lines, signature), None)
    return told or (_alone([*lines, *signature]) if kind in NOTICES else None)


def _told(document: Document, kind: KindOfDocument, lines: list[str], signature: list[str]) -> Iterator[dt.date]:
    """The days of issue that the opening sentence, the front and the signature give, the surest first."""
    said = [
        _first_dated("issued_sentence", _preamble(document)) if kind in NOTICES else None,
        _first_dated(f"issued_label.{kind}", lines),
        _first_dated(f"issued_label.{kind}", signature),
    ]
    return (day for day in dict.fromkeys(said) if day)


def two_starts(document: Document, kind: KindOfDocument) -> Warning | None:
    """A warning where a notice gives two days of issue; periods then run from the first of them."""
    days = list(_told(document, kind, front_lines(document), _signature(document))) if kind in NOTICES else []
    if len(days) < 2:
        return None
    said = " and on ".join(f"{day.day} {day:%B %Y}" for day in days)
    message = f"The notice says that it was issued on {said}; dates were counted from the first: set the right day."
    return Warning(code="two_starts", message=message)


def _first_dated(group: str, texts: Iterable[str]) -> dt.date | None:
    return next((day for text in texts for pattern in _patterns(group) if (day := _dated(pattern, text))), None)


def _dated(pattern: re.Pattern[str], text: str) -> dt.date | None:
    """The day that is printed where the pattern ends."""
    text = re.sub(r"\b(\d{1,2}(?:st|nd|rd|th)?)\s+day\s+of\b", r"\1", text, flags=re.IGNORECASE)
    for found in pattern.finditer(text):
        following = text[found.end() : found.end() + 40]
        printed = next(dates.printed(following), None)
        if printed and not following[: printed.start].strip(" ,:") and printed.precision == "day":
            return printed.date
    return None


def _alone(lines: Iterable[str]) -> dt.date | None:
    """The first line that is nothing but a day, as letters have it."""
    for line in lines:
        printed = next(dates.printed(line), None)
        if printed and printed.precision == "day" and not (line[: printed.start] + line[printed.end :]).strip(" ,.:"):
            return printed.date
    return None


# Who ----------------------------------------------------------------------------------------------------------------


def _signature(document: Document) -> list[str]:
    """The lines of the signature: from the last block that begins one, not among the first."""
    blocks = [b for b in document.blocks if b.kind not in ("furniture", "footnote", "table")]
    texts = [document.text[b.start : b.end] for b in blocks]
    begins = Patterns.load("notice")
    body = next((n for n, text in enumerate(texts) if begins.matches("annexes", text)), len(texts))
    starts = [n for n, text in enumerate(texts) if n >= body // 3 and begins.matches("signature", text)]
    if not starts:
        return []
    # "Signed", "for the Secretary of State" and "Dated" may all begin one: it starts with the first of a run.
    first = starts[-1]
    for earlier in reversed(starts[:-1]):
        if first - earlier > RUN:
            break
        first = earlier
    zone = texts[first : first + SIGNATURE_BLOCKS]
    return [line.strip() for text in zone for line in text.split("\n") if line.strip()]


def _signatory(signature: list[str]) -> tuple[str | None, str | None]:
    """The name and the office of the one who signs; None for what is not printed."""
    name: str | None = None
    office: str | None = None
    for line in signature:
        rest = line
        for pattern in _patterns("signature_labels"):
            rest = pattern.sub(" ", rest)
        found = next((m for pattern in _patterns("office") if (m := pattern.search(rest))), None)
        if found and (office is None or office.casefold().startswith("on behalf")):
            office = found[0].strip(" ,.;:()")
        before = rest[: found.start()] if found else rest
        named = re.fullmatch(word_list("metadata")["person"], before.strip(" ,.;:()-\u2013"))
        if named and name is None and not _patterns("not_person")[0].search(named[1]):
            name = named[1]
    return name, office


# Why ----------------------------------------------------------------------------------------------------------------


def _preamble(document: Document) -> list[str]:
    """The first blocks of the body."""
    kept = [b for b in document.blocks if b.kind not in ("furniture", "footnote", "table")]
    return [document.text[b.start : b.end] for b in kept[:PREAMBLE_BLOCKS]]


def _basis(document: Document, issued: dt.date | None) -> Iterator[Basis]:
    """The inspections and reviews that a notice names as its ground, each once; `issued` is the notice's own day."""
    seen: set[tuple[str, dt.date | None]] = set()
    for text in _preamble(document):
        if not re.search(word_list("metadata")["basis_found"], text, re.IGNORECASE):
            continue
        body = next((name for name in word_list("metadata")["basis"] if _names_body(name, text)), None)
        if not body:
            continue
        date, published = (_near(document, group, text) for group in ("basis_dated", "basis_published"))
        date = None if date == issued else date
        if not (date or published) or {(body, date), (body, published)} & seen:
            continue
        seen |= {(body, day) for day in (date, published) if day}
        judgement = _patterns("basis_judgement")[0].search(text)
        yield Basis(
            body=body,
            date=date,
            published=published,
            judgement=" ".join(judgement[0].split()).lower() if judgement else None,
            text=text.strip(),
        )


def _names_body(name: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns(f"basis.{name}"))


def _near(document: Document, group: str, text: str) -> dt.date | None:
    """The day after the group's words; its year may be printed elsewhere in the document ("dated 20 March")."""
    full = _first_dated(group, [text])
    if full:
        return full
    for pattern in _patterns(group):
        for found in pattern.finditer(text):
            following = text[found.end() : found.end() + 30]
            short = next(dates.days_without_year(following), None)
            if short and not following[: short.start].strip():
                words = re.escape(following[short.start : short.end])
                whole = re.search(rf"{words},?\s+{dates.YEAR}", document.text)
                return dates.day(whole[0]) if whole else None
    return None


@functools.cache
def _patterns(group: str) -> tuple[re.Pattern[str], ...]:
    """A group of the word list, compiled; DATE marks the place where a date must begin."""
    found = word_list("metadata")
    for part in group.split("."):
        found = found.get(part, [])
    listed = [found] if isinstance(found, str) else found
    return tuple(re.compile(pattern.replace("DATE", DATE), re.IGNORECASE) for pattern in listed)
