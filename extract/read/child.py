"""The limited child process in which every file is opened.

A 6 KB PDF can hang or abort its reader and a 45 KB DOCX can fill the memory; in a child of its own such a file is one
failed document, and the server lives.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter

from extract.document import Media, Reading, Table, TaggedItem, Warning
from extract.errors import NoTextError, UnreadableError
from extract.read.magic import MAX_BYTES, media_of
from extract.read.pool import Pool
from extract.read.scanned import OnPage, PageText, with_recognised
from extract.read.worker import REFUSED, TIMED_OUT, TOO_LONG

CPU_SECONDS, CPU_SECONDS_A_MB = 15.0, 2.0
"""Processor time for a file that is no PDF; a PDF is allowed more by the page, once its pages are counted."""
OCR_CPU_SECONDS = 90.0
WALL_SECONDS = 300.0
"""For what waits without working; work is stopped by its processor time."""
TABLES = TypeAdapter(tuple[tuple[Table, ...], tuple[Warning, ...]])
ITEMS = TypeAdapter(tuple[TaggedItem, ...])
POOL = Pool()


def read(path: Path, on_page: OnPage | None = None) -> Reading:
    """The words or paragraphs of a file of any of the readable formats (`magic.SUFFIXES`).

    Pages that are pictures are recognised one by one, and `on_page` is told how many are done and how many there are.
    Raises UnreadableError with one sentence for a file that cannot be read, NoTextError for one without any text.
    """
    media, sha256, before = _identity(path)
    job = {"task": media, "path": _place(path), "file": path.name, "sha256": sha256}
    cpu_seconds = CPU_SECONDS if media == "pdf" else CPU_SECONDS + CPU_SECONDS_A_MB * before.st_size / (1 << 20)
    try:
        answer = _ask(path, job, cpu_seconds)
    finally:
        _refuse_changes(path, before)
    reading = Reading.model_validate_json(answer)
    return with_recognised(reading, partial(_recognise, path), on_page) if media == "pdf" else reading


def _recognise(path: Path, page: int) -> PageText:
    """The words of one pictured page (1-based) of a PDF."""
    job = {"task": "ocr", "path": _place(path), "page": page}
    return PageText.model_validate_json(_ask(path, job, OCR_CPU_SECONDS))


def read_tables(path: Path) -> tuple[tuple[Table, ...], tuple[Warning, ...]]:
    """The tables of a PDF in reading order, and what of them could not be read."""
    return TABLES.validate_json(_ask(path, {"task": "tables", "path": _place(path)}, CPU_SECONDS))


def read_list_items(path: Path, pages: Iterable[int]) -> tuple[TaggedItem, ...]:
    """The list items that the tags of a PDF have on these pages (1-based); empty where they are not tagged.

    A second opinion: where the tags bring their reader down there is none, and the document is read all the same.
    """
    job = {"task": "items", "path": _place(path), "pages": sorted(set(pages))}
    try:
        return ITEMS.validate_json(_ask(path, job, CPU_SECONDS))
    except UnreadableError:
        return ()


def page_png(path: Path, page: int, scale: float = 1.5) -> bytes:
    """A picture of one page (1-based) of a PDF as PNG, `scale` pixels a point."""
    return _ask(path, {"task": "picture", "path": _place(path), "page": page, "scale": scale}, CPU_SECONDS)


def _identity(path: Path) -> tuple[Media, str, os.stat_result]:
    """What a file is, its SHA-256 and its state; refused where it is missing, empty or too large to be opened."""
    if path.exists() and not path.is_file():
        raise UnreadableError(f"{path.name}: this is a folder or a device and no file; name the file itself.")
    if not path.is_file():
        raise UnreadableError(f"{path.name}: there is no such file; check the name and the folder.")
    before = path.stat()
    size = before.st_size
    if size > MAX_BYTES:
        raise UnreadableError(
            f"{path.name}: the file has {size >> 20} MB and the limit is {MAX_BYTES >> 20} MB; save it smaller."
        )
    if size == 0:
        raise UnreadableError(f"{path.name}: the file is empty; save or download it again.")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"{path.name}: the file cannot be opened ({error.strerror}); check that you may read it."
        ) from error
    return media_of(path, content), hashlib.sha256(content).hexdigest(), before


def _refuse_changes(path: Path, before: os.stat_result) -> None:
    """Raise UnreadableError where the file is no longer the one whose SHA-256 was taken."""
    now = path.stat() if path.is_file() else None
    if now is None or (now.st_ino, now.st_size, now.st_mtime_ns) != (before.st_ino, before.st_size, before.st_mtime_ns):
        raise UnreadableError(
            f"{path.name}: the file was changed or went away while it was read; try again when it is saved."
        )


def _place(path: Path) -> str:
    """Where the file is, for a process that may run in another folder."""
    return os.path.abspath(path)  # noqa: PTH100 - resolve() follows links, and fails on those that go in a ring


def _ask(path: Path, job: Mapping[str, object], cpu_seconds: float) -> bytes:
    """Run one job in a child; its answer, or the child's refusal as an error with one sentence."""
    status, content = POOL.ask({**job, "cpu_seconds": cpu_seconds}, WALL_SECONDS)
    if status == 0:
        return content
    if status == REFUSED:
        refusal = json.loads(content)
        error = NoTextError if refusal["error"] == "NoTextError" else UnreadableError
        raise error(refusal["message"])
    raise UnreadableError(f"{path.name}: {_failure(path, status)}")


def _failure(path: Path, status: int) -> str:
    """Why a file has no answer, and what to do."""
    if not path.is_file():
        return "there is no such file any more; check the name and the folder."
    if status == TIMED_OUT:
        return (
            "reading it took longer than a file of its size may take and was stopped; "
            "the file may be damaged: save it again from its own program, or split it."
        )
    if status == TOO_LONG:
        return "it holds more than a document can hold; take out what is no part of the document, or split it."
    return (
        "its reader stopped without an answer; the file is damaged or asks for more memory than is allowed: "
        "save it again from its own program."
    )
