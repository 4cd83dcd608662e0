"""Two councils' clauses lined up: which pairs and which clauses without a partner a chosen theme shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compare.results import Alignment, Pair
from compare.wording import differences
from corpus.records import StoredDocument
from extract.schema import Clause, Extraction
from ui import draw, items, words
from ui.draw import Fragment


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
    """Two clauses that state the same requirement, the chosen council's first."""

    ours: Placed
    theirs: Placed
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """What a theme shows of two councils."""

    rows: tuple[Row, ...]
    only_ours: tuple[Placed, ...]
    only_theirs: tuple[Placed, ...]


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
    rows = [row for alignment in found for pair in alignment.pairs if pair.same and (row := _row(pair, ours, theirs))]
    matched = {side.clause.id for row in rows for side in (row.ours, row.theirs)}
    shown = [row for row in rows if theme is None or theme in (row.ours.theme, row.theirs.theme)]
    order = {clause: k for k, clause in enumerate(ours)}
    shown.sort(key=lambda row: (order[row.ours.clause.id], -row.score))
    return Sides(tuple(shown), _alone(ours, matched, theme), _alone(theirs, matched, theme))


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


def row_fragment(row: Row) -> Fragment:
    """Two clauses beside each other with their differing words marked, and why they are taken for the same."""
    changes = differences(row.ours.clause.text, row.theirs.clause.text)
    left = draw.element("div", where(row.ours), draw.marked(changes, "a"))
    right = draw.element("div", where(row.theirs), draw.marked(changes, "b"))
    verdict = "The wording is the same" if all(change.same for change in changes) else "The differing words are marked"
    why = "; ".join(row.reasons)
    said = f"{words.percent(row.score)} sure that both state the same requirement. {verdict}."
    return Fragment(
        draw.element("div", left, right, css="cm-sides")
        + draw.paragraph(said + (f" Why: {why}." if why else ""), "cm-note")
    )


def where(one: Placed) -> Fragment:
    """A clause's council and number as a link to it, with the section and the page in words."""
    place = ", ".join(
        part for part in (one.clause.section or "", f"page {one.clause.page}" if one.clause.page else "") if part
    )
    council = one.document.council or words.UNKNOWN_COUNCIL
    name = draw.link(f"{council}, clause {one.name}", "document", document=one.document.id, clause=one.clause.id)
    return draw.element("p", name, draw.text(f" · {place}" if place else ""), css="cm-note")


def single_fragment(one: Placed) -> Fragment:
    """A clause by itself."""
    return Fragment(draw.element("li", where(one), draw.element("p", draw.text(one.clause.text), css="cm-printed")))


def _row(pair: Pair, ours: dict[str, Placed], theirs: dict[str, Placed]) -> Row | None:
    a, b = pair.a.clause, pair.b.clause
    if a in ours and b in theirs:
        return Row(ours[a], theirs[b], pair.score, pair.reasons)
    if b in ours and a in theirs:
        return Row(ours[b], theirs[a], pair.score, pair.reasons)
    return None


def _alone(held: dict[str, Placed], matched: set[str], theme: str | None) -> tuple[Placed, ...]:
    return tuple(one for key, one in held.items() if key not in matched and theme in (None, one.theme))
