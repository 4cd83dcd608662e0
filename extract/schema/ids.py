"""Ids that stay what they are when a better parser finds more."""

from __future__ import annotations

import hashlib
import re


def normalised(text: str) -> str:
    """Text reduced to what identifies it: lower case letters, digits and single spaces."""
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()


def stable_id(prefix: str, sha256: str, text: str, occurrence: int) -> str:
    """An id made of the document, the normalised text and its how-many-eth occurrence, never of a counter.

    A person's decision on a clause therefore survives a better parser that finds clauses before it.
    """
    digest = hashlib.sha256(f"{sha256}\n{normalised(text)}\n{occurrence}".encode()).hexdigest()
    return f"{prefix}-{digest[:12]}"
