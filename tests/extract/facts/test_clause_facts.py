from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.facts.clause_facts import ClauseText, Names, facts_of
from extract.schema import Reference


def holders(clauses: list[ClauseText], kind: Any = "improvement_notice") -> list[tuple[str, ...]]:
    return [f.duty_holders for f in facts_of(clauses, kind)]


def test_no_clauses_have_no_facts() -> None:
    assert facts_of([]) == []


def test_every_clause_has_its_facts_in_order() -> None:
    clauses = [
        ClauseText("The Council must publish its plan by 14 November 2014."),
        ClauseText("The Chair must report every quarter, as Working Together asks."),
        ClauseText(""),
    ]
    first, second, third = facts_of(clauses, start=dt.date(2014, 5, 3))
    assert first.deadlines[0].due == (dt.date(2014, 11, 14),)
    assert (second.duty_holders, [one.id for one in second.references]) == (("board_chair",), ["working_together"])
    assert (third.duty_holders, third.obligations, third.deadlines) == (("council",), (), ())


def test_items_take_the_holder_of_the_clause_above() -> None:
    clauses = [
        ClauseText("The Chair of the Improvement Board must:"),
        ClauseText("write to the Minister each quarter;", parent=0),
        ClauseText("all partners come to meetings.", parent=0),
    ]
    assert holders(clauses) == [("board_chair",), ("board_chair",), ("partners",)]


def test_items_take_the_holder_of_a_lead_in_that_is_no_clause() -> None:
    item = ClauseText("hold a learning event after each review.", lead_in="The LSCB should:")
    assert holders([item]) == [("lscb",)]
    assert holders([ClauseText("hold a learning event after each review.")]) == [("council",)]


def test_the_heading_of_a_list_binds_in_an_inspection_report_only() -> None:
    clause = ClauseText(
        "Publish an annual report.", section="Recommendations for the Local Safeguarding Children Board"
    )
    assert holders([clause], "inspection_report") == [("lscb",)]
    assert holders([clause]) == [("council",)]


def test_the_board_of_an_inspection_report_is_the_safeguarding_board() -> None:
    clause = ClauseText("The Board should test how thresholds are used.")
    assert holders([clause], "inspection_report") == [("lscb",)]
    assert holders([clause]) == [("improvement_board",)]


def test_a_definition_in_one_clause_holds_in_another() -> None:
    clauses = [
        ClauseText("The Local Safeguarding Children Board (“the Partnership”) must meet."),
        ClauseText("The Partnership should publish its findings."),
    ]
    assert holders(clauses)[1] == ("lscb",)


def test_names_given_by_the_caller_count_instead() -> None:
    (facts,) = facts_of([ClauseText("Anytown must act.")], names=Names({"Anytown": "partners"}))
    assert facts.duty_holders == ("partners",)


def test_duty_holders_are_those_of_the_obligations() -> None:
    text = "Agree targets. The Board must test them. Reviews will be led by the Department."
    (facts,) = facts_of([ClauseText(text)])
    assert facts.duty_holders == ("council", "improvement_board", "dfe")
    assert facts.duty_holders == tuple(dict.fromkeys(d for o in facts.obligations for d in o.duty_holders))


WORDS = (
    "The Council", "its partners", "the Board", "the LSCB's Chair", "must", "should", "will", "may", "report", "to",
    "by", "within", "every", "six", "12", "months", "31 April 2014", "March", "of", "this Notice", "section 11", "(",
    ")", ";", ".", ",", "which", "ensure that", "agreed by", "It:", "\u2019s", "%", "\n", "Act 1989", "0 weeks",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(st.lists(st.sampled_from(WORDS), max_size=18).map(" ".join), min_size=1, max_size=4),
    kind=st.sampled_from(["general", "requirement", "governance", "reporting", "consequence"]),
)
def test_any_text_has_facts_that_hold_together(texts: list[str], kind: Any) -> None:
    clauses = [ClauseText(text, kind, parent=i - 1 if i else None) for i, text in enumerate(texts)]
    for clause, facts in zip(clauses, facts_of(clauses, start=dt.date(2014, 5, 3)), strict=True):
        assert facts.duty_holders
        assert all(o.text in clause.text and o.duty_holders and o.action in clause.text for o in facts.obligations)
        assert not any(set(o.recipients) & set(o.duty_holders) for o in facts.obligations)
        assert all(d.text in clause.text for d in facts.deadlines)


def test_footnotes_hold_references() -> None:
    (facts,) = facts_of([ClauseText("Follow the guidance.", footnotes=("Working Together, 2013.",))])
    assert [one.id for one in facts.references] == ["working_together"]


@pytest.mark.real
@pytest.mark.parametrize(("field", "floor"), [("deadlines", 0.97), ("duty_holders", 0.93), ("references", 0.98)])
def test_the_notices_read_by_hand_are_read_alike(shared: Path, field: str, floor: float) -> None:
    hits = said = wanted = 0
    for path in sorted((shared / "gold" / "notices").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(gold, dict):
            continue
        place = {clause["id"]: index for index, clause in enumerate(gold["clauses"])}
        clauses = [
            ClauseText(c["text"], c["kind"], parent=place.get(c["parent"]), section=c["section"])
            for c in gold["clauses"]
        ]
        issued = dt.date.fromisoformat(gold["issued"]) if gold["issued"] else None
        for clause, facts in zip(gold["clauses"], facts_of(clauses, start=issued), strict=True):
            said_here = getattr(facts, field)
            have = _keys([d.model_dump(mode="json") for d in said_here] if field == "deadlines" else said_here)
            want = _keys(clause[field])
            hits, said, wanted = hits + len(have & want), said + len(have), wanted + len(want)
    assert wanted > 10
    assert 2 * hits / (said + wanted) >= floor


def _keys(values: Sequence[Any]) -> set[str]:
    """What the scorer compares: kind and value of a deadline, the word of a duty holder or a reference."""
    plain = (v.id if isinstance(v, Reference) else v for v in values)
    return {v if isinstance(v, str) else json.dumps([v["kind"], v["value"]]) for v in plain}
