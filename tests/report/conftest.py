"""A notice, a plan and what was found between them, made by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from compare.results import Alignment, ClauseCoverage, ClauseRef, Coverage, Element, Flag, Link, Meeting, Pair
from extract.schema import (
    Action,
    Clause,
    Deadline,
    Defect,
    DocumentFacts,
    Extraction,
    Indicator,
    PeriodValue,
    Statement,
    ThemeScore,
)


def facts(file: str, **fields: Any) -> DocumentFacts:
    own = {"kind": "improvement_notice", "council": "Northmoor", "issued": dt.date(2031, 5, 6)}
    return DocumentFacts(file=file, sha256=file, kind_confidence=1, **{**own, **fields})


@pytest.fixture
def notice() -> Extraction:
    return Extraction(
        document=facts("north notice.pdf"),
        clauses=(
            Clause(
                id="c-1",
                number="1",
                section="Visits",
                title="Seen at home",
                kind="requirement",
                text="Every child is seen at home\nevery two weeks.",
                page=2,
                themes=(
                    ThemeScore(id="child_voice", score=0.35, role="unclear"),
                    ThemeScore(id="plans", score=0.2, role="secondary"),
                ),
                duty_holders=("council", "partners"),
                deadlines=(
                    Deadline(
                        text="within six and twelve months",
                        kind="after_start",
                        value=("P6M", "P12M"),
                        due=(dt.date(2031, 11, 6), dt.date(2032, 5, 6)),
                    ),
                    Deadline(text="before each conference", kind="event"),
                ),
                references=("working_together",),
            ),
            Clause(id="c-2", label="-", kind="governance", text="=Audits are reported to the board.", page=3),
            Clause(id="c-3", number="3", kind="reporting", text="The chair reports.", page=3, parent="c-2"),
        ),
    )


@pytest.fixture
def plan() -> Extraction:
    return Extraction(
        document=facts("north plan.xlsx", kind="improvement_plan", pages=None),
        actions=(
            Action(
                id="a-1",
                ref="1.1",
                text="Visits are counted each week; the list goes to managers.",
                lead="Head of Service",
                due="30 Sept",
                due_date=dt.date(2031, 9, 30),
                rag="amber",
                sheet="Plan",
                row=5,
                cites=("1", "2"),
                themes=(ThemeScore(id="plans", score=0.6),),
                defects=(Defect(kind="vague_deadline", note="no year"), Defect(kind="no_lead", note="")),
            ),
            Action(id="a-2", text="Move offices.", sheet="Plan", row=6),
        ),
    )


@pytest.fixture
def coverage() -> Coverage:
    return Coverage(
        clauses=(
            ClauseCoverage(
                clause="c-1",
                status="partial",
                links=(
                    Link(action="a-1", score=0.75, coverage="partial", reasons=("visits",), missing=("home", "child")),
                    Link(action="a-2", score=0.1),
                ),
                elements=(
                    Element(
                        kind="action",
                        words="Visits",
                        start=0,
                        end=6,
                        status="met",
                        met_by=(Meeting(action="a-1", field="text", start=0, end=18, words="Visits are counted"),),
                        why="says 'Visits are counted'",
                    ),
                    Element(
                        kind="object",
                        words="each child",
                        start=7,
                        end=17,
                        status="missing",
                        why="nothing on 'each child'",
                    ),
                ),
            ),
            ClauseCoverage(
                clause="c-2",
                status="gap",
                links=tuple(Link(action=a, score=0.1) for a in ("a-2", "a-1", "a-2", "a-1")),
                note="No action was found.",
            ),
            ClauseCoverage(clause="c-3", status="unclear"),
        ),
        orphans=("a-2",),
        flags=(
            Flag(clause="c-1", action="a-1", kind="late", note="due after the notice's date"),
            Flag(clause="c-2", kind="no_deadline", note="no action has a date"),
        ),
    )


@pytest.fixture
def other() -> Extraction:
    clause = Clause(id="d-1", number="9", kind="requirement", text="Children are visited fortnightly.", page=7)
    return Extraction(document=facts("south notice.pdf", council="Southbay"), clauses=(clause,))


@pytest.fixture
def alignment() -> Alignment:
    def pair(clause: str, score: float, same: bool) -> Pair:
        return Pair(
            a=ClauseRef(file="north notice.pdf", clause=clause),
            b=ClauseRef(file="south notice.pdf", clause="d-1"),
            score=score,
            same=same,
            reasons=("visits", "weeks"),
        )

    return Alignment(pairs=(pair("c-1", 0.9, True), pair("c-2", 0.1, False)))


@pytest.fixture
def progress() -> Extraction:
    indicator = Indicator(
        id="i-1",
        table="Target tracker",
        theme="Visits",
        ref="2.1",
        measure="Children seen in time",
        polarity="high",
        target=90,
        values=(PeriodValue(period="2031-08", value=73.5), PeriodValue(period="YTD", value=75)),
        comparators={"england": 80, "statistical_neighbours": None},
        on_target=False,
        page=4,
    )
    statement = Statement(id="s-1", section="Visits", text="Visits are made in time.", page=2)
    return Extraction(
        document=facts("north progress.pdf", kind="progress_report"), indicators=(indicator,), statements=(statement,)
    )
