from collections.abc import Callable

import pytest

from compare import reasons
from compare.align import CANDIDATES, align, bridged, compared
from compare.results import Alignment, ClauseRef, Pair
from extract.schema import Clause, Extraction

Make = Callable[..., Extraction]


@pytest.fixture(scope="module")
def alignment(notice: Extraction, other_notice: Extraction) -> Alignment:
    return align([notice, other_notice])


def same(alignment: Alignment) -> set[tuple[str, str]]:
    return {(pair.a.clause, pair.b.clause) for pair in alignment.pairs if pair.same}


def test_clauses_that_state_the_same_requirement_are_found_in_other_words(alignment: Alignment) -> None:
    assert same(alignment) == {("smart", "smart"), ("supervision", "supervision"), ("adoption", "adoption")}


def test_what_one_document_states_alone_is_told(alignment: Alignment) -> None:
    assert ClauseRef(file="northmoor_notice.txt", clause="housing") in alignment.only
    assert ClauseRef(file="fairhaven_notice.txt", clause="peer") in alignment.only
    assert ClauseRef(file="northmoor_notice.txt", clause="smart") not in alignment.only


def test_every_clause_has_all_candidates_of_a_short_document_best_first(
    alignment: Alignment, notice: Extraction, other_notice: Extraction
) -> None:
    for clause in notice.clauses:
        scores = [pair.score for pair in alignment.pairs if pair.a.clause == clause.id]
        assert len(scores) == len(other_notice.clauses)
        assert scores == sorted(scores, reverse=True)


def test_ten_candidates_of_each_other_document_where_there_are_more(document: Make) -> None:
    def long(file: str, word: str) -> Extraction:
        texts = [f"{word} the number {k} service of group {k % 4}" for k in range(25)]
        return document(
            file, clauses=tuple(Clause(id=f"c{k}", kind="requirement", text=t) for k, t in enumerate(texts))
        )

    alignment = align([long("a.txt", "Improve"), long("b.txt", "Strengthen"), long("c.txt", "Review")])
    for file in ("a.txt", "b.txt", "c.txt"):
        others = [
            {pair.a.file, pair.b.file} - {file}
            for pair in alignment.pairs
            if ClauseRef(file=file, clause="c7") in (pair.a, pair.b)
        ]
        for other in {"a.txt", "b.txt", "c.txt"} - {file}:
            assert others.count({other}) >= CANDIDATES


def test_reasons_tell_equal_wording_and_shared_words(alignment: Alignment) -> None:
    supervision = next(p for p in alignment.pairs if p.a.clause == p.b.clause == "supervision")
    assert supervision.reasons[0] == "wording 100% the same"
    assert "supervision" in supervision.reasons[1]


def test_a_score_falls_when_a_shown_part_is_taken_away(notice: Extraction, other_notice: Extraction) -> None:
    comparison = compared(notice.clauses, other_notice.clauses)
    told = 0
    for row in range(len(notice.clauses)):
        for column in range(len(other_notice.clauses)):
            features = comparison.features(row, column)
            assert features.score == pytest.approx(comparison.scores[row, column], abs=1e-6)
            for part in reasons.shown(features):
                told += 1
                assert features.without(part).score < features.score
    assert told > 10


def test_a_score_falls_when_a_bridge_is_taken_away(
    notice: Extraction, other_notice: Extraction, plain_notice: Extraction
) -> None:
    documents = (notice, other_notice, plain_notice)
    bridges = 0
    for (i, j), comparison in bridged(documents).items():
        for row in range(len(documents[i].clauses)):
            for column in range(len(documents[j].clauses)):
                features = comparison.features(row, column)
                assert features.score == pytest.approx(comparison.scores[row, column], abs=1e-6)
                for part in reasons.shown(features):
                    bridges += part.kind == "bridge"
                    assert features.without(part).score < features.score
    assert bridges >= 3


