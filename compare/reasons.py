"""The parts of a score in words that a policy officer understands, and what an action lacks of a clause."""

from __future__ import annotations

from collections.abc import Sequence

from compare.features import Features, Kind, Part
from compare.results import Element, SharedTerm

MOST_TERMS = 4
LEAST_TERM = 0.3
"""A shared word that adds less than this to the strength is not worth a reader's time."""
LEAST: dict[Kind, float] = {"context": 0.75, "place": 2.0, "verbatim": 2.9, "list": 0.75, "passage": 1.5}
"""Strengths from which other parts are told; 2.9 is 70% of the letters (`align.VERBATIM`)."""
CLOSE_MEANING = 0.45
"""Cosine of the sentence embeddings from which two texts are called close in meaning."""

_SENTENCES: dict[Kind, str] = {
    "cited": "the plan cites {about}",
    "verbatim": "wording {about} the same",
    "holder": "both name {about}",
    "date": "same date: {about}",
    "theme": "same theme: {about}",
    "context": "near each other when read under their headings{about}",
    "place": "in the same order: their neighbours match too",
    "meaning": "close in meaning",
    "list": "closer when read with the lists below them",
    "passage": "closest in one passage: {about}",
    "bridge": "both match {about}",
}

_NAMED: tuple[Kind, ...] = ("context", "theme", "bridge")
"""Parts that are told only where it can be said what they are about."""


def shown(features: Features) -> list[Part]:
    """The parts that are told to a person, in the order of telling; each one raises the score."""
    raising = [part for part in features.parts if part.value > 0]
    shared = [part for part in raising if part.kind == "term" and part.value >= LEAST_TERM][:MOST_TERMS]
    others = {part.kind: part for part in raising if part.kind in _SENTENCES and _worth_telling(part)}
    before = [others[kind] for kind in ("cited", "verbatim") if kind in others]
    return [*before, *shared, *(part for kind, part in others.items() if part not in before)]


def told(features: Features) -> tuple[str, ...]:
    """The shown parts as sentences, shared words gathered into one."""
    parts = shown(features)
    sentences = [_SENTENCES[part.kind].format(about=part.about) for part in parts if part.kind != "term"]
    quoted = ", ".join(f"'{part.about}'" for part in parts if part.kind == "term")
    first = sum(part.kind in ("cited", "verbatim") for part in parts)
    return tuple(sentences[:first] + ([f"both: {quoted}"] if quoted else []) + sentences[first:])


def terms(features: Features) -> tuple[SharedTerm, ...]:
    """Where the shared words that are told stand in both texts, in the order of telling."""
    return tuple(place for part in shown(features) for place in part.places())


def missing(elements: Sequence[Element], service: str | None = None) -> tuple[str, ...]:
    """What an action lacks of a clause: the missing ones of its elements, and the right service.

    Of an action phrase and an object within it that are both missing, the object tells it.
    """
    lacking = [one for one in elements if one.status == "missing"]
    told = [one.why for one in lacking if not (one.kind == "action" and any(_within(other, one) for other in lacking))]
    return (*([f"about another service: {service}"] if service else []), *dict.fromkeys(told))


def _within(part: Element, whole: Element) -> bool:
    return part.kind == "object" and whole.start <= part.start and part.end <= whole.end


def _worth_telling(part: Part) -> bool:
    if part.kind == "meaning":
        return float(part.about) >= CLOSE_MEANING
    return part.value >= LEAST.get(part.kind, 0.0) and (part.kind not in _NAMED or bool(part.about))
