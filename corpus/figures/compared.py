"""Comparisons against their gold: the alignment of notices, and the coverage of a notice by a plan.

The truth of a comparison is made first (`AlignTruth`, `CoverTruth`); whatever gives scores and decisions, the product
or a baseline, is judged by it alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compare.results import Alignment, Coverage
from corpus.figures.judged import Judged, Truth, action_pairs, clause_pairs, tallies
from corpus.figures.ranked import (
    NAMES,
    Pair,
    Ranking,
    Scores,
    decision_tally,
    listed,
    ranking_tallies,
    sureness,
)
from corpus.tally import decided, shares
from extract.schema import Extraction

ALIGN = NAMES
COVER = (
    *NAMES, "level", "gaps.precision", "gaps.recall", "gaps.f1", "orphans.precision", "orphans.recall", "orphans.f1",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AlignTruth:
    """Which clauses state the same requirement, of those that were found.

    `gold_id` by the ids of the extractions; `notice_of` by gold id. Clauses that were not found count neither way:
    what they cost stands in the figures of their notice.
    """

    gold_id: Mapping[str, str]
    notice_of: Mapping[str, str]
    true: frozenset[Pair]

    @classmethod
    def of(cls, notices: Sequence[tuple[str, Truth, Extraction]], groups: Sequence[Sequence[str]]) -> AlignTruth:
        """Of notices by name with their gold; `groups` hold the gold ids of clauses that state the same."""
        gold_id = {
            clause: own for _, truth, extraction in notices for clause, own in gold_ids(truth, extraction).items()
        }
        notice_of = {clause["id"]: name for name, truth, _ in notices for clause in truth["clauses"]}
        present = set(gold_id.values())
        true = {
            both(a, b)
            for group in groups
            for a in group
            for b in group
            if {a, b} <= present and notice_of[a] != notice_of[b]
        }
        return cls(gold_id, notice_of, frozenset(true))

    def judged(self, scores: Scores, said: Collection[Pair]) -> Judged:
        """The figures of scored pairs (each as `both` makes it) and of those that were said to be the same."""
        fields = ranking_tallies(self._rankings(scores)) | {"decision": decision_tally(said, self.true)}
        right = sureness(scores, self.true)
        return Judged(fields, listed(self.true - set(said)), listed(set(said) - self.true), right)

    def _rankings(self, scores: Scores) -> Iterator[Ranking]:
        """For each clause and each notice with the same requirement: its candidates, best first, and the right ones."""
        present = sorted(set(self.gold_id.values()))
        for clause in present:
            for notice in sorted({self.notice_of[other] for other in present} - {self.notice_of[clause]}):
                others = [other for other in present if self.notice_of[other] == notice]
                relevant = [other for other in others if both(clause, other) in self.true]
                if relevant:
                    scored = [other for other in others if both(clause, other) in scores]
                    yield clause, sorted(scored, key=lambda other: -scores[both(clause, other)]), relevant


def both(a: str, b: str) -> Pair:
    """Two gold ids as one pair, whichever comes first."""
    return (a, b) if a <= b else (b, a)


def judge_alignment(truth: AlignTruth, alignment: Alignment) -> Judged:
    """The figures of an alignment."""
    scores: dict[Pair, float] = {}
    said: set[Pair] = set()
    for pair in alignment.pairs:
        a, b = truth.gold_id.get(pair.a.clause), truth.gold_id.get(pair.b.clause)
        if a and b:
            key = both(a, b)
            scores[key] = max(scores.get(key, 0.0), pair.score)
            if pair.same:
                said.add(key)
    return truth.judged(scores, said)


@dataclass(frozen=True, slots=True)
class CoverTruth:
    """Which actions answer which clauses; `clause_of` and `action_of` are gold ids by the ids of the extractions.

    Debatable links (those that the gold tolerates, and those to the parent of a linked clause) count neither way.
    """

    gold: Truth
    clause_of: Mapping[str, str]
    action_of: Mapping[str, str]
    level: Mapping[Pair, str]
    debatable: frozenset[Pair]

    @classmethod
    def of(cls, gold: Truth, notice_gold: Truth, notice: Extraction, plan: Extraction) -> CoverTruth:
        """Of a plan's gold and its notice's, and what was read of both."""
        level = {(link["clause"], link["action"]): link["coverage"] for link in gold["links"]}
        action_of = {plan.actions[j].id: gold["actions"][i]["id"] for i, j in action_pairs(gold, plan).items()}
        debatable = _debatable(gold, notice_gold) - level.keys()
        return cls(gold, gold_ids(notice_gold, notice), action_of, level, frozenset(debatable))

    def judged(self, scores: Scores, said: Collection[Pair]) -> Judged:
        """The figures of scored links and of those that were decided for."""
        scores = {pair: score for pair, score in scores.items() if pair not in self.debatable}
        said = set(said) - self.debatable
        fields = ranking_tallies(self._rankings(scores)) | {"decision": decision_tally(said, self.level)}
        missed, spurious = self.level.keys() - said, said - self.level.keys()
        return Judged(fields, listed(missed), listed(spurious), sureness(scores, self.level))

    def _rankings(self, scores: Scores) -> Iterator[Ranking]:
        """For each clause with a link its candidates, best first, and the right ones."""
        for clause in sorted({clause for clause, _ in self.level}):
            ranked = sorted((action for own, action in scores if own == clause), key=lambda a: -scores[clause, a])
            yield clause, ranked, [action for own, action in self.level if own == clause]


def judge_coverage(truth: CoverTruth, coverage: Coverage) -> Judged:
    """The figures of a coverage: its links with their levels, its gaps and its orphans."""
    links = {
        (truth.clause_of[entry.clause], truth.action_of[link.action]): link
        for entry in coverage.clauses
        for link in entry.links
        if entry.clause in truth.clause_of and link.action in truth.action_of
    }
    said = {pair: link.coverage for pair, link in links.items() if link.coverage}
    judged = truth.judged({pair: link.score for pair, link in links.items()}, said)
    gaps = {
        truth.clause_of[one.clause] for one in coverage.clauses if one.status == "gap" and one.clause in truth.clause_of
    }
    uncovered = set(truth.gold["uncovered"])
    asked = ({clause for clause, _ in truth.level} | uncovered) & set(truth.clause_of.values())
    orphans = {truth.action_of[action] for action in coverage.orphans if action in truth.action_of}
    further = tallies(
        level=shares(("-".join(pair), said[pair] == truth.level[pair]) for pair in sorted(said.keys() & truth.level)),
        gaps=decided(gaps & asked, asked & uncovered),
        orphans=decided(orphans, truth.gold["orphans"]),
    )
    return Judged({**judged.tallies, **further}, judged.missed, judged.spurious, judged.sureness)


def gold_ids(truth: Truth, extraction: Extraction) -> dict[str, str]:
    """The gold ids of the extraction's clauses by their own."""
    pairs = clause_pairs(truth, extraction)
    return {extraction.clauses[j].id: truth["clauses"][i]["id"] for i, j in pairs.items()}


def _debatable(gold: Truth, notice_gold: Truth) -> set[Pair]:
    parent = {clause["id"]: clause["parent"] for clause in notice_gold["clauses"]}
    tolerated = {(pair["clause"], pair["action"]) for pair in gold.get("tolerated", ())}
    upwards = {(parent[link["clause"]], link["action"]) for link in gold["links"] if parent.get(link["clause"])}
    return tolerated | upwards
