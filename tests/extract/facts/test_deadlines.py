from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.facts.deadlines import deadlines

SENTENCES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("deadline_sentences.yaml").read_text(encoding="utf-8")
)
START = dt.date(2014, 5, 3)


def told(text: str, start: dt.date | None = None) -> list[tuple[str, Any]]:
    return [(d.kind, d.value) for d in deadlines(text, start)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(row["text"], row["is"], id=row["text"][:60]) for rows in SENTENCES.values() for row in rows],
)
def test_a_sentence_has_the_deadlines_that_it_states(text: str, expected: list[list[Any]]) -> None:
    wanted = [(kind, tuple(v) if isinstance(v, list) else str(v) if v else v) for kind, v in expected]
    assert sorted(told(text), key=str) == sorted(wanted, key=str)


def test_every_kind_of_sentence_is_tried_often() -> None:
    kinds = [kind for rows in SENTENCES.values() for row in rows for kind, _ in row["is"]]
    assert {kind: kinds.count(kind) >= 15 for kind in ("date", "after_start", "recurring", "event")} == {
        "date": True, "after_start": True, "recurring": True, "event": True,
    }  # fmt: skip
    assert sum(len(rows) for rows in SENTENCES.values()) >= 150


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Send the plan by 14 November 2014.", [dt.date(2014, 11, 14)]),
        ("Send the plan within three months of the start of this notice.", [dt.date(2014, 8, 3)]),
        ("Reviews follow after 6 and 12 months of this notice.", [dt.date(2014, 11, 3), dt.date(2015, 5, 3)]),
        ("Send the plan within four weeks of the date of this notice.", [dt.date(2014, 5, 31)]),
        ("Send the plan by the end of October.", [dt.date(2014, 10, 31)]),
        ("Send the plan by 31 March.", [dt.date(2015, 3, 31)]),
        ("Name a lead within ten working days of this notice.", [dt.date(2014, 5, 16)]),
        ("The Board must meet every six weeks.", None),
        ("Send papers a week before each review.", None),
    ],
)
def test_due_days_are_counted_from_the_start_of_the_notice(text: str, due: list[dt.date] | None) -> None:
    (found,) = deadlines(text, START)
    assert found.due == (tuple(due) if due else None)


def test_no_day_is_invented_where_the_start_is_unknown() -> None:
    assert deadlines("Reviews follow after 6 and 12 months of this notice.")[0].due is None
    assert told("Send the plan by 31 March.") == [("date", None)]
    assert told("Send the plan by the end of October.") == [("date", None)]


def test_months_are_calendar_months_and_clip_to_the_end_of_the_month() -> None:
    (found,) = deadlines("Send the plan within one month of the date of this notice.", dt.date(2013, 1, 31))
    assert found.due == (dt.date(2013, 2, 28),)


def test_a_day_before_the_start_is_a_look_back() -> None:
    text = "Sign the agreement by 1 March 2014."
    assert told(text) == [("date", "2014-03-01")]
    assert told(text, START) == []


def test_a_value_stands_once_with_its_first_printing() -> None:
    found = deadlines("The Board meets every month. The chair writes every month.")
    assert [d.text for d in found] == ["every month"]


def test_the_text_is_as_printed_and_the_anchor_is_named() -> None:
    (found,) = deadlines("Papers must be sent out five working days before each Board meeting.")
    assert "five working days before" in found.text
    assert found.anchor == "Board meeting"
    assert deadlines("A peer review is due before the end of this Notice.")[0].anchor == "end of notice"


def test_an_impossible_day_is_no_deadline() -> None:
    assert told("Send the plan by 31 April 2014.") == []


def test_a_text_without_any_value_has_no_deadline() -> None:
    assert told("") == []
    assert told("Improve the quality of plans.") == []
