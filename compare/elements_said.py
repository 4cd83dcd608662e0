"""What an action says, in parts that are compared with the elements of a clause; each part keeps its place in print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from compare import encoder, terms
from compare.encoder import Vectors
from compare.glossary import expand
from compare.results import ActionField
from extract.language import sentences
from extract.schema import Action

FIELDS: tuple[ActionField, ...] = ("text", "success_measures")
"""Where an action says what it does and what for; progress and evidence say what was done, which is another thing."""
LEAST_WORDS = 3
_STOPS = re.compile(r"\s*(?:[;:(]|\s[–—-]\s)\s*")
_TOKEN = re.compile(r"\w+(?:['’]\w*)?")


class Stem(NamedTuple):
    """A word in its stem and where it is printed; an abbreviation has one for each of its words."""

    stem: str
    start: int
    end: int


class Said(NamedTuple):
    """A sentence of an action, or a part of one between stops: `start` and `end` in the printed field."""

    field: ActionField
    start: int
    end: int
    stems: tuple[Stem, ...]


class Answer(NamedTuple):
    """An action with its parts and their vectors (one row a part; None without an encoder)."""

    action: Action
    said: tuple[Said, ...]
    vectors: Vectors | None
    stems: frozenset[str]


def answers(actions: Sequence[Action]) -> list[Answer]:
    """The actions in parts; all parts are encoded in one go."""
    parts = [tuple(_parts(action)) for action in actions]
    texts = [
        expand(printed(action, one.field)[one.start : one.end])
        for action, own in zip(actions, parts, strict=True)
        for one in own
    ]
    vectors = encoder.encode(texts) if texts else None
    found, position = [], 0
    for action, own in zip(actions, parts, strict=True):
        rows = None if vectors is None else vectors[position : position + len(own)]
        found.append(Answer(action, own, rows, frozenset(stem.stem for one in own for stem in one.stems)))
        position += len(own)
    return found


def printed(action: Action, field: ActionField) -> str:
    """What stands in a field of the action, empty where nothing does."""
    return getattr(action, field) or ""


def _parts(action: Action) -> Iterator[Said]:
    for field in FIELDS:
        text = printed(action, field)
        if not text.strip():
            continue
        stems = tuple(_stems(text))
        for start, end in dict.fromkeys(_ranges(text)):
            own = tuple(stem for stem in stems if start <= stem.start and stem.end <= end)
            yield Said(field, start, end, own)


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    """The whole text, its sentences, and what stands between their stops where it is more than a word or two."""
    whole = len(text) - len(text.lstrip()), len(text.rstrip())
    yield whole
    for start, end in sentences(text):
        yield start, end
        position = start
        for stop in [*_STOPS.finditer(text, start, end), None]:
            until = stop.start() if stop else end
            if len(text[position:until].split()) >= LEAST_WORDS:
                yield position, until
            position = stop.end() if stop else end


def _stems(text: str) -> Iterator[Stem]:
    for token in _TOKEN.finditer(text):
        for word in terms.words(token.group()):
            yield Stem(terms.stem(word.casefold()), token.start(), token.end())


@lru_cache(maxsize=4096)
def written_out(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text with its abbreviations written out, and for each of its characters the printed range it stands for."""
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    position = 0
    for token in [*_TOKEN.finditer(text), None]:
        start = token.start() if token else len(text)
        pieces.append(text[position:start])
        places += [(at, at + 1) for at in range(position, start)]
        if token:
            word = expand(token.group())
            same = word == token.group()
            pieces.append(word)
            places += [
                (token.start() + at, token.start() + at + 1) if same else token.span() for at in range(len(word))
            ]
            position = token.end()
    return "".join(pieces), tuple(places)


def find(pattern: str, action: Action, fields: Sequence[ActionField]) -> tuple[ActionField, int, int] | None:
    """The first place where the action says a pattern, abbreviations written out: field and printed range."""
    for field in fields:
        text, places = written_out(printed(action, field))
        found = re.search(pattern, text, re.IGNORECASE)
        if found and found.end() > found.start():
            return field, places[found.start()][0], places[found.end() - 1][1]
    return None
