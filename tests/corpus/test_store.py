"""What the store keeps, and that it keeps all of it."""

from __future__ import annotations

import errno
import hashlib
import threading

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import database, tables
from corpus import store as store_module
from corpus.errors import StoreError, UnknownDocumentError
from corpus.store import Store


def test_a_document_comes_back_as_it_was_put_in(store, make_document):
    extraction, content = make_document("Visit every child.", actions=("Hire six workers.",))
    assert store.add(extraction, content, "north.txt", "rules 1") == "added"
    [listed] = store.documents()
    assert listed == store.document(extraction.document.sha256)
    assert (listed.file, listed.council, listed.clauses, listed.actions) == ("north.txt", "Northmoor", 1, 1)
    assert store.extraction(listed.id) == extraction
    assert store.extractions() == store.extractions("improvement_notice") == (extraction,)
    assert store.extractions("improvement_plan") == ()
    assert store.reader_of(listed.id) == "rules 1"


def test_the_original_lies_beside_the_database_under_its_hash(store, make_document):
    extraction, content = make_document("Visit every child.")
    store.add(extraction, content, "north.txt")
    path = store.file(extraction.document.sha256)
    assert path.parent == store.files
    assert path.name == hashlib.sha256(content).hexdigest() + ".txt"
    assert path.read_bytes() == content


def test_the_same_file_twice_is_unchanged_and_counts_no_revision(store, make_document):
    extraction, content = make_document("Visit every child.")
    store.add(extraction, content, "north.txt")
    before = store.revision()
    assert store.add(extraction, content, "copy of north.txt") == "unchanged"
    assert store.revision() == before
    assert [one.file for one in store.documents()] == ["north.txt"]
    assert len(store.clauses()) == 1


def test_a_better_reading_of_a_file_replaces_the_old_one_whole(store, make_document):
    content = b"the file"
    first, _ = make_document("Visit.", "Assess.", content=content)
    second, _ = make_document("Visit and assess.", content=content)
    store.add(first, content, "north.txt")
    added_at = store.documents()[0].added_at
    assert store.add(second, content, "north.txt") == "updated"
    assert [row.text for row in store.clauses()] == ["Visit and assess."]
    assert store.documents()[0].added_at == added_at


def test_two_versions_of_a_file_name_are_two_documents(store, make_document):
    for text in ("Visit within ten days.", "Visit within five days."):
        store.add(*make_document(text), "north.txt")
    assert [one.file for one in store.documents()] == ["north.txt", "north.txt"]
    assert len({one.id for one in store.documents()}) == 2


def test_clauses_and_actions_come_as_rows_in_the_documents_order(store, make_document):
    store.add(*make_document("Second to none.", "Another.", council="Westhaven", file="w.txt"), "w.txt")
    store.add(*make_document("First of all.", actions=("Z before A.", "A.")), "n.txt")
    assert [(row.council, row.text) for row in store.clauses()] == [
        ("Northmoor", "First of all."),
        ("Westhaven", "Second to none."),
        ("Westhaven", "Another."),
    ]
    row = store.clauses("improvement_notice")[0]
    assert (row.number, row.kind, row.themes, row.theme_score) == ("1", "requirement", ("assessment", "plans"), 0.75)
    assert store.clauses("inspection_report") == ()
    assert [(row.ref, row.text, row.row, row.themes) for row in store.actions()] == [
        ("A1", "Z before A.", 2, ()),
        ("A2", "A.", 3, ()),
    ]


def test_every_write_raises_the_revision(store, make_document):
    extraction, content = make_document("Visit every child.")
    seen = [store.revision()]
    store.add(extraction, content, "north.txt")
    seen.append(store.revision())
    store.delete(extraction.document.sha256)
    seen.append(store.revision())
    assert seen == sorted(set(seen))


def test_a_deleted_document_takes_its_rows_and_its_file_with_it(store, make_document):
    extraction, content = make_document("Visit every child.", actions=("Hire.",))
    store.add(extraction, content, "north.txt")
    path = store.file(extraction.document.sha256)
    store.delete(extraction.document.sha256)
    assert store.documents() == store.clauses() == store.actions() == ()
    assert not path.exists()


@pytest.mark.parametrize("unknown", ["abc", "a\x00c"])
@pytest.mark.parametrize("call", ["document", "extraction", "file", "delete"])
def test_an_unknown_document_is_one_sentence(store, call, unknown):
    with pytest.raises(UnknownDocumentError, match=rf"^No document {unknown} is in the store; it may have been rem"):
        getattr(store, call)(unknown)


def test_a_missing_original_is_told_with_its_name(store, make_document):
    extraction, content = make_document("Visit every child.")
    store.add(extraction, content, "north.txt")
    store.file(extraction.document.sha256).unlink()
    with pytest.raises(StoreError, match=r"is missing from .*; add the document again\."):
        store.file(extraction.document.sha256)


