"""An inspection report: its list of requirements, its judgements and its dates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.figures.judged import Judged, Truth, left_out, same, tallies
from corpus.scoring import plain, same_texts, similarity
from corpus.tally import Tally, paired, shares
from extract.schema import DocumentFacts, Extraction, Judgement

FIGURES = (
    "segmentation.precision", "segmentation.recall", "segmentation.f1", "page", "council", "start", "end", "published",
    "lead_inspector", "judgements.precision", "judgements.recall", "judgements.f1",
)  # fmt: skip
DATES = {"start": "inspection_start", "end": "inspection_end", "published": "published"}
SAME_AREA = 0.9
FRAMEWORK_TAG = re.compile(r"\([^()]*national\s+framework\)", re.IGNORECASE)
"""Printed behind some items and kept apart from their text."""


def judge(gold: Truth, extraction: Extraction) -> Judged:
    """A report's figures; a date or name that the report does not print is not judged."""
    true = gold["requirements"]
    said = [clause for clause in extraction.clauses if clause.kind == "requirement"]
    texts_true = [FRAMEWORK_TAG.sub("", requirement["text"]) for requirement in true]
    texts_said = [FRAMEWORK_TAG.sub("", clause.text) for clause in said]
    pairs = same_texts(texts_true, texts_said)
    facts = extraction.document.inspection
    lead = gold.get("lead_inspector")
    found = tallies(
        segmentation=paired(_numbered("requirement", true), texts_said, pairs),
        page=shares((f"requirement {i}", true[i].get("page") == said[j].page) for i, j in pairs.items()),
        council=_same_council(gold["council"], extraction.document),
        lead_inspector=facts is not None and plain(facts.lead_inspector) == plain(lead) if lead else None,
        judgements=_judgements(gold["judgements"], facts.judgements if facts else ()),
        **{
            name: facts is not None and same(gold[key], getattr(facts, name))
            for name, key in DATES.items()
            if gold.get(key)
        },
    )
    return Judged(found, left_out(texts_true, pairs), left_out(texts_said, pairs.values()))


def _same_council(true: str, facts: DocumentFacts) -> bool:
    """The council's full name holds the one printed, or the other way round."""
    if not facts.council:
        return False
    short, full = plain(true).replace(" council", ""), plain(facts.council_full or facts.council)
    return short in full or plain(facts.council) in plain(true)


def _numbered(what: str, things: Sequence[Truth]) -> list[str]:
    return [f"{what} {place}" for place in range(len(things))]


def _judgements(true: Sequence[Truth], said: Sequence[Judgement]) -> Tally:
    pairs = {
        i: j
        for i, t in enumerate(true)
        for j, s in enumerate(said)
        if similarity(t["area"], s.area) >= SAME_AREA and _grade(t["grade"]) == _grade(s.grade)
    }
    return paired(_numbered("judgement", true), [judgement.area for judgement in said], pairs)


def _grade(printed: str) -> str:
    return re.sub(r"\s*to be good$", "", plain(printed))
