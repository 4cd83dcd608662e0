import itertools

from hypothesis import given
from hypothesis import strategies as st

from compare.wording import differences, small_words

BEFORE = "The Council must hold a staff survey every six weeks, and tell the Board what it learnt."
AFTER = "The council should hold a staff survey every four weeks and tell the board what it learnt."
WORDS = ["the", "board", "meets", "monthly;", "and", "reports", "to", "children’s", "Board"]


def shown(a: str, b: str) -> list[tuple[str, str]]:
    """The differing runs, without the spaces around them."""
    return [(c.a.strip(), c.b.strip()) for c in differences(a, b) if not c.same]


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_printed_text_of_both_sides_is_kept_to_the_character(a: str, b: str) -> None:
    changes = differences(a, b)
    assert "".join(c.a for c in changes) == a
    assert "".join(c.b for c in changes) == b


@given(
    st.lists(st.sampled_from(WORDS), max_size=12),
    st.data(),
)
def test_reordered_sentences_are_kept_and_neighbouring_runs_differ_in_kind(
    words: list[str], data: st.DataObject
) -> None:
    a, b = " ".join(words), " ".join(data.draw(st.permutations(words)))
    changes = differences(a, b)
    assert ("".join(c.a for c in changes), "".join(c.b for c in changes)) == (a, b)
    assert all(first.same != second.same for first, second in itertools.pairwise(changes))


@given(st.text(max_size=80))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(change.same for change in differences(text, text))


def test_only_the_words_that_differ_are_marked() -> None:
    assert shown(BEFORE, AFTER) == [("must", "should"), ("six", "four")]


def test_case_quotes_hyphens_and_punctuation_make_no_difference() -> None:
    assert shown("Children’s “decision-making”, recorded.", "children's decision making recorded") == []


def test_words_left_out_and_words_added_leave_the_other_side_empty() -> None:
    assert shown("a robust and timely review", "a robust review") == [("and timely", "")]
    assert shown("a robust review", "a robust and timely review") == [("", "and timely")]


def test_a_percentage_differs_from_the_bare_number() -> None:
    assert shown("at least 90% seen", "at least 90 seen") == [("90%", "90")]


def test_small_words_between_two_differences_are_no_foothold() -> None:
    assert shown("audit of the casework monthly", "survey of the workforce monthly") == [
        ("audit of the casework", "survey of the workforce")
    ]


def test_two_empty_texts_have_no_runs_and_one_empty_text_is_wholly_different() -> None:
    assert differences("", "") == ()
    assert [(c.same, c.a, c.b) for c in differences("", "Seen alone.")] == [(False, "", "Seen alone.")]


def test_small_words_are_words_and_not_what_yaml_makes_of_on_and_off() -> None:
    assert {"on", "off", "no"} <= small_words()
    assert not {"True", "False"} & small_words()
