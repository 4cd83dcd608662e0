"""List labels of recognised pages mended by their sequence: engines read "11." as "ll." and "c." as "C.".

A label is what follows the one before it at the same indent; only what looks like that label to an engine is mended.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from extract.layout.lines import Line

INDENT_SLACK = 6.0  # points by which the labels of one list may differ
LOOKS_LIKE = str.maketrans("lI|i!tOoQSsBZzCgq", "11111100055822c99")
_TOKEN = re.compile(r"^(?P<open>[(\[{]?)(?P<core>[A-Za-z0-9|!]{1,4}|\?)(?P<close>[.,:;)\]}]{1,2})$")
UNREAD = "?"
_ROMANS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def with_mended_labels(lines: Sequence[Line], pages: Collection[int]) -> list[Line]:
    """The lines, those of the given pages with the labels that their lists call for."""
    last: dict[int, str] = {}  # the label before, by indent
    mended: list[Line] = []
    candidates = {id(line): found for line in lines if line.page in pages and (found := _candidate(line))}
    for number, line in enumerate(lines):
        found = candidates.get(id(line))
        if found is None:
            mended.append(line)
            continue
        indent = next((x for x in last if abs(x - line.x0) <= INDENT_SLACK), round(line.x0))
        opening, core, closing = found
        following = _following(lines[number + 1 :], candidates, line.x0)
        label, sure = _label(core, last.get(indent), following)
        if label is None and core == UNREAD:
            mended.append(_relabelled(line, "•"))
            continue
        if label is None or (not sure and closing not in (".", ")")):
            mended.append(line)
            continue
        for deeper in [x for x in last if x > indent + INDENT_SLACK]:
            del last[deeper]
        last[indent] = label
        shown = f"{opening and '('}{label}{')' if opening or ')' in closing else '.'}"
        mended.append(_relabelled(line, shown) if sure else line)
    return mended


def _candidate(line: Line) -> tuple[str, str, str] | None:
    """The opening, the core and the closing sign of what may be the line's label."""
    found = _TOKEN.match(line.words[0].text) if len(line.words) > 1 else None
    return (found["open"], found["core"], found["close"]) if found else None


def _following(lines: Sequence[Line], candidates: dict[int, tuple[str, str, str]], x: float) -> str | None:
    """The core of the next candidate at the same indent."""
    return next((candidates[id(n)][1] for n in lines if id(n) in candidates and abs(n.x0 - x) <= INDENT_SLACK), None)


def _label(core: str, before: str | None, following: str | None) -> tuple[str | None, bool]:
    """What the core stands for, and whether its list says so: the next label, else a first one, else itself."""
    # A label may have been lost altogether, so the one after the next counts too, if less.
    nexts = [*_successors(before)] if before is not None else []
    for label in (*nexts, *(after for one in nexts for after in _successors(one))):
        if _alike(core, label):
            return label, True
    firsts = [first for first in ("1", "a", "i") if _alike(core, first)]
    for first in firsts:
        if following and any(_alike(following, label) and following != core for label in _successors(first)):
            return first, True
    plain = core.isdigit() or core in _ROMANS or (len(core) == 1 and core.islower())
    return (core if plain else None), False


def _successors(label: str) -> Iterator[str]:
    """The labels that may come next: 9 gives 10; h gives i; i gives ii and j."""
    if label.isdigit():
        yield str(int(label) + 1)
        return
    if label in _ROMANS[:-1]:
        yield _ROMANS[_ROMANS.index(label) + 1]
    if len(label) == 1 and "a" <= label < "z":
        yield chr(ord(label) + 1)


def _alike(core: str, label: str) -> bool:
    """True where an engine may read the label as the core, or has not read it: a blurred "c." is "ce." to it."""
    blurred = len(core) == 2 and core.isalpha() and label not in _ROMANS and core[0].casefold() == label
    same = core.translate(LOOKS_LIKE) == label.translate(LOOKS_LIKE)
    return core in (label, UNREAD) or core.casefold() == label or same or blurred


def _relabelled(line: Line, label: str) -> Line:
    return replace(line, words=[line.words[0]._replace(text=label), *line.words[1:]])
