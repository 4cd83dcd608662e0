"""What only a database server can do to a store: not answer, refuse, keep one waiting, go away."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from urllib.parse import quote

import pytest
import sqlalchemy as sa

from corpus import database
from corpus import store as store_module
from corpus.errors import StoreError
from corpus.store import Store


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("CLAUSEMAP_FILES", str(tmp_path / "store" / "files"))


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port of this machine that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def said(location: str) -> str:
    with pytest.raises(StoreError) as why:
        Store(location)
    assert "\n" not in str(why.value)
    assert str(why.value).endswith(".")
    return str(why.value)


def test_a_server_that_does_not_run_is_one_sentence(tmp_path):
    pytest.importorskip("psycopg")
    assert said(f"postgresql://me:secret@/clausemap?host={quote(str(tmp_path), safe='')}").startswith(
        "The store postgresql://me:***@/clausemap cannot be reached (connection "
    )


def test_a_server_that_never_answers_is_one_sentence_in_time(silent_port, monkeypatch):
    pytest.importorskip("psycopg")
    monkeypatch.setattr(database, "CONNECT_SECONDS", 2)
    assert "cannot be reached (connection timeout expired); check its address" in said(
        f"postgresql://127.0.0.1:{silent_port}/clausemap"
    )


def test_a_database_that_the_server_does_not_have_is_one_sentence(postgresql):
    assert 'database "elsewhere" does not exist' in said(postgresql.url("elsewhere"))


def test_a_driver_that_is_not_installed_is_one_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert said("postgresql://office/clausemap").endswith("install its driver or give a folder.")


def test_a_user_who_may_only_read_reads_and_is_told_so(postgresql, new, make_document):
    Store(new).add(*make_document("Visit."), "north.txt")
    postgresql.run("new", "CREATE ROLE guest LOGIN", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest")
    store = Store(new.replace("clausemap@", "guest@"))
    assert len(store.documents()) == 1
    with pytest.raises(StoreError, match=r"cannot be written \(permission denied .*\); check the permissions"):
        store.add(*make_document("Assess."), "south.txt")
    postgresql.run("new", "DROP OWNED BY guest", "DROP ROLE guest")


def test_a_write_that_waits_too_long_for_another_is_one_sentence(emptied, make_document, monkeypatch):
    store = Store(emptied)
    begin = [one.replace("30s", "50ms") for one in database._BEGIN["postgresql", True]]
    with database.writing(store._engine):
        monkeypatch.setitem(database._BEGIN, ("postgresql", True), begin)
        with pytest.raises(StoreError, match=r"in use by another program for 30 seconds; try again later\."):
            store.add(*make_document("Visit."), "north.txt")
    assert store.add(*make_document("Visit."), "north.txt") == "added"


def test_a_connection_that_the_server_ends_is_one_sentence_and_keeps_nothing(
    postgresql, emptied, make_document, monkeypatch
):
    store = Store(emptied)
    insert = store_module._insert

    def end_and_insert(*arguments: object) -> None:
        own = "datname = 'opened' AND pid <> pg_backend_pid()"
        postgresql.run("opened", f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {own}")
        insert(*arguments)

    monkeypatch.setattr(store_module, "_insert", end_and_insert)
    with pytest.raises(StoreError, match=r"went away while it was in use \(.*\); the last change may not have been"):
        store.add(*make_document("Visit."), "north.txt")
    monkeypatch.setattr(store_module, "_insert", insert)
    assert (store.documents(), store.revision()) == ((), 0)
    assert store.add(*make_document("Visit."), "north.txt") == "added"


def test_a_server_that_goes_away_in_a_transaction_leaves_nothing_half_done_when_it_is_back(
    installation, server_folder, make_document, monkeypatch
):
    folder = server_folder()
    insert = store_module._insert
    with installation.server(folder) as server:
        store = Store(server.url("postgres"))
        store.add(*make_document("Visit."), "north.txt")

        def insert_and_stop(connection: sa.Connection, *arguments: object) -> None:
            insert(connection, *arguments)
            server.stop()

        monkeypatch.setattr(store_module, "_insert", insert_and_stop)
        with pytest.raises(
            StoreError, match=r"went away while it was in use \(.*\); the last change may not have been"
        ):
            store.add(*make_document("Assess."), "south.txt")
        with pytest.raises(StoreError, match="cannot be reached"):
            store.documents()
    monkeypatch.setattr(store_module, "_insert", insert)
    with installation.server(folder):
        assert [one.file for one in store.documents()] == ["north.txt"]
        assert (len(store.clauses()), store.revision()) == (1, 1)
        assert store.add(*make_document("Assess."), "south.txt") == "added"
