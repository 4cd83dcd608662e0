"""The tables of the store, in types that SQLite and PostgreSQL share.

Times are ISO 8601 text in UTC, since SQLite keeps no time zone. Ids of documents are the SHA-256 of the file. The
migration scripts in `migrations/` make these tables; a test holds the two together.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UnaryExpression,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

HEAD = "0001"
"""The newest migration. Known here so that opening a store that is up to date loads no migration tool."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("file", Text, nullable=False),
    Column("kept_as", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("council", Text),
    Column("council_full", Text),
    Column("gss", String(16)),
    Column("title", Text),
    Column("issued", Date),
    Column("pages", Integer),
    Column("clauses", Integer, nullable=False),
    Column("actions", Integer, nullable=False),
    Column("indicators", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("added_at", String(32), nullable=False),
    Column("reader", String(64), nullable=False),
    Column("given", Text),
    Column("extraction", Text, nullable=False),
    Index("ix_documents_kind", "kind"),
)


def _of_document() -> Column[str]:
    """The key of a row that lives and dies with its document."""
    return Column("document", String(64), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)


clauses = Table(
    "clauses",
    metadata,
    _of_document(),
    Column("clause", String(64), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("council", Text),
    Column("gss", String(16)),
    Column("document_kind", String(32), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("number", Text),
    Column("section", Text),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("page", Integer),
    Column("theme1", String(64)),
    Column("theme1_score", Float),
    Column("theme2", String(64)),
    Column("theme3", String(64)),
    Index("ix_clauses_theme1", "theme1"),
)

actions = Table(
    "actions",
    metadata,
    _of_document(),
    Column("action", String(64), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("council", Text),
    Column("gss", String(16)),
    Column("ref", Text),
    Column("text", Text, nullable=False),
    Column("lead", Text),
    Column("due_date", Date),
    Column("rag", String(8)),
    Column("page", Integer),
    Column("sheet", Text),
    Column("row", Integer),
    Column("theme1", String(64)),
    Column("theme1_score", Float),
    Column("theme2", String(64)),
    Column("theme3", String(64)),
    Index("ix_actions_theme1", "theme1"),
)

revision = Table(
    "revision", metadata, Column("id", Integer, primary_key=True), Column("value", Integer, nullable=False)
)


class _ByCodePoint(FunctionElement[str]):
    """A text to order rows by. SQLite compares code points; PostgreSQL does what its server's language asks for."""

    inherit_cache = True


@compiles(_ByCodePoint)
def _plain(element: _ByCodePoint, compiler: SQLCompiler, **kwargs: Any) -> str:
    return compiler.process(element.clauses, **kwargs)


@compiles(_ByCodePoint, "postgresql")
def _collated(element: _ByCodePoint, compiler: SQLCompiler, **kwargs: Any) -> str:
    return f'{compiler.process(element.clauses, **kwargs)} COLLATE "C"'


def in_order(*columns: Column[Any]) -> tuple[UnaryExpression[Any], ...]:
    """What to order rows by, the same in both databases: text by code point, what is missing first."""
    return tuple(_comparable(column).asc().nulls_first() for column in columns)


def _comparable(column: Column[Any]) -> ColumnElement[Any]:
    return _ByCodePoint(column) if isinstance(column.type, String) else column
