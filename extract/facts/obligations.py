"""The sentences of a clause that ask for something: who, how strongly, what, and for whom.

A sentence names its duty holders, or leaves them to what stands before it: an instruction ("Ensure that ...") and a
noun phrase ("The timeliness of visits.") bind whom the lead-in binds; what is said of a thing ("The strategy must
...") binds whom the sentence before bound.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from extract.facts.duties import Party, parties
from extract.facts.grammar import (
    SUBJECTS,
    is_conditional,
    is_instruction,
    is_matrix,
    is_passive,
    is_phrase,
    modality,
    words,
)
from extract.facts.measures import measured
from extract.facts.parties import Mention, groups
from extract.facts.rules import word_list
from extract.language import sentences
from extract.schema import Duty, Modality, Obligation

_CORE = (
    "prt",
    "dobj",
    "dative",
    "attr",
    "acomp",
    "oprd",
    "xcomp",
    "ccomp",
    "csubj",
    "agent",
    "prep",
    "npadvmod",
    "advmod",
)
_TAIL = re.compile(r"\s*[;:.,]*\s*(?:\b(?:and|or|to|by)\b)?\s*[;:.,]*$")


@dataclass(frozen=True)
class Setting:
    """Where a clause stands: whom its lead-in binds, whether it is an item of a list, how strongly the list asks."""

    default: tuple[Duty, ...] = ("council",)
    item: bool = False
    modality: Modality = "must"
    topic: tuple[Duty, ...] = ()
    """The body that "it" means at the beginning of the clause."""


@dataclass(frozen=True)
class Said:
    """The obligations of a clause; whom its last sentence binds, and the body it is about: so do the items below it."""

    obligations: tuple[Obligation, ...]
    below: tuple[Duty, ...]
    topic: tuple[Duty, ...] = ()


def obligations(doc: Doc, text: str, named: Sequence[Mention], setting: Setting) -> Said:
    """The obligations of a clause in reading order; `doc` is the parse of `text`, `named` its bodies."""
    joined = groups(text, named)
    said: list[Obligation] = []
    before = below = setting.default
    topic = setting.topic
    for start, end in sentences(text):
        sentence = doc.char_span(start, end, alignment_mode="expand")
        if sentence is None:
            continue
        found = parties(sentence, joined, item=setting.item)
        before = (topic or before) if _speaks_of_it(sentence) else before
        obligation, main = _obligation(sentence, text[start:end], found, before, setting)
        before = main or before
        below = obligation.duty_holders if obligation else before
        topic = tuple(dict.fromkeys(p.duty for p in found if p.role == "topic")) or _board_of_its_chair(sentence, main)
        said += [obligation] if obligation else []
    return Said(tuple(said), below, topic)


def _obligation(
    sentence: Span, text: str, found: Sequence[Party], before: tuple[Duty, ...], setting: Setting
) -> tuple[Obligation | None, tuple[Duty, ...]]:
    """The obligation of a sentence, if any, and the bodies that its main verb binds; `before`: whom "it" would be."""
    verb = _main_verb(sentence)
    holders = [p for p in found if p.role == "holder"]
    stated = any(not modality(p.verb) and p.verb.dep_ not in ("acl", "relcl") for p in holders)
    instruction = is_instruction(sentence) or (is_phrase(sentence) and not stated)
    asked = None if _is_fragment(sentence) else _modality(verb, holders, setting, instruction=instruction)
    main = tuple(dict.fromkeys(p.duty for p in holders if is_matrix(p.verb)))
    if asked is None:
        return None, main
    received = tuple(dict.fromkeys(p.duty for p in found if p.role == "recipient"))
    if set(before) <= set(received):
        before = setting.default  # "The Board must meet. Reports must be made available to the Board."
    named = main or (holders and (modality(verb) in (None, "expected", "may")))
    unnamed = setting.default if instruction else () if named else before
    held = tuple(dict.fromkeys((*unnamed, *(p.duty for p in holders))))
    action = _action(sentence, verb, holders, instruction=instruction)
    recipients = tuple(duty for duty in received if duty not in held)
    said = measured(text)
    obligation = Obligation(
        text=text,
        duty_holders=held,
        modality=asked,
        action=action,
        recipients=recipients,
        baseline=said.baseline,
        target=said.target,
        evidence=said.evidence,
    )
    return obligation, main


def _speaks_of_it(sentence: Span) -> bool:
    """Whether the sentence is about "it", "they" or "he", named in the sentence before."""
    pronouns = (t for t in sentence if t.tag_ == "PRP" and t.lower_ in words("pronouns"))
    return any(t.dep_ in ("nsubj", "ROOT") and t.i <= sentence.start + 1 for t in pronouns)


def _board_of_its_chair(sentence: Span, bound: Sequence[Duty]) -> tuple[Duty, ...]:
    """The board that "it" means after "Its chair must"."""
    boards = {chair: board for board, chair in word_list("duties")["chairs"].items()}
    return tuple(boards[duty] for duty in bound if duty in boards) if sentence[0].lower_ == "its" else ()


def _is_fragment(sentence: Span) -> bool:
    """Whether the sentence only names what the items below speak of: "It:"."""
    return all(t.is_punct or t.tag_ == "PRP" for t in sentence)


def _main_verb(sentence: Span) -> Token:
    """The verb that says what to do: "report" of "is expected to report"; the first one of duty, else the main one."""
    root: Token = sentence.root
    if modality(root):
        inner = (c for c in root.children if c.dep_ in ("xcomp", "ccomp") and modality(c) and _demands(root))
        return next(inner, root)
    joined = (
        t for t in root.children if t.dep_ in ("conj", "ccomp", "parataxis") and modality(t) and t.i < sentence.end
    )
    return next((t for t in joined if not is_conditional(t)), root)


def _demands(root: Token) -> bool:
    return root.lower_ in words("expects") | words("demands") | words("binding_verbs")


def _modality(verb: Token, holders: Sequence[Party], setting: Setting, *, instruction: bool) -> Modality | None:
    """How strongly the sentence asks; None where it asks for nothing: "Such reviews may lead to changes."."""
    if instruction:
        return setting.modality
    asked = None if is_conditional(verb) else modality(verb)
    if asked and (asked != "may" or holders):
        return asked
    for party in holders:
        return modality(party.verb) or setting.modality
    if setting.item or any(c.dep_ == "acomp" and c.lower_ in words("pressing") for c in verb.children):
        return setting.modality
    return None


def _action(sentence: Span, verb: Token, holders: Sequence[Party], *, instruction: bool) -> str:
    """What is to be done, as printed: the verb with what hangs on it, led by its subject where that is a thing.

    An instruction or a noun phrase is its own action.
    """
    first, last = sentence.start, sentence.end - 1
    if not instruction:
        bound = any(p.verb in (verb, verb.head) for p in holders) and not is_passive(verb)
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        first = verb.i if bound or subject is None else min(subject.left_edge.i, verb.i)
        ends = [c.right_edge.i for c in verb.children if c.dep_ in _CORE]
        ends = ends or [c.right_edge.i for c in verb.children if c.dep_ == "conj"]
        last = min(max(ends, default=verb.i), last)
    said: str = sentence.doc[max(first, sentence.start) : max(last, verb.i if not instruction else first) + 1].text
    return _TAIL.sub("", said)
