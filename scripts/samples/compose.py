"""Records laid out as elements: what is printed, in the order in which it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scripts.samples.elements import Element, Grid, Heading, Item, Para
from scripts.samples.notices import Clause, Notice
from scripts.samples.plans import Action, Plan, Theme

FILLS = {"blue": "9DC3E6", "green": "A9D18E", "amber": "FFD966", "red": "FF7C80"}


def notice_elements(notice: Notice) -> list[Element]:
    """Title, preamble, sections with their clauses, signature."""
    out: list[Element] = [Heading(notice.title, 0), *map(_front, notice.front)]
    marks = 0
    for section in notice.sections:
        if section.heading:
            out.append(Heading(section.heading, 2))
        out += [Para(text) for text in section.lead]
        for clause in section.clauses:
            for element, noted in _clause(clause, marks):
                marks += noted
                out.append(element)
    return [*out, *map(_front, notice.tail)]


def _front(text: str) -> Element:
    return Item("-", text[2:]) if text.startswith("- ") else Para(text)


def _clause(clause: Clause, marks: int) -> Iterator[tuple[Element, int]]:
    text, notes = clause.text, ()
    noted = 0
    if clause.note:
        noted = 1
        text = text.replace("[^]", f"[^{marks + 1}]")
        notes = ((str(marks + 1), clause.note),)  # type: ignore[assignment]
    if clause.label is None:
        yield Para(text, clause.depth, notes), noted
    else:
        yield Item(clause.label, text, clause.style, clause.depth, notes), noted
    for child in clause.children:
        for element, more in _clause(child, marks + noted):
            noted += more
            yield element, more


def plan_elements(plan: Plan, cited: Mapping[str, Clause]) -> list[Element]:
    """Title, front matter, then a heading, its outcome and a table for every theme."""
    out: list[Element] = [Heading(plan.title, 0), *map(_front, plan.front)]
    for theme in plan.themes:
        out.append(Heading(theme.heading, 2))
        out += [Para(text) for text in (theme.outcome, theme.sponsor) if text]
        out.append(plan_grid(plan, theme, cited))
    return out


def plan_grid(plan: Plan, theme: Theme, cited: Mapping[str, Clause]) -> Grid:
    """The theme's actions as a table with the plan's columns, a band row wherever a sub-heading begins."""
    rows: list[tuple[str, ...]] = []
    fills: dict[tuple[int, int], str] = {}
    band = None
    for action in theme.actions:
        if action.band and action.band != band:
            band = action.band
            rows.append((band,))
        if action.rag and "rag" in plan.columns:
            fills[len(rows), list(plan.columns).index("rag")] = FILLS[action.rag]
        rows.append(tuple(cell_text(action, column, cited) for column in plan.columns))
        if action.more:
            rows.append(tuple(action.more if column == "text" else "" for column in plan.columns))
    return Grid((tuple(plan.columns.values()),), tuple(rows), plan.widths, fills=fills)


def cell_text(action: Action, column: str, cited: Mapping[str, Clause]) -> str:
    """What the plan prints for the action in that column."""
    if column == "cites":
        return "; ".join(f"Notice para {cited[key].number()}" for key in action.cites)
    if column == "rag":
        rag = action.rag or ""
        return {"word": rag.title(), "letter": rag[:1].upper(), "colour": ""}[action.rag_form]
    return getattr(action, column) or ""
