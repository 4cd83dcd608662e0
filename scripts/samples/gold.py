"""The gold of the sample corpus, made from the same texts as its documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scripts.samples.elements import plain
from scripts.samples.notices import Clause, Notice
from scripts.samples.plans import Action, Plan

INVENTED = "Written for Clausemap's sample corpus. The council and everything said of it are invented."


def notice_gold(notice: Notice) -> dict[str, Any]:
    """Metadata and every clause of a notice."""
    facts = dict(notice.facts)
    return {
        "document": f"{notice.name}_improvement_notice",
        "invented": INVENTED,
        "council": facts.pop("council"),
        "council_full": facts.pop("council_full"),
        "gss": None,
        **facts,
        "clauses": [_clause(clause) for clause in notice.clauses()],
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "id": clause.id,
        "parent": clause.parent.id if clause.parent else None,
        "label": clause.label,
        "section": clause.section,
        "kind": clause.kind,
        "text": plain(clause.text).replace("[^]", ""),
        "theme": clause.themes[0],
        "secondary_themes": list(clause.themes[1:]),
        "duty_holders": list(clause.holders),
        "deadlines": [
            {"text": d.text, "kind": d.kind, "value": d.value} | ({"anchor": d.anchor} if d.anchor else {})
            for d in clause.deadlines
        ],
        "references": list(clause.references),
    }


def alignment_gold(notices: Sequence[Notice]) -> list[list[str]]:
    """Groups of clauses of different notices that state the same requirement."""
    groups: dict[str, list[str]] = {}
    for notice in notices:
        for clause in notice.clauses():
            for key in (clause.key, *clause.same):
                groups.setdefault(key, []).append(clause.id)
    return [ids for _, ids in sorted(groups.items()) if len({clause_id[:2] for clause_id in ids}) > 1]


def plan_gold(plan: Plan, notice: Notice, files: Sequence[str]) -> dict[str, Any]:
    """Actions, links to the notice's clauses, what is uncovered, orphans, defects and debatable pairs."""
    clauses = notice.by_key()
    actions = list(plan.actions())
    links = [
        {"clause": clauses[key].id, "action": action.id, "coverage": level, "why": why}
        for action in actions
        for key, (level, why) in action.answers.items()
    ]
    linked = {link["clause"] for link in links}
    return {
        "council": plan.name,
        "invented": INVENTED,
        "files": list(files),
        "actions": [_action(plan, action) for action in actions],
        "links": sorted(links, key=lambda link: (link["clause"], int(link["action"][1:]))),
        "uncovered": [
            clause.id
            for clause in notice.clauses()
            if not clause.children
            and clause.kind in ("requirement", "governance", "reporting")
            and clause.id not in linked
        ],
        "orphans": [action.id for action in actions if not action.answers and not action.near],
        "defects": [defect for action in actions for defect in _defects(action, actions, clauses)],
        "near_misses": _pairs(actions, clauses, "decoys"),
        "tolerated": _pairs(actions, clauses, "near"),
    }


def _pairs(actions: Sequence[Action], clauses: Mapping[str, Clause], field: str) -> list[dict[str, str]]:
    return [
        {"clause": clauses[key].id, "action": action.id, "why": why}
        for action in actions
        for key, why in getattr(action, field).items()
    ]


def _action(plan: Plan, action: Action) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": action.id,
        "ref": action.ref if "ref" in plan.columns else None,
        "text": plain(" ".join(filter(None, (action.text, action.more)))),
        "lead": action.lead,
        "due": action.due,
        "due_date": action.due_date,
        "rag": action.rag if "rag" in plan.columns else None,
        "theme_heading": action.heading,
    }
    more = {
        "sub_heading": action.band,
        "start": action.start if "start" in plan.columns else None,
        "success_measure": action.measures if "measures" in plan.columns else None,
        "progress": action.progress if "progress" in plan.columns else None,
        "evidence_of_impact": action.evidence if "evidence" in plan.columns else None,
    }
    return record | {key: value for key, value in more.items() if value}


def _defects(action: Action, actions: Sequence[Action], clauses: Mapping[str, Clause]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if not action.lead:
        found.append({"kind": "no_lead", "note": "no lead is named"})
    if not action.due:
        found.append({"kind": "no_deadline", "note": "the due cell is empty"})
    elif vague(action):
        found.append({"kind": "vague_deadline", "note": f'"{action.due}"'})
    if action.more:
        found.append({"kind": "split_row", "note": "the end of the text stands in a row of its own"})
    twins = [other.id for other in actions if other.ref and other.ref == action.ref]
    if len(twins) > 1:
        found.append({"kind": "duplicate_ref", "note": f"{action.ref} is printed on {' and '.join(twins)}"})
    found += [{"kind": "late", "note": note, "clause": clauses[key].id} for key, note in action.late.items()]
    return [{"action": action.id, **defect} for defect in found]


def vague(action: Action) -> bool:
    """True where what is printed as due is no day and no month: a quarter, a season, "Ongoing"."""
    due = action.due or ""
    return action.due_date is None or due.split()[0].rstrip(",").title() in {
        "Spring",
        "Summer",
        "Autumn",
        "Winter",
        "Q1",
        "Q2",
        "Q3",
        "Q4",
        "Academic",
        "Early",
    }
