"""Who must do what a sentence asks: the bodies that are subject or agent of a verb of duty.

Recipients ("report to the Board"), occasions ("meetings of the Board") and owners ("the Council's records") are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from extract.facts.parties import Mention
from extract.schema import Duty

_MODALS = frozenset({"must", "shall", "should", "will", "may"})
_DEMANDS = frozenset({"expected", "required", "asked", "directed"})
_NOUN_LINKS = frozenset({"conj", "appos"})
_REPORTS = frozenset({"report", "reports", "update", "updates", "commentary", "assessment", "review", "response"})
_PEOPLE = frozenset({"officials", "official", "managers", "members", "staff", "officers", "representatives", "leaders"})


class Part(NamedTuple):
    """The part that a body plays in a sentence: "subject", "agent", "passive" or "recipient" of `verb`."""

    duty: Duty
    role: str
    verb: Token


def parts(doc: Doc, start: int, end: int, named: Sequence[Mention]) -> Iterator[Part]:
    """The parts that the bodies named between two offsets play."""
    for mention in named:
        if start <= mention.start < end:
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None and not _in_brackets(doc, span):
                part = _part(mention, span)
                if part:
                    yield part


def modal(verb: Token) -> str | None:
    """The word of duty that governs a verb: "must", "shall", "should", "will", "may", "expected" or None."""
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in _MODALS:
            return child.lower_
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and (verb.head.lower_ in _DEMANDS or verb.head.lower_ == "expect"):
        return "expected"
    if verb.lower_ in _DEMANDS and any(c.dep_ in ("xcomp", "ccomp") for c in verb.children):
        return "expected"
    if verb.dep_ == "conj" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return modal(verb.head)
    if any(c.dep_ == "acomp" and c.lower_ in ("responsible", "accountable") for c in verb.children):
        return "must"
    return None


def holders(found: Sequence[Part], item: bool) -> tuple[Duty, ...]:
    """The duty holders among the parts; `item`: the sentence is an item below a lead-in, where the indicative binds."""
    held: dict[Duty, None] = {}
    for part in found:
        word = modal(part.verb)
        if word and not _conditional(part.verb):
            if part.role in ("subject", "agent"):
                held[part.duty] = None
        elif item and part.role == "subject" and _matrix(part.verb):
            held[part.duty] = None
    return tuple(held)


def _part(mention: Mention, span: Span) -> Part | None:
    head = span.root
    while True:
        if head.dep_ in _NOUN_LINKS and head.head.i != head.i and head.head.tag_.startswith("NN"):
            head = head.head
        elif head.dep_ in ("compound", "poss", "nmod") and head.head.lower_ in _REPORTS | _PEOPLE:
            head = head.head
        elif (
            head.dep_ == "pobj"
            and head.head.lower_ in ("from", "by", "of")
            and head.head.dep_ == "prep"
            and head.head.head.lower_ in _REPORTS | _PEOPLE
        ):
            head = head.head.head
        else:
            break
    role = {"nsubj": "subject", "csubj": "subject", "nsubjpass": "passive"}.get(head.dep_)
    if role:
        verb = head.head
        if role == "passive" and modal(verb) == "expected":
            role = "subject"
        return Part(mention.duty, role, verb)
    if head.dep_ == "pobj" and head.head.dep_ == "agent":
        return Part(mention.duty, "agent", head.head.head)
    if head.dep_ == "pobj" and head.head.lower_ in ("to", "with"):
        return Part(mention.duty, "recipient", head.head.head)
    if head.dep_ == "dative":
        return Part(mention.duty, "recipient", head.head)
    return None


def _matrix(verb: Token) -> bool:
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ == "ROOT"


def _conditional(verb: Token) -> bool:
    """ "Should the Council fail" and "if the Board will ..." bind nobody."""
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in verb.children):
        return True
    subjects = [c.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    return any(c.lower_ == "should" and c.dep_ == "aux" and c.i < min(subjects, default=-1) for c in verb.children)


def _in_brackets(doc: Doc, span: Span) -> bool:
    before = doc.text[: span.start_char]
    return before.count("(") > before.count(")")
