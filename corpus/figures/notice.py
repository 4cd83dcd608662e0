"""An improvement notice or a direction: its clauses with their fields, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.figures.judged import Judged, Truth, clause_pairs, figures, left_out, same
from corpus.scoring import Found, Share, found_in_all, plain, share
from extract.schema import Clause, Extraction

FIGURES = (
    "segmentation.precision", "segmentation.recall", "segmentation.f1", "parent", "kind", "section", "theme_top1",
    "theme_top1_any", "theme_top3", "deadlines.precision", "deadlines.recall", "deadlines.f1", "duty_holders.precision",
    "duty_holders.recall", "duty_holders.f1", "references.precision", "references.recall", "references.f1", "metadata",
    "kind_of_document",
)  # fmt: skip


def judge(gold: Truth, extraction: Extraction) -> Judged:
    """A notice's figures."""
    true, said = gold["clauses"], extraction.clauses
    pairs = clause_pairs(gold, extraction)
    matched = [(true[i], said[j]) for i, j in pairs.items()]
    facts = extraction.document
    metadata = {"council": facts.council, "gss": facts.gss, "issued": facts.issued, "signatory": facts.signatory}
    found = figures(
        segmentation=Found(len(pairs), len(said), len(true)),
        parent=_parents(true, said, pairs),
        kind=share(a["kind"] == b.kind for a, b in matched),
        section=share(plain(a["section"]) == plain(b.section) for a, b in matched),
        theme_top1=share(a["theme"] in _themes(b)[:1] for a, b in matched),
        theme_top1_any=share(bool({a["theme"], *a["secondary_themes"]} & set(_themes(b)[:1])) for a, b in matched),
        theme_top3=share(a["theme"] in _themes(b)[:3] for a, b in matched),
        deadlines=found_in_all((_deadlines_said(b), _deadlines_true(a)) for a, b in matched),
        duty_holders=found_in_all((b.duty_holders, a["duty_holders"]) for a, b in matched),
        references=found_in_all((b.references, a["references"]) for a, b in matched),
        metadata=share(same(gold[name], value) for name, value in metadata.items()),
        kind_of_document=facts.kind == gold.get("kind", "improvement_notice"),
    )
    missed = tuple(clause["id"] for place, clause in enumerate(true) if place not in pairs)
    return Judged(found, missed, left_out((clause.text for clause in said), pairs.values()))


def _parents(true: Sequence[Truth], said: Sequence[Clause], pairs: Mapping[int, int]) -> Share:
    place_of = {clause["id"]: place for place, clause in enumerate(true)}

    def right(i: int, j: int) -> bool:
        parent = true[i]["parent"]
        if parent is None:
            return said[j].parent is None
        match = pairs.get(place_of[parent])
        return match is not None and said[match].id == said[j].parent

    return share(right(i, j) for i, j in pairs.items())


def _themes(clause: Clause) -> list[str]:
    return [theme.id for theme in clause.themes]


def _deadlines_said(clause: Clause) -> set[tuple[Any, ...]]:
    return {(deadline.kind, deadline.value) for deadline in clause.deadlines}


def _deadlines_true(clause: Truth) -> set[tuple[Any, ...]]:
    values = ((deadline["kind"], deadline["value"]) for deadline in clause["deadlines"])
    return {(kind, tuple(value) if isinstance(value, list) else value) for kind, value in values}
