"""The documents that are kept, with their original files: the only place that speaks SQL.

An original is kept by its SHA-256 in `files/` beside an SQLite database, or in the folder that the users of a
PostgreSQL one share. It is on the disk before its row is committed, so no row is ever without its file. What a crash
leaves (a file without a row, or part of a file in `incoming/`) is never seen as a document; the next write takes up
the one and clears the other away.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import ValidationError

from corpus import database, records, tables
from corpus.errors import StoreError, UnknownDocumentError
from corpus.reader import NOTHING_GIVEN, Given
from corpus.records import ActionRow, ClauseRow, StoredDocument
from extract.read.magic import SUFFIXES
from extract.schema import Extraction

__all__ = ["ActionRow", "Change", "ClauseRow", "Store", "StoredDocument"]

Change = Literal["added", "updated", "unchanged"]
INCOMING = "incoming"
"""The folder, below the one of the original files, where a file is until it is whole."""
_DOCUMENTS = tables.documents.c
_LISTED = tuple(_DOCUMENTS[name] for name in StoredDocument.__dataclass_fields__)
_ORDER = tables.in_order(_DOCUMENTS.council, _DOCUMENTS.kind, _DOCUMENTS.issued, _DOCUMENTS.file, _DOCUMENTS.id)


class Store:
    """A store of documents. Safe to call from any thread; every method is one transaction."""

    def __init__(self, location: str | None = None) -> None:
        """Open, or make, the store at a folder or an SQLAlchemy URL.

        None means the environment variable CLAUSEMAP_STORE, else the user's data folder. Raises StoreError.
        """
        address, self.files = database.resolve(location)
        self._engine = database.connect(address, self.files)

    @property
    def url(self) -> str:
        """The address to open the same store again; a cache key for the screen."""
        return self._engine.url.render_as_string(hide_password=False)

    def add(
        self, extraction: Extraction, content: bytes, file_name: str, reader: str = "", given: Given = NOTHING_GIVEN
    ) -> Change:
        """Keep a document and its original file.

        The same content with the same extraction is `unchanged`, with another one `updated`. A copy under another
        name is the same document and keeps its first name. `reader` tells which rules made the extraction, and
        `given` what a person had said of the document.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 != extraction.document.sha256:
            raise StoreError(f"{file_name}: the file was changed while it was read; add it again.")
        chosen = _DOCUMENTS.id == sha256
        own = {"reader": reader, "given": given.model_dump_json() if given != NOTHING_GIVEN else None}
        with database.writing(self._engine) as connection:
            before = connection.execute(sa.select(tables.documents).where(chosen)).first()
            kept_as = before.kept_as if before else sha256 + _suffix(file_name)
            self._keep(kept_as, content)
            named = records.storable(extraction, before.file if before else file_name)
            printed = named.model_dump_json()
            if before and before.extraction == printed:
                connection.execute(sa.update(tables.documents).where(chosen).values(**own))
                return "unchanged"
            added_at = before.added_at if before else dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            own |= {"kept_as": kept_as, "added_at": added_at, "extraction": printed}
            _take_revision(connection)
            connection.execute(sa.delete(tables.documents).where(chosen))
            _insert(connection, named, own)
        return "updated" if before else "added"

    def documents(self) -> tuple[StoredDocument, ...]:
        """All documents by council, kind, date and name."""
        with database.reading(self._engine) as connection:
            rows = connection.execute(sa.select(*_LISTED).order_by(*_ORDER)).all()
        return tuple(records.stored_document(row) for row in rows)

    def document(self, document_id: str) -> StoredDocument:
        """One document. Raises UnknownDocumentError."""
        with database.reading(self._engine) as connection:
            row = connection.execute(sa.select(*_LISTED).where(_is(document_id))).first()
        return records.stored_document(_known(row, document_id))

    def extraction(self, document_id: str) -> Extraction:
        """Everything that was found in a document. Raises UnknownDocumentError."""
        return _parsed(self._value(document_id, _DOCUMENTS.extraction))

    def extractions(self, kind: str | None = None) -> tuple[Extraction, ...]:
        """All extractions, or those of one kind of document, in the order of `documents`."""
        wanted = sa.select(_DOCUMENTS.extraction).order_by(*_ORDER)
        if kind is not None:
            wanted = wanted.where(_DOCUMENTS.kind == kind)
        with database.reading(self._engine) as connection:
            printed = connection.execute(wanted).scalars().all()
        return tuple(_parsed(one) for one in printed)

    def file(self, document_id: str) -> Path:
        """The path of a document's original file. Raises UnknownDocumentError; StoreError where the file is gone."""
        path = self.files / self._value(document_id, _DOCUMENTS.kept_as)
        if not path.is_file():
            raise StoreError(f"The original file {path.name} is missing from {self.files}; add the document again.")
        return path

    def reader_of(self, document_id: str) -> str | None:
        """Which rules made the stored extraction; None where the document is not in the store."""
        with database.reading(self._engine) as connection:
            return connection.execute(sa.select(_DOCUMENTS.reader).where(_is(document_id))).scalar()

    def given(self, document_id: str) -> Given:
        """What a person said of the document when it was read; nothing where the document is not in the store."""
        with database.reading(self._engine) as connection:
            said = connection.execute(sa.select(_DOCUMENTS.given).where(_is(document_id))).scalar()
        return Given.model_validate_json(said) if said else NOTHING_GIVEN

    def delete(self, document_id: str) -> None:
        """Forget a document and its file. Raises UnknownDocumentError."""
        kept_as = self._value(document_id, _DOCUMENTS.kept_as)
        chosen = _is(document_id)
        with database.writing(self._engine) as connection:
            _take_revision(connection)
            connection.execute(sa.delete(tables.documents).where(chosen))
        # The file goes after the commit, and under the lock again: someone may have added the document meanwhile.
        with database.writing(self._engine) as connection:
            if connection.execute(sa.select(_DOCUMENTS.id).where(chosen)).first() is None:
                self._unlink(self.files / kept_as)

    def revision(self) -> int:
        """A number that grows with every change of the store."""
        with database.reading(self._engine) as connection:
            return int(connection.execute(sa.select(tables.revision.c.value)).scalar_one())

    def clauses(self, kind: str | None = None) -> tuple[ClauseRow, ...]:
        """The clauses of all documents, or of one kind of document, in the documents' own order."""
        chosen = None if kind is None else tables.clauses.c.document_kind == kind
        return tuple(records.clause_row(row) for row in self._rows(tables.clauses, chosen))

    def actions(self) -> tuple[ActionRow, ...]:
        """The actions of all plans in the plans' own order."""
        return tuple(records.action_row(row) for row in self._rows(tables.actions, None))

    def _rows(self, table: sa.Table, chosen: sa.ColumnElement[bool] | None) -> Sequence[sa.Row[Any]]:
        wanted = sa.select(table).order_by(*tables.in_order(table.c.council, table.c.document, table.c.position))
        with database.reading(self._engine) as connection:
            return connection.execute(wanted if chosen is None else wanted.where(chosen)).all()

    def _value(self, document_id: str, column: sa.Column[Any]) -> str:
        with database.reading(self._engine) as connection:
            row = connection.execute(sa.select(column).where(_is(document_id))).first()
        return str(_known(row, document_id)[0])

    def _keep(self, name: str, content: bytes) -> None:
        """Put the original on the disk: a temporary file, synchronised, then renamed. Under the write lock."""
        target = self.files / name
        incoming = self.files / INCOMING
        try:
            if target.is_file() and target.stat().st_size == len(content):
                return
            incoming.mkdir(exist_ok=True)
            for leftover in incoming.iterdir():
                leftover.unlink(missing_ok=True)
            with tempfile.NamedTemporaryFile(dir=incoming, delete=False) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(file.name).replace(target)
            _synchronise_folder(self.files)
        except OSError as why:
            raise StoreError(
                f"The original file cannot be kept in {self.files} ({why.strerror}); free some space or use --store."
            ) from why

    def _unlink(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as why:
            raise StoreError(
                f"The original file {path} cannot be deleted ({why.strerror}); delete it by hand."
            ) from why


def _parsed(printed: str) -> Extraction:
    try:
        return Extraction.model_validate_json(printed)
    except ValidationError as why:
        raise StoreError(
            "The store holds a document that another version of Clausemap read; ingest its file again with --reread."
        ) from why


def _known(row: sa.Row[Any] | None, document_id: str) -> sa.Row[Any]:
    if row is None:
        raise UnknownDocumentError(f"No document {document_id[:12]} is in the store; it may have been removed.")
    return row


def _is(document_id: str) -> sa.ColumnElement[bool]:
    """The document of this id; PostgreSQL refuses to be asked for a NUL character, which no id has."""
    return _DOCUMENTS.id == document_id.replace("\x00", "?")


def _suffix(file_name: str) -> str:
    suffix = Path(file_name).suffix.lower()
    return suffix if suffix in SUFFIXES else ""


def _synchronise_folder(folder: Path) -> None:
    """Make a rename durable, where the system knows how."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _take_revision(connection: sa.Connection) -> None:
    """Count the write."""
    connection.execute(sa.update(tables.revision).values(value=tables.revision.c.value + 1))


def _insert(connection: sa.Connection, extraction: Extraction, own: dict[str, Any]) -> None:
    """Write the document and its rows; `own` holds the columns that are the store's."""
    connection.execute(sa.insert(tables.documents).values(**records.document_values(extraction), **own))
    for table, rows in (
        (tables.clauses, records.clause_values(extraction)),
        (tables.actions, records.action_values(extraction)),
    ):
        if rows:
            connection.execute(sa.insert(table), rows)
