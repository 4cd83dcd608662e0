"""A clause split into what it asks for: who is to do what to which things, by when, and what is to show it.

Bodies, deadlines, recipients and evidence stand where the facts of the clause say. Actions and objects are read from
the parse of each obligation: the objects and subjects of its verbs, each member of an enumeration by itself. What only
the Department or a Minister is to do asks nothing of a plan and is left out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from compare import terms
from compare.elements_parsed import phrases
from compare.elements_words import classes, patterns
from compare.results import ElementKind
from extract.facts.parties import Mention, mentions
from extract.facts.rules import word_list
from extract.language import sentences
from extract.schema import Clause, Deadline, Duty


class Asked(NamedTuple):
    """`text[start:end]` of a clause asks for something; `about` says of which body or pattern, `deadline` when."""

    kind: ElementKind
    start: int
    end: int
    about: str = ""
    deadline: Deadline | None = None


def asked(clause: Clause, doc: Doc) -> tuple[Asked, ...]:
    """What the clause, parsed as `doc`, asks for in reading order: no two of a kind overlap.

    Nothing that a plan cannot do is asked.
    """
    if clause.kind in ("general", "consequence"):
        return ()
    ranges = _demanding(clause)
    fixed = [*_evidence(clause, ranges), *_actors(clause, ranges), *_deadlines(clause)]
    taken = [*((one.start, one.end) for one in fixed), *((body.start, body.end) for body in _named(clause.text))]
    found = [*fixed]
    for start, end in ranges:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            found += (Asked(*phrase) for phrase in phrases(span, taken))
    return tuple(sorted(_once(_apart(found), clause.text), key=lambda one: (one.start, -one.end)))


def _demanding(clause: Clause) -> list[tuple[int, int]]:
    """Where the sentences that ask something of a plan stand; all sentences where no obligation is known."""
    if not clause.obligations:
        return list(sentences(clause.text))
    found, position = [], 0
    for obligation in clause.obligations:
        start = clause.text.find(obligation.text, position)
        start = start if start >= 0 else clause.text.find(obligation.text)
        others = set(obligation.duty_holders) <= classes("not_of_a_plan")
        if start >= 0 and not others:
            found.append((start, start + len(obligation.text)))
            position = start
    return sorted(set(found))


def _actors(clause: Clause, ranges: Sequence[tuple[int, int]]) -> Iterator[Asked]:
    """The bodies that hold a duty, and partners wherever they are named, each once and as first printed."""
    holders = {duty for obligation in clause.obligations for duty in obligation.duty_holders} | set(clause.duty_holders)
    seen: set[Duty] = set()
    for mention in _named(clause.text):
        printed = clause.text[mention.start : mention.end]
        wanted = mention.duty == "partners" or (mention.duty in holders and (printed != printed.lower()))
        inside = any(start <= mention.start < end for start, end in ranges)
        if wanted and inside and mention.duty not in seen and mention.duty not in classes("not_of_a_plan"):
            seen.add(mention.duty)
            yield Asked("actor", mention.start, mention.end, mention.duty)


def _evidence(clause: Clause, ranges: Sequence[tuple[int, int]]) -> Iterator[Asked]:
    """Reports and other evidence: by pattern, by recipient, and what the obligation names as evidence."""
    found: list[Asked] = []
    for name, entry in patterns().items():
        for match in re.finditer(entry["clause"], clause.text, re.IGNORECASE):
            if entry["kind"] == "evidence" and any(start <= match.start() < end for start, end in ranges):
                found.append(Asked("evidence", match.start(), match.end(), name))
    yield from found
    for obligation in clause.obligations:
        start = clause.text.find(obligation.evidence) if obligation.evidence else -1
        if start >= 0:
            yield Asked("evidence", start, start + len(obligation.evidence or ""))


def _deadlines(clause: Clause) -> Iterator[Asked]:
    for deadline in clause.deadlines:
        start = clause.text.find(deadline.text)
        if start >= 0:
            yield Asked("deadline", start, start + len(deadline.text), deadline=deadline)


def _named(text: str) -> list[Mention]:
    """The bodies of a text, by the short names of the usual kinds of document."""
    return mentions(text, word_list("duties")["short_names"]["other"])


def _apart(found: Iterable[Asked]) -> Iterator[Asked]:
    """The longest of those that overlap within a kind."""
    for _, kind in itertools.groupby(sorted(found, key=lambda one: one.kind), key=lambda one: one.kind):
        kept: list[Asked] = []
        for one in sorted(kind, key=lambda one: (one.start - one.end, one.start)):
            if all(one.end <= other.start or other.end <= one.start for other in kept):
                kept.append(one)
        yield from kept


def _once(found: Iterable[Asked], text: str) -> Iterator[Asked]:
    """Without things that were named in more words before: "a workforce strategy ... The strategy"."""
    seen: list[frozenset[str]] = []
    for one in sorted(found, key=lambda one: one.start):
        stems = frozenset(terms.stems(text[one.start : one.end]))
        if one.kind == "object" and any(stems <= known for known in seen):
            continue
        if one.kind == "object":
            seen.append(stems)
        yield one
