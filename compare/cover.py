"""A notice against a plan: which action answers which clause, what is missing, what answers nothing.

The method, its constants and what was tried are in `docs/matching.md`. Scores say how likely an action answers a
clause; a link is decided by fixed thresholds (`thresholds.py`). What could not be read is "unclear", never a gap.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from compare import context, duties, flags, order, reasons, services, thresholds
from compare.elements import Elements
from compare.elements import whole as all_done
from compare.features import Comparison, Curve, Evidence, Kind
from compare.results import ClauseCoverage, Coverage, Element, Link, Status
from compare.similarity import SECTOR
from compare.theme_evidence import theme_evidence
from compare.unnamed import unnamed
from extract.document import Warning
from extract.schema import Action, Clause, Extraction

CURVE = Curve(bias=0.4, over_row=0.125, over_column=0.2, least=4.0)
"""Chosen together with the thresholds on six plans, each left out in turn (docs/matching.md)."""
UNANSWERING = 0.08
"""An action whose every score is below this answers nothing."""
CANDIDATES = 10

CITED, PART_OF_CITED = 45.0, 4.0
THEME, HOLDER, DATE, PLACE = 6.5, 2.0, 3.0, 5.0
OUTSIDE, MOST_OUTSIDE = 12.0, 30.0
"""Weights of the evidence in units of half a CSLS(H). An action that is nearer to another service than to the themes
loses `OUTSIDE` for every unit of H beyond `services.SLACK`, `MOST_OUTSIDE` at most; a citation outweighs it."""
LIKELY_SLOPE, LIKELY_MIDDLE = 0.35, 4.0
"""How likely a pair is for its neighbours' sake, before the order is known."""

UNREAD = frozenset({"no_text", "page_not_read", "no_formula_result", "table_not_read"})
"""Codes of warnings that say that a part of the plan could not be read."""

Matrix = npt.NDArray[np.float64]


def cover(notice: Extraction, plan: Extraction, today: dt.date | None = None) -> Coverage:
    """Coverage of every clause of the notice by the actions of the plan, with elements, orphans and flags.

    What is overdue is flagged only where `today` is given.
    """
    clauses, actions = notice.clauses, plan.actions
    elements = Elements(clauses, actions)
    if not clauses or not actions:
        why = "The plan holds no action that could be read."
        return Coverage(
            clauses=tuple(
                ClauseCoverage(clause=c.id, status="unclear", note=why, elements=elements.of(c, (), "unclear"))
                for c in clauses
            ),
            orphans=tuple(a.id for a in actions),
            flags=tuple(flags.of_actions(actions, today)),
        )
    read = unnamed(plan).actions
    outside = services.outside([_whole(action) for action in read])
    comparison = compared(unnamed(notice).clauses, read, outside)
    decide_at = thresholds.load()
    links = _links(comparison, clauses, actions, outside, elements, decide_at)
    covered = _covered(clauses, links, _unread(plan.warnings), elements, decide_at.gap)
    return Coverage(
        clauses=covered,
        orphans=_orphans(comparison.scores, actions, links, outside),
        flags=(*flags.of_links(clauses, actions, links), *flags.of_actions(actions, today)),
    )


def compared(clauses: Sequence[Clause], actions: Sequence[Action], outside: Sequence[services.Outside]) -> Comparison:
    """All pairs of clauses (rows) and actions (columns) with their evidence."""
    rows, columns = context.of_clauses(clauses), context.of_actions(actions)
    comparison = Comparison(rows, columns, CURVE, SECTOR)
    comparison.add(theme_evidence(rows, columns, THEME))
    ours = services.outside([clause.text for clause in clauses])
    further = np.array([theirs.margin for theirs in outside]) - np.array([[own.margin] for own in ours])
    comparison.add(Evidence("service", -np.minimum(OUTSIDE * np.maximum(further, 0), MOST_OUTSIDE)))
    for kind, weigh in _KINDS.items():
        told = [[weigh(clause, action) for action in actions] for clause in clauses]
        values = np.array([[value for value, _ in row] for row in told])
        comparison.add(Evidence(kind, values, lambda row, column, told=told: told[row][column][1]))  # type: ignore[misc]
    agreement = order.agreement(comparison.strength)
    likely = 1 / (1 + np.exp(-LIKELY_SLOPE * (comparison.strength - LIKELY_MIDDLE)))
    comparison.add(Evidence("place", PLACE * agreement * order.support(likely)))
    return comparison


def _holder(clause: Clause, action: Action) -> tuple[float, str]:
    holder = duties.shared_holder(clause, action)
    return (HOLDER, holder) if holder else (0.0, "")


def _date(clause: Clause, action: Action) -> tuple[float, str]:
    day = duties.shared_date(clause, action)
    return (DATE, duties.in_words(day)) if day else (0.0, "")


def _cited(clause: Clause, action: Action) -> tuple[float, str]:
    found = duties.cited(clause, action)
    if found is None:
        return 0.0, ""
    printed, itself = found
    called = printed if printed[:1].isalpha() and " " in printed else f"paragraph {printed}"
    return (CITED, called) if itself else (PART_OF_CITED, f"{called}, which holds this one")


