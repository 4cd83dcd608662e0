from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import language
from extract.errors import ClausemapError
from extract.language import model_path, parse, parse_all, sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The Council must act.", "The Board must meet."],
        ["Does it work?", "It does!", "Good."],
        ["See para. 5 of the report.", "Then act."],
        ["Dr. Smith and Cllr. Jones must meet.", "They should agree."],
        ["Use tools, e.g. a tracker, and s. 47 guidance.", "Keep to it."],
        ['He said "it works."', "Then he left."],
        ["2. The Council must act.", "3. The Board must meet."],
        ["(i) Review the plan.", "(ii) Agree it."],
        ["A target of 1.5 per cent was set.", "It was met."],
        ["It costs £5 (approx. £6).", "It is paid."],
    ],
)
def test_sentences_end_where_they_end(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


def test_a_line_end_ends_a_sentence() -> None:
    assert split("The first line\nthe second line\n\nthe third") == ["The first line", "the second line", "the third"]


def test_nothing_has_no_sentences() -> None:
    assert split("") == []
    assert split(" \n ") == []


@given(st.text(st.characters(codec="ascii") | st.sampled_from("\u2018\u2019\u201c\u201d\u2013 .\n"), max_size=200))
def test_no_character_is_lost_and_none_stands_twice(text: str) -> None:
    spans = sentences(text)
    assert "".join(text[s:e] for s, e in spans).split() == text.split() or "".join(
        "".join(text[s:e].split()) for s, e in spans
    ) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert all(text[s:e] == text[s:e].strip() != "" for s, e in spans)


def test_a_parse_has_the_parts_of_a_sentence() -> None:
    doc = parse("The Board must report to the Minister.")
    verb = next(token for token in doc if token.dep_ == "ROOT")
    assert verb.text == "report"
    assert {child.text: child.dep_ for child in verb.children} == {
        "Board": "nsubj", "must": "aux", "to": "prep", ".": "punct",
    }  # fmt: skip


def test_many_texts_are_parsed_in_their_order() -> None:
    texts = ["The Board must meet.", "", "Partners should share audits."]
    assert [doc.text for doc in parse_all(texts)] == texts


def test_a_missing_model_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "WHEEL", "no_such_wheel")
    model_path.cache_clear()
    try:
        with pytest.raises(ClausemapError, match="is not installed"):
            model_path()
    finally:
        model_path.cache_clear()
