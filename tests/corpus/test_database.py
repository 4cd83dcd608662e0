"""Where the store is, how it comes to be, and what is said when it cannot be used."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from corpus import database, tables
from corpus.errors import DamagedStoreError, NewerStoreError, StoreError
from corpus.store import Store

ROOT = Path(__file__).resolve().parents[2]


def test_the_migrations_make_the_tables_that_the_store_speaks_to(new_location):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    address, files = database.resolve(new_location)
    engine = database.connect(address, files)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == tables.HEAD


def test_the_newest_migration_is_the_one_that_the_tables_name():
    steps = [path.name for path in (database.MIGRATIONS / "versions").glob("[0-9]*.py")]
    assert max(steps).split("_")[0] == tables.HEAD


def test_opening_a_store_again_keeps_what_is_in_it(new_location, make_document):
    store = Store(new_location)
    store.add(*make_document("Visit every child."), "north.txt")
    assert len(Store(new_location).documents()) == len(Store(store.url).documents()) == 1


def test_many_that_open_a_new_store_at_once_make_it_once(new_location):
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(Store, [new_location] * 8))
    assert [store.revision() for store in stores] == [0] * 8


def test_a_write_ahead_log_full_synchronisation_and_foreign_keys_are_on(tmp_path):
    store = Store(str(tmp_path))
    with database.reading(store._engine) as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


def test_a_location_is_a_folder_a_url_or_the_environments(tmp_path, monkeypatch):
    url, files = database.resolve(str(tmp_path / "a"))
    assert (url.database, files) == (str(tmp_path / "a" / "clausemap.db"), tmp_path / "a" / "files")
    url, files = database.resolve(f"sqlite:///{tmp_path}/b/own.db")
    assert (url.database, files) == (f"{tmp_path}/b/own.db", tmp_path / "b" / "files")
    monkeypatch.setenv("CLAUSEMAP_STORE", str(tmp_path / "c"))
    assert database.resolve(None)[1] == tmp_path / "c" / "files"
    monkeypatch.setenv("CLAUSEMAP_FILES", str(tmp_path / "originals"))
    for scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        url, files = database.resolve(f"{scheme}://office/clausemap")
        assert (url.drivername, files) == ("postgresql+psycopg", tmp_path / "originals")


def test_a_store_in_postgresql_asks_for_the_folder_that_its_users_share(monkeypatch):
    monkeypatch.delenv("CLAUSEMAP_FILES", raising=False)
    with pytest.raises(StoreError, match=r"a folder that all its users can reach; name it in .* CLAUSEMAP_FILES\.$"):
        Store("postgresql://office/clausemap")


@pytest.mark.parametrize(
    "location", ["sqlite://", "sqlite:///:memory:", "mystery://x", "mysql://office/clausemap", "://"]
)
def test_a_location_that_keeps_nothing_is_refused_in_one_sentence(location):
    with pytest.raises(StoreError) as why:
        Store(location)
    assert str(why.value).endswith(".")
    assert "\n" not in str(why.value)


def test_a_store_of_a_newer_version_says_so_and_stays_as_it_is(new_location):
    store = Store(new_location)
    version = sa.table("alembic_version", sa.column("version_num"))
    with database.writing(store._engine) as connection:
        connection.execute(sa.update(version).values(version_num="9999"))
    with pytest.raises(NewerStoreError, match=r"newer version of Clausemap .*9999.*; update Clausemap\."):
        Store(new_location)
    with database.reading(store._engine) as connection:
        assert connection.execute(sa.select(version)).scalars().all() == ["9999"]


def test_a_database_without_the_tables_of_its_version_is_damaged(new_location):
    with database.writing(Store(new_location)._engine) as connection:
        connection.execute(sa.text("DROP TABLE clauses"))
    with pytest.raises(DamagedStoreError, match=r"is damaged \(.*clauses.*\); restore it from a backup"):
        Store(new_location).clauses()


def test_a_migration_that_fails_leaves_nothing_behind(new_location, monkeypatch):
    def fail(_: sa.Connection) -> None:
        raise RuntimeError("power cut")

    migrate = database._migrate
    monkeypatch.setattr(database, "_migrate", lambda connection: (migrate(connection), fail(connection)))
    with pytest.raises(RuntimeError):
        Store(new_location)
    with sa.create_engine(database.resolve(new_location)[0]).connect() as connection:
        assert sa.inspect(connection).get_table_names() == []
    monkeypatch.setattr(database, "_migrate", migrate)
    assert Store(new_location).revision() == 0


def test_a_file_that_is_no_database_is_one_sentence(tmp_path):
    (tmp_path / "clausemap.db").write_bytes(b"this is a shopping list, not a database " * 100)
    with pytest.raises(DamagedStoreError, match=r"is damaged \(.*\); restore it from a backup"):
        Store(str(tmp_path))


def test_a_damaged_page_is_one_sentence(tmp_path, make_document):
    store = Store(str(tmp_path))
    for number in range(20):
        store.add(*make_document("Visit. " * 500, file=f"{number}.txt"), f"{number}.txt")
    with sqlite3.connect(tmp_path / "clausemap.db") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = tmp_path / "clausemap.db"
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = b"\xff" * (len(content) - 4096 * 2)
    path.write_bytes(content)
    with pytest.raises(DamagedStoreError, match="is damaged"):
        Store(str(tmp_path)).extractions()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path, make_document):
    store = Store(str(tmp_path))
    tmp_path.chmod(0o500)
    (tmp_path / "clausemap.db").chmod(0o400)
    try:
        if os.access(tmp_path, os.W_OK):
            pytest.skip("this user may write anywhere")
        with pytest.raises(StoreError, match="cannot be"):
            store.add(*make_document("Visit every child."), "north.txt")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("attempt to write a readonly database", "cannot be written"),
        ("unable to open database file", "cannot be written"),
        ("database is locked", "in use by another program for 30 seconds"),
        ("database or disk is full", "failed (database or disk is full)"),
    ],
)
def test_what_the_database_says_becomes_one_sentence_with_the_place(reason, said):
    def fail() -> None:
        raise sa.exc.OperationalError("INSERT", None, sqlite3.OperationalError(reason))

    with pytest.raises(StoreError) as why, database.clear_errors(sa.make_url("sqlite:////data/office/clausemap.db")):
        fail()
    assert said in str(why.value)
    assert "/data/office/clausemap.db" in str(why.value)


def test_a_store_folder_that_is_a_file_is_one_sentence(tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StoreError, match=r"cannot be made or written .*choose another with --store"):
        Store(str(tmp_path / "taken"))


@pytest.mark.parametrize(
    "address", ["postgresql://me:secret@office/clausemap", "postgresql://office/x?password=secret"]
)
def test_a_password_in_the_address_is_never_shown(address):
    def fail() -> None:
        raise sa.exc.OperationalError("SELECT", None, sqlite3.OperationalError("no route"))

    with (
        pytest.raises(StoreError) as why,
        database.clear_errors(sa.make_url(address)),
    ):
        fail()
    assert "secret" not in str(why.value)


WRITER = """
    import hashlib, sys
    from corpus.store import Store
    from extract.schema import Clause, DocumentFacts, Extraction

    store = Store(sys.argv[1])
    for number in range(int(sys.argv[2])):
        content = f"document {number} ".encode() * 20_000
        sha256 = hashlib.sha256(content).hexdigest()
        facts = DocumentFacts(file=f"{number}.txt", sha256=sha256, kind="improvement_notice", kind_confidence=1)
        clauses = tuple(Clause(id=f"c-{n}", kind="requirement", text=f"{number}.{n}") for n in range(50))
        store.add(Extraction(document=facts, clauses=clauses), content, facts.file)
        print(number, flush=True)
"""


def _writer(location: str, documents: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WRITER), location, str(documents)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_processes_that_write_at_once_lose_nothing(new_location):
    writers = [_writer(new_location, 8) for _ in range(2)]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    store = Store(new_location)
    assert len(store.documents()) == 8
    assert len(store.clauses()) == 400


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX systems")
def test_a_process_that_is_killed_leaves_nothing_half_stored(location, make_document):
    for killed_after in (0, 3):
        writer = _writer(location, 10_000)
        assert writer.stdout
        for _ in range(killed_after + 1):
            writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        writer.wait(60)
        store = Store(location)
        with database.writing(store._engine):
            """By now PostgreSQL has ended the transaction of the process too."""
        documents = store.documents()
        assert len(documents) > killed_after
        assert all(one.clauses == 50 for one in documents)
        assert len(store.clauses()) == 50 * len(documents) == 50 * store.revision()
        assert all(one.id in store.file(one.id).name for one in documents)
        assert all(store.file(one.id).stat().st_size > 200_000 for one in documents)
    store.add(*make_document("Written after the crash."), "after.txt")
    assert list((store.files / "incoming").iterdir()) == []
