"""Texts as they are compared: a council's own name, which says nothing of what is asked, is read as "Council"."""

from __future__ import annotations

import re
from typing import Any

from extract.schema import Extraction

_STYLE = r"(?:\s+(?:(?:Metropolitan|London|Royal|County|City|Borough|District|Unitary)\s+)*(?:Council|Authority))?"
"""What may follow the name and belongs to it."""
_CLAUSE, _ACTION = ("text", "section", "title"), ("text", "theme_heading", "lead")


def unnamed(extraction: Extraction) -> Extraction:
    """The extraction with its council's name replaced in texts and headings of clauses and actions, and in leads.

    Ids and all facts stay, so that what is found of it holds for the extraction as printed.
    """
    names = {name for name in (extraction.document.council_full, extraction.document.council) if name}
    if not names:
        return extraction
    longest = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    named = re.compile(rf"\b(?:{longest})\b{_STYLE}", re.IGNORECASE)

    def read(item: Any, fields: tuple[str, ...]) -> dict[str, str]:
        printed = {field: getattr(item, field) for field in fields}
        return {field: named.sub("Council", text) for field, text in printed.items() if text and named.search(text)}

    def all_read(items: tuple[Any, ...], fields: tuple[str, ...]) -> tuple[Any, ...]:
        return tuple(item.model_copy(update=changed) if (changed := read(item, fields)) else item for item in items)

    return extraction.model_copy(
        update={"clauses": all_read(extraction.clauses, _CLAUSE), "actions": all_read(extraction.actions, _ACTION)}
    )
