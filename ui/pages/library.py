"""Library: the documents that are kept, adding and removing them."""

from __future__ import annotations

import streamlit as st

from corpus.records import StoredDocument
from ui import address, cached, draw, upload, words
from ui.cached import Place
from ui.frame import show

SIZE = 20
VIEWS = {"list": "List", "table": "Table"}
COUNTED = (("clauses", "clause"), ("actions", "action"), ("indicators", "measure"), ("statements", "statement"))


def main(here: Place) -> None:
    """Add documents, find them, remove one."""
    documents = cached.documents(here)
    with st.expander("Add documents", expanded=not documents, icon=":material/upload_file:"):
        upload.form(here)
    upload.outcome(here)
    if not documents:
        return
    found = _chosen(documents)
    shown = f"{len(found)} of {words.count(len(documents), 'document')}"
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        draw.show(
            draw.paragraph(shown if len(found) < len(documents) else words.count(len(found), "document"), "cm-count"),
            width="content",
        )
        view = address.segments("Show as", "view", tuple(VIEWS), VIEWS.__getitem__)
    if view == "table":
        _table(found)
    else:
        _list(found)
    with st.expander("Remove a document", icon=":material/delete:"):
        _removal(here, documents)


def _chosen(documents: tuple[StoredDocument, ...]) -> list[StoredDocument]:
    """The documents that the filters leave."""
    kinds = [kind for kind in words.codes("document_kinds") if any(one.kind == kind for one in documents)]
    councils = list(dict.fromkeys(_council(one) for one in documents))
    first, second, third = st.columns(3, vertical_alignment="bottom")
    with first:
        sought = address.search("Search by council, title or file", "words", "For example: notice 2014")
    with second:
        kept = address.multiselect("Kind", "kind", kinds, lambda kind: words.word("document_kinds", kind), "All kinds")
    with third:
        of = address.multiselect("Council", "council", councils, str, "All councils")
    wanted = sought.casefold().split()
    return [
        one
        for one in documents
        if one.kind in kept and _council(one) in of and all(word in _searched(one) for word in wanted)
    ]


def _council(document: StoredDocument) -> str:
    return document.council or words.UNKNOWN_COUNCIL


def _searched(document: StoredDocument) -> str:
    kind = words.word("document_kinds", document.kind)
    parts = (document.council_full, _council(document), kind, document.title, document.file, words.day(document.issued))
    return " ".join(part for part in parts if part).casefold()


def _list(found: list[StoredDocument]) -> None:
    if not found:
        st.info("No document fits these filters. Take one of them away.")
        return
    position = st.container()
    part = address.part("part", len(found), SIZE)
    with position:
        for one in found[part]:
            with st.container(key=f"document-{one.id[:12]}", gap=None):
                name = words.document_name(one)
                st.page_link("ui/pages/document.py", label=draw.label(name), query_params={"document": one.id})
                draw.show(draw.element("p", *_line(one), css="cm-meta"))


def _line(one: StoredDocument) -> list[draw.Fragment]:
    """What is in a document, and where a person should look."""
    counts = [words.count(number, name) for field, name in COUNTED if (number := getattr(one, field))]
    pages = [words.count(one.pages, "page")] if one.pages else []
    said = draw.text(" · ".join([*(counts or ["nothing was found in it"]), *pages, one.file]))
    if not one.warnings:
        return [said]
    return [said, draw.Fragment(" "), draw.tag(f"⚠ {words.count(one.warnings, 'warning')}", "amber")]


def _table(found: list[StoredDocument]) -> None:
    columns = ("Document", "Council", "Kind", "Issued", "Added", "Pages", "Clauses", "Actions", "Measures", "Warnings")
    rows = [
        (
            draw.link(one.title or one.file, "document", document=one.id),
            draw.text(_council(one)),
            draw.text(words.word("document_kinds", one.kind)),
            draw.text(words.day(one.issued, "")),
            draw.text(words.day(one.added_at)),
            *(
                draw.text(number)
                for number in (one.pages or "–", one.clauses, one.actions, one.indicators, one.warnings)
            ),
        )
        for one in found
    ]
    draw.show(draw.table("Documents in the library", columns, rows, numbers=5))


def _removal(here: Place, documents: tuple[StoredDocument, ...]) -> None:
    """Choose a document, say that it is meant, remove it."""
    names = words.document_names(documents)
    chosen = st.selectbox(
        "Document to remove", list(names), index=None, format_func=names.__getitem__, placeholder="Choose a document",
        key="remove_document",
    )  # fmt: skip
    if chosen is None:
        return
    st.warning(
        f"This takes {draw.label(names[chosen])}, and the file with it, out of the library. "
        "It cannot be undone, but the file can be added again."
    )
    sure = st.checkbox("Yes, remove this document", key=f"sure_{chosen[:12]}")
    st.button("Remove", disabled=not sure, on_click=upload.remove, args=(here, chosen, names[chosen]))


show("Library", "The notices, reports and plans that Clausemap has read.", main, needs_documents=False)
