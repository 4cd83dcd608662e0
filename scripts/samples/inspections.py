"""Inspection reports: their texts as elements, and their gold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pypdfium2

from scripts.samples.elements import Break, Element, Grid, Heading, Item, Look, Para, plain
from scripts.samples.gold import INVENTED
from scripts.samples.sources import iso_day, load, look_of

JUDGEMENT_WIDTHS = (70, 30)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One entry of a list of what needs to improve; `items` are its sub-bullets."""

    text: str
    items: tuple[str, ...]
    heading: str
    section: str
    number: str | None

    def whole(self) -> str:
        """The requirement as one text, as the gold has it."""
        return " ".join(plain(text) for text in (self.text, *self.items))


@dataclass(frozen=True, slots=True)
class Inspection:
    """An inspection report: its facts, what is printed, and its requirements."""

    name: str
    raw: Mapping[str, Any]
    look: Look
    elements: tuple[Element, ...]
    requirements: tuple[Requirement, ...]


def inspection(name: str) -> Inspection:
    """The inspection report of that name."""
    raw = load("inspections", name)
    writer = _Writer(raw)
    elements = tuple(element for block in raw["body"] for element in writer.elements(block))
    return Inspection(name, raw, Look(**look_of(raw)), elements, tuple(writer.requirements))


class _Writer:
    """Turns the blocks of the text into elements; numbered paragraphs and requirements are counted on the way."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = raw
        self.heading = ""
        self.paragraph = raw.get("first_paragraph", 0)
        self.numbered = 0
        self.requirements: list[Requirement] = []

    def elements(self, block: Mapping[str, Any]) -> Iterator[Element]:
        ((kind, content),) = block.items()
        if kind == "title":
            yield Heading(content, 0)
        elif kind == "heading":
            self.heading = content
            yield Heading(content, 1)
        elif kind == "subheading":
            yield Heading(content, 2)
        elif kind == "text":
            yield Para(" ".join(content.split()))
        elif kind == "lines":
            yield from (Para(line) for line in content)
        elif kind == "bullets":
            yield from (Item("-", text) for text in content)
        elif kind == "paragraphs":
            yield from self.paragraphs(content)
        elif kind == "judgements":
            rows = tuple((area, grade) for area, grade in self.raw["judgements"])
            yield Grid((tuple(content),) if content else (), rows, JUDGEMENT_WIDTHS)
        elif kind == "requirements":
            yield from self.listed(content)
        elif kind == "break":
            yield Break()
        else:
            raise ValueError(f"Unknown block {kind!r} in an inspection report.")

    def paragraphs(self, texts: list[str]) -> Iterator[Element]:
        for text in texts:
            self.paragraph += 1
            yield Item(f"{self.paragraph}.", " ".join(text.split()), "number")

    def listed(self, content: Mapping[str, Any]) -> Iterator[Element]:
        """A list of requirements; `topic` entries are italic lines between them."""
        for entry in content["entries"]:
            if "topic" in entry:
                yield Para(f"*{entry['topic']}*")
                continue
            self.numbered += 1
            number = str(self.numbered) if content.get("numbered") else None
            made = Requirement(
                " ".join(entry["text"].split()),
                tuple(entry.get("items", ())),
                self.heading,
                content.get("section", "local authority"),
                number,
            )
            self.requirements.append(made)
            yield Item(f"{number}.", made.text, "number") if number else Item("-", made.text)
            yield from (Item("-", text, depth=1) for text in made.items)


def inspection_gold(report: Inspection, pdf: bytes) -> dict[str, Any]:
    """Facts, judgements and requirements with the pages on which they begin in the finished PDF."""
    raw = report.raw
    pages = page_texts(pdf)
    return {
        "file": f"{report.name}.pdf",
        "invented": INVENTED,
        "council": raw["council_full"],
        "council_short": raw["council"],
        "framework": raw["framework"],
        "title_printed": raw["title"],
        "inspection_start": iso_day(raw["start"]),
        "inspection_end": iso_day(raw["end"]),
        "published": iso_day(raw["published"]),
        "lead_inspector": raw["lead_inspector"],
        "judgements": [_judgement(*row) for row in raw["judgements"]] + list(raw.get("stated_judgements", ())),
        "requirements": [_requirement(entry, pages) for entry in report.requirements],
    }


def _judgement(area: str, grade: str) -> dict[str, str]:
    """One row of the judgement table; a number printed before the area stands apart."""
    number, _, name = area.partition(" ")
    if not number[0].isdigit():
        return {"area": area, "grade": grade}
    return {"area": name, "grade": grade, "number": number.rstrip(".")}


def _requirement(entry: Requirement, pages: list[str]) -> dict[str, Any]:
    record: dict[str, Any] = {
        "text": entry.whole(),
        "heading": entry.heading,
        "page": page_of(entry.text, pages),
        "deadline": None,
        "section": entry.section,
    }
    if entry.number:
        record["number"] = entry.number
    if entry.items:
        record |= {"lead_in": plain(entry.text), "sub_items": [plain(text) for text in entry.items]}
    return record


def page_texts(pdf: bytes) -> list[str]:
    """The letters and digits of every page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_letters(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def page_of(text: str, pages: list[str]) -> int:
    """The page on which the text begins; raises ValueError where it is not printed."""
    begin = _letters(plain(text))[:40]
    for size in (40, 15):
        for number, page in enumerate(pages, 1):
            if begin[:size] in page:
                return number
    raise ValueError(f"Not printed: {text!r}")


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.casefold())
