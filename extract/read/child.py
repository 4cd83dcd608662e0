"""The limited child process in which every file is opened.

A 6 KB PDF can hang or abort its reader and a 45 KB DOCX can fill the memory; in a child of its own such a file is one
failed document, and the server lives.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path

from pydantic import TypeAdapter

from extract.document import Reading, Table, TaggedItem, Warning
from extract.errors import NoTextError, UnreadableError
from extract.read.magic import MAX_BYTES, media_of
from extract.read.pool import Pool
from extract.read.scanned import OnPage, PageText, with_recognised
from extract.read.worker import REFUSED, TIMED_OUT

WALL_SECONDS = 120
TABLES = TypeAdapter(tuple[tuple[Table, ...], tuple[Warning, ...]])
ITEMS = TypeAdapter(tuple[TaggedItem, ...])


def read(path: Path, on_page: OnPage | None = None) -> Reading:
    """The words or paragraphs of a file of any of the readable formats (`magic.SUFFIXES`).

    Pages that are pictures are recognised one by one, and `on_page` is told how many are done and how many there are.
    Raises UnreadableError with one sentence for a file that cannot be read, NoTextError for one without any text.
    """
    content = _content(path)
    media = media_of(path, content)
    sha256 = hashlib.sha256(content).hexdigest()
    answer = _ask(path, {"task": media, "path": str(path.resolve()), "file": path.name, "sha256": sha256})
    reading = Reading.model_validate_json(answer)
    return with_recognised(reading, partial(_recognise, path), on_page) if media == "pdf" else reading


def _recognise(path: Path, page: int) -> PageText:
    """The words of one pictured page (1-based) of a PDF."""
    job = {"task": "ocr", "path": str(path.resolve()), "page": page}
    return PageText.model_validate_json(_ask(path, job))


def read_tables(path: Path) -> tuple[tuple[Table, ...], tuple[Warning, ...]]:
    """The tables of a PDF in reading order, and what of them could not be read."""
    return TABLES.validate_json(_ask(path, {"task": "tables", "path": str(path.resolve())}))


def read_list_items(path: Path, pages: Iterable[int]) -> tuple[TaggedItem, ...]:
    """The list items that the tags of a PDF have on these pages (1-based); empty where they are not tagged."""
    return ITEMS.validate_json(_ask(path, {"task": "items", "path": str(path.resolve()), "pages": sorted(set(pages))}))


def page_png(path: Path, page: int, scale: float = 1.5) -> bytes:
    """A picture of one page (1-based) of a PDF as PNG, `scale` pixels a point."""
    return _ask(path, {"task": "picture", "path": str(path.resolve()), "page": page, "scale": scale})


def _content(path: Path) -> bytes:
    """The file's bytes, refused before reading where it is missing, empty or too large."""
    if not path.is_file():
        raise UnreadableError(f"{path.name}: there is no such file; check the name and the folder.")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise UnreadableError(
            f"{path.name}: the file has {size >> 20} MB and the limit is {MAX_BYTES >> 20} MB; save it smaller."
        )
    if size == 0:
        raise UnreadableError(f"{path.name}: the file is empty; save or download it again.")
    return path.read_bytes()


def _ask(path: Path, job: dict[str, object]) -> bytes:
    """Run one job in a child; its answer, or the child's refusal as an error with one sentence."""
    status, content = _pool().ask(job, WALL_SECONDS)
    if status == 0:
        return content
    if status == REFUSED:
        refusal = json.loads(content)
        error = NoTextError if refusal["error"] == "NoTextError" else UnreadableError
        raise error(refusal["message"])
    if status == TIMED_OUT:
        raise UnreadableError(
            f"{path.name}: reading it took longer than {WALL_SECONDS} seconds and was stopped; "
            "the file may be damaged: save it again from its own program."
        )
    raise UnreadableError(
        f"{path.name}: its reader stopped without an answer; the file is damaged or asks for more memory than is "
        "allowed: save it again from its own program."
    )


@cache
def _pool() -> Pool:
    return Pool()
