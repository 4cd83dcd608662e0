"""Progress reports: the measures of their performance tables, and what they say paragraph by paragraph."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass

from extract.document import Block, Document, Warning
from extract.kinds.plan_tables import in_tables, placed_tables
from extract.kinds.progress_checks import disagreements
from extract.kinds.progress_columns import PATTERNS
from extract.kinds.progress_measures import Measures, day_of, judged, measure_key
from extract.schema import Indicator, Role, Statement, normalised, stable_id

MAX_TITLE_WORDS = 10
_WHOLE = re.compile(r"^\(?[0-9]{1,2}(?:\.0)?[.)]?$")


@dataclass(frozen=True)
class Progress:
    """The indicators and statements of a report in reading order, each block's role, and what could not be read."""

    indicators: tuple[Indicator, ...]
    statements: tuple[Statement, ...]
    roles: list[Role]
    warnings: tuple[Warning, ...] = ()


def progress_of(document: Document) -> Progress:
    """Indicators from the tables and statements from numbered paragraphs and bullets; either may be empty."""
    measures = Measures(document)
    warnings: list[Warning] = []
    day = _report_day(document)
    for placed in placed_tables(document):
        as_at = day_of(placed.remark) or day
        if not measures.read(placed.table, placed.heading, as_at, goes_on=not placed.apart) and placed.table.rows:
            first = placed.table.rows[0]
            message = "A table here holds no measures with figures and was kept as text only."
            warnings.append(Warning(page=first.page, code="other_table", message=message))
    walk = _Walk(document)
    walk.run()
    warnings += disagreements((measure_key(one), one) for one in measures.found)
    return Progress(tuple(judged(measures.found)), tuple(walk.statements), walk.roles, tuple(warnings))


def _report_day(document: Document) -> dt.date | None:
    """The first day named in the report, which stands at its head."""
    for block in document.blocks[:40]:
        day = day_of(document.text[block.start : block.end][:200])
        if day:
            return day
    return None


class _Walk:
    """One pass over the blocks: sections by their titles, statements by their numbers and bullets."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.statements: list[Statement] = []
        self.roles: list[Role] = []
        self.section: str | None = None
        self.seen: Counter[str] = Counter()

    def run(self) -> None:
        for block, within in zip(self.document.blocks, in_tables(self.document), strict=True):
            self.roles.append(self.role(block, within))

    def role(self, block: Block, within: bool) -> Role:
        text = self.document.text[block.start : block.end].strip()
        if block.kind in ("footnote", "furniture"):
            return "footnote" if block.kind == "footnote" else "furniture"
        if within:
            return "table"
        if block.kind == "heading" or self.is_title(block, text):
            self.section = text.rstrip(":")
            return "heading"
        if block.kind != "list_item" or PATTERNS.matches("front", text):
            return "context"
        self.seen[normalised(text)] += 1
        key = stable_id("s", self.document.sha256, text, self.seen[normalised(text)])
        self.statements.append(Statement(id=key, section=self.section, text=text, page=block.page))
        return "clause"

    def is_title(self, block: Block, text: str) -> bool:
        """Whether a numbered line is a section's title: "3.0 Key Highlights"."""
        numbered = block.kind == "list_item" and bool(_WHOLE.match(block.label or ""))
        return numbered and len(text.split()) <= MAX_TITLE_WORDS and text[-1:] not in ".;:,"
