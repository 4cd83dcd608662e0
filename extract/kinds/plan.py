"""Improvement plans: the actions of their tables, with lead, dates, status, what they answer and what is amiss."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.document import Document, PageBox, Table, Warning
from extract.errors import NothingFoundError
from extract.facts.plan_dates import plan_date
from extract.kinds.cites import cites_of
from extract.kinds.grid import Grid, joined
from extract.kinds.plan_columns import NO_COLUMNS, PATTERNS, Columns, Said, said_of
from extract.kinds.plan_forms import leading_refs, prose, upright
from extract.kinds.plan_rows import ActionRows, RawAction
from extract.kinds.plan_status import legend_of, rag_of
from extract.kinds.plan_tables import PlacedTable, in_tables, placed_tables
from extract.layout.labels import BULLETS, label_of
from extract.schema import Action, ActionTable, ColumnField, Defect, Rag, Role, normalised, stable_id

_GLYPHS = re.compile(rf"^\s*[{re.escape(BULLETS.translate({ord(c): None for c in '–—−‒-'}))}\ue000-\uf8ff]\s*")
MAX_NAMED = 12  # column names that a message lists


@dataclass(frozen=True)
class Plan:
    """The actions of a plan in reading order, each block's role, and what could not be read."""

    actions: tuple[Action, ...]
    tables: tuple[ActionTable, ...]
    roles: list[Role]
    warnings: tuple[Warning, ...] = ()


def actions_of(document: Document, columns: Mapping[str, str] = NO_COLUMNS) -> Plan:
    """The actions of an improvement plan; `columns` gives the fields of columns by their names ("none" for no field).

    A PDF brings its tables in `document.tables`, with pages and boxes; Word and Excel in their blocks. Raises
    NothingFoundError where no table has a column of actions, and no form or numbered prose stands in for one.
    """
    tables = placed_tables(document)
    rows = _rows(document, tables, said_of(columns))
    if not rows.actions:
        raise NothingFoundError(_nothing(document, [placed.table for placed in tables]))
    _take_leading_refs(rows.actions)
    lines = (document.text[b.start : b.end] for b in document.blocks if b.table is None and b.end - b.start < 400)
    legend = legend_of((placed.table for placed in tables), lines)
    return Plan(
        actions=tuple(_facts(document, rows.actions, legend)),
        tables=tuple(dict.fromkeys(_table(columns, table) for columns, table in rows.headers)),
        roles=_roles(document),
        warnings=tuple(_warnings(rows)),
    )


def _table(columns: Columns, table: Table) -> ActionTable:
    """What each named column of a table was taken for."""
    page = table.page or next((row.page for row in table.rows), None)
    named = [(index, name) for index, name in enumerate(columns.names) if name]
    mapped = tuple(ColumnField(name=name, field=columns.field_of(index)) for index, name in named)
    return ActionTable(sheet=table.sheet, page=page, columns=mapped)


def _rows(document: Document, tables: Sequence[PlacedTable], said: Said) -> ActionRows:
    """The actions of the tables that have a header; failing these of forms, and failing both of numbered prose."""
    rows = ActionRows(said)
    for placed in tables:
        rows.read(Grid(placed.table), placed.heading, goes_on=not placed.apart)
    if rows.actions:
        return rows
    for placed in tables:
        form = upright(placed.table)
        if form is not None:
            rows.read(Grid(form), placed.heading, goes_on=False)
    told = prose(document) if not rows.actions else None
    if told is not None:
        rows.read(Grid(told), None, goes_on=False)
    return rows


def _take_leading_refs(actions: Sequence[RawAction]) -> None:
    """In tables without a column of references, take them from the beginnings of the actions."""
    without = [raw for raw in actions if not raw.columns.has("ref")]
    found = leading_refs([raw.get("action") for raw in without]) or []
    for raw, (ref, text) in zip(without, found, strict=False):
        raw.fields.update(ref=ref, action=text)


def _facts(document: Document, found: Sequence[RawAction], legend: dict[str, Rag]) -> Iterator[Action]:
    refs = Counter(_scope(raw) for raw in found)
    seen: Counter[str] = Counter()
    for raw in found:
        text = running(raw.get("action"), document.media)
        seen[normalised(text)] += 1
        due = joined(raw.get("due"))
        dated = plan_date(due)
        ref = _ref(raw)
        status = joined(raw.get("rag"))
        yield Action(
            id=stable_id("a", document.sha256, text, seen[normalised(text)]),
            ref=ref or None,
            text=text,
            theme_heading=raw.theme,
            lead=_lead(raw, document.media) or None,
            start=joined(raw.get("start")) or None,
            due=due or None,
            due_date=dated.due_date,
            rag=rag_of(status, raw.fill, legend),
            success_measures=running(raw.get("success_measures"), document.media) or None,
            progress=running(raw.get("progress"), document.media) or None,
            evidence=running(raw.get("evidence"), document.media) or None,
            page=raw.rows[0].page,
            sheet=raw.table.sheet,
            row=raw.rows[0].number,
            boxes=tuple(PageBox(page=r.page, box=r.box) for r in raw.rows if r.page and r.box),
            cites=cites_of(raw.get("cites"), text),
            defects=tuple(_defects(raw, dated.vague, due, refs[_scope(raw)] if ref else 0)),
        )


