"""Token rules: the short pattern language of the word lists beside this room, matched by spaCy's Matcher.

A pattern is a line of words: `word` (any case, apostrophes ignored), `one|other`, `word?` (may be missing), `$name`
(alternatives listed under `words`, also `$name?`), `~3` (up to three words of any kind) and, in capitals, the label of
a value that the caller found in the text (`by DAY`). Of overlapping matches the longest counts, then the earlier.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import spacy
import yaml
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

_TOKEN = re.compile(r"[^\W_]+(?:['\u2018\u2019][^\W_]+)*|[^\w\s]|_")
_PATTERNS = Path(__file__).with_name("patterns")


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
        self._matcher = Matcher(self._vocab)
        self._order = {label: rank for rank, label in enumerate(patterns)}
        for label, lines in patterns.items():
            self._matcher.add(label, [_compiled(line, words or {}) for line in lines])

    def find(self, text: str, values: Sequence[Value] = ()) -> list[Match]:
        """The matches in reading order, none overlapping another."""
        pieces = sorted([*_tokens(text, values)])
        if not pieces:
            return []
        doc = Doc(self._vocab, words=[text[start:end] for start, end, _, _ in pieces])
        for token, (_, _, norm, _) in zip(doc, pieces, strict=True):
            token.norm_ = norm
        found = [
            Match(
                self._vocab.strings[key],
                pieces[first][0],
                pieces[last - 1][1],
                tuple(index for _, _, _, index in pieces[first:last] if index >= 0),
            )
            for key, first, last in self._matcher(doc)
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
    return re.sub("['\u2018\u2019](?=.)", "", word.lower())


def _tokens(text: str, values: Sequence[Value]) -> Iterable[tuple[int, int, str, int]]:
    """(start, end, norm, index of the value or -1), the values as one token each."""
    covered = sorted((v.start, v.end) for v in values)
    for index, value in enumerate(values):
        yield value.start, value.end, value.label, index
    for found in _TOKEN.finditer(text):
        if not any(start < found.end() and found.start() < end for start, end in covered):
            yield found.start(), found.end(), _norm(found.group()), -1


def _compiled(line: str, words: Mapping[str, str]) -> list[dict[str, Any]]:
    return [token for part in line.split() for token in _token_pattern(part, words)]


def _token_pattern(part: str, words: Mapping[str, str]) -> list[dict[str, Any]]:
    if part.startswith("~"):
        return [{"IS_ALPHA": True, "OP": f"{{0,{part[1:]}}}"}]
    optional = {"OP": "?"} if part.endswith("?") and len(part) > 1 else {}
    part = part.removesuffix("?") if optional else part
    options = words[part[1:]].split() if part.startswith("$") else part.split("|")
    if len(options) > 1 or optional:
        return [{"NORM": {"IN": [o if o.isupper() else _norm(o) for o in options]}, **optional}]
    if options[0].isupper():
        return [{"NORM": options[0]}]
    return [{"NORM": _norm(word)} for word in _TOKEN.findall(options[0])]
