"""List labels as Word shows them, worked out from numbering.xml.

No library gives them. Rules as in ECMA-376 part 1, 17.9: a `w:num` is a list in use, built on a `w:abstractNum`; all
lists on one abstract share its counters; a `startOverride` counts once, when its list first reaches that level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAX_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class ListLabel(NamedTuple):
    """What stands before a list paragraph: "3.", "a.", "(i)", "-" for a bullet, None for a blank one; and its level."""

    shown: str | None
    level: int


@dataclass(frozen=True)
class Level:
    """One level of a list; `restart` is `w:lvlRestart` (None: after any higher level)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass
class _List:
    abstract: str
    overrides: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


def value(element: Any, name: str) -> str | None:
    """The `w:val` of a child element, None where there is no such child."""
    child = element.find(W + name) if element is not None else None
    return None if child is None else child.get(W + "val")


def number(text: str | None, default: int = 0) -> int:
    """A whole number as written in an attribute; `default` where it is none."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else default


class Numbering:
    """The lists of one document and how far each has counted; ask for labels in document order."""

    def __init__(self, root: Any, style_lists: dict[str, str] | None = None) -> None:
        """`root` is the numbering part's element or None; `style_lists` maps a numbering style's id to its numId."""
        self._abstracts: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._style_lists = style_lists or {}
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        for abstract in root.iter(W + "abstractNum"):
            key = abstract.get(W + "abstractNumId", "")
            self._abstracts[key] = {number(e.get(W + "ilvl")): _level(e) for e in abstract.findall(W + "lvl")}
            link = value(abstract, "numStyleLink")
            if link:
                self._links[key] = link
        for num in root.iter(W + "num"):
            made = _List(value(num, "abstractNumId") or "")
            for override in num.findall(W + "lvlOverride"):
                ilvl = number(override.get(W + "ilvl"))
                start, level = value(override, "startOverride"), override.find(W + "lvl")
                if level is not None:
                    made.levels[ilvl] = _level(level)
                if start is not None:
                    made.overrides[ilvl] = number(start, 1)
            self._lists[num.get(W + "numId", "")] = made

    def level_of_style(self, num_id: str, styles: tuple[str, ...]) -> int:
        """The level of a list that is tied to one of the paragraph styles, the first that is; 0 where none is."""
        made = self._lists.get(num_id)
        tied = {level.style: ilvl for ilvl, level in (self._levels(made) if made else {}).items()}
        return next((tied[style] for style in styles if style in tied), 0)

    def label(self, num_id: str, ilvl: int) -> ListLabel | None:
        """Count the paragraph and say its label; None where the list is not defined (numId 0 takes numbering away)."""
        made = self._lists.get(num_id)
        if made is None or num_id == "0" or not 0 <= ilvl < MAX_LEVELS:
            return None
        levels = self._levels(made)
        level = levels.get(ilvl, Level(text=f"%{ilvl + 1}."))
        counts = self._count(num_id, made, levels, ilvl)
        if level.form == "bullet":
            return ListLabel("-" if level.text.strip() else None, ilvl)

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            named = levels.get(at, Level())
            count = counts[at] if at < len(counts) else None
            return numeral(named.start if count is None else count, "decimal" if level.legal else named.form)

        text = "" if level.form == "none" and "%" not in level.text else re.sub(r"%([1-9])", shown, level.text)
        return ListLabel(re.sub(r"\s+", " ", text).strip() or None, ilvl)

    def _levels(self, made: _List) -> dict[int, Level]:
        levels = self._abstracts.get(made.abstract, {})
        link = self._links.get(made.abstract)
        target = self._lists.get(self._style_lists.get(link or "", ""))
        if not levels and target and target is not made:
            levels = self._abstracts.get(target.abstract, {})
        return {**levels, **made.levels}

    def _count(self, num_id: str, made: _List, levels: dict[int, Level], ilvl: int) -> list[int | None]:
        counts = self._counts.setdefault(made.abstract, [None] * MAX_LEVELS)
        start = levels.get(ilvl, Level()).start
        if ilvl in made.overrides and (num_id, ilvl) not in self._begun:
            start, counts[ilvl] = made.overrides[ilvl], None
        elif ilvl in made.overrides:
            start = made.overrides[ilvl]
        self._begun.add((num_id, ilvl))
        before = counts[ilvl]
        counts[ilvl] = start if before is None else before + 1
        for deeper in range(ilvl + 1, MAX_LEVELS):
            restart = levels.get(deeper, Level()).restart
            if restart is None or (restart and ilvl < restart):
                counts[deeper] = None
        return counts


def _level(element: Any) -> Level:
    restart = value(element, "lvlRestart")
    level = Level(
        start=number(value(element, "start"), 1),
        form=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        restart=None if restart is None else number(restart),
        legal=element.find(W + "isLgl") is not None,
        style=value(element, "pStyle"),
    )
    return replace(level, text=level.text or "%0") if level.form == "bullet" and level.text == "" else level


def numeral(count: int, form: str) -> str:
    """A count in one of Word's number formats; an unknown format is shown as a plain number."""
    if form in ("lowerLetter", "upperLetter"):
        letters = "" if count < 1 else chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman"):
        letters = ""
        for size, letter in _ROMAN:
            letters += letter * (count // size)
            count %= size
        return letters if form == "lowerRoman" else letters.upper()
    if form == "decimalZero":
        return f"{count:02d}"
    if form == "ordinal":
        return f"{count}{'th' if 10 <= count % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"
    return "" if form == "none" else str(count)
