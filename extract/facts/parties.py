"""The bodies that a clause names: councils, boards, chairs, partners, the Department, the Secretary of State."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast, get_args

from extract.facts.rules import Match, rules, word_list
from extract.schema import Duty, KindOfDocument

ShortNames = Mapping[str, Duty | None]
"""What a document calls a body for short ("Board", "Chair"), as printed; None for a name that binds nobody."""

DUTIES: frozenset[str] = frozenset(get_args(Duty))

_DEFINITION = re.compile(
    r"\s*\(\s*(?:the\s+)?[\"'\u2018\u2019\u201c]+(?:the\s+)?(?P<name>[A-Za-z][\w ]{1,40}?)[\"'\u2019\u201d]+\s*\)"
)
_JOINED = re.compile(
    r"\s*(?:(?P<comma>,)|,?\s*\b(?:and|or|as well as)\b|&)\s*(?:(?:the|its|their|all|other|relevant|both)\s+)*",
    re.IGNORECASE,
)
_ACCOMPANIES = re.compile(r"\b(?:with|alongside|through)\s+(?:(?:the|its|their|all|other)\s+)*$", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?P<word>[A-Z][\w'\u2019-]*)\s+$")
# Safeguarding boards shorten their names: KSCB, NYSCB, RBSCP.
_LOCAL_LSCB = re.compile(r"(?<!\w)[A-Z]{1,5}SC[BP](?:['\u2019]s)?(?!\w)")


class Mention(NamedTuple):
    """`text[start:end]` names a body."""

    duty: Duty
    start: int
    end: int


def mentions(text: str, names: ShortNames) -> list[Mention]:
    """The bodies named in the text, in reading order; `names` are the document's own short names.

    What stands in brackets is an aside and left out.
    """
    found = rules("duties").find(text)
    short = [m for m in _short(text, names) if not any(m.start < f.end and f.start < m.end for f in found)]
    return [
        Mention(cast("Duty", m.label), m.start, m.end)
        for m in sorted((*found, *short), key=lambda m: m.start)
        if m.label in DUTIES and text.count("(", 0, m.start) <= text.count(")", 0, m.start)
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


def short_names(texts: Iterable[str], kind: KindOfDocument) -> dict[str, Duty | None]:
    """What the document calls bodies for short: what its kind is used to, and what it says itself.

    "The Board" is the improvement board of a notice and the safeguarding board of an inspection report. A definition
    as `Safeguarding Board ("the Board")` overrules that; one behind a body that binds nobody takes the name away.
    """
    listed = word_list("duties")["short_names"]
    names: dict[str, Duty | None] = dict(listed.get(kind, listed["other"]))
    defined: dict[str, Duty | None] = {}
    for text in texts:
        for found in _DEFINITION.finditer(text):
            before = [m for m in mentions(text[: found.start()], names) if m.end == found.start()]
            if before or found["name"] in names:
                defined[found["name"]] = before[-1].duty if before else defined.get(found["name"])
    return names | defined


def _short(text: str, names: ShortNames) -> Iterator[Match]:
    taken = word_list("duties")["before_short_names"]
    for name, duty in names.items():
        for found in _form(name).finditer(text):
            before = _NAME_BEFORE.search(text, 0, found.start())
            if duty and not (before and before["word"].lower() not in taken):
                yield Match(duty, found.start(), found.end())
    yield from (Match("lscb", found.start(), found.end()) for found in _LOCAL_LSCB.finditer(text))


@functools.lru_cache(maxsize=256)
def _form(name: str) -> re.Pattern[str]:
    """A short name as it is defined; one in small letters may begin a sentence."""
    first = f"[{name[0].upper()}{name[0]}]" if name[0].islower() else re.escape(name[0])
    return re.compile(rf"(?<!\w){first}{re.escape(name[1:])}(?:['\u2019]s)?(?!\w)")
