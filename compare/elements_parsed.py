"""What a sentence asks for by its parse: the main verb with what it does, and the things that it is done to.

Tags are Penn Treebank tags and dependencies those of spaCy's English pipelines, as in `extract/facts/grammar.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from compare import terms
from compare.elements_words import classes, weighty
from compare.results import ElementKind
from extract.facts.grammar import SUBJECTS

_ARGUMENTS = (*SUBJECTS, "dobj", "attr", "oprd", "ROOT")
_COMPLEMENTS = ("prt", "dobj", "attr", "acomp", "advmod", "prep", "agent", "dative", "ccomp", "xcomp", "oprd")
_ASIDE = ("relcl", "advcl", "appos")
LONGEST_PHRASE, LEAST_PHRASE = 14, 2
"""Words behind a verb that its phrase holds at most, and words with a meaning that it holds at least."""
LEAST_LIST = 3
"""So many members make the nouns behind "of" an enumeration: "a programme of induction, training and mentoring"."""


def phrases(sentence: Span, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[ElementKind, int, int]]:
    """The main verb phrase of a sentence and the things that it asks for, by their offsets in the text.

    `taken` are offsets of what other elements stand for; a thing must say more than these.
    """
    yield from (("object", *_place(sentence.doc, *thing)) for thing in _things(sentence, taken))
    verb = next((token for token in sentence if _says(token) and _is_main(token)), None)
    if verb is not None:
        start, end = _place(sentence.doc, *_phrase(verb, sentence))
        if len(set(terms.stems(sentence.doc.text[start:end]))) >= LEAST_PHRASE:
            yield "action", start, end


def _says(token: Token) -> bool:
    """Whether a token is a verb with a meaning of its own."""
    return (
        token.tag_.startswith("VB")
        and token.dep_ not in ("aux", "auxpass", "amod", "compound")
        and token.lower_ not in classes("empty_verbs")
    )


def _is_main(token: Token) -> bool:
    """Whether what a token says is asked for, and is no aim, condition or description of what is."""
    while token.dep_ != "ROOT":
        if token.dep_ in _ASIDE or (token.dep_ == "acl" and token.tag_ in ("VB", "TO")):
            return False
        token = token.head
    return True


def _phrase(verb: Token, sentence: Span) -> tuple[int, int]:
    """First and last token of a verb with its first object, or with its subject where it has no object."""
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    behind = [child for child in verb.children if child.i > verb.i and child.dep_ in _COMPLEMENTS]
    last = verb.i
    for child in behind:
        reached = _reach(child, sentence)[1] if child.tag_.startswith("NN") else child.right_edge.i
        if reached - verb.i > LONGEST_PHRASE:
            break
        last = max(last, reached)
        if child.dep_ in ("dobj", "attr"):
            break
    first = verb.i
    has_object = any(child.dep_ == "dobj" for child in behind)
    if subject is not None and not has_object and subject.i < verb.i and subject.tag_.startswith("NN"):
        first = max(subject.left_edge.i, sentence.start)
    return first, min(last, sentence.end - 1)


def _things(sentence: Span, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Token ranges (first, last) of the things asked for, outermost only, in reading order."""
    nouns = [token for token in sentence if token.tag_.startswith("NN") and _is_asked(token)]
    heads = [token for token in nouns if _is_main(token)] or nouns
    found = sorted((_reach(head, sentence) for head in heads), key=lambda reach: (reach[0], -reach[1]))
    outer: list[tuple[int, int]] = []
    for low, high in _joined(found, sentence.doc):
        inside = any(a <= low and high <= b for a, b in outer)
        start, end = _place(sentence.doc, low, high)
        named = any(a < end and start < b for a, b in taken)
        if not inside and (not named or _tells(sentence.doc.text[start:end], taken, start)):
            outer.append((low, high))
    return outer


def _is_asked(noun: Token) -> bool:
    """Whether a noun is an argument of a verb, a thing that is added, or a member of an enumeration of such."""
    describes = any(child.dep_ in ("prep", "compound", "nmod") for child in noun.children)
    if noun.lower_ in classes("empty_nouns") and not describes:
        return False
    first = [noun, *_before(noun)][-1]
    if first.dep_ == "pobj":
        return first.head.lower_ in classes("adding") or _lists(first.head)
    return first.dep_ in _ARGUMENTS


def _chain(noun: Token) -> Iterator[Token]:
    yield noun
    for child in noun.children:
        if child.dep_ == "conj":
            yield from _chain(child)


def _before(noun: Token) -> Iterator[Token]:
    """The members of its enumeration that stand before a noun."""
    while noun.dep_ == "conj" and noun.head.tag_.startswith("NN"):
        noun = noun.head
        yield noun


def _lists(preposition: Token) -> bool:
    """Whether an "of" opens an enumeration."""
    return preposition.lower_ == "of" and any(
        child.dep_ == "pobj" and len(list(_chain(child))) >= LEAST_LIST for child in preposition.children
    )


def _reach(noun: Token, sentence: Span) -> tuple[int, int]:
    """First and last token of a noun with what describes it, without its further members and clauses."""
    own = {token.i for token in noun.subtree}
    for first in _before(noun):  # "the quality and timeliness of recording": the parse may hang the end on the first
        shared = (child for child in first.children if child.dep_ == "prep" and child.i > noun.i)
        own |= {token.i for child in shared for token in child.subtree}
    for token in noun.subtree:
        member = token.head == noun and (token.dep_ in ("conj", "cc") or token.is_punct)
        adds = token.dep_ == "prep" and (token.lower_ in classes("adding") or _lists(token))
        aim = token.dep_ == "acl" and any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
        if token.i > noun.i and (member or adds or aim or token.dep_ in _ASIDE or token.text == "("):
            own -= {below.i for below in token.subtree}
    low = high = noun.i
    while low - 1 in own and low - 1 >= sentence.start:
        low -= 1
    while high + 1 in own and high + 1 < sentence.end:
        high += 1
    return low, high


def _joined(found: Sequence[tuple[int, int]], doc: Doc) -> Iterator[tuple[int, int]]:
    """The ranges; one that tells nothing by itself is read with the next it is joined to: "the quality and scope"."""
    held: tuple[int, int] | None = None
    for low, high in found:
        first = held[0] if held and _joint(doc, held[1], low) else low
        tells = weighty(doc[first : high + 1].text)
        if tells:
            yield first, high
        held = None if tells else (first, high)


def _joint(doc: Doc, before: int, after: int) -> bool:
    return 0 < after - before <= 3 and all(t.is_punct or t.dep_ == "cc" for t in doc[before + 1 : after])


def _tells(phrase: str, taken: Sequence[tuple[int, int]], start: int) -> bool:
    """Whether a phrase says something besides the words that stand for a body, a day or a report in it."""
    kept = [char if not any(a <= start + place < b for a, b in taken) else " " for place, char in enumerate(phrase)]
    return weighty("".join(kept))


def _place(doc: Doc, low: int, high: int) -> tuple[int, int]:
    """Offsets of a range of tokens, without quotes, brackets and prepositions at its ends."""
    while low < high and (doc[low].is_punct or doc[low].is_space or doc[low].lower_ in ("that", "and")):
        low += 1
    while high > low and (doc[high].is_punct or doc[high].is_space or doc[high].tag_ in ("IN", "TO", "DT", "CC")):
        high -= 1
    return doc[low].idx, doc[high].idx + len(doc[high])
