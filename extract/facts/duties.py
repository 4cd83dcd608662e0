"""Who must do what a sentence asks: the bodies that are subject or agent of a verb of duty.

Recipients ("report to the Board"), occasions ("meetings of the Board"), owners ("the Council's records") and bodies
in brackets are none. Who delivers a report counts as bound by what is said of the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from spacy.tokens import Doc, Span, Token

from extract.facts.grammar import (
    is_conditional,
    is_matrix,
    is_passive,
    is_subordinate,
    joined,
    modality,
    words,
)
from extract.facts.parties import Mention
from extract.schema import Duty

Role = Literal["holder", "recipient", "other"]


class Party(NamedTuple):
    """A body with its part in what `verb` says."""

    duty: Duty
    role: Role
    verb: Token


def parties(sentence: Span, named: Sequence[Sequence[Mention]], *, item: bool) -> tuple[Party, ...]:
    """The bodies named in a sentence and their parts in it.

    `named`: groups of joined bodies (`parties.groups`), which play one part, whichever of them the parse gives it to.
    `item`: the sentence stands below a lead-in, where the indicative binds ("all partners attend").
    """
    found: list[Party] = []
    for group in named:
        if not sentence.start_char <= group[0].start < sentence.end_char:
            continue
        spans = [span for mention in group if (span := _span(sentence.doc, mention))]
        together = len(spans) > 1 and any(mention.duty == "council" for mention in group)
        parts = [part for span in spans for part in _parts(span, item=item, together=together)]
        parts = parts or list(_by_order(spans))
        if not parts and item:
            parts = list(_misread(sentence, spans))
        best = [part for part in parts if part[0] == "holder"] or parts
        found += (Party(mention.duty, role, verb) for mention in group for role, verb in best)
    return tuple(dict.fromkeys(found))


def _by_order(spans: Sequence[Span]) -> Iterator[tuple[Role, Token]]:
    """The parts of bodies whose long titles the parse breaks up: before a modal they hold, behind "to" they receive."""
    for span in (spans[0], spans[-1]) if spans else ():
        doc, first, after = span.doc, span.start, span.end
        while first and doc[first - 1].dep_ in ("det", "poss") and doc[first - 1].i >= span.sent.start:
            first -= 1
        before = doc[first - 1] if first else None
        if before is not None and before.lower_ == "to" and before.dep_ in ("prep", "dative"):
            yield "recipient", before.head
        elif before is None or before.lower_ not in words("prepositions"):
            modal = doc[after] if after < len(doc) else None
            if modal is not None and modal.tag_ == "MD" and (verb := modal.head) and modality(verb):
                yield ("other" if is_conditional(verb) or is_passive(verb) else "holder"), verb


def _misread(sentence: Span, spans: Sequence[Span]) -> Iterator[tuple[Role, Token]]:
    """A sentence read as a noun phrase, as "the LSCB checks that": a body, a word in -s, one that opens an object."""
    for span in spans[:1]:
        rest = sentence.doc[span.end : min(span.end + 2, sentence.end)]
        opens = all(t.lower_ in words("openers") for t in sentence.doc[sentence.start : span.start])
        if opens and len(rest) > 1 and rest[0].lower_.endswith("s") and rest[1].lower_ in words("object_openers"):
            yield "holder", rest[0]


def _span(doc: Doc, mention: Mention) -> Span | None:
    return doc.char_span(mention.start, mention.end, alignment_mode="expand")


def _parts(span: Span, *, item: bool, together: bool) -> Iterator[tuple[Role, Token]]:
    head, product = _head(span.root)
    yield from (("holder", verb) for verb in _relative(head))
    if head.dep_ in ("nsubj", "nsubjpass"):
        verb = head.head
        demand = _is_demand(verb)
        acts = not demand if not is_passive(verb) else product or demand or _is_state(verb)
        yield ("holder" if acts and _binds(verb, item=item, together=together) else "other"), verb
    elif head.dep_ == "dobj" and _is_demand(head.head):
        # "requires the Council to": some parses make the Council the object.
        yield "holder", head.head
    elif head.dep_ == "pobj":
        yield from _prepositional(head, together=together)
    elif head.dep_ == "dative" or (head.dep_ == "dobj" and any(c.dep_ == "prep" for c in head.head.children)):
        yield "recipient", head.head


def _prepositional(head: Token, *, together: bool) -> Iterator[tuple[Role, Token]]:
    preposition = head.head
    verb = preposition.head
    if preposition.lower_ == "by":
        binding = modality(verb) and not is_conditional(verb) and not _is_demand(verb)
        if together or (binding and verb.lower_ not in words("composition")):
            yield "holder", verb
    elif preposition.lower_ == "of" and _is_demand(verb):
        yield "holder", verb
    elif preposition.lower_ == "to" or preposition.dep_ == "dative":
        yield "recipient", verb


def _head(token: Token) -> tuple[Token, bool]:
    """The noun that plays the body's part, and whether it is something that the body delivers.

    "The Council and its partners" -> Council; "officials of the Department" -> officials; "the Chair's report", "a
    report on progress from the Leader" -> report.
    """
    delivers, people = words("products"), words("people")
    product = False
    while True:
        first = next(joined(token))
        if first is not token:
            token = first
        elif token.dep_ in ("compound", "poss", "nmod") and token.head.lower_ in delivers | people:
            token, product = token.head, product or token.head.lower_ in delivers
        elif token.dep_ == "pobj" and (noun := _owned(token, delivers | people)) is not None:
            token, product = noun, product or noun.lower_ in delivers
        else:
            return token, product


def _owned(token: Token, nouns: frozenset[str]) -> Token | None:
    """The noun of `nouns` that stands before "from", "by" or "of" and the body: "report on progress from"."""
    preposition = token.head
    if preposition.lower_ not in ("from", "by", "of") or preposition.dep_ == "agent":
        return None
    noun = preposition.head
    while noun.lower_ not in nouns and noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        noun = noun.head.head
    return noun if noun.lower_ in nouns else None


def _relative(head: Token) -> Iterator[Token]:
    """Verbs of duty in relative clauses about the body: "a Board which shall meet and which we expect will report"."""
    for relative in (c for c in head.children if c.dep_ == "relcl"):
        for verb in (relative, *(c for c in relative.subtree if c.dep_ in ("conj", "ccomp"))):
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
            if subject is not None and subject.tag_ in ("WDT", "WP") and modality(verb):
                yield verb


def _binds(verb: Token, *, item: bool, together: bool) -> bool:
    if is_conditional(verb):
        return False
    if modality(verb):
        return not _is_aim(verb)
    return (item and is_matrix(verb) and not is_subordinate(verb)) or together


def _is_aim(verb: Token) -> bool:
    """Whether the verb says what somebody else is to make sure of: "ensure that partners will attend"."""
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ == "ccomp" and verb.head.lower_ in words("ensures")


def _is_demand(verb: Token) -> bool:
    return verb.lower_ in words("expects") | words("demands")


def _is_state(verb: Token) -> bool:
    """Whether a passive says what its subject does: "partners are committed"."""
    return verb.lower_ in words("states")
