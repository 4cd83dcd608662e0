"""The signs of a scanned page that engines lose or misread: bullets before a line, raised numbers of footnotes.

Their ink is in the picture, and by its size, place and shape it is told what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from extract.read.ocr_rows import PixelBox, Row, Seen
from extract.read.scan import Ink

# Lengths are in heights of the row's small letters.
REACH = 7.0  # left of a line, within which its bullet stands
LEAST_GAP = 0.7  # between a bullet and its text; between two words it is half of one
WIDE_GAP = 1.6  # a single sign so far before its line is a bullet whatever it looks like
LARGEST, SMALLEST = 1.35, 0.22  # of a bullet
SOLID = 0.6  # share of its box that a disc, square or dash fills
LABEL = re.compile(r"^\(?(?:\d{1,3}|[A-Za-z]|[ivxlIVXL]{1,5})(?:[.)]|\.\d{1,2})+$|^\d{1,3}$")
BULLET = "•"
LOST_LABEL = "?."  # a label that its list will tell
LABEL_HEIGHT, LABEL_WIDTH = 0.8, 3.0

RAISED_HEIGHT = (0.62, 1.2)  # of a raised number; a quotation mark is lower
RAISED_BY = (0.35, 1.15)  # how far above the baseline its foot stands
DISC = 0.7  # share of its box that a disc or square fills, and no digit
STOP_HEIGHT = 0.4  # a full stop or comma after a raised number is lower than this
MISREAD = frozenset("0123456789⁰¹²³⁴⁵⁶⁷⁸⁹'\"‘’“”*?!°^®©|")
DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
UNKNOWN = "?"

Raised = Literal["mark", "note"]
"""A raised number in the text, or before a footnote."""


class Blob(NamedTuple):
    """A piece of ink: its box in pixels and the share of the box that is dark."""

    x0: int
    top: int
    x1: int
    bottom: int
    filled: float


def with_bullet(row: Row, ink: Ink) -> None:
    """Put the row's bullet in where the engine lost it or took it for a letter."""
    first = row.words[0]
    lost = _lost(row, first, ink)
    if lost:
        text, box = lost
        row.words.insert(0, Seen(text, box, first.confidence, first.line))
    elif len(row.words) > 1 and _is_bullet(first, row, row.words[1].box[0], ink):
        row.words[0] = first._replace(text=BULLET)


def with_raised(word: Seen, row: Row, ink: Ink) -> Iterator[tuple[Seen, Raised | None]]:
    """The word in its parts, raised numbers taken off it; an unread one is "?"."""
    runs = _runs(word, row, ink)
    if word is row.words[0] and runs and _is_raised(runs[0], row):
        taken = 0
        while taken < min(len(runs), 2) and _is_raised(runs[taken], row):
            taken += 1
        yield from _note(word, runs, taken)
        return
    stop = 1 if len(runs) > 1 and runs[-1].bottom - runs[-1].top <= STOP_HEIGHT * row.height else 0
    end = len(runs) - stop
    start = end
    while start > max(end - 2, 0) and _is_raised(runs[start - 1], row):
        start -= 1
    if start == end:
        yield word, None
    else:
        yield from _mark(word, runs[start:end], stop)


def _note(word: Seen, runs: list[Blob], taken: int) -> Iterator[tuple[Seen, Raised | None]]:
    """The raised number before a footnote, and the rest of the word."""
    count = taken if all(c in MISREAD for c in word.text[:taken]) else 1 if word.text[0] in MISREAD else 0
    box = (runs[0].x0, runs[0].top, runs[taken - 1].x1, runs[taken - 1].bottom)
    yield word._replace(text=_number(word.text[:count]), box=box), "note"
    rest = word.text[count:]
    if rest and taken < len(runs):
        yield word._replace(text=rest, box=(runs[taken].x0, *word.box[1:])), None


def _mark(word: Seen, raised: list[Blob], stop: int) -> Iterator[tuple[Seen, Raised | None]]:
    """The word, and the raised number behind it (before its full stop)."""
    text, closing = (word.text[:-1], word.text[-1]) if stop and word.text[-1] in ".,;:" else (word.text, "")
    kept = len(text)
    while kept > max(len(text) - len(raised), 0) and text[kept - 1] in MISREAD:
        kept -= 1
    number, rest = _number(text[kept:]), text[:kept] + closing
    if rest:
        right = word.box[2] if closing else raised[0].x0
        yield word._replace(text=rest, box=(*word.box[:2], max(right, word.box[0] + 1), word.box[3])), None
    yield word._replace(text=number, box=(raised[0].x0, raised[0].top, raised[-1].x1, raised[-1].bottom)), "mark"


def _number(text: str) -> str:
    digits = text.translate(DIGITS)
    return digits if digits.isascii() and digits.isdigit() else UNKNOWN


