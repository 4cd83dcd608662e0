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
    r"\s*(?:(?P<comma>,)|,?\s*\b(?:and|or|as well as)\b|&)\s*(?:of|by|to|from)?\s*"
    r"(?:\b(?:the|its|their|all|other|relevant|both)\s+)*",
    re.IGNORECASE,
)
_ACCOMPANIES = re.compile(r"\b(?:with|alongside|through)\s+(?:(?:the|its|their|all|other)\s+)*$", re.IGNORECASE)
_ITS_CHAIR = re.compile(r"\b[Ii]ts\s+(?P<chair>(?:[Ii]ndependent\s+)?[Cc]hair)\b(?!\s+of\b)")
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
    named = [
        Mention(cast("Duty", m.label), m.start, m.end)
        for m in sorted((*found, *short), key=lambda m: m.start)
        if m.label in DUTIES and text.count("(", 0, m.start) <= text.count(")", 0, m.start)
    ]
    theirs = list(_their_chairs(text, named))
    own = (m for m in named if not any(m.start < t.end and t.start < m.end for t in theirs))
    return sorted((*own, *theirs), key=lambda mention: mention.start)


def _their_chairs(text: str, named: Sequence[Mention]) -> Iterator[Mention]:
    """The chairs of "its chair": of the board that is named last before."""
    chairs: dict[Duty, Duty] = word_list("duties")["chairs"]
    for found in _ITS_CHAIR.finditer(text):
        before = [m.duty for m in named if m.end <= found.start() and m.duty in chairs]
        if before:
            yield Mention(chairs[before[-1]], found.start("chair"), found.end())


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
            if before:
                defined[found["name"]] = before[-1].duty
            elif found["name"] in names and found["name"][0].isupper():
                defined.setdefault(found["name"], None)
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
    """A short name as it is defined; in small letters only behind "the", but "partners" anywhere."""
    form = re.escape(name)
    if name == "partners":
        form = "[Pp]artners"
    elif name[0].islower():
        form = rf"(?:(?<=[Tt]he\s)|(?<=ndependent\s)){form}(?!\s+of\b)"
    return re.compile(rf"(?<!\w){form}(?:['\u2019]s)?(?!\w)")