def test_a_third_document_that_matches_both_brings_two_clauses_nearer(
    notice: Extraction, other_notice: Extraction, plain_notice: Extraction
) -> None:
    def score(alignment: Alignment) -> float:
        return next(p.score for p in alignment.pairs if (p.a.clause, p.b.clause) == ("smart", "smart"))

    assert score(align([notice, other_notice, plain_notice])) > score(align([notice, other_notice]))


def test_the_same_words_other_words_and_mere_likeness_are_told_apart(alignment: Alignment) -> None:
    relation = {(pair.a.clause, pair.b.clause): pair.relation for pair in alignment.pairs}
    assert relation["supervision", "supervision"] == "near_verbatim"
    assert relation["adoption", "adoption"] == "reworded"
    assert relation["letter", "housing"] is None
    for pair in alignment.pairs:
        assert pair.same == (pair.relation in ("near_verbatim", "reworded"))


def test_a_clause_that_opens_a_list_is_read_with_its_list(document: Make) -> None:
    """One council opens a list, the other says all at once, and a third clause has the words of the opening."""

    def opening(*children: str) -> Pair:
        texts = ("Improve supervision by ensuring that:", *children)
        ours = document("a.txt", clauses=tuple(clause(k, text) for k, text in enumerate(texts)))
        theirs = document("b.txt", clauses=(clause(7, ONCE), clause(8, "Publish a plan for foster carers.")))
        return next(p for p in align([ours, theirs]).pairs if (p.a.clause, p.b.clause) == ("0", "7"))

    def clause(number: int, text: str) -> Clause:
        parent = "0" if 0 < number < 7 else None
        return Clause(id=str(number), kind="requirement", text=text, parent=parent)

    listed = opening("it is reflective and held every month;", "and its quality is audited twice a year.")
    assert "closer when read with the lists below them" in listed.reasons
    assert "closer when read with the lists below them" not in opening().reasons


ONCE = "Supervision must be reflective and monthly, and the quality of it must be audited every six months."


def test_the_order_of_the_documents_makes_no_difference(notice: Extraction, other_notice: Extraction) -> None:
    turned = align([other_notice, notice])
    assert same(turned) == {(b, a) for a, b in same(align([notice, other_notice]))}


def test_a_copied_clause_is_the_same_even_where_its_document_says_it_twice(document: Make) -> None:
    text = "The Council must publish what families told it and what it changed in answer to them."
    twice = document("a.txt", clauses=tuple(Clause(id=i, kind="requirement", text=text) for i in ("first", "again")))
    once = document("b.txt", clauses=(Clause(id="only", kind="requirement", text=text),))
    assert same(align([twice, once])) == {("first", "only"), ("again", "only")}


@pytest.mark.parametrize("texts", [[], [""], ["..."], ["One clause alone about adoption."]])
def test_degenerate_documents_give_no_error(notice: Extraction, document: Make, texts: list[str]) -> None:
    tiny = document("tiny.txt", clauses=tuple(Clause(id=t or "none", kind="requirement", text=t) for t in texts))
    alignment = align([notice, tiny])
    assert len(alignment.pairs) == len(notice.clauses) * len(texts)
    assert len(alignment.only) <= len(notice.clauses) + len(texts)


def test_a_single_document_aligns_with_nothing(notice: Extraction) -> None:
    alignment = align([notice])
    assert alignment.pairs == ()
    assert len(alignment.only) == len(notice.clauses)


def test_shared_words_are_placed_in_both_clauses_whichever_document_comes_first(
    notice: Extraction, other_notice: Extraction
) -> None:
    texts = {(one.document.file, c.id): c.text for one in (notice, other_notice) for c in one.clauses}
    for given in ([notice, other_notice], [other_notice, notice]):
        pairs = align(given).pairs
        assert any(pair.terms for pair in pairs)
        for pair in pairs:
            a, b = texts[pair.a.file, pair.a.clause], texts[pair.b.file, pair.b.clause]
            for term in pair.terms:
                assert a[term.a.start : term.a.end] == term.a.words
                assert b[term.b.start : term.b.end] == term.b.words
