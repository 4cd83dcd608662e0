"""Coverage: which actions of a plan answer each clause of a notice, and what is missing."""

from __future__ import annotations

import streamlit as st

from corpus.records import StoredDocument
from extract.schema import Extraction
from report.export import NOTICES
from ui import address, cached, covering, draw, words
from ui.cached import Place
from ui.covering import Entry, Plan
from ui.frame import show

SIZE = 8
ALL = ""
BY = {"theme": "By theme", "section": "By section"}


def main(here: Place) -> None:
    """Choose a notice and a plan, and see what is covered."""
    documents = cached.documents(here)
    notices = [one for one in documents if one.clauses]
    plans = [one for one in documents if one.kind == "improvement_plan"]
    if not notices or not plans:
        lacks = "notice or inspection report with clauses" if not notices else "improvement plan"
        st.info(f"Coverage needs a {lacks}, and there is none in the library yet. Add one in the library.")
        return
    notice, plan = _choose(notices, plans)
    asked, answering = cached.extraction(here, notice.id), cached.extraction(here, plan.id)
    _say_what_was_not_read([(notice.file, asked), (plan.file, answering)])
    if not answering.actions:
        st.warning(
            "No action could be read in this plan, so nothing can be said about coverage: every clause is unclear, "
            "and none of them is a gap. Check the file, or add it again in another format.",
            icon=":material/warning:",
        )
    with st.spinner("Comparing the notice with the plan. The first time takes some seconds."):
        result = cached.coverage(here, notice.id, plan.id)
    held, actions = covering.entries(asked, result), covering.plan_of(plan.id, answering)
    draw.show(covering.summary(held))
    _downloads(here, notice, plan)
    views = {
        "clauses": f"Clauses ({len(held)})",
        "flags": f"To look at ({len(result.flags)})",
        "orphans": f"Actions that answer no clause ({len(result.orphans)})",
    }
    match address.segments("What to show", "view", tuple(views), views.__getitem__, ("part",)):
        case "flags":
            _table_or(covering.flags(result, held, actions), bool(result.flags), "Nothing stands out.")
        case "orphans":
            said = "Every action answers a clause."
            _table_or(covering.orphans(result, actions), bool(result.orphans), said)
        case _:
            _clauses(notice, held, actions)


def _choose(notices: list[StoredDocument], plans: list[StoredDocument]) -> tuple[StoredDocument, StoredDocument]:
    """The notice and the plan; a plan of the notice's own council comes first."""
    by_id = {one.id: one for one in (*notices, *plans)}
    names = words.document_names(by_id.values())
    councils = {plan.council for plan in plans}
    ordered = sorted(notices, key=lambda one: (one.council not in councils, one.kind not in NOTICES))
    left, right = st.columns(2)
    with left:
        notice = address.selectbox(
            "Notice or inspection report", "notice", [one.id for one in ordered], names.__getitem__,
            clears=("plan", "part", "clause", "status", "theme", "words"),
        )  # fmt: skip
    own = by_id[notice or ordered[0].id]
    first = sorted(plans, key=lambda one: one.council != own.council)
    with right:
        plan = address.selectbox(
            "Improvement plan", "plan", [one.id for one in first], names.__getitem__, clears=("part",)
        )
    answering = by_id[plan or first[0].id]
    if answering.council != own.council:
        st.info(f"This plan is not of {own.council or 'the same council'}: read the result as an illustration.")
    return own, answering


def _say_what_was_not_read(sources: list[tuple[str, Extraction]]) -> None:
    unread = covering.unread(sources)
    if unread:
        with st.expander(
            f"{words.count(len(unread), 'warning')}: not everything could be read", icon=":material/warning:"
        ):
            draw.show(draw.bullets(map(draw.text, unread)))


def _downloads(here: Place, notice: StoredDocument, plan: StoredDocument) -> None:
    """Exports of the same result; a report joins a notice with plans of its own council only."""
    if notice.kind not in NOTICES or not plan.actions or notice.council is None or notice.council != plan.council:
        return
    ids = (notice.id, plan.id)
    with st.container(horizontal=True):
        st.download_button(
            "Report (Word)", lambda: cached.report(here, ids, "docx"), "clausemap-coverage.docx",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        st.download_button(
            "Spreadsheet (Excel)", lambda: cached.report(here, ids, "xlsx"), "clausemap-coverage.xlsx",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip


def _clauses(notice: StoredDocument, held: list[Entry], plan: Plan) -> None:
    """The cards of the clauses that the filters leave, beside the bars."""
    left, right = st.columns([5, 3], gap="large")
    with right:
        by = address.segments("Group the bars", "by", tuple(BY), BY.__getitem__, ())
        if by == "section":
            draw.show(covering.bars(held, lambda entry: entry.clause.section, "Section"))
        else:
            draw.show(covering.bars(held, lambda entry: words.theme(entry.theme) if entry.theme else None, "Theme"))
    with left:
        found = _filtered(held)
        if not found:
            st.info("No clause fits these filters. Take one of them away.")
            return
        shown = f"{len(found)} of {words.count(len(held), 'clause')}"
        draw.show(
            draw.paragraph(shown if len(found) < len(held) else words.count(len(held), "clause"), "cm-count"),
            draw.paragraph("Underlined: words that a clause shares with the actions that answer it.", "cm-note"),
        )
        position = st.container()
        part = address.part("part", len(found), SIZE)
        with position:
            for entry in found[part]:
                with st.container(border=True, key=f"clause-{entry.clause.id}"):
                    draw.show(covering.card(entry, notice.id, plan))
                    st.page_link(
                        "ui/pages/document.py", label=f"Read clause {draw.label(entry.name)} on its page",
                        query_params={"document": notice.id, "clause": entry.clause.id},
                    )  # fmt: skip


def _filtered(held: list[Entry]) -> list[Entry]:
    """The clauses that the filters leave; a link to one clause shows that one, with a way back to all."""
    asked = next((entry for entry in held if entry.clause.id == address.get("clause")), None)
    if asked:
        st.button("Show all clauses", on_click=address.put, kwargs={"clause": None}, icon=":material/arrow_back:")
        return [asked]
    first, second, third = st.columns([2, 3, 3], vertical_alignment="bottom")
    statuses = [status for status in covering.STATUSES if any(entry.coverage.status == status for entry in held)]
    themes = sorted({entry.theme for entry in held if entry.theme}, key=words.theme)
    with first:
        status = address.selectbox(
            "Status",
            "status",
            [ALL, *statuses],
            lambda one: words.word("statuses", one) if one else "All",
            ALL,
            ("part",),
        )
    with second:
        theme = address.selectbox(
            "Theme", "theme", [ALL, *themes], lambda one: words.theme(one) if one else "All", ALL, ("part",)
        )
    with third:
        sought = address.search("Find by number or words", "words", "For example: supervision").casefold().split()
    return [
        entry
        for entry in held
        if status in (ALL, entry.coverage.status)
        and theme in (ALL, entry.theme)
        and all(word in f"{entry.name} {entry.clause.text}".casefold() for word in sought)
    ]


def _table_or(table: draw.Fragment, filled: bool, otherwise: str) -> None:
    if filled:
        draw.show(table)
    else:
        st.info(otherwise)


show("Coverage", "Which actions of a plan answer each clause of a notice, and what is missing.", main)
