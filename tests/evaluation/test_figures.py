"""What each judge makes of answers that are right, wrong and half right."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from compare.results import Alignment, ClauseCoverage, ClauseRef, Coverage, Link, Pair
from corpus.figures import compared, indicators, inspection, notice, plan
from corpus.figures.compared import AlignTruth, CoverTruth
from extract.schema import (
    Action,
    Clause,
    Deadline,
    Defect,
    DocumentFacts,
    Extraction,
    Indicator,
    Inspection,
    Judgement,
    PeriodValue,
    ThemeScore,
)

VISIT = "Every child on a plan is seen at home at least every two weeks."
AUDIT = "Managers audit ten case files every month and report what they find."
BOARD = "The Council sets up an Improvement Board with an independent chair."


def extraction(*clauses: Clause, actions: tuple[Action, ...] = (), **facts: Any) -> Extraction:
    own = {"file": "north.pdf", "sha256": "0", "kind": "improvement_notice", "kind_confidence": 1, **facts}
    return Extraction(document=DocumentFacts(**own), clauses=clauses, actions=actions)


def clause(clause_id: str, text: str, **fields: Any) -> Clause:
    return Clause(id=clause_id, text=text, **{"kind": "requirement", **fields})


def true_clause(clause_id: str, text: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": clause_id, "text": text, "parent": None, "section": None, "kind": "requirement", "theme": "visits",
        "secondary_themes": [], "deadlines": [], "duty_holders": ["council"], "references": [], **fields,
    }  # fmt: skip


def notice_gold(*clauses: dict[str, Any]) -> dict[str, Any]:
    return {"council": "Northmoor", "gss": None, "issued": "2031-05-06", "signatory": None, "clauses": list(clauses)}


def test_a_notice_read_right_has_every_figure_at_one():
    gold = notice_gold(
        true_clause("N-1", BOARD, section="Board", kind="governance"),
        true_clause(
            "N-2",
            VISIT,
            parent="N-1",
            deadlines=[{"text": "six and twelve months", "kind": "after_start", "value": ["P6M", "P12M"]}],
            references=["working_together"],
        ),
    )
    read = extraction(
        clause("a", BOARD, kind="governance", section="Board", duty_holders=("council",), themes=_themes("visits")),
        clause(
            "b",
            VISIT,
            parent="a",
            duty_holders=("council",),
            references=("working_together",),
            themes=_themes("visits"),
            deadlines=(Deadline(text="six and twelve months", kind="after_start", value=("P6M", "P12M")),),
        ),
        council="Northmoor",
        issued=dt.date(2031, 5, 6),
    )
    judged = notice.judge(gold, read)
    assert set(judged.figures) == set(notice.FIGURES)
    assert set(judged.figures.values()) == {1.0}
    assert (judged.missed, judged.spurious) == ((), ())


def test_each_wrong_field_of_a_notice_lowers_its_own_figure():
    gold = notice_gold(
        true_clause("N-1", BOARD, kind="governance"),
        true_clause("N-2", VISIT, parent="N-1", secondary_themes=["plans"], duty_holders=["council", "partners"]),
        true_clause("N-3", AUDIT, deadlines=[{"kind": "recurring", "value": "P1M"}]),
    )
    read = extraction(
        clause("a", BOARD, themes=_themes("audit", "visits"), duty_holders=("council",)),
        clause("b", VISIT, themes=_themes("plans", "risk", "audit", "visits"), duty_holders=("council",)),
        clause("x", "The previous paragraph does not apply to schools."),
        council="Northmoor",
    )
    judged = notice.judge(gold, read)
    figures = judged.figures
    assert (figures["segmentation.precision"], figures["segmentation.recall"]) == (2 / 3, 2 / 3)
    assert figures["parent"] == 0.5
    assert figures["kind"] == 0.5
    assert (figures["theme_top1"], figures["theme_top1_any"], figures["theme_top3"]) == (0, 0.5, 0.5)
    assert (figures["duty_holders.precision"], figures["duty_holders.recall"]) == (1, 2 / 3)
    assert figures["deadlines.f1"] == 1
    assert figures["metadata"] == 0.75
    assert judged.missed == ("N-3",)
    assert judged.spurious == ("The previous paragraph does not apply to schools.",)


def test_a_notice_with_nothing_found_scores_nothing_and_names_all_it_missed():
    judged = notice.judge(notice_gold(true_clause("N-1", BOARD)), extraction(kind="other"))
    assert judged.figures["segmentation.f1"] == judged.figures["kind_of_document"] == 0
    assert judged.missed == ("N-1",)


def _themes(*ids: str) -> tuple[ThemeScore, ...]:
    return tuple(ThemeScore(id=theme, score=0.5) for theme in ids)


def test_an_inspection_report_is_judged_by_its_list_its_grades_and_its_dates():
    gold = {
        "council": "Northmoor Council",
        "inspection_start": "2031-03-03",
        "inspection_end": None,
        "lead_inspector": "Ada Marsh",
        "judgements": [
            {"area": "Overall effectiveness", "grade": "Inadequate"},
            {"area": "Children in care", "grade": "Requires improvement to be good"},
        ],
        "requirements": [{"text": VISIT, "page": 2}, {"text": AUDIT + " (outcome 3, national framework)", "page": 3}],
    }
    facts = Inspection(
        framework="ilacs",
        start=dt.date(2031, 3, 3),
        lead_inspector="Ada Marsh",
        judgements=(Judgement(area="Children in care", grade="requires improvement", level="requires improvement"),),
    )
    read = extraction(
        clause("a", VISIT, page=2),
        clause("b", AUDIT, page=2),
        clause("c", BOARD, kind="governance"),
        kind="inspection_report",
        council="Northmoor",
        council_full="Northmoor Council",
        inspection=facts,
    )
    figures = inspection.judge(gold, read).figures
    assert figures["segmentation.f1"] == 1
    assert figures["page"] == 0.5
    assert (figures["council"], figures["start"], figures["lead_inspector"]) == (1, 1, 1)
    assert "end" not in figures
    assert (figures["judgements.precision"], figures["judgements.recall"]) == (1, 0.5)


def test_a_report_without_a_council_is_not_right_about_it():
    gold = {"council": "Northmoor Council", "judgements": [], "requirements": []}
    assert inspection.judge(gold, extraction(kind="inspection_report")).figures["council"] == 0


def test_a_plan_is_judged_by_its_rows_what_they_say_and_their_defects():
    gold = {
        "actions": [
            {
                "id": "A1",
                "text": VISIT,
                "ref": "1.1",
                "lead": "Head of Care",
                "due_date": "2031-09-30",
                "rag": "red",
            },
            {"id": "A2", "text": AUDIT, "ref": None, "lead": None, "due_date": None, "rag": None},
        ],
        "defects": [{"action": "A2", "kind": "no_lead"}, {"action": "A1", "kind": "late"}],
        "links": [],
    }
    read = extraction(
        actions=(
            Action(id="a", text=VISIT, ref="1.1", lead="Head of care", due_date=dt.date(2031, 9, 30), rag="amber"),
            Action(id="b", text=AUDIT, defects=(Defect(kind="no_lead", note=""), Defect(kind="no_deadline", note=""))),
        ),
        kind="improvement_plan",
    )
    figures = plan.judge(gold, read).figures
    assert set(figures) == set(plan.FIGURES)
    assert [figures[name] for name in ("rows.f1", "ref", "lead", "due_date", "rag")] == [1, 1, 1, 1, 0.5]
    assert (figures["defects.precision"], figures["defects.recall"]) == (0.5, 1)


def test_a_progress_report_is_judged_by_its_measures_and_every_value():
    measure = "Children seen within ten days of the start of the assessment"
    gold = {
        "target_tracker": [
            {"ref": "2.1", "measure": measure, "target": 90, "values": {"08": 73}, "ytd": 75, "on_target": False}
        ],
        "performance_book": [{"ref": "P 1", "measure": "Referrals", "values": {"2031-Q1": 10}}],
    }
    read = Extraction(
        document=extraction(kind="progress_report").document,
        indicators=(
            Indicator(
                id="1",
                table="Target Tracker",
                ref="2.1",
                measure=measure,
                target=90,
                on_target=True,
                values=(PeriodValue(period="2031-08", value=73), PeriodValue(period="YTD", value=76)),
            ),
            Indicator(id="2", table="Performance book", ref="P1", measure="Referrals"),
            Indicator(id="3", table="Performance book", ref="P2", measure="Contacts"),
        ),
    )
    judged = indicators.judge(gold, read)
    assert set(judged.figures) == set(indicators.FIGURES)
    assert judged.figures["target_tracker.f1"] == 1
    assert judged.figures["target_tracker_values"] == pytest.approx(2 / 3)
    assert judged.figures["on_target"] == 0
    assert (judged.figures["performance_book.precision"], judged.figures["performance_book.recall"]) == (0.5, 1)
    assert judged.figures["performance_book_values"] == 0
    assert judged.missed == ()


def test_an_alignment_is_judged_by_its_order_and_by_its_decisions():
    north = notice_gold(true_clause("NO-1", VISIT), true_clause("NO-2", AUDIT))
    south = notice_gold(true_clause("SO-1", VISIT), true_clause("SO-2", AUDIT), true_clause("SO-3", BOARD))
    read = [
        ("north", north, extraction(clause("n1", VISIT), clause("n2", AUDIT))),
        ("south", south, extraction(clause("s1", VISIT), clause("s2", AUDIT), clause("s3", BOARD))),
    ]
    pairs = (("n1", "s1", 0.9, True), ("n2", "s3", 0.8, True), ("n2", "s2", 0.4, False), ("n1", "s2", 0.1, False))
    alignment = Alignment(
        pairs=tuple(
            Pair(a=ClauseRef(file="n", clause=a), b=ClauseRef(file="s", clause=b), score=score, same=same)
            for a, b, score, same in pairs
        )
    )
    judged = compared.judge_alignment(AlignTruth.of(read, [["NO-1", "SO-1"], ["NO-2", "SO-2"]]), alignment)
    assert set(judged.figures) == set(compared.ALIGN)
    assert judged.figures["map"] == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert judged.figures["recall_at_1"] == 0.75
    assert judged.figures["recall_at_3"] == 1
    assert sorted(judged.sureness) == [(0.1, False), (0.4, True), (0.8, False), (0.9, True)]
    assert (judged.figures["decision.precision"], judged.figures["decision.recall"]) == (0.5, 0.5)
    assert (judged.missed, judged.spurious) == (("NO-2-SO-2",), ("NO-2-SO-3",))


def test_a_group_within_one_notice_asks_for_no_alignment():
    north = notice_gold(true_clause("NO-1", VISIT), true_clause("NO-2", AUDIT))
    read = [("north", north, extraction(clause("n1", VISIT), clause("n2", AUDIT)))]
    judged = compared.judge_alignment(AlignTruth.of(read, [["NO-1", "NO-2"]]), Alignment())
    assert "map" not in judged.figures
    assert judged.figures["decision.f1"] == 1


def test_a_coverage_is_judged_by_its_candidates_decisions_gaps_and_orphans():
    asked = notice_gold(true_clause("N-1", BOARD), true_clause("N-2", VISIT, parent="N-1"), true_clause("N-3", AUDIT))
    gold = {
        "actions": [
            {"id": "A1", "text": VISIT + " Go live."},
            {"id": "A2", "text": "Hire six workers by spring."},
        ],
        "links": [{"clause": "N-2", "action": "A1", "coverage": "full"}],
        "uncovered": ["N-3"],
        "orphans": ["A2"],
        "tolerated": [{"clause": "N-2", "action": "A2"}],
    }
    read = extraction(clause("c1", BOARD), clause("c2", VISIT, parent="c1"), clause("c3", AUDIT))
    answering = extraction(
        actions=tuple(Action(id=f"x{n}", text=action["text"]) for n, action in enumerate(gold["actions"], start=1)),
        kind="improvement_plan",
    )
    coverage = Coverage(
        clauses=(
            ClauseCoverage(clause="c1", status="covered", links=(Link(action="x1", score=0.9, coverage="full"),)),
            ClauseCoverage(
                clause="c2",
                status="partial",
                links=(Link(action="x2", score=0.8, coverage="full"), Link(action="x1", score=0.7, coverage="partial")),
            ),
            ClauseCoverage(clause="c3", status="gap", links=(Link(action="x2", score=0.2),)),
        ),
        orphans=("x2",),
    )
    judged = compared.judge_coverage(CoverTruth.of(gold, asked, read, answering), coverage)
    assert set(judged.figures) == set(compared.COVER)
    assert judged.figures["map"] == 1, "a tolerated candidate ahead of the right one counts neither way"
    assert judged.figures["decision.f1"] == 1, "a link to the parent of a linked clause counts neither way"
    assert judged.figures["level"] == 0
    assert judged.figures["gaps.f1"] == judged.figures["orphans.f1"] == 1


def test_a_gap_is_never_right_where_the_tool_could_not_tell():
    asked, gold = notice_gold(true_clause("N-3", AUDIT)), {
        "actions": [], "links": [], "uncovered": ["N-3"], "orphans": [],
    }  # fmt: skip
    coverage = Coverage(clauses=(ClauseCoverage(clause="c3", status="unclear"),))
    judged = compared.judge_coverage(
        CoverTruth.of(gold, asked, extraction(clause("c3", AUDIT)), extraction()), coverage
    )
    assert judged.figures["gaps.recall"] == 0
