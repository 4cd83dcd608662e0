"""The parts of an OpenDocument file: its XML, read without entities, and its styles with what they inherit.

Names and rules as in OpenDocument 1.3, part 3 (OASIS).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from extract.errors import UnreadableError
from extract.read.office import check_package

PROGRAM = "LibreOffice"
MAX_ZEROS = 15
MAX_DEPTH = 20  # a style that is its own parent in a ring ends here
_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TABLE, TEXT, NUMBER, DRAW = (
    f"{{{_NAMESPACE}{name}:1.0}}" for name in ("office", "style", "table", "text", "datastyle", "drawing")
)
FO = f"{{{_NAMESPACE}xsl-fo-compatible:1.0}}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
_COLOUR = re.compile(r"#([0-9A-Fa-f]{6})")
_DATE_PARTS = {"day": "d", "month": "m", "year": "y", "hours": "h"}


class Package:
    """The XML parts of one OpenDocument file."""

    def __init__(self, path: Path) -> None:
        """Raises UnreadableError for a package that is damaged, encrypted, too large or declares entities."""
        check_package(path, PROGRAM, "content.xml")
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            if "META-INF/manifest.xml" in names and b"encryption-data" in package.read("META-INF/manifest.xml"):
                raise UnreadableError(
                    f"{path.name}: the file is protected by a password; remove the password in {PROGRAM}."
                )
            self.content = _parsed(package, "content.xml")
            self.style_part = _parsed(package, "styles.xml") if "styles.xml" in names else None
            about = _parsed(package, "meta.xml") if "meta.xml" in names else None
        self.styles = Styles([part for part in (self.style_part, self.content) if part is not None])
        self.title = (about.findtext(f".//{TITLE}") or "") if about is not None else ""


def _parsed(package: zipfile.ZipFile, name: str) -> Any:
    return etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


class Styles:
    """The styles of one document, asked by family and name; a style takes from its parent what it does not say."""

    def __init__(self, parts: list[Any]) -> None:
        self._styles: dict[tuple[str, str], Any] = {}
        self._formats: dict[str, str] = {}
        for part in parts:
            for style in part.iter(STYLE + "style"):
                self._styles[style.get(STYLE + "family", ""), style.get(STYLE + "name", "")] = style
            for style in part.iter(*(NUMBER + f"{kind}-style" for kind in ("number", "percentage", "currency"))):
                self._formats[style.get(STYLE + "name", "")] = _number_format(style)
            for style in part.iter(NUMBER + "date-style", NUMBER + "time-style"):
                shown = (_DATE_PARTS.get(etree.QName(part).localname, "") for part in style)
                self._formats[style.get(STYLE + "name", "")] = "".join(shown)

    def said(self, family: str, name: str | None, group: str, attribute: str) -> str | None:
        """An attribute of a style's `style:<group>-properties`, its own or inherited; None where none says it."""
        for style in self.chain(family, name):
            properties = style.find(f"{STYLE}{group}-properties")
            if properties is not None and properties.get(attribute) is not None:
                return str(properties.get(attribute))
        return None

    def chain(self, family: str, name: str | None) -> Iterator[Any]:
        """The style and those that it is based on, itself first."""
        for _ in range(MAX_DEPTH):
            style = self._styles.get((family, name or ""))
            if style is None:
                return
            yield style
            name = style.get(STYLE + "parent-style-name")

    def bold(self, family: str, name: str | None) -> bool:
        """Whether text of the style is bold."""
        weight = self.said(family, name, "text", FO + "font-weight") or ""
        return weight == "bold" or (weight.isdigit() and int(weight) >= 600)

    def colour(self, family: str, name: str | None, group: str, attribute: str) -> str | None:
        """A colour that a style says, as RRGGBB; None for "transparent" and for none."""
        found = _COLOUR.fullmatch(self.said(family, name, group, attribute) or "")
        return found[1].upper() if found else None

    def number_format(self, name: str | None) -> str:
        """The number format of a cell style in the form of Excel's ("0.00", "mmm-yy"), as far as it matters here."""
        for style in self.chain("table-cell", name):
            data = style.get(STYLE + "data-style-name")
            if data is not None:
                return self._formats.get(data, "General")
        return "General"


def _number_format(style: Any) -> str:
    """A number style as Excel writes it: '0.00', '0%', '"R"0'; "General" where the value has its own decimals."""
    parts = []
    for part in style:
        name = etree.QName(part).localname
        if name == "number":
            parts.append(_digits(part))
        elif name in ("text", "currency-symbol") and part.text:
            parts.append("%" if part.text == "%" else f'"{part.text}"')
    return "".join(parts) or "General"


def _digits(number: Any) -> str:
    """The zeros of a number: those that it has at least before its point, and all behind it."""
    decimals, least = (number.get(NUMBER + name) or "" for name in ("decimal-places", "min-integer-digits"))
    if not decimals.isdigit():
        return "General"
    whole = "0" * max(1, min(int(least) if least.isdigit() else 1, MAX_ZEROS))
    return whole + ("." + "0" * min(int(decimals), MAX_ZEROS) if int(decimals) else "")


def count(element: Any, attribute: str) -> int:
    """How often an element stands there, or how far it reaches: 1 where it does not say."""
    written = element.get(attribute, "1")
    return max(1, int(written)) if re.fullmatch(r"\d{1,7}", written) else 1
