"""Plans that are no tables with a header row: forms with a name beside each entry, and numbered prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.document import Block, Cell, Document, Row, Table
from extract.kinds.grid import Grid, joined
from extract.kinds.plan_columns import BESIDE_ACTION, PATTERNS, field_of

_LEADING = re.compile(r"\(?([A-Z]{0,3}[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[a-z]?)(?:[.):]\s*|\s+)(?=\S)(?![0-9%])")
PROSE_NAMES = ("Ref", "Action", "Lead", "Due", "Progress")
_ENTRY = re.compile(r"(?:^|[\n.;(\[–-])\s*([A-Z][A-Za-z ]{1,30}?)\s*:\s*", re.MULTILINE)
ENTRIES = ("lead", "due", "progress", "rag")
MIN_PROSE = 2  # entries that make numbered prose a plan


def upright(table: Table) -> Table | None:
    """A form ("Action | text", "Lead | text", one under the other) as a table with a header; None for another table.

    A name that comes again begins the next action; a pair of names in one row counts as two.
    """
    grid = Grid(table)
    pairs = [pair for r in range(len(grid)) for pair in _pairs(grid, r)]
    fields = {field_of(name) for name, _, _ in pairs}
    named = sum(field_of(name) is not None for name, _, _ in pairs)
    if "action" not in fields or not BESIDE_ACTION & fields or named < max(3, 0.6 * len(pairs)):
        return None
    names = list(dict.fromkeys(name for name, _, _ in pairs if field_of(name)))
    records: list[tuple[dict[str, Cell], Row]] = []
    for name, cell, row in pairs:
        if name not in names:
            continue
        if not records or name in records[-1][0]:
            records.append(({}, row))
        records[-1][0][name] = cell
    header = Row(cells=tuple(Cell(text=name) for name in names), page=records[0][1].page)
    rows = (
        row.model_copy(update={"cells": tuple(record.get(name, Cell()) for name in names)}) for record, row in records
    )
    return table.model_copy(update={"rows": (header, *rows)})


def _pairs(grid: Grid, index: int) -> Iterator[tuple[str, Cell, Row]]:
    """Name and entry of a form's row: cells 1 and 2, 3 and 4, of those that are not covered by others."""
    cells = [p.cell for p in grid.places[index] if not p.cover]
    if len(cells) % 2 == 0 and len(cells) <= 6:
        for name, entry in zip(cells[::2], cells[1::2], strict=True):
            if name.text.strip():
                yield joined(name.text).strip(" :"), entry, grid.row(index)


def prose(document: Document) -> Table | None:
    """Numbered paragraphs that name a lead or a date ("Lead: ...", "by 31 March 2020") as a table, headings with them.

    None where fewer than two and fewer than 40% of them do: a list alone is no plan.
    """
    rows: list[Row] = []
    numbered = marked = 0
    for block, text in _items(document):
        if block.kind == "heading":
            covered = [Cell(merged=True)] * (len(PROSE_NAMES) - 1)
            rows.append(Row(cells=(Cell(text=text, column_span=len(PROSE_NAMES)), *covered), page=block.page))
            continue
        row = _prose_row(block, text)
        dated = bool(row.cells[2].text or row.cells[3].text)
        if dated or block.label != "-":
            rows.append(row)
            numbered, marked = numbered + 1, marked + dated
    if marked < MIN_PROSE or marked < 0.4 * numbered:
        return None
    return Table(rows=(Row(cells=tuple(Cell(text=name) for name in PROSE_NAMES)), *rows))


def _items(document: Document) -> Iterator[tuple[Block, str]]:
    """Headings and list items; an item with the paragraphs under it that are entries ("Lead: ...")."""
    open_item: tuple[Block, str] | None = None
    for block in document.blocks:
        text = document.text[block.start : block.end]
        entry = _ENTRY.match(text)
        if open_item and block.kind in ("paragraph", "list_item") and entry and field_of(entry[1]) in ENTRIES:
            open_item = (open_item[0], f"{open_item[1]}\n{text}")
            continue
        if open_item:
            yield open_item
        open_item = (block, text) if block.kind == "list_item" else None
        if block.kind == "heading":
            yield block, text
    if open_item:
        yield open_item


def _prose_row(block: Block, text: str) -> Row:
    """The action of a list item, its entries taken out of the text."""
    entries = [(m, name) for m in _ENTRY.finditer(text) if (name := field_of(m[1])) in ENTRIES]
    parts: dict[str, str] = {}
    ends = [*(m.start() for m, _ in entries[1:]), len(text)]
    for (match, name), end in zip(entries, ends, strict=False):
        parts.setdefault(name or "", text[match.end() : end].strip(" ;.,()[]–-\n"))
    action = text[: entries[0][0].start()].strip(" ;,([–-\n") if entries else text
    by = PATTERNS.search("dated_prose", text)
    label = "" if block.label == "-" else block.label or ""
    cells = (label, action, parts.get("lead", ""), parts.get("due") or (by[1] if by else ""), parts.get("progress", ""))
    return Row(cells=tuple(Cell(text=cell) for cell in cells), page=block.page)


def leading_refs(texts: Sequence[str]) -> list[tuple[str, str]] | None:
    """Reference and text of actions that carry their number in their own cell; None where fewer than 60% do."""
    found = [_LEADING.match(t) for t in texts]
    if not texts or sum(match is not None for match in found) < 0.6 * len(texts):
        return None
    return [(m[1], t[m.end() :]) if m else ("", t) for m, t in zip(found, texts, strict=True)]
