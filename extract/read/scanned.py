"""Pages that are pictures: asked for one by one, and set among the pages of the reading that they belong to."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from extract.document import Frozen, Reading, Warning, Word, Words
from extract.errors import NoTextError, UnreadableError

OnPage = Callable[[int, int], None]
"""Told after each page how many pages are recognised, and how many there are to recognise."""

MAX_PAGES = 300
MAX_SECONDS = 1800.0
LOW_CONFIDENCE = 0.8
SAME_SIZE = 0.1  # sizes measured in a picture differ by so much within one text
ENGINES = {"tesseract": "Tesseract", "rapidocr": "RapidOCR"}
MARK_FONTS = {"mark": "footnote mark", "note": "footnote number"}
"""What stands for the font of a raised number in the text and of one before a footnote."""
AHEAD = 3  # numbers of footnotes by which a read one may be ahead of the one before


class PageText(Frozen):
    """What was recognised on one page; without engine where none is installed, `blank` where there is no ink."""

    words: Words = ()
    confidence: float = 0.0
    """Mean over the characters, 0 to 1."""
    engine: str | None = None
    blank: bool = False


def with_recognised(reading: Reading, recognise: Callable[[int], PageText], on_page: OnPage | None = None) -> Reading:
    """The reading of a PDF with the words of its pictured pages; `recognise` reads one page (1-based).

    A page that cannot be recognised keeps its warning `no_text`. Raises NoTextError where the file has no word at all.
    """
    pictured = [warning.page for warning in reading.warnings if warning.code == "no_text" and warning.page]
    found: dict[int, PageText] = {}
    reasons: dict[int, str] = {}
    until = time.monotonic() + MAX_SECONDS
    for count, page in enumerate(pictured):
        if count >= MAX_PAGES or time.monotonic() > until:
            reasons[page] = f"it comes after the {count} pictured pages that are recognised in one file"
            continue
        try:
            found[page] = recognise(page)
        except UnreadableError:
            reasons[page] = "recognising its text failed or took too long"
        if on_page:
            on_page(count + 1, len(pictured))
        if page in found and found[page].engine is None and not found[page].blank:
            reasons |= dict.fromkeys(pictured, "no program for text recognition (Tesseract or RapidOCR) is installed")
            break
    return _joined(reading, found, reasons)


def _joined(reading: Reading, found: dict[int, PageText], reasons: dict[int, str]) -> Reading:
    read = {page: text for page, text in found.items() if text.words}
    words = _numbered(_levelled([word for page in sorted(read) for word in read[page].words]))
    if not reading.words and not words:
        raise NoTextError(_nothing(reading, found, reasons))
    kept = [warning for warning in reading.warnings if warning.code != "no_text" or warning.page not in found]
    empty = {page: text for page, text in found.items() if not text.words}
    return reading.model_copy(
        update={
            "words": tuple(sorted((*reading.words, *words), key=lambda word: word.page)),
            "ocr_pages": tuple(sorted({*reading.ocr_pages, *read})),
            "warnings": (*_said(kept, reasons), *_told(read), *_unread(empty, reasons)),
        }
    )


def _said(kept: Iterable[Warning], reasons: dict[int, str]) -> Iterable[Warning]:
    """The warnings that stay, those of pages that were not tried with the reason."""
    for warning in kept:
        reason = reasons.get(warning.page or 0) if warning.code == "no_text" else None
        yield _no_text(warning.page or 0, reason) if reason else warning


def _told(read: dict[int, PageText]) -> Iterable[Warning]:
    """One warning that says what was recognised and by which engine, and one for each page of low confidence."""
    for engine in sorted({text.engine for text in read.values() if text.engine}):
        pages = [page for page, text in sorted(read.items()) if text.engine == engine]
        message = (
            f"{_pages(pages)} read by text recognition ({ENGINES.get(engine, engine)}) from the picture; "
            "check the wording against the page before quoting it."
        )
        yield Warning(code="ocr", message=message)
    for page, text in sorted(read.items()):
        if text.confidence < LOW_CONFIDENCE:
            message = (
                f"The words of page {page} were recognised with low confidence ({text.confidence:.0%}); "
                "check them against the page."
            )
            yield Warning(page=page, code="ocr_low_confidence", message=message)


def _unread(empty: dict[int, PageText], reasons: dict[int, str]) -> Iterable[Warning]:
    for page, text in sorted(empty.items()):
        if text.blank:
            yield Warning(page=page, code="blank_page", message=f"Page {page} is blank.")
        else:
            yield _no_text(page, reasons.get(page, "no text was recognised in it"))


def _no_text(page: int, reason: str) -> Warning:
    return Warning(page=page, code="no_text", message=f"Page {page} is a picture and was not read: {reason}.")


def _nothing(reading: Reading, found: dict[int, PageText], reasons: dict[int, str]) -> str:
    """One sentence for a file without a single word."""
    count = len(reading.page_sizes)
    if found and all(text.blank for text in found.values()) and not reasons:
        return f"{reading.file}: all {count} pages are blank; check that it is the right file and scan it again."
    why = next(iter(reasons.values()), "no text was recognised in them")
    return (
        f"{reading.file}: the {count} pages are pictures without a text layer and {why}; "
        "scan it again at 200 dpi or more, or save it with text recognition (OCR) switched on."
    )


def _pages(pages: Sequence[int]) -> str:
    """As in "Page 3 was", "Pages 1 to 4 were" or "3 pages (2, 5, 9) were"."""
    if len(pages) == 1:
        return f"Page {pages[0]} was"
    if pages[-1] - pages[0] == len(pages) - 1:
        return f"Pages {pages[0]} to {pages[-1]} were"
    return f"{len(pages)} pages ({', '.join(map(str, pages))}) were"


def _levelled(words: Sequence[Word]) -> list[Word]:
    """The words with one size for the body: what differs from the commonest by less than a tenth is measuring error."""
    counts: Counter[float] = Counter()
    for word in words:
        counts[word.size] += len(word.text)
    if not counts:
        return []
    near = {size: sum(n for other, n in counts.items() if abs(other - size) <= SAME_SIZE * size) for size in counts}
    body = max(counts, key=lambda size: (near[size], counts[size]))
    return [word._replace(size=body) if abs(word.size - body) <= SAME_SIZE * body else word for word in words]


def _numbered(words: Sequence[Word]) -> list[Word]:
    """The words with their footnotes numbered on: small raised digits are often misread, but they go up by one."""
    last = dict.fromkeys(MARK_FONTS.values(), 0)
    numbered: list[Word] = []
    for word in words:
        if word.font not in last:
            numbered.append(word)
            continue
        read = int(word.text) if word.text.isdigit() else 0
        last[word.font] = read if 0 <= read - last[word.font] - 1 < AHEAD else last[word.font] + 1
        numbered.append(word._replace(text=str(last[word.font])))
    return numbered
