"""RapidOCR from its wheel (PP-OCRv6 models in ONNX): a page's picture in, its words with boxes out.

The models lie in the wheel and are loaded by path, so that nothing is ever fetched.
"""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.read.ocr_rows import PixelBox, Seen
from extract.read.scan import Ink, Scan

DETECTION_SIDE = 1280  # pixels of the longer side on which lines are looked for; they are read at full size
LEVEL = 0.3  # share of the lower height by which the middles of two boxes of one line may differ
LOST_GAP = 0.35  # heights of a box without ink between a sign that was not read and the first character
MODELS = {"Det": "PP-OCRv6_det_small.onnx", "Rec": "PP-OCRv6_rec_small.onnx"}


class _Line(NamedTuple):
    """A line of text as it was found; `places` are the boxes of its characters without the spaces."""

    box: PixelBox
    text: str
    score: float
    places: list[PixelBox]

    def centres(self) -> list[float]:
        """Where the middle of every character stands: an equal share of the line where the reader told no places."""
        text = " ".join(self.text.split())
        if len(self.places) == len(text.replace(" ", "")):
            return [(place[0] + place[2]) / 2 for place in self.places]
        width = (self.box[2] - self.box[0]) / max(len(text), 1)
        return [self.box[0] + (at + 0.5) * width for at, c in enumerate(text) if c != " "]


def installed() -> bool:
    """True where the wheel and its models are there."""
    return importlib.util.find_spec("cv2") is not None and all(path.is_file() for path in _models().values())


def load() -> None:
    """Load the models; called before a child is forked, so that every page finds them loaded."""
    _reader()


def seen_on(scan: Scan) -> list[Seen]:
    """The words on a page, line by line."""
    found = _reader()(np.repeat(scan.grey[:, :, None], 3, axis=2), use_det=True, use_rec=True)
    if found.boxes is None:
        return []
    lines = [
        _Line(_around(box), text, float(score), [_around(place) for *_, place in places])
        for box, text, score, places in zip(found.boxes, found.txts, found.scores, found.word_results, strict=True)
    ]
    return [seen for number, line in enumerate(lines) for seen in _words(_cut(line, lines), scan.ink, str(number))]


def _models() -> dict[str, Path]:
    found = importlib.util.find_spec("rapidocr")
    folder = Path(found.origin).parent / "models" if found and found.origin else Path()
    return {part: folder / name for part, name in MODELS.items()}


@functools.cache
def _reader() -> Any:
    """The reader with its models, of one thread: a pool of threads would not outlive the fork."""
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(0)
    reader = RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.text_score": 0.0,
            "Global.max_side_len": 10_000,
            "Global.return_word_box": True,
            "Global.return_single_char_box": True,
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.limit_type": "max",
            "Det.limit_side_len": DETECTION_SIDE,
            "Rec.rec_batch_num": 1,
            **{f"{part}.model_path": str(path) for part, path in _models().items()},
        }
    )
    # The models are loaded at their first use; what is said of use here holds until it is said anew.
    blank = np.full((64, 256, 3), 255, np.uint8)
    reader(blank, use_det=True, use_rec=False)
    reader(blank, use_det=False, use_rec=True)
    return reader


def _around(corners: Any) -> PixelBox:
    """The upright box around four corners."""
    across, down = np.asarray(corners).T
    return max(int(across.min()), 0), max(int(down.min()), 0), int(across.max()), int(down.max())


def _cut(line: _Line, lines: Sequence[_Line]) -> _Line:
    """The line without the characters that it has of the one to its right, whose first letter its box overlaps."""
    left, top, right, bottom = line.box
    for other in lines:
        apart = abs(top + bottom - other.box[1] - other.box[3]) / 2
        level = apart < LEVEL * min(bottom - top, other.box[3] - other.box[1])
        if level and left < other.box[0] < right < other.box[2]:
            right = other.box[0]
    if right == line.box[2]:
        return line
    kept = sum(centre < right for centre in line.centres())
    text = ""
    for c in line.text:
        if c != " " and kept == 0:
            break
        text += c
        kept -= c != " "
    return _Line((left, top, right, bottom), text.strip(), line.score, line.places[: len(text.replace(" ", ""))])


def _words(line: _Line, ink: Ink, name: str) -> Iterator[Seen]:
    """The words of one line: parted at the widest space between the last character of one and the first of the next."""
    words = line.text.split()
    if not words:
        return
    left, top, right, bottom = line.box
    inked: NDArray[np.bool_] = np.logical_or.reduce(ink[top:bottom, left:right], axis=0)
    dark = np.flatnonzero(inked)
    centres = [centre - left for centre in line.centres()]
    blank, first = _space(inked, 0.0, centres[0])
    if len(dark) and (first - blank < LOST_GAP * (bottom - top) or dark[0] >= blank):
        first = int(dark[0])  # nothing stands before the first character
    edges = [first]
    taken = 0
    for word in words[:-1]:
        taken += len(word)
        edges += _space(inked, centres[taken - 1], centres[taken])
    edges.append(int(dark[-1]) + 1 if len(dark) else right - left)
    for index, word in enumerate(words):
        start, end = edges[2 * index], max(edges[2 * index + 1], edges[2 * index] + 1)
        yield Seen(word, (left + start, top, left + end, bottom), line.score, name)


def _space(inked: NDArray[np.bool_], start: float, end: float) -> tuple[int, int]:
    """First and last column of the widest run without ink between two columns; the middle where there is none."""
    low, high = max(int(start), 0), min(int(end) + 1, len(inked))
    dark = np.flatnonzero(inked[low:high])
    if not len(dark):
        return low, high
    bounds = np.concatenate(([-1], dark, [high - low]))
    widest = int(np.argmax(np.diff(bounds)))
    if bounds[widest + 1] - bounds[widest] <= 1:
        middle = (low + high) // 2
        return middle, middle
    return low + int(bounds[widest]) + 1, low + int(bounds[widest + 1])
