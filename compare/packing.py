"""A clause that packs what another document splits: which passage of it matches which partner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from compare.passages import Passage, demands, sentences
from compare.results import ClauseRef, PackedPart, Packing, Pair
from compare.similarity import similarity


def packings(pairs: Iterable[Pair], texts: Mapping[ClauseRef, str]) -> tuple[Packing, ...]:
    """The clauses that are the same as several clauses of another document, in the order of their pairs.

    Each partner is given the passage that is closest to it: a sentence, or of a single sentence the run between two
    commas. A clause all of whose partners match one passage packs nothing: the other document says a thing twice.
    """
    partners: dict[tuple[ClauseRef, str], list[ClauseRef]] = defaultdict(list)
    for pair in pairs:
        if pair.same:
            partners[pair.a, pair.b.file].append(pair.b)
            partners[pair.b, pair.a.file].append(pair.a)
    found = []
    for (clause, _), others in partners.items():
        spans = closest(texts[clause], [texts[other] for other in others]) if len(others) > 1 else []
        if len(set(spans)) > 1:
            parts = (PackedPart(clause=other, start=s.start, end=s.end) for other, s in zip(others, spans, strict=True))
            found.append(Packing(clause=clause, parts=tuple(sorted(parts, key=lambda part: (part.start, part.end)))))
    return tuple(found)


def closest(text: str, partners: Sequence[str]) -> list[Passage]:
    """The passage of the text that is closest to each partner."""
    passages = sentences(text)
    passages = passages if len(passages) > 1 else demands(text)
    if len(passages) == 1:
        return [passages[0]] * len(partners)
    h = similarity([passage.of(text) for passage in passages], partners).h
    return [passages[int(row)] for row in h.argmax(axis=0)]
