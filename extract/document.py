"""A file as it was read, and the one running text that is made of it.

Lengths are PDF points from the top left of the page; offsets count characters of `Document.text`; pages are 1-based.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    PlainSerializer,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import CoreSchema

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the top left of the page."""
Media = Literal["pdf", "docx", "odt", "xlsx", "xls", "ods", "html", "text"]
"""What a file is by its content."""


class Frozen(BaseModel):
    """An immutable value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PageBox(Frozen):
    """A rectangle on a page."""

    page: int
    box: Box


# What a reader gives ------------------------------------------------------------------------------------------------


class Word(NamedTuple):
    """A printed word with its place and style; in a `Document`, `text[start:end]` is the word.

    A tuple and no model: a report has twenty thousand of them.
    """

    text: str
    page: int
    box: Box
    baseline: float
    font: str = ""
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    start: int = -1
    end: int = -1


_Columns = tuple[
    list[str], list[int], list[float], list[float], list[str], list[float], list[bool], list[bool], list[bool],
    list[int], list[int],
]  # fmt: skip
"""The fields of many words, each as one list, and of their boxes all edges in one: twice as quick to write and read."""


def _columns(words: tuple[Word, ...]) -> _Columns:
    """The words field by field, as they stand in JSON."""
    fields: list[list[Any]] = [[*field] for field in zip(*words, strict=True)] if words else [[] for _ in Word._fields]
    fields[2] = [edge for box in fields[2] for edge in box]
    return tuple(fields)  # type: ignore[return-value]


def _words(given: Any, columns: ValidatorFunctionWrapHandler) -> tuple[Word, ...]:
    """Words as they are, or from the lists that stand for them in JSON."""
    if isinstance(given, tuple) and all(isinstance(word, Word) for word in given[:1]):
        return given
    texts, pages, edges, *rest = columns(given)
    edge = iter(edges)
    return tuple(map(Word, texts, pages, zip(edge, edge, edge, edge, strict=True), *rest))


class _ByFields:
    """How words are checked and written: as their columns."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        form = Annotated[_Columns, WrapValidator(_words), PlainSerializer(_columns, return_type=_Columns)]
        return handler.generate_schema(form)


Words = Annotated[tuple[Word, ...], _ByFields()]


class Cell(Frozen):
    """One cell of a table; `fill` is RRGGBB; a merged cell stands once, at its top left, with its spans."""

    text: str = ""
    fill: str | None = None
    bold: bool = False
    row_span: int = 1
    column_span: int = 1
    merged: bool = False
    """True where the cell is covered by a merged one above or to the left (its text is then empty)."""


class Row(Frozen):
    """One row of a table, with the page or the sheet row it stands on."""

    cells: tuple[Cell, ...]
    page: int | None = None
    number: int | None = None
    """1-based row of the spreadsheet."""
    hidden: bool = False
    box: Box | None = None


class Table(Frozen):
    """A table as printed: rows of equally many cells, the header rows not yet told apart."""

    rows: tuple[Row, ...]
    sheet: str | None = None
    page: int | None = None


class Paragraph(Frozen):
    """A paragraph as a reader of structured text (Word, Markdown, plain text) gives it."""

    text: str
    style: str = ""
    heading_level: int | None = None
    """1 for a top heading by its style, None for body text."""
    label: str | None = None
    """The list label as shown ("3.", "a.", "(i)", "-"), None outside lists."""
    level: int = 0
    """Depth of the list item, 0 outermost."""
    bold: tuple[tuple[int, int], ...] = ()
    """Character ranges of `text` that are bold."""
    footnotes: tuple[str, ...] = ()
    page: int | None = None
    table: Table | None = None
    """Set where a table stands here instead of text."""


class TaggedItem(Frozen):
    """A list item of a page as the tags of the file have it, without the text of the lists inside it."""

    page: int
    list: int
    """Which list of the page it stands in."""
    text: str


class Warning(Frozen):
    """What could not be read or is not certain, with its page."""

    page: int | None = None
    code: str
    message: str


class Reading(Frozen):
    """One file as read: words (PDF) or paragraphs (Word, text, spreadsheets), before any layout."""

    file: str
    sha256: str
    media: Media
    page_sizes: tuple[tuple[float, float], ...] = ()
    """Width and height of each page in points; empty where the file has no pages."""
    words: Words = ()
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    """Tables of a PDF or the sheets of a workbook, in reading order."""
    title: str | None = None
    ocr_pages: tuple[int, ...] = ()
    """Pages whose words were recognised from a picture."""
    warnings: tuple[Warning, ...] = ()


# What the layout makes of it ----------------------------------------------------------------------------------------


class Block(Frozen):
    """A heading, paragraph, list item, footnote, table or piece of furniture: `text[start:end]` of the document."""

    kind: Literal["heading", "paragraph", "list_item", "footnote", "table", "furniture"]
    start: int
    end: int
    page: int | None = None
    paragraph: int | None = None
    """Which paragraph of the file it begins with, from 1; None where the format has pages or sheets."""
    label: str | None = None
    level: int = 0
    bold: tuple[tuple[int, int], ...] = ()
    """Offset ranges of the document's text that are bold."""
    notes: tuple[str, ...] = ()
    """Texts of the footnotes whose marks stand in the block."""
    size: float = 0.0
    table: Table | None = None


class Document(Frozen):
    """One running text; words and blocks are offset ranges into it."""

    file: str
    sha256: str
    media: Media
    page_sizes: tuple[tuple[float, float], ...] = ()
    text: str
    words: Words = ()
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    title: str | None = None
    ocr_pages: tuple[int, ...] = ()
    warnings: tuple[Warning, ...] = ()

    def boxes(self, start: int, end: int) -> tuple[PageBox, ...]:
        """The lines of `text[start:end]` on their pages, one box a printed line; empty where there are no pages."""
        lines: dict[tuple[int, int], list[Box]] = {}
        first = bisect_right(self.words, start, key=lambda word: word.end)
        last = bisect_left(self.words, end, key=lambda word: word.start)
        for word in self.words[first:last]:
            lines.setdefault((word.page, round(word.baseline)), []).append(word.box)
        return tuple(PageBox(page=page, box=_around(boxes)) for (page, _), boxes in lines.items())


def _around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of them, to a hundredth of a point."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return round(min(x0), 2), round(min(top), 2), round(max(x1), 2), round(max(bottom), 2)
