"""Compare: what councils are asked, theme by theme and clause beside clause."""

from __future__ import annotations

from itertools import combinations, product

import streamlit as st

from corpus.records import StoredDocument
from ui import address, cached, comparison, draw, families, matrix, theme_facts, words
from ui.cached import Place
from ui.comparison import Placed
from ui.frame import show

KINDS = {
    "notices": "Notices",
    "inspections": "Inspection reports",
    "both": "Notices and inspection reports",
}
CODES = {
    "notices": ("improvement_notice", "statutory_direction"),
    "inspections": ("inspection_report",),
    "both": ("improvement_notice", "statutory_direction", "inspection_report"),
}
VIEWS = {
    "pairs": "Two councils side by side",
    "families": "Wording of all councils",
    "only": "Asked of one council only",
}
MARKS = {"differing": "Words that differ", "shared": "Words that are shared"}
ALL_THEMES = "all"
SIZE = 10


def main(here: Place) -> None:
    """The matrix of themes and councils, and below it what a cell holds."""
    chosen = _chosen(here)
    councils = list(dict.fromkeys(_council(one) for one in chosen))
    if not chosen:
        st.info("No document of this kind with clauses is in the library yet. Add one in the library.")
        return
    st.header("Clauses by theme and council", anchor=False)
    counted = matrix.draw_matrix(here, chosen)
    _downloads(here, chosen)
    st.header("Clauses side by side", anchor=False)
    if len(councils) < 2:
        st.info("Two councils are needed to put clauses side by side. Choose another council, or add a document.")
        return
    view = address.segments("What to show", "view", tuple(VIEWS), VIEWS.__getitem__, ("part",))
    if view == "only":
        _only(here, chosen, councils)
    elif view == "families":
        _families(here, chosen, councils, counted)
    else:
        _pairs(here, chosen, councils, counted)


def _chosen(here: Place) -> list[StoredDocument]:
    """The documents with clauses of the chosen kind and councils."""
    held = [one for one in cached.documents(here) if one.clauses]
    kinds = [kind for kind in KINDS if any(one.kind in CODES[kind] for one in held)] or ["notices"]
    left, right = st.columns(2, vertical_alignment="bottom")
    clears = ("part", "a", "b")
    with left:
        kind = address.segments("Documents", "documents", kinds, KINDS.__getitem__, (*clears, "council"))
    of_kind = [one for one in held if one.kind in CODES[kind]]
    with right:
        names = list(dict.fromkeys(_council(one) for one in of_kind))
        councils = address.multiselect("Councils", "council", names, str, "All councils", clears)
    return [one for one in of_kind if _council(one) in councils]


def _council(document: StoredDocument) -> str:
    return document.council or words.UNKNOWN_COUNCIL


