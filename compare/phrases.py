"""Words and phrases that two texts share, as printed and with their weight.

A word weighs the square of its inverse document frequency in the sector, as it does in a TF-IDF cosine.
"""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import NamedTuple

from compare import terms
from compare.glossary import expand


class Phrase(NamedTuple):
    """Neighbouring words as printed (abbreviations written out), and their weight."""

    printed: str
    weight: float


class _Word(NamedTuple):
    start: int
    end: int
    stem: str


def shared(a: str, b: str) -> list[Phrase]:
    """What `b` shares of `a` in some form, the weightiest first.

    Words that follow each other in both texts, small words aside, are one phrase. Each stem counts once.
    """
    text, words = _read(a)
    theirs = [word.stem for word in _read(b)[1]]
    known, follow = set(theirs), set(itertools.pairwise(theirs))
    runs: list[list[_Word]] = []
    seen: set[str] = set()
    before = ""
    for word in words:
        new = word.stem in known and word.stem not in seen
        if new and (before, word.stem) in follow:
            runs[-1].append(word)
        elif new:
            runs.append([word])
        seen.add(word.stem)
        before = word.stem if new else ""
    return _weighed(text, runs)


def _weighed(text: str, runs: list[list[_Word]]) -> list[Phrase]:
    common = terms.background()["stems"]
    phrases = (
        Phrase(text[run[0].start : run[-1].end], sum(common.idf(word.stem) ** 2 for word in run)) for run in runs
    )
    return sorted(phrases, key=lambda phrase: -phrase.weight)


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[str, tuple[_Word, ...]]:
    """The text with abbreviations written out, and its words that carry meaning with their places in it."""
    expanded, words, position = expand(text), [], 0
    for word in terms.words(text):
        start = expanded.index(word, position)
        position = start + len(word)
        words.append(_Word(start, position, terms.stem(word.casefold())))
    return expanded, tuple(words)
