import dataclasses
import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest

from compare import encoder, reasons, services
from compare.cover import CANDIDATES, compared, cover
from compare.results import ClauseCoverage, Coverage
from extract.document import Warning
from extract.schema import Action, Clause, Extraction

Make = Callable[..., Extraction]


@pytest.fixture(scope="module")
def coverage(notice: Extraction, plan: Extraction) -> Coverage:
    return cover(notice, plan)


def of(coverage: Coverage, clause: str) -> ClauseCoverage:
    return next(c for c in coverage.clauses if c.clause == clause)


def decided(coverage: Coverage, clause: str) -> set[str]:
    return {link.action for link in of(coverage, clause).links if link.coverage}


def test_every_clause_is_answered_by_the_action_written_for_it(coverage: Coverage) -> None:
    wanted = {"smart": "grid", "voice": "visits", "supervision": "monthly", "adoption": "family", "strategy": "hire"}
    assert {clause: of(coverage, clause).links[0].action for clause in wanted} == wanted
    assert all(action in decided(coverage, clause) for clause, action in wanted.items())


def test_a_clause_that_no_action_answers_is_a_gap(coverage: Coverage) -> None:
    assert of(coverage, "peer").status == "gap"


def test_an_action_of_another_service_is_an_orphan_and_says_which_service(coverage: Coverage) -> None:
    assert coverage.orphans == ("buses",)
    lacks = next(link.missing for link in of(coverage, "peer").links if link.action == "buses")
    assert lacks[0] == "about another service: transport"


def test_all_actions_are_candidates_best_first_with_scores_from_0_to_1(coverage: Coverage, plan: Extraction) -> None:
    for clause in coverage.clauses:
        scores = [link.score for link in clause.links]
        assert len(scores) == min(CANDIDATES, len(plan.actions))
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


def test_a_parent_is_covered_as_its_sub_clauses_are(coverage: Coverage) -> None:
    assert (of(coverage, "smart").status, of(coverage, "voice").status) == ("covered", "covered")
    assert of(coverage, "plans").status == "covered"


def test_a_clause_that_asks_for_no_single_action_is_no_gap_and_has_no_decided_link(coverage: Coverage) -> None:
    for clause in ("remedy", "powers"):
        assert of(coverage, clause).status == "unclear"
        assert not decided(coverage, clause)


def test_flags_tell_late_leaderless_undated_and_red_actions(coverage: Coverage) -> None:
    assert {(f.clause, f.action, f.kind) for f in coverage.flags} == {
        ("strategy", "hire", "late"),
        (None, "family", "no_lead"),
        (None, "chair", "no_deadline"),
        (None, "hire", "red"),
    }
    late = next(f for f in coverage.flags if f.kind == "late")
    assert late.note == "due 31 December 2015 ('December 2015'), the clause sets 30 September 2015"


def test_reasons_name_shared_words_and_the_body_that_both_name(coverage: Coverage) -> None:
    grid = of(coverage, "smart").links[0]
    assert any(reason.startswith("both: ") and "child protection plan" in reason for reason in grid.reasons)
    chair = next(link for link in of(coverage, "letter").links if link.action == "chair")
    assert "both name the safeguarding board's chair" in chair.reasons


def test_missing_names_what_of_the_clause_the_action_does_not_say(coverage: Coverage) -> None:
    monthly = next(link for link in of(coverage, "letter").links if link.action == "monthly")
    assert "no report to the Improvement Board" in monthly.missing
    peer = of(coverage, "peer").links[0]
    assert any("mentored" in lack for lack in peer.missing)


def test_a_score_is_replayed_from_its_parts_and_falls_when_a_shown_one_is_taken_away(
    notice: Extraction, plan: Extraction, coverage: Coverage
) -> None:
    outside = services.outside([f"{a.text} {a.lead or ''}" for a in plan.actions])
    comparison = compared(notice.clauses, plan.actions, outside)
    told = 0
    for row, clause in enumerate(coverage.clauses):
        scores = {link.action: link.score for link in clause.links}
        for column, action in enumerate(plan.actions):
            features = comparison.features(row, column)
            assert features.score == pytest.approx(scores[action.id], abs=1e-6)
            for part in reasons.shown(features):
                told += 1
                assert features.without(part).score < features.score
    assert told > 50


