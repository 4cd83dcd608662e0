"""The reasons of a theme are what the label was made of: they add up, and each is worth what it says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import encoder, taxonomy, theme_model, themes
from compare.theme_features import FIRST
from compare.theme_model import MEANING
from compare.theme_reasons import nearest, of_clause, reasons
from compare.theme_words import Printed
from extract.schema import Clause, DocumentFacts, Extraction

IDS = [theme.id for theme in taxonomy.load().themes]
TEXT = "Recruit more foster carers so that IROs have enough homes to choose from."
CONTEXT = "Placements\nThe Council must improve care."
WORDS = st.lists(
    st.sampled_from(
        ["supervision", "of", "foster carers", "IROs", "must", "audit", "(LAC)", "plans,", "children's", "zzz"]
    )
)


@pytest.fixture(params=["meaning", "lexical"])
def sight(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With the encoder, and without it."""
    if request.param == "lexical":
        monkeypatch.setattr(encoder, "encode", lambda texts: None)
    return str(request.param)


def log_odds(text: str, theme: str, context: str = "", kind: str | None = None) -> float:
    """Those of the label itself, against the geometric mean of all themes."""
    (row,) = np.log(themes.weighed(theme_model.load(), [text], [context], [kind]).astype(float))
    return float(row[IDS.index(theme)] - row.mean())


@pytest.mark.parametrize("theme", ["sufficiency", "reviewing", "supervision"])
@pytest.mark.parametrize(("context", "kind"), [("", None), (CONTEXT, "requirement")])
def test_the_parts_add_up_to_the_log_odds_of_the_label(sight: str, theme: str, context: str, kind: str | None) -> None:
    found = reasons(TEXT, theme, context, kind)
    assert found.log_odds == pytest.approx(log_odds(TEXT, theme, context, kind), abs=1e-3)
    assert ("meaning" in {part.kind for part in found.parts}) == (sight == "meaning")
    assert {part.about for part in found.parts if part.kind == "heading"} == set(context.splitlines())


@settings(max_examples=25, deadline=None)
@given(WORDS, st.sampled_from(IDS))
def test_the_parts_of_any_text_add_up(words: list[str], theme: str) -> None:
    text = " ".join(words)
    assert reasons(text, theme).log_odds == pytest.approx(log_odds(text, theme), abs=1e-3)


def test_a_shown_word_taken_from_the_row_moves_the_log_odds_by_what_it_says(sight: str) -> None:
    model = theme_model.load()
    row = model.features.rows([TEXT])
    vectors = None if sight == "lexical" else encoder.encode([TEXT.replace("IROs", "independent reviewing officer")])

    def odds(of_words: object) -> float:
        (logits,) = model.logits(of_words, vectors).astype(float) / model.temperatures[sight]  # type: ignore[index]
        return float(logits[IDS.index("sufficiency")] - logits.mean())

    shown = [part for part in reasons(TEXT, "sufficiency").parts if part.kind == "word"]
    assert {part.about for part in shown} >= {"foster", "carers", "foster carers", "Recruit", "homes", "IROs"}
    for part in shown:
        without = row.copy()
        names = [model.features.names[column].removeprefix(FIRST) for column in without.indices]
        without.data = np.where([name in part.terms for name in names], 0, without.data)
        assert odds(row) - odds(without) == pytest.approx(part.value, abs=1e-4)


def test_words_that_speak_for_and_against_are_told_with_their_places() -> None:
    parts = {part.about: part for part in reasons("Supervise foster carers.", "supervision").parts}
    assert parts["Supervise"].value > 0 > parts["foster"].value
    assert parts["foster carers"].spans == ((10, 16), (17, 23))


def test_the_words_of_an_abbreviation_stand_where_it_stands() -> None:
    places = Printed("The IROs' reviews")
    assert places.of("independ") == places.of("independ review") == ((4, 8),)
    assert places.of("review") == ((4, 8), (10, 17)), "an independent reviewing officer's, and the reviews"
    assert places.of("offic review") == ((4, 8), (10, 17))
    assert places.of("weather") == ()


def test_the_nearest_labelled_texts_are_our_own_or_those_that_are_given() -> None:
    given_one = ("Enough foster carers must be recruited so that there are homes to choose from.", "sufficiency")
    first, second, third = nearest(TEXT, [given_one])
    assert (first.text, first.theme, first.source) == (*given_one, "given")
    assert 1 > first.closeness > second.closeness >= third.closeness > 0
    assert "given" not in (second.source, third.source)
    assert nearest("") == ()


def test_without_the_encoder_words_tell_what_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "encode", lambda texts: None)
    assert nearest("Pathway plans of care leavers")[0].theme == "care_leavers"


def test_a_clause_is_explained_where_it_stands() -> None:
    above = Clause(id="c1", kind="requirement", text="Improve adoption by ensuring that:", section="2. Adoption")
    below = Clause(id="c2", kind="requirement", text="delays are dealt with;", parent="c1", section="2. Adoption")
    facts = DocumentFacts(file="", sha256="", kind="improvement_notice", kind_confidence=1)
    found = of_clause(Extraction(document=facts, clauses=(above, below)), below, "adoption")
    headings = {part.about: part.value for part in found.parts if part.kind == "heading"}
    assert headings.keys() == {"Adoption", "Improve adoption by ensuring that:"}
    assert min(headings.values()) > 0
    assert found.log_odds == pytest.approx(
        log_odds(below.text, "adoption", "Adoption\nImprove adoption by ensuring that:", "requirement"), abs=1e-3
    )


def test_the_parts_of_meaning_and_words_are_weighed_as_the_model_weighs_them() -> None:
    model = theme_model.load()
    logits = model.head.logits(encoder.encode(["Audit case files."]))[0]  # type: ignore[arg-type]
    (part,) = (part for part in reasons("Audit case files.", "auditing").parts if part.kind == "meaning")
    own = logits[IDS.index("auditing")] - logits.mean()
    assert part.value == pytest.approx(MEANING * own / model.temperatures["meaning"], abs=1e-4)


def test_an_unknown_theme_is_no_theme() -> None:
    with pytest.raises(KeyError):
        reasons(TEXT, "weather")
