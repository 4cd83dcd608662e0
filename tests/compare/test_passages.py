from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from compare.passages import demands, sentences

PACKED = "Ensure that children are seen alone, that what they say is written down, and that they have an advocate."


def cut(text: str, how=sentences) -> list[str]:  # type: ignore[no-untyped-def]
    return [passage.of(text) for passage in how(text)]


def test_a_sentence_is_a_passage() -> None:
    assert cut("Agree an improvement plan. The Board must approve it by May.") == [
        "Agree an improvement plan.", "The Board must approve it by May.",
    ]  # fmt: skip


def test_a_demand_between_commas_is_a_passage_where_it_is_long_enough() -> None:
    assert cut(PACKED) == [PACKED]
    assert cut(PACKED, demands) == [
        "Ensure that children are seen alone,", "that what they say is written down,",
        "and that they have an advocate.",
    ]  # fmt: skip


def test_a_few_words_belong_to_the_passage_beside_them() -> None:
    assert cut("Communicate. Staff must hear of progress every month. Always.") == [
        "Communicate. Staff must hear of progress every month. Always."
    ]


@given(st.text(alphabet="ab ,.;:\u2013A", max_size=60))
def test_passages_follow_each_other_and_lose_no_letter(text: str) -> None:
    for found in (sentences(text), demands(text)):
        assert (found[0].start, found[-1].end) == (0, len(text))
        assert all(first.end <= second.start for first, second in pairwise(found))
        assert all(text[first.end : second.start].strip(" \u2013") == "" for first, second in pairwise(found))
