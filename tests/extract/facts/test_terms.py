"""The short names that a document gives."""

from __future__ import annotations

import pytest

from extract.facts.taking_in import taken_in
from extract.facts.terms import defined_terms

TERMS = [
    ('This notice is given to Fairhaven Borough Council ("the Council").', "Council", "Fairhaven Borough Council"),
    (
        "The Council must set up a board with an independent chair (\u2018the Chair\u2019).",
        "Chair",
        "independent chair",
    ),
    (
        "It acts under section 497A of the Education Act 1996 (\u201cthe 1996 Act\u201d).",
        "1996 Act",
        "Education Act 1996",
    ),
    (
        'He is the Secretary of State for Education ("the Secretary of State").',
        "Secretary of State",
        "Secretary of State for Education",
    ),
    ('It works with the Local Safeguarding Children Board ("LSCB").', "LSCB", "Local Safeguarding Children Board"),
    (
        'It works with its relevant partners named in section 10 of the Children Act 2004 ("partners").',
        "partners",
        "relevant partners named in section 10 of the Children Act 2004",
    ),
    ('The Council must write an improvement plan (hereafter "the Plan") by May.', "Plan", "improvement plan"),
]


@pytest.mark.parametrize(("text", "term", "meaning"), TERMS, ids=[term for _, term, _ in TERMS])
def test_a_short_name_stands_for_the_phrase_before_it(text: str, term: str, meaning: str) -> None:
    assert [(one.term, one.meaning) for one in defined_terms([text])] == [(term, meaning)]


def test_a_name_that_is_given_twice_keeps_its_first_meaning() -> None:
    texts = ['A board ("the Board") meets.', 'Another panel ("the Board") meets too.']
    assert [(one.term, one.meaning) for one in defined_terms(texts)] == [("Board", "board")]


@pytest.mark.parametrize("text", ["Nothing is named here.", '("the Board")', 'He said ("so what") and left.', ""])
def test_odd_brackets_are_no_fault(text: str) -> None:
    assert len(defined_terms([text])) <= 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Put right all the areas for improvement identified in the report.",
         "all the areas for improvement identified in the report"),
        ("Carry out the recommendations made in the Ofsted inspection report of May 2031.",
         "the recommendations made in the Ofsted inspection report"),
        ("Address every area for priority action in Ofsted's report.", None),
        ("Act on the findings of the inspection.", "the findings of the inspection"),
        ("Report on the actions of the plan.", None),
        ("Look at the areas where children live.", None),
    ],
)  # fmt: skip
def test_the_list_of_a_report_is_taken_in_by_these_words(text: str, words: str | None) -> None:
    found = taken_in(text)
    assert found == words if words else not found or "Ofsted" in found
