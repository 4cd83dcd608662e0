"""An improvement plan: its rows with what they say, and their defects."""

from __future__ import annotations

from corpus.figures.judged import Judged, Truth, action_pairs, figures, left_out, same
from corpus.scoring import Found, Share, found, share
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

    def alike(name: str) -> Share:
        return share(same(a.get(name), getattr(b, name)) for a, b in matched)

    defects_true = {
        (row, defect["kind"])
        for row, (action, _) in enumerate(matched)
        for defect in gold["defects"]
        if defect["action"] == action["id"] and defect["kind"] in OWN_DEFECTS
    }
    defects_said = {
        (row, defect.kind) for row, (_, b) in enumerate(matched) for defect in b.defects if defect.kind in OWN_DEFECTS
    }
    fields = figures(
        rows=Found(len(pairs), len(said), len(true)),
        ref=alike("ref"),
        lead=alike("lead"),
        due_date=alike("due_date"),
        rag=alike("rag"),
        defects=found(defects_said, defects_true),
    )
    missed = tuple(action["id"] for place, action in enumerate(true) if place not in pairs)
    return Judged(fields, missed, left_out((action.text for action in said), pairs.values()))
