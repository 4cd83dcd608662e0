"""What is to be looked at in the actions of a plan: dates, leads, ratings, and what is said to be done.

Every note quotes what is printed. An action that is late is a finding of its own and does not lower what it covers.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from compare import duties
from compare.results import Flag, Link
from extract.facts.periods import periods
from extract.facts.plan_dates import plan_date
from extract.schema import Action, Clause, Deadline


def of_links(clauses: Sequence[Clause], actions: Sequence[Action], links: Sequence[Sequence[Link]]) -> list[Flag]:
    """Actions that answer a clause later, or less often, than the clause sets; `links` are those of each clause."""
    by_id = {action.id: action for action in actions}
    return [
        flag
        for clause, of_clause in zip(clauses, links, strict=True)
        for link in of_clause
        if link.coverage
        for flag in _against(clause, by_id[link.action])
    ]


def of_actions(actions: Sequence[Action], today: dt.date | None = None) -> list[Flag]:
    """What is to be looked at in an action by itself; what is overdue only where `today` is given."""
    return [flag for action in actions for flag in _alone(action, today)]


def _against(clause: Clause, action: Action) -> Iterator[Flag]:
    days = duties.due_dates(clause)
    if days and action.due_date and action.due_date > days[-1]:
        set_for = next(d.text for d in clause.deadlines if d.due and days[-1] in d.due)
        note = f"due {_due(action)}, the clause sets {_set(set_for, days[-1])}"
        yield Flag(clause=clause.id, action=action.id, kind="late", note=note)
    for deadline in clause.deadlines:
        rarer = _rarer(deadline, action)
        if rarer:
            note = f"'{rarer}', the clause sets '{deadline.text}'"
            yield Flag(clause=clause.id, action=action.id, kind="less_often", note=note)


def _rarer(deadline: Deadline, action: Action) -> str | None:
    """How often the action comes as printed in its due cell, where that is not as often as the deadline asks."""
    if deadline.kind != "recurring" or not isinstance(deadline.value, str) or not action.due:
        return None
    asked = duties.lasting(deadline.value)
    said = [period for period in periods(action.due) if period.kind == "interval"]
    if said and all(duties.lasting(period.values[0]) > asked for period in said):
        return action.due[said[0].start : said[0].end]
    return None


def _alone(action: Action, today: dt.date | None) -> Iterator[Flag]:
    if not action.lead:
        yield Flag(action=action.id, kind="no_lead", note="nobody is named to lead it")
    if not action.due_date:
        yield Flag(
            action=action.id, kind="no_deadline", note=f"'{action.due}' is no day" if action.due else "no day is set"
        )
    if action.rag == "red":
        yield Flag(action=action.id, kind="red", note="reported red")
    done = _done(action)
    if done and not _shown(action):
        yield Flag(action=action.id, kind="no_evidence", note=f"{done}, and nothing that shows it")
    start = plan_date(action.start).due_date if action.start else None
    if start and action.due_date and action.due_date < start:
        yield Flag(
            action=action.id, kind="due_before_start", note=f"due {_due(action)}, but it starts '{action.start}'"
        )
    if today and action.due_date and action.due_date < today and not done:
        state = f"reported {action.rag}" if action.rag else "not reported done"
        yield Flag(
            action=action.id, kind="overdue", note=f"due {_due(action)}, and {state} on {duties.in_words(today)}"
        )


def _done(action: Action) -> str | None:
    """What says that the action is done: its rating, or a word of its progress; None where nothing does."""
    if action.rag == "blue":
        return f"reported blue ('{action.progress}')" if action.progress else "reported blue"
    said = re.search(_words()["done"], action.progress or "", re.IGNORECASE)
    return f"reported '{said.group()}'" if said else None


def _shown(action: Action) -> bool:
    """Whether the plan gives evidence, in a column of its own or in a word of the progress."""
    return bool(action.evidence) or bool(re.search(_words()["shows"], action.progress or "", re.IGNORECASE))


def _due(action: Action) -> str:
    day = duties.in_words(action.due_date) if action.due_date else ""
    return day if action.due in (None, day) else f"{day} ('{action.due}')"


def _set(printed: str, day: dt.date) -> str:
    said = duties.in_words(day)
    return said if said in printed else f"{said} ('{printed}')"


@functools.cache
def _words() -> dict[str, str]:
    path = Path(__file__).parent / "words" / "done.yaml"
    listed: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return listed
