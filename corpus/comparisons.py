"""Comparisons of documents and labels of texts, by the product and by the baselines, each against its gold."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from corpus import baselines
from corpus.baselines import Task
from corpus.entries import Entry, entry
from corpus.evaluated import Scored
from corpus.figures import compared, themes
from corpus.figures.compared import AlignTruth, CoverTruth
from corpus.figures.judged import Judged, Truth
from corpus.figures.ranked import Pair, Scores
from corpus.figures.themes import Labelled
from extract.schema import Extraction, ThemeScore

Notice = tuple[str, Truth, Extraction]
"""A notice by the name of its gold."""


def alignment(name: str, notices: Sequence[Notice], groups: Sequence[Sequence[str]]) -> Iterator[Entry]:
    """All notices against each other; ClausemapError where they cannot be compared."""
    from compare.align import align

    truth = AlignTruth.of(notices, groups)
    scored = Scored("align", name)
    yield entry(scored, compared.judge_alignment(truth, align([extraction for *_, extraction in notices])))
    tasks = [_align_task(truth, ours, theirs) for (*_, ours), (*_, theirs) in itertools.combinations(notices, 2)]
    for method, answers in baselines.linked(tasks).items():
        scores = {pair: score for own, _ in answers for pair, score in own.items()}
        yield entry(scored, _judged(truth, scores, [said for _, said in answers]), method=method)


def _align_task(truth: AlignTruth, ours: Extraction, theirs: Extraction) -> Task:
    rows, columns = ([truth.gold_id.get(clause.id) for clause in one.clauses] for one in (ours, theirs))
    ids = {*filter(None, (*rows, *columns))}
    return Task(
        rows=rows,
        columns=columns,
        scores=baselines.scored([clause.text for clause in ours.clauses], [clause.text for clause in theirs.clauses]),
        true=frozenset(pair for pair in truth.true if {*pair} <= ids),
        both_ways=True,
    )


def coverage(name: str, truth: CoverTruth, notice: Extraction, plan: Extraction) -> tuple[Entry, Task]:
    """A notice against its plan, and what the baselines are asked for."""
    from compare.cover import cover

    task = Task(
        rows=[truth.clause_of.get(clause.id) for clause in notice.clauses],
        columns=[truth.action_of.get(action.id) for action in plan.actions],
        scores=baselines.scored([clause.text for clause in notice.clauses], [action.text for action in plan.actions]),
        true=frozenset(truth.level),
        debatable=truth.debatable,
    )
    return entry(Scored("cover", name), compared.judge_coverage(truth, cover(notice, plan))), task


def coverage_baselines(given: Sequence[tuple[str, CoverTruth, Task]]) -> Iterator[Entry]:
    """The baselines on all notices and plans, each with a threshold chosen on the others."""
    for method, answers in baselines.linked([task for *_, task in given]).items():
        for (name, truth, _), (scores, said) in zip(given, answers, strict=True):
            yield entry(Scored("cover", name), _judged(truth, scores, [said]), method=method)


def labels(scored: Scored, texts: Sequence[Labelled], said: Sequence[Sequence[ThemeScore]]) -> Iterator[Entry]:
    """The themes that the product gave to texts, and what the baselines give to them."""
    yield entry(scored, themes.judge(texts, said))
    for method, nearest in baselines.best_themes([text.text for text in texts]).items():
        judged = replace(themes.judge(texts, nearest), missed=())
        yield entry(replace(scored, seen=False, held_out=None), judged, method=method)


def _judged(truth: AlignTruth | CoverTruth, scores: Scores, said: Sequence[Collection[Pair] | None]) -> Judged:
    """A baseline's figures, without those of its decisions where it has none; nothing is listed as missed."""
    decided = [pair for own in said for pair in own or ()]
    judged = truth.judged(scores, decided)
    undecided = ("decision",) if None in said else ()
    return Judged({field: tally for field, tally in judged.tallies.items() if field not in undecided})
