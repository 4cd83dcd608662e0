"""A workbook opened though its settings are damaged: filters, checks of input, formats by condition, printing.

openpyxl refuses a whole workbook for one value in these that it does not know, and programs other than Excel write such
values; cells, merges, hidden rows and styles stand apart from them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_KEPT = frozenset(("sheetFormatPr", "cols", "sheetData", "mergeCells", "legacyDrawing"))
_REFUSED = (ValueError, TypeError, KeyError, IndexError, AttributeError)


def opened(path: Path) -> tuple[Workbook, bool]:
    """The workbook with the results of its formulas, and whether its settings had to be left out."""
    try:
        with path.open("rb") as file:  # given the path, openpyxl goes by the name
            return load_workbook(file, data_only=True), False
    except _REFUSED:
        return load_workbook(_without_settings(path), data_only=True), True


def _without_settings(path: Path) -> io.BytesIO:
    """The package with nothing in its sheets but what tables are made of, and without defined names."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name in package.namelist():
            content = package.read(name)
            if _SHEET.fullmatch(name):
                content = _reduced(content, lambda part: part in _KEPT)
            elif name == "xl/workbook.xml":
                content = _reduced(content, lambda part: part != "definedNames")
            out.writestr(name, content)
    return made


def _reduced(content: bytes, kept: Callable[[str], bool]) -> bytes:
    """A part with those of its first elements whose names are kept."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for child in list(root):
        if not isinstance(child.tag, str) or not kept(etree.QName(child).localname):
            root.remove(child)
    return etree.tostring(root)
