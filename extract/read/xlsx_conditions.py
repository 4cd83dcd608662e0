"""The fills that conditional formats give to cells, for the rules that a status column is coloured by.

Rules as in ECMA-376 part 1, 18.3.1.10: by what a cell holds, by a text in it, or by a formula that compares one cell
with a constant. The first rule by priority that holds and fills wins. Scales, bars and icons are no fills.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.utils.cell import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from extract.read.xlsx_cells import Palette

MAX_RULES = 500
NO_COLOUR = "00000000"  # what openpyxl gives for a colour that is not said
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "equal": operator.eq, "notEqual": operator.ne, "greaterThan": operator.gt, "lessThan": operator.lt,
    "greaterThanOrEqual": operator.ge, "lessThanOrEqual": operator.le,
}  # fmt: skip
_SIGNS = {"=": "equal", "<>": "notEqual", ">": "greaterThan", "<": "lessThan", ">=": "greaterThanOrEqual",
          "<=": "lessThanOrEqual"}  # fmt: skip
_TEXTS: dict[str, Callable[[str, str], bool]] = {
    "containsText": lambda value, text: text in value,
    "notContainsText": lambda value, text: text not in value,
    "beginsWith": str.startswith,
    "endsWith": str.endswith,
}
_REFERENCE = r"(\$?)([A-Z]{1,3})(\$?)(\d{1,7})"
_FORMULA = re.compile(rf'{_REFERENCE}\s*(=|<>|>=|<=|>|<)\s*("[^"]*"|-?\d+(?:\.\d+)?)')
_PLACE = re.compile(_REFERENCE)

Place = tuple[int, int]
Value = str | float | None


@dataclass(frozen=True)
class _Rule:
    """One rule that fills cells: their ranges, the place that its formulas are written for, and what it asks."""

    ranges: tuple[Any, ...]
    origin: Place
    asks: Any
    fill: str

    def covers(self, place: Place) -> bool:
        row, column = place
        return any(r.min_row <= row <= r.max_row and r.min_col <= column <= r.max_col for r in self.ranges)


class Conditions:
    """The conditional formats of one sheet."""

    def __init__(self, sheet: Worksheet, palette: Palette) -> None:
        self._cells: dict[Place, Any] = sheet._cells
        found = sorted(_rules(sheet, palette), key=lambda rule: rule.asks.priority or 0)
        self._rules = found[:MAX_RULES]

    def fill(self, place: Place) -> str | None:
        """The fill that the first rule that holds gives to a place, None for none."""
        return next((rule.fill for rule in self._rules if rule.covers(place) and self._holds(rule, place)), None)

    def _holds(self, rule: _Rule, place: Place) -> bool:
        asks, value = rule.asks, self._value(place)
        if asks.type == "cellIs":
            return self._compares(rule, place, value)
        if asks.type in _TEXTS:
            text = str(asks.text or "").casefold()
            return bool(text) and isinstance(value, str) and _TEXTS[asks.type](value, text)
        formula = _FORMULA.fullmatch((asks.formula or [""])[0].replace(" ", "").strip("()"))
        if asks.type != "expression" or formula is None:
            return False
        held = self._value(_shifted(formula, rule.origin, place))
        return _compared(_SIGNS[formula[5]], held, _constant(formula[6]))

    def _compares(self, rule: _Rule, place: Place, value: Value) -> bool:
        bounds = [self._operand(formula, rule.origin, place) for formula in rule.asks.formula or []]
        name = rule.asks.operator
        if name in ("between", "notBetween") and len(bounds) == 2:
            within = _compared("greaterThanOrEqual", value, bounds[0]) and _compared(
                "lessThanOrEqual", value, bounds[1]
            )
            return within == (name == "between") and value is not None
        return bool(bounds) and name in _COMPARE and _compared(name, value, bounds[0])

    def _operand(self, formula: str, origin: Place, place: Place) -> Value:
        """A constant, or what the cell that is named holds; None for any other formula."""
        named = _PLACE.fullmatch(formula.strip())
        return self._value(_shifted(named, origin, place)) if named else _constant(formula.strip())

    def _value(self, place: Place) -> Value:
        cell = self._cells.get(place)
        value = cell.value if cell is not None else None
        if isinstance(value, bool) or value is None:
            return None
        return float(value) if isinstance(value, int | float) else str(value).strip().casefold()


def _rules(sheet: Worksheet, palette: Palette) -> Iterator[_Rule]:
    for formatted in sheet.conditional_formatting:
        ranges = tuple(formatted.sqref.ranges)
        for rule in formatted.rules if ranges else ():
            fill = _fill(rule, palette)
            if fill is not None:
                origin = min(r.min_row for r in ranges), min(r.min_col for r in ranges)
                yield _Rule(ranges, origin, rule, fill)


def _fill(rule: Any, palette: Palette) -> str | None:
    """The colour that a rule fills cells with; a solid fill has it as its background, unlike that of a cell."""
    pattern = rule.dxf.fill if rule.dxf is not None else None
    colours = (pattern.bgColor, pattern.fgColor) if pattern is not None else ()
    said = (colour for colour in colours if colour is not None and colour.rgb != NO_COLOUR)
    return next((palette.rgb(colour) for colour in said), None)


def _shifted(named: re.Match[str], origin: Place, place: Place) -> Place:
    """The cell that a formula means at a place: what is not fixed by "$" moves along."""
    row, column = int(named[4]), column_index_from_string(named[2])
    down, right = place[0] - origin[0], place[1] - origin[1]
    return row + (0 if named[3] else down), column + (0 if named[1] else right)


def _constant(written: str) -> Value:
    """A text in quotes in lower case, or a number; None for anything else."""
    if re.fullmatch(r'"[^"]*"', written):
        return written[1:-1].strip().casefold()
    return float(written) if re.fullmatch(r"-?\d+(?:\.\d+)?", written) else None


def _compared(name: str, value: Value, bound: Value) -> bool:
    """Whether two values of one kind compare so; a text and a number are only ever unequal."""
    if value is None or bound is None:
        return False
    if isinstance(value, str) != isinstance(bound, str):
        return name == "notEqual"
    return _COMPARE[name](value, bound)
