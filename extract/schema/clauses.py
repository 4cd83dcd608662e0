"""A clause and what it says."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from extract.document import Frozen, PageBox

KindOfClause = Literal["general", "requirement", "governance", "reporting", "consequence"]
Duty = Literal[
    "council", "partners", "improvement_board", "board_chair", "lscb", "lscb_chair", "council_leader", "dfe",
    "secretary_of_state",
]  # fmt: skip
RoleOfTheme = Literal["primary", "unclear", "secondary"]
Modality = Literal["must", "should", "expected", "may"]


class ThemeScore(Frozen):
    """A theme of the taxonomy with its calibrated probability, and what it is to the text.

    `role`: the first theme is primary, or unclear where it is not sure enough to stand without a person's look; others
    are secondary where they are likely enough, else mere candidates (None, as is all that was stored before roles).
    """

    id: str
    score: float = Field(ge=0, le=1)
    role: RoleOfTheme | None = None


class Deadline(Frozen):
    """When something is due: a day, periods after the start of the notice, an interval, or relative to an event.

    `value`: an ISO day (date), ISO durations (after_start), one ISO duration (recurring, event) or None.
    `due`: the calendar days, once the start of the notice is known.
    """

    text: str
    kind: Literal["date", "after_start", "recurring", "event"]
    value: str | tuple[str, ...] | None = None
    anchor: str | None = None
    due: tuple[dt.date, ...] | None = None


class Obligation(Frozen):
    """A sentence of a clause that asks for something."""

    text: str
    duty_holders: tuple[Duty, ...]
    modality: Modality
    action: str
    recipients: tuple[Duty, ...] = ()
    baseline: str | None = None
    target: str | None = None
    """As printed: "from 54% to at least 85%" has the baseline 54% and the target 85%."""
    evidence: str | None = None
    """What is to show that it is done, as printed."""


class Reference(Frozen):
    """An Act, guidance or framework that a clause names: the words, and which part and edition of it they say."""

    id: str
    text: str
    provision: str | None = None
    """As printed: "497A(4B)"."""
    edition: int | None = None
    """The year that is printed with the title of guidance."""
    url: str | None = None
    """The link in the footnote that names it."""


class ClauseFlag(Frozen):
    """Something doubtful in a clause as it is written: the words, and why, in one sentence."""

    kind: Literal["impossible_date", "contradictory_interval", "undefined_duty_holder", "vague_words", "not_checkable"]
    words: str | None = None
    note: str


class Clause(Frozen):
    """One requirement as printed: a numbered paragraph, a list item, or a paragraph of its own."""

    id: str
    label: str | None = None
    number: str | None = None
    parent: str | None = None
    section: str | None = None
    title: str | None = None
    kind: KindOfClause
    text: str
    page: int | None = None
    paragraph: int | None = None
    """Which paragraph of the file it begins with, from 1, where the format has no pages (Word, HTML, text)."""
    boxes: tuple[PageBox, ...] = ()
    themes: tuple[ThemeScore, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    duty_holders: tuple[Duty, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    references: tuple[str, ...] = ()
    sources: tuple[Reference, ...] = ()
    """The same references with their words, provisions and editions."""
    takes_in: str | None = None
    """The words by which the clause takes in the list of an inspection report."""
    cites: tuple[str, ...] = ()
    """Numbers of the paragraphs or recommendations that the clause cites, as "24" or "3.a"."""
    cross_references: tuple[str, ...] = ()
    """Ids of the clauses of the same document that it cites."""
    footnotes: tuple[str, ...] = ()
    framework_tag: str | None = None
    confidence: float = Field(default=1.0, ge=0, le=1)
    flags: tuple[ClauseFlag, ...] = ()
    doubts: tuple[str, ...] = ()
    """Why its bounds may be others than these."""
