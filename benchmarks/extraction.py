"""Reading born-digital PDFs end to end, against pdfplumber's words alone over the same pages."""

from __future__ import annotations

import time
from pathlib import Path

import pdfplumber
from timing import reports, seconds

from extract.pipeline import extract


def peer(path: Path) -> int:
    """The number of words that pdfplumber finds, page by page."""
    count = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            count += len(page.extract_words(x_tolerance_ratio=0.15, extra_attrs=["fontname", "size"]))
            page.close()
    return count


def main() -> None:
    """Print pages a second of both, and the ratio, document by document and in all."""
    ours = theirs = 0.0
    pages = 0
    extract(reports(1)[0])
    for path in reports(6):
        own = seconds(lambda path=path: extract(path), runs=2)
        begin = time.perf_counter()
        peer(path)
        other = time.perf_counter() - begin
        with pdfplumber.open(path) as pdf:
            count = len(pdf.pages)
        pages, ours, theirs = pages + count, ours + own, theirs + other
        print(
            f"{path.name:46} {count:3} pages  extract {count / own:6.1f} pages/s  {other / own:5.1f} times pdfplumber"
        )
    print(f"all: extract {pages / ours:.1f} pages/s, pdfplumber's words alone {pages / theirs:.1f} pages/s")
    print(f"ratio {theirs / ours:.1f} (wanted: at least 5)")


if __name__ == "__main__":
    main()
