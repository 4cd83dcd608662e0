"""The matrix of themes and councils: a grid to click in, and the same counts as a plain table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from corpus.records import StoredDocument
from report.table import Rows
from ui import address, cached, draw, words
from ui.cached import Place

_GRID = "matrix_grid"
_DARKEST = 0.45
"""Share of blue in the cell with the most clauses; dark text keeps a contrast above 4.5 on it."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many clauses of each council have a theme first; themes that no clause has are left out."""

    themes: tuple[str, ...]
    councils: tuple[str, ...]
    numbers: dict[tuple[str, str], int]
    unclear: dict[tuple[str, str], int]
    """Of `numbers` those whose theme is not sure."""
    clauses: dict[str, int]
    """All clauses of a council: the denominator."""
    documents: dict[str, int]

    def most(self, theme: str, councils: Sequence[str]) -> str:
        """The council with the most clauses under the theme."""
        return max(councils, key=lambda council: self.numbers.get((theme, council), 0))


def draw_matrix(here: Place, chosen: Sequence[StoredDocument]) -> Counted:
    """Draw the counts of the chosen documents. A click on a cell writes its theme and council into the address."""
    counted = count(*cached.matrix(here, tuple(one.id for one in chosen)), chosen)
    draw.show(
        draw.paragraph(
            "Every clause is counted once, under the theme that fits it best. "
            + _doubted(counted)
            + "The number after a council is how many clauses it has in all. "
            "Choose a cell, or use the lists further down, to read the clauses.",
            "cm-note",
        )
    )
    frame = pd.DataFrame(
        {
            "Theme": [words.theme(theme) for theme in counted.themes],
            **{
                f"{council} ({counted.clauses[council]})": [counted.numbers[theme, council] for theme in counted.themes]
                for council in counted.councils
            },
        }
    )
    most = max(1, *counted.numbers.values())
    st.dataframe(
        _styled(frame, counted).map(lambda number: _tint(number, most), subset=list(frame.columns[1:])),
        key=_GRID,
        hide_index=True,
        column_config={"Theme": st.column_config.TextColumn(width=270)},
        on_select=lambda: _open_cell(counted),
        selection_mode="single-cell",
        row_height=32,
        height=min(36 * (len(frame) + 1), 560),
        alt="Number of clauses by theme and council; the same numbers stand in the plain table below.",
    )
    with st.expander("The same counts as a plain table, with shares"):
        draw.show(_plain(counted))
    return counted


def count(matrix: Rows, unclear: Mapping[tuple[str, str], int], chosen: Sequence[StoredDocument]) -> Counted:
    """The counts of a report's matrix by theme and council, with what is unclear of them and what they are out of."""
    names = {
        council: council if council != "council not known" else words.UNKNOWN_COUNCIL
        for council in matrix.columns[2:-2]
    }
    records = [record for record in matrix.records() if record["theme"] not in ("documents", "empty")]
    numbers = {(str(r["theme"]), name): int(r[key] or 0) for r in records for key, name in names.items()}
    themes = tuple(str(r["theme"]) for r in records if r["all"])
    councils = tuple(names.values())
    clauses = {name: sum(one.clauses for one in chosen if _of(one, name)) for name in councils}
    documents = {name: sum(_of(one, name) for one in chosen) for name in councils}
    doubted = {(theme, names[council]): number for (theme, council), number in unclear.items()}
    return Counted(themes, councils, numbers, doubted, clauses, documents)


def _doubted(counted: Counted) -> str:
    """How many clauses are counted under a theme that is unclear."""
    number = sum(counted.unclear.values())
    if not number:
        return ""
    have = "has" if number == 1 else "have"
    return f"{words.count(number, 'clause')} {have} an unclear theme; each such cell says how many. "


def _styled(frame: pd.DataFrame, counted: Counted) -> Styler:
    """The frame whose cells say how many of their clauses are unclear."""
    style = frame.style
    for row, theme in enumerate(counted.themes):
        for column, council in enumerate(counted.councils, start=1):
            if doubted := counted.unclear.get((theme, council)):
                cell = pd.IndexSlice[[row], [frame.columns[column]]]
                style = style.format(f"{{}} ({doubted} unclear)".format, subset=cell)
    return style


def _of(document: StoredDocument, council: str) -> bool:
    return (document.council or words.UNKNOWN_COUNCIL) == council


def _tint(number: int, most: int) -> str:
    share = _DARKEST * number / most
    red, green, blue = (round(255 - share * (255 - part)) for part in (29, 112, 184))
    return f"background-color: #{red:02x}{green:02x}{blue:02x}; color: #0b0c0c"


def _open_cell(counted: Counted) -> None:
    cells = st.session_state[_GRID].selection.cells
    if not cells:
        return
    row, column = cells[0]
    council = next((name for name in counted.councils if str(column).startswith(f"{name} (")), None)
    address.put(theme=counted.themes[row], part=None, view=None, **({"a": council, "b": None} if council else {}))


def _plain(counted: Counted) -> draw.Fragment:
    def cell(theme: str, council: str) -> draw.Fragment:
        number, total = counted.numbers[theme, council], counted.clauses[council]
        shown = f"{number} of {total} ({100 * number / total:.0f}%)" if number else "0"
        doubted = counted.unclear.get((theme, council))
        return draw.text(f"{shown}, {doubted} unclear" if doubted else shown)

    rows = [
        [draw.text(words.theme(theme)), *(cell(theme, council) for council in counted.councils)]
        for theme in counted.themes
    ]
    documents = [draw.text("Documents read"), *(draw.text(counted.documents[council]) for council in counted.councils)]
    columns = ("Theme", *counted.councils)
    return draw.table("Clauses by theme and council", columns, [*rows, documents], numbers=len(counted.councils))
