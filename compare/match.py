"""Links between any two lists of texts, by the one engine and one fixed threshold."""

from __future__ import annotations

from collections.abc import Sequence

from compare.results import Match
from compare.similarity import LINK, nearest

CANDIDATES = 10


def match(sources: Sequence[tuple[str, str]], targets: Sequence[tuple[str, str]]) -> tuple[Match, ...]:
    """Every source's ten best targets, best first; both lists hold (id, text).

    `link` says that CSLS(H) reaches the threshold `similarity.LINK`; `score` is 0.5 there.
    """
    found = nearest([text for _, text in sources], [text for _, text in targets], CANDIDATES)
    return tuple(
        Match(
            source=source,
            target=targets[int(index)][0],
            score=float(score),
            link=bool(csls >= LINK),
        )
        for (source, _), indices, scores, all_csls in zip(sources, found.indices, found.score, found.csls, strict=True)
        for index, score, csls in zip(indices, scores, all_csls, strict=True)
    )
