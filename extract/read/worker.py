"""The child's side: one job in, one answer out, under limits of memory and processor time.

Exit status 0: the answer stands on standard output; 3: a refusal as JSON; anything else: the reader broke.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

MEMORY_BYTES = 2 << 30
CPU_SECONDS = 90


def limit() -> None:
    """Cap memory and processor time where the system can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(job: dict[str, Any]) -> bytes:
    """Do one job with the reader that it asks for."""
    path, task = Path(job["path"]), job["task"]
    if task == "picture":
        from extract.read.pdf import picture

        return picture(path, job["page"], job["scale"])
    if task == "tables":
        from pydantic import TypeAdapter

        from extract.document import Table
        from extract.read.tables import pdf_tables

        return TypeAdapter(tuple[Table, ...]).dump_json(pdf_tables(path))
    if task == "pdf":
        from extract.read.pdf import read_pdf as reader
    elif task == "docx":
        from extract.read.docx import read_docx as reader
    elif task == "xlsx":
        from extract.read.xlsx import read_xlsx as reader
    else:
        from extract.read.text import read_text as reader
    reading = reader(path, job["sha256"])
    return reading.model_copy(update={"file": job["file"]}).model_dump_json().encode()


def main() -> int:
    """Read the job, answer it, say a refusal as data."""
    from extract.errors import ClausemapError

    job = json.load(sys.stdin)
    # Readers that print to standard output must not spoil the answer.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit()
    try:
        out.write(answer(job))
    except ClausemapError as error:
        out.write(json.dumps({"error": type(error).__name__, "message": str(error)}).encode())
        return 3
    finally:
        out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
