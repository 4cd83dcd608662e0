"""The labels of HTML lists as a browser shows them.

Rules as in the HTML standard, 4.4.5 to 4.4.8 (start, reversed, type, value) and CSS Counter Styles 3 (letters go on
with "aa", "ab").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extract.read.numbering import numeral

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_FORMS = {
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
}  # fmt: skip
_BULLETS = frozenset(("disc", "circle", "square"))
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.I)


def labels_of(element: Any) -> Iterator[tuple[Any, str | None]]:
    """The items of an `ol` or `ul` and their labels: "3.", "b.", "iv.", "-" for a bullet, None for none."""
    items = element.findall("li")
    down = element.tag == "ol" and element.get("reversed") is not None
    count = _number(element.get("start"), len(items) if down else 1)
    for item in items:
        count = _number(item.get("value"), count)
        style = _style(item) or _style(element) or ("decimal" if element.tag == "ol" else "disc")
        yield item, _shown(count, style)
        count += -1 if down else 1


def _style(element: Any) -> str | None:
    """The list style that an element says itself, in the words of CSS."""
    styled = _STYLE.search(element.get("style", ""))
    words = styled[1].lower().split() if styled else []
    known = next((word for word in words if word in _FORMS or word in _BULLETS or word == "none"), None)
    written = element.get("type", "")
    return known or _TYPES.get(written) or (written.lower() if written.lower() in _BULLETS else None)


def _shown(count: int, style: str) -> str | None:
    if style == "none":
        return None
    if style in _BULLETS:
        return "-"
    form = _FORMS[style]
    if form.endswith("Letter") and count > 26:
        return f"{_letters(count, capital=form.startswith('upper'))}."
    return f"{numeral(count, form if count > 0 else 'decimal')}."


def _letters(count: int, capital: bool) -> str:
    """27 as "aa", 28 as "ab"."""
    letters = ""
    while count:
        count, at = divmod(count - 1, 26)
        letters = chr((65 if capital else 97) + at) + letters
    return letters


def _number(written: str | None, default: int) -> int:
    return int(written) if written is not None and re.fullmatch(r"\s*[+-]?\d{1,6}\s*", written) else default