def test_the_order_of_the_plan_helps_only_where_it_follows_the_notice(document: Make) -> None:
    subjects = ["adoption", "supervision", "recruitment", "thresholds", "chronologies", "housing", "visits", "training"]
    clauses = [Clause(id=s, text=f"Improve {s} across the service.", kind="requirement") for s in subjects]
    actions = [Action(id=s, text=f"A group looks at {s} monthly.") for s in subjects]
    rows = document(clauses=tuple(clauses))

    def place(order: list[int]) -> float:
        made = [actions[k] for k in order]
        outside = services.outside([a.text for a in made])
        return max(e.values.max() for e in compared(rows.clauses, made, outside).evidence if e.kind == "place")

    assert place(list(range(8))) > 3
    assert place([3, 6, 1, 7, 4, 0, 5, 2]) == 0


def test_a_cited_paragraph_comes_before_any_likeness(notice: Extraction, plan: Extraction) -> None:
    citing = tuple(a.model_copy(update={"cites": ("para 7",)}) if a.id == "buses" else a for a in plan.actions)
    coverage = cover(notice, plan.model_copy(update={"actions": citing}))
    best = of(coverage, "peer").links[0]
    assert best.action == "buses"
    assert best.coverage
    assert best.reasons[0] == "the plan cites para 7"
    assert coverage.orphans == ()


def test_a_plan_without_actions_leaves_every_clause_unclear(notice: Extraction, document: Make) -> None:
    coverage = cover(notice, document("empty.txt"))
    assert {c.status for c in coverage.clauses} == {"unclear"}
    assert all(c.note for c in coverage.clauses)


def test_a_page_of_the_plan_that_was_not_read_turns_gaps_into_unclear(notice: Extraction, plan: Extraction) -> None:
    warning = Warning(page=3, code="no_text", message="Page 3 has no text.")
    coverage = cover(notice, plan.model_copy(update={"warnings": (warning,)}))
    assert "gap" not in {c.status for c in coverage.clauses}
    assert of(coverage, "peer").note.endswith("Page 3 has no text.")


def test_a_notice_without_clauses_leaves_every_action_an_orphan(plan: Extraction, document: Make) -> None:
    coverage = cover(document("none.txt"), plan)
    assert coverage.clauses == ()
    assert coverage.orphans == tuple(a.id for a in plan.actions)


@pytest.mark.parametrize("text", ["", "...", "Reflective supervision of social workers every month."])
def test_a_single_action_whatever_its_text_gives_finite_scores(notice: Extraction, document: Make, text: str) -> None:
    one = document(actions=(Action(id="one", text=text, due_date=dt.date(2015, 1, 1)),))
    for clause in cover(notice, one).clauses:
        assert len(clause.links) == 1
        assert np.isfinite(clause.links[0].score)


def test_words_alone_still_find_the_actions(
    notice: Extraction, plan: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "encode", lambda texts: None)
    monkeypatch.setattr(encoder, "available", lambda: False)
    coverage = cover(notice, plan)
    found = {clause: of(coverage, clause).links[0].action for clause in ("smart", "voice", "supervision", "strategy")}
    assert found == {"smart": "grid", "voice": "visits", "supervision": "monthly", "strategy": "hire"}
    assert not any("meaning" in reason for c in coverage.clauses for link in c.links for reason in link.reasons)


def test_features_are_values_that_cannot_be_changed(notice: Extraction, plan: Extraction) -> None:
    outside = services.outside([a.text for a in plan.actions])
    features = compared(notice.clauses, plan.actions, outside).features(0, 0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        features.row_rival = 0.0  # type: ignore[misc]


def test_shared_words_of_a_link_are_placed_in_the_clause_and_in_the_action(
    coverage: Coverage, notice: Extraction, plan: Extraction
) -> None:
    asked, done = {c.id: c.text for c in notice.clauses}, {a.id: a.text for a in plan.actions}
    links = [(asked[c.clause], done[link.action], link) for c in coverage.clauses for link in c.links]
    for clause, action, link in links:
        assert bool(link.terms) == any(reason.startswith("both: '") for reason in link.reasons)
        for term in link.terms:
            assert clause[term.a.start : term.a.end] == term.a.words
            assert action[term.b.start : term.b.end] == term.b.words
    assert any(link.terms for *_, link in links)


def test_only_shared_words_that_are_told_are_placed(notice: Extraction, plan: Extraction) -> None:
    comparison = compared(notice.clauses, plan.actions, services.outside([a.text for a in plan.actions]))
    left_out = 0
    for row, column in np.ndindex(comparison.strength.shape):
        features = comparison.features(row, column)
        told = [part for part in reasons.shown(features) if part.kind == "term"]
        left_out += sum(part.kind == "term" for part in features.parts) - len(told)
        assert reasons.terms(features) == tuple(place for part in told for place in part.places())
    assert left_out
