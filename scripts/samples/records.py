"""The texts of the sample corpus as values: notices with their clauses and plans with their actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from scripts.samples.elements import Look

# The loader written in C is ten times as fast; it is not on every machine.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TEXTS = Path(__file__).parent / "texts"
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as the gold states it."""

    text: str
    kind: str
    value: str | list[str] | None
    anchor: str | None = None


@dataclass(slots=True)
class Clause:
    """One clause of a notice. `key` names the requirement: clauses of different notices with one key state the same."""

    id: str
    key: str
    same: tuple[str, ...]
    label: str | None
    style: str
    depth: int
    section: str | None
    kind: str
    text: str
    themes: tuple[str, ...]
    holders: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    references: tuple[str, ...]
    note: str | None
    parent: Clause | None
    children: list[Clause] = field(default_factory=list)

    def number(self) -> str:
        """The number path as a plan would cite it: "3(b)"."""
        core = (self.label or "").strip("().")
        return f"{self.parent.number()}({core})" if self.parent else core


@dataclass(slots=True)
class Section:
    """A heading of a notice with what stands under it: lead-in paragraphs, then clauses."""

    heading: str | None
    lead: tuple[str, ...]
    clauses: tuple[Clause, ...]


@dataclass(slots=True)
class Notice:
    """An improvement notice: `facts` are its metadata, `front` and `tail` what stands before and after the clauses."""

    name: str
    facts: Mapping[str, Any]
    look: Look
    form: str
    title: str
    front: tuple[str, ...]
    sections: tuple[Section, ...]
    tail: tuple[str, ...]

    def clauses(self) -> Iterator[Clause]:
        """Every clause in reading order."""
        for section in self.sections:
            for clause in section.clauses:
                yield from _down(clause)

    def by_key(self) -> dict[str, Clause]:
        """Every clause by its key; raises ValueError where a key stands twice."""
        found: dict[str, Clause] = {}
        for clause in self.clauses():
            if clause.key in found:
                raise ValueError(f"{self.name}: the key {clause.key} stands twice.")
            found[clause.key] = clause
        return found


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


def names(kind: str) -> list[str]:
    """The names of the texts of one kind ("notices", "plans", "inspections", "progress")."""
    return sorted(path.stem for path in (TEXTS / kind).glob("*.yaml"))


@cache
def load(kind: str, name: str) -> dict[str, Any]:
    """The text file as YAML gives it, read once."""
    content: dict[str, Any] = yaml.load((TEXTS / kind / f"{name}.yaml").read_text(encoding="utf-8"), Loader=LOADER)
    return content


def notice(name: str) -> Notice:
    """The notice of that name, its clauses labelled and numbered."""
    raw = load("notices", name)
    sections = _Numbering(raw).sections()
    facts = {
        key: iso_day(raw[key])
        for key in ("council", "council_full", "issued", "signatory", "signatory_role", "inspection_date")
    }
    return Notice(
        name=name,
        facts=facts,
        look=Look(**look_of(raw)),
        form=raw["form"],
        title=raw["title"],
        front=tuple(raw["front"]),
        sections=tuple(sections),
        tail=tuple(raw.get("tail", ())),
    )


class _Numbering:
    """Gives clauses their ids and labels: the outermost numbers run on, inner labels start afresh."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = raw
        self.seen = 0
        self.top = 0

    def sections(self) -> Iterator[Section]:
        for raw in self.raw["sections"]:
            styles = raw.get("labels", self.raw["labels"])
            clauses = self.clauses(raw["clauses"], raw, styles, None, 0)
            yield Section(raw.get("heading"), tuple(raw.get("lead", ())), tuple(clauses))

    def clauses(
        self,
        items: list[dict[str, Any]],
        section: Mapping[str, Any],
        styles: list[str],
        parent: Clause | None,
        depth: int,
    ) -> list[Clause]:
        made = []
        for place, item in enumerate(items):
            clause = self.clause(item, section, item.get("style", styles[min(depth, len(styles) - 1)]), parent, place)
            inner = item.get("labels", styles)
            clause.children += self.clauses(item.get("items", []), section, inner, clause, depth + 1)
            made.append(clause)
        return made

    def clause(
        self, item: Mapping[str, Any], section: Mapping[str, Any], style: str, parent: Clause | None, place: int
    ) -> Clause:
        self.seen += 1
        labelled_parent = parent is not None and parent.style != "none"
        heading = section.get("heading")
        return Clause(
            id=f"{self.raw['prefix']}-{self.seen:02}",
            key=item["key"],
            same=tuple(_words(item.get("same"))),
            label=self.label(style, parent, place),
            style=style,
            depth=(parent.depth + 1 if labelled_parent else parent.depth) if parent else 0,
            section=heading.rstrip(":").strip() if heading else None,
            kind=item.get("kind", parent.kind if parent else section.get("kind", "requirement")),
            text=" ".join(item["text"].split()),
            themes=tuple(_words(item["themes"])),
            holders=tuple(_words(item["who"])) if "who" in item else _inherited(parent),
            deadlines=tuple(_deadline(line) for line in item.get("due", ())),
            references=tuple(_words(item.get("refs"))),
            note=item.get("note"),
            parent=parent,
        )

    def label(self, style: str, parent: Clause | None, place: int) -> str | None:
        if style == "none":
            return None
        if style in ("bullet", "dash"):
            return "-"
        if style == "number":
            place = place if parent else self.top
            self.top += parent is None
            return f"{place + 1}."
        if style == "roman":
            return f"({ROMAN[place]})"
        letter = chr(ord("a") + place)
        return f"({letter})" if style == "letter_paren" else f"{letter}."


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
        cites=tuple(_words(item.get("cites"))),
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


def _deadline(line: str) -> Deadline:
    """A deadline written "text | kind | value | anchor"; several values of "after_start" stand side by side."""
    text, kind, *rest = (part.strip() for part in line.split("|"))
    value: str | list[str] | None = rest[0] if rest and rest[0] != "null" else None
    if kind == "after_start" and isinstance(value, str):
        value = value.split()
    return Deadline(text, kind, value, rest[1] if len(rest) > 1 else None)


def _inherited(parent: Clause | None) -> tuple[str, ...]:
    """Who has a duty where the clause names no one: those of its lead-in ("must ensure that:"), else the council."""
    return parent.holders if parent and parent.text.endswith(":") else ("council",)


def _down(clause: Clause) -> Iterator[Clause]:
    yield clause
    for child in clause.children:
        yield from _down(child)


def _words(value: object) -> list[str]:
    return str(value).split() if value else []


def iso_day(value: object) -> object:
    """A YAML date as ISO text; anything else as it is."""
    return value.isoformat() if isinstance(value, dt.date) else value


def look_of(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of `Look` that a text file states."""
    look = dict(raw.get("look", {}))
    if "bullets" in look:
        look["bullets"] = tuple(look["bullets"])
    return look
