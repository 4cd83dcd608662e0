"""Inspection reports: framework, dates, inspectors and grades, and the list of what must improve.

Frameworks since 2012: inspections of children's social care services (ILACS, from 2018) with focused and monitoring
visits, the single inspection framework (SIF, 2013 to 2018) with its review of the safeguarding board, and the
separate inspections of child protection and of looked after children before it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import get_args

from extract.document import Document, Warning
from extract.facts import dates
from extract.facts.front import front_lines
from extract.facts.metadata import issued_of
from extract.kinds.judgements import judgements_of
from extract.kinds.parts import Parts
from extract.kinds.patterns import Patterns
from extract.kinds.requirement_list import opens_list, requirements_of
from extract.schema import Framework, Inspection

TITLE_WORDS = 25
FRONT_LINES = 12  # blocks of a page among which the title and the dates of a report stand
LABEL_LENGTH = 400  # characters of a block that can hold a date or a name with its label
PATTERNS = Patterns.load("inspection")
FRAMEWORKS: dict[str, Framework] = {name: name for name in get_args(Framework)}
_OTHER_FACT = re.compile(r"\b(?:lead|reporting) inspector|\bpublished\b|\bage group\b", re.IGNORECASE)
_NAME = re.compile(
    r"^(?:(?:Dr|Mrs?|Ms|Miss)\.?\s+)?[A-Z][\w'\u2019-]*(?:\s+[A-Z][\w'\u2019-]*\.?|\s+(?:de|van|von|der)){1,4}$"
)


def parts_of(document: Document) -> Parts:
    """The requirements of the report, each with its sub-bullets, and every block's role for the ledger."""
    return requirements_of(document)


def without_list(document: Document) -> Warning:
    """Why a report has no requirements: its heading stands over a paragraph, or there is no such heading."""
    for block in document.blocks:
        text = document.text[block.start : block.end].strip()
        if opens_list(block, text):
            place = f" on page {block.page}" if block.page else ""
            message = (
                f"Under \u201c{text}\u201d{place} stands no list, so no requirement was taken; read what stands there."
            )
            return Warning(page=block.page, code="no_list", message=message)
    message = "This report has no heading for what needs to improve, so no requirement was taken; look for it by hand."
    return Warning(code="no_list", message=message)


def further_reports(document: Document) -> Iterator[Warning]:
    """A warning for each page on which another report begins: one file may hold two, and its facts are the first's."""
    pages: dict[int, list[str]] = {}
    for block in document.blocks:
        lines = pages.setdefault(block.page or 1, [])
        if block.kind in ("heading", "paragraph") and len(lines) < FRONT_LINES:
            lines.append(document.text[block.start : block.end][:LABEL_LENGTH])
    for page, lines in pages.items():
        title = next((line for line in lines if _framework([line]) != "other"), None)
        if page > 1 and title and _period(lines):
            message = (
                f"Another report begins on page {page} (\u201c{title.strip()}\u201d); the dates and judgements given "
                "are those of the first. Split the file and add each report by itself."
            )
            yield Warning(page=page, code="further_report", message=message)


def inspection_of(document: Document) -> Inspection:
    """The facts on the report's first pages; None for what is not printed. `end` is the last day of the last period."""
    lines = front_lines(document)
    framework = _framework(lines)
    period = _period(lines)
    joined = framework != "lscb_review" and any(PATTERNS.matches("board_review", line) for line in lines)
    return Inspection(
        framework=framework,
        also=("lscb_review",) if joined else (),
        start=period[0] if period else None,
        end=period[1] if period else None,
        published=issued_of(document, "inspection_report"),
        lead_inspector=_lead_inspector(document),
        judgements=judgements_of(document, framework),
    )


def _framework(lines: list[str]) -> Framework:
    front = " \n ".join(line for line in lines if len(line.split()) <= TITLE_WORDS)
    named = next((name for name in PATTERNS.names("frameworks") if PATTERNS.matches(f"frameworks.{name}", front)), None)
    return FRAMEWORKS.get(named or "other", "other")


def _period(lines: Iterable[str]) -> tuple[dt.date, dt.date] | None:
    """First and last day of the inspectors' visits, by its label or in the opening sentence."""
    for line in lines:
        found = PATTERNS.search("visited", line)
        if found:
            printed, *_ = _OTHER_FACT.split(line[found.end() :])
            period = dates.date_range(printed)
            if period:
                return period
    return None


def _lead_inspector(document: Document) -> str | None:
    """The (first) lead or reporting inspector's name."""
    return next((name for text in _labelled(document) if (name := _named(text))), None)


def _labelled(document: Document) -> Iterator[str]:
    """The texts of blocks that can hold the lead inspector's label, and what follows it."""
    for block in document.blocks:
        if block.kind in ("furniture", "footnote", "table"):
            continue
        text = document.text[block.start : min(block.end, block.start + LABEL_LENGTH)]
        if "nspector" in text:
            found = PATTERNS.search("lead_inspectors", text)
            if found:
                yield text.strip()[found.end() :]


def _named(text: str) -> str | None:
    """The name at the beginning of the text."""
    end = PATTERNS.search("name_ends", text)
    name = text[: end.start()].strip(" :.-\u2013") if end else text.strip()
    return name if _NAME.match(name) else None
