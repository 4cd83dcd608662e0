"""The footnotes of a web page: marks that lead to a note, and the notes that lead back.

Seen: GOV.UK and Markdown (`sup` with a link to "#fn:1", the note in an `ol` with a link back), Word's own export
("_ftn1" and "_ftnref1"), and the roles of DPUB-ARIA (doc-noteref, doc-footnote).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_MARK = re.compile(r"[\[(]?\s*(?:foot|end)?(?:note)?\s*(\d{1,3}|[*†‡§]|[ivx]{1,5}|[a-z])\s*[\])]?", re.I)
_NOTE_NAME = re.compile(r"^_?(?:(?:foot|end|side)?[-_]?notes?|fn|ftn|edn|cite_note)(?![-_:]?(?:ref|mark|back))", re.I)
_CONTAINERS = frozenset(("li", "p", "div", "aside", "section", "dd", "td", "tr"))
MAX_NOTES = 2000


@dataclass(frozen=True)
class Note:
    """A footnote: the number that its mark shows, and the element that holds its text."""

    number: str
    container: Any


class Notes:
    """The footnotes of one page, by the links that are their marks."""

    def __init__(self, root: Any) -> None:
        named: dict[str, Any] = {}
        for element in root.iter():
            for name in (element.get("id"), element.get("name")):
                if name:
                    named.setdefault(name, element)
        self.marks: dict[Any, Note] = {}
        for link in root.iter("a"):
            target = named.get(link.get("href", "")[1:]) if link.get("href", "").startswith("#") else None
            note = _note(link, target) if target is not None and len(self.marks) < MAX_NOTES else None
            if note is not None:
                self.marks[link] = note
        self.containers = {note.container for note in self.marks.values()}
        self.marks = {a: n for a, n in self.marks.items() if not any(up in self.containers for up in a.iterancestors())}

    def is_way_back(self, link: Any) -> bool:
        """Whether a link inside a note only leads back to its mark."""
        return link.tag == "a" and link.get("href", "").startswith("#") and len("".join(link.itertext()).strip()) <= 12


def _note(link: Any, target: Any) -> Note | None:
    """The footnote that a link is the mark of; None for a link to any other place of the page."""
    text = "".join(link.itertext()).strip()
    found = _MARK.fullmatch(text)
    role = link.get("role", "") == "doc-noteref" or link.get("rel", "") == "footnote"
    if not found and not role:
        return None
    container = next((e for e in (target, *target.iterancestors()) if e.tag in _CONTAINERS), None)
    if container is None or link in set(container.iter("a")):
        return None
    raised = role or any(up.tag == "sup" for up in link.iterancestors()) or link.find(".//sup") is not None
    name = target.get("id") or target.get("name") or ""
    leads_back = any(a.get("href", "").startswith("#") for a in container.iter("a"))
    if not (leads_back and (raised or _NOTE_NAME.match(name))) and not (raised and _NOTE_NAME.match(name)):
        return None
    return Note(found[1] if found else re.sub(r"\D", "", text) or text, container)
