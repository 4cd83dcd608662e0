"""The elements of a clause, and which of them the actions of a plan show: met, missing, or nobody can tell.

Objects and actions are looked for by their words (glossary-expanded stems, weighed by their rarity in the sector) and
by closeness in meaning to the parts of an action; who, when and what evidence by the facts of both sides. The
thresholds were chosen on the sample plans alone (docs/matching.md, "Elements").
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from compare import encoder, terms
from compare.elements_asked import Asked, asked
from compare.elements_facts import Verdict, of_actor, of_deadline, of_evidence
from compare.elements_said import Answer, Said, answers, printed
from compare.encoder import Vectors
from compare.glossary import expand
from compare.results import ActionField, Element, ElementStatus, Meeting, Status
from extract.language import parse_all
from extract.schema import Action, Clause

SHARED, CLOSE = 0.5, 0.5
"""An action meets an element from this portion of its weight in words, or from this cosine."""
HALF_SHARED, HALF_CLOSE = 0.3, 0.35
"""Together these are enough too."""
FAR = 0.2
"""Cosine below which an action that shares no word of an element plainly does not speak of it."""
LEAST_STEMS = 3
"""Words of an element from which its absence can be told; "agreed standards" alone stand for too many things."""
MOST_OPEN = 4
"""Elements that may be open where a clause is still answered in full (`whole`)."""
LONGEST_QUOTE = 80
"""Characters of an element or an action that a sentence quotes."""

_OF_STATUS: Mapping[Status, tuple[ElementStatus, str]] = {
    "covered": ("met", "the sub-clause is covered"),
    "partial": ("unclear", "the sub-clause is answered in part"),
    "gap": ("missing", "no action answers the sub-clause"),
    "unclear": ("unclear", "nobody could tell whether the sub-clause is answered"),
}


class _Wanted(NamedTuple):
    """An element as asked, the weights of its stems, and the vector of its words (None without an encoder)."""

    asked: Asked
    words: str
    weights: Mapping[str, float]
    vector: Vectors | None


class Elements:
    """What the clauses ask for and what the actions say of it; every text is read and encoded once."""

    def __init__(self, clauses: Sequence[Clause], actions: Sequence[Action]) -> None:
        parsed = parse_all(clause.text for clause in clauses)
        split = [(clause, asked(clause, doc)) for clause, doc in zip(clauses, parsed, strict=True)]
        texts = [expand(clause.text[one.start : one.end]) for clause, found in split for one in found]
        vectors = encoder.encode(texts) if texts else None
        rows = iter(range(len(texts)))
        self._wanted = {
            clause.id: [_wanted(clause, one, None if vectors is None else vectors[next(rows)]) for one in found]
            for clause, found in split
        }
        self._answers = {answer.action.id: answer for answer in answers(actions)}

    def shown_by(self, clause: str, actions: Sequence[str]) -> tuple[Element, ...]:
        """The elements of the clause, judged over all these actions together; none of them met without actions."""
        told = [self._answers[action] for action in actions]
        return tuple(
            _element(wanted, [(answer, _verdict(wanted, answer)) for answer in told]) for wanted in self._wanted[clause]
        )

    def of(
        self, clause: Clause, actions: Sequence[str], status: Status, below: Sequence[tuple[Clause, Status]] = ()
    ) -> tuple[Element, ...]:
        """The elements of a clause of this status, and after them its sub-clauses with theirs.

        Where no action answers it, all are missing from a gap, and unclear where the tool could not tell.
        """
        if actions:
            own = self.shown_by(clause.id, actions)
        elif status == "gap":
            own = tuple(_made(wanted, "missing", "no action answers the clause") for wanted in self._wanted[clause.id])
        else:
            own = tuple(_made(wanted, "unclear", "no action was decided for") for wanted in self._wanted[clause.id])
        return (*own, *(_sub_clause(child, told) for child, told in below))


def whole(elements: Sequence[Element]) -> bool:
    """Whether elements let a clause count as answered in full: few are open, and no report or evidence is missing.

    When it is due is another question, which the flags answer. Few, as terse plans rarely say everything.
    """
    asked_for = [one for one in elements if one.kind != "deadline"]
    opened = [one for one in asked_for if one.status != "met"]
    return len(opened) <= MOST_OPEN and not any(one.kind == "evidence" and one.status == "missing" for one in opened)


def _sub_clause(clause: Clause, status: Status) -> Element:
    told, why = _OF_STATUS[status]
    return Element(
        kind="sub_clause", words=clause.text, start=0, end=len(clause.text), clause=clause.id, status=told, why=why
    )


def _wanted(clause: Clause, one: Asked, vector: Vectors | None) -> _Wanted:
    words = clause.text[one.start : one.end]
    common = terms.background()["stems"]
    weights = {stem: common.idf(stem) ** 2 for stem in terms.stems(words) if not stem.isdigit()}
    return _Wanted(one, words, weights, vector)


def _element(wanted: _Wanted, told: Sequence[tuple[Answer, Verdict]]) -> Element:
    """One judgement of several actions: met by any, missing where all lack it, otherwise unclear."""
    told = sorted(told, key=lambda one: -one[1].nearness)
    met = [(answer, verdict) for answer, verdict in told if verdict.status == "met"]
    others = [verdict for _, verdict in told if verdict.status != "met"]
    late = [verdict for verdict in others if wanted.asked.kind == "deadline" and verdict.status == "missing"]
    if met and late:
        return _made(wanted, "unclear", f"{met[0][1].why}; but another: {late[0].why}", met)
    if met:
        return _made(wanted, "met", met[0][1].why, met)
    unclear = next((verdict for verdict in others if verdict.status == "unclear"), None)
    return _made(wanted, "unclear" if unclear else "missing", (unclear or others[0]).why)


def _made(wanted: _Wanted, status: ElementStatus, why: str, met: Sequence[tuple[Answer, Verdict]] = ()) -> Element:
    one = wanted.asked
    return Element(
        kind=one.kind,
        words=wanted.words,
        start=one.start,
        end=one.end,
        status=status,
        met_by=tuple(_meeting(answer.action, verdict) for answer, verdict in met if verdict.place),
        why=why,
    )


def _meeting(action: Action, verdict: Verdict) -> Meeting:
    assert verdict.place is not None
    field, start, end = verdict.place
    return Meeting(action=action.id, field=field, start=start, end=end, words=printed(action, field)[start:end])


def _verdict(wanted: _Wanted, answer: Answer) -> Verdict:
    """Whether one action meets an element."""
    one = wanted.asked
    if one.kind == "actor":
        return of_actor(one, answer.action)
    if one.deadline is not None:
        return of_deadline(one.deadline, answer.action)
    if one.kind == "evidence" and one.about:
        return of_evidence(one, answer.action)
    return _by_words(wanted, answer)


def _by_words(wanted: _Wanted, answer: Answer) -> Verdict:
    """Whether an action says an element in its words or comes near enough in meaning."""
    quoted = _quote(wanted.words)
    if not answer.said:
        return Verdict("unclear", "the action has no words")
    total = sum(wanted.weights.values())
    shared = sum(weight for stem, weight in wanted.weights.items() if stem in answer.stems) / total if total else 0.0
    near = None if wanted.vector is None or answer.vectors is None else answer.vectors @ wanted.vector
    cosine = 0.0 if near is None else float(near.max())
    if shared >= SHARED or (shared >= HALF_SHARED and cosine >= HALF_CLOSE):
        start, end, field = _window(wanted, answer)
        said = _quote(printed(answer.action, field)[start:end])
        return Verdict("met", f"says '{said}'", (field, start, end), max(shared, cosine))
    nearest = answer.said[0 if near is None else int(near.argmax())]
    words = printed(answer.action, nearest.field)[nearest.start : nearest.end]
    if cosine >= CLOSE:
        place = (nearest.field, nearest.start, nearest.end)
        return Verdict("met", f"close in meaning: '{_quote(words)}'", place, cosine)
    if near is not None and shared == 0 and cosine < FAR and len(wanted.weights) >= LEAST_STEMS:
        return Verdict("missing", f"nothing on '{quoted}'")
    return Verdict("unclear", f"nothing plain on '{quoted}'; the nearest is '{_quote(words)}'", nearness=cosine)


def _window(wanted: _Wanted, answer: Answer) -> tuple[int, int, ActionField]:
    """Where the action says most of an element: from the first to the last shared word of its best part."""

    def weight(said: Said) -> tuple[float, int]:
        return sum(wanted.weights.get(stem, 0.0) for stem in {word.stem for word in said.stems}), -len(said.stems)

    best = max(answer.said, key=weight)
    own = [word for word in best.stems if word.stem in wanted.weights]
    return own[0].start, own[-1].end, best.field


def _quote(words: str) -> str:
    return textwrap.shorten(words, LONGEST_QUOTE, placeholder=" …")
