"""What elements are worth on the two annotated plans: the figures of `docs/matching.md`, with room to breathe."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from sklearn.metrics import roc_auc_score

from compare.elements import Elements, whole
from compare.results import Element
from corpus.figures.judged import action_pairs, clause_pairs
from corpus.reader import read_document

pytestmark = pytest.mark.real


class Annotated(NamedTuple):
    """The links of a plan as annotated: whether full, the clause's words, its elements by the linked action alone."""

    full: list[bool]
    words: list[int]
    elements: list[tuple[Element, ...]]
    served: list[Element]
    """Elements of the clauses that all linked actions together serve in full."""


@pytest.fixture(scope="module", params=["cheshire_east", "knowsley"])
def annotated(request: pytest.FixtureRequest, shared: Path) -> Annotated:
    name = request.param
    gold, truth = (json.loads((shared / "gold" / kind / f"{name}.json").read_text()) for kind in ("plans", "notices"))
    notice = read_document(next((shared / "documents" / "notices").glob(f"{name}*.docx")))
    plan = read_document(next((shared / "documents" / "plans").glob(f"{name}*.docx")), kind="improvement_plan")
    clauses = {truth["clauses"][i]["id"]: notice.clauses[j] for i, j in clause_pairs(truth, notice).items()}
    actions = {gold["actions"][i]["id"]: plan.actions[j].id for i, j in action_pairs(gold, plan).items()}
    made = Elements(notice.clauses, plan.actions)
    links = [one for one in gold["links"] if one["clause"] in clauses and one["action"] in actions]
    together: dict[str, list[str]] = {}
    for one in links:
        together.setdefault(one["clause"], []).append(actions[one["action"]])
    return Annotated(
        full=[one["coverage"] == "full" for one in links],
        words=[len(clauses[one["clause"]].text.split()) for one in links],
        elements=[made.shown_by(clauses[one["clause"]].id, [actions[one["action"]]]) for one in links],
        served=[
            element
            for clause, answering in together.items()
            if gold["clause_coverage"].get(clause, {}).get("coverage") == "full"
            for element in made.shown_by(clauses[clause].id, answering)
        ],
    )


def opened(elements: Sequence[Element]) -> int:
    return sum(one.status != "met" for one in elements if one.kind != "deadline")


def test_an_action_that_does_all_of_a_clause_leaves_fewer_elements_open(annotated: Annotated) -> None:
    by_elements = roc_auc_score(annotated.full, [-opened(one) for one in annotated.elements])
    by_length = roc_auc_score(annotated.full, [-words for words in annotated.words])
    assert by_elements >= 0.78
    assert by_elements > by_length + 0.05


def test_little_of_what_is_served_in_full_is_called_missing(annotated: Annotated) -> None:
    counts = Counter(one.status for one in annotated.served if one.kind in ("object", "action"))
    assert counts["missing"] / counts.total() <= 0.06


def test_whole_tells_full_from_partial_better_than_the_length_of_a_clause(annotated: Annotated) -> None:
    def right(said: Sequence[bool]) -> float:
        return sum(a == b for a, b in zip(said, annotated.full, strict=True)) / len(said)

    assert right([whole(one) for one in annotated.elements]) > right([words <= 45 for words in annotated.words])
