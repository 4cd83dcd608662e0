"""Reading many files, in more than one process where that gains something."""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from corpus.errors import IngestError
from corpus.reader import extracted
from corpus.sources import Source
from extract.errors import ClausemapError, UnreadableError
from extract.schema import Extraction

Answer = Extraction | ClausemapError
"""What was found in a file, or why nothing was."""
Progress = Callable[[int, int, str], None]
"""Called with how many files are done, how many there are, and the name of the one just done."""

FEW = 4
"""So many files are read in the calling process: starting others costs more than they gain."""
MAX_WORKERS = 2
_log = logging.getLogger(__name__)


def read_all(sources: Sequence[Source], workers: int | None) -> Iterator[tuple[Source, Answer]]:
    """Every file with its extraction or the reason why there is none."""
    if len(sources) <= FEW or _processes(workers) <= 1:
        for source in sources:
            yield source, _extract(source)
        return
    left = list(sources)
    try:
        for source, answer in _read_in_pool(sources, _processes(workers)):
            left.remove(source)
            yield source, answer
    except BrokenProcessPool:
        # One of the files brought its process down. The rest go one by one, each in a process of its own.
        for source in left:
            yield source, _extract_apart(source)


def _processes(workers: int | None) -> int:
    """How many processes read: one in a thread of a server, where others may look for the main module meanwhile."""
    if threading.current_thread() is not threading.main_thread():
        return 1
    return workers if workers is not None else min(MAX_WORKERS, os.cpu_count() or 1)


def _read_in_pool(sources: Sequence[Source], count: int) -> Iterator[tuple[Source, Answer]]:
    """As `read_all`, in several processes; no more files are under way than can be stored soon."""
    waiting = iter(sources)
    with ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as pool:

        def submit(source: Source) -> Future[Answer]:
            return pool.submit(_extract, source)

        with _no_main_module():
            running = {submit(source): source for source in islice(waiting, 2 * count)}
        while running:
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                source = running.pop(future)
                if (following := next(waiting, None)) is not None:
                    running[submit(following)] = following
                yield source, future.result()


@contextmanager
def _no_main_module() -> Iterator[None]:
    """Hide the main module while processes start, which would run it again.

    They need none of it, and it may be a notebook, standard input, or a script that does everything when it is run.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _extract(source: Source) -> Answer:
    return attempt(lambda path: extracted(path, source.given), source.path, source.path.name)


def _extract_apart(source: Source) -> Answer:
    try:
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            with _no_main_module():
                future = pool.submit(_extract, source)
            return future.result()
    except BrokenProcessPool:
        return UnreadableError(f"{source.path.name}: it brought its reader down; save it again from its own program.")


def attempt(step: Callable[[Any], Extraction], argument: Path | Extraction, name: str) -> Answer:
    """What the step makes of a file, or the error whose one sentence says why there is nothing."""
    try:
        return step(argument)
    except ClausemapError as why:
        return why
    except Exception as why:  # noqa: BLE001 - a fault on one file must not stop the others; it is told as such
        _log.info("a fault while reading %s", name, exc_info=True)
        return IngestError(
            f"{name}: it was not read because of a fault in Clausemap ({type(why).__name__}); report it."
        )
