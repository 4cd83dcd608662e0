"""Which paragraphs or recommendations a text cites, and which an action of a plan says it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.kinds.patterns import Patterns

PATTERNS = Patterns.load("cites")
_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,2}){0,2}(?:\s?\.?\(?(?:[a-z](?![a-z])|[ivx]{1,4}(?![a-z]))\)?)?"
_ONE = re.compile(rf"(?<![\w./]){_NUMBER}(?![\w/])", re.IGNORECASE)
_RANGE = re.compile(r"(?<![\w.])([0-9]{1,3})\s*(?:[-–—]|to)\s*([0-9]{1,3})(?![\w.])")
_LIST = re.compile(rf"\(?{_NUMBER}(?:\s*(?:,|;|&|and|to|[-–—])\s*(?:{_NUMBER}))*", re.IGNORECASE)
_DATE_OR_SHARE = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|(?:19|20)[0-9]{2}|[0-9]+\s?%")
MAX_RANGE = 40
MAX_NUMBERS = 60
"""Characters up to which a cell holds numbers only; a longer one says the recommendation in words."""


def cites_of(cell: str, text: str) -> tuple[str, ...]:
    """Numbers, as "8.b" or "12", from the action's own column for them and from its words, without repeats."""
    found = list(_numbers(cell)) if len(cell) <= MAX_NUMBERS else list(_after_words(cell, leading=True))
    return tuple(dict.fromkeys([*found, *_after_words(text, leading=False)]))


def cited_in(text: str) -> tuple[str, ...]:
    """Numbers that stand behind "paragraph", "recommendation" and the like in a text, without repeats."""
    return tuple(dict.fromkeys(_after_words(text, leading=False)))


def _after_words(text: str, leading: bool) -> Iterator[str]:
    """Numbers behind "paragraph", "recommendation" and the like; with `leading` also the one the text begins with."""
    if leading:
        first = re.match(rf"\s*(?:[A-Z]{{1,3}})?({_NUMBER})[.):\s–-]", text)
        if first:
            yield _form(first[1])
    for pattern in PATTERNS.groups["citing"]:
        for word in pattern.finditer(text):
            numbers = _LIST.match(text, word.end())
            if numbers:
                yield from _numbers(numbers[0])


def _numbers(text: str) -> Iterator[str]:
    text = _DATE_OR_SHARE.sub(" ", re.sub(r"\b[A-Z]{1,3}(?=[0-9])", "", text))
    spread = _RANGE.sub(lambda m: _spread(int(m[1]), int(m[2])) or m[0], text)
    for number in _ONE.finditer(spread):
        yield _form(number[0])


def _spread(first: int, last: int) -> str:
    """The whole numbers of a range ("3-5"), "" where it is none."""
    return ", ".join(str(n) for n in range(first, last + 1)) if first < last <= first + MAX_RANGE else ""


def _form(number: str) -> str:
    """One form for all: "8(b)", "8 b." and "8b" are "8.b"."""
    parts = re.findall(r"[0-9]+|[a-z]+", number.casefold())
    return ".".join(parts)
