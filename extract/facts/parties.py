"""The bodies that a clause names: councils, boards, chairs, partners, the Department, the Secretary of State."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast, get_args

from extract.facts.rules import Match, rules
from extract.schema import Duty

Defined = Mapping[str, Duty | None]
"""What a document calls a body for short ("Board", "Chair"), in lower case; None for a term that binds nobody."""

DUTIES: frozenset[str] = frozenset(get_args(Duty))

_TERM = re.compile(
    r"\(\s*(?:the\s+)?[\"'\u2018\u2019\u201c]+(?:the\s+)?(?P<term>[A-Z][\w ]{1,40}?)[\"'\u2019\u201d]+\s*\)"
)

_JOINED = re.compile(
    r"\s*(?:(?P<comma>,)|,?\s*\b(?:and|or|as well as)\b|&)\s*(?:(?:the|its|their|all|other|relevant|both)\s+)*",
    re.IGNORECASE,
)
_ACCOMPANIES = re.compile(r"\b(?:with|alongside|through)\s+(?:(?:the|its|their|all|other)\s+)*$", re.IGNORECASE)


class Mention(NamedTuple):
    """`text[start:end]` names a body; `possessive` where it ends in 's."""

    duty: Duty
    start: int
    end: int
    possessive: bool


def mentions(text: str, defined: Defined | None = None) -> list[Mention]:
    """The bodies named in the text, in reading order; the document's own short names first."""
    found = [m for m in rules("duties").find(text) if m.label in DUTIES or m.label == "ignored"]
    taken = [(m.start, m.end) for m in found]
    named = [m for m in found if m.label != "ignored"]
    named += [m for m in _short_names(text, defined or {}) if not any(m.start < e and s < m.end for s, e in taken)]
    return [
        Mention(cast("Duty", m.label), m.start, m.end, bool(re.search(r"['\u2019]s?$", text[m.start : m.end])))
        for m in sorted(named, key=lambda m: m.start)
    ]


def groups(text: str, named: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions that are joined, together: "the Council, the LSCB and its partners".

    Commas join only where an "and" follows: "With the Board, the Council must" names two.
    """
    found: list[list[Mention]] = []
    waiting: list[Mention] = []
    for mention in named:
        chain = waiting or (found[-1] if found else [])
        joint = _JOINED.fullmatch(text, chain[-1].end, mention.start) if chain else None
        if joint is None or (joint["comma"] and _ACCOMPANIES.search(text, 0, chain[-1].start)):
            found += [[m] for m in waiting]
            waiting = [mention]
        elif joint["comma"]:
            waiting.append(mention)
        elif waiting:
            found.append([*waiting, mention])
            waiting = []
        else:
            found[-1].append(mention)
    return found + [[m] for m in waiting]


def _short_names(text: str, defined: Defined) -> Iterator[Match]:
    for term, duty in {"board": "improvement_board", "chair": "board_chair", "partners": "partners", **defined}.items():
        if duty:
            form = re.escape(term.title()) if term != "partners" else "[Pp]artners"
            for found in re.finditer(rf"(?<!\w){form}(?:['\u2019]s)?(?!\w)", text):
                yield Match(duty, found.start(), found.end())


def defined_terms(texts: Iterable[str]) -> dict[str, Duty | None]:
    """The short names that a document gives to bodies: `Improvement Board ('the Board')`."""
    terms: dict[str, Duty | None] = {}
    for text in texts:
        for found in _TERM.finditer(text):
            before = [m for m in mentions(text[: found.start()]) if not text[m.end : found.start()].strip(" ,'\u2019s")]
            terms.setdefault(found["term"].lower(), before[-1].duty if before else None)
    return terms
