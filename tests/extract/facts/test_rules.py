from __future__ import annotations

import itertools

import pytest

from extract.facts.rules import Match, Rules, Value, word_list

RULES = Rules(
    {
        "deadline": ["$by DAY", "$by the? end of DAY"],
        "ignored": ["published on|in DAY"],
        "report": ["annual report", "report ~2 children", "chief officer's report"],
    },
    {"by": "by before until"},
)


def found(text: str, *values: Value) -> list[tuple[str, str]]:
    return [(m.label, text[m.start : m.end]) for m in RULES.find(text, values)]


def day(text: str, printed: str) -> Value:
    start = text.index(printed)
    return Value("DAY", start, start + len(printed))


def test_words_match_in_any_case() -> None:
    assert found("The ANNUAL report and the Annual Report") == [
        ("report", "ANNUAL report"),
        ("report", "Annual Report"),
    ]


def test_apostrophes_of_any_shape_are_ignored() -> None:
    for printed in ("chief officer's report", "chief officer’s report", "chief officers report"):
        assert found(f"the {printed}") == [("report", printed)]


def test_a_gap_takes_up_to_so_many_words() -> None:
    assert found("a report on young children") == [("report", "report on young children")]
    assert found("a report on the very young children") == []


def test_a_value_of_the_caller_stands_as_one_word() -> None:
    text = "Do it before 3 May 2014."
    (match,) = RULES.find(text, [day(text, "3 May 2014")])
    assert match == Match("deadline", 6, 23, (0,))


def test_the_longest_match_counts() -> None:
    text = "by the end of 3 May 2014"
    assert found(text, day(text, "3 May 2014")) == [("deadline", text)]


def test_matches_never_overlap_and_stand_in_reading_order() -> None:
    text = "The annual report on children, published in 3 May 2014"
    matches = RULES.find(text, [day(text, "3 May 2014")])
    assert [m.label for m in matches] == ["report", "ignored"]
    assert all(a.end <= b.start for a, b in itertools.pairwise(matches))


def test_nothing_is_found_in_nothing() -> None:
    assert found("") == []
    assert found("  ") == []


@pytest.mark.parametrize("name", ["deadlines", "duties", "references"])
def test_every_word_list_of_the_room_compiles(name: str) -> None:
    listed = word_list(name)
    assert Rules(listed["patterns"], listed.get("words")).find("The Council must report by then.") is not None
