"""The rows of an action table as actions before their facts: headings told apart, broken rows put together again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.document import Row
from extract.kinds.grid import Grid, joined
from extract.kinds.plan_columns import PATTERNS, Columns, header_at
from extract.layout.draft import begins_small, ends_sentence

MAX_TITLE_WORDS = 30
REF_SHAPE = re.compile(r"^[\w.()/\-–:& ]{1,24}$")
_ONE_COLUMN_EACH = ("action", "ref", "rag")


@dataclass
class RawAction:
    """One action as printed: the text of every field, and the rows that it stands on."""

    fields: dict[str, str]
    fill: str | None
    columns: Columns
    theme: str | None
    sub_heading: str | None
    sheet: str | None
    rows: list[Row] = field(default_factory=list)

    def get(self, name: str) -> str:
        """The field's text, "" where it is empty or has no column."""
        return self.fields.get(name, "")


class ActionRows:
    """Actions of a run of tables; a table without a header of its own goes on with the last one's columns."""

    def __init__(self) -> None:
        self.actions: list[RawAction] = []
        self.headers: list[Columns] = []
        self.lost: list[Row] = []
        """Rows of action tables that have some text and yet no action."""
        self.columns: Columns | None = None
        self.width = 0
        self.theme: str | None = None
        self.sub: str | None = None

    def read(self, grid: Grid, theme: str | None, goes_on: bool) -> bool:
        """Add the actions of one table under its heading; False where it is no action table.

        `goes_on`: the table may be the rest of the one before, cut by a page end.
        """
        start = next((r for r in range(len(grid)) if header_at(grid, r)), None)
        if start is None and not (goes_on and self.columns and grid.width == self.width):
            return False
        if start is not None and self._only_title_rows(grid, start):
            if theme is not None or not goes_on:
                self.theme, self.sub = theme, None
            self._title(grid, start)
        row = 0 if start is None or not self._only_title_rows(grid, start) else start
        while row < len(grid):
            columns = header_at(grid, row)
            if columns:
                self.columns, self.width = columns, grid.width
                self.headers.append(columns)
                row += columns.depth
            else:
                self._row(grid, row)
                row += 1
        return True

    def _only_title_rows(self, grid: Grid, start: int) -> bool:
        """Whether nothing but titles stands above the header, and no rest of the table before."""
        return all(len(grid.printed(r)) <= 2 for r in range(start)) or self.columns is None

    def _title(self, grid: Grid, start: int) -> None:
        """Take the part's name from the title rows: one that says "Theme 2", else the last that is no remark."""
        titles = [joined(cell.text) for r in range(start) for _, cell in grid.printed(r)[:1]]
        titles = [t for t in titles if len(t.split()) <= MAX_TITLE_WORDS and not PATTERNS.matches("not_headings", t)]
        named = next((t for t in titles if PATTERNS.matches("themes", t)), None)
        if named or (titles and self.theme is None):
            self.theme = named or titles[-1]

    def _row(self, grid: Grid, index: int) -> None:
        printed = grid.printed(index)
        columns = self.columns
        if not printed or columns is None:
            return
        heading = self._heading(grid, index)
        if heading is not None:
            if PATTERNS.matches("themes", heading) and self._is_part(heading):
                self.theme, self.sub = heading, None
            elif not PATTERNS.matches("not_headings", heading):
                self.sub = heading
            return
        raw = self._raw(grid, index, columns)
        if self.actions and self._goes_on(grid, index, raw):
            self._extend(self.actions[-1], raw)
        elif raw.get("action"):
            self.actions.append(raw)
        elif any(raw.fields.values()):
            self.lost.append(grid.row(index))

    def _is_part(self, heading: str) -> bool:
        """Whether a heading row is of the rank of the theme and not below it ("Objective 1" within "Priority 2")."""
        if self.theme is None or not PATTERNS.matches("themes", self.theme):
            return True
        return heading.split(None, 1)[0].casefold() == self.theme.split(None, 1)[0].casefold()

    def _heading(self, grid: Grid, index: int) -> str | None:
        """The text of a row that is a heading within the table; None for a row of an action."""
        printed = grid.printed(index)
        if len(printed) != 1 or self.columns is None:
            return None
        column, cell = printed[0]
        text = joined(cell.text)
        if len(text.split()) > MAX_TITLE_WORDS:
            return None
        if cell.column_span >= max(2, grid.width / 2):
            return text
        carried = any(p.cover == "above" and p.text for p in grid.places[index])
        if carried:
            return None
        if column == self.columns.first("action"):
            plain = not cell.bold and not (cell.fill and PATTERNS.matches("themes", text))
            return None if plain or begins_small(text) else text
        first = column == min(c for c, name in enumerate(self.columns.names) if name)
        return text if first and len(text.split()) > 1 and not PATTERNS.matches("continued", text) else None

    def _raw(self, grid: Grid, index: int, columns: Columns) -> RawAction:
        fields: dict[str, str] = {}
        for name, places in columns.places.items():
            texts = [grid.places[index][c].text for c in places]
            texts = [t for t in texts if t and not PATTERNS.matches("blank", t)]
            fields[name] = texts[0] if texts and name in _ONE_COLUMN_EACH else "\n".join(dict.fromkeys(texts))
        for name in ("lead", "due", "start"):
            # A second date or name column is the alternative of the first, not a part of it.
            own = [grid.places[index][c].text for c in columns.places.get(name, ())]
            fields[name] = next((t for t in own if t), "")
        self._carry_theme(grid, index, columns)
        rag = columns.first("rag")
        fill = grid.places[index][rag].cell.fill if rag is not None else None
        fills = {p.cell.fill for c, p in enumerate(grid.places[index]) if c != rag}
        # A band of colour over the whole row is decoration.
        fill = None if fills == {fill} else fill
        theme = self.theme
        return RawAction(fields, fill, columns, theme, self.sub, grid.table.sheet, [grid.row(index)])

    def _carry_theme(self, grid: Grid, index: int, columns: Columns) -> None:
        """A theme column names the part for its row and, merged or left empty below, for the rows after it."""
        column = columns.first("theme")
        if column is None:
            return
        text = joined(grid.places[index][column].text)
        if text:
            self.sub = text

    def _goes_on(self, grid: Grid, index: int, raw: RawAction) -> bool:
        """Whether the row is the rest of the action before it: cut by a page end, or typed into a second row."""
        before = self.actions[-1]
        ref = raw.get("ref")
        if ref and PATTERNS.matches("continued", ref):
            return True
        column = raw.columns.first("action")
        same_table = any(before.rows[-1] is row for row in grid.table.rows)
        if column is not None and grid.places[index][column].cover == "above" and same_table:
            return not ref or ref == before.get("ref")
        if ref:
            return False
        cut = raw.rows[0].page is not None and raw.rows[0].page != before.rows[-1].page and index <= _first_row(grid)
        empty = not (raw.get("lead") or raw.get("due") or raw.get("rag"))
        if raw.columns.has("ref") and self._refs_are_kept():
            return not raw.get("rag") if cut else empty and not raw.get("start")
        text = raw.get("action")
        open_end = cut and empty and not ends_sentence(before.get("action"))
        return not text or open_end or (begins_small(text) and (cut or empty))

    def _refs_are_kept(self) -> bool:
        """Whether the plan numbers its actions, so that a row without a number is no action of its own."""
        return 2 * sum(bool(a.get("ref")) for a in self.actions) > len(self.actions)

    def _extend(self, before: RawAction, raw: RawAction) -> None:
        for name, text in raw.fields.items():
            known = before.fields.get(name, "")
            if name == "ref" or not text or (text == known and name != "action"):
                continue
            before.fields[name] = f"{known}\n{text}" if known else text
        before.fill = before.fill or raw.fill
        before.rows += raw.rows


def _first_row(grid: Grid) -> int:
    """The first row of a page's table that is no repeated header."""
    row = 0
    while row < len(grid):
        columns = header_at(grid, row)
        if columns is None:
            return row
        row += columns.depth
    return row
