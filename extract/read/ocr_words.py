"""What an OCR engine saw, as words of a page: size and weight measured in the picture, lost signs put back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from extract.document import Word
from extract.read.ocr_marks import with_bullet, with_raised
from extract.read.ocr_rows import Row, Seen, rows_of
from extract.read.scan import Ink, Scan
from extract.read.scanned import MARK_FONTS

X_HEIGHT = 0.5  # usual share of the font size
MARK_SIZE = 0.65  # size of a raised number beside its text
BOLD = 1.2  # a stroke this much thicker than usual on the page is bold
SURELY_BOLD, NEARLY_BOLD = 1.33, 1.13
INK_QUANTILE = 0.2
TOLD = 3  # letters from which a word's strokes tell its weight
SPACE = 0.4  # heights of a letter between two letters that belong to two words
OFF = 0.2  # share of a word by which the place of a space may be misjudged
OPENING = "([‘“'\""
LIKE_SPACE = 0.7  # and share of the row's usual space


def placed(seen: Sequence[Seen], scan: Scan, page: int) -> list[Word]:
    """The words of a page (1-based) in points, with baseline, size and weight, and with the bullets that were lost."""
    rows = rows_of(seen, scan.ink)
    for row in rows:
        _part(row, scan.ink)
        with_bullet(row, scan.ink)
    strokes = [[_stroke(word, row, scan) for word in row.words] for row in rows]
    usual = _usual([(s, len(w.text)) for row, widths in zip(rows, strokes, strict=True)
                    for w, s in zip(row.words, widths, strict=True)])  # fmt: skip
    words: list[Word] = []
    for row, widths in zip(rows, strokes, strict=True):
        for word, heavy in zip(row.words, _bold(row.words, widths, usual), strict=True):
            words += _word(word, row, scan, page, heavy)
    return words


def _word(word: Seen, row: Row, scan: Scan, page: int, bold: bool) -> Iterable[Word]:
    """The word on its page, and after it the raised number that was taken off it, or before it at the row's start."""
    size = round(row.height / X_HEIGHT / scale, 1) if (scale := scan.scale) else 0.0
    for piece, raised in with_raised(word, row, scan.ink):
        x0, top, x1, bottom = (round(edge / scale, 2) for edge in piece.box)
        if raised is None:
            yield Word(piece.text, page, (x0, top, x1, bottom), round(row.baseline / scale, 2), size=size, bold=bold)
        else:
            yield Word(piece.text, page, (x0, top, x1, bottom), bottom, MARK_FONTS[raised], round(MARK_SIZE * size, 1))


def _part(row: Row, ink: Ink) -> None:
    """Part words that an engine ran together: a space as wide as the row's others stands within them."""
    spaces = [b.box[0] - a.box[2] for a, b in zip(row.words, row.words[1:], strict=False)]
    least = max(SPACE * row.height, LIKE_SPACE * float(np.median(spaces)) if spaces else 0.0)
    row.words = [part for word in row.words for part in _parts(word, ink, least)]


def _parts(word: Seen, ink: Ink, least: float) -> list[Seen]:
    x0, top, x1, bottom = word.box
    dark = np.flatnonzero(ink[max(top, 0) : bottom, max(x0, 0) : x1].any(axis=0)) + max(x0, 0)
    if len(word.text) < 2 or len(dark) < 2:
        return [word]
    jumps = np.diff(dark)
    at = int(np.argmax(jumps))
    if jumps[at] - 1 < least:
        return [word]
    widths = np.array([_width(c) for c in word.text])
    share = (dark[at] + 1 - dark[0]) / (dark[-1] + 1 - dark[0] - jumps[at] + 1)
    ends = np.cumsum(widths) / widths.sum()
    off, count = min(
        ((abs(ends[n - 1] - share), n) for n in range(1, len(word.text)) if _may_part(word.text[n - 1], word.text[n])),
        default=(1.0, 0),
    )
    if off > OFF:
        return [word]
    left = word._replace(text=word.text[:count], box=(x0, top, int(dark[at]) + 1, bottom))
    right = word._replace(text=word.text[count:], box=(int(dark[at + 1]), top, x1, bottom))
    return [*_parts(left, ink, least), *_parts(right, ink, least)]


def _may_part(before: str, after: str) -> bool:
    """False between figures and before a full stop: a 1 stands as far from what follows it as words do."""
    return (after.isalnum() or after in OPENING) and not (before.isdigit() and after.isdigit())


def _width(c: str) -> float:
    """How wide a character usually is beside others."""
    if c in "iljIt.,;:'|!()[]‘’f":
        return 0.5
    return 1.5 if c in "mwMW" else 1.2 if c.isupper() else 1.0


def _stroke(word: Seen, row: Row, scan: Scan) -> float:
    """Mean width of a word's strokes as a share of the height of its letters: twice their area by their edges.

    Where a stroke ends is told by the word's own ink, since grey print is thinner at the page's threshold.
    """
    x0, top, x1, bottom = word.box
    place = (slice(max(top - 1, 0), bottom + 1), slice(max(x0 - 1, 0), x1 + 1))
    grey = scan.grey[place]
    inked = grey[scan.ink[place]]
    if not len(inked):
        return 0.0
    dark = grey < (float(np.quantile(inked, INK_QUANTILE)) + scan.paper) / 2
    edges = int(np.count_nonzero(dark[:, 1:] != dark[:, :-1]) + np.count_nonzero(dark[1:] != dark[:-1]))
    return 2 * int(np.count_nonzero(dark)) / edges / row.height if edges else 0.0


def _usual(strokes: Sequence[tuple[float, int]]) -> float:
    """The stroke of the page's plain text: the lower quartile, by characters."""
    widths: NDArray[np.float64] = np.repeat([s for s, _ in strokes], [count for _, count in strokes])
    return float(np.quantile(widths, 0.25)) if len(widths) else 0.0


def _heavy(strokes: Sequence[float], told: Sequence[bool], usual: float) -> list[bool]:
    """Whether each stroke is thick, or nearly so beside one that is."""
    heavy = [stroke >= BOLD * usual for stroke in strokes]
    for order in (range(len(strokes)), reversed(range(len(strokes)))):
        before = False
        for index in order:
            heavy[index] = heavy[index] or (before and strokes[index] >= NEARLY_BOLD * usual)
            before = heavy[index] if told[index] else before
    return heavy


def _bold(words: Sequence[Seen], strokes: Sequence[float], usual: float) -> list[bool]:
    """Whether each word of a row is bold; a short one or a sign goes with the words beside it.

    A single word is bold only where its strokes leave no doubt: "are" is dark in any weight.
    """
    told = [sum(c.isalnum() for c in word.text) >= TOLD for word in words]
    if not any(told):
        told = [True] * len(words)
    heavy = _heavy(strokes, told, usual)
    bold: list[bool] = []
    for index in range(len(words)):
        before = next((heavy[n] for n in reversed(range(index)) if told[n]), None)
        after = next((heavy[n] for n in range(index + 1, len(words)) if told[n]), None)
        beside = [weight for weight in (before, after) if weight is not None]
        if told[index]:
            bold.append(heavy[index] and (not beside or any(beside) or strokes[index] >= SURELY_BOLD * usual))
        else:
            bold.append(all(beside))
    return bold
