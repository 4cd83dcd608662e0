"""Wording families: the clauses of different documents that state one requirement, and how each of them words it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from compare.clusters import Cluster, Node, Scores, clusters, link
from compare.packing import closest
from compare.results import ClauseRef, Member, WordingFamily
from compare.wording import compared_words, differences, small_words
from extract.schema import Clause, Extraction

Words = tuple[tuple[int, int], ...]
"""Runs of characters of a text, in order."""


def families(documents: Sequence[Extraction], scores: Scores, threshold: float) -> tuple[WordingFamily, ...]:
    """The families of at least two documents, the largest first, then the most alike.

    `scores[i, j]` are the scores of the clauses of document i (rows) with those of j, for both orders. A family has one
    main clause a document at most, and a clause is the main one of one family at most. A further clause whose mean
    score with the main ones of the other documents reaches the threshold is a packed member: its document says the
    requirement within it. The documents' order decides ties, so give them in an order of their own.
    """
    found = clusters(scores, threshold)
    made = [_family(documents, cluster, scores, threshold) for cluster in found]
    return tuple(sorted(made, key=lambda family: (-len(family.members), -family.cohesion)))


def common_words(medoid: str, others: Iterable[str]) -> tuple[str, ...]:
    """The runs of words of the medoid that every other text has too, in the medoid's order and as printed.

    A run of nothing but small words is left out.
    """
    return tuple(medoid[start:end] for start, end in common_places(medoid, others))


def common_places(medoid: str, others: Iterable[str]) -> Words:
    """Where the runs of `common_words` stand in the medoid."""
    kept: Words = ((0, len(medoid)),)
    for other in others:
        kept = tuple(_overlap(kept, _shared(medoid, other)))
    runs = ((start, medoid[start:end]) for start, end in kept)
    return tuple(
        (start + len(run) - len(run.lstrip()), start + len(run.rstrip()))
        for start, run in runs
        if any(word not in small_words() for word in compared_words(run))
    )


def _family(documents: Sequence[Extraction], cluster: Cluster, scores: Scores, threshold: float) -> WordingFamily:
    medoid = max(cluster, key=lambda node: link([node], [n for n in cluster if n != node], scores))
    text = _clause(documents, medoid).text
    mains = [_clause(documents, node).text for node in cluster if node != medoid]
    packed = _packed(documents, cluster, scores, threshold)
    present = {document for document, _ in (*cluster, *packed)}
    means = [link([a], [b], scores) for k, a in enumerate(cluster) for b in cluster[k + 1 :]]
    members = [_member(documents, node, text, packed=node in packed) for node in sorted((*cluster, *packed))]
    return WordingFamily(
        medoid=_ref(documents, medoid),
        cohesion=min(1.0, sum(means) / len(means)),
        common=common_words(text, mains),
        members=tuple(members),
        lacking=tuple(one.document.file for place, one in enumerate(documents) if place not in present),
    )


def _packed(documents: Sequence[Extraction], cluster: Cluster, scores: Scores, threshold: float) -> list[Node]:
    """Clauses besides the main ones whose mean score with the main ones of other documents reaches the threshold."""
    found = []
    for place, one in enumerate(documents):
        others = [node for node in cluster if node[0] != place]
        rows = ((place, row) for row in range(len(one.clauses)))
        found += [node for node in rows if node not in cluster and link([node], others, scores) >= threshold]
    return found


def _member(documents: Sequence[Extraction], node: Node, medoid: str, packed: bool) -> Member:
    """A member with its departures from the medoid; of a packed one, those of its closest passage only."""
    text = _clause(documents, node).text
    start, end = closest(text, [medoid])[0] if packed else (0, len(text))
    changes = differences(medoid, text[start:end])
    role: Literal["main", "packed"] = "packed" if packed else "main"
    return Member(clause=_ref(documents, node), role=role, start=start, end=end, changes=changes)


def _shared(medoid: str, other: str) -> Words:
    """The runs of the medoid that the other text has too."""
    changes = differences(medoid, other)
    lengths = [0]
    for change in changes:
        lengths.append(lengths[-1] + len(change.a))
    return tuple(span for span, change in zip(pairwise(lengths), changes, strict=True) if change.same)


def _overlap(ours: Words, theirs: Words) -> Iterable[tuple[int, int]]:
    for start, end in ours:
        for other_start, other_end in theirs:
            if max(start, other_start) < min(end, other_end):
                yield max(start, other_start), min(end, other_end)


def _clause(documents: Sequence[Extraction], node: Node) -> Clause:
    return documents[node[0]].clauses[node[1]]


def _ref(documents: Sequence[Extraction], node: Node) -> ClauseRef:
    return ClauseRef(file=documents[node[0]].document.file, clause=_clause(documents, node).id)
