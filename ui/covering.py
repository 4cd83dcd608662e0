"""A coverage on screen: counts, bars, and a card for every clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from compare.results import ClauseCoverage, Coverage, Flag, Link, SharedTerm, Status
from extract.schema import Action, Clause, Extraction
from ui import draw, elements, items, words
from ui.draw import Fragment, Place

STATUSES: tuple[Status, ...] = ("covered", "partial", "gap", "unclear")
CANDIDATES = 5
"""So many possible answers are shown where the tool decided for none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause with its coverage, what it is called, what is flagged, and the names of its sub-clauses by id."""

    clause: Clause
    name: str
    coverage: ClauseCoverage
    flags: tuple[Flag, ...]
    below: dict[str, str]

    @property
    def theme(self) -> str | None:
        """The theme that fits best."""
        return self.clause.themes[0].id if self.clause.themes else None


@dataclass(frozen=True, slots=True)
class Plan:
    """The actions of a plan by id, each with what it is called, and the id of the plan's document."""

    document: str
    actions: dict[str, tuple[Action, str]]


def entries(notice: Extraction, result: Coverage) -> list[Entry]:
    """The clauses in the notice's order with their coverage."""
    by_clause = {one.clause: one for one in result.clauses}
    names = {clause.id: items.clause_name(clause, k) for k, clause in enumerate(notice.clauses, start=1)}
    return [
        Entry(
            *(clause, names[clause.id], by_clause[clause.id], _flagged(by_clause[clause.id], result.flags)),
            {one.id: names[one.id] for one in notice.clauses if one.parent == clause.id},
        )
        for clause in notice.clauses
        if clause.id in by_clause
    ]


