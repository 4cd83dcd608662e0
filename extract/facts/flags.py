"""What is wrong with a clause as it is written.

A day that there is not, an interval that contradicts another, a body that nobody has told of, and what nobody can
check. Everything is kept as printed; a flag only says why it is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from spacy.tokens import Doc, Token

from extract.facts.dates import printed
from extract.facts.grammar import SUBJECTS, modality
from extract.facts.parties import Mention
from extract.facts.rules import rules, word_list
from extract.schema import ClauseFlag, Deadline, KindOfClause, Obligation

CHECKED: frozenset[KindOfClause] = frozenset({"requirement", "governance", "reporting"})
"""Clauses that somebody has to see done."""
_NUMBER = re.compile(
    r"[0-9]\s?%|\bper ?cent\b|\b(?:all|every|each|no)\s+(?:\w+\s+)?(?:child|children|case|cases|worker|staff)\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(r"\b(?:initially|first|thereafter|then|subsequently|after that|until)\b", re.IGNORECASE)


def of_words(text: str, deadlines: Sequence[Deadline]) -> Iterator[ClauseFlag]:
    """Days that there are not, and words that leave open what is meant."""
    for found in printed(text):
        if found.date is None:
            words = text[found.start : found.end]
            yield ClauseFlag(kind="impossible_date", words=words, note=f"There is no such day as {words}.")
    for match in rules("drafting").find(text):
        words = text[match.start : match.end]
        if match.label == "vague_words":
            yield ClauseFlag(kind="vague_words", words=words, note=f"\u201c{words}\u201d leaves open what is meant.")
        elif not any(deadline.kind == "recurring" for deadline in deadlines):
            yield ClauseFlag(kind="vague_words", words=words, note=f"\u201c{words}\u201d does not say how often.")


def of_bodies(doc: Doc, named: Sequence[Mention], defined: Container[str]) -> Iterator[ClauseFlag]:
    """Bodies that are told to do something and that nothing in the document makes known.

    `named`: the bodies of the text that are known; `defined`: the document's short names in small letters.
    """
    bodies = frozenset(word_list("drafting")["bodies"])
    for token in doc:
        head = token.head
        if token.dep_ not in SUBJECTS or token.lower_ not in bodies or modality(head) in (None, "may"):
            continue
        phrase = doc[token.left_edge.i : token.i + 1]
        known = any(mention.start < phrase.end_char and phrase.start_char < mention.end for mention in named)
        given = phrase.text.casefold().removeprefix("the ") in defined or token.lower_ in defined
        if not known and not given and _is_name(token):
            words = phrase.text
            note = f"It is not said who \u201c{words}\u201d is; the duty was taken to be the council's."
            yield ClauseFlag(kind="undefined_duty_holder", words=words, note=note)


def _is_name(token: Token) -> bool:
    """Whether a body is named as one that is known: "the Panel", not "a panel" or "each team"."""
    return token.text[0].isupper() and any(c.lower_ == "the" for c in token.children)


def of_checking(
    kind: KindOfClause, obligations: Sequence[Obligation], dated: bool, text: str, leaf: bool
) -> Iterator[ClauseFlag]:
    """Whether nothing says when a clause is done; `dated`: it or a clause above it has a deadline."""
    if kind not in CHECKED or not obligations or not leaf or dated:
        return
    measured = any(one.target or one.evidence for one in obligations) or _NUMBER.search(text)
    low = text.lower()
    delivered = any(re.search(rf"\b{re.escape(what)}s?\b", low) for what in word_list("drafting")["deliverables"])
    if not measured and not delivered:
        yield ClauseFlag(kind="not_checkable", note="No date, no measure and no product say when this is done.")


class Intervals:
    """The intervals of a document by who does what: two for the same thing contradict each other."""

    def __init__(self) -> None:
        self.seen: dict[tuple[tuple[str, ...], str], tuple[str, str]] = {}

    def contradictions(self, obligations: Sequence[Obligation], deadlines: Sequence[Deadline]) -> Iterator[ClauseFlag]:
        """Intervals of a clause that contradict one of an earlier clause or of its own."""
        for one in obligations:
            verb = re.match(r"\w+", one.action.removeprefix("be ").lower())
            for deadline in deadlines:
                if deadline.kind != "recurring" or deadline.text not in one.text or not verb:
                    continue
                key, said = (one.duty_holders, verb[0]), (str(deadline.value), deadline.text)
                before = self.seen.setdefault(key, said)
                if before[0] != said[0] and not _CHANGES.search(one.text):
                    note = f"\u201c{said[1]}\u201d here and \u201c{before[1]}\u201d elsewhere for the same duty."
                    yield ClauseFlag(kind="contradictory_interval", words=said[1], note=note)
