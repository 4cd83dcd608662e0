"""List labels as printed: what counts as one, and how deep an item lies.

Labels nest by their style where indents do not tell: a number holds letters, a letter holds roman numerals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

BULLETS = "•◦▪▫■□●○◼◾▶►➢➤–—−‒·*⁃‣✓✔❖§\u0336\u2500"
# Glyphs of symbol fonts arrive as private-use characters; at the start of a line they are bullets.
_BULLET = re.compile(rf"^(?:[-{re.escape(BULLETS)}\ue000-\uf8ff]|o(?=\s+[A-Z]))(?=\s|$|[\ue000-\uf8ff])\s*")
_GLYPH = re.compile(r"^[\ue000-\uf8ff•◼■▪●](?=\S)")
_NUMBER = re.compile(
    r"""^(?P<label>
        \(\s?(?:\d{1,3}|[a-z]|[ivxl]{1,6})\s?\)          # (1) (a) (iv)
      | \d{1,3}(?:\.\d{1,3}){0,3}[.)](?=\s)               # 1. 1) 1.2.
      | \d{1,2}(?:\.\d{1,3}){1,3}(?=\s+(?!per\scent|million|billion|times|percent)[A-Za-z‘“'"])  # 1.2 Text
      | (?:[a-zA-Z]|[ivxl]{1,6})[.)](?=\s)                # a. a) iv.
    )\s*""",
    re.VERBOSE,
)
_ROMAN = re.compile(r"^[ivxl]+$")


class Label(NamedTuple):
    """A label as shown ("3.", "a.", "-"), its style, and how many characters of the line it takes."""

    shown: str
    style: str
    length: int


def label_of(text: str) -> Label | None:
    """The list label that the text begins with. Every bullet is shown as "-".

    A single capital letter with a full stop is an initial ("A. Smith"), not a label.
    """
    bullet = _BULLET.match(text) or _GLYPH.match(text)
    if bullet:
        after = text[bullet.end() :]
        inner = _NUMBER.match(after)
        if inner and text[0] in "-*":  # Markdown writes "- a. text" for the item a.
            return Label(inner["label"], style_of(inner["label"]), bullet.end() + inner.end())
        return Label("-", "bullet", bullet.end())
    number = _NUMBER.match(text)
    if not number or re.match(r"^[A-Z][.)]\s", text):
        return None
    return Label(number["label"].replace(" ", ""), style_of(number["label"]), number.end())


def style_of(shown: str) -> str:
    """The numbering style of a label as shown: "number.", "letter)", "(roman)", "number.number", "bullet"."""
    core = shown.strip("(). ")
    if shown == "-" or not core:  # a dash, or a label of nothing but dots and brackets
        return "bullet"
    kind = "number" if core[0].isdigit() else "roman" if _ROMAN.match(core) and core not in "lx" else "letter"
    if "." in core:
        kind = ".".join(["number"] * (core.count(".") + 1))
    return ("(" if shown.startswith("(") else "") + kind + (")" if shown.endswith(")") else "")


_RANKS = {"number": 0, "letter": 1, "roman": 2, "bullet": 3}


@dataclass
class Nesting:
    """The lists that are open, outermost first: the left edge of each one's labels, their style, the last label."""

    open: list[tuple[float, str, str]] = field(default_factory=list)
    slack: float = 5.0

    def level(self, x: float, shown: str) -> int:
        """The depth of an item whose label stands at `x`; opens and closes lists as needed."""
        style = style_of(shown)
        while self.open and self.open[-1][0] > x + self.slack:
            self.open.pop()
        depth = self._known(style, shown, x)
        while depth is None and self.open and self._outranks(style, x):
            self.open.pop()
        if depth is not None:
            del self.open[depth + 1 :]
            style = self.open[depth][1]
            self.open[depth] = (self.open[depth][0], style, shown)
        elif self.open and self.open[-1][0] >= x - self.slack and _rank(style) <= _rank(self.open[-1][1]):
            self.open[-1] = (x, style, shown)
        else:
            self.open.append((x, style, shown))
        return len(self.open) - 1

    def _known(self, style: str, shown: str, x: float) -> int | None:
        """The open list that the label goes on with: same style, or the next letter after "h." where "i." stands."""
        for depth in reversed(range(len(self.open))):
            edge, known, last = self.open[depth]
            if edge < x - self.slack:
                return None
            if known == style or (known.replace("letter", "roman") == style and _follows(last, shown)):
                return depth
        return None

    def _outranks(self, style: str, x: float) -> bool:
        """True where a label at the same edge is of a higher style than the last list's: "2." after "(a)"."""
        edge, known, _ = self.open[-1]
        return edge >= x - self.slack and _rank(style) < _rank(known)

    def close(self) -> None:
        """End every list, as a heading does."""
        self.open.clear()


def _rank(style: str) -> int:
    return _RANKS[style.strip("()").split(".")[0]]


def _follows(last: str, shown: str) -> bool:
    """True where a one-character label is the next after the last one, as "i." is after "h."."""
    before, core = last.strip("(). "), shown.strip("(). ")
    return len(before) == len(core) == 1 and ord(core) == ord(before) + 1
