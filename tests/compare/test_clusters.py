import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.clusters import Cluster, Scores, clusters, link
from compare.features import Matrix

THRESHOLD = 0.5


def both_ways(upper: dict[tuple[int, int], Matrix]) -> Scores:
    return upper | {(j, i): matrix.T for (i, j), matrix in upper.items()}


def one_each(*scores: float) -> Scores:
    """Three documents of one clause each: the scores of 0-1, 0-2 and 1-2."""
    pairs = itertools.combinations(range(3), 2)
    return both_ways({pair: np.array([[score]]) for pair, score in zip(pairs, scores, strict=True)})


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[int], Scores]:
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    values = st.integers(0, 20).map(lambda value: value / 20)
    upper = {
        (i, j): np.array([[draw(values) for _ in range(sizes[j])] for _ in range(sizes[i])])
        for i, j in itertools.combinations(range(len(sizes)), 2)
    }
    return sizes, both_ways(upper)


def test_three_clauses_alike_are_one_cluster() -> None:
    assert clusters(one_each(0.9, 0.8, 0.7), THRESHOLD) == [((0, 0), (1, 0), (2, 0))]


def test_a_chain_of_unlike_ends_is_not_one_cluster() -> None:
    assert clusters(one_each(0.9, 0.0, 0.8), THRESHOLD) == [((0, 0), (1, 0))]


def test_a_document_has_one_clause_in_a_cluster() -> None:
    scores = both_ways({(0, 1): np.array([[0.9], [0.8]])})
    assert clusters(scores, THRESHOLD) == [((0, 0), (1, 0))]


@settings(deadline=None)
@given(documents())
def test_no_clause_is_in_two_clusters_and_no_document_twice_in_one(given_: tuple[list[int], Scores]) -> None:
    found = clusters(given_[1], THRESHOLD)
    nodes = [node for cluster in found for node in cluster]
    assert len(nodes) == len(set(nodes))
    for cluster in found:
        assert len({document for document, _ in cluster}) == len(cluster) > 1


@settings(deadline=None)
@given(documents())
def test_the_mean_of_a_cluster_is_at_the_threshold_and_no_two_could_be_joined(
    given_: tuple[list[int], Scores],
) -> None:
    _, scores = given_
    found = clusters(scores, THRESHOLD)
    for one, other in itertools.combinations(found, 2):
        assert link(one, other, scores) < THRESHOLD
    for cluster in found:
        assert any(link(part, rest, scores) >= THRESHOLD - 1e-9 for part, rest in halves(cluster)), (
            "the last two that were joined are some two halves of it"
        )


def halves(cluster: Cluster) -> list[tuple[Cluster, Cluster]]:
    return [
        (part, tuple(node for node in cluster if node not in part))
        for size in range(1, len(cluster))
        for part in itertools.combinations(cluster, size)
    ]
