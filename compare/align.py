"""Clauses across councils: which ones state the same requirement.

Every two documents are compared clause by clause; the method, its constants and what was tried are in
`docs/matching.md`. A clause may have no partner, one, or several where another council splits it.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np

from compare import align_evidence, bridge, context, order, reasons, thresholds
from compare.families import families
from compare.features import Comparison, Curve, Evidence, Matrix
from compare.packing import packings
from compare.results import Alignment, ClauseRef, Pair, Relation
from compare.similarity import PLAIN, near_verbatim
from compare.theme_evidence import theme_evidence
from compare.unnamed import unnamed
from extract.schema import Clause, Extraction

CURVE = Curve(bias=-1.15, over_row=0.13, over_column=0.13, least=14.0)
THEME, VERBATIM, PLACE, LIST, PASSAGE, KIND, HOLDERS, BRIDGE = 13.0, 6.0, 3.0, 0.5, 0.5, 7.0, 5.0, 5.0
"""Weights in units of half a CSLS(H): see `docs/matching.md`, Alignment."""
LIKELY_SLOPE, LIKELY_MIDDLE = 0.3, 17.0
COPIED, COPIED_WORDS = 0.9, 8
"""Share of equal letters, and fewest words, from which two clauses are the same whatever else is like them."""
NEAR_VERBATIM = 0.85
"""Share of equal letters from which the same requirement is called the same in nearly the same words."""
RELATED = 0.1
"""Score from which two clauses that are not the same are told to be related."""
CANDIDATES = 10


def align(extractions: Sequence[Extraction]) -> Alignment:
    """Candidate pairs of every two documents, best first, who packs what, and the wording families.

    Documents are compared in an order of their own, so that the scores do not depend on the order they are given in;
    where there are three or more, each is a bridge between the others.
    """
    given = {id(one): place for place, one in enumerate(extractions)}
    documents = sorted(extractions, key=_order)
    comparisons = bridged(documents)
    scores, same = _both_ways(comparisons), thresholds.load().same
    pairs: list[Pair] = []
    for (i, j), comparison in comparisons.items():
        turned = given[id(documents[i])] > given[id(documents[j])]
        pairs.extend(_pairs(documents[i], documents[j], comparison, same, turned))
    pairs.sort(key=lambda pair: -pair.score)
    aligned = {ref for pair in pairs if pair.same for ref in (pair.a, pair.b)}
    everything = {_ref(one, clause): clause.text for one in extractions for clause in one.clauses}
    return Alignment(
        pairs=tuple(pairs),
        only=tuple(ref for ref in everything if ref not in aligned),
        packs=packings(pairs, everything),
        families=families(documents, scores, same),
    )


def compared(ours: Sequence[Clause], theirs: Sequence[Clause]) -> Comparison:
    """All pairs of two documents' clauses with the evidence that the two documents give."""
    rows, columns = context.of_clauses(ours), context.of_clauses(theirs)
    comparison = Comparison(rows, columns, CURVE, PLAIN)
    alone = comparison.alone
    comparison.add(theme_evidence(rows, columns, THEME))
    verbatim = np.array([[near_verbatim(a.text, b.text) for b in theirs] for a in ours]).reshape(len(ours), len(theirs))
    comparison.add(Evidence("verbatim", VERBATIM * verbatim**2, lambda row, column: f"{verbatim[row, column]:.0%}"))
    comparison.add(align_evidence.rolled_up(ours, theirs, alone, LIST))
    comparison.add(align_evidence.best_passage(ours, theirs, alone, PASSAGE))
    comparison.add(align_evidence.other_kind(ours, theirs, KIND))
    comparison.add(align_evidence.other_holders(ours, theirs, HOLDERS))
    # Neither document comes before the other: the order is looked at from both sides.
    likely = 1 / (1 + np.exp(-LIKELY_SLOPE * (comparison.strength - LIKELY_MIDDLE)))
    comparison.add(
        Evidence(
            "place",
            PLACE * order.agreement(comparison.strength) * (order.support(likely) + order.support(likely.T).T) / 2,
        )
    )
    return comparison


def bridged(documents: Sequence[Extraction]) -> dict[tuple[int, int], Comparison]:
    """Every two documents that have clauses, by their places, each with the evidence of all other documents."""
    chosen = [place for place, one in enumerate(documents) if one.clauses]
    read = [unnamed(one).clauses for one in documents]
    found = {(i, j): compared(read[i], read[j]) for i, j in itertools.combinations(chosen, 2)}
    scores = _both_ways(found)

    def told(document: int, row: int) -> str:
        return align_evidence.quoted(documents[document].clauses[row].text, documents[document].document.file)

    for i, j in found if len(chosen) > 2 else ():
        found[i, j].add(bridge.bridges(i, j, scores, BRIDGE, told))
    return found


def _both_ways(comparisons: Mapping[tuple[int, int], Comparison]) -> dict[tuple[int, int], Matrix]:
    scores = {}
    for (i, j), comparison in comparisons.items():
        scores[i, j] = comparison.scores
        scores[j, i] = scores[i, j].T
    return scores


def _pairs(ours: Extraction, theirs: Extraction, comparison: Comparison, least: float, turned: bool) -> list[Pair]:
    """Both sides' candidates and all pairs that are the same, from the least score on.

    `turned` where `theirs` is to be named first.
    """
    scores = comparison.scores
    shown = scores >= least
    for axis in (0, 1):
        best = np.argsort(-scores, axis=axis, kind="stable")
        np.put_along_axis(shown, np.take(best, range(min(CANDIDATES, scores.shape[axis])), axis=axis), True, axis=axis)
    found = []
    for row, column in zip(*shown.nonzero(), strict=True):
        a, b = ours.clauses[row], theirs.clauses[column]
        score, verbatim = float(scores[row, column]), near_verbatim(a.text, b.text)
        same = score >= least or _copied(a, b, verbatim)
        sides = (_ref(ours, a), _ref(theirs, b))
        first, second = reversed(sides) if turned else sides
        features = comparison.features(row, column, turned)
        found.append(
            Pair(
                a=first,
                b=second,
                score=score,
                same=same,
                relation=_relation(same, verbatim, score),
                reasons=reasons.told(features),
                terms=reasons.terms(features),
            )
        )
    return found


def _relation(same: bool, verbatim: float, score: float) -> Relation | None:
    if same:
        return "near_verbatim" if verbatim >= NEAR_VERBATIM else "reworded"
    return "related" if score >= RELATED else None


def _copied(a: Clause, b: Clause, verbatim: float) -> bool:
    return min(len(a.text.split()), len(b.text.split())) >= COPIED_WORDS and verbatim >= COPIED


def _order(extraction: Extraction) -> tuple[str, str, tuple[str, ...]]:
    """What documents are ordered by: names and contents, never the order in which they are given."""
    facts = extraction.document
    return facts.file, facts.sha256, tuple(clause.id for clause in extraction.clauses)


def _ref(extraction: Extraction, clause: Clause) -> ClauseRef:
    return ClauseRef(file=extraction.document.file, clause=clause.id)