def test_an_extraction_of_other_content_is_refused(store, make_document):
    extraction, _ = make_document("Visit every child.")
    with pytest.raises(StoreError, match=r"north.txt: the file was changed while it was read"):
        store.add(extraction, b"other content", "north.txt")
    assert store.documents() == ()


def test_a_stored_form_of_another_version_is_one_sentence(store, make_document):
    extraction, content = make_document("Visit every child.")
    store.add(extraction, content, "north.txt")
    with database.writing(store._engine) as connection:
        connection.execute(sa.update(tables.documents).values(extraction='{"document": {}}'))
    with pytest.raises(StoreError, match="another version of Clausemap read"):
        store.extraction(extraction.document.sha256)


def test_a_failure_between_file_and_row_leaves_no_document(store, make_document, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    extraction, content = make_document("Visit every child.")
    monkeypatch.setattr(store_module, "_insert", fail)
    with pytest.raises(RuntimeError):
        store.add(extraction, content, "north.txt")
    assert (store.documents(), store.clauses(), store.revision()) == ((), (), 0)
    monkeypatch.undo()
    assert store.add(extraction, content, "north.txt") == "added"


def test_a_full_disk_is_one_sentence_and_leaves_no_document(store, make_document, monkeypatch):
    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store_module.os, "fsync", fail)
    with pytest.raises(StoreError, match=r"cannot be kept in .*\(No space left on device\); free some space"):
        store.add(*make_document("Visit every child."), "north.txt")
    assert (store.documents(), store.revision()) == ((), 0)
    assert [path for path in store.files.iterdir() if path.is_file()] == []


def test_part_of_a_file_left_by_a_crash_is_cleared_away(store, make_document):
    incoming = store.files / "incoming"
    incoming.mkdir()
    (incoming / "tmp123").write_bytes(b"half a fi")
    extraction, content = make_document("Visit every child.")
    store.add(extraction, content, "north.txt")
    assert list(incoming.iterdir()) == []


def test_documents_come_by_code_point_and_what_is_missing_first(store, make_document):
    for council in ("Ångström", "eastmere", "Zedham", None, "Northmoor"):
        store.add(*make_document("Visit.", actions=("Hire.",), council=council, file=f"{council}.txt"), "plan.txt")
    order = [None, "Northmoor", "Zedham", "eastmere", "Ångström"]
    assert [one.council for one in store.documents()] == order
    assert [one.document.council for one in store.extractions()] == order
    assert [row.council for row in store.clauses()] == [row.council for row in store.actions()] == order


def test_the_order_does_not_hang_on_the_language_of_a_server():
    from sqlalchemy.dialects import postgresql

    columns = tables.in_order(tables.documents.c.council, tables.documents.c.issued)
    assert [str(column.compile(dialect=postgresql.dialect())) for column in columns] == [
        'documents.council COLLATE "C" ASC NULLS FIRST',
        "documents.issued ASC NULLS FIRST",
    ]


def test_a_read_sees_one_state_whatever_is_written_meanwhile(store, make_document):
    count = sa.select(sa.func.count()).select_from(tables.documents)
    with database.reading(store._engine) as connection:
        before = connection.execute(count).scalar()
        store.add(*make_document("Visit."), "north.txt")
        assert connection.execute(count).scalar() == before == 0


def test_writers_in_many_threads_lose_nothing(location, make_document):
    Store(location)

    def write(thread: int) -> None:
        own = Store(location)
        for number in range(5):
            own.add(
                *make_document(f"Clause {thread}.{number}", file=f"{thread}-{number}.txt"), f"{thread}-{number}.txt"
            )

    threads = [threading.Thread(target=write, args=(thread,)) for thread in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store = Store(location)
    assert len(store.documents()) == len(store.clauses()) == store.revision() == 30
    assert all(store.file(one.id).is_file() for one in store.documents())


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1), name=st.text(min_size=1, max_size=30))
def test_any_text_and_any_file_name_come_back(store, make_document, text, name):
    extraction, content = make_document(text, content=text.encode())
    store.add(extraction, content, name)
    [found] = store.extractions()
    assert found.clauses[0].text == store.clauses()[0].text == text.replace("\x00", "")
    assert store.documents()[0].file == name.replace("\x00", "")
    assert store.file(extraction.document.sha256).read_bytes() == content
    store.delete(extraction.document.sha256)


def test_a_character_that_databases_refuse_is_left_out(store, make_document):
    extraction, content = make_document("Visit\x00 every child.")
    store.add(extraction, content, "north.txt")
    found = store.extraction(extraction.document.sha256)
    assert found.clauses[0].text == store.clauses()[0].text == "Visit every child."
