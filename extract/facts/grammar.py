"""What the parse says of a verb: its word of duty, whether it binds, whether somebody is told to do it.

Tags are Penn Treebank tags and dependencies those of spaCy's English pipelines (ClearNLP labels).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from extract.facts.rules import word_list
from extract.schema import Modality

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_LINKS = ("xcomp", "ccomp", "advcl")


def words(name: str) -> frozenset[str]:
    """One of the word classes under `grammar` in `patterns/duties.yaml`."""
    return frozenset(word_list("duties")["grammar"][name].split())


def modality(verb: Token) -> Modality | None:
    """How strongly the sentence asks for what the verb says; None where it only states it."""
    own = _own(verb)
    if own is None and verb.dep_ == "conj" and not has_subject(verb):
        return modality(verb.head)
    return own


def _own(verb: Token) -> Modality | None:
    """Of demands ("is expected to report") both verbs carry the strength of the demand."""
    demand = next((asked for asked in (_demand(verb, verb), _demand(verb, verb.head)) if asked), None)
    if demand:
        return demand
    listed: dict[str, Modality] = word_list("duties")["modals"]
    if verb.tag_ == "MD" and verb.lower_ in listed:  # a lead-in that ends in its modal: "The Chair must:"
        return listed[verb.lower_]
    # Some parses hang the modal on "be": "must be clearly defined".
    helpers = [c for c in verb.children if c.dep_ == "auxpass"]
    auxiliaries = (c for word in (verb, *helpers) for c in word.children if c.dep_ == "aux")
    asked = next((listed[c.lower_] for c in auxiliaries if c.lower_ in listed), None)
    return asked or ("must" if _is_bound(verb) else None)


def _demand(verb: Token, word: Token) -> Modality | None:
    """The strength of the demand that `word`, the verb itself or the verb it hangs on, makes of the verb."""
    if word is not verb and not (verb.dep_ in _LINKS and _infinitive(verb)):
        return None
    if word is not verb and word.lower_ in words("binding_verbs"):
        return "must" if verb.dep_ == "xcomp" and has_subject(word) else None
    if word.lower_ in words("expects") | words("demands") and (word is not verb or _demands(verb)):
        return "expected" if word.lower_ in words("expects") else "must"
    return None


def _is_bound(verb: Token) -> bool:
    """Whether a verb binds without a modal: "is to report", "is responsible", "the Council to send", "to be agreed"."""
    infinitive, main = _infinitive(verb), verb.dep_ == "ROOT"
    return (
        (verb.lower_ in words("binding_verbs") and any(c.dep_ == "xcomp" and _infinitive(c) for c in verb.children))
        or any(c.dep_ in ("acomp", "attr") and c.lower_ in words("answerable") for c in verb.children)
        or (infinitive and has_subject(verb) and main)
        or (infinitive and is_passive(verb) and verb.dep_ in ("relcl", "acl", "ROOT"))
    )


def _demands(verb: Token) -> bool:
    """Whether "expected" or "required" is said of somebody: "is required to", "are required of"."""
    return any(c.dep_ in ("xcomp", "ccomp") or c.lower_ == "of" for c in verb.children) and (
        any(c.dep_ in ("auxpass", "nsubj") for c in verb.children)
    )


def _infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children) or verb.dep_ == "ccomp"


def has_subject(verb: Token) -> bool:
    """Whether the verb has a subject of its own."""
    return any(c.dep_ in SUBJECTS for c in verb.children)


def is_conditional(verb: Token) -> bool:
    """Whether the verb stands in a condition ("should the Council fail", "if the Board will"): it binds nobody."""
    if any(c.dep_ == "mark" and c.lower_ in words("conditions") for c in verb.children):
        return True
    subjects = [c.i for c in verb.children if c.dep_ in SUBJECTS]
    return any(c.lower_ == "should" and c.dep_ == "aux" and c.i < min(subjects, default=-1) for c in verb.children)


def is_subordinate(verb: Token) -> bool:
    """Whether the verb is brought in by "that", "so", "if" and the like."""
    return any(c.dep_ == "mark" for c in verb.children)


def is_passive(verb: Token) -> bool:
    """Whether what the verb says is done to its subject."""
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def is_matrix(verb: Token) -> bool:
    """Whether the verb is the main verb of its sentence, or joined to it by "and"."""
    while verb.dep_ == "conj" or (verb.dep_ in _LINKS and _in_demand(verb)):
        verb = verb.head
    return verb.dep_ == "ROOT"


def _in_demand(verb: Token) -> bool:
    return verb.head.lower_ in words("expects") | words("demands") | words("binding_verbs")


def is_instruction(sentence: Span) -> bool:
    """Whether the sentence tells somebody unnamed to do something: "Ensure that", "Reviewing", "Also, agree".

    "Taking account of this, the Council must" tells the Council.
    """
    for token in sentence:
        if token.is_punct or token.is_space or token.dep_ in ("cc", "advmod", "mark") or token.tag_ == "RB":
            continue
        if token.lower_ in words("instructions"):
            return True
        bare = not any(c.dep_ in SUBJECTS and c.i < token.i for c in token.children)
        return token.tag_ in ("VB", "VBG", "VBP") and bare and not (token.tag_ == "VBG" and _opens(token, sentence))
    return False


def _opens(participle: Token, sentence: Span) -> bool:
    """Whether a verb of duty with its subject follows the participle before any stop but a comma."""
    for token in sentence.doc[participle.i + 1 : sentence.end]:
        if token.text in ";:":
            return False
        if token.dep_ in SUBJECTS and modality(token.head) and token.head.dep_ in ("ROOT", "relcl", "ccomp"):
            return token.tag_ not in ("WDT", "WP") and token.head.dep_ != "ccomp"
    return False


def is_phrase(sentence: Span) -> bool:
    """Whether the sentence is a noun phrase: it has no finite verb of its own."""
    root = sentence.root
    return root.tag_.startswith(("NN", "JJ", "IN", "CD", "DT")) and not has_subject(root)


def joined(token: Token) -> Iterator[Token]:
    """The heads that are joined with a noun by "and" or commas, itself included."""
    first = token
    while first.dep_ == "conj" or (first.dep_ == "nmod" and any(c.dep_ == "cc" for c in first.children)):
        first = first.head
    yield first
    yield from _behind(first)
    yield from (c for c in first.children if c.dep_ == "nmod")


def _behind(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ == "conj":
            yield child
            yield from _behind(child)
