"""Where the store is, how it comes to be, and what is said when it cannot be used."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import sqlalchemy as sa

from corpus import database, tables
from corpus.errors import DamagedStoreError, NewerStoreError, StoreError
from corpus.store import Store

ROOT = Path(__file__).resolve().parents[2]


def test_the_migrations_make_the_tables_that_the_store_speaks_to(tmp_path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    address, files = database.resolve(str(tmp_path))
    engine = database.connect(address, files)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == tables.HEAD


def test_the_newest_migration_is_the_one_that_the_tables_name():
    steps = [path.name for path in (database.MIGRATIONS / "versions").glob("[0-9]*.py")]
    assert max(steps).split("_")[0] == tables.HEAD


def test_opening_a_store_again_keeps_what_is_in_it(tmp_path, make_document):
    Store(str(tmp_path)).add(*make_document("Visit every child."), "north.txt")
    assert len(Store(str(tmp_path)).documents()) == 1


def test_a_write_ahead_log_full_synchronisation_and_foreign_keys_are_on(store):
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
    assert database.resolve("postgresql://office/clausemap")[1] == tmp_path / "originals"


@pytest.mark.parametrize("location", ["sqlite://", "sqlite:///:memory:", "mystery://x", "://"])
def test_a_location_that_keeps_nothing_is_refused_in_one_sentence(location):
    with pytest.raises(StoreError) as why:
        Store(location)
    assert str(why.value).endswith(".")
    assert "\n" not in str(why.value)


def test_a_store_of_a_newer_version_says_so_and_stays_as_it_is(tmp_path):
    Store(str(tmp_path))
    path = tmp_path / "clausemap.db"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerStoreError, match=r"newer version of Clausemap .*9999.*; update Clausemap\."):
        Store(str(tmp_path))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


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


def test_a_password_in_the_address_is_never_shown():
    def fail() -> None:
        raise sa.exc.OperationalError("SELECT", None, sqlite3.OperationalError("no route"))

    with (
        pytest.raises(StoreError) as why,
        database.clear_errors(sa.make_url("postgresql://me:secret@office/clausemap")),
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


def _writer(folder: Path, documents: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WRITER), str(folder), str(documents)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_processes_that_write_at_once_lose_nothing(tmp_path):
    writers = [_writer(tmp_path, 8) for _ in range(2)]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    store = Store(str(tmp_path))
    assert len(store.documents()) == 8
    assert len(store.clauses()) == 400


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX systems")
def test_a_process_that_is_killed_leaves_nothing_half_stored(tmp_path, make_document):
    for killed_after in (0, 3):
        writer = _writer(tmp_path, 10_000)
        assert writer.stdout
        for _ in range(killed_after + 1):
            writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        writer.wait(60)
        store = Store(str(tmp_path))
        documents = store.documents()
        assert len(documents) > killed_after
        assert all(one.clauses == 50 for one in documents)
        assert len(store.clauses()) == 50 * len(documents) == 50 * store.revision()
        assert all(one.id in store.file(one.id).name for one in documents)
        assert all(store.file(one.id).stat().st_size > 200_000 for one in documents)
    store.add(*make_document("Written after the crash."), "after.txt")
    assert list((tmp_path / "files" / "incoming").iterdir()) == []
