from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from extract.facts.clause_facts import ClauseText, facts_of
from extract.facts.parties import groups, mentions, short_names
from extract.schema import Duty

CLAUSES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("duty_sentences.yaml").read_text(encoding="utf-8")
)
NAMES = short_names([], "improvement_notice")


def named(text: str) -> list[tuple[str, str]]:
    return [(m.duty, text[m.start : m.end]) for m in mentions(text, NAMES)]


@pytest.mark.parametrize("row", [pytest.param(row, id=row["text"][:60]) for rows in CLAUSES.values() for row in rows])
def test_a_clause_binds_whom_it_names(row: dict[str, Any]) -> None:
    clause = ClauseText(row["text"], row.get("kind", "requirement"), parent=0 if row.get("below") else None)
    clauses = [ClauseText(row["below"]), clause] if row.get("below") else [clause]
    assert set(facts_of(clauses)[-1].duty_holders) == set(row["is"])


def test_every_holder_is_tried() -> None:
    tried = {duty for rows in CLAUSES.values() for row in rows for duty in row["is"]}
    assert tried == set(get_args(Duty))


def test_the_longest_name_counts() -> None:
    assert named("The Chair of the Improvement Board") == [("board_chair", "Chair of the Improvement Board")]
    assert named("the LSCB Chair and the LSCB") == [("lscb_chair", "LSCB Chair"), ("lscb", "LSCB")]
    assert named("the Council's partners") == [("partners", "Council's partners")]


def test_bodies_that_bind_nobody_are_not_named() -> None:
    assert named("the Health and Wellbeing Board, the Children's Trust and the Improvement Plan") == []
    assert named("the Adoption Panel Chair") == []


def test_bodies_in_brackets_are_asides() -> None:
    assert named("audits (which partners and the LSCB see) for the Council") == [("council", "the Council")]


def test_safeguarding_boards_are_known_by_their_initials() -> None:
    assert [duty for duty, _ in named("NYSCB must report; so must RBSCP.")] == ["lscb", "lscb"]


def test_a_definition_overrules_what_a_short_name_usually_means() -> None:
    names = short_names(["The Local Safeguarding Children Board ('the Board') meets."], "improvement_notice")
    assert names["Board"] == "lscb"
    assert short_names([], "inspection_report")["Board"] == "lscb"
    assert short_names([], "improvement_notice")["Board"] == "improvement_board"


def test_a_definition_behind_another_body_takes_the_name_away() -> None:
    names = short_names(["Each conference has a Child Protection Conference Chair (“Chair”)."], "improvement_notice")
    assert names["Chair"] is None


def test_a_council_may_be_called_by_its_own_short_name() -> None:
    names = short_names(["This notice is given to the Borough Council (“Anytown”)."], "improvement_notice")
    assert [m.duty for m in mentions("Anytown must act.", names)] == ["council"]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("The Council and its partners must act.", [2]),
        ("The Council, the LSCB and partner agencies must act.", [3]),
        ("With the Improvement Board, the Council must act.", [1, 1]),
        ("With the LSCB, the Council and its partners must act.", [1, 2]),
        ("The Council must report to the LSCB.", [1, 1]),
    ],
)
def test_joined_bodies_stand_together(text: str, sizes: list[int]) -> None:
    assert [len(group) for group in groups(text, mentions(text, NAMES))] == sizes
