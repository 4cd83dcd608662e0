"""The guidance and the Acts that a clause names, as ids of one form: `working_together`, `children_act_2004_s11`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from extract.facts.rules import Match, rules, word_list

_CAPITAL = r"(?:[A-Z][\w'\u2019-]*|\([A-Z][\w ]*\))"
_TITLE = rf"{_CAPITAL}(?:,?\s+(?:(?:and|of|for|the|to|in)\s+)*{_CAPITAL})*"
_ACT = re.compile(rf"(?<!\w)(?P<title>{_TITLE}\s+Act)(?:\s+(?P<year>(?:18|19|20)[0-9]{{2}}))?(?!\w)")
_NUMBER = r"[0-9]{1,3}[A-Z]{0,2}(?![0-9A-Za-z/%])(?:\s*\([0-9A-Za-z]{1,3}\))*"
_SECTION = re.compile(
    rf"(?<![\w.])(?:[Ss]ections?\s*|[Ss][Ss]?\.\s*|[Ss](?=[0-9]))(?P<numbers>{_NUMBER}(?:(?:\s*,\s*|\s*(?:and|or|&|/)\s*)(?:s\.?\s*)?{_NUMBER})*)"
)
# What may stand between a section and its Act, either way round: "section 11 of the", "(s497A", "Act 2004 (section".
_TO_ACT = re.compile(r"[\s,()]*(?:(?:of|in|under)\s+)?(?:the\s+)?[\s,(]*")
_FROM_ACT = re.compile(r"[\s,(]*(?:under\s+)?[\s,(]*")
# Openings that the grammar of titles takes for part of the title.
_OPENING = re.compile(r"^(?:(?:[Tt]he|Under|In|Section|As|See|Part|Schedule|By|This|That|Both|Of)\s+)+")
_NEXT_WORD = re.compile(r"\s+(?P<word>[A-Za-z][\w-]*)")
# A section of the document itself, or of another one.
_OF_DOCUMENT = re.compile(r"\s*(?:of|in|to)\s+(?:this|the|that|its|our|your)\b")


def references(text: str, notes: Sequence[str] = ()) -> tuple[str, ...]:
    """The ids in reading order, each once; footnotes (`notes`) count as text behind the clause.

    An Act whose section is named stands with the section only. Sections 17, 20, 31, 47 (Children Act 1989), 11
    (2004) and 497A (Education Act 1996) are known without their Act, as the sector cites them; as the name of a process
    ("section 47 enquiries") they refer to nothing.
    """
    found: list[tuple[int, int, str]] = []
    for part, passage in enumerate((text, *notes)):
        found += [(part, m.start, m.label) for m in rules("references").find(passage) if _is_name(passage, m)]
        found += [(part, place, reference) for place, reference in _acts(passage)]
    ids = dict.fromkeys(reference for _, _, reference in sorted(found))
    return tuple(i for i in ids if not any(other.startswith(f"{i}_s") for other in ids))


def _is_name(text: str, match: Match) -> bool:
    """Whether the words are meant as a title: some titles are ordinary speech in small letters.

    "Working Together" is a title, "working together with schools" none, at the start of a sentence neither; a long
    title ("Working together to safeguard children") is one with a single capital.
    """
    if match.label not in word_list("references")["titles_with_capitals"]:
        return match.label != "ignored"
    printed = text[match.start : match.end].split()
    capitals = sum(word[0].isupper() for word in printed)
    return capitals > 1 or (capitals == 1 and len(printed) > 3) or (len(printed) == 1 and printed[0].isupper())


def _acts(text: str) -> Iterator[tuple[int, str]]:
    """Acts with their sections, and sections that need no Act."""
    acts = list(_ACT.finditer(text))
    sections = list(_SECTION.finditer(text))
    used: set[int] = set()
    for act in acts:
        name = _slug(act)
        numbers = []
        for index, section in enumerate(sections):
            if _joined(text, section, act):
                used.add(index)
                numbers += _numbers(section["numbers"])
        yield from ((act.start(), f"{name}_s{number}") for number in numbers)
        if not numbers and act["year"]:
            yield act.start(), name
    known: dict[str, str] = word_list("references")["bare_sections"]
    for index, section in enumerate(sections):
        following = _NEXT_WORD.match(text, section.end())
        process = following is not None and following["word"].lower() in word_list("references")["processes"]
        if index not in used and not process and not _OF_DOCUMENT.match(text, section.end()):
            yield from ((section.start(), known[n]) for n in _numbers(section["numbers"]) if n in known)


def _joined(text: str, section: re.Match[str], act: re.Match[str]) -> bool:
    if section.end() <= act.start():
        return bool(_TO_ACT.fullmatch(text, section.end(), act.start()))
    return section.start() >= act.end() and bool(_FROM_ACT.fullmatch(text, act.end(), section.start()))


def _numbers(printed: str) -> list[str]:
    """The sections without their subsections: "17, 20(1) and 47" -> 17, 20, 47."""
    bare = re.sub(r"\([^)]*\)", "", printed)
    return [number.lower() for number in re.findall(r"[0-9]{1,3}[A-Za-z]{0,2}", bare)]


@functools.lru_cache(maxsize=256)
def _named(title: str, year: str | None) -> str:
    plain = re.sub(r"['\u2019]", "", _OPENING.sub("", title)).lower()
    return re.sub(r"[^a-z0-9]+", "_", f"{plain} {year or ''}").strip("_")


def _slug(act: re.Match[str]) -> str:
    return _named(act["title"], act["year"])
