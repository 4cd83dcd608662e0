"""What a clause or an action says, alone and read with what stands above it.

A bullet means little without its heading and the sentence it hangs from, and a row of a plan little without the
heading of its table and the role that leads it. Both readings are compared, because a heading that is said of forty
rows also makes them look alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.schema import Action, Clause

# "Theme 2: ", "Priority 4 – ", "3b  ": the number of a heading, which says nothing.
_NUMBER = re.compile(
    r"\s*(?:theme|priority|objective|outcome|aim|goal|area|part|section|strand|work\s?stream|standard|chapter)?\s*"
    r"(?:\d+(?:\.\d+)*[a-z]?\s*[:.)\u2013\u2014-]?|(?:[ivx]+|[a-z])[:.)])\s+(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Texts:
    """Equally many texts: `alone` as printed, `read` with the `headings` above them, the parent's text or the lead.

    `above` is what stands above a text, the heading and the parent, one a line.
    """

    alone: tuple[str, ...]
    read: tuple[str, ...]
    headings: tuple[str, ...]
    above: tuple[str, ...]


def of_clauses(clauses: Sequence[Clause]) -> Texts:
    """Clauses alone, and read with their section, their bold title and their parent's text."""
    by_id = {clause.id: clause for clause in clauses}
    read, above = [], []
    for clause in clauses:
        parent = by_id.get(clause.parent or "")
        title = clause.title if clause.title and clause.title not in clause.text else None
        over = [_joined(part) for part in (unnumbered(clause.section), parent.text if parent else None, title) if part]
        read.append(_joined(*over, clause.text))
        above.append("\n".join(over))
    return Texts(
        alone=tuple(clause.text for clause in clauses),
        read=tuple(read),
        headings=tuple(unnumbered(clause.section) for clause in clauses),
        above=tuple(above),
    )


def of_actions(actions: Iterable[Action]) -> Texts:
    """Actions alone, and read with the heading of their table and with their lead."""
    actions = tuple(actions)
    headings = tuple(unnumbered(action.theme_heading) for action in actions)
    read = (_joined(heading, a.text, a.lead) for heading, a in zip(headings, actions, strict=True))
    return Texts(alone=tuple(a.text for a in actions), read=tuple(read), headings=headings, above=headings)


def unnumbered(heading: str | None) -> str:
    """A heading without its number: "Theme 2: Practice" is "Practice"."""
    found = _NUMBER.match(heading or "")
    return (heading or "")[found.end() if found else 0 :]


def _joined(*parts: str | None) -> str:
    return " ".join(" ".join(part.split()) for part in parts if part and part.strip())
