"""The short names that a document gives to what it speaks of: 'the Education Act 1996 ("the 1996 Act")'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from extract.language import parse_all, sentences
from extract.schema import DefinedTerm

LONGEST = 25  # words of what a short name stands for
_DEFINED = re.compile(
    r"\s*\(\s*(?:(?:hereafter|hereinafter|referred\s+to\s+as|known\s+as|in\s+this\s+\w+)\s*,?\s*)?(?:as\s+)?(?:the\s+)?"
    r"[\"'\u2018\u201c]+(?:the\s+)?(?P<term>[A-Za-z0-9][\w &/-]{0,50}?)[\"'\u2019\u201d]+\s*\)"
)
_ACT = re.compile(r"(?:[A-Z][\w'\u2019]*\s+(?:(?:and|of|for)\s+)*)+Act\s+(?:18|19|20)[0-9]{2}\s*$")
_FORM_LABEL = re.compile(r"^(?:name|to|local\s+authority|authority)\b\s*:?\s+(?=[A-Z])", re.IGNORECASE)
_ARTICLES = ("DT", "PRP$", "CC", "PDT", ",", "_SP")


def defined_terms(texts: Iterable[str]) -> tuple[DefinedTerm, ...]:
    """The short names in reading order, each with what it stands for; a name that is given twice keeps its first."""
    given = [one for text in texts for one in _given(text)]
    found: dict[str, DefinedTerm] = {}
    for (_, term), doc in zip(given, parse_all([before for before, _ in given]), strict=True):
        meaning = _phrase(doc, term)
        if meaning:
            found.setdefault(term.casefold(), DefinedTerm(term=term, meaning=meaning))
    return tuple(found.values())


def _given(text: str) -> Iterator[tuple[str, str]]:
    """Each short name with the part of its sentence that stands before it."""
    for match in _DEFINED.finditer(text):
        begins = [start for start, _ in sentences(text[: match.start()])]
        before = text[begins[-1] : match.start()] if begins else ""
        if before.strip():
            yield re.sub(r"\([^)]*\)", " ", before), match["term"]


def _phrase(doc: Doc, term: str) -> str | None:
    """The noun phrase at the end of the text that the short name stands for: the smallest one with the name's own noun.

    "An independent Chair" and not "a Board with an independent Chair" is "the Chair". Where no phrase has that noun, an
    abbreviation ("LSCB") stands for the smallest and any other name for the largest.
    """
    act = _ACT.search(doc.text)
    if act and "act" in term.casefold().split():
        return act[0].strip()
    whole = doc.text.casefold().rfind(term.casefold())
    if " " in term and whole >= 0 and len(doc.text[whole:].split()) <= LONGEST:
        return " ".join(doc.text[whole:].split())
    noun = term.casefold().split()[-1]
    last = next((token for token in reversed(doc) if not token.is_space and not token.is_punct), None)
    phrases: list[str] = []
    while last is not None:
        if last.tag_.startswith("NN"):
            said = _text(doc, last)
            if said and last.lower_ == noun:
                return said
            phrases += [said] if said else []
        last = last.head if last.head.i != last.i else None
    named = next((token for token in reversed(doc) if token.lower_ == noun and token.tag_.startswith("NN")), None)
    if named is not None:
        return _text(doc, named, named.i + 1)
    return next(iter(phrases if term.isupper() else reversed(phrases)), None)


def _text(doc: Doc, head: Token, end: int | None = None) -> str | None:
    """The phrase of a noun up to `end`, else to the end of the text, without its article."""
    first = head.left_edge.i
    while first < head.i and (doc[first].tag_ in _ARTICLES):
        first += 1
    said = _FORM_LABEL.sub("", " ".join(doc[first : end or len(doc)].text.split()))
    return said if len(said.split()) <= LONGEST else None