def _is_raised(blob: Blob, row: Row) -> bool:
    """True for a piece of ink as large and as high as a superscript digit."""
    tall, lift = (blob.bottom - blob.top) / row.height, (row.baseline - blob.bottom) / row.height
    like_digit = blob.x1 - blob.x0 <= row.height and blob.filled < DISC
    return like_digit and RAISED_HEIGHT[0] <= tall <= RAISED_HEIGHT[1] and RAISED_BY[0] <= lift <= RAISED_BY[1]


def _lost(row: Row, first: Seen, ink: Ink) -> tuple[str, PixelBox] | None:
    """What stands before the row's first word and was not read: a bullet, a raised number, or the label of an item."""
    left = first.box[0]
    start, top, bottom = max(left - round(REACH * row.height), 0), *_band(row, ink)
    blobs = _blobs(ink, (start, top, left - 1, bottom), 2)
    if not blobs or blobs[0].x0 <= start or any(blob.top <= top or blob.bottom >= bottom for blob in blobs):
        return None
    box = (blobs[0].x0, min(b.top for b in blobs), blobs[-1].x1, max(b.bottom for b in blobs))
    if all(_is_raised(blob, row) for blob in blobs):
        return UNKNOWN, box
    if left - box[2] < LEAST_GAP * row.height:
        return None
    if len(blobs) == 1 and _is_small(blobs[0], row.height):
        return BULLET, box
    on_line = all(row.baseline - blob.bottom <= row.height for blob in blobs)
    tall = max(blob.bottom - blob.top for blob in blobs) >= LABEL_HEIGHT * row.height
    return (LOST_LABEL, box) if on_line and tall and box[2] - box[0] <= LABEL_WIDTH * row.height else None


def _is_bullet(word: Seen, row: Row, following: int, ink: Ink) -> bool:
    """True where the first word of a row is a bullet that was read as a letter or sign."""
    text, (x0, _, x1, _) = word.text, word.box
    gap = following - x1
    if len(text) > 2 or gap < LEAST_GAP * row.height or LABEL.match(text):
        return False
    blob = _only_blob(ink, x0 - 1, x1 + 1, row)
    if blob is None or not _is_small(blob, row.height) or _is_raised(blob, row):
        return False
    solid = blob.filled >= SOLID and (len(text) == 1 or not text.isalnum())
    return solid or (gap >= WIDE_GAP * row.height and len(text) == 1) or not any(c.isalnum() for c in text)


def _is_small(blob: Blob, height: float) -> bool:
    across, down = blob.x1 - blob.x0, blob.bottom - blob.top
    return max(across, down) <= LARGEST * height and across >= SMALLEST * height and max(across, down) >= 3


def _only_blob(ink: Ink, start: int, end: int, row: Row) -> Blob | None:
    """The one piece of ink between two columns on a row; None where there is none, or more than one."""
    top, bottom = _band(row, ink)
    found = _blobs(ink, (max(start, 0), top, end, bottom), 2)
    return found[0] if len(found) == 1 and found[0].top > top and found[0].bottom < bottom else None


def _band(row: Row, ink: Ink) -> tuple[int, int]:
    """The rows of pixels in which a sign of the row stands clear of the rows above and below."""
    return max(int(row.baseline - 2 * row.height), 0), min(int(row.baseline + 0.6 * row.height), len(ink))


def _runs(word: Seen, row: Row, ink: Ink) -> list[Blob]:
    """The pieces of ink of a word, parted by columns without ink."""
    top, bottom = int(row.baseline - 2 * row.height), int(row.baseline + 0.8 * row.height)
    x0, upper, x1, lower = word.box
    return _blobs(ink, (x0, max(top, upper, 0), x1, min(bottom, lower)), 1)


def _blobs(ink: Ink, box: tuple[int, int, int, int], gap: int) -> list[Blob]:
    """The pieces of ink in a box from left to right, parted by at least `gap` columns without ink."""
    x0, top, x1, bottom = box
    cut = ink[top:bottom, x0 : max(x1, x0)]
    columns = np.flatnonzero(cut.any(axis=0))
    if not len(columns):
        return []
    ends = np.flatnonzero(np.diff(columns) > gap)
    starts = [int(columns[0]), *(int(columns[n + 1]) for n in ends)]
    stops = [*(int(columns[n]) + 1 for n in ends), int(columns[-1]) + 1]
    found = []
    for left, right in zip(starts, stops, strict=True):
        rows = np.flatnonzero(cut[:, left:right].any(axis=1))
        piece = cut[rows[0] : rows[-1] + 1, left:right]
        found.append(Blob(x0 + left, top + int(rows[0]), x0 + right, top + int(rows[-1]) + 1, float(piece.mean())))
    return found
