"""Improvement notices: their clauses, labelled and numbered as they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scripts.samples.elements import Look
from scripts.samples.sources import iso_day, load, look_of, words

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
            same=tuple(words(item.get("same"))),
            label=self.label(style, parent, place),
            style=style,
            depth=(parent.depth + 1 if labelled_parent else parent.depth) if parent else 0,
            section=heading.rstrip(":").strip() if heading else None,
            kind=item.get("kind", parent.kind if parent else section.get("kind", "requirement")),
            text=" ".join(item["text"].split()),
            themes=tuple(words(item["themes"])),
            holders=tuple(words(item["who"])) if "who" in item else _inherited(parent),
            deadlines=tuple(_deadline(line) for line in item.get("due", ())),
            references=tuple(words(item.get("refs"))),
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
