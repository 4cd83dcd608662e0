"""The labels of OpenDocument lists as LibreOffice shows them (OpenDocument 1.3 part 3, 5.3.3 and 16.30)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extract.read.numbering import number, numeral
from extract.read.odf import STYLE, TEXT

MAX_LEVELS = 10
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(frozen=True)
class _Level:
    form: str | None
    """The number format in Word's name, "" for none, None for a bullet."""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown_levels: int = 1


class Lists:
    """The list styles of one document and how far each has counted; ask for labels in document order."""

    def __init__(self, parts: list[Any]) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, list[int | None]] = {}
        for style in (style for part in parts for style in part.iter(TEXT + "list-style")):
            self._styles[style.get(STYLE + "name", "")] = {
                number(e.get(TEXT + "level"), 1) - 1: _level(e) for e in style
            }

    def begin(self, style: str | None) -> None:
        """A list that does not go on with the one before counts from its beginning."""
        self._counts[style or ""] = [None] * MAX_LEVELS

    def label(self, style: str | None, depth: int, start: str | None) -> str | None:
        """Count an item at a depth from 0 and say its label: "3.", "a)", "-" for a bullet, None for a blank one."""
        levels = self._styles.get(style or "", {})
        level = levels.get(depth, _Level(None))
        counts = self._counts.setdefault(style or "", [None] * MAX_LEVELS)
        if depth >= MAX_LEVELS:
            return None
        before = counts[depth]
        counts[depth] = number(start, 1) if start is not None else level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (MAX_LEVELS - depth - 1)
        if level.form is None:
            return "-"
        numbers = []
        for at in range(max(0, depth + 1 - level.shown_levels), depth + 1):
            form, count = levels.get(at, level).form, counts[at]
            if form:
                numbers.append(numeral(levels.get(at, level).start if count is None else count, form))
        return (level.prefix + ".".join(numbers) + level.suffix).strip() or None


def _level(element: Any) -> _Level:
    if element.tag != TEXT + "list-level-style-number":
        return _Level(None)
    return _Level(
        form=_FORMS.get(element.get(STYLE + "num-format", ""), ""),
        prefix=element.get(STYLE + "num-prefix", ""),
        suffix=element.get(STYLE + "num-suffix", ""),
        start=number(element.get(TEXT + "start-value"), 1),
        shown_levels=number(element.get(TEXT + "display-levels"), 1),
    )
