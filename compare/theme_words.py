"""Where the terms of a text stand in it as printed."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from compare import terms

Span = tuple[int, int]
"""First character of the text, and the one after the last."""


class Printed:
    """The places of a text's stems and pairs of neighbouring stems; those of an abbreviation stand where it stands."""

    def __init__(self, text: str) -> None:
        self.places: dict[str, dict[Span, None]] = defaultdict(dict)
        stood = [(stem, word.span()) for word in terms.WORD.finditer(text) for stem in terms.stems(word[0])]
        for stem, span in stood:
            self.places[stem][span] = None
        for (first, before), (second, after) in pairwise(stood):
            self.places[f"{first} {second}"].update({before: None, after: None})

    def of(self, term: str) -> tuple[Span, ...]:
        """The places of its words, each once; none where the term is not found.

        A pair may reach over an abbreviation in brackets, which is not counted: then its stems are where they are.
        """
        found = self.places.get(term) or {span: None for stem in term.split() for span in self.places.get(stem, ())}
        return tuple(sorted(found))
