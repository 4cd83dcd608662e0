"""An improvement plan: its rows with what they say, and their defects."""

from __future__ import annotations

from corpus.figures.judged import Judged, Truth, action_pairs, left_out, same, tallies
from corpus.tally import Tally, paired, shares, values_found
from extract.schema import Extraction

FIGURES = (
    "rows.precision", "rows.recall", "rows.f1", "ref", "lead", "due_date", "rag", "defects.precision", "defects.recall",
    "defects.f1",
)  # fmt: skip
OWN_DEFECTS = frozenset({"no_lead", "no_deadline", "vague_deadline", "duplicate_ref"})
"""Defects that show in the plan alone; whether an action is late needs the notice."""


def judge(gold: Truth, extraction: Extraction) -> Judged:
    """A plan's figures."""
    true, said = gold["actions"], extraction.actions
    pairs = action_pairs(gold, extraction)
    matched = [(true[i], said[j]) for i, j in pairs.items()]

    def alike(name: str) -> Tally:
        return shares((a["id"], same(a.get(name), getattr(b, name))) for a, b in matched)

    def defects_true(action: Truth) -> set[str]:
        return {defect["kind"] for defect in gold["defects"] if defect["action"] == action["id"]} & OWN_DEFECTS

    fields = tallies(
        rows=paired([action["id"] for action in true], [action.text for action in said], pairs),
        ref=alike("ref"),
        lead=alike("lead"),
        due_date=alike("due_date"),
        rag=alike("rag"),
        defects=values_found(
            (a["id"], {defect.kind for defect in b.defects} & OWN_DEFECTS, defects_true(a)) for a, b in matched
        ),
    )
    missed = tuple(action["id"] for place, action in enumerate(true) if place not in pairs)
    return Judged(fields, missed, left_out((action.text for action in said), pairs.values()))
