"""Sector abbreviations written out, so that "IRO" and "independent reviewing officer" are the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from extract.errors import ClausemapError

PATH = Path(__file__).resolve().parents[1] / "models" / "glossary.yaml"


class Abbreviation(NamedTuple):
    """An abbreviation, its words, and the years in which the name was in use; None for no beginning or no end."""

    short: str
    words: str
    since: int | None = None
    until: int | None = None


@cache
def entries(path: Path = PATH) -> dict[str, Abbreviation]:
    """All abbreviations by their capitals, read once; ClausemapError where the file is missing or broken."""
    try:
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
        years = held.get("in_use", {})
        return {
            str(short): Abbreviation(str(short), str(words), *years.get(short, (None, None)))
            for short, words in held["abbreviations"].items()
        }
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError) as why:
        raise ClausemapError(f"The glossary {path.name} cannot be read ({why!r}); restore the file.") from why


@cache
def abbreviations(path: Path = PATH) -> dict[str, str]:
    """Abbreviation to words; ClausemapError where the file is missing or broken."""
    return {short: entry.words for short, entry in entries(path).items()}


def used_in(text: str) -> tuple[Abbreviation, ...]:
    """The abbreviations of a text in reading order, each once."""
    return tuple(dict.fromkeys(entries()[found[1]] for found in _pattern().finditer(text)))


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(abbreviations(), key=lambda short: (-len(short), short))
    # A council's own board or partnership carries the place's initials in front: "XYSCB", "XYSCP".
    place = r"(?:[A-Z]{1,4}(?=SC[BP]s?\b))??"
    return re.compile(rf"\b{place}({'|'.join(map(re.escape, longest_first))})(?:s|['’]s|s['’])?(?!\w)")


def expand(text: str) -> str:
    """The text with its abbreviations written out; a plural or possessive ending goes with the abbreviation.

    An abbreviation in brackets behind its own words, as in "public law outline (PLO)", is left out instead of being
    counted twice. A text all in capitals is left alone: its words cannot be told from abbreviations.
    """
    return "".join(words for words, _, _ in written_out(text))


def written_out(text: str) -> Iterator[tuple[str, int, int]]:
    """The runs that `expand` joins, each with the offsets of what is printed there."""
    known, lower, done = abbreviations(), text.casefold(), 0
    shouted = text.isupper() and len(text.split()) > 3
    for match in () if shouted else _pattern().finditer(text):
        words, (start, end) = known[match[1]], match.span()
        if text[start - 1 : start] == "(" and text[end : end + 1] == ")" and words.casefold() in lower:
            words, start, end = "", start - 1, end + 1
        yield text[done:start], done, start
        yield words, start, end
        done = end
    yield text[done:], done, len(text)
