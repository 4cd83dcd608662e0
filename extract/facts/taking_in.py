"""Clauses that take in the list of an inspection report by reference, as later notices do."""

from __future__ import annotations

import functools
import re

from extract.facts.rules import word_list


def taken_in(text: str) -> str | None:
    """The words by which a clause takes in a report's list: "all the areas for improvement in the report"."""
    for pattern in _compiled():
        found = pattern.search(text)
        if found:
            return " ".join(found[0].split())
    return None


@functools.cache
def _compiled() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.IGNORECASE) for form in word_list("taking_in")["list"])
