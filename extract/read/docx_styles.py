"""The paragraph and character styles of a Word document, with what they inherit.

Rules as in ECMA-376 part 1, 17.7: a style takes from the style it is based on whatever it does not say itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extract.read.numbering import W, number, value

MAX_DEPTH = 20  # a style based on itself in a ring ends here
_HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)


def switched(properties: Any, name: str) -> bool | None:
    """An on-off property such as `w:b`: True, False, or None where it is not said."""
    element = properties.find(W + name) if properties is not None else None
    if element is None:
        return None
    return element.get(W + "val", "true").lower() not in ("0", "false", "off", "none")


class Styles:
    """The styles of one document, asked by their ids."""

    def __init__(self, root: Any) -> None:
        """`root` is the styles part's element or None."""
        found = root.iter(W + "style") if root is not None else ()
        self._styles: dict[str, Any] = {}
        self.default: str | None = None
        """The id of the paragraph style that paragraphs without a style have."""
        for style in found:
            key = style.get(W + "styleId", "")
            self._styles[key] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                self.default = key

    def name(self, style_id: str | None) -> str:
        """The style's name as shown in Word, "" for none."""
        style = self._styles.get(style_id or "")
        return (value(style, "name") or style_id or "") if style is not None else (style_id or "")

    def numbering_lists(self) -> dict[str, str]:
        """The numId of every numbering style by its id."""
        lists: dict[str, str] = {}
        for key, style in self._styles.items():
            num_id = value(style.find(f"{W}pPr/{W}numPr"), "numId")
            if style.get(W + "type") == "numbering" and num_id:
                lists[key] = num_id
        return lists

    def heading_level(self, style_id: str | None) -> int | None:
        """1 for a top heading, by the style's name or its outline level; None for body text."""
        for style in self._chain(style_id):
            name = value(style, "name") or ""
            found = _HEADING.match(name)
            if found:
                return max(1, int(found[1]))
            if name.casefold() == "title":
                return 1
            outline = value(style.find(W + "pPr"), "outlineLvl")
            if outline is not None:
                return number(outline, 9) + 1 if number(outline, 9) < 9 else None
        return None

    def switched(self, style_id: str | None, name: str) -> bool:
        """Whether a style switches an on-off property of its text on: "b" for bold, "vanish" for hidden."""
        said = (switched(style.find(W + "rPr"), name) for style in self._chain(style_id))
        return next((on for on in said if on is not None), False)

    def list_of(self, style_id: str | None) -> tuple[str, str | None, tuple[str, ...]] | None:
        """The numId, the level where one is said, and the ids of the styles that it comes from, the style's own first.

        A style may say the level alone and take the list from the one that it is based on. None without a list.
        """
        level: str | None = None
        passed: list[str] = []
        for style in self._chain(style_id):
            properties = style.find(f"{W}pPr/{W}numPr")
            passed.append(style.get(W + "styleId", ""))
            level = level or value(properties, "ilvl")
            num_id = value(properties, "numId")
            if num_id:
                return num_id, level, tuple(passed)
        return None

    def _chain(self, style_id: str | None) -> Iterator[Any]:
        """The style and those that it is based on, itself first."""
        for _ in range(MAX_DEPTH):
            style = self._styles.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = value(style, "basedOn")