_KINDS: dict[Kind, Callable[[Clause, Action], tuple[float, str]]] = {"cited": _cited, "holder": _holder, "date": _date}


def _orphans(
    scores: Matrix, actions: Sequence[Action], links: Sequence[Sequence[Link]], outside: Sequence[services.Outside]
) -> tuple[str, ...]:
    """Actions that answer no clause: without a link, and of another service or near to nothing.

    An action without a link that is neither may answer a clause that the tool could not tell: it is no orphan.
    """
    linked = {link.action for of_clause in links for link in of_clause if link.coverage}
    best = scores.max(axis=0)
    return tuple(
        action.id
        for action, far, score in zip(actions, outside, best, strict=True)
        if action.id not in linked and (far.margin >= services.CERTAIN or score < UNANSWERING)
    )


def _links(
    comparison: Comparison,
    clauses: Sequence[Clause],
    actions: Sequence[Action],
    outside: Sequence[services.Outside],
    elements: Elements,
    decide_at: thresholds.Thresholds,
) -> list[tuple[Link, ...]]:
    """For every clause the candidates, best first; those that the tool decides for carry a coverage.

    The best is `full` where the clause's elements (`elements.whole`) allow that, every further one `partial`.
    """
    scores = comparison.scores
    links = []
    for row, clause in enumerate(clauses):
        best = np.argsort(-scores[row], kind="stable")
        asks = clause.kind not in ("general", "consequence") and scores[row, best[0]] >= decide_at.decided
        decided = [column for column in best if asks and scores[row, column] >= decide_at.further]
        shown = best[: max(CANDIDATES, len(decided))]
        of_clause = []
        for column in shown:
            action, far = actions[column], outside[column]
            service = far.service if far.margin >= services.CERTAIN else None
            judged = elements.shown_by(clause.id, [action.id])
            features = comparison.features(row, int(column))
            lacks = reasons.missing(judged, service)
            whole = column == best[0] and all_done(judged)
            of_clause.append(
                Link(
                    action=action.id,
                    score=float(scores[row, column]),
                    coverage=None if column not in decided else "full" if whole else "partial",
                    reasons=reasons.told(features),
                    terms=reasons.terms(features),
                    missing=lacks,
                )
            )
        links.append(tuple(of_clause))
    return links


def _covered(
    clauses: Sequence[Clause], links: Sequence[tuple[Link, ...]], unread: str | None, elements: Elements, gap: float
) -> tuple[ClauseCoverage, ...]:
    """The status of every clause: its own links first, then what its sub-clauses say of a clause that has some.

    The elements of a clause are judged over all actions that were decided for it or for its sub-clauses.
    """
    children: dict[str, list[int]] = {}
    for index, clause in enumerate(clauses):
        if clause.parent:
            children.setdefault(clause.parent, []).append(index)
    known: dict[int, tuple[Status, str]] = {}

    def status(index: int) -> tuple[Status, str]:
        if index not in known:
            known[index] = _own(clauses[index], links[index], unread, gap)
            below = [status(child)[0] for child in children.get(clauses[index].id, [])]
            if below and known[index][0] != "covered":
                known[index] = _together(below), "As its sub-clauses are."
        return known[index]

    def answering(index: int) -> list[str]:
        own = [link.action for link in links[index] if link.coverage]
        below = (action for child in children.get(clauses[index].id, []) for action in answering(child))
        return list(dict.fromkeys([*own, *below]))

    def parts(index: int) -> tuple[Element, ...]:
        below = [(clauses[child], status(child)[0]) for child in children.get(clauses[index].id, [])]
        return elements.of(clauses[index], answering(index), status(index)[0], below)

    return tuple(
        ClauseCoverage(
            clause=clause.id, status=status(index)[0], links=links[index], elements=parts(index), note=status(index)[1]
        )
        for index, clause in enumerate(clauses)
    )


def _own(clause: Clause, links: Sequence[Link], unread: str | None, gap: float) -> tuple[Status, str]:
    """The status of a clause by its own links alone, and why where it is not plain."""
    if clause.kind in ("general", "consequence"):
        return "unclear", "Asks for no single action: judge it by the plan as a whole."
    decided = [link for link in links if link.coverage]
    if any(link.coverage == "full" for link in decided) or len(decided) > 1:
        return "covered", ""
    if decided:
        return "partial", ""
    if unread:
        return "unclear", f"No action was found, but a part of the plan was not read: {unread}"
    if links and links[0].score >= gap:
        return "unclear", "An action comes near, but not near enough to decide: look at the candidates."
    return "gap", ""


def _together(below: Sequence[Status]) -> Status:
    """The status of a clause that its sub-clauses make up."""
    if len(set(below)) == 1:
        return below[0]
    return "unclear" if set(below) == {"gap", "unclear"} else "partial"


def _unread(warnings: Sequence[Warning]) -> str | None:
    """What was not read of the plan, None where all of it was."""
    return next((warning.message for warning in warnings if warning.code in UNREAD), None)


def _whole(action: Action) -> str:
    return " ".join(filter(None, (action.text, action.lead)))
