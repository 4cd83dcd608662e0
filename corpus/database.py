"""Where the store is, how its database is opened, and how its errors read.

A write takes the store's one lock at its beginning, without which concurrent writers lose updates: `BEGIN IMMEDIATE`
in SQLite, an advisory lock in PostgreSQL, waited for at most 30 s in both. A read sees one state throughout. SQLite
runs with a write-ahead log, full synchronisation and foreign keys. Every operation has a connection of its own, so
that any thread may call the store and a database server may restart between two operations.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from platformdirs import user_data_path
from sqlalchemy.pool import NullPool

from corpus.database_errors import BUSY_SECONDS, told
from corpus.errors import NewerStoreError, StoreError
from corpus.tables import HEAD

DATABASE = "clausemap.db"
CONNECT_SECONDS = 10
LOCK = 0x436C6175
"""The number of the advisory lock of a store in PostgreSQL ("Clau" in ASCII); it counts within one database only."""
DRIVER = "postgresql+psycopg"
MIGRATIONS = Path(__file__).resolve().parent / "migrations"

_BEGIN = {
    ("sqlite", False): ("BEGIN",),
    ("sqlite", True): ("BEGIN IMMEDIATE",),
    ("postgresql", False): ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",),
    # Read committed, whatever the server's own default: each statement sees what was committed before the lock came.
    ("postgresql", True): (
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE",
        f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'",
        f"SELECT pg_advisory_xact_lock({LOCK})",
    ),
}
"""What begins a transaction, by the database and whether it takes the write lock."""


def resolve(location: str | None) -> tuple[sa.URL, Path]:
    """The database's URL and the folder of the original files for a URL, a folder, or None.

    None means the environment variable CLAUSEMAP_STORE, else the user's data folder. The files lie beside an SQLite
    database. PostgreSQL has no folder that its users can reach, so CLAUSEMAP_FILES names the one that they share; it
    has no default, since a folder of each user's own would lack what the others added. Raises StoreError.
    """
    location = location or os.environ.get("CLAUSEMAP_STORE") or str(user_data_path("clausemap", appauthor=False))
    if "://" not in location:
        folder = Path(location).expanduser().resolve()
        return sa.URL.create("sqlite", database=str(folder / DATABASE)), folder / "files"
    try:
        url = sa.make_url(location)
    except (sa.exc.ArgumentError, ValueError):
        raise StoreError("The store's address is no URL that can be used; give a folder or a URL.") from None
    if url.get_backend_name() == "sqlite":
        if not url.database or ":memory:" in url.database:
            raise StoreError("A store in memory would be lost at once; give a folder or the URL of a database file.")
        return url, Path(url.database.removeprefix("file:")).expanduser().resolve().parent / "files"
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise StoreError("A store is kept in SQLite or PostgreSQL; give a folder or the URL of such a database.")
    files = os.environ.get("CLAUSEMAP_FILES")
    if not files:
        raise StoreError(
            "A store in PostgreSQL keeps the original files in a folder that all its users can reach; name it in the "
            "environment variable CLAUSEMAP_FILES."
        )
    own_driver = url.set(drivername=DRIVER) if "+" not in url.drivername else url
    return own_driver, Path(files).expanduser().resolve()


def connect(url: sa.URL, files: Path) -> sa.Engine:
    """An engine on a database that has the newest form; the folders are made and the migrations run.

    Raises StoreError where the place cannot be written, NewerStoreError, or DamagedStoreError.
    """
    try:
        files.mkdir(parents=True, exist_ok=True)
    except OSError as why:
        raise StoreError(
            f"The store folder {files.parent} cannot be made or written ({why.strerror}); choose another with --store."
        ) from None
    in_time = url.get_backend_name() == "sqlite" or "connect_timeout" in url.query
    waits = {} if in_time else {"connect_timeout": CONNECT_SECONDS}
    try:
        engine = sa.create_engine(url, poolclass=NullPool, connect_args=waits)
    except (sa.exc.ArgumentError, ImportError) as why:
        raise StoreError(f"The store's database cannot be used ({why}); install its driver or give a folder.") from None
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _on_connect)
    sa.event.listen(engine, "begin", _on_begin)
    with clear_errors(url):
        _bring_up_to_date(engine)
    return engine


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection that sees one state of the database throughout."""
    with clear_errors(engine.url), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection that holds the write lock; commits at the end, or leaves everything as it was."""
    with clear_errors(engine.url), engine.connect() as plain:
        connection = plain.execution_options(takes_write_lock=True)
        with connection.begin():
            yield connection


@contextmanager
def clear_errors(url: sa.URL) -> Iterator[None]:
    """Turn the database's errors into one sentence that says what to do."""
    try:
        yield
    except sa.exc.DBAPIError as why:
        raise told(url, why) from why


def _on_connect(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver must not begin transactions by itself: `_on_begin` does, with the lock that is wanted.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _on_begin(connection: sa.Connection) -> None:
    takes_lock = connection.get_execution_options().get("takes_write_lock", False)
    for statement in _BEGIN[connection.dialect.name, takes_lock]:
        connection.exec_driver_sql(statement)


def _bring_up_to_date(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        version = _version(connection)
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise NewerStoreError(
            f"The store was written by a newer version of Clausemap (its form is {version}, this one knows {HEAD}); "
            "update Clausemap."
        )
    if engine.dialect.name == "sqlite":
        _switch_to_write_ahead_log(engine)
    with writing(engine) as connection:
        # Another process may have done it while this one waited for the lock.
        if _version(connection) != HEAD:
            _migrate(connection)


def _switch_to_write_ahead_log(engine: sa.Engine) -> None:
    """Set the journal mode, which is kept in the file; SQLite does not wait for other processes here, so this does."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as why:
            if "locked" not in str(why) or time.monotonic() > until:
                raise sa.exc.OperationalError("PRAGMA journal_mode", None, why) from why
            time.sleep(0.05)
        except sqlite3.DatabaseError as why:
            raise sa.exc.DatabaseError("PRAGMA journal_mode", None, why) from why
        finally:
            raw.close()


def _version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")
