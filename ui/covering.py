"""A coverage on screen: counts, bars, and a card for every clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from compare.results import ClauseCoverage, Coverage, Link, Status
from extract.schema import Action, Clause, Extraction
from ui import draw, items, words
from ui.draw import Fragment

STATUSES: tuple[Status, ...] = ("covered", "partial", "gap", "unclear")
CANDIDATES = 5
"""So many possible answers are shown where the tool decided for none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause with its coverage and what it is called."""

    clause: Clause
    name: str
    coverage: ClauseCoverage

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
    return [
        Entry(clause, items.clause_name(clause, position), by_clause[clause.id])
        for position, clause in enumerate(notice.clauses, start=1)
        if clause.id in by_clause
    ]


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


def card(entry: Entry, plan: Plan) -> Fragment:
    """A clause with its status, the actions that answer it, and in a fold those that might."""
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
    return Fragment(
        head
        + draw.paragraph(place, "cm-note")
        + draw.quote(clause.text)
        + (draw.paragraph(entry.coverage.note, "cm-note") if entry.coverage.note else "")
        + "".join(_answer(link, plan) for link in decided)
        + _fold(possible, plan, "other action" if decided else "action")
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


def _answer(link: Link, plan: Plan) -> Fragment:
    """An action with where it stands, who leads it, and why it is taken for an answer."""
    action, _ = plan.actions[link.action]
    place = " · ".join(
        part
        for part in (items.action_place(action), f"lead: {action.lead}" if action.lead else "no lead named",
                     f"due: {action.due}" if action.due else "no date")
        if part
    )  # fmt: skip
    kind = f"{words.word('links', link.coverage or 'candidate')} ({words.percent(link.score)} sure)"
    return Fragment(
        '<div class="cm-answer">'
        f'<p class="cm-head"><b>{_action_link(plan, link.action)}</b> {draw.text(kind)}</p>'
        f"{draw.paragraph(place, 'cm-note')}{draw.element('p', draw.text(action.text), css='cm-printed')}"
        f"{_points('Why', link.reasons)}{_points('Missing', link.missing)}</div>"
    )


def _points(name: str, said: Sequence[str]) -> Fragment:
    return Fragment(f'<p class="cm-note"><b>{name}:</b> {draw.text("; ".join(said))}</p>') if said else Fragment("")


def _fold(possible: Sequence[Link], plan: Plan, what: str) -> Fragment:
    if not possible:
        return Fragment("")
    said = words.count(len(possible), f"{what} that might answer it", f"{what}s that might answer it")
    inner = "".join(_answer(link, plan) for link in possible)
    return Fragment(f"<details><summary>{draw.text(said)}</summary>{inner}</details>")


def _action_link(plan: Plan, action: str) -> Fragment:
    return draw.link(f"Action {plan.actions[action][1]}", "document", document=plan.document, action=action)
