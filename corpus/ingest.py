"""Taking documents into the store: many at once, or one upload.

A file that fails is an entry of the result and never stops the others. Many files are read in two processes at most;
themes are labelled and rows written in the calling one, so that the models load once and one process writes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from corpus.reader import NOTHING_GIVEN, Given, labelled, read_document, rules_version
from corpus.reading import Answer, Progress, attempt, read_all
from corpus.sources import Failure, Source, gather, safe_name
from corpus.store import Store, StoredDocument
from extract.errors import ClausemapError, UnreadableError
from extract.read import OnPage
from extract.read.magic import MAX_BYTES

__all__ = ["Failure", "IngestResult", "Progress", "ingest", "ingest_bytes", "read_document"]


@dataclass(slots=True)
class IngestResult:
    """File names by what became of them."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)

    def printed(self) -> dict[str, Any]:
        """The JSON form of the output contract: names by what became of them, and failures with their reasons."""
        return asdict(self)

    @property
    def read(self) -> int:
        """How many files were read, new or not."""
        return len(self.added) + len(self.updated) + len(self.unchanged)


def ingest(
    paths: Sequence[str | Path],
    store: Store,
    on_progress: Progress | None = None,
    workers: int | None = None,
    reread: bool = False,
) -> IngestResult:
    """Take in files, folders (with all below them), patterns and ZIP archives.

    A file that the store holds already, read under the same rules, is not read again unless `reread`. `workers`: how
    many processes read; None means as many as the machine has, at most two, and one for few files.
    """
    result = IngestResult()
    with tempfile.TemporaryDirectory(prefix="clausemap-") as scratch:
        sources, failures = gather(paths, Path(scratch))
        result.failed.extend(failures)
        run = _Run(store, result, on_progress or (lambda done, total, name: None), len(sources))
        for source, answer in read_all(run.sort_out(sources, reread), workers):
            run.take_in(source, answer)
        run.settle_copies()
    return result


def ingest_bytes(
    name: str,
    data: bytes,
    store: Store,
    *,
    kind: str | None = None,
    council: str | None = None,
    issued: dt.date | None = None,
    on_page: OnPage | None = None,
) -> StoredDocument:
    """Take in one uploaded file. Raises ClausemapError with one sentence, and then nothing is stored.

    `kind`, `council` and `issued` overrule what the document says, now and whenever it is read again; where none is
    given, what was given before stays. `on_page` is told of every page of a scan that has been recognised.
    """
    safe = safe_name(name)
    if len(data) > MAX_BYTES:
        raise UnreadableError(_too_large(safe, len(data)))
    sha256 = hashlib.sha256(data).hexdigest()
    before, said = store.given(sha256), Given(kind=kind, council=council, issued=issued)
    given = before if said == NOTHING_GIVEN else said
    if given != before or store.reader_of(sha256) != rules_version():
        with tempfile.TemporaryDirectory(prefix="clausemap-") as folder:
            path = Path(folder) / safe
            path.write_bytes(data)
            found = attempt(partial(read_document, on_page=on_page, **dict(given)), path, safe)
        if isinstance(found, Exception):
            raise found
        store.add(found, data, safe, rules_version(), given)
    return store.document(sha256)


class _Run:
    """One call of `ingest`: the files seen so far by their hash, and where their names go."""

    def __init__(self, store: Store, result: IngestResult, on_progress: Progress, total: int) -> None:
        self.store, self.result, self.on_progress, self.total = store, result, on_progress, total
        self.done = 0
        self.first: dict[str, str] = {}
        self.copies: list[tuple[str, str]] = []

    def sort_out(self, sources: Sequence[Source], reread: bool) -> list[Source]:
        """The files that must be read; copies of others and files that are known already are put aside."""
        to_read = []
        for source in sources:
            try:
                sha256 = _hash(source)
            except ClausemapError as why:
                self._fail(source.name, str(why))
                continue
            if sha256 in self.first:
                self.copies.append((source.name, self.first[sha256]))
                continue
            self.first[sha256] = source.name
            if not reread and self.store.reader_of(sha256) == rules_version():
                self._done(self.result.unchanged, source.name)
            else:
                to_read.append(replace(source, given=self.store.given(sha256)))
        return to_read

    def take_in(self, source: Source, answer: Answer) -> None:
        """Store what was read of a file, or note why it was not."""
        name = source.path.name
        found = answer if isinstance(answer, Exception) else attempt(labelled, answer, name)
        if isinstance(found, Exception):
            self._fail(source.name, str(found))
            return
        try:
            change = self.store.add(found, _content(source.path), name, rules_version(), source.given)
        except ClausemapError as why:
            self._fail(source.name, str(why))
        else:
            self._done(getattr(self.result, change), source.name)

    def settle_copies(self) -> None:
        """A copy of a file of the same run adds nothing to it, or fails as it did."""
        reasons = {failure.file: failure.reason for failure in self.result.failed}
        for name, first in self.copies:
            if first in reasons:
                self._fail(name, reasons[first])
            else:
                self._done(self.result.unchanged, name)

    def _done(self, names: list[str], name: str) -> None:
        names.append(name)
        self.done += 1
        self.on_progress(self.done, self.total, name)

    def _fail(self, name: str, reason: str) -> None:
        self.result.failed.append(Failure(name, reason))
        self.done += 1
        self.on_progress(self.done, self.total, name)


def _hash(source: Source) -> str:
    """The SHA-256 of a file. Raises UnreadableError where it is too large or cannot be opened."""
    try:
        size = source.path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableError(_too_large(source.path.name, size))
        with source.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as why:
        raise UnreadableError(f"{source.path.name}: the file cannot be opened ({why.strerror}).") from None


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as why:
        raise UnreadableError(f"{path.name}: the file went away while it was read ({why.strerror}).") from None


def _too_large(name: str, size: int) -> str:
    return f"{name}: the file is larger than the limit of {MAX_BYTES >> 20} MB (it has {size >> 20}); save it smaller."
