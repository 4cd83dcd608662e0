"""The rows of an action table as actions before their facts: headings told apart, broken rows put together again."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.document import Row, Table
from extract.facts.plan_dates import plan_date
from extract.kinds.cites import MAX_NUMBERS
from extract.kinds.grid import Grid, joined
from extract.kinds.plan_columns import NOTHING_SAID, PATTERNS, Columns, Said, header_at
from extract.kinds.plan_status import said
from extract.layout.draft import begins_small, ends_sentence

MAX_TITLE_WORDS = 30
AS_PRINTED = frozenset({"lead", "due", "start"})
MANY = frozenset({"success_measures", "progress", "evidence", "cites"})


@dataclass
class RawAction:
    """One action as printed: the text of every field, and the rows that it stands on."""

    fields: dict[str, str]
    fill: str | None
    columns: Columns
    theme: str | None
    sub_heading: str | None
    table: Table
    """The table of its last row."""
    rows: list[Row] = field(default_factory=list)

    def get(self, name: str) -> str:
        """The field's text, "" where it is empty or has no column."""
        return self.fields.get(name, "")


class ActionRows:
    """Actions of a run of tables; a table without a header of its own goes on with the last one's columns."""

    def __init__(self, said: Said = NOTHING_SAID) -> None:
        """`said` overrules what the columns' names say."""
        self.said = said
        self.actions: list[RawAction] = []
        self.with_ref = 0
        self.headers: list[tuple[Columns, Table]] = []
        self.lost: list[Row] = []
        """Rows of action tables that have some text and yet no action."""
        self.columns: Columns | None = None
        self.width = 0
        self.theme: str | None = None
        self.sub: str | None = None
        self.column_theme: str | None = None
        self.cited = ""
        """The recommendation, in words, that a column gives for the rows from here on."""

    def read(self, grid: Grid, theme: str | None, goes_on: bool) -> bool:
        """Add the actions of one table under its heading; False where it is no action table.

        `goes_on`: the table may be the rest of the one before, cut by a page end.
        """
        start = next((r for r in range(len(grid)) if header_at(grid, r, self.said)), None)
        rest = goes_on and self.columns is not None and grid.width == self.width
        if start is None and not rest:
            return False
        row = 0
        if start is not None and (not rest or all(len(grid.printed(r)) <= 2 for r in range(start))):
            row = start
            if theme is not None or not goes_on:
                self.theme, self.sub, self.column_theme, self.cited = theme, None, None, ""
            self._title(grid, start)
        while row < len(grid):
            columns = header_at(grid, row, self.said)
            if columns:
                self.columns, self.width = columns, grid.width
                self.headers.append((columns, grid.table))
                row += columns.depth
            else:
                self._row(grid, row)
                row += 1
        return True

    def _title(self, grid: Grid, start: int) -> None:
        """Take the part's name from the title rows: one that says "Theme 2", else the last that is no remark."""
        titles = [joined(cell.text) for r in range(start) for _, cell in grid.printed(r)[:1]]
        titles = [t for t in titles if len(t.split()) <= MAX_TITLE_WORDS and not PATTERNS.matches("not_headings", t)]
        named = next((t for t in titles if PATTERNS.matches("themes", t)), None)
        if named:
            self._name(named)
        elif titles and self.theme is None:
            self.theme = titles[-1]

    def _name(self, heading: str) -> None:
        """A heading within or over a table: of the rank of the theme ("Theme 3" after "Theme 2"), or below it."""
        if PATTERNS.matches("not_headings", heading):
            return
        named = PATTERNS.matches("themes", heading)
        if named and (not self._theme_is_named() or _first_word(heading) == _first_word(self.theme)):
            self.theme, self.sub = heading, None
        else:
            self.sub = heading

    def _theme_is_named(self) -> bool:
        return self.theme is not None and PATTERNS.matches("themes", self.theme)

    def _row(self, grid: Grid, index: int) -> None:
        printed = grid.printed(index)
        columns = self.columns
        if not printed or columns is None:
            return
        if len(printed) <= 2 and printed[0][0] != columns.first("action") and said(joined(printed[0][1].text)):
            return  # a line of the key under the table
        heading = self._heading(grid, index)
        if heading is not None:
            self._name(heading)
            return
        raw = self._raw(grid, index, columns)
        if self.actions and self._goes_on(grid, index, raw):
            self._extend(self.actions[-1], raw)
        elif raw.get("action"):
            self.actions.append(raw)
            self.with_ref += bool(raw.get("ref"))
        elif any(raw.fields.values()):
            self.lost.append(grid.row(index))

    def _heading(self, grid: Grid, index: int) -> str | None:
        """The text of a row that is a heading within the table; None for a row of an action."""
        printed = grid.printed(index)
        if len(printed) != 1 or self.columns is None:
            return None
        column, cell = printed[0]
        text = joined(cell.text)
        carried = any(p.cover == "above" and p.text for p in grid.places[index])
        if len(text.split()) > MAX_TITLE_WORDS:
            return None
        if cell.column_span >= max(2, grid.width / 2):
            return text
        if carried or PATTERNS.matches("continued", text):
            return None
        if column == self.columns.first("action"):
            striking = cell.bold or PATTERNS.matches("themes", text)
            return text if striking and not begins_small(text) else None
        first = column == min(c for c, name in enumerate(self.columns.names) if name)
        return text if first and len(text.split()) > 1 else None

    def _raw(self, grid: Grid, index: int, columns: Columns) -> RawAction:
        fields: dict[str, str] = {}
        for name, places in columns.places.items():
            texts = [grid.places[index][c].text for c in places]
            texts = [t for t in texts if t and (name in AS_PRINTED or not PATTERNS.matches("blank", t))]
            if name == "action":
                texts = [grid.places[index][places[0]].text]
            # Of two columns for a name, a date or a status the second is the alternative, not a part.
            fields[name] = "\n".join(dict.fromkeys(texts)) if name in MANY else next(iter(texts), "")
        if columns.shared_due:
            fields["lead"], fields["due"] = _who_and_when(fields.get("lead", ""))
        fill = _status_fill(grid, index, columns)
        return RawAction(fields, fill, columns, self._part(fields), self.sub, grid.table, [grid.row(index)])

    def _part(self, fields: dict[str, str]) -> str | None:
        """The name of the part that the action belongs to: "Theme 2", else the theme column's, else the heading's.

        A theme's cell that is left empty means the one above it.
        """
        cited = fields.get("cites", "")
        if len(cited) > MAX_NUMBERS and not fields.get("theme"):
            fields["theme"] = cited
        if fields.get("theme"):
            self.column_theme, self.cited = joined(fields["theme"]), cited
        elif not cited:
            fields["cites"] = self.cited if len(self.cited) > MAX_NUMBERS else ""
        if self._theme_is_named():
            return self.theme
        return self.column_theme or self.theme or self.sub

    def _goes_on(self, grid: Grid, index: int, raw: RawAction) -> bool:
        """Whether the row is the rest of the action before it: cut by a page end, or typed into a second row."""
        before = self.actions[-1]
        ref = raw.get("ref")
        if ref and PATTERNS.matches("continued", ref):
            return True
        column = raw.columns.first("action")
        same_table = before.table is grid.table
        if column is not None and grid.places[index][column].cover == "above" and same_table:
            return not ref or ref == before.get("ref")
        if ref:
            return False
        overleaf = raw.rows[0].page is not None and raw.rows[0].page != before.rows[-1].page
        cut = overleaf and index <= _first_row(grid, self.said)
        empty = not (raw.get("lead") or raw.get("due") or raw.get("rag"))
        if raw.columns.has("ref") and self._refs_are_kept():
            return not (raw.get("rag") and before.get("rag")) if cut else empty and not raw.get("start")
        text = raw.get("action")
        open_end = cut and empty and not ends_sentence(before.get("action"))
        return not text or open_end or (begins_small(text) and (cut or empty))

    def _refs_are_kept(self) -> bool:
        """Whether the plan numbers its actions, so that a row without a number is no action of its own."""
        return 2 * self.with_ref > len(self.actions)

    def _extend(self, before: RawAction, raw: RawAction) -> None:
        for name, text in raw.fields.items():
            known = before.fields.get(name, "")
            if name == "ref" or not text or text == known:
                continue
            before.fields[name] = f"{known}\n{text}" if known else text
        before.fill = before.fill or raw.fill
        before.rows += raw.rows
        before.table = raw.table


def _first_word(heading: str | None) -> str:
    return (heading or " ").split(None, 1)[0].casefold()


def _status_fill(grid: Grid, index: int, columns: Columns) -> str | None:
    """The colour of the status cell; a band of one colour over the whole row is decoration."""
    rag = columns.first("rag")
    if rag is None:
        return None
    fill = grid.places[index][rag].cell.fill
    others = {p.cell.fill for c, p in enumerate(grid.places[index]) if c != rag}
    return None if others == {fill} else fill


def _who_and_when(text: str) -> tuple[str, str]:
    """Lead and due date of a cell that holds both, line by line."""
    lines = [line for line in text.split("\n") if line.strip()]
    dated = [line for line in lines if plan_date(line).due_date is not None]
    return "\n".join(line for line in lines if line not in dated), "\n".join(dated)


def _first_row(grid: Grid, said: Said) -> int:
    """The first row of a page's table that is no repeated header."""
    row = 0
    while row < len(grid):
        columns = header_at(grid, row, said)
        if columns is None:
            return row
        row += columns.depth
    return row
