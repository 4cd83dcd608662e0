"""Token rules: the short pattern language of the word lists beside this room, matched by spaCy.

A pattern is a line of words: `word` (any case, apostrophes ignored), `one|other`, `word?` (may be missing), `$name`
(alternatives listed under `words`, also `$name?`), `~3` (up to three words of any kind) and, in capitals, the label of
a value that the caller found in the text (`by DAY`). Of overlapping matches the longest counts, then the earlier.

Lines that stand for few enough phrases are looked up as phrases (PhraseMatcher), the others walked token by token
(Matcher): ten times the speed for lists of names.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import spacy
import yaml
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

_TOKEN = re.compile(r"[^\W_]+(?:['\u2018\u2019][^\W_]+)*|[^\w\s]|_")
_APOSTROPHE = re.compile("['\u2018\u2019](?=.)")
_PATTERNS = Path(__file__).with_name("patterns")
MAX_PHRASES = 256


class Match(NamedTuple):
    """`text[start:end]` matched a pattern of `label`; `values` are the caller's values inside it, by position."""

    label: str
    start: int
    end: int
    values: tuple[int, ...] = ()


class Value(NamedTuple):
    """A value that the caller found: `text[start:end]` stands in patterns as `label`."""

    label: str
    start: int
    end: int


class Rules:
    """The compiled patterns of one word list: label -> lines of the pattern language."""

    def __init__(self, patterns: Mapping[str, Sequence[str]], words: Mapping[str, str] | None = None) -> None:
        self._vocab = _vocabulary()
        self._walked = Matcher(self._vocab)
        self._needed: set[str] = set()  # without one of these words no walked line can match
        self._looked_up = PhraseMatcher(self._vocab)
        self._order = {label: rank for rank, label in enumerate(patterns)}
        for label, lines in patterns.items():
            for line in lines:
                steps = [step for part in line.split() for step in _steps(part, words or {})]
                phrases = _phrases(steps)
                if phrases is None:
                    needed = [step.options for step in steps if step.options and not step.optional]
                    rarest: tuple[str, ...] = min(needed, key=len)
                    self._needed.update(rarest)
                    self._walked.add(label, [[_token_pattern(step) for step in steps]])
                else:
                    self._looked_up.add(label, [Doc(self._vocab, words=list(phrase)) for phrase in phrases])

    def find(self, text: str, values: Sequence[Value] = ()) -> list[Match]:
        """The matches in reading order, none overlapping another."""
        pieces = _tokens(text, values)
        if not pieces:
            return []
        norms = [norm for _, _, norm, _ in pieces]
        doc = Doc(self._vocab, words=norms)
        walked = () if self._needed.isdisjoint(norms) else self._walked(doc)
        found = [
            Match(
                self._vocab.strings[key],
                pieces[first][0],
                pieces[last - 1][1],
                tuple(index for _, _, _, index in pieces[first:last] if index >= 0),
            )
            for key, first, last in (*self._looked_up(doc), *walked)
        ]
        return self._longest(found)

    def _longest(self, found: Iterable[Match]) -> list[Match]:
        kept: list[Match] = []
        for match in sorted(set(found), key=lambda m: (m.start - m.end, m.start, self._order[m.label])):
            if all(match.end <= other.start or match.start >= other.end for other in kept):
                kept.append(match)
        return sorted(kept, key=lambda m: m.start)


@functools.cache
def word_list(name: str) -> dict[str, Any]:
    """The parsed word list `patterns/<name>.yaml`."""
    loaded: dict[str, Any] = yaml.safe_load((_PATTERNS / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


@functools.cache
def rules(name: str) -> Rules:
    """The compiled `patterns` of a word list."""
    listed = word_list(name)
    return Rules(listed["patterns"], listed.get("words"))


@functools.cache
def _vocabulary() -> Vocab:
    return spacy.blank("en").vocab


def _norm(word: str) -> str:
    return _APOSTROPHE.sub("", word.lower())


def _tokens(text: str, values: Sequence[Value]) -> list[tuple[int, int, str, int]]:
    """(start, end, norm, index of the value or -1) in order, the values as one token each."""
    words = _words(text)
    if not values:
        return list(words)
    covered = [(v.start, v.end) for v in values]
    free = [w for w in words if not any(start < w[1] and w[0] < end for start, end in covered)]
    return sorted([*free, *((v.start, v.end, v.label, index) for index, v in enumerate(values))])


@functools.lru_cache(maxsize=64)
def _words(text: str) -> tuple[tuple[int, int, str, int], ...]:
    """The words of a text; several word lists read the same text one after the other."""
    return tuple((found.start(), found.end(), _norm(found.group()), -1) for found in _TOKEN.finditer(text))


class _Step(NamedTuple):
    """One place of a pattern: any of `options`, or up to `gap` words of any kind."""

    options: tuple[str, ...]
    optional: bool = False
    gap: int = 0


def _steps(part: str, words: Mapping[str, str]) -> Iterator[_Step]:
    if part.startswith("~"):
        yield _Step((), gap=int(part[1:]))
        return
    optional = part.endswith("?") and len(part) > 1
    part = part.removesuffix("?") if optional else part
    options = words[part[1:]].split() if part.startswith("$") else part.split("|")
    if len(options) == 1 and not options[0].isupper():
        yield from (_Step((_norm(word),), optional) for word in _TOKEN.findall(options[0]))
    else:
        yield _Step(tuple(o if o.isupper() else _norm(o) for o in options), optional)


def _phrases(steps: Sequence[_Step]) -> list[tuple[str, ...]] | None:
    """All the phrases that a line stands for; None where it has gaps or stands for too many."""
    if any(step.gap for step in steps) or math.prod(len(s.options) + s.optional for s in steps) > MAX_PHRASES:
        return None
    choices = [[*((o,) for o in step.options), *([()] if step.optional else [])] for step in steps]
    return [phrase for parts in itertools.product(*choices) if (phrase := tuple(itertools.chain(*parts)))]


def _token_pattern(step: _Step) -> dict[str, Any]:
    if step.gap:
        return {"IS_ALPHA": True, "OP": f"{{0,{step.gap}}}"}
    pattern: dict[str, Any] = {"ORTH": {"IN": list(step.options)} if len(step.options) > 1 else step.options[0]}
    return pattern | ({"OP": "?"} if step.optional else {})
