"""The entries of an evaluation: what was judged of one document or comparison, by the product or by a baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.calibration import Reliability, reliability
from corpus.evaluated import Measured, Scored
from corpus.figures.judged import Judged
from corpus.intervals import Sample, of_documents, of_means

ALL = "all"
"""The name of what stands for all documents of a group."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document or comparison; `gold` names the document that it is a format of, `method` the baseline or ""."""

    scored: Scored
    gold: str
    judged: Judged = field(default_factory=Judged)
    method: str = ""


def entry(scored: Scored, judged: Judged, gold: str = "", method: str = "") -> Entry:
    """An entry with the figures of what was judged."""
    told = replace(scored, figures=judged.figures, missed=judged.missed, spurious=judged.spurious)
    return Entry(told, gold or scored.name, judged, method)


def grouped(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Entries by their group, in the order in which the groups come."""
    groups: dict[str, list[Entry]] = {}
    for one in entries:
        groups.setdefault(one.scored.group, []).append(one)
    return groups


def measured(entries: Sequence[Entry]) -> Measured:
    """The entries of one method with the intervals of their figures and of the means."""
    documents, of_groups = {}, {}
    for group, own in grouped(entries).items():
        samples = [Sample(one.gold, one.scored.figures, one.judged.tallies) for one in own]
        of_groups[group] = of_means(group, samples)
        for one, found in zip(own, of_documents(group, samples), strict=True):
            documents[id(one)] = replace(one.scored, intervals=found)
    return Measured(tuple(documents[id(one)] for one in entries), of_groups)


def calibration(entries: Sequence[Entry]) -> dict[str, dict[str, Reliability]]:
    """Of every group whose answers carry scores the reliability, of all documents together and of each."""
    found: dict[str, dict[str, Reliability]] = {}
    for group, own in grouped(entries).items():
        scored = {one.scored.name: one.judged.sureness for one in own if one.judged.sureness}
        if scored:
            every = tuple(pair for sureness in scored.values() for pair in sureness)
            named = {ALL: every} | (scored if len(scored) > 1 else {})
            found[group] = {name: reliability(sureness) for name, sureness in named.items()}
    return found


def confusion(entries: Sequence[Entry]) -> dict[str, Counter[tuple[str, str]]]:
    """Of every group with classes how often each true one was said to be which."""
    found: dict[str, Counter[tuple[str, str]]] = {}
    for group, own in grouped(entries).items():
        counts = Counter(pair for one in own for pair in one.judged.confused)
        if counts:
            found[group] = counts
    return found
