"""What a sentence wants to be measured by: baseline, target, and the evidence that is to show it."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from extract.facts.rules import word_list

SHARE = r"(?:[0-9]{1,3}(?:\.[0-9]+)?\s?(?:%|per\s?cent\b))"
VALUE = (
    rf"(?:{SHARE}|(?!(?:19|20)[0-9]{{2}}(?![0-9]))[0-9]{{1,6}}(?:[.,][0-9]+)?"
    r"(?![0-9/%]|\s*(?:working\s+)?(?:days?|weeks?|months?|years?|hours?)\b))"
)
MIN_EVIDENCE = 3
"""Words of the evidence; fewer name nothing."""


class Measured(NamedTuple):
    """As printed; None for what the sentence does not say."""

    baseline: str | None = None
    target: str | None = None
    evidence: str | None = None


def measured(sentence: str) -> Measured:
    """Baseline, target and evidence of one sentence."""
    both = _first("both", sentence)
    if both:
        baseline, target = both["baseline"], both["target"]
    else:
        found, based = _first("target", sentence), _first("baseline", sentence)
        baseline = based["baseline"] if based else None
        target = found["target"] if found else None
        if based and found and based.span("baseline") == found.span("target"):
            baseline = None
    return Measured(_plain(baseline), _plain(target), _evidence(sentence))


def _evidence(sentence: str) -> str | None:
    """The words behind "as measured by" and the like, to the end of their phrase."""
    found = _first("evidence", sentence)
    if not found:
        return None
    said = _compiled("evidence_ends")[0].sub("", sentence[found.end() :]).strip(" ,")
    return said if len(said.split()) >= MIN_EVIDENCE else None


def _first(group: str, sentence: str) -> re.Match[str] | None:
    matches = (m for pattern in _compiled(group) if (m := pattern.search(sentence)))
    return min(matches, key=lambda m: m.start(), default=None)


def _plain(value: str | None) -> str | None:
    return re.sub(r"\s?per\s?cent$", "%", value.strip(), flags=re.IGNORECASE) if value else None


@functools.cache
def _compiled(group: str) -> tuple[re.Pattern[str], ...]:
    listed = word_list("measures")[group]
    forms = [listed] if isinstance(listed, str) else listed
    return tuple(re.compile(f.replace("VALUE", VALUE).replace("SHARE", SHARE), re.IGNORECASE) for f in forms)
