"""An improvement notice or a direction: its clauses with their fields, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from corpus.figures.judged import Judged, Truth, clause_pairs, left_out, same, tallies
from corpus.scoring import plain
from corpus.tally import Tally, paired, shares, values_found
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
    stated = {"council": facts.council, "gss": facts.gss, "issued": facts.issued, "signatory": facts.signatory}

    def right(judged: Callable[[Truth, Clause], bool]) -> Tally:
        return shares((a["id"], judged(a, b)) for a, b in matched)

    found = tallies(
        segmentation=paired([clause["id"] for clause in true], [clause.text for clause in said], pairs),
        parent=_parents(true, said, pairs),
        kind=right(lambda a, b: a["kind"] == b.kind),
        section=right(lambda a, b: plain(a["section"]) == plain(b.section)),
        theme_top1=right(lambda a, b: a["theme"] in _themes(b)[:1]),
        theme_top1_any=right(lambda a, b: bool({a["theme"], *a["secondary_themes"]} & set(_themes(b)[:1]))),
        theme_top3=right(lambda a, b: a["theme"] in _themes(b)[:3]),
        deadlines=values_found((a["id"], _deadlines_said(b), _deadlines_true(a)) for a, b in matched),
        duty_holders=values_found((a["id"], b.duty_holders, a["duty_holders"]) for a, b in matched),
        references=values_found((a["id"], b.references, a["references"]) for a, b in matched),
        metadata=shares((name, same(gold[name], value)) for name, value in stated.items()),
        kind_of_document=facts.kind == gold.get("kind", "improvement_notice"),
    )
    missed = tuple(clause["id"] for place, clause in enumerate(true) if place not in pairs)
    return Judged(found, missed, left_out((clause.text for clause in said), pairs.values()))


def _parents(true: Sequence[Truth], said: Sequence[Clause], pairs: Mapping[int, int]) -> Tally:
    place_of = {clause["id"]: place for place, clause in enumerate(true)}

    def right(i: int, j: int) -> bool:
        parent = true[i]["parent"]
        if parent is None:
            return said[j].parent is None
        match = pairs.get(place_of[parent])
        return match is not None and said[match].id == said[j].parent

    return shares((true[i]["id"], right(i, j)) for i, j in pairs.items())


def _themes(clause: Clause) -> list[str]:
    return [theme.id for theme in clause.themes]


def _deadlines_said(clause: Clause) -> set[tuple[Any, ...]]:
    return {(deadline.kind, deadline.value) for deadline in clause.deadlines}


def _deadlines_true(clause: Truth) -> set[tuple[Any, ...]]:
    values = ((deadline["kind"], deadline["value"]) for deadline in clause["deadlines"])
    return {(kind, tuple(value) if isinstance(value, list) else value) for kind, value in values}