def running(text: str, media: str) -> str:
    """The lines of a cell as one text, without the labels of its bullets.

    Lines of Word and Excel are ended on purpose, so every label goes; lines of a PDF may only be wrapped, so a dash
    or number that begins one stays.
    """
    lines = []
    for line in text.split("\n"):
        label = None if media == "pdf" else label_of(line.strip())
        lines.append(line.strip()[label.length :] if label else _GLYPHS.sub("", line))
    return joined("\n".join(lines))


def _ref(raw: RawAction) -> str:
    return joined(raw.get("ref")).strip(" .:")


def _scope(raw: RawAction) -> tuple[str, ...]:
    """What a reference must be the only one in: "2.3" in the plan, a plain "3", which may count anew, in its part."""
    ref = normalised(_ref(raw))
    return (ref, raw.table.sheet or "", raw.theme or "", raw.sub_heading or "") if ref.isdigit() else (ref,)


def _lead(raw: RawAction, media: str) -> str:
    """Who leads; of several, each on a line of its own in Word and Excel, parted by semicolons."""
    text = raw.get("lead")
    if PATTERNS.matches("blank", text):
        return ""
    lines = [joined(line) for line in text.split("\n") if line.strip()]
    apart = media != "pdf" and all(re.search(r"\w\)?$", line) for line in lines[:-1])
    whole = apart and all(line[:1].isupper() for line in lines)
    return "; ".join(lines) if whole else joined(text)


def _defects(raw: RawAction, vague: bool, due: str, same_ref: int) -> Iterator[Defect]:
    lead = joined(raw.get("lead"))
    if raw.columns.has("lead") and (not lead or PATTERNS.matches("nobody", lead)):
        yield Defect(kind="no_lead", note=f"the lead cell says {lead!r}" if lead else "the lead cell is empty")
    if raw.columns.has("due") and not due:
        yield Defect(kind="no_deadline", note="the due cell is empty")
    if vague:
        yield Defect(kind="vague_deadline", note=f'"{due}"')
    if same_ref > 1:
        yield Defect(kind="duplicate_ref", note=f"{_ref(raw)} is printed on {same_ref} actions")


def _roles(document: Document) -> list[Role]:
    """The role of every block: what stands in tables, headings, and what is told around them."""
    roles: list[Role] = []
    for block, within in zip(document.blocks, in_tables(document), strict=True):
        if block.kind in ("footnote", "furniture"):
            roles.append("footnote" if block.kind == "footnote" else "furniture")
        elif within:
            roles.append("table")
        else:
            roles.append("heading" if block.kind == "heading" else "context")
    return roles


def _warnings(rows: ActionRows) -> Iterator[Warning]:
    for row in rows.lost:
        where = f"row {row.number}" if row.number else "a row"
        text = joined(" ".join(cell.text for cell in row.cells))
        yield Warning(page=row.page, code="row_without_action", message=f"No action stands in {where}: {text[:80]}")
    for name, what in (("lead", "leads"), ("due", "dates")):
        if not any(columns.has(name) or (name == "due" and columns.shared_due) for columns, _ in rows.headers):
            yield Warning(code=f"no_{name}_column", message=f"The plan has no column for {what}.")
    left_out = dict.fromkeys(name for columns, _ in rows.headers for name in columns.left_out())
    if left_out:
        named = ", ".join(name[:40] for name in left_out)
        yield Warning(code="columns_left_out", message=f"Columns that are no part of an action were left out: {named}.")


def _nothing(document: Document, tables: Sequence[Table]) -> str:
    """One sentence: what the tables' columns are called, and what to do."""
    if not tables:
        what = "no table with lines between its rows" if document.media == "pdf" else "no table"
        return (
            f"{document.file}: {what} was found in this plan; add it as a Word or Excel file with a table of actions."
        )
    rows = [max(table.rows[:8], key=lambda row: sum(bool(c.text.strip()) for c in row.cells)) for table in tables]
    names = [joined(cell.text) for row in rows for cell in row.cells if cell.text.strip()]
    named = ", ".join(name[:40] for name in list(dict.fromkeys(names))[:MAX_NAMED])
    return (
        f"{document.file}: no table has a column of actions beside one of leads, dates or progress "
        f"(columns found: {named}); name the columns, for example Action, Lead and Due, and try again."
    )
