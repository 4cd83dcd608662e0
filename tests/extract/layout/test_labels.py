"""List labels: what counts as one, and how deep an item lies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.layout.labels import Nesting, label_of, style_of


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("3. Ensure that", "3."),
        ("12) Ensure that", "12)"),
        ("2.1 Ensure that", "2.1"),
        ("2.1. Ensure that", "2.1."),
        ("a. Ensure that", "a."),
        ("(b) Ensure that", "(b)"),
        ("(iv) Ensure that", "(iv)"),
        ("• Ensure that", "-"),
        ("- Ensure that", "-"),
        ("– Ensure that", "-"),
        ("\uf0b7 Ensure that", "-"),
        ("\u25fcEnsure that", "-"),
        ("o Ensure that", "-"),
        ("- a. ensure that", "a."),
        ("Ensure that", None),
        ("A. Smith signed it", None),
        ("2014 was a hard year", None),
        ("10.5 per cent", None),
        ("of the board", None),
    ],
)
def test_a_line_begins_with_its_label(line: str, shown: str | None) -> None:
    label = label_of(line)
    assert (label.shown if label else None) == shown


def test_the_length_of_a_label_leads_to_the_text() -> None:
    for line in ("(iv)  Ensure", "3. Ensure", "\uf0b7 Ensure"):
        label = label_of(line)
        assert label is not None
        assert line[label.length :] == "Ensure"


@pytest.mark.parametrize(
    ("labels", "levels"),
    [
        (["1.", "a.", "b.", "2."], [0, 1, 1, 0]),
        (["1.", "a.", "(i)", "(ii)", "b.", "2."], [0, 1, 2, 2, 1, 0]),
        (["(a)", "-", "-", "2.", "3."], [0, 1, 1, 0, 0]),
        (["g.", "h.", "i.", "j."], [0, 0, 0, 0]),
        (["2.1", "a)", "b)", "3."], [0, 1, 1, 0]),
        (["-", "-", "-"], [0, 0, 0]),
    ],
)
def test_labels_nest_by_their_style_where_indents_do_not_tell(labels: list[str], levels: list[int]) -> None:
    nesting = Nesting()
    assert [nesting.level(0.0, shown) for shown in labels] == levels


def test_an_indent_opens_a_list_and_its_end_closes_it() -> None:
    nesting = Nesting()
    assert [nesting.level(x, "-") for x in (72.0, 90.0, 90.5, 72.0)] == [0, 1, 1, 0]


@given(st.text(max_size=60))
def test_any_line_has_a_label_within_it_or_none(line: str) -> None:
    label = label_of(line)
    if label:
        assert 0 < label.length <= len(line)
        assert label.style == style_of(label.shown)


@given(st.text(min_size=1, max_size=8))
def test_any_label_that_a_document_defines_has_a_depth(shown: str) -> None:
    assert Nesting().level(0.0, shown) == 0


def test_a_label_of_nothing_but_signs_is_a_bullet() -> None:
    assert [style_of(shown) for shown in (")", "(.)", ". .")] == ["bullet"] * 3
