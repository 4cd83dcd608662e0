"""Two councils' clauses lined up: which pairs and which clauses without a partner a chosen theme shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from compare.results import Alignment, Pair, Relation
from compare.wording import differences
from corpus.records import StoredDocument
from extract.schema import Clause, Extraction
from ui import draw, items, words
from ui.draw import Fragment, Place

Marked = Literal["differing", "shared"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A clause with its document and what it is called there."""

    document: StoredDocument
    clause: Clause
    name: str

    @property
    def theme(self) -> str | None:
        """The theme that fits best."""
        return self.clause.themes[0].id if self.clause.themes else None


@dataclass(frozen=True, slots=True)
class Row:
    """Two clauses that state the same requirement, the chosen council's first, with the places of shared words."""

    ours: Placed
    theirs: Placed
    score: float
    relation: Relation | None
    reasons: tuple[str, ...]
    shared: tuple[tuple[Place, ...], tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Sides:
    """What a theme shows of two councils."""

    rows: tuple[Row, ...]
    only_ours: tuple[Placed, ...]
    only_theirs: tuple[Placed, ...]
    related: dict[str, Placed]
    """By the id of a clause, the clause of the other council that is most like it without being the same."""


def placed(documents: Iterable[tuple[StoredDocument, Extraction]]) -> dict[str, Placed]:
    """Every clause of the documents by its id."""
    return {
        clause.id: Placed(document, clause, items.clause_name(clause, position))
        for document, extraction in documents
        for position, clause in enumerate(extraction.clauses, start=1)
    }


def sides(ours: dict[str, Placed], theirs: dict[str, Placed], found: Sequence[Alignment], theme: str | None) -> Sides:
    """The pairs of the two councils that state the same, and the clauses of each that the other has nothing like.

    With a theme, only pairs of which one clause has it first, and only clauses that have it first.
    """
    pairs = [(pair, row) for one in found for pair in one.pairs if (row := _row(pair, ours, theirs))]
    rows = [row for pair, row in pairs if pair.same]
    related = [row for pair, row in pairs if pair.relation == "related"]
    matched = {side.clause.id for row in rows for side in (row.ours, row.theirs)}
    shown = [row for row in rows if theme is None or theme in (row.ours.theme, row.theirs.theme)]
    order = {clause: k for k, clause in enumerate(ours)}
    shown.sort(key=lambda row: (order[row.ours.clause.id], -row.score))
    return Sides(tuple(shown), _alone(ours, matched, theme), _alone(theirs, matched, theme), _nearest(related))


def alone_everywhere(held: dict[str, Placed], found: Sequence[Alignment]) -> list[Placed]:
    """The clauses that no other council's document states, in the documents' order."""
    matched = {
        ref.clause
        for alignment in found
        for pair in alignment.pairs
        if pair.same and held[pair.a.clause].document.council != held[pair.b.clause].document.council
        for ref in (pair.a, pair.b)
    }
    return list(_alone(held, matched, None))


def row_fragment(row: Row, mark: Marked = "differing") -> Fragment:
    """Two clauses beside each other with their differing or their shared words marked, and why they are the same."""
    changes = differences(row.ours.clause.text, row.theirs.clause.text)
    if mark == "differing":
        left, right = draw.marked(changes, "a"), draw.marked(changes, "b")
        verdict = "The wording is the same" if all(one.same for one in changes) else "The differing words are marked"
    else:
        left, right = (
            draw.printed(side.clause.text, places)
            for side, places in zip((row.ours, row.theirs), row.shared, strict=True)
        )
        verdict = "The shared words that count are marked" if row.shared[0] else "No shared word counts for much"
    sides = draw.element("div", where(row.ours), left), draw.element("div", where(row.theirs), right)
    why = "; ".join(row.reasons)
    relation = words.word("relations", row.relation) if row.relation else "Same requirement"
    said = f" ({words.percent(row.score)} sure). {verdict}." + (f" Why: {why}." if why else "")
    return Fragment(
        draw.element("div", *sides, css="cm-sides")
        + draw.element("p", draw.element("b", draw.text(relation)), draw.text(said), css="cm-note")
    )


def where(one: Placed) -> Fragment:
    """A clause's council and number as a link to it, with the section and the page in words."""
    place = ", ".join(
        part for part in (one.clause.section or "", f"page {one.clause.page}" if one.clause.page else "") if part
    )
    return draw.element("p", name(one), draw.text(f" · {place}" if place else ""), css="cm-note")


def name(one: Placed) -> Fragment:
    """A clause's council and number as a link to it."""
    council = one.document.council or words.UNKNOWN_COUNCIL
    return draw.link(f"{council}, clause {one.name}", "document", document=one.document.id, clause=one.clause.id)


def single_fragment(one: Placed, related: Placed | None = None) -> Fragment:
    """A clause by itself, with the clause of the other council that is related to it."""
    said = draw.text(f"{words.word('relations', 'related')}: ")
    near = draw.element("p", said, name(related), css="cm-note") if related else Fragment("")
    return draw.element("li", where(one), draw.printed(one.clause.text), near)


def _row(pair: Pair, ours: dict[str, Placed], theirs: dict[str, Placed]) -> Row | None:
    """The pair with our clause first; None where it is of other councils."""
    first = tuple[Place, ...]((term.a.start, term.a.end, "shared") for term in pair.terms)
    second = tuple[Place, ...]((term.b.start, term.b.end, "shared") for term in pair.terms)
    a, b = pair.a.clause, pair.b.clause
    if a in ours and b in theirs:
        return Row(ours[a], theirs[b], pair.score, pair.relation, pair.reasons, (first, second))
    if b in ours and a in theirs:
        return Row(ours[b], theirs[a], pair.score, pair.relation, pair.reasons, (second, first))
    return None


def _nearest(rows: Iterable[Row]) -> dict[str, Placed]:
    """For each clause of the rows, on either side, its best partner."""
    worst_first = sorted(rows, key=lambda row: row.score)
    return {
        side: partner
        for row in worst_first
        for side, partner in ((row.ours.clause.id, row.theirs), (row.theirs.clause.id, row.ours))
    }


def _alone(held: dict[str, Placed], matched: set[str], theme: str | None) -> tuple[Placed, ...]:
    return tuple(one for key, one in held.items() if key not in matched and theme in (None, one.theme))
