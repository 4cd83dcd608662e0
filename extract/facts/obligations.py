"""The sentences of a clause that ask for something: who, how strongly, what, and for whom.

A sentence names its duty holders, or leaves them to what stands before it: an instruction ("Ensure that ...") and a
noun phrase ("The timeliness of visits.") bind whom the lead-in binds; what is said of a thing ("The strategy must
...") binds whom the sentence before bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from extract.facts.duties import Party, parties
from extract.facts.grammar import is_conditional, is_instruction, is_matrix, is_passive, is_phrase, modality, words
from extract.facts.parties import Mention
from extract.schema import Duty, Modality, Obligation


@dataclass(frozen=True)
class Setting:
    """Where a clause stands: whom its lead-in binds, whether it is an item of a list, how strongly the list asks."""

    default: tuple[Duty, ...] = ("council",)
    item: bool = False
    modality: Modality = "must"


def obligations(
    doc: Doc, spans: Sequence[tuple[int, int]], named: Sequence[Mention], setting: Setting
) -> tuple[Obligation, ...]:
    """The obligations of a clause in reading order; `spans` are the offsets of its sentences."""
    return tuple(_obligations(doc, spans, named, setting))


def _obligations(
    doc: Doc, spans: Sequence[tuple[int, int]], named: Sequence[Mention], setting: Setting
) -> Iterator[Obligation]:
    current = setting.default
    for start, end in spans:
        sentence = doc.char_span(start, end, alignment_mode="expand")
        if sentence is None:
            continue
        found = parties(sentence, named, item=setting.item)
        verb = _main_verb(sentence)
        stated = any(p.role == "holder" and not modality(p.verb) for p in found)
        instruction = is_instruction(sentence) or (is_phrase(sentence) and not stated)
        asked = _modality(verb, found, setting, instruction=instruction)
        if asked is None:
            continue
        own = dict.fromkeys(p.duty for p in found if p.role == "holder")
        main = dict.fromkeys(p.duty for p in found if p.role == "holder" and is_matrix(p.verb))
        if instruction:
            held = (*setting.default, *own)
        elif main or not modality(verb):
            held = tuple(own) or current
        else:
            held = (*current, *own)
        current = tuple(main) or current
        yield Obligation(
            text=doc.text[start:end],
            duty_holders=tuple(dict.fromkeys(held)),
            modality=asked,
            action=_action(sentence, verb, instruction=instruction),
            recipients=tuple(dict.fromkeys(p.duty for p in found if p.role == "recipient" and p.duty not in held)),
        )


def _main_verb(sentence: Span) -> Token:
    """The verb that says what to do: "report" of "is expected to report"."""
    root: Token = sentence.root
    return next(
        (c for c in root.children if c.dep_ in ("xcomp", "ccomp") and modality(root) and modality(c) and _inner(root)),
        root,
    )


def _inner(root: Token) -> bool:
    return root.lower_ in words("expects") | words("demands") | words("binding_verbs")


def _modality(verb: Token, found: Sequence[Party], setting: Setting, *, instruction: bool) -> Modality | None:
    """How strongly the sentence asks; None where it asks for nothing: "Such reviews may lead to changes."."""
    if instruction:
        return setting.modality
    asked = None if is_conditional(verb) else modality(verb)
    holders = [p for p in found if p.role == "holder"]
    if asked and (asked != "may" or holders):
        return asked
    for party in holders:
        return modality(party.verb) or setting.modality
    if setting.item or any(c.dep_ == "acomp" and c.lower_ in words("pressing") for c in verb.children):
        return setting.modality
    return None


def _action(sentence: Span, verb: Token, *, instruction: bool) -> str:
    """The verb with its object as printed; of a passive, what it is done to; of a phrase, the phrase."""
    if instruction:
        return sentence.text.strip(" ;:.")
    parts = [c for c in verb.children if c.dep_ in ("prt", "dobj", "attr", "acomp", "xcomp", "dative")]
    parts = parts or [c for c in verb.children if c.dep_ in ("prep", "ccomp", "agent")][:2]
    last = max((t.i for c in parts for t in c.subtree if t.i < sentence.end), default=verb.i)
    said: str = sentence.doc[verb.i : max(last, verb.i) + 1].text
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if subject is not None and is_passive(verb):
        done_to = sentence.doc[subject.left_edge.i : subject.right_edge.i + 1].text
        return f"{done_to} to be {said}".strip(" ;:.")
    return said.strip(" ;:.")
