"""The tables of a plan in reading order, each under the heading that names its part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extract.document import Block, Document, Table
from extract.kinds.plan_columns import PATTERNS
from extract.schema import normalised

MAX_HEADING_WORDS = 30
MARGIN = 0.08  # of the page's height
MAX_MARGIN_WORDS = 12
MAX_REMARK = 1000  # characters of the text between a heading and its table


@dataclass(frozen=True)
class PlacedTable:
    """A table, the heading over it, the text between both, and whether it stands apart from the table before."""

    table: Table
    heading: str | None
    apart: bool
    remark: str = ""


@dataclass
class _Event:
    """A heading or a table at its place on the page."""

    block: Block | None
    table: Table | None
    at: tuple[int, float]


def placed_tables(document: Document) -> list[PlacedTable]:
    """Every table with its heading: the nearest that says "Theme 2", else the nearest that stands there once."""
    events = list(_events(document))
    texts = [_text(document, e.block) for e in events if e.block and e.block.kind == "heading"]
    often = {text for text, count in Counter(map(normalised, texts)).items() if count > 1}
    placed: list[PlacedTable] = []
    stack: list[tuple[float, str]] = []
    apart, remark = True, ""
    for event in events:
        if event.table is not None:
            placed.append(PlacedTable(event.table, _nearest(stack), apart, remark))
            apart, remark = False, ""
            continue
        if event.block is None or event.block.kind in ("furniture", "footnote") or _in_margin(document, event):
            continue
        apart = True
        text = _text(document, event.block)
        named = len(text.split()) < MAX_HEADING_WORDS and PATTERNS.matches("themes", text)
        generic = normalised(text) in often or PATTERNS.matches("not_headings", text)
        if (event.block.kind == "heading" or named) and not generic:
            while stack and stack[-1][0] <= event.block.size:
                stack.pop()
            stack.append((event.block.size, text))
            remark = ""
        else:
            remark = f"{remark}\n{text}"[-MAX_REMARK:]
    return placed


def _in_margin(document: Document, event: _Event) -> bool:
    """Whether a line stands where running heads and feet do, on too few pages to be known as one."""
    page, top = event.at
    if event.block is None or event.block.kind != "paragraph" or not 0 < page <= len(document.page_sizes):
        return False
    share = top / document.page_sizes[page - 1][1]
    text = _text(document, event.block)
    if PATTERNS.matches("themes", text):
        return False
    return not MARGIN < share < 1 - MARGIN and len(text.split()) <= MAX_MARGIN_WORDS


def _text(document: Document, block: Block) -> str:
    return document.text[block.start : block.end].strip()


def _nearest(stack: list[tuple[float, str]]) -> str | None:
    """The heading that names the part: the nearest that says "Theme 2", else the nearest."""
    texts = [text for _, text in reversed(stack)]
    return next((t for t in texts if PATTERNS.matches("themes", t)), texts[0] if texts else None)


def _events(document: Document) -> Iterator[_Event]:
    """Blocks and tables in reading order; a PDF's tables are put in by their boxes and the text in them left out."""
    if document.media != "pdf":
        for index, block in enumerate(document.blocks):
            yield _Event(None if block.table else block, block.table, (0, index))
        return
    inside = in_tables(document)
    events = [
        _Event(block, None, _place(document, block))
        for block, within in zip(document.blocks, inside, strict=True)
        if not within
    ]
    for table in document.tables:
        first = table.rows[0] if table.rows else None
        top = first.box[1] if first and first.box else 0.0
        events.append(_Event(None, table, (table.page or (first.page if first else None) or 0, top)))
    yield from sorted(events, key=lambda e: e.at)


def _place(document: Document, block: Block) -> tuple[int, float]:
    boxes = document.boxes(block.start, block.end)
    return (boxes[0].page, boxes[0].box[1]) if boxes else (block.page or 0, 0.0)


def in_tables(document: Document) -> list[bool]:
    """For each block whether it is a table or, in a PDF, stands within the rows of one."""
    areas: dict[int, list[tuple[float, float, float, float]]] = {}
    for table in document.tables:
        for row in table.rows:
            if row.page is not None and row.box is not None:
                areas.setdefault(row.page, []).append(row.box)
    return [block.table is not None or (bool(areas) and _within(document, block, areas)) for block in document.blocks]


def _within(document: Document, block: Block, areas: dict[int, list[tuple[float, float, float, float]]]) -> bool:
    boxes = document.boxes(block.start, block.end)
    if not boxes:
        return False
    page, (left, top, right, bottom) = boxes[0].page, boxes[0].box
    x, y = (left + right) / 2, (top + bottom) / 2
    return any(x0 - 2 <= x <= x1 + 2 and y0 - 1 <= y <= y1 + 1 for x0, y0, x1, y1 in areas.get(page, []))
