"""Words and phrases that two texts share, as printed, where they stand and with their weight.

A word weighs the square of its inverse document frequency in the sector, as it does in a TF-IDF cosine.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from compare import terms
from compare.glossary import written_out
from compare.results import Quote, SharedTerm


class _Word(NamedTuple):
    """A word that carries meaning: its place in the text written out, its place as printed, and its stem."""

    start: int
    end: int
    first: int
    last: int
    stem: str


class Phrase(NamedTuple):
    """Neighbouring words that carry meaning, as printed (abbreviations written out), and their weight."""

    printed: str
    weight: float
    words: tuple[_Word, ...]


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
    common = terms.background()["stems"]
    phrases = (
        Phrase(text[run[0].start : run[-1].end], sum(common.idf(word.stem) ** 2 for word in run), tuple(run))
        for run in runs
    )
    return sorted(phrases, key=lambda phrase: -phrase.weight)


def places(phrase: Phrase, a: str, b: str) -> tuple[SharedTerm, ...]:
    """Where a phrase that `b` shares of `a` stands in both as printed; several where its words stand apart in `b`."""
    found = _found(phrase.words, _read(b)[1])
    return tuple(SharedTerm(a=_quote(a, ours), b=_quote(b, theirs)) for ours, theirs in found)


def _found(run: Sequence[_Word], others: Sequence[_Word]) -> Iterator[tuple[Sequence[_Word], Sequence[_Word]]]:
    """The run, cut where it has to be for each part to stand whole among the others, with the first such place."""
    while run:
        starts = [k for k, word in enumerate(others) if word.stem == run[0].stem]
        place = max(starts, key=lambda k: _alike(run, others[k:]))
        length = _alike(run, others[place:])
        yield run[:length], others[place : place + length]
        run = run[length:]


def _alike(run: Sequence[_Word], others: Sequence[_Word]) -> int:
    """With how many words of the run the others begin."""
    pairs = zip(run, others, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0].stem == pair[1].stem, pairs))


def _quote(text: str, words: Sequence[_Word]) -> Quote:
    start, end = words[0].first, words[-1].last
    return Quote(start=start, end=end, words=text[start:end])


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[str, tuple[_Word, ...]]:
    """The text with abbreviations written out, and its words that carry meaning with their places."""
    expanded, spans = "", list[tuple[int, int]]()
    for said, start, end in written_out(text):
        expanded += said
        as_printed = said == text[start:end]
        spans += [(start + k, start + k + 1) if as_printed else (start, end) for k in range(len(said))]
    words = [
        _Word(*found.span(), spans[found.start()][0], spans[found.end() - 1][1], terms.stem(found[0].casefold()))
        for found in terms.WORD.finditer(expanded)
        if found[0].casefold() not in terms.STOP_WORDS
    ]
    return expanded, tuple(words)
