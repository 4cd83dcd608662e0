"""Reading born-digital PDFs end to end, against pdfplumber's words alone over the same pages.

End to end is reading in the limited child process, layout, the kind's clauses, the second opinion of the tags and the
ledger; what each clause says has a benchmark of its own. Reading process and caller take turns, so wall time is one
core's. Two further peers are measured where they are installed.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
from timing import reports, seconds
from timing import samples as sample_documents

from extract.kinds import inspection
from extract.kinds.second_opinion import compare_items, pages_of
from extract.layout import compose
from extract.ledger import ledger_of, sentences_of
from extract.pipeline import extract
from extract.read import read, read_list_items

REPORTS = 25
WANTED_PAGES, WANTED_RATIO, WANTED_CHILD = 60, 6, 0.3


def clauses(path: Path) -> int:
    """The number of clauses of a report, found without their facts."""
    document = compose(read(path))
    parts = inspection.parts_of(document)
    if pages := pages_of(parts):
        compare_items(document, parts, read_list_items(path, pages))
    ledger_of(sentences_of(document, parts.roles))
    return len(parts.clauses)


def plumber(path: Path) -> int:
    """The number of words that pdfplumber finds, page by page."""
    count = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            count += len(page.extract_words(x_tolerance_ratio=0.15, extra_attrs=["fontname", "size"]))
            page.close()
    return count


def docling(path: Path) -> int:
    """The number of words that docling-parse finds, page by page."""
    from docling_parse.pdf_parser import DoclingPdfParser

    document = DoclingPdfParser().load(str(path))
    return sum(len(page.word_cells) for _, page in document.iterate_pages())


def kreuzberg(path: Path) -> int:
    """The length of the text that kreuzberg extracts."""
    from kreuzberg import extract_file_sync

    return len(extract_file_sync(str(path)).content)


PEERS: dict[str, tuple[str, Callable[[Path], int]]] = {
    "pdfplumber's words": ("pdfplumber", plumber),
    "docling-parse's words": ("docling_parse", docling),
    "kreuzberg's text": ("kreuzberg", kreuzberg),
}


def main() -> None:
    """Print pages a second of every reader over the same reports, and what the child process costs."""
    paths = reports(REPORTS)
    pages = 0
    for path in paths:
        with pdfplumber.open(path) as pdf:
            pages += len(pdf.pages)
    clauses(paths[0])
    readers = {"to clauses": clauses, "with all facts": extract}
    for name, (module, count) in PEERS.items():
        if importlib.util.find_spec(module) is None:
            print(f"{name}: not installed")
        else:
            readers[name] = count
    taken = dict.fromkeys(readers, 0.0)
    for path in paths:  # all readers take turns, so that a machine that slows down slows all of them
        for name, step in readers.items():
            begin = time.perf_counter()
            step(path)
            taken[name] += time.perf_counter() - begin
    ours = taken["to clauses"]
    print(f"{len(paths)} reports, {pages} pages (wanted: {WANTED_PAGES} pages/s, {WANTED_RATIO} times pdfplumber)")
    for name, spent in taken.items():
        print(f"{name}: {pages / spent:.1f} pages/s, ratio {spent / ours:.1f}")
    small = min(sample_documents("*.docx"), key=lambda path: path.stat().st_size)
    cost = seconds(lambda: read(small), runs=9)
    print(
        f"a Word file of {small.stat().st_size >> 10} kB through the warm child: {cost:.3f} s (wanted: {WANTED_CHILD})"
    )


if __name__ == "__main__":
    main()
