"""Word-level differences of two texts, fit for marking on screen: the printed text is kept to the character."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from compare.results import Change

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*%?")
_QUOTE = re.compile(r"['\u2019]")


class _Printed(NamedTuple):
    """A word with the spaces and punctuation printed behind it, and what it is compared by."""

    text: str
    word: str


def differences(a: str, b: str) -> tuple[Change, ...]:
    """Runs of words that both texts share, or in which they differ, in reading order.

    Joining the `a` of all runs gives `a`, and joining the `b` gives `b`, exactly. Words are compared without case,
    quotes, hyphens and punctuation. A shared run of nothing but small words ("of the") between two differences is no
    foothold for the eye, so it is shown as part of the difference.
    """
    left, right = _printed_words(a), _printed_words(b)
    if not left and not right:
        return ()
    matcher = difflib.SequenceMatcher(None, [w.word for w in left], [w.word for w in right], autojunk=False)
    runs = [(tag == "equal", i1, i2, j1, j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes()]
    return tuple(
        Change(same=same, a=_joined(left[i1:i2]), b=_joined(right[j1:j2]))
        for same, i1, i2, j1, j2 in _merged(list(_without_footholds(runs, left)))
    )


def compared_words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [_compared(found.group()) for found in _WORD.finditer(text)]


@functools.cache
def small_words() -> frozenset[str]:
    """Words that carry no meaning of their own: articles, prepositions, pronouns, auxiliaries."""
    listed = yaml.safe_load((Path(__file__).parent / "words" / "small.yaml").read_text(encoding="utf-8"))
    return frozenset(str(word) for group in listed.values() for word in group)


_Run = tuple[bool, int, int, int, int]


def _printed_words(text: str) -> list[_Printed]:
    """The text cut before each word; what stands before the first word belongs to it."""
    found = list(_WORD.finditer(text))
    if not found:
        return [_Printed(text, "")] if text else []
    cuts = [0, *(f.start() for f in found[1:]), len(text)]
    return [_Printed(text[cuts[k] : cuts[k + 1]], _compared(f.group())) for k, f in enumerate(found)]


def _compared(word: str) -> str:
    return _QUOTE.sub("", word).casefold()


def _without_footholds(runs: Sequence[_Run], left: Sequence[_Printed]) -> Iterator[_Run]:
    """The runs, with shared ones of small words only turned into differences where they stand between two."""
    for k, (same, i1, i2, j1, j2) in enumerate(runs):
        between = 0 < k < len(runs) - 1
        foothold = same and between and all(printed.word in small_words() for printed in left[i1:i2])
        yield same and not foothold, i1, i2, j1, j2


def _merged(runs: Sequence[_Run]) -> Iterator[_Run]:
    """Neighbouring runs of the same kind as one."""
    current: _Run | None = None
    for run in runs:
        if current is not None and current[0] == run[0]:
            current = (current[0], current[1], run[2], current[3], run[4])
            continue
        if current is not None:
            yield current
        current = run
    if current is not None:
        yield current


def _joined(printed: Sequence[_Printed]) -> str:
    return "".join(p.text for p in printed)
