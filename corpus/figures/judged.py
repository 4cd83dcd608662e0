"""What a judge gives back, and the judgements that several of them make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.scoring import Found, Share, plain, same_texts
from extract.schema import Extraction

Truth = Mapping[str, Any]
"""An object of the gold."""
SAME_ACTION = 0.9
SHOWN_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Judged:
    """Figures by name, what is true and was not found, and what was found and is not true."""

    figures: dict[str, float]
    missed: tuple[str, ...] = ()
    spurious: tuple[str, ...] = ()


def figures(**fields: Found | Share | float | None) -> dict[str, float]:
    """Figures by name, a `Found` as its three; one that the gold gives nothing to judge by is left out."""
    out: dict[str, float] = {}
    for name, field in fields.items():
        if isinstance(field, Found):
            out |= {f"{name}.{part}": getattr(field, part) for part in ("precision", "recall", "f1")}
        elif isinstance(field, Share):
            out |= {} if field.value is None else {name: field.value}
        elif field is not None:
            out[name] = float(field)
    return out


def same(true: Any, said: Any) -> bool:
    """Equal but for case and punctuation; what neither states is equal too."""
    return plain(str(true)) == plain(str(said))


def clause_pairs(gold: Truth, extraction: Extraction) -> dict[int, int]:
    """Places of the gold's clauses with the places of the same clauses of the extraction."""
    return same_texts([c["text"] for c in gold["clauses"]], [c.text for c in extraction.clauses])


def action_pairs(gold: Truth, extraction: Extraction) -> dict[int, int]:
    """Places of the gold's actions with the places of the same actions of the extraction."""
    return same_texts([a["text"] for a in gold["actions"]], [a.text for a in extraction.actions], SAME_ACTION)


def left_out(texts: Iterable[str], found: Iterable[int]) -> tuple[str, ...]:
    """The beginnings of the texts whose places are not among those found."""
    places = set(found)
    return tuple(text[:SHOWN_CHARACTERS] for place, text in enumerate(texts) if place not in places)