def _downloads(here: Place, chosen: list[StoredDocument]) -> None:
    ids = tuple(one.id for one in chosen)
    with st.container(horizontal=True):
        st.download_button(
            "Counts as a spreadsheet (XLSX)", lambda: cached.report(here, ids, "xlsx", "matrix"),
            "clausemap-themes.xlsx", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        st.download_button(
            "Clauses with their themes (CSV)", lambda: cached.report(here, ids, "csv", "themes"),
            "clausemap-clauses-by-theme.csv", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        if len(ids) > 1 and any(one.kind in CODES["notices"] for one in chosen):
            st.download_button(
                "Lined-up clauses (XLSX)", lambda: cached.report(here, ids, "xlsx", "alignment"),
                "clausemap-lined-up.xlsx", on_click="ignore", icon=":material/download:",
            )  # fmt: skip


def _pairs(here: Place, chosen: list[StoredDocument], councils: list[str], counted: matrix.Counted) -> None:
    """Pickers for a theme and two councils, and the clauses of the three."""
    first, second, third = st.columns(3, vertical_alignment="bottom")
    themes = [ALL_THEMES, *counted.themes]
    with first:
        theme = address.selectbox("Theme", "theme", themes, _theme_name, counted.themes[0], ("part",)) or ALL_THEMES
    ours_default = counted.most(theme, councils)
    with second:
        ours = address.selectbox("Council", "a", councils, str, ours_default, ("part",)) or councils[0]
    others = [council for council in councils if council != ours]
    with third:
        theirs = address.selectbox("Beside", "b", others, str, counted.most(theme, others), ("part",)) or others[0]
    if theme_facts.known(theme):
        with st.expander("What belongs under this theme"):
            draw.show(theme_facts.definition(theme))
    left, right = (_held(here, chosen, council) for council in (ours, theirs))
    with st.spinner("Lining up the clauses"):
        found = [
            cached.alignment(here, tuple(sorted((a, b)))) for a, b in product(_ids(chosen, ours), _ids(chosen, theirs))
        ]
    shown = comparison.sides(left, right, found, None if theme == ALL_THEMES else theme)
    _rows(shown)
    one, two = st.columns(2, gap="large")
    with one:
        _singles(shown.only_ours, shown, f"Only {ours}")
    with two:
        _singles(shown.only_theirs, shown, f"Only {theirs}")


def _rows(shown: comparison.Sides) -> None:
    said = words.count(len(shown.rows), "pair of clauses states", "pairs of clauses state")
    draw.show(draw.paragraph(f"{said} the same requirement.", "cm-count"))
    if not shown.rows:
        return
    mark = address.segments("Mark in the texts", "mark", tuple(MARKS), MARKS.__getitem__)
    position = st.container()
    part = address.part("part", len(shown.rows), SIZE)
    with position:
        for row in shown.rows[part]:
            with st.container(border=True):
                draw.show(comparison.row_fragment(row, "shared" if mark == "shared" else "differing"))


def _singles(alone: tuple[Placed, ...], shown: comparison.Sides, heading: str) -> None:
    st.subheader(f"{heading} ({len(alone)})", anchor=False)
    if alone:
        listed = (comparison.single_fragment(one, shown.related.get(one.clause.id)) for one in alone)
        draw.show(draw.element("ul", *listed, css="cm-context"))
    else:
        draw.show(draw.paragraph("Nothing: every clause under this theme has a partner.", "cm-note"))


def _families(here: Place, chosen: list[StoredDocument], councils: list[str], counted: matrix.Counted) -> None:
    """The requirements that several councils are asked, with the wording of each."""
    if len(chosen) > families.MOST_DOCUMENTS:
        most = words.count(families.MOST_DOCUMENTS, "document is", "documents are")
        st.info(f"At most {most} lined up at once: choose fewer councils above.")
        return
    theme = address.selectbox("Theme", "theme", [ALL_THEMES, *counted.themes], _theme_name, ALL_THEMES, ("part",))
    with st.spinner("Lining up the clauses of all councils"):
        found = cached.alignment(here, tuple(sorted(one.id for one in chosen)))
    held = {key: one for name in councils for key, one in _held(here, chosen, name).items()}
    shown = families.under(found, held, None if theme == ALL_THEMES else theme)
    said = words.count(len(shown), "requirement is", "requirements are")
    draw.show(draw.paragraph(f"{said} asked in two documents or more.", "cm-count"))
    position = st.container()
    part = address.part("part", len(shown), SIZE)
    with position:
        for family in shown[part]:
            with st.container(border=True):
                draw.show(families.card(family, held, councils))


def _only(here: Place, chosen: list[StoredDocument], councils: list[str]) -> None:
    """The clauses of a council that no other chosen council is asked."""
    council = address.selectbox("Council", "a", councils, str, councils[0], ("part",)) or councils[0]
    everyone = {key: one for name in councils for key, one in _held(here, chosen, name).items()}
    with st.spinner("Lining up the clauses"):
        found = [
            cached.alignment(here, tuple(sorted((a, b))))
            for name, other in combinations(councils, 2)
            if council in (name, other)
            for a, b in product(_ids(chosen, name), _ids(chosen, other))
        ]
    alone = [one for one in comparison.alone_everywhere(everyone, found) if _council(one.document) == council]
    total = sum(one.clauses for one in chosen if _council(one) == council)
    draw.show(
        draw.paragraph(
            f"{len(alone)} of the {words.count(total, 'clause')} of {council} have no partner among "
            f"{words.listed(name for name in councils if name != council)}.",
            "cm-count",
        )
    )
    position = st.container()
    part = address.part("part", len(alone), 2 * SIZE)
    rows = [
        (comparison.where(one), draw.text(theme_facts.first(one.clause.themes) or "–"), draw.text(one.clause.text))
        for one in alone[part]
    ]
    with position:
        draw.show(draw.table(f"Asked of {council} only", ("Clause", "Theme", "Words of the document"), rows))


def _held(here: Place, chosen: list[StoredDocument], council: str) -> dict[str, Placed]:
    return comparison.placed((one, cached.extraction(here, one.id)) for one in chosen if _council(one) == council)


def _ids(chosen: list[StoredDocument], council: str) -> list[str]:
    return [one.id for one in chosen if _council(one) == council]


def _theme_name(theme: str) -> str:
    return "All themes" if theme == ALL_THEMES else words.theme(theme)


show("Compare", "What each council is asked to do, theme by theme and clause beside clause.", main)
