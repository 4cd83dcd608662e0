"""The one joint between the rooms and Streamlit's caches.

Keys are the store's address, its revision and ids: a write raises the revision, and nothing old is shown. What is
cached as a resource is frozen and shared by all sessions. A store opens a connection for every operation, so that any
thread may use it. The rooms that load models are imported where they are first needed, so that the first page is
there at once.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

import corpus
from corpus import database
from corpus.records import StoredDocument
from corpus.store import Store
from extract.document import PageBox
from extract.errors import ClausemapError
from extract.read import page_png
from extract.schema import Action, Clause, DocumentFacts, Extraction
from ui import picture

if TYPE_CHECKING:
    from compare.calendar import Entry
    from compare.results import Alignment, Coverage
    from compare.taken_in import TakenIn
    from compare.theme_reasons import Reasons
    from report.export import Format, Table
    from report.table import Rows

SAMPLES = Path(corpus.__file__).with_name("samples")
_log = logging.getLogger(__name__)
_first_start = threading.Lock()


@dataclass(frozen=True, slots=True)
class Place:
    """A store at one revision: what every cached answer depends on."""

    address: str
    revision: int

    @property
    def store(self) -> Store:
        """The store itself."""
        return _opened(self.address)


def place() -> Place:
    """The store that the environment names, as it is now. Raises StoreError."""
    url, _ = database.resolve(None)
    address = url.render_as_string(hide_password=False)
    return Place(address, _opened(address).revision())


@st.cache_resource(show_spinner=False, max_entries=8)
def _opened(address: str) -> Store:
    return Store(address)


@st.cache_resource(show_spinner=False, max_entries=4)
def documents(here: Place) -> tuple[StoredDocument, ...]:
    """All documents of the store."""
    return here.store.documents()


@st.cache_resource(show_spinner=False, max_entries=2000)
def _of_council(here: Place, council: str | None) -> list[Extraction]:
    """The inspection reports of a council."""
    held = [one for one in documents(here) if one.kind == "inspection_report" and one.council == council]
    return [extraction(here, one.id) for one in held]


@st.cache_resource(show_spinner=False, max_entries=64)
def due(here: Place, document: str) -> dict[str, list[Entry]]:
    """The deadlines of a document's clauses by clause, counted from its council's inspection reports where need be."""
    from compare.calendar import calendar

    found = extraction(here, document)
    others = [one for one in _of_council(here, found.document.council) if one != found]
    entries: dict[str, list[Entry]] = {}
    for entry in calendar([found], among=others).entries:
        entries.setdefault(entry.clause, []).append(entry)
    return entries


@st.cache_resource(show_spinner=False, max_entries=64)
def lists_taken_in(here: Place, document: str) -> dict[str, TakenIn]:
    """The list of an inspection report that each clause takes in, where the report is in the library."""
    from compare.taken_in import taken_in

    found = extraction(here, document)
    return {one.clause: one for one in taken_in(found, _of_council(here, found.document.council))}


def extraction(here: Place, document: str) -> Extraction:
    """Everything that was found in one document. Raises UnknownDocumentError."""
    return here.store.extraction(document)


@st.cache_data(show_spinner=False, max_entries=60)
def _page(address: str, document: str, page: int) -> bytes:
    return page_png(_opened(address).file(document), page, picture.SCALE)


def page_picture(here: Place, document: str, page: int, boxes: tuple[PageBox, ...]) -> bytes:
    """A page as PNG with the boxes that stand on it drawn. Raises ClausemapError where the file is gone."""
    return picture.boxed(_page(here.address, document, page), picture.by_page(boxes).get(page, []))


@st.cache_resource(show_spinner=False, max_entries=16)
def alignment(here: Place, chosen: tuple[str, ...]) -> Alignment:
    """The clauses of the chosen documents lined up."""
    from compare.align import align

    wait_for_models()
    return align([extraction(here, document) for document in chosen])


@st.cache_resource(show_spinner=False, max_entries=32)
def coverage(here: Place, notice: str, plan: str) -> Coverage:
    """A notice, or an inspection's list, against a plan."""
    from compare.cover import cover

    wait_for_models()
    return cover(extraction(here, notice), extraction(here, plan))


@st.cache_resource(show_spinner=False, max_entries=200)
def theme_reasons(here: Place, document: str, clause: str, theme: str) -> Reasons:
    """Why a clause of a document has a theme, or has it not."""
    from compare.theme_reasons import of_clause

    wait_for_models()
    found = extraction(here, document)
    return of_clause(found, next(one for one in found.clauses if one.id == clause), theme)


@st.cache_data(show_spinner=False, max_entries=16)
def matrix(here: Place, chosen: tuple[str, ...]) -> tuple[Rows, dict[tuple[str, str], int]]:
    """Theme by council: how many clauses have the theme first, and for how many of a cell it is unclear."""
    from compare.taxonomy import load
    from report import rows

    labels = {theme.id: theme.label for theme in load().themes}
    found = [extraction(here, document) for document in chosen]
    return rows.matrix(found, labels), dict(rows.unclear(found))


@st.cache_data(show_spinner=False, max_entries=16)
def report(here: Place, chosen: tuple[str, ...], form: Format, table: Table | None = None) -> bytes:
    """The chosen documents as the bytes of a file. Raises NothingFoundError where there is nothing to write."""
    from report.export import export

    wait_for_models()
    return export([extraction(here, document) for document in chosen], form, table)


@st.cache_resource(show_spinner=False)
def _warming() -> threading.Thread:
    thread = threading.Thread(target=_load_models, name="clausemap-models", daemon=True)
    thread.start()
    return thread


def load_models() -> None:
    """Begin to load the models in the background, once a server, so that the first upload need not wait for them."""
    _warming()


def wait_for_models() -> None:
    """Until the models are loaded: two threads must not load them at the same time."""
    _warming().join()


def _load_models() -> None:
    from compare.cover import cover
    from corpus.reader import labelled, rules_version
    from extract.language import parse

    text = "The council must report every month."
    facts = DocumentFacts(file="", sha256="", kind="other", kind_confidence=0)
    clause, action = Clause(id="c", kind="requirement", text=text), Action(id="a", text=text)
    try:
        parse(text)
        plan = labelled(Extraction(document=facts, actions=(action,)))
        cover(labelled(Extraction(document=facts, clauses=(clause,))), plan)
        rules_version()
    except ClausemapError as why:
        # Said again, on screen, by whatever needs the models.
        _log.warning("models: %s", why)


def take_in_samples(here: Place, on_progress: Callable[[int, int, str], None]) -> None:
    """Read the sample corpus into an empty store; of two sessions that start together, the second finds it done."""
    from corpus.ingest import ingest

    with _first_start:
        if not here.store.documents():
            wait_for_models()
            ingest([SAMPLES], here.store, on_progress)
