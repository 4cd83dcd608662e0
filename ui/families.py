"""A wording family on screen: the wording nearest to all, what the others change, and who has no such clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.families import common_places
from compare.results import Alignment, Member, WordingFamily
from ui import comparison, draw, words
from ui.comparison import Placed
from ui.draw import Fragment, Place

MOST_DOCUMENTS = 12
"""Documents that are lined up all at once; every two of them are compared."""


def under(found: Alignment, held: Mapping[str, Placed], theme: str | None) -> list[WordingFamily]:
    """The families of which a clause has the theme first; all without one."""
    return [
        one
        for one in found.families
        if theme is None or any(held[member.clause.clause].theme == theme for member in one.members)
    ]


def card(family: WordingFamily, held: Mapping[str, Placed], councils: Sequence[str]) -> Fragment:
    """The medoid once, the words marked that all have; in a fold the others with what they change; who lacks it."""
    medoid = held[family.medoid.clause]
    others = [member for member in family.members if member.clause != family.medoid]
    asked = {_council(held[member.clause.clause]) for member in family.members}
    lacking = [council for council in councils if council not in asked]
    mains = [held[member.clause.clause].clause.text for member in others if member.role == "main"]
    common: list[Place] = [(start, end, "shared") for start, end in common_places(medoid.clause.text, mains)]
    said = "The underlined words are common to all." if common else "No words are common to all."
    return Fragment(
        draw.paragraph(f"Asked of {len(asked)} of {words.count(len(councils), 'council')}", "cm-count")
        + (draw.paragraph(f"Not asked of {words.listed(lacking)}.", "cm-note") if lacking else "")
        + comparison.where(medoid)
        + draw.quote(medoid.clause.text, common)
        + draw.paragraph(f"The wording nearest to the others. {said}", "cm-note")
        + draw.fold(
            f"How {words.count(len(others), 'other clause says', 'other clauses say')} it",
            draw.element("ul", *(_departures(one, held) for one in others), css="cm-context"),
        )
    )


def _departures(member: Member, held: Mapping[str, Placed]) -> Fragment:
    """A clause with the words marked that differ from the medoid's; of one that packs more, the passage."""
    packed = draw.paragraph("A passage of a longer clause:", "cm-note") if member.role == "packed" else Fragment("")
    placed = held[member.clause.clause]
    return draw.element("li", comparison.where(placed), packed, draw.marked(member.changes, "b"))


def _council(one: Placed) -> str:
    return one.document.council or words.UNKNOWN_COUNCIL
