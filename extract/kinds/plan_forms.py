"""Plans that are no tables with a header row: forms with a name beside each entry, and numbered prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.document import Block, Cell, Document, Row, Table
from extract.kinds.grid import Grid, joined
from extract.kinds.plan_columns import BESIDE_ACTION, PATTERNS, field_of
from extract.kinds.plan_tables import MAX_HEADING_WORDS

_LEADING = re.compile(r"\(?([A-Z]{0,3}[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[a-z]?)(?:[.):]\s*|\s+)(?=\S)(?![0-9%])")
_NUMBER = r"[0-9]{1,2}(?:\.[0-9]{1,2})*[a-z]?"
_NUMBERED = re.compile(rf"(?:action|task|step)\s+({_NUMBER})\s*[:.–-]\s*", re.IGNORECASE)
_NEXT_NUMBERED = re.compile(rf"(?<=\s)(?=(?:Action|Task|Step|ACTION)\s+{_NUMBER}\s*[:.–-]\s*[A-Z])")
PROSE = {"ref": "Ref", "action": "Action", "lead": "Lead", "due": "Due", "rag": "RAG", "progress": "Progress",
         "success_measures": "Success measures", "evidence": "Evidence"}  # fmt: skip
"""The columns of the table that numbered prose is made into."""
ENTRIES = frozenset(PROSE) - {"ref", "action"}
_ENTRY = re.compile(
    r"(?:^|[\n.;,|(\[]|\s[–—-])[\s*]*(?P<name>[A-Z][A-Za-z -]{1,30}?)\s*(?::|\s[–—-])\s*(?=\S)", re.MULTILINE
)
MIN_PROSE, MIN_MARKED = 2, 0.4  # how many, and which share of, numbered paragraphs must name a lead or a date


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
    """Paragraphs that name a lead or a date ("Lead: ...", "by 31 March 2020") as a table, headings with them.

    None where fewer than two, or fewer than 40% of the numbered ones, do: a list alone is no plan.
    """
    items = [(block, text, _parts(text, block)) for block, text in _items(document)]
    bullets = [_binds(parts) for block, _, parts in items if block.label == "-"]
    with_bullets = 2 * sum(bullets) >= len(bullets)
    rows: list[Row] = []
    numbered = marked = 0
    for block, text, parts in items:
        if block.kind == "heading":
            covered = [Cell(merged=True)] * (len(PROSE) - 1)
            rows.append(Row(cells=(Cell(text=text, column_span=len(PROSE)), *covered), page=block.page))
        elif _binds(parts) or (block.kind == "list_item" and (with_bullets or block.label != "-")):
            rows.append(Row(cells=tuple(Cell(text=parts.get(name, "")) for name in PROSE), page=block.page))
            numbered, marked = numbered + 1, marked + _binds(parts)
    if marked < MIN_PROSE or marked < MIN_MARKED * numbered:
        return None
    return Table(rows=(Row(cells=tuple(Cell(text=name) for name in PROSE.values())), *rows))


def _items(document: Document) -> Iterator[tuple[Block, str]]:
    """Headings, list items and paragraphs, each with the paragraphs under it that are entries ("Lead: ...").

    A paragraph into which several numbered actions have run ("Action 1: ... Action 2: ...") counts as so many.
    """
    open_item: tuple[Block, str] | None = None
    for block in document.blocks:
        for text in _NEXT_NUMBERED.split(document.text[block.start : block.end]):
            first = next(iter(_entries(text)), None)
            if open_item and first is not None and first.start == 0:
                open_item = (open_item[0], f"{open_item[1]}\n{text}")
                continue
            if open_item:
                yield open_item
            named = first is None and len(text.split()) < MAX_HEADING_WORDS and PATTERNS.matches("themes", text)
            heads = block.kind == "heading" or (block.kind == "paragraph" and named)
            open_item = (block, text) if not heads and block.kind in ("list_item", "paragraph") else None
            if heads:
                yield block.model_copy(update={"kind": "heading"}), text
    if open_item:
        yield open_item


class _Entry(NamedTuple):
    """An entry's name stands in `text[start:end]`, with what parts it from the text before."""

    start: int
    end: int
    field: str


def _entries(text: str) -> list[_Entry]:
    """The entries of a paragraph: any name behind a stop or on a line of its own, the usual ones in running text."""
    apart = ((m.start(), m.start("name"), m.end(), m["name"]) for m in _ENTRY.finditer(text))
    running = (
        (m.start(), m.start(), m.end(), m[1])
        for pattern in PATTERNS.groups["entries_in_prose"]
        for m in pattern.finditer(text)
        if m[1][0].isupper()
    )
    found: list[_Entry] = []
    for _, start, end, name in sorted((*apart, *running), key=lambda one: (one[1], one[0])):
        field = field_of(name)
        if field in ENTRIES and (not found or start >= found[-1].end):
            found.append(_Entry(start, end, field or ""))
    return found


def _binds(parts: dict[str, str]) -> bool:
    return bool(parts.get("lead") or parts.get("due"))


def _parts(text: str, block: Block) -> dict[str, str]:
    """The action of a paragraph and its entries; a day in the words of a list item counts as its due date."""
    entries = _entries(text)
    parts: dict[str, str] = {"ref": block.label if block.label and block.label != "-" else ""}
    ends = [*(entry.start for entry in entries[1:]), len(text)]
    for entry, end in zip(entries, ends, strict=False):
        parts.setdefault(entry.field, text[entry.end : end].strip(" ;.,|()[]–-\n*"))
    action = text[: entries[0].start] if entries else text
    numbered = _NUMBERED.match(action)
    if numbered and not parts["ref"]:
        parts["ref"], action = numbered[1], action[numbered.end() :]
    parts["action"] = action.strip(" ;,|*([–-\n")
    for where in ("lead", "action") if block.kind == "list_item" or entries else ():
        by = PATTERNS.search("dated_prose", parts.get(where, ""))
        if by and "due" not in parts:
            parts["due"] = by[1]
            if where == "lead":
                parts["lead"] = parts["lead"][: by.start()].strip(" ;,–-(")
    return parts


def leading_refs(texts: Sequence[str]) -> list[tuple[str, str]] | None:
    """Reference and text of actions that carry their number in their own cell; None where fewer than 60% do."""
    found = [_LEADING.match(t) for t in texts]
    if not texts or sum(match is not None for match in found) < 0.6 * len(texts):
        return None
    return [(m[1], t[m.end() :]) if m else ("", t) for m, t in zip(found, texts, strict=True)]
