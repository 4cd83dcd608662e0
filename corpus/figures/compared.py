"""Comparisons against their gold: the alignment of notices, and the coverage of a notice by a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.results import Alignment, Coverage
from corpus.figures.judged import Judged, Truth, action_pairs, clause_pairs, figures
from corpus.scoring import average_precision, found, mean, recall_at, share
from extract.schema import Extraction

ALIGN = ("map", "recall_at_1", "decision.precision", "decision.recall", "decision.f1")
COVER = (
    "map", "recall_at_3", "decision.precision", "decision.recall", "decision.f1", "level", "gaps.precision",
    "gaps.recall", "gaps.f1", "orphans.precision", "orphans.recall", "orphans.f1",
)  # fmt: skip
Key = frozenset[str]
"""The gold ids of the two clauses of a pair."""


def judge_alignment(
    notices: Sequence[tuple[str, Truth, Extraction]], groups: Sequence[Sequence[str]], alignment: Alignment
) -> Judged:
    """The figures of an alignment; `groups` hold the gold ids of clauses that state the same requirement.

    Clauses that were not found count neither way: what they cost stands in the figures of their notice.
    """
    gold_id = {clause: own for _, truth, extraction in notices for clause, own in _gold_ids(truth, extraction).items()}
    notice_of = {clause["id"]: name for name, truth, _ in notices for clause in truth["clauses"]}
    present = sorted(set(gold_id.values()))
    together = {
        frozenset((a, b))
        for group in groups
        for a in group
        for b in group
        if {a, b} <= set(present) and notice_of[a] != notice_of[b]
    }
    scores: dict[Key, float] = {}
    said: set[Key] = set()
    for pair in alignment.pairs:
        a, b = gold_id.get(pair.a.clause), gold_id.get(pair.b.clause)
        if a and b:
            key = frozenset((a, b))
            scores[key] = max(scores.get(key, 0.0), pair.score)
            if pair.same:
                said.add(key)
    rankings = list(_rankings(present, notice_of, together, scores))
    return Judged(
        figures(
            map=mean(average_precision(ranked, relevant) for ranked, relevant in rankings),
            recall_at_1=share(ranked[:1] != [] and ranked[0] in relevant for ranked, relevant in rankings),
            decision=found(said, together),
        ),
        _named(together - said),
        _named(said - together),
    )


def _gold_ids(truth: Truth, extraction: Extraction) -> dict[str, str]:
    """The gold ids of the extraction's clauses by their own."""
    pairs = clause_pairs(truth, extraction)
    return {extraction.clauses[j].id: truth["clauses"][i]["id"] for i, j in pairs.items()}


def _rankings(
    present: Sequence[str], notice_of: Mapping[str, str], together: set[Key], scores: Mapping[Key, float]
) -> list[tuple[list[str], list[str]]]:
    """For each clause and each notice with the same requirement: its candidates, best first, and the right ones."""
    out = []
    for clause in present:
        for notice in sorted({notice_of[other] for other in present} - {notice_of[clause]}):
            others = [other for other in present if notice_of[other] == notice]
            relevant = [other for other in others if frozenset((clause, other)) in together]
            if relevant:
                scored = [other for other in others if frozenset((clause, other)) in scores]
                out.append((sorted(scored, key=lambda other: -scores[frozenset((clause, other))]), relevant))
    return out


def _named(pairs: set[Key]) -> tuple[str, ...]:
    return tuple(sorted("-".join(sorted(pair)) for pair in pairs))


def judge_coverage(gold: Truth, notice_gold: Truth, notice: Extraction, plan: Extraction, coverage: Coverage) -> Judged:
    """The figures of a coverage.

    Debatable links (those that the gold tolerates, and those to the parent of a linked clause) count neither way.
    """
    clause_of = _gold_ids(notice_gold, notice)
    action_of = {plan.actions[j].id: gold["actions"][i]["id"] for i, j in action_pairs(gold, plan).items()}
    level = {(link["clause"], link["action"]): link["coverage"] for link in gold["links"]}
    debatable = _debatable(gold, notice_gold) - level.keys()
    links = {
        (clause_of[entry.clause], action_of[link.action]): link
        for entry in coverage.clauses
        for link in entry.links
        if entry.clause in clause_of and link.action in action_of
    }
    scores = {pair: link.score for pair, link in links.items() if pair not in debatable}
    said = {pair: link.coverage for pair, link in links.items() if link.coverage and pair not in debatable}
    linked = sorted({clause for clause, _ in level})
    rankings = [(_ranked(clause, scores), [a for own, a in level if own == clause]) for clause in linked]
    gaps = {clause_of[one.clause] for one in coverage.clauses if one.status == "gap" and one.clause in clause_of}
    judged = (set(linked) | set(gold["uncovered"])) & set(clause_of.values())
    fields = figures(
        map=mean(average_precision(ranked, relevant) for ranked, relevant in rankings),
        recall_at_3=mean(recall_at(ranked, relevant, 3) for ranked, relevant in rankings),
        decision=found(said, level),
        level=share(said[pair] == level[pair] for pair in said.keys() & level.keys()),
        gaps=found(gaps & judged, judged & set(gold["uncovered"])),
        orphans=found({action_of[action] for action in coverage.orphans if action in action_of}, gold["orphans"]),
    )
    missed, spurious = level.keys() - said.keys(), said.keys() - level.keys()
    return Judged(fields, *(tuple(sorted("-".join(pair) for pair in pairs)) for pairs in (missed, spurious)))


def _ranked(clause: str, scores: Mapping[tuple[str, str], float]) -> list[str]:
    """The clause's candidate actions, best first."""
    return sorted((action for own, action in scores if own == clause), key=lambda action: -scores[clause, action])


def _debatable(gold: Truth, notice_gold: Truth) -> set[tuple[str, str]]:
    parent = {clause["id"]: clause["parent"] for clause in notice_gold["clauses"]}
    tolerated = {(pair["clause"], pair["action"]) for pair in gold.get("tolerated", ())}
    upwards = {(parent[link["clause"]], link["action"]) for link in gold["links"] if parent.get(link["clause"])}
    return tolerated | upwards
