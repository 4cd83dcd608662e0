"""Links between any two lists by one threshold."""

from __future__ import annotations

from compare.match import match

SOURCES = [
    ("s1", "Social workers must receive regular and reflective supervision."),
    ("s2", "Reduce delay in finding adopters for children."),
]
TARGETS = [(f"t{number}", f"Repair the roof of depot number {number}") for number in range(12)] + [
    ("supervise", "Every social worker is given reflective supervision monthly"),
    ("adopt", "Find adopters for children without delay"),
]


def test_every_source_has_its_ten_best_the_best_first() -> None:
    pairs = match(SOURCES, TARGETS)
    assert len(pairs) == 20
    for source, best in (("s1", "supervise"), ("s2", "adopt")):
        own = [pair for pair in pairs if pair.source == source]
        assert own[0].target == best
        assert [pair.score for pair in own] == sorted((pair.score for pair in own), reverse=True)


def test_a_link_is_a_score_of_a_half_or_more() -> None:
    pairs = match(SOURCES, TARGETS)
    assert {(pair.source, pair.target) for pair in pairs if pair.link} == {("s1", "supervise"), ("s2", "adopt")}
    assert all(pair.link == (pair.score >= 0.5) for pair in pairs)


def test_fewer_than_ten_targets_are_all_given() -> None:
    assert len(match(SOURCES, TARGETS[-3:])) == 6
    assert match(SOURCES, []) == ()
    assert match([], TARGETS) == ()
