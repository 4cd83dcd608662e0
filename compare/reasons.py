"""The parts of a score in words that a policy officer understands, and what an action lacks of a clause."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

import yaml

from compare import duties, phrases
from compare.features import Features, Kind, Part
from compare.glossary import expand
from extract.schema import Action, Clause

MOST_TERMS = 4
LEAST_TERM = 0.3
"""A shared word that adds less than this to the strength is not worth a reader's time."""
LEAST: dict[Kind, float] = {"context": 0.75, "place": 2.0, "verbatim": 2.9, "list": 0.75, "passage": 1.5}
"""Strengths from which other parts are told; 2.9 is 70% of the letters (`align.VERBATIM`)."""
CLOSE_MEANING = 0.45
"""Cosine of the sentence embeddings from which two texts are called close in meaning."""
MOST_MISSING_TERMS = 3

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


def missing(clause: Clause, action: Action, service: str | None = None) -> tuple[str, ...]:
    """What the clause asks and the action does not say: its own words, a report, partners, a day, the right service."""
    printed = (action.text, action.lead, action.success_measures, action.theme_heading)
    said = expand(" ".join(filter(None, printed)))
    lacks = [f"about another service: {service}"] if service else []
    lacks += [f"nothing on '{phrase.printed}'" for phrase in phrases.lacking(clause.text, said)[:MOST_MISSING_TERMS]]
    for entry in _asked().values():
        if re.search(entry["clause"], clause.text, re.IGNORECASE) and not re.search(
            entry["action"], said, re.IGNORECASE
        ):
            lacks.append(str(entry["shown"]))
    days = duties.due_dates(clause)
    if days and action.due_date is None:
        lacks.append(f"no date (the clause sets {duties.in_words(days[0])})")
    return tuple(lacks)


def _worth_telling(part: Part) -> bool:
    if part.kind == "meaning":
        return float(part.about) >= CLOSE_MEANING
    return part.value >= LEAST.get(part.kind, 0.0) and (part.kind not in _NAMED or bool(part.about))


@functools.cache
def _asked() -> dict[str, dict[str, Any]]:
    path = Path(__file__).parent / "words" / "asked.yaml"
    asked: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return asked
