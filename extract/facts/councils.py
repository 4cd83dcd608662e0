"""Which council a document is about: names as printed, looked up in the register of English councils.

The register (`models/councils.csv`) holds GSS code, local-authority code, name, region, type and statistical
neighbours. A council that is not in it keeps its printed name and has no code.
"""

from __future__ import annotations

import csv
import functools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz, process

from extract.document import Frozen
from extract.facts.rules import word_list

REGISTER = Path(__file__).parents[2] / "models" / "councils.csv"
NEAR = 87.0  # similarity (0 to 100) from which a misread name counts: one letter in eight
APART = 5.0  # by how much the next best must be less similar
NEAR_LENGTH = 7  # a shorter name that differs in a letter is another name
MENTIONED = 2  # how often a text names a council that neither title nor address names
BODY = 40_000  # characters of the text in which mentions are counted

_WORD = r"(?:[A-Z][\w'\u2019-]*\.?|&)"
_LINK = r"(?:and|of|upon|on|the|with|under|by|le)"
_NAME = rf"{_WORD}(?:,?\s+(?:{_LINK}\s+){{0,2}}{_WORD}){{0,7}}"
_TYPE = r"(?i:county|city|borough|district|metropolitan|unitary|authority)"
_STYLED = re.compile(
    rf"\b(?:(?i:london borough|royal borough|metropolitan borough|city and county|city|borough|county|council)"
    rf"\s+(?i:of)\s+(?:(?i:the)\s+)?{_NAME}(?:\s+(?i:council|corporation)\b)?"
    rf"|{_NAME}(?:\s+{_TYPE}){{0,3}}\s+(?:(?i:council)\b|MBC\b|MDC\b|LBC\b))"
)
_ADDRESSEE = re.compile(
    r"^\s*to\s*:\s*(?:name\b\s*:?\s*)?(?P<name>.+?)\s*"
    r"(?:(?P<defined>\(?[\u201c\u2018\"'(]+the (?:council|authority)\b)|\baddress\b|\||;|$)",
    re.IGNORECASE,
)
_SUBJECTS = (
    re.compile(
        rf"(?i:\b(?:inspection|visits?|review|re-?inspection)\s+(?:of|to|at))\s+(?:(?i:the)\s+)?"
        rf"(?P<name>{_NAME}(?:\s+{_TYPE})*(?:\s+(?i:council))?)(?:['\u2019]s?)?"
        r"\s+(?i:local authority|children|safeguarding)"
    ),
    re.compile(
        rf"^\W*(?P<name>{_WORD}(?:,?\s+(?:{_LINK}\s+){{0,2}}{_WORD}){{0,7}}?)(?:['\u2019]s?)?\s+"
        r"(?i:children|safeguarding|social care|improvement|progress)\b"
    ),
)


class Council(Frozen):
    """A council; `full` is its name as printed, `neighbours` are the GSS codes of its ten statistical neighbours."""

    name: str
    full: str
    gss: str | None = None
    region: str | None = None
    type: str | None = None
    la_code: str | None = None
    neighbours: tuple[str, ...] = ()


def by_name(name: str) -> Council | None:
    """The council of the register that the name means, short or in full, in any case; None where there is none."""
    return _known(name)


def council_of(head: str, body: str = "") -> Council | None:
    """The council that a document is about.

    `head`: the lines of its title and address, in order; `body`: its text, asked where the head names no council of
    the register. A council outside the register is known by its address, its style ("Fairhaven Borough Council") or
    the title alone, in this order.
    """
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    for find in (_addressed, _titled, _mentioned):
        found = next((council for line in lines if (council := find(line))), None)
        if found:
            return found
    return _most_named(body[:BODY]) or next((council for line in lines if (council := _unknown_subject(line))), None)


@functools.cache
def register() -> tuple[Council, ...]:
    """All councils of the register, in its order."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return tuple(
            Council(
                name=_spoken(row["name"]), full=_spoken(row["name"]), gss=row["gss"], region=row["region"] or None,
                type=row["type"] or None, la_code=row["la_code"] or None,
                neighbours=tuple(row["statistical_neighbours"].split()),
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


def _spoken(name: str) -> str:
    """The name as it is said: "Bristol, City of" is Bristol."""
    return re.sub(r",\s*City of$", "", name).replace(" Upon ", " upon ")


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", name.casefold().replace("&", " and ")).strip()


@functools.cache
def _by_key() -> dict[str, Council]:
    """The register by normalised name; short forms ("Newcastle", "Southend") give way to names."""
    keys = {_key(council.name): council for council in register()}
    for council in register():
        keys.setdefault(re.sub(r" (?:borough|city|county)$", "", _key(council.name)), council)
        short = re.match(r"(\w+)[ -](?:upon|on)[ -]", council.name)
        if short:
            keys.setdefault(_key(short[1]), council)
    for printed, name in word_list("councils")["short_forms"].items():
        keys.setdefault(_key(printed), keys[_key(name)])
    return keys


def _known(printed: str) -> Council | None:
    """The register's council of a printed name, with or without its style, or misread in a letter."""
    keys = _by_key()
    bare = key = _key(printed)
    for key in _bared(bare):
        if key in keys:
            return keys[key].model_copy(update={"full": _cased(printed)})
        bare = key
    if len(bare) < NEAR_LENGTH:
        return None
    same_initial = [known for known in keys if known[0] == bare[0]]
    near = process.extract(bare, same_initial, scorer=fuzz.ratio, score_cutoff=NEAR, limit=2)
    if not near or (len(near) == 2 and near[0][1] - near[1][1] < APART):
        return None  # unlike all, or as like to two: Hertfordshire and Herefordshire differ in a letter
    return keys[near[0][0]].model_copy(update={"full": _cased(printed)})


