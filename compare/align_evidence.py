"""What speaks for two clauses of different documents besides their texts as they stand.

A clause that opens a list says little without the list, and one that says all at once says too much: both are
compared as wholes, the list rolled up, and passage by passage.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from compare.features import Evidence, Matrix
from compare.passages import Passage, sentences
from compare.similarity import similarity
from extract.schema import Clause

BOARD = frozenset({"governance", "reporting"})
"""Kinds between which readers draw the line in different places."""
LONGEST_QUOTE = 60
"""Characters of a passage that a reason quotes."""


def rolled_up(ours: Sequence[Clause], theirs: Sequence[Clause], alone: Matrix, weight: float) -> Evidence:
    """What the clauses below add, `weight` times in CSLS(H), where either clause has some; `alone`: without them."""
    rows, columns = _with_list(ours), _with_list(theirs)
    opens = np.array([text != clause.text for text, clause in zip(rows, ours, strict=True)])[:, None]
    opened = np.array([text != clause.text for text, clause in zip(columns, theirs, strict=True)])[None, :]
    added = similarity(rows, columns).csls.astype(float) - alone
    return Evidence("list", weight * np.where(opens | opened, added, 0.0))


def best_passage(ours: Sequence[Clause], theirs: Sequence[Clause], alone: Matrix, weight: float) -> Evidence:
    """By how much the closest passages of two clauses are closer than the clauses, `weight` times in CSLS(H).

    A passage is compared with passages and with whole clauses; `alone` is CSLS(H) of the whole clauses.
    """
    rows, columns = _Passages(ours), _Passages(theirs)
    csls = similarity(rows.texts, columns.texts).csls.astype(float)
    best = rows.largest(columns.largest(csls.T).T)
    closer = np.maximum(best - alone, 0.0)

    def about(row: int, column: int) -> str:
        own, other = rows.of(row), columns.of(column)
        i, j = np.unravel_index(int(csls[np.ix_(own, other)].argmax()), (len(own), len(other)))
        return f"{quoted(rows.texts[own[i]])} and {quoted(columns.texts[other[j]])}"

    return Evidence("passage", weight * closer, about)


def other_kind(ours: Sequence[Clause], theirs: Sequence[Clause], weight: float) -> Evidence:
    """`weight` less where the clauses are of different kinds; governance and reporting count as one."""
    rows, columns = (np.array([_kind(clause) for clause in clauses]) for clauses in (ours, theirs))
    return Evidence("kind", -weight * (rows[:, None] != columns[None, :]).astype(float))


def other_holders(ours: Sequence[Clause], theirs: Sequence[Clause], weight: float) -> Evidence:
    """Up to `weight` less by the share of duty holders that only one of the clauses has."""
    shares = [[_unshared(set(a.duty_holders), set(b.duty_holders)) for b in theirs] for a in ours]
    return Evidence("holder", -weight * np.array(shares, dtype=float).reshape(len(ours), len(theirs)))


class _Passages:
    """The whole text of every clause, and each of its passages where there are several, with the clause's row."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.texts: list[str] = []
        owners: list[int] = []
        for row, clause in enumerate(clauses):
            cut = sentences(clause.text)
            for passage in (Passage(0, len(clause.text)), *(cut if len(cut) > 1 else ())):
                self.texts.append(passage.of(clause.text))
                owners.append(row)
        self.owners = np.array(owners, dtype=np.int64)
        self.count = len(clauses)

    def largest(self, values: Matrix) -> Matrix:
        """The largest row of each clause's passages: from passages x anything to clauses x anything."""
        out = np.full((self.count, values.shape[1]), -np.inf)
        np.maximum.at(out, self.owners, values)
        return out

    def of(self, row: int) -> npt.NDArray[np.int64]:
        """The places of a clause's passages."""
        return np.flatnonzero(self.owners == row)


def _with_list(clauses: Sequence[Clause]) -> list[str]:
    """The text of each clause with the texts of all clauses below it, in reading order."""
    below: Mapping[str | None, list[Clause]] = defaultdict(list)
    for clause in clauses:
        below[clause.parent].append(clause)

    def whole(clause: Clause) -> str:
        return " ".join([clause.text, *(whole(child) for child in below.get(clause.id, ()))])

    return [whole(clause) for clause in clauses]


def _kind(clause: Clause) -> str:
    return "board" if clause.kind in BOARD else clause.kind


def _unshared(ours: set[str], theirs: set[str]) -> float:
    return len(ours ^ theirs) / len(ours | theirs) if ours | theirs else 0.0


def quoted(text: str, file: str | None = None) -> str:
    """The beginning of a text in quotes, with the file that it stands in."""
    short = textwrap.shorten(text, LONGEST_QUOTE, placeholder=" \u2026")
    return f"'{short}' of {file}" if file else f"'{short}'"
