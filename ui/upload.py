"""Adding documents to the library and taking them out of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from corpus.errors import UnknownDocumentError
from corpus.ingest import ingest_bytes
from extract.errors import ClausemapError, UnsureKindError
from extract.read import OnPage
from extract.read.magic import MAX_BYTES, SUFFIXES
from ui import cached, draw, words
from ui.cached import Place

_OUTCOME = "upload_outcome"
_ROUND = "upload_round"
_BY_ITSELF = "Find out from the document"


@dataclass(frozen=True, slots=True)
class Question:
    """A file whose kind a person has to say: its bytes, what is known of it, and the kinds it may be."""

    name: str
    data: bytes
    known: dict[str, Any]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, as one sentence; `document` is where it can be looked at."""

    state: Literal["added", "known", "asked", "refused", "removed"]
    sentence: str
    document: str | None = None
    question: Question | None = None


def form(here: Place) -> None:
    """The upload form: several files at once, and what a person knows better than the document."""
    turn = st.session_state.setdefault(_ROUND, 0)
    with st.form(f"upload_{turn}", border=False):
        files = st.file_uploader(
            f"PDF, Word, Excel, OpenDocument, HTML or text files, each up to {MAX_BYTES >> 20} MB",
            type=sorted(SUFFIXES),
            accept_multiple_files=True,
            max_upload_size=MAX_BYTES >> 20,
        )
        left, right = st.columns(2)
        kinds = [_BY_ITSELF, *(kind for kind in words.codes("document_kinds") if kind != "other")]
        kind = left.selectbox(
            "Kind of document, if you know it",
            kinds,
            format_func=lambda one: one if one == _BY_ITSELF else words.word("document_kinds", one),
        )
        council = right.text_input("Council, if you know it", placeholder=_BY_ITSELF, max_chars=100)
        sent = st.form_submit_button("Read and add", type="primary")
    if sent and not files:
        st.error("Choose at least one file first.", icon=":material/error:")
    elif sent:
        known = {"kind": None if kind == _BY_ITSELF else kind, "council": council.strip() or None}
        st.session_state[_OUTCOME] = _take_in(here, files, known)
        st.session_state[_ROUND] = turn + 1
        st.rerun()


def outcome(here: Place) -> None:
    """What became of the files of the last upload, with a link to each document."""
    done: list[Outcome] = st.session_state.get(_OUTCOME, [])
    if not done:
        return
    kept = {one.id for one in cached.documents(here)}
    with st.container(border=True, key="outcome"):
        st.subheader(_summary(done), anchor=False)
        for place, one in enumerate(done):
            if one.question is not None:
                _ask(here, place, one.sentence, one.question)
                continue
            icons = {"refused": ":material/error:", "known": ":material/info:"}
            boxes = {"refused": st.error, "known": st.info}
            boxes.get(one.state, st.success)(
                draw.label(one.sentence), icon=icons.get(one.state, ":material/check_circle:")
            )
            if one.document in kept:
                query = {"document": one.document or ""}
                st.page_link("ui/pages/document.py", label="Open the document", query_params=query)
        st.button("Close this message", on_click=st.session_state.pop, args=(_OUTCOME, None))


def _ask(here: Place, place: int, sentence: str, question: Question) -> None:
    """The question which kind a file is, and the button that reads it as the kind that is chosen."""
    st.warning(draw.label(sentence), icon=":material/help:")
    kind = st.radio(
        f"What is {draw.label(question.name)}?",
        question.kinds,
        index=None,
        format_func=lambda one: words.word("document_kinds", one),
        key=f"kind_{place}_{hashlib.sha256(question.data).hexdigest()[:8]}",
    )
    st.button(
        "Read it as this",
        disabled=kind is None,
        on_click=_answer,
        args=(here, place, question, kind),
        key=f"read_as_{place}",
    )


def _answer(here: Place, place: int, question: Question, kind: str | None) -> None:
    """Read the file as the kind that was chosen, and put what became of it in the place of the question."""
    done: list[Outcome] = list(st.session_state.get(_OUTCOME, []))
    if place < len(done) and done[place].question == question:
        done[place] = _take_in_one(here, question.name, question.data, {**question.known, "kind": kind})
        st.session_state[_OUTCOME] = done


def remove(here: Place, document: str, name: str) -> None:
    """Take a document out of the library; for a callback. One that is gone already is no fault."""
    try:
        here.store.delete(document)
    except UnknownDocumentError:
        sentence = f"{name} was removed already."
    except ClausemapError as why:
        st.session_state[_OUTCOME] = [Outcome("refused", str(why))]
        return
    else:
        sentence = f"{name} was removed."
    st.session_state[_OUTCOME] = [Outcome("removed", sentence)]


def _take_in(here: Place, files: list[Any], known: dict[str, Any]) -> list[Outcome]:
    bar = st.progress(0.0, "Getting ready")
    cached.wait_for_models()
    done = []
    for k, file in enumerate(files):
        reading = f"Reading {file.name} ({k + 1} of {len(files)})"
        bar.progress(k / len(files), draw.label(reading))

        def on_page(read: int, pages: int, k: int = k, reading: str = reading) -> None:
            scan = f"{reading}: recognising the scan, page {read} of {pages}"
            bar.progress((k + read / (pages + 1)) / len(files), draw.label(scan))

        done.append(_take_in_one(here, file.name, file.getvalue(), known, on_page))
    bar.empty()
    return done


def _take_in_one(here: Place, name: str, data: bytes, known: dict[str, Any], on_page: OnPage | None = None) -> Outcome:
    before = {one.id: one for one in here.store.documents()}.get(hashlib.sha256(data).hexdigest())
    try:
        stored = ingest_bytes(name, data, here.store, on_page=on_page, **known)
    except UnsureKindError as why:
        question = f"{name} was not added yet. It cannot be told for sure what kind of document it is."
        return Outcome("asked", question, question=Question(name, data, known, why.kinds))
    except ClausemapError as why:
        return Outcome("refused", str(why))
    if before is not None and before == stored:
        first = "" if before.file == name else f" under the name {before.file}"
        return Outcome("known", f"{name} is in the library already{first}; nothing was added.", stored.id)
    counts = ((stored.clauses, "clause"), (stored.actions, "action"), (stored.indicators, "measure"),
              (stored.statements, "statement"))  # fmt: skip
    found = (
        words.listed(words.count(number, what) for number, what in counts if number) or "nothing that asks or answers"
    )
    kind = words.word("document_kinds", stored.kind).lower()
    who = stored.council or "a council that the document does not name"
    look = f" {words.count(stored.warnings, 'warning')} to look at." if stored.warnings else ""
    return Outcome("added", f"{name} was read as the {kind} of {who}: {found}.{look}", stored.id)


def _summary(done: list[Outcome]) -> str:
    """The outcomes in one line: "2 documents added and 1 refused"."""
    parts = [
        (sum(one.state == "added" for one in done), "added"),
        (sum(one.state == "known" for one in done), "there already"),
        (sum(one.state == "asked" for one in done), "waiting for your answer"),
        (sum(one.state == "refused" for one in done), "refused"),
        (sum(one.state == "removed" for one in done), "removed"),
    ]
    said = [f"{words.count(number, 'document') if k == 0 else number} {what}" for k, (number, what) in
            enumerate((n, w) for n, w in parts if n)]  # fmt: skip
    return words.listed(said)
