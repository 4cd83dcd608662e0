"""Tesseract as a subprocess: a page's picture in, its words with boxes out."""

from __future__ import annotations

import csv
import functools
import io
import os
import shutil
import subprocess
from collections.abc import Iterator

from PIL import Image

from extract.read.ocr_rows import Seen
from extract.read.scan import DPI, Scan

LANGUAGE = "eng"
PAGE_MODE = "4"  # one column of text of several sizes; what stands apart is put together by its baseline anyway
SECONDS = 45
"""Tesseract is stopped after so many seconds; a dense page takes two."""


@functools.cache
def installed() -> bool:
    """True where `tesseract` can be run and knows English."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=SECONDS)
    return listed.returncode == 0 and LANGUAGE in listed.stdout.split()


def seen_on(scan: Scan) -> list[Seen]:
    """The words on a page in the engine's order.

    Raises OSError or subprocess.SubprocessError where the program fails or takes too long.
    """
    picture = io.BytesIO()
    # Black and white: a tenth quicker than grey, and as right (0.3% of the characters wrong at most, noisy or clean).
    Image.fromarray(~scan.ink).save(picture, "PPM")
    done = subprocess.run(
        ["tesseract", "-", "-", "-l", LANGUAGE, "--psm", PAGE_MODE, "--dpi", str(DPI),
         "-c", "tessedit_do_invert=0", "tsv"],
        input=picture.getvalue(), capture_output=True, check=True, timeout=SECONDS,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )  # fmt: skip
    return list(_words(done.stdout.decode("utf-8", "replace")))


def _words(table: str) -> Iterator[Seen]:
    """The rows of Tesseract's TSV that hold a word (level 5)."""
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row["text"] or "").strip()
        if row["level"] == "5" and text:
            left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
            line = "/".join(row[name] for name in ("block_num", "par_num", "line_num"))
            yield Seen(text, (left, top, left + width, top + height), float(row["conf"]) / 100, line)
