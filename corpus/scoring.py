"""How good an order is, and which texts are the same text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher
from statistics import fmean
from typing import Any

SAME_TEXT = 0.95
"""Two texts this alike are the same clause, a few characters read wrong."""
QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"'})


def mean(values: Iterable[float]) -> float | None:
    """The mean, None of nothing."""
    given = list(values)
    return fmean(given) if given else None


def average_precision(ranked: Sequence[Any], relevant: Collection[Any]) -> float:
    """The mean over the relevant ones of the precision at their rank; 0 for one that was not ranked.

    Manning, Raghavan and Schütze, Introduction to Information Retrieval, section 8.4.
    """
    places = [place for place, item in enumerate(ranked, start=1) if item in relevant]
    return sum(hit / place for hit, place in enumerate(places, start=1)) / len(relevant)


def recall_at(ranked: Sequence[Any], relevant: Collection[Any], depth: int) -> float:
    """The share of the relevant ones that are among the first `depth`, of as many as can be there."""
    return len(set(relevant) & set(ranked[:depth])) / min(depth, len(relevant))


def plain(text: Any) -> str:
    """A text, or another value as text, reduced to lower case letters, digits and per cent signs; None is empty."""
    lowered = ("" if text is None else str(text)).lower().translate(QUOTES)
    return re.sub(r"[^a-z0-9%]+", " ", lowered).strip()


def similarity(a: str, b: str) -> float:
    """How alike two texts are, 0 to 1; 0 where one is less than half as long as the other."""
    other = plain(b)
    return _ratio(plain(a), other, SequenceMatcher(None, "", other, autojunk=False), 0.0)


def same_texts(true: Sequence[str], said: Sequence[str], floor: float = SAME_TEXT) -> dict[int, int]:
    """Places of texts in `true` with the place in `said` of the same text: one to one, the most alike first."""
    left = [plain(text) for text in true]
    scored = []
    for j, text in enumerate(map(plain, said)):
        # The matcher keeps what it has worked out of its second text.
        matcher = SequenceMatcher(None, "", text, autojunk=False)
        for i, other in enumerate(left):
            alike = _ratio(other, text, matcher, floor)
            if alike >= floor:
                scored.append((alike, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(scored, reverse=True):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _ratio(a: str, b: str, matcher: SequenceMatcher[str], floor: float) -> float:
    """The likeness of `a` to `b`, the matcher's second text, or 0 where it is surely under the floor."""
    if a == b:
        return 1.0
    if not a or not b or min(len(a), len(b)) / max(len(a), len(b)) < 0.5:
        return 0.0
    matcher.set_seq1(a)
    if matcher.real_quick_ratio() < floor or matcher.quick_ratio() < floor:
        return 0.0
    return matcher.ratio()
