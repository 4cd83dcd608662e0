"""What is doubtful in a clause as it is written."""

from __future__ import annotations

import pytest

from extract.facts.clause_facts import ClauseText, Names, facts_of
from extract.schema import KindOfDocument


def flags(
    *texts: str, kind: KindOfDocument = "improvement_notice", **defined: str
) -> list[list[tuple[str, str | None]]]:
    found = facts_of([ClauseText(text) for text in texts], kind, names=Names({"Board": "improvement_board"}, defined))
    return [[(flag.kind, flag.words) for flag in facts.flags] for facts in found]


def kinds(*texts: str, kind: KindOfDocument = "improvement_notice", **defined: str) -> set[str]:
    return {name for clause in flags(*texts, kind=kind, **defined) for name, _ in clause}


def test_a_day_that_there_is_not_is_kept_and_flagged() -> None:
    (facts,) = facts_of([ClauseText("The Council must send its plan by 31 June 2031.")])
    assert [(flag.kind, flag.words) for flag in facts.flags] == [("impossible_date", "31 June 2031")]
    assert all(deadline.due is None for deadline in facts.deadlines)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Council must send a report where appropriate by 1 May 2031.", "where appropriate"),
        ("The Council must continue to improve its plan by 1 May 2031.", "continue to improve"),
        ("The Council must send the report as soon as possible.", "as soon as possible"),
        ("The Council must send a report regularly.", "regularly"),
    ],
)
def test_words_that_leave_open_what_is_meant_are_flagged(text: str, words: str) -> None:
    assert ("vague_words", words) in flags(text)[0]


def test_regularly_with_an_interval_beside_it_is_no_flaw() -> None:
    assert "vague_words" not in kinds("The Board must meet regularly, at least every six weeks.")


def test_two_intervals_for_one_duty_contradict_each_other() -> None:
    every_four, other = "The Board must meet every four weeks.", "The Board must meet every two months."
    assert [[name for name, _ in clause] for clause in flags(every_four, other)] == [[], ["contradictory_interval"]]
    assert "contradictory_interval" not in kinds(every_four, every_four)


def test_an_interval_that_changes_later_is_no_contradiction() -> None:
    text = "The Board must meet every four weeks initially."
    assert "contradictory_interval" not in kinds("The Board must meet every two months.", text)


def test_a_body_that_nobody_has_told_of_is_flagged_and_a_known_one_is_not() -> None:
    text = "The Panel must send its report by 1 May 2031."
    assert ("undefined_duty_holder", "The Panel") in flags(text)[0]
    assert "undefined_duty_holder" not in kinds(text, panel="fostering panel of the Council")
    assert "undefined_duty_holder" not in kinds("The Board must send its report by 1 May 2031.")
    assert "undefined_duty_holder" not in kinds("A panel must look at the report by 1 May 2031.")


def test_a_clause_without_date_measure_or_product_cannot_be_checked() -> None:
    assert "not_checkable" in kinds("Ensure that leaders understand the experiences of children.")
    assert "not_checkable" not in kinds("Ensure that leaders understand the experiences of children by 1 May 2031.")
    assert "not_checkable" not in kinds("Ensure that 90% of leaders understand the experiences of children.")
    assert "not_checkable" not in kinds("Write a strategy for children.")


def test_an_item_has_the_date_of_the_clause_above_it() -> None:
    above = ClauseText("By 1 May 2031 the Council must:")
    below = ClauseText("ensure that leaders understand the experiences of children.", parent=0)
    assert [[flag.kind for flag in facts.flags] for facts in facts_of([above, below])] == [[], []]


def test_the_items_of_a_report_are_not_drafted_to_be_checked() -> None:
    assert kinds("The quality of plans, where appropriate.", kind="inspection_report") == set()
