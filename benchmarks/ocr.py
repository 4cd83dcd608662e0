"""OCR by both engines: character error on clean scans of printed pages, processor seconds a page, peak memory.

The scans are made here from pages with a text layer, drawn at 200 dpi, so that every printed character is known. Each
engine runs in a process of its own; Tesseract, a program of its own, is counted with it.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from rapidfuzz.distance import Levenshtein
from timing import SHARED, samples

from extract.layout.lines import lines_of
from extract.read import ocr, read
from extract.read.scan import Scan, scan_of

PAGES = 18
WANTED_ERROR = 0.02
WANTED_SECONDS = {"tesseract": 1.5, "rapidocr": 9.0}


def printed() -> list[Path]:
    """Notices with a text layer: the real ones where they are present, else the samples."""
    shared = sorted((SHARED / "notices").glob("*_improvement_notice.pdf")) if SHARED.is_dir() else []
    return shared or [path for path in samples("*.pdf") if "scanned" not in path.name]


def pages() -> Iterator[tuple[Scan, str]]:
    """Scans of pages, each with what is printed on it."""
    count = 0
    for path in printed():
        words = read(path).words
        pdf = pypdfium2.PdfDocument(path)
        for number in range(1, len(pdf) + 1):
            text = " ".join(line.text for line in lines_of(word for word in words if word.page == number))
            scan = scan_of(pdf[number - 1])
            if scan is not None and text and count < PAGES:
                count += 1
                yield scan, text
        pdf.close()


def plain(text: str) -> str:
    """The text with its quotes, dashes and spaces in one form, without bullets."""
    text = text.translate(str.maketrans("‘’“”–—", "''\"\"--"))
    return " ".join(re.sub(r"[\ue000-\uf8ff•■◼▪●]", " ", text).split())


def processor_seconds() -> float:
    """Processor time of this process and of the programs that it has run."""
    return sum(os.times()[:4])


def measure(engine: str) -> None:
    """Print the figures of one engine."""
    if engine == "rapidocr":
        ocr.ocr_rapid.load()
    wrong = characters = count = 0
    spent = 0.0
    begin = time.perf_counter()
    for scan, text in pages():
        before = processor_seconds()
        page = ocr.recognised(scan, 1, engine)
        spent += processor_seconds() - before
        found = " ".join(line.text for line in lines_of(page.words))
        wrong += Levenshtein.distance(plain(text), plain(found))
        characters += len(plain(text))
        count += 1
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) >> 10
    print(
        f"{engine}: {count} pages, character error {wrong / characters:.2%} (wanted: below {WANTED_ERROR:.0%}), "
        f"{spent / count:.2f} CPU-s a page (wanted: {WANTED_SECONDS[engine]}), peak {peak} MB, "
        f"{time.perf_counter() - begin:.0f} s in all"
    )


def main() -> None:
    """Measure every engine that is installed."""
    if len(sys.argv) > 1:
        measure(sys.argv[1])
        return
    for engine, reader in ocr.READERS.items():
        if not reader.installed():
            print(f"{engine}: not installed")
            continue
        subprocess.run([sys.executable, __file__, engine], check=True)


if __name__ == "__main__":
    main()
