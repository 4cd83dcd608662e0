"""The word lists by which clauses are split into elements, and what an action must say to show one."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

from compare import terms

EVERYWHERE = 3.4
"""Inverse document frequency below which a word ("ensure", "children") stands in every other text of the sector and
names nothing by itself."""


def weighty(phrase: str) -> bool:
    """Whether a phrase holds a word that is not said everywhere in the sector and names a thing."""
    common = terms.background()["stems"]
    return any(
        common.idf(terms.stem(word.casefold())) >= EVERYWHERE and word.casefold() not in classes("empty_nouns")
        for word in terms.words(phrase)
        if not word.isdigit()
    )


@functools.cache
def classes(name: str) -> frozenset[str]:
    """One of the word classes of `words/elements.yaml`."""
    return frozenset(_read("elements")[name].split())


@functools.cache
def patterns() -> dict[str, dict[str, Any]]:
    """What clauses ask for besides their substance, and how an action shows it (`words/asked.yaml`)."""
    return _read("asked")


@functools.cache
def _read(name: str) -> dict[str, Any]:
    path = Path(__file__).parent / "words" / f"{name}.yaml"
    listed: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return listed
