"""What a spreadsheet's cell shows: its value as text and its colour as RRGGBB."""

from __future__ import annotations

import colorsys
import datetime as dt
import math
import re
from typing import Any

from lxml import etree
from openpyxl.styles.colors import COLOR_INDEX, Color
from openpyxl.workbook import Workbook

from extract.read.line import HYPHENS

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SCHEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[(?!\$)[^\]]*\]|_.|\*.|([£$€%()+\- /:])')
_FORM = re.compile(
    rf"(?P<before>(?:{_LITERAL.pattern})*)(?P<digits>General|@|[#0?,]*[#0?](?:\.[#0?]+)?)(?P<after>(?:{_LITERAL.pattern})*)"
)
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def shown(value: object, number_format: str) -> str:
    """A cell's value as a reader sees it.

    Days come as dd/mm/yyyy, months ("mmm-yy") as "March 2014", numbers with the decimals of their format.
    """
    if isinstance(value, dt.date | dt.time):
        return _moment(value, number_format)
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value, number_format)
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).upper()
    lines = (
        str(value).translate(HYPHENS).replace("\r\n", "\n").replace("_x000D_", "").replace("\u00a0", " ").split("\n")
    )
    return "\n".join(line.strip() for line in lines).strip()


def _moment(moment: dt.date | dt.time, number_format: str) -> str:
    if isinstance(moment, dt.time):
        return f"{moment:%H:%M}"
    form = _QUOTED.sub("", number_format.lower())
    if isinstance(moment, dt.datetime) and moment.time() != dt.time() and ("h" in form or form == "general"):
        return f"{moment:%d/%m/%Y %H:%M}"
    if "d" not in form and "m" in form and "y" in form:
        return f"{moment:%B %Y}"
    return f"{moment:%d/%m/%Y}"


def _number(value: float, number_format: str) -> str:
    """A number with the decimals, leading zeros and words of its format: 1.10 is not 1.1, and "R"0 shows R3."""
    form = _FORM.fullmatch(number_format.split(";", maxsplit=1)[0])
    if form is None or not math.isfinite(value):
        return f"{value:.15g}"
    whole, _, places = form["digits"].partition(".")
    scaled = value * 100 if "%" in _QUOTED.sub("", form["after"]) else value
    if whole in ("General", "@"):
        text = f"{scaled:.15g}"
    elif places.strip("0"):  # "0.##" has decimals only where the value has
        text = f"{round(scaled, len(places)):.15g}"
    else:
        text = f"{scaled:.{len(places)}f}".zfill(whole.count("0") + (len(places) + 1 if places else 0))
    return _words(form["before"]) + text + _words(form["after"])


def _words(around: str) -> str:
    """What a number format prints before or behind the digits; colours and the room for signs print nothing."""
    return "".join(match[1] or match[2] or match[3] or match[4] or "" for match in _LITERAL.finditer(around))


def is_sign(text: str) -> bool:
    """True for a sign without letters ("●"), whose ink is as good as a fill."""
    return bool(text) and not any(c.isalnum() for c in text)


class Palette:
    """The colours of one workbook: those given as they are, by index, or by theme with a tint."""

    def __init__(self, workbook: Workbook) -> None:
        self._theme = _theme_colours(getattr(workbook, "loaded_theme", None))

    def fill(self, cell: Any, text: str) -> str | None:
        """The solid fill of a cell as RRGGBB, else the ink of a sign without letters ("●"), else None."""
        if not cell.has_style:
            return None
        if cell.fill is not None and cell.fill.fill_type == "solid":
            return self.rgb(cell.fill.fgColor)
        inked = is_sign(text) and cell.font is not None and cell.font.color is not None
        return self.rgb(cell.font.color) if inked else None

    def rgb(self, colour: Color) -> str | None:
        """A colour as RRGGBB; None for an automatic or unknown one."""
        base: str | None = None
        if colour.type == "rgb" and isinstance(colour.rgb, str):
            base = colour.rgb[-6:]
        elif colour.type == "indexed" and colour.indexed < len(COLOR_INDEX):
            base = COLOR_INDEX[colour.indexed][-6:]
        elif colour.type == "theme" and colour.theme < len(self._theme):
            base = self._theme[colour.theme]
        if base is None or not re.fullmatch(r"[0-9A-Fa-f]{6}", base):
            return None
        return _tinted(base.upper(), colour.tint or 0.0)


def _theme_colours(theme: bytes | None) -> list[str]:
    """The theme's colours in the order of their indices (ECMA-376 part 1, 20.1.6.2)."""
    if not theme:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(theme, parser)
    except etree.XMLSyntaxError:
        return []
    colours = []
    for name in _SCHEME:
        entry = next(root.iter(_DRAWING + name), None)
        kind = entry[0] if entry is not None and len(entry) else None
        colours.append((kind.get("lastClr") or kind.get("val") or "") if kind is not None else "")
    return colours


def _tinted(rgb: str, tint: float) -> str:
    """A colour made lighter (tint above 0) or darker (below), as ECMA-376 part 1, 18.8.3 has it."""
    if not tint:
        return rgb
    red, green, blue = (int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(255 * part):02X}" for part in colorsys.hls_to_rgb(hue, min(max(light, 0), 1), saturation))
