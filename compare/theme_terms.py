"""What marks a theme off from the others: its strongest terms for and against it, and notes on what it is not.

`models/themes/terms.json` is written by training; `models/themes/exclusions.yaml` by hand, for the themes that are
taken for one another (`confusions` and `swapped` in `scores.json`).
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from compare import adapter, glossary, taxonomy, terms, theme_examples, theme_model
from compare.theme_features import FIRST
from extract.errors import ClausemapError

TERMS = theme_model.PATH.with_name("terms.json")
EXCLUSIONS = theme_model.PATH.with_name("exclusions.yaml")
MOST = 12
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class ThemeTerms:
    """Words that speak for a theme and words that speak against it, the strongest first."""

    speaking_for: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What does not belong under a theme although it may seem so, and where it belongs, if in one place only."""

    what: str
    theme: str | None


def theme_terms(theme: str, path: Path = TERMS) -> ThemeTerms:
    """The terms of a theme; KeyError for an unknown one, ClausemapError where the file is missing or damaged."""
    found = _terms(path)[taxonomy.load().theme(theme).id]
    return ThemeTerms(tuple(found["for"]), tuple(found["against"]))


def exclusions(theme: str, path: Path = EXCLUSIONS) -> tuple[Exclusion, ...]:
    """The notes of a theme, none for most; ClausemapError where the file is missing or names an unknown theme."""
    return _exclusions(path).get(theme, ())


def strongest(model: theme_model.ThemeModel) -> dict[str, dict[str, list[str]]]:
    """For each theme, under "for" and "against", the terms of the greatest weights in the fitted model, as printed.

    A term's weight is the sum over all columns that count it. Terms with a stem that no text of this project prints
    are left out, and so are numbers.
    """
    columns: dict[str, list[int]] = defaultdict(list)
    for column, name in enumerate(model.features.names):
        columns[name.removeprefix(FIRST)].append(column)
    columns.pop("", None)
    shown = {term: word for term in columns if (word := _as_printed(term))}
    weights = model.weights - model.weights.mean(axis=1, keepdims=True)
    sums = np.array([weights[columns[term]].sum(axis=0) for term in shown]).reshape(len(shown), -1)
    printed = list(shown.values())
    found = {}
    for place, theme in enumerate(taxonomy.load().themes):
        order = np.argsort(-sums[:, place], kind="stable") if shown else np.array([], dtype=int)
        best = [printed[k] for k in order if sums[k, place] > 0]
        worst = [printed[k] for k in order[::-1] if sums[k, place] < 0]
        found[theme.id] = {"for": _distinct(best), "against": _distinct(worst)}
    return found


def _distinct(words: list[str]) -> list[str]:
    """The first of the words, without those that say a part of one before them or more of it."""
    kept: list[str] = []
    for word in words:
        parts = set(word.split())
        if not any(parts <= set(other.split()) or parts >= set(other.split()) for other in kept):
            kept.append(word)
        if len(kept) == MOST:
            break
    return kept


def _as_printed(term: str) -> str | None:
    """The stems of a term in their commonest form in this project's own texts; None where one has none."""
    forms = [_forms().get(stem) for stem in term.split()]
    return " ".join(form for form in forms if form) if all(forms) and not _NUMBER.search(term) else None


@cache
def _forms() -> Mapping[str, str]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    themes = taxonomy.load().themes
    own = [
        *(example.text for example in theme_examples.written()),
        *(f"{theme.label}. {theme.definition} {', '.join(theme.aliases)}" for theme in themes),
        *glossary.abbreviations().values(),
        *_written_pairs(),
    ]
    for text in own:
        for word in terms.words(text):
            counts[terms.stem(word.casefold())][word.casefold()] += 1
    return {stem: max(sorted(found), key=found.__getitem__) for stem, found in counts.items()}


def _written_pairs() -> list[str]:
    lines = adapter.PATH.with_name("pairs.jsonl").read_text(encoding="utf-8").splitlines()
    return [entry[side] for entry in map(json.loads, lines) for side in ("again", "answer", "near")]


@cache
def _terms(path: Path) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as why:
        raise ClausemapError(f"The terms of the themes in {path.name} cannot be read; run clausemap train.") from why
    return found


@cache
def _exclusions(path: Path) -> Mapping[str, tuple[Exclusion, ...]]:
    try:
        held = yaml.safe_load(path.read_text(encoding="utf-8"))["exclusions"]
        for theme in (*held, *(one["see"] for notes in held.values() for one in notes if one["see"])):
            taxonomy.load().theme(theme)
        return {theme: tuple(Exclusion(one["not"], one["see"]) for one in notes) for theme, notes in held.items()}
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as why:
        raise ClausemapError(f"The notes in {path.name} cannot be read ({why!r}); restore the file.") from why
