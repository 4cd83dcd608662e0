"""Clauses across councils: which ones state the same requirement.

Every two documents are compared clause by clause; the method, its constants and what was tried are in
`docs/matching.md`. A clause may have no partner, one, or several where another council splits it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from compare import context, order, reasons
from compare.features import Comparison, Curve, Evidence
from compare.results import Alignment, ClauseRef, Pair
from compare.similarity import near_verbatim
from compare.theme_evidence import theme_evidence
from extract.schema import Clause, Extraction

CURVE = Curve(bias=-1.7, over_row=0.13, over_column=0.20, least=6.0)
"""The gains of coverage; the least rival and the bias put 0.5 where a pair is as likely the same as not."""
SAME = 0.5
"""Score from which the tool says that two clauses state the same requirement."""
VERBATIM, THEME, PLACE = 10.0, 2.0, 2.0
"""Weights, in units of half a CSLS(H), of the squared share of equal letters, the overlap of the themes and the place
in the order."""
LIKELY_SLOPE, LIKELY_MIDDLE = 0.35, 8.0
COPIED, COPIED_WORDS = 0.9, 8
"""Share of equal letters, and fewest words, from which two clauses are the same whatever else is like them."""
CANDIDATES = 10


def align(extractions: Sequence[Extraction]) -> Alignment:
    """Candidate pairs of every two documents, best first, and the clauses that state what no other document does."""
    pairs: list[Pair] = []
    for ours, theirs in itertools.combinations(extractions, 2):
        pairs.extend(_pairs(ours, theirs))
    pairs.sort(key=lambda pair: -pair.score)
    aligned = {ref for pair in pairs if pair.same for ref in (pair.a, pair.b)}
    everything = (_ref(extraction, clause) for extraction in extractions for clause in extraction.clauses)
    return Alignment(pairs=tuple(pairs), only=tuple(ref for ref in everything if ref not in aligned))


def compared(ours: Sequence[Clause], theirs: Sequence[Clause]) -> Comparison:
    """All pairs of two documents' clauses with their evidence."""
    rows, columns = context.of_clauses(ours), context.of_clauses(theirs)
    comparison = Comparison(rows, columns, CURVE)
    comparison.add(theme_evidence(rows, columns, THEME))
    verbatim = np.array([[near_verbatim(a.text, b.text) for b in theirs] for a in ours]).reshape(len(ours), len(theirs))
    comparison.add(Evidence("verbatim", VERBATIM * verbatim**2, lambda row, column: f"{verbatim[row, column]:.0%}"))
    likely = 1 / (1 + np.exp(-LIKELY_SLOPE * (comparison.strength - LIKELY_MIDDLE)))
    comparison.add(Evidence("place", PLACE * order.agreement(comparison.strength) * order.support(likely)))
    return comparison


def _pairs(ours: Extraction, theirs: Extraction) -> list[Pair]:
    """Both sides' candidates and all pairs that are the same."""
    if not ours.clauses or not theirs.clauses:
        return []
    comparison = compared(ours.clauses, theirs.clauses)
    scores = comparison.scores
    shown = scores >= SAME
    for axis in (0, 1):
        best = np.argsort(-scores, axis=axis, kind="stable")
        np.put_along_axis(shown, np.take(best, range(min(CANDIDATES, scores.shape[axis])), axis=axis), True, axis=axis)
    return [
        Pair(
            a=_ref(ours, a),
            b=_ref(theirs, b),
            score=float(scores[row, column]),
            same=bool(scores[row, column] >= SAME) or _copied(a, b),
            reasons=reasons.told(comparison.features(row, column)),
        )
        for row, a in enumerate(ours.clauses)
        for column, b in enumerate(theirs.clauses)
        if shown[row, column]
    ]


def _copied(a: Clause, b: Clause) -> bool:
    shorter = min(len(a.text.split()), len(b.text.split()))
    return shorter >= COPIED_WORDS and near_verbatim(a.text, b.text) >= COPIED


def _ref(extraction: Extraction, clause: Clause) -> ClauseRef:
    return ClauseRef(file=extraction.document.file, clause=clause.id)
