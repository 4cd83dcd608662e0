"""The list items of a tagged PDF as its tag tree has them: a second opinion on what the page's geometry says.

Nearly all reports are tagged, and the tags were made by the program that made the list, not by the eye; but a tag may
be wrong where the print is right, so they are compared and never followed.
"""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.document import TaggedItem
from extract.read.pdf import open_pdf
from extract.read.pdf_runs import TextReader, text_objects

MAX_DEPTH = 40
MAX_ELEMENTS = 20_000  # of one page; a tree that goes round and round ends here
ITEM, LIST = "LI", "L"


def list_items(path: Path, pages: Sequence[int]) -> tuple[TaggedItem, ...]:
    """The list items on these pages (1-based), each with its own text without that of the lists inside it.

    Empty where the pages are not tagged or damaged. An item over two pages comes as one on each.
    """
    pdf = open_pdf(path)
    found: list[TaggedItem] = []
    try:
        for number in pages:
            with contextlib.suppress(pdfium.PdfiumError, IndexError):  # of a damaged page the reading has told
                found += _page_items(pdf[number - 1], number)
        return tuple(found)
    finally:
        pdf.close()


def _page_items(page: Any, number: int) -> Iterator[TaggedItem]:
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    try:
        walk = _Walk()
        for index in range(max(raw.FPDF_StructTree_CountChildren(tree), 0)):
            walk.element(raw.FPDF_StructTree_GetChildAtIndex(tree, index), 0, None, 0)
    finally:
        raw.FPDF_StructTree_Close(tree)
    texts = _marked_texts(page) if walk.items else {}
    for own_list, marks in walk.items:
        text = " ".join(texts[mark].strip() for mark in marks if mark in texts).strip()
        if text:
            yield TaggedItem(page=number, list=own_list, text=text)


class _Walk:
    """One pass through the tag tree of a page: for every list item its list and the marks of its content."""

    def __init__(self) -> None:
        self.items: list[tuple[int, list[int]]] = []
        self.lists = 0
        self.left = MAX_ELEMENTS

    def element(self, element: Any, own_list: int, item: list[int] | None, depth: int) -> None:
        """Note the marks under an element; `own_list` and `item` are the list and the item that it stands in."""
        self.left -= 1
        if not element or depth > MAX_DEPTH or self.left < 0:
            return
        kind = _type_of(element)
        if kind == ITEM:
            item = []
            self.items.append((own_list, item))
        elif kind == LIST:
            self.lists += 1
            own_list, item = self.lists, None
        for index in range(max(raw.FPDF_StructElement_CountChildren(element), 0)):
            mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if mark < 0:
                self.element(raw.FPDF_StructElement_GetChildAtIndex(element, index), own_list, item, depth + 1)
            elif item is not None:
                item.append(mark)


def _marked_texts(page: Any) -> dict[int, str]:
    """The text of every marked piece of content on a page, by its mark."""
    texts: dict[int, str] = {}
    textpage = page.get_textpage()
    try:
        reader = TextReader(textpage)
        for handle, _ in text_objects(page.raw, None, 0):
            mark = raw.FPDFPageObj_GetMarkedContentID(handle)
            if mark >= 0:
                texts[mark] = texts.get(mark, "") + reader.of(handle)
    finally:
        textpage.close()
    return texts


def _type_of(element: Any) -> str:
    buffer = ctypes.create_string_buffer(64)
    length = raw.FPDF_StructElement_GetType(element, buffer, len(buffer))
    return buffer.raw[: max(min(length, len(buffer)) - 2, 0)].decode("utf-16-le", "replace")
