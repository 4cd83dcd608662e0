"""Sector abbreviations written out, so that "IRO" and "independent reviewing officer" are the same words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from extract.errors import ClausemapError

PATH = Path(__file__).resolve().parents[1] / "models" / "glossary.yaml"


@cache
def abbreviations(path: Path = PATH) -> dict[str, str]:
    """Abbreviation to words, read once from `path`; ClausemapError where the file is missing or broken."""
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))["abbreviations"]
        return {str(short): str(words) for short, words in entries.items()}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError) as why:
        raise ClausemapError(f"The glossary {path.name} cannot be read ({why!r}); restore the file.") from why


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
    if text.isupper() and len(text.split()) > 3:
        return text
    known, lower = abbreviations(), text.casefold()

    def written_out(match: re.Match[str]) -> str:
        words = known[match[1]]
        bracketed = text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")"
        return "" if bracketed and words.casefold() in lower else words

    return _pattern().sub(written_out, text).replace("()", "")
