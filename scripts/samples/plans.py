"""Improvement plans: their actions, and which clauses of a notice each of them answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scripts.samples.elements import Look
from scripts.samples.sources import load, look_of, words


@dataclass(slots=True)
class Action:
    """One action of a plan; `due` as printed, `answers` maps a clause's key to "full" or "partial" and why."""

    id: str
    ref: str | None
    text: str
    more: str | None
    """The end of the text where it is printed in a row of its own."""
    shares_lead: bool
    """True where the lead's cell is merged with that of the row above."""
    heading: str
    band: str | None
    lead: str | None
    start: str | None
    due: str | None
    due_date: str | None
    rag: str | None
    rag_form: str
    measures: str | None
    progress: str | None
    evidence: str | None
    cites: tuple[str, ...]
    answers: Mapping[str, tuple[str, str]]
    near: Mapping[str, str]
    late: Mapping[str, str]
    decoys: Mapping[str, str]


@dataclass(slots=True)
class Theme:
    """A heading of a plan with its outcome line, sponsor and actions."""

    sheet: str
    heading: str
    outcome: str
    sponsor: str
    actions: tuple[Action, ...]


@dataclass(slots=True)
class Plan:
    """An improvement plan and the name of the notice it answers."""

    name: str
    look: Look
    form: str
    title: str
    front: tuple[str, ...]
    columns: Mapping[str, str]
    widths: tuple[float, ...]
    key_line: str
    themes: tuple[Theme, ...]
    footer: str

    def actions(self) -> Iterator[Action]:
        """Every action in reading order."""
        for theme in self.themes:
            yield from theme.actions


def plan(name: str) -> Plan:
    """The plan of that name."""
    raw = load("plans", name)
    seen = 0
    themes = []
    for part in raw["themes"]:
        actions = []
        band = None
        for item in part["actions"]:
            band = item.get("band", band)
            seen += 1
            actions.append(_action(f"A{seen}", item, part, band, raw.get("date_form", "%d/%m/%Y")))
        themes.append(
            Theme(
                part.get("sheet", ""), part["heading"], part.get("outcome", ""), part.get("sponsor", ""), tuple(actions)
            )
        )
    return Plan(
        name=name,
        look=Look(**look_of(raw)),
        form=raw["form"],
        title=raw["title"],
        front=tuple(raw["front"]),
        columns=raw["columns"],
        widths=tuple(raw.get("widths", ())),
        key_line=raw.get("key_line", ""),
        themes=tuple(themes),
        footer=raw["look"]["foot"],
    )


def _action(name: str, item: Mapping[str, Any], part: Mapping[str, Any], band: str | None, date_form: str) -> Action:
    due, due_date = _due(item.get("due"), date_form)
    start, _ = _due(item.get("start"), date_form)
    rag, _, form = (item.get("rag") or "").partition("/")
    answers = {key: _level(value) for key, value in (item.get("answers") or {}).items()}
    return Action(
        id=name,
        ref=item.get("ref"),
        text=" ".join(item["text"].split()),
        more=item.get("more"),
        shares_lead=item.get("shares_lead", False),
        heading=part["heading"],
        band=band,
        lead=item.get("lead"),
        start=start,
        due=due,
        due_date=due_date,
        rag=rag or None,
        rag_form=form or part.get("rag_form", "word"),
        measures=item.get("measures"),
        progress=item.get("progress"),
        evidence=item.get("evidence"),
        cites=tuple(words(item.get("cites"))),
        answers=answers,
        near=item.get("near") or {},
        late=item.get("late") or {},
        decoys=item.get("decoy") or {},
    )


def _due(value: object, date_form: str) -> tuple[str | None, str | None]:
    """The date as printed and its ISO day; a string "Q3 2019/20 = 2019-12-31" states both, one without "=" no day."""
    if isinstance(value, dt.date):
        return value.strftime(date_form).lstrip("0") if "%B" in date_form else value.strftime(
            date_form
        ), value.isoformat()
    if not value:
        return None, None
    printed, _, day = str(value).partition(" = ")
    return printed, day or None


def _level(value: str) -> tuple[str, str]:
    level, _, why = value.partition(": ")
    return level, why
