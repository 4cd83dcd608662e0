"""A clause cut into the passages that may each state a demand of their own, as offsets into its text."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

FEWEST_WORDS = 4
"""A shorter passage states nothing by itself; it belongs to the one before it."""
_SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+(?=[A-Z\u201c\u2018\"'(])")
# "ensure that children are seen, that what they say is written down, and that ..." has three demands.
_DEMAND_END = re.compile(r"(?<=[.;:!?])\s+|(?<=,)\s+|\s+(?:\u2013|\u2014)\s+")


class Passage(NamedTuple):
    """Characters `start` to `end` of a text, without the spaces around them."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Its words as printed."""
        return text[self.start : self.end]


def sentences(text: str) -> list[Passage]:
    """The sentences of a text, list openings and semicolons counted as ends; one passage at least."""
    return _cut(text, _SENTENCE_END)


def demands(text: str) -> list[Passage]:
    """Finer than `sentences`: commas and dashes end a passage as well."""
    return _cut(text, _DEMAND_END)


def _cut(text: str, ends: re.Pattern[str]) -> list[Passage]:
    found: list[Passage] = []
    cuts = [(0, 0), *(end.span() for end in ends.finditer(text)), (len(text), len(text))]
    for (_, start), (end, _) in pairwise(cuts):
        passage = Passage(start, end)
        if found and (len(passage.of(text).split()) < FEWEST_WORDS or len(found[-1].of(text).split()) < FEWEST_WORDS):
            found[-1] = Passage(found[-1].start, end)
        else:
            found.append(passage)
    return found
