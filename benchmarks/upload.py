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
    """Print the seconds from bytes to stored clauses."""
    notice = next(path for path in sorted(SAMPLES.glob("notices/*.pdf")) if len(pdfplumber.open(path).pages) == PAGES)
    content = notice.read_bytes()
    taken = []
    for _ in range(4):
        with tempfile.TemporaryDirectory() as folder:
            store = Store(str(Path(folder)))
            begin = perf_counter()
            stored = ingest_bytes(notice.name, content, store)
            clauses = len(store.extraction(stored.id).clauses)
            taken.append(perf_counter() - begin)
    print(
        f"{notice.name}: {PAGES} pages, {clauses} clauses; first {taken[0]:.2f} s, then {min(taken[1:]):.2f} s", end=""
    )
    print(" from upload to clauses (wanted: 5)")


if __name__ == "__main__":
    main()
