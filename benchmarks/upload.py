"""From an uploaded 13-page notice to its clauses, as the application does it, after warm-up."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter

import pdfplumber
from timing import SAMPLES

from corpus.ingest import ingest_bytes
from corpus.store import Store

PAGES = 13


def main() -> None:
    """Print the seconds of a first document, then of the long one, none of whose texts was seen before."""
    notices = sorted(SAMPLES.glob("notices/*.pdf"))
    long = next(path for path in notices if len(pdfplumber.open(path).pages) == PAGES)
    warm_up = next(path for path in notices if path != long and "scanned" not in path.stem)
    cold, _ = upload(warm_up)
    warm, clauses = upload(long)
    print(f"first document after a start, models and all: {cold:.2f} s")
    print(f"{long.name}: {PAGES} pages, {clauses} clauses; {warm:.2f} s from upload to clauses (wanted: 5)")


def upload(path: Path) -> tuple[float, int]:
    """Seconds from a file's bytes to its stored clauses in a new store, and how many there are."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(folder)
        begin = perf_counter()
        stored = ingest_bytes(path.name, path.read_bytes(), store)
        clauses = len(store.extraction(stored.id).clauses)
        return perf_counter() - begin, clauses


if __name__ == "__main__":
    main()
