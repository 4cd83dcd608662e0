"""What a judge gives back, and the judgements that several of them make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus.scoring import plain, same_texts
from corpus.tally import Tally, shares
from extract.schema import Extraction

Truth = Mapping[str, Any]
"""An object of the gold."""
SAME_ACTION = 0.9
SHOWN_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Judged:
    """The tallies of the figures by field, what is true and was not found, and what was found and is not true.

    `sureness` holds, for everything that was given with a score, the score and whether it was right; `confused` the
    true class and the one that was said.
    """

    tallies: Mapping[str, Tally] = field(default_factory=dict)
    missed: tuple[str, ...] = ()
    spurious: tuple[str, ...] = ()
    sureness: tuple[tuple[float, bool], ...] = field(default=(), repr=False)
    confused: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def figures(self) -> dict[str, float]:
        """Figures by name: of a field that was found or not its precision, recall and F1."""
        return {name + ending: value for name, tally in self.tallies.items() for ending, value in tally.figures.items()}


def tallies(**fields: Tally | bool | None) -> dict[str, Tally]:
    """Tallies by field; one that the gold gives nothing to judge by is left out."""
    given = {name: shares([(name, told)]) if isinstance(told, bool) else told for name, told in fields.items()}
    return {name: tally for name, tally in given.items() if tally is not None}


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