@functools.cache
def _styles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A word of a council's style at the end, and at the beginning of its name."""
    lists = word_list("councils")
    before, after = ("|".join(sorted(lists[name], key=len, reverse=True)) for name in ("before", "after"))
    return re.compile(rf"\s+(?:{after})$", re.IGNORECASE), re.compile(rf"^(?:{before})\s+", re.IGNORECASE)


def _bared(name: str) -> Iterator[str]:
    """The name, then without one word of style after another, as long as something is left."""
    yield name
    while True:
        shorter = next((cut for style in _styles() if (cut := style.sub("", name)) != name), None)
        if not shorter:
            return
        yield shorter
        name = shorter


def _cased(printed: str) -> str:
    """The name in capitals and small letters where it is printed all in capitals."""
    printed = " ".join(printed.split()).strip(" ,;:.")
    if not printed.isupper() or len(printed) <= 4:
        return printed
    return re.sub(r"\b(And|Of|Upon|On|The|With)\b(?!^)", lambda m: m[0].lower(), printed.title())


def _named(printed: str) -> Council | None:
    """The council of a printed name with its style: the register's, or one outside it."""
    words = printed.split()
    strangers = word_list("councils")["strangers"]
    while words:
        found = _known(" ".join(words))
        if found:
            return found
        if words[0].casefold().strip(",.:") not in strangers:
            break
        words = words[1:]
    return _outside(" ".join(words))


def _outside(printed: str) -> Council | None:
    """A council that is not in the register, by its printed name."""
    if not printed or any(re.search(p, printed, re.IGNORECASE) for p in word_list("councils")["no_councils"]):
        return None
    *_, name = _bared(printed)
    if all(word.casefold() in word_list("councils")["strangers"] for word in name.split()):
        return None
    return Council(name=_cased(name), full=_cased(printed))


def _addressed(line: str) -> Council | None:
    """The council that a notice is addressed to ("To: ...")."""
    found = _ADDRESSEE.match(line)
    if not found:
        return None
    styled = _styled(found["name"])
    if styled:
        return styled
    first = re.split(r"[,(]", found["name"])[0]
    return _known(first) or (_outside(first) if found["defined"] else None)


def _titled(line: str) -> Council | None:
    """The council that a title names in its style, or the register's council that it is about."""
    styled = _styled(line)
    if styled:
        return styled
    subjects = (pattern.search(line) for pattern in _SUBJECTS)
    return next((council for found in subjects if found and (council := _known(found["name"]))), None)


def _styled(line: str) -> Council | None:
    return next((council for found in _STYLED.finditer(line) if (council := _named(found[0]))), None)


def _unknown_subject(line: str) -> Council | None:
    """A council outside the register that a title is about without its style."""
    found = next((found for pattern in _SUBJECTS if (found := pattern.search(line))), None)
    return _outside(found["name"]) if found else None


@functools.cache
def _names() -> re.Pattern[str]:
    """Any name of the register, the longer before the shorter."""
    words = {_key(word) for word in word_list("councils")["words"]}
    forms = sorted((c.name for c in register() if _key(c.name) not in words), key=len, reverse=True)
    cased = [_spaced(form) for name in forms for form in (name, name.upper())]
    return re.compile(rf"\b(?:{'|'.join(cased)})\b")


def _spaced(name: str) -> str:
    """A pattern for the name with any space or hyphen between its words, "and" or "&", with or without full stops."""
    words = [re.escape(word).replace(r"\.", r"\.?") for word in re.split(r"[ -]", name)]
    return r"[\s-]+".join(f"(?:{word}|&)" if word.casefold() == "and" else word for word in words)


def _mentioned(line: str) -> Council | None:
    found = _names().search(line)
    return _known(found[0]) if found else None


def _most_named(body: str) -> Council | None:
    """The council that the text names most often, in its style or by its bare name."""
    named: Counter[str] = Counter()
    councils: dict[str, Council] = {}
    for found in (*_STYLED.finditer(body), *_names().finditer(body)):
        council = _named(found[0])
        if council:
            named[council.name] += 1
            councils.setdefault(council.name, council)
    for name, count in named.most_common(1):
        return councils[name] if count >= MENTIONED else None
    return None
