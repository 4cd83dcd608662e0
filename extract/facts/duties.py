"""Who must do what a sentence asks: the bodies that are subject or agent of a verb of duty.

Recipients ("report to the Board"), occasions ("meetings of the Board"), owners ("the Council's records") and bodies
in brackets are none. Who delivers a report counts as bound by what is said of the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from spacy.tokens import Doc, Span, Token

from extract.facts.grammar import (
    SUBJECTS,
    has_subject,
    is_conditional,
    is_matrix,
    is_passive,
    is_subordinate,
    joined,
    modality,
    words,
)
from extract.facts.parties import Mention
from extract.facts.rules import word_list
from extract.schema import Duty

Role = Literal["holder", "recipient", "topic", "shared", "other"]
"""`topic`: the body is set up or strengthened, and what the next sentence says of "it" is said of the body.
`shared`: others who are no body lead it ("managers and partners"), so the Council holds the duty with it."""


_OBJECTS = ("pobj", "dobj", "dative")


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
        if sentence.start_char <= group[0].start < sentence.end_char:
            for bodies in _pieces(sentence.doc, group):
                found += _played(sentence, bodies, item=item)
    return tuple(dict.fromkeys(found))


def _pieces(doc: Doc, group: Sequence[Mention]) -> list[list[tuple[Duty, Span]]]:
    """A group without what only looks joined: in "papers for the Board and the Chair must" two clauses meet."""
    pieces: list[list[tuple[Duty, Span]]] = []
    for mention in group:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            continue
        ended = not pieces or (span.root.dep_ in SUBJECTS and pieces[-1][-1][1].root.dep_ in _OBJECTS)
        if ended:
            pieces.append([(mention.duty, span)])
        else:
            pieces[-1].append((mention.duty, span))
    return pieces


def _played(sentence: Span, bodies: Sequence[tuple[Duty, Span]], *, item: bool) -> list[Party]:
    """The parts that joined bodies play together."""
    spans = [span for _, span in bodies]
    together = len(spans) > 1 and any(duty == "council" for duty, _ in bodies)
    own = {token.i for span in spans for token in span}
    parts = [part for span in spans for part in _parts(span, own, item=item, together=together)]
    parts = parts or list(_by_order(spans)) or (list(_misread(sentence, spans)) if item else [])
    shared: list[tuple[Role, Token]] = [("holder", verb) for role, verb in parts if role == "shared"]
    best = shared or [part for part in parts if part[0] == "holder"] or parts
    topics = [part for part in parts if part[0] == "topic"]
    return [
        *(Party("council", role, verb) for role, verb in shared),
        *(Party(_meeting(duty, verb), role, verb) for duty, _ in bodies for role, verb in (*best, *topics)),
    ]


def _meeting(duty: Duty, verb: Token) -> Duty:
    """Boards meet, whatever the parse says of "a Board with an independent Chair which meets monthly"."""
    boards = {chair: board for board, chair in word_list("duties")["chairs"].items()}
    return boards.get(duty, duty) if verb.lower_ in words("meets") and verb.dep_ == "relcl" else duty


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


def _parts(span: Span, own: set[int], *, item: bool, together: bool) -> Iterator[tuple[Role, Token]]:
    """The parts of one body; `own` are the words of its group."""
    head, product, alone = _head(span.root, own)
    yield from (("holder", verb) for verb in _relative(head))
    if head.dep_ in ("nsubj", "nsubjpass", "dobj") and _is_topic(head):
        yield "topic", head.head
    if head.dep_ in ("nsubj", "nsubjpass"):
        verb = head.head
        demand = _is_demand(verb)
        acts = not demand if not is_passive(verb) else product or demand or _is_state(verb)
        # Of two subjects the one next to the verb counts: a parse may draw in the end of the clause before.
        acts = acts and not any(c.dep_ in SUBJECTS and head.i < c.i < verb.i and c.i not in own for c in verb.children)
        assents = verb.lower_ in words("assenting") and verb.dep_ in ("relcl", "acl")
        binds = assents or (acts and _binds(verb, item=item and alone, together=together))
        shared = item and not alone and not binds and acts and _binds(verb, item=True, together=together)
        yield ("holder" if binds else "shared" if shared else "other"), verb
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
        binding = (modality(verb) or verb.lower_ in words("assents")) and not is_conditional(verb)
        if together or (binding and not _is_demand(verb) and verb.lower_ not in words("composition")):
            yield "holder", verb
    elif preposition.lower_ == "of" and _is_demand(verb):
        yield "holder", verb
    elif preposition.lower_ == "of" and verb.lower_ in words("assent") and verb.head.lower_ in words("needs"):
        yield "holder", verb.head
    elif preposition.lower_ == "to" or preposition.dep_ == "dative":
        yield "recipient", verb


def _head(token: Token, own: set[int]) -> tuple[Token, bool, bool]:
    """The noun that plays the body's part; whether the body delivers it; whether no body outside the group leads it.

    "The Council and its partners" -> Council; "officials of the Department" -> officials; "the Chair's report", "a
    report on progress from the Leader" -> report; in "members, managers and partners" others lead.
    """
    delivers, people = words("products"), words("people")
    product, alone = False, True
    while True:
        first = next(joined(token))
        if first is not token:
            token, alone = first, alone and first.i in own
        elif token.dep_ in ("compound", "poss", "nmod") and token.head.lower_ in delivers | people:
            token, product = token.head, product or token.head.lower_ in delivers
        elif token.dep_ == "pobj" and (noun := _owned(token, delivers | people)) is not None:
            token, product = noun, product or noun.lower_ in delivers
        else:
            return token, product, alone


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
            subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
            if subject is None and verb.dep_ == "conj":
                subject = next((c for c in relative.children if c.dep_ in ("nsubj", "nsubjpass")), None)
            if subject is None or subject.tag_ not in ("WDT", "WP") or is_passive(verb):
                continue
            present = verb.tag_ in ("VBZ", "VBP") and verb.lower_ not in words("binding_verbs")
            if modality(verb) or (present and _is_topic(_outer(head))):
                yield verb
        if _is_topic(_outer(head)):
            # Some parses hang the last verb of "which is chaired independently and meets monthly" elsewhere.
            behind = head.doc[relative.i + 1 : head.sent.end]
            yield from (t for t in behind if t.lower_ in words("meets") and t.dep_ == "conj" and not has_subject(t))


def _outer(head: Token) -> Token:
    """The Board of "a Board with an independent Chair"."""
    while head.dep_ == "pobj" and head.head.lower_ == "with" and head.head.head.tag_.startswith("NN"):
        head = head.head.head
    return head


def _is_topic(head: Token) -> bool:
    """Whether a body is set up or strengthened: "establish a Board", "enable the LSCB to"."""
    verb = head.head
    if head.dep_ in ("nsubj", "nsubjpass"):
        verb = verb.head if verb.dep_ in ("ccomp", "xcomp") and not modality(verb) else head
    while verb.dep_ == "prep":
        verb = verb.head
    return verb.lower_ in words("creates")


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