def _flagged(coverage: ClauseCoverage, flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """What is flagged for the clause, or for an action that may answer it."""
    actions = {link.action for link in coverage.links}
    return tuple(
        flag for flag in flags
        if flag.clause == coverage.clause or (flag.clause is None and flag.action in actions)
    )  # fmt: skip


def plan_of(document: str, extraction: Extraction) -> Plan:
    """A plan with its actions numbered."""
    numbered = enumerate(extraction.actions, start=1)
    return Plan(document, {action.id: (action, items.action_name(action, k)) for k, action in numbered})


def summary(held: Sequence[Entry]) -> Fragment:
    """How many clauses have each status, out of how many, with what the status means."""
    counts = Counter(entry.coverage.status for entry in held)
    boxes = [
        Fragment(
            f'<div class="cm-card"><p class="cm-big">{counts[status]} <span>of {len(held)}</span></p>'
            f"<p>{draw.status_tag(status)}</p>{draw.paragraph(words.word('status_meanings', status), 'cm-note')}</div>"
        )
        for status in STATUSES
    ]
    return draw.element("div", *boxes, css="cm-cards")


def bars(held: Sequence[Entry], by: Callable[[Entry], str | None], what: str) -> Fragment:
    """A bar for every theme or section (`what`), those with most gaps first, with the same numbers in words."""
    groups: dict[str, Counter[Status]] = {}
    for entry in held:
        groups.setdefault(by(entry) or "Without one", Counter())[entry.coverage.status] += 1
    rows = []
    for name, counts in sorted(groups.items(), key=lambda one: (-one[1]["gap"], -one[1]["partial"], -one[1].total())):
        parts = [(words.word("statuses", status), counts[status], draw.STATUS_TONES[status]) for status in STATUSES]
        said = " · ".join(f"{status} {number}" for status, number, _ in parts if number) + f" · in all {counts.total()}"
        rows.append((draw.text(name), Fragment(draw.bar(parts) + draw.paragraph(said, "cm-note"))))
    return draw.table(f"Coverage by {what.lower()}, most gaps first", (what, "Clauses"), rows)


def card(entry: Entry, notice: str, plan: Plan) -> Fragment:
    """A clause with its status, the actions that answer it, and in folds its elements and the actions that might.

    Words shared with the actions that answer it are marked; an action that might stands beside the clause for that.
    `notice` is the id of the clause's document.
    """
    clause = entry.clause
    place = " · ".join(
        part
        for part in (words.theme(entry.theme) if entry.theme else "", clause.section or "",
                     f"page {clause.page}" if clause.page else "")
        if part
    )  # fmt: skip
    decided = [link for link in entry.coverage.links if link.coverage]
    possible = [link for link in entry.coverage.links if not link.coverage][:CANDIDATES]
    head = Fragment(
        f'<p class="cm-head">{draw.status_tag(entry.coverage.status)} <b>Clause {draw.text(entry.name)}</b></p>'
    )
    actions = {action: _action_link(plan, action) for action in plan.actions}
    pair = {"notice": notice, "plan": plan.document}
    below = {key: draw.link(f"Clause {name}", "coverage", **pair, clause=key) for key, name in entry.below.items()}
    return Fragment(
        head
        + draw.paragraph(place, "cm-note")
        + draw.quote(clause.text, _places("a", (term for link in decided for term in link.terms)))
        + (draw.paragraph(entry.coverage.note, "cm-note") if entry.coverage.note else "")
        + _look_at(flag for flag in entry.flags if flag.action is None)
        + elements.fold(entry.coverage.elements, actions, below)
        + "".join(_answer(link, entry, plan) for link in decided)
        + _fold(possible, entry, plan, "other action" if decided else "action")
    )


def flags(result: Coverage, held: Sequence[Entry], plan: Plan) -> Fragment:
    """What else to look at: late, ownerless, undated and red actions."""
    names = {entry.clause.id: entry.name for entry in held}
    rows = [
        (
            draw.text(words.word("flags", flag.kind)),
            draw.text(f"Clause {names[flag.clause]}" if flag.clause in names else "–"),
            _action_link(plan, flag.action) if flag.action else draw.text("–"),
            draw.text(flag.note),
        )
        for flag in result.flags
    ]
    return draw.table("Dates, leads and ratings to look at", ("What", "Clause", "Action", "Why"), rows)


def orphans(result: Coverage, plan: Plan) -> Fragment:
    """The actions that answer no clause of the notice."""
    rows = []
    for action_id in result.orphans:
        action, _ = plan.actions[action_id]
        rows.append(
            (
                _action_link(plan, action_id), draw.text(action.text), draw.text(action.lead or "–"),
                draw.text(action.due or "–"), draw.text(items.action_place(action) or "–"),
            )
        )  # fmt: skip
    columns = ("Action", "Words of the plan", "Lead", "Due", "Where")
    return draw.table("Actions that answer no clause", columns, rows)


def unread(sources: Iterable[tuple[str, Extraction]]) -> list[str]:
    """What of the documents could not be read or is not certain, one sentence each."""
    return [
        f"{name}{f', page {warning.page}' if warning.page else ''}: {warning.message}"
        for name, extraction in sources
        for warning in extraction.warnings
    ]


def _answer(link: Link, entry: Entry, plan: Plan, beside: bool = False) -> Fragment:
    """An action with where it stands, who leads it, and why it is taken for an answer.

    `beside`: with the words of the clause that it shares.
    """
    action, _ = plan.actions[link.action]
    place = " · ".join(
        part
        for part in (items.action_place(action), f"lead: {action.lead}" if action.lead else "no lead named",
                     f"due: {action.due}" if action.due else "no date")
        if part
    )  # fmt: skip
    kind = f"{words.word('links', link.coverage or 'candidate')} ({words.percent(link.score)} sure)"
    words_of_plan = draw.printed(action.text, _places("b", link.terms))
    if beside and link.terms:
        name = draw.element("b", draw.text(f"Clause {entry.name}: "))
        clause = draw.element("p", name, draw.marks(entry.clause.text, _places("a", link.terms)), css="cm-note")
        words_of_plan = draw.element("div", words_of_plan, clause, css="cm-sides")
    return Fragment(
        '<div class="cm-answer">'
        f'<p class="cm-head"><b>{_action_link(plan, link.action)}</b> {draw.text(kind)}</p>'
        f"{draw.paragraph(place, 'cm-note')}{words_of_plan}"
        f"{_points('Why', link.reasons)}{_points('Missing', link.missing)}"
        f"{_look_at(flag for flag in entry.flags if flag.action == link.action)}</div>"
    )


def _places(side: Literal["a", "b"], terms: Iterable[SharedTerm]) -> list[Place]:
    """Where the shared words stand in the clause (`a`) or in the action."""
    quotes = (term.a if side == "a" else term.b for term in terms)
    return [(quote.start, quote.end, "shared") for quote in quotes]


def _look_at(flags: Iterable[Flag]) -> Fragment:
    return _points("To look at", [f"{words.word('flags', flag.kind)}: {flag.note}" for flag in flags])


def _points(name: str, said: Sequence[str]) -> Fragment:
    return Fragment(f'<p class="cm-note"><b>{name}:</b> {draw.text("; ".join(said))}</p>') if said else Fragment("")


def _fold(possible: Sequence[Link], entry: Entry, plan: Plan, what: str) -> Fragment:
    if not possible:
        return Fragment("")
    said = words.count(len(possible), f"{what} that might answer it", f"{what}s that might answer it")
    return draw.fold(said, Fragment("".join(_answer(link, entry, plan, beside=True) for link in possible)))


def _action_link(plan: Plan, action: str) -> Fragment:
    return draw.link(f"Action {plan.actions[action][1]}", "document", document=plan.document, action=action)
