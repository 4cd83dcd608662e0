"""Document: what one document asks or answers, beside its pages."""

from __future__ import annotations

import streamlit as st

from extract.schema import Extraction
from ui import about, address, cached, draw, item_facts, items, measures, reader, theme_facts, words
from ui.cached import Place
from ui.frame import show
from ui.items import Item
from ui.reader import Shelf

CLAUSES = Shelf("clause", "clause", "Kind of clause", "clause_kinds")
ACTIONS = Shelf("action", "action", "Rating", "rags")
STATEMENTS = Shelf("statement", "statement", "Kind", "roles")
OPENED = ("clause", "action", "statement", "part", "words", "theme", "section", "group", "view")


def main(here: Place) -> None:
    """Choose a document and read it."""
    names = words.document_names(cached.documents(here))
    asked = address.get("document")
    if asked and asked not in names:
        st.info("The document of this link is not in the library; it may have been removed. Another one is shown.")
    first = next((one.id for one in cached.documents(here) if one.clauses), next(iter(names)))
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        chosen = address.selectbox("Document", "document", list(names), names.__getitem__, first, OPENED) or first
    found = cached.extraction(here, chosen)
    views = _views(found)
    with right:
        view = address.segments("What to read", "view", tuple(views), views.__getitem__, ("part", "words"))
    match view:
        case "clauses":
            _clauses(here, chosen, found)
        case "actions":
            _actions(here, chosen, found)
        case "measures":
            draw.show(*measures.tables(found.indicators))
        case "statements":
            _statements(here, chosen, found)
        case _:
            _about(found)


def _views(found: Extraction) -> dict[str, str]:
    """What there is to read, with how much of it."""
    held = {
        "clauses": ("Clauses", len(found.clauses)),
        "actions": ("Actions", len(found.actions)),
        "measures": ("Measures", len(found.indicators)),
        "statements": ("Statements", len(found.statements)),
    }
    views = {key: f"{name} ({number})" for key, (name, number) in held.items() if number}
    warnings = f" ({words.count(len(found.warnings), 'warning')})" if found.warnings else ""
    return {**views, "about": f"About this document{warnings}"}


def _clauses(here: Place, document: str, found: Extraction) -> None:
    by_id = {clause.id: clause for clause in found.clauses}
    if found.document.inspection and found.document.inspection.judgements:
        with st.expander("Judgements of the inspection"):
            draw.show(about.judgements(found.document.inspection))

    due, lists = cached.due(here, document), cached.lists_taken_in(here, document)

    def facts(item: Item) -> None:
        draw.show(item_facts.clause(by_id[item.id], found, due.get(item.id, ()), lists.get(item.id)))
        _why(here, document, item)
        if item.theme:
            st.page_link(
                "ui/pages/compare.py",
                label="Compare this theme across councils",
                query_params={"theme": item.theme, **({"a": found.document.council} if found.document.council else {})},
            )
        query = {"notice": document, "clause": item.id}
        st.page_link("ui/pages/coverage.py", label="See which actions answer this clause", query_params=query)

    reader.read(here, document, CLAUSES, items.clauses(found), facts)


def _why(here: Place, document: str, item: Item) -> None:
    """What made the theme of a clause, worked out only where a person opens it."""
    options = [one.id for one in item.themes[:3] if theme_facts.known(one.id)]
    if not options:
        return
    box = st.expander("Why this theme", key="why", on_change="rerun", icon=":material/help:")
    if box.open:
        with box:
            theme = st.selectbox("Theme to explain", options, format_func=words.theme, key=f"why_{item.id}")
            with st.spinner("Taking the label apart"):
                found = cached.theme_reasons(here, document, item.id, theme)
            draw.show(theme_facts.why(item.text, found))


def _actions(here: Place, document: str, found: Extraction) -> None:
    numbered = {action.id: (action, position) for position, action in enumerate(found.actions, start=1)}
    reader.read(
        here, document, ACTIONS, items.actions(found), lambda item: draw.show(item_facts.action(*numbered[item.id]))
    )


def _statements(here: Place, document: str, found: Extraction) -> None:
    numbered = {one.id: (one, position) for position, one in enumerate(found.statements, start=1)}
    reader.read(
        here, document, STATEMENTS, items.statements(found),
        lambda item: draw.show(item_facts.statement(*numbered[item.id])),
    )  # fmt: skip


def _about(found: Extraction) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("The document", anchor=False)
        draw.show(about.facts(found))
        if found.document.inspection:
            draw.show(about.judgements(found.document.inspection))
    with right:
        st.subheader("What was read", anchor=False)
        draw.show(about.ledger(found))
        st.subheader("What to look at", anchor=False)
        draw.show(about.warnings(found))


show("Document", "Every clause or action of one document, beside the page it stands on.", main)
