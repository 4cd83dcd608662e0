from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from compare import phrases, terms
from compare.glossary import expand, written_out

SAID = (
    "Supervise supervision every social worker workers' worker’s IRO IROs LADO the a of plan, plans; children child "
    "independent reviewing officer officers herein (plan) XYSCB safeguarding Board – 2.1"
)
WORDS = st.sampled_from(SAID.split())
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
PLAIN = st.lists(WORDS.filter(lambda word: expand(word) == word), max_size=12).map(" ".join)


def quoted(a: str, b: str) -> list[tuple[str, str]]:
    """The words as printed in both texts, the weightiest first."""
    return [(one.a.words, one.b.words) for phrase in phrases.shared(a, b) for one in phrases.places(phrase, a, b)]


@given(TEXTS, TEXTS)
def test_every_place_quotes_words_that_the_other_text_has_in_some_form(a: str, b: str) -> None:
    for phrase in phrases.shared(a, b):
        for one in phrases.places(phrase, a, b):
            assert (a[one.a.start : one.a.end], b[one.b.start : one.b.end]) == (one.a.words, one.b.words)
            for side, other in ((one.a.words, one.b.words), (one.b.words, one.a.words)):
                known = set(terms.stems(other))
                for word in terms.words_as_printed(side):
                    assert known & set(terms.stems(word)), f"{word!r} of {side!r} is not in {other!r}"


@given(PLAIN, PLAIN)
def test_without_abbreviations_both_places_have_the_same_stems_in_the_same_order(a: str, b: str) -> None:
    for ours, theirs in quoted(a, b):
        assert terms.stems(ours) == terms.stems(theirs)


@given(TEXTS, TEXTS)
def test_all_shared_stems_are_placed(a: str, b: str) -> None:
    placed = {stem for ours, theirs in quoted(a, b) for stem in {*terms.stems(ours)} & {*terms.stems(theirs)}}
    assert placed == {*terms.stems(a)} & {*terms.stems(b)}


@given(TEXTS)
def test_runs_written_out_cover_the_text_as_printed(text: str) -> None:
    assert "".join(text[start:end] for _, start, end in written_out(text)) == text


def test_an_abbreviation_is_marked_where_it_is_printed() -> None:
    assert quoted("Each IRO chairs reviews.", "Independent reviewing officers meet.") == [
        ("IRO", "Independent reviewing officers")
    ]


def test_an_abbreviation_in_brackets_behind_its_words_is_not_looked_for() -> None:
    assert quoted("Use the public law outline (PLO) in time.", "PLO used") == [
        ("public law outline", "PLO"),
        ("Use", "used"),
    ]


def test_a_phrase_whose_words_stand_apart_in_the_other_text_has_a_place_for_each_part() -> None:
    a, b = "child protection plan reviews", "child protection visits; protection plan; plan reviews"
    assert quoted(a, b) == [("child protection", "child protection"), ("plan reviews", "plan reviews")]
