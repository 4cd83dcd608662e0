"""The reading process: every job runs in a child of its own, under limits of memory, processor time and wall time.

`python -m extract.read.worker` loads the readers once and then forks a child for each job, so that a document costs
milliseconds and not a new start, and a file that breaks or fills its child leaves nothing behind. Jobs come as JSON
lines on standard input; each answer is a line of JSON {"status", "length"} and so many bytes.

Status 0: the answer; REFUSED: a refusal as JSON; TIMED_OUT: stopped at a time limit; TOO_LONG: the answer was more
than a document's can be; else the reader broke.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import TypeAdapter

from extract.document import Reading, Table, TaggedItem, Warning
from extract.errors import ClausemapError
from extract.read.bounds import refuse_excess
from extract.read.limits import MEMORY_BYTES, OCR_MEMORY_BYTES, bind_to_parent, limit
from extract.read.scanned import PageText

READERS = {
    "pdf": ("pdf", "read_pdf"),
    "docx": ("docx", "read_docx"),
    "odt": ("odt", "read_odt"),
    "xlsx": ("xlsx", "read_xlsx"),
    "xls": ("xls", "read_xls"),
    "ods": ("ods", "read_ods"),
    "html": ("html", "read_html"),
    "text": ("text", "read_text"),
    "tables": ("tables", "pdf_tables"),
    "items": ("tags", "list_items"),
    "picture": ("pdf", "picture"),
    "ocr": ("ocr", "read_page"),
    "ocr models": ("ocr", "load"),
}
MAX_ANSWER_BYTES = 64 << 20
REFUSED, TIMED_OUT, BROKEN, TOO_LONG = 3, 4, 5, 6
_CHUNK = 1 << 16


def answer(job: dict[str, Any]) -> bytes:
    """Do one job with the reader that it asks for."""
    path, read = Path(job["path"]), reader_of(job["task"])
    if job["task"] == "picture":
        return bytes(read(path, job["page"], job["scale"]))
    if job["task"] == "tables":
        return TypeAdapter(tuple[tuple[Table, ...], tuple[Warning, ...]]).dump_json(read(path))
    if job["task"] == "ocr":
        page: PageText = read(path, job["page"])
        return page.model_dump_json().encode()
    if job["task"] == "items":
        return TypeAdapter(tuple[TaggedItem, ...]).dump_json(read(path, job["pages"]))
    reading: Reading = read(path, job["sha256"])
    refuse_excess(reading)
    return reading.model_copy(update={"file": job["file"]}).model_dump_json().encode()


def reader_of(task: str) -> Callable[..., Any]:
    """The function that does a task; its libraries are loaded at the first call."""
    module, function = READERS[task]
    found: Callable[..., Any] = getattr(importlib.import_module(f"extract.read.{module}"), function)
    return found


def attempt(job: dict[str, Any]) -> tuple[int, bytes]:
    """Status and answer of one job, done in this process under the limits."""
    limit(job["cpu_seconds"], OCR_MEMORY_BYTES if job["task"] == "ocr" else MEMORY_BYTES)
    try:
        return 0, answer(job)
    except ClausemapError as error:
        return REFUSED, json.dumps({"error": type(error).__name__, "message": str(error)}).encode()
    except MemoryError:
        return BROKEN, b""


def in_child(job: dict[str, Any], seconds: float) -> tuple[int, bytes]:
    """Status and answer of one job, done in a forked child that is killed after so many seconds."""
    source, sink = os.pipe()
    gc.freeze()  # what is there now is never looked at again, so the child need not copy it
    child = os.fork()
    if child == 0:
        bind_to_parent()
        os.close(source)
        _be_child(job, sink)
    os.close(sink)
    answered, stopped = _drain(source, time.monotonic() + seconds)
    if stopped:
        os.kill(child, signal.SIGKILL)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)  # programs that it started, as that for text recognition
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if stopped or status == -signal.SIGXCPU:
        return stopped or TIMED_OUT, b""
    return (status, answered) if status in (0, REFUSED) else (BROKEN, str(status).encode())


def _be_child(job: dict[str, Any], sink: int) -> None:
    """Do the job, write the answer, end without running what the parent has registered for its end."""
    status = BROKEN
    try:
        status, content = attempt(job)
        with os.fdopen(sink, "wb") as out:
            out.write(content)
    finally:
        os._exit(status)


def _drain(source: int, until: float) -> tuple[bytes, int]:
    """All that is written before the other end closes, and 0; else nothing and the status that says why."""
    answered = bytearray()
    with os.fdopen(source, "rb", buffering=0) as pipe:
        while select.select([pipe], [], [], max(until - time.monotonic(), 0))[0]:
            part = os.read(source, _CHUNK)
            if not part:
                return bytes(answered), 0
            answered += part
            if len(answered) > MAX_ANSWER_BYTES:
                return b"", TOO_LONG
        return b"", TIMED_OUT


def serve(jobs: BinaryIO, out: BinaryIO) -> None:
    """Answer jobs until there are no more; without fork (Windows) the first job is done here and ends the process."""
    for line in jobs:
        job = json.loads(line)
        reader_of(job["task"])  # loaded before the fork, so that every later job finds it loaded
        if job["task"] == "ocr":
            reader_of("ocr models")()
        status, content = in_child(job, job["seconds"]) if hasattr(os, "fork") else attempt(job)
        out.write(json.dumps({"status": status, "length": len(content)}).encode() + b"\n" + content)
        out.flush()
        if not hasattr(os, "fork"):
            return


def main() -> None:
    """Serve on standard input and output; what readers print must not spoil the answers."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, out)


if __name__ == "__main__":
    main()
