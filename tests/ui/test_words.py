from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest

from compare.results import Status
from extract.schema import Deadline, Duty, KindOfClause, KindOfDocument, Rag, Role
from ui import words


@pytest.mark.parametrize(
    ("group", "known"),
    [
        ("document_kinds", KindOfDocument),
        ("clause_kinds", KindOfClause),
        ("duties", Duty),
        ("statuses", Status),
        ("status_symbols", Status),
        ("status_meanings", Status),
        ("rags", Rag),
        ("roles", Role),
    ],
)
def test_every_code_of_the_rooms_has_a_word(group: str, known: object) -> None:
    assert set(words.codes(group)) == set(get_args(known))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("children_act_2004_s11", "Children Act 2004, section 11"),
        ("education_act_1996_s497a", "Education Act 1996, section 497A"),
        ("working_together", "Working Together to Safeguard Children"),
    ],
)
def test_references_are_named_as_people_name_them(code: str, name: str) -> None:
    assert words.reference(code) == name


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        (Deadline(text="", kind="date", value="2015-03-16", due=(dt.date(2015, 3, 16),)), "by 16 March 2015"),
        (Deadline(text="", kind="recurring", value="P4W"), "every 4 weeks"),
        (
            Deadline(
                text="", kind="after_start", value=("P6M", "P1Y"), due=(dt.date(2015, 3, 16), dt.date(2015, 9, 16))
            ),
            "6 months and 1 year after the notice starts: 16 March 2015 and 16 September 2015",
        ),
        (
            Deadline(text="", kind="after_start", value=("P6M",)),
            "6 months after the notice starts (the start is not known, so no day is worked out)",
        ),
        (Deadline(text="", kind="event", value="-PT24H", anchor="conference"), "24 hours before conference"),
        (Deadline(text="", kind="event", value="P1W"), "1 week after the event"),
    ],
)
def test_deadlines_are_told_in_words(deadline: Deadline, said: str) -> None:
    assert words.meaning(deadline) == said


@pytest.mark.parametrize(("code", "said"), [("2013-08", "Aug 2013"), ("2013-Q1", "Q1 2013"), ("YTD", "Year to date")])
def test_periods_are_told_in_words(code: str, said: str) -> None:
    assert words.period(code) == said


def test_a_probability_never_claims_certainty() -> None:
    assert [words.percent(score) for score in (0.0, 0.456, 1.0)] == ["1%", "46%", "99%"]


def test_numbers_and_lists_read_as_sentences() -> None:
    assert words.count(1, "clause") == "1 clause" and words.count(1200, "clause") == "1,200 clauses"
    assert words.listed(["a", "b", "c"]) == "a, b and c" and words.listed([]) == ""
