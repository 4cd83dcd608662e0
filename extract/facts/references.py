"""The guidance and the Acts that a clause names, as printed and by ids: `working_together`, `children_act_2004_s11`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extract.facts.rules import Match, rules, word_list
from extract.schema import Reference

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
# The year of an edition behind a title: "(2013)", ", HM Government, 2015", "2012".
_EDITION = re.compile(
    r"[\s,(:\u2013-]*(?:HM\s+Government|DfE|Department\s+for\s+Education|revised|March|April|July|December)?[\s,]*(?P<year>(?:19|20)[0-9]{2})(?![0-9/])"
)
_LINK = re.compile(r"https?://\S+|www\.\S+")
NO_TERMS: Mapping[str, str] = {}
# A section of the document itself, or of another one.
_OF_DOCUMENT = re.compile(r"\s*(?:of|in|to)\s+(?:this|the|that|its|our|your)\b")


def references(text: str, notes: Sequence[str] = (), terms: Mapping[str, str] = NO_TERMS) -> tuple[Reference, ...]:
    """What the text names, in reading order, each once; footnotes (`notes`) count as text behind the clause.

    An Act whose section is named stands with the section only. Sections 17, 20, 31, 47 (Children Act 1989), 11
    (2004) and 497A (Education Act 1996) are known without their Act, as the sector cites them; as the name of a process
    ("section 47 enquiries") they refer to nothing. `terms` are the document's own short names for Acts, in small
    letters: {"1996 act": "Education Act 1996"}.
    """
    found: list[tuple[int, int, Reference]] = []
    for part, passage in enumerate((text, *notes)):
        link = _LINK.search(passage) if part else None
        for match in rules("references").find(passage):
            if _is_name(passage, match):
                found.append((part, match.start, _guidance(passage, match, link)))
        found += [(part, place, reference) for place, reference in _acts(passage, terms)]
    named: dict[str, Reference] = {}
    for _, _, reference in sorted(found, key=lambda one: one[:2]):
        named.setdefault(reference.id, reference)
    return tuple(one for one in named.values() if not any(other.startswith(f"{one.id}_s") for other in named))


def _guidance(text: str, match: Match, link: re.Match[str] | None) -> Reference:
    """Guidance or a framework, with the year that is printed behind its title."""
    edition = _EDITION.match(text, match.end)
    return Reference(
        id=match.label,
        text=text[match.start : match.end],
        edition=int(edition["year"]) if edition else None,
        url=link[0].rstrip(".,;)") if link else None,
    )


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


class _Act(NamedTuple):
    """`text[start:end]` names an Act; `name` is its id, `dated` whether its year is known."""

    start: int
    end: int
    name: str
    dated: bool


def _named_acts(text: str, terms: Mapping[str, str]) -> list[_Act]:
    """The Acts of a text by their titles, and by what the document calls them for short."""
    acts = [_Act(m.start(), m.end(), _named(m["title"], m["year"]), bool(m["year"])) for m in _ACT.finditer(text)]
    for term, title in terms.items():
        whole = _ACT.search(title) if "act" in term.split() else None
        for found in re.finditer(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE) if whole else ():
            if whole and not any(act.start < found.end() and found.start() < act.end for act in acts):
                acts.append(_Act(found.start(), found.end(), _named(whole["title"], whole["year"]), True))
    return sorted(acts)


def _acts(text: str, terms: Mapping[str, str]) -> Iterator[tuple[int, Reference]]:
    """Acts with their sections, and sections that need no Act."""
    sections = list(_SECTION.finditer(text))
    used: set[int] = set()
    for act in _named_acts(text, terms):
        cited = [index for index, section in enumerate(sections) if _joined(text, section, act)]
        used |= set(cited)
        for index in cited:
            for number in _numbers(sections[index]["numbers"]):
                provision = _provision(sections[index]["numbers"], number)
                reference = Reference(id=f"{act.name}_s{number}", text=text[act.start : act.end], provision=provision)
                yield act.start, reference
        if not cited and act.dated:
            yield act.start, Reference(id=act.name, text=text[act.start : act.end])
    known: dict[str, str] = word_list("references")["bare_sections"]
    for index, section in enumerate(sections):
        following = _NEXT_WORD.match(text, section.end())
        process = following is not None and following["word"].lower() in word_list("references")["processes"]
        if index not in used and not process and not _OF_DOCUMENT.match(text, section.end()):
            for number in _numbers(section["numbers"]):
                if number in known:
                    provision = _provision(section["numbers"], number)
                    yield section.start(), Reference(id=known[number], text=section[0], provision=provision)


def _provision(printed: str, number: str) -> str:
    """The section with its subsections as printed: "497A(4B)"."""
    found = re.search(
        rf"(?<![0-9A-Za-z]){re.escape(number)}(?![0-9A-Za-z])(?:\s*\([0-9A-Za-z]{{1,3}}\))*", printed, re.IGNORECASE
    )
    return re.sub(r"\s+", "", found[0]) if found else number.upper()


def _joined(text: str, section: re.Match[str], act: _Act) -> bool:
    if section.end() <= act.start:
        return bool(_TO_ACT.fullmatch(text, section.end(), act.start))
    return section.start() >= act.end and bool(_FROM_ACT.fullmatch(text, act.end, section.start()))


def _numbers(printed: str) -> list[str]:
    """The sections without their subsections: "17, 20(1) and 47" -> 17, 20, 47."""
    bare = re.sub(r"\([^)]*\)", "", printed)
    return [number.lower() for number in re.findall(r"[0-9]{1,3}[A-Za-z]{0,2}", bare)]


@functools.lru_cache(maxsize=256)
def _named(title: str, year: str | None) -> str:
    plain = re.sub(r"['\u2019]", "", _OPENING.sub("", title)).lower()
    return re.sub(r"[^a-z0-9]+", "_", f"{plain} {year or ''}").strip("_")
