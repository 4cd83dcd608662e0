"""The figures agree with those of the scorer that stands beside the real documents.

The documents are read without their themes, and the comparisons are by a plain count of shared words: what is tested
is the judging, on real documents, and not how good the answers are.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from compare.results import Alignment, ClauseCoverage, ClauseRef, Coverage, Flag, Link, Pair
from corpus.figures import compared, indicators, inspection, notice, plan, ranked
from corpus.figures.compared import AlignTruth, CoverTruth
from corpus.figures.judged import Judged
from corpus.reader import extracted
from corpus.scoring import plain
from extract.schema import Extraction

pytestmark = pytest.mark.real
ONLY_HERE = {f"recall_at_{depth}" for depth in ranked.DEPTHS}
"""Depths that the scorer leaves out."""
read: Callable[[Path], Extraction] = cache(extracted)


@pytest.fixture(scope="session")
def scorer(shared: Path) -> ModuleType:
    path = shared / "eval" / "score.py"
    if not path.is_file():
        pytest.skip("the scorer of the real documents is not on this machine")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    vars(module)["SequenceMatcher"] = QuickMatcher
    return module


class QuickMatcher(SequenceMatcher[str]):
    """The scorer's matcher with a short cut for texts less alike than any that it takes for the same."""

    def ratio(self) -> float:
        return super().ratio() if self.real_quick_ratio() >= 0.8 and self.quick_ratio() >= 0.8 else 0.0


def gold_of(shared: Path, name: str) -> Any:
    return json.loads((shared / "gold" / name).read_text(encoding="utf-8"))


def flat(figures: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{part}", number) for part, number in value.items())
        elif isinstance(value, int | float):
            yield name, float(value)


def assert_agrees(judged: Judged, theirs: dict[str, Any]) -> None:
    wanted = dict(flat(theirs))
    common = judged.figures.keys() & wanted.keys()
    assert judged.figures.keys() - common <= ONLY_HERE
    assert {name: round(judged.figures[name], 4) for name in common} == pytest.approx(
        {name: wanted[name] for name in common}, abs=0.0002
    )


@pytest.mark.parametrize("name", ["calderdale", "cheshire_east"])
def test_on_notices(shared, scorer, name):
    truth, extraction = gold_of(shared, f"notices/{name}.json"), _notice(shared, name)
    assert_agrees(notice.judge(truth, extraction), scorer.clauses(truth, extraction.printed()))


@pytest.mark.parametrize("name", ["80479_knowsley-2025-01-20", "80418_norfolk-2015-10-20"])
def test_on_inspection_reports(shared, scorer, name):
    truth = gold_of(shared, f"inspections/{name}.json")
    extraction = read(shared / "documents" / "inspections" / f"{name}.pdf")
    assert_agrees(inspection.judge(truth, extraction), scorer.inspection(truth, extraction.printed()))


def test_on_a_plan(shared, scorer):
    truth, extraction = gold_of(shared, "plans/cheshire_east.json"), _plan(shared)
    assert_agrees(plan.judge(truth, extraction), scorer.plan(truth, extraction.printed()))


def test_on_a_progress_report(shared, scorer):
    truth = gold_of(shared, "progress/cheshire_east_indicators.json")
    extraction = read(shared / "documents" / "progress" / "cheshire_east_progress_report_2013-11.docx")
    assert_agrees(indicators.judge(truth, extraction), scorer.indicators(truth, extraction.printed()))


def test_on_an_alignment(shared, scorer):
    names = ("calderdale", "cheshire_east")
    notices = [(name, gold_of(shared, f"notices/{name}.json"), _notice(shared, name)) for name in names]
    alignment = Alignment(pairs=tuple(_pairs(*(extraction for *_, extraction in notices))))
    printed = alignment.printed() | {"documents": {e.document.file: e.printed() for *_, e in notices}}
    truth = AlignTruth.of(notices, gold_of(shared, "notices/alignment.json"))
    judged = compared.judge_alignment(truth, alignment)
    assert_agrees(judged, scorer.align(shared / "gold" / "notices", printed))


def test_on_a_coverage(shared, scorer):
    truth, asked = (gold_of(shared, f"{folder}/cheshire_east.json") for folder in ("plans", "notices"))
    notice_read, plan_read = _notice(shared, "cheshire_east"), _plan(shared)
    coverage = _coverage(notice_read, plan_read)
    theirs = scorer.cover(truth, coverage.printed(), asked, notice_read.printed(), plan_read.printed())
    assert_agrees(compared.judge_coverage(CoverTruth.of(truth, asked, notice_read, plan_read), coverage), theirs)


def _notice(shared: Path, name: str) -> Extraction:
    return read(shared / "documents" / "notices" / f"{name}_improvement_notice.docx")


def _plan(shared: Path) -> Extraction:
    return read(shared / "documents" / "plans" / "cheshire_east_improvement_plan.xlsx")


def _likeness(a: str, b: str, place: int) -> float:
    """The share of words in common, and by a little the place, so that no two candidates are equally good."""
    left, right = set(plain(a).split()), set(plain(b).split())
    return len(left & right) / (len(left | right) or 1) * 0.99 + place * 1e-6


def _pairs(one: Extraction, other: Extraction) -> Iterator[Pair]:
    for i, a in enumerate(one.clauses):
        for j, b in enumerate(other.clauses):
            score = _likeness(a.text, b.text, i * len(other.clauses) + j)
            yield Pair(
                a=ClauseRef(file=one.document.file, clause=a.id),
                b=ClauseRef(file=other.document.file, clause=b.id),
                score=score,
                same=score > 0.3,
            )


def _coverage(asked: Extraction, answering: Extraction) -> Coverage:
    entries = []
    for clause in asked.clauses:
        scored = [(_likeness(clause.text, a.text, place), a.id) for place, a in enumerate(answering.actions)]
        links = tuple(
            Link(action=action, score=score, coverage="full" if score > 0.2 else "partial" if score > 0.12 else None)
            for score, action in sorted(scored, reverse=True)[:10]
        )
        answered = any(link.coverage for link in links)
        entries.append(ClauseCoverage(clause=clause.id, status="covered" if answered else "gap", links=links))
    linked = {link.action for entry in entries for link in entry.links if link.coverage}
    orphans = tuple(action.id for action in answering.actions if action.id not in linked)
    return Coverage(clauses=tuple(entries), orphans=orphans, flags=(Flag(kind="red", note=""),))
