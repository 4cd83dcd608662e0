"""What a document is made of before it is painted as PDF, Word or text, and the small markup of the texts.

Markup: `**bold**`, `*italic*` and `[^1]` for the mark of footnote 1. Nothing else is special.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

_MARKS = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\[\^(?P<note>\d+)\]")

RunStyle = Literal["", "bold", "italic", "note"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the document's title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph without a label; `notes` are the footnotes whose marks stand in it."""

    text: str
    depth: int = 0
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A list item. `label` is what is printed, `style` the kind of list, `depth` 0 outermost."""

    label: str
    text: str
    style: str = "bullet"
    depth: int = 0
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: `head` rows, then rows; `spans` are header cells over several columns (row, first, last).

    A row of one cell is a band over the whole width. `fills` colours cells by (row of `rows`, column): RRGGBB.
    """

    head: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    spans: tuple[tuple[int, int, int], ...] = ()
    fills: dict[tuple[int, int], str] = field(default_factory=dict)
    repeat_head: bool = True


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a page."""


Element = Heading | Para | Item | Grid | Break


@dataclass(frozen=True, slots=True)
class Look:
    """How a document is printed; sizes in points."""

    font: str = "Helvetica"
    size: float = 11
    leading: float = 1.3
    heading_size: float = 12
    margin: float = 72
    foot_room: float = 0
    """Extra room at the foot of every page for footnotes."""
    gap: float = 6
    head: str = ""
    foot: str = ""
    page_number: str = "{page}"
    bullets: tuple[str, ...] = ("•", "–")
    indent: float = 18
    justified: bool = False
    landscape: bool = False
    true_headings: bool = True
    """False where headings of the Word file are only bold paragraphs."""
    true_lists: bool = True
    """False where the labels of the Word file are typed and no list numbering stands behind them."""


def runs_of(text: str) -> Iterator[tuple[str, RunStyle]]:
    """The pieces of a marked-up text with their style, in order; a note's piece is its number."""
    done = 0
    for found in _MARKS.finditer(text):
        if found.start() > done:
            yield text[done : found.start()], ""
        style: RunStyle = "bold" if found["bold"] else "italic" if found["italic"] else "note"
        yield found[style], style
        done = found.end()
    if done < len(text):
        yield text[done:], ""


def plain(text: str) -> str:
    """The text as a reader sees it, without marks of footnotes."""
    return "".join(piece for piece, style in runs_of(text) if style != "note")
