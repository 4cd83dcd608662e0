"""Candidates in an order, each with a score, and which of them are said to be right."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from corpus.scoring import average_precision, recall_at
from corpus.tally import Tally, decided, shares

DEPTHS = (1, 3, 5, 10)
NAMES = (
    "map", *(f"recall_at_{depth}" for depth in DEPTHS), "decision.precision", "decision.recall", "decision.f1",
)  # fmt: skip
Pair = tuple[str, str]
"""The gold ids of two things that may belong together."""
Scores = Mapping[Pair, float]
Ranking = tuple[str, Sequence[str], Collection[str]]
"""What was asked for (a unit), its candidates, best first, and the right ones."""


def ranking_tallies(rankings: Iterable[Ranking]) -> dict[str, Tally]:
    """Mean average precision, and recall among the first candidates."""
    given = list(rankings)
    recalls = {
        f"recall_at_{depth}": shares((key, recall_at(ranked, relevant, depth)) for key, ranked, relevant in given)
        for depth in DEPTHS
    }
    return {"map": shares((key, average_precision(ranked, relevant)) for key, ranked, relevant in given)} | recalls


def decision_tally(said: Collection[Pair], true: Collection[Pair]) -> Tally:
    """The pairs that were said to belong together, each a unit."""
    return decided({named(pair) for pair in said}, {named(pair) for pair in true})


def sureness(scores: Scores, true: Collection[Pair]) -> tuple[tuple[float, bool], ...]:
    """The score of every candidate and whether it is right."""
    return tuple((score, pair in true) for pair, score in scores.items())


def named(pair: Pair) -> str:
    """A pair as it is printed and counted."""
    return "-".join(pair)


def listed(pairs: Iterable[Pair]) -> tuple[str, ...]:
    """Pairs as they are printed, in order."""
    return tuple(sorted(map(named, pairs)))
