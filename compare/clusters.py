"""Average-link clusters of clauses with at most one clause a document.

Connected components would chain unlike clauses together; here two clusters become one only while the mean score of
all their pairs stays at the threshold (agglomerative clustering with average linkage, Sokal and Michener 1958, and
cannot-links between clauses of one document). Scores of each step are taken afresh from the pairs, and ties go to the
clusters named first, so that the result depends on the order of the names only.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Mapping, Sequence

from compare.features import Matrix

Node = tuple[int, int]
"""A document's place and the row of one of its clauses."""
Cluster = tuple[Node, ...]
Scores = Mapping[tuple[int, int], Matrix]
"""Scores of the clauses of document i (rows) with those of j, for both orders of every two documents."""


def clusters(scores: Scores, threshold: float) -> list[Cluster]:
    """Clusters of two clauses or more, each sorted, in the order of their first clause; no clause is in two."""
    whole: dict[int, Cluster] = {}
    waiting: list[tuple[float, Cluster, Cluster, int, int]] = []
    touching: dict[int, set[int]] = {}

    def offer(one: int, other: int) -> None:
        first, second = sorted((one, other), key=lambda number: whole[number])
        mean = link(whole[first], whole[second], scores)
        if mean >= threshold:
            heapq.heappush(waiting, (-mean, whole[first], whole[second], first, second))
        if mean > 0:
            touching[one].add(other)
            touching[other].add(one)

    numbers: dict[Node, int] = {}
    for a, b in _edges(scores, threshold):
        for node in (a, b):
            if node not in numbers:
                numbers[node] = len(numbers)
                whole[numbers[node]], touching[numbers[node]] = (node,), set()
        offer(numbers[a], numbers[b])
    count = itertools.count(len(numbers))
    while waiting:
        *_, one, other = heapq.heappop(waiting)
        if one not in whole or other not in whole:
            continue
        joined = next(count)
        near = (touching.pop(one) | touching.pop(other)) - {one, other}
        whole[joined], touching[joined] = tuple(sorted(whole.pop(one) + whole.pop(other))), set()
        for neighbour in sorted(near & whole.keys(), key=lambda number: whole[number]):
            offer(joined, neighbour)
    return sorted(cluster for cluster in whole.values() if len(cluster) > 1)


def link(ours: Sequence[Node], theirs: Sequence[Node], scores: Scores) -> float:
    """The mean score of all pairs of two clusters; 0 where they share a document."""
    if {document for document, _ in ours} & {document for document, _ in theirs}:
        return 0.0
    total = sum(float(scores[i, j][row, column]) for i, row in sorted(ours) for j, column in sorted(theirs))
    return total / (len(ours) * len(theirs))


def _edges(scores: Scores, threshold: float) -> list[tuple[Node, Node]]:
    """The pairs that may start a cluster: no mean can reach the threshold unless one of its pairs does."""
    return sorted(
        ((i, int(row)), (j, int(column)))
        for (i, j), matrix in scores.items()
        if i < j
        for row, column in zip(*(matrix >= threshold).nonzero(), strict=True)
    )
