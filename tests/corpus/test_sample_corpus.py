"""The sample corpus through the whole of ingest: reading in several processes, themes, rows and files."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.ingest import ingest
from corpus.sources import gather
from corpus.store import Store
from extract.schema import Extraction


@pytest.fixture(scope="session")
def kept(sample_store: Store) -> dict[str, Extraction]:
    """The stored extractions by their files' names."""
    return {extraction.document.file: extraction for extraction in sample_store.extractions()}


def test_every_sample_is_stored_the_scanned_notice_too(samples, kept, tmp_path):
    sources, failures = gather([samples], tmp_path)
    names = {source.path.name for source in sources}
    assert failures == []
    assert names - kept.keys() == set()
    assert len(kept) >= 13
    assert [e.document.ocr_pages for name, e in kept.items() if "scanned" in name] == [(1, 2)]


def test_a_second_run_changes_nothing(samples, sample_store):
    before = (sample_store.revision(), sample_store.documents())
    result = ingest([samples], sample_store)
    assert (result.added, result.updated) == ([], [])
    assert len(result.unchanged) == len(before[1])
    assert result.failed == []
    assert (sample_store.revision(), sample_store.documents()) == before


def test_the_rows_of_the_store_are_those_of_its_extractions(sample_store, kept):
    clauses = {(e.document.sha256, clause.id): clause.text for e in kept.values() for clause in e.clauses}
    actions = {(e.document.sha256, action.id): action.text for e in kept.values() for action in e.actions}
    assert {(row.document, row.clause): row.text for row in sample_store.clauses()} == clauses
    assert {(row.document, row.action): row.text for row in sample_store.actions()} == actions
    assert clauses
    assert actions


def test_the_corpus_is_the_same_in_both_databases(sample_store, location):
    other = Store(location)
    for document, extraction in zip(sample_store.documents(), sample_store.extractions(), strict=True):
        other.add(extraction, sample_store.file(document.id).read_bytes(), document.file)
    unknown = dt.datetime.min
    assert [replace(one, added_at=unknown) for one in other.documents()] == [
        replace(one, added_at=unknown) for one in sample_store.documents()
    ]
    assert other.extractions() == sample_store.extractions()
    assert other.clauses() == sample_store.clauses()
    assert other.actions() == sample_store.actions()


def test_every_clause_and_action_has_themes(sample_store):
    assert [row.text for row in (*sample_store.clauses(), *sample_store.actions()) if not row.themes] == []


def test_every_original_is_kept_whole(sample_store):
    for document in sample_store.documents():
        assert hashlib.sha256(sample_store.file(document.id).read_bytes()).hexdigest() == document.id


def test_a_notice_and_its_revision_are_two_documents_of_one_council(sample_store):
    notices = [one for one in sample_store.documents() if one.kind == "improvement_notice"]
    councils = [one.council for one in notices]
    assert None not in councils
    assert len(set(councils)) == len(councils) - 1


def test_the_whole_corpus_exports_in_every_format(sample_store, tmp_path):
    from report.export import FORMATS, export

    extractions = [one for one in sample_store.extractions() if one.actions or one.document.kind == "progress_report"]
    for form in FORMATS:
        (tmp_path / form).write_bytes(export(extractions, form, "actions"))
        assert Path(tmp_path / form).stat().st_size > 1000
