"""Results as tables for a terminal, drawn from the same rows as every file format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from compare.results import Alignment, Coverage
from extract.schema import Extraction
from report.elements import elements
from report.families import families
from report.measures import indicators, statements
from report.rows import Rows, actions, clauses, flags, heading
from report.rows import alignment as pairs
from report.rows import coverage as answers

SHOWN: Mapping[str, Sequence[str]] = {
    "Clauses": ("number", "section", "kind", "page", "quote", "themes", "duty_holders", "deadlines"),
    "Actions": ("ref", "theme_heading", "quote", "lead", "due", "due_date", "rag", "page", "sheet"),
    "Coverage": (
        "number",
        "clause_page",
        "clause_quote",
        "status",
        "answer",
        "ref",
        "action_quote",
        "reasons",
        "missing",
    ),
    "Elements": ("number", "kind", "element", "status", "why", "actions"),
    "Flags": ("document", "kind", "ref", "quote", "note"),
    "Calendar": ("day", "note", "arithmetic", "deadline", "waits_for", "number", "duty_holders", "page", "quote"),
    "Alignment": ("council", "quote", "other_council", "other_quote", "score", "relation", "reasons"),
    "Families": ("family", "documents", "council", "role", "number", "quote", "departures", "common"),
}
ROLE_STYLES: Mapping[str, str] = {"clause": "bold", "context": "", "heading": "underline"}
"""How the sentences of a role are set in the ledger; the others are dim."""
LONGEST = 240
"""Characters of a cell that are shown; files and JSON hold the whole."""


def table(rows: Rows) -> RenderableType:
    """The rows under their headings; long texts are cut, with a mark, to fit a screen."""
    wanted = SHOWN.get(rows.name, rows.columns)
    places = [rows.columns.index(column) for column in wanted]
    drawn = Table(title=f"{rows.name} ({len(rows.rows)})", title_justify="left", show_lines=True)
    for column in wanted:
        drawn.add_column(heading(column), overflow="fold")
    for row in rows.rows:
        drawn.add_row(*(_cell(row[place]) for place in places))
    return drawn


def document(extraction: Extraction) -> RenderableType:
    """What was found in one file: its facts, its rows, its warnings."""
    facts, ledger = extraction.document, extraction.ledger
    head = [
        f"{facts.file}: {facts.kind.replace('_', ' ')} ({facts.kind_confidence:.0%} sure)",
        f"Council: {facts.council_full or facts.council or 'not found'}",
        f"Issued: {facts.issued or 'not printed'}    Pages: {facts.pages or 'none in this format'}",
        f"Sentences: {ledger.sentences}, of which {ledger.clause} in clauses and {ledger.context} context",
    ]
    found = [made for made in (each([extraction]) for each in (clauses, actions, indicators, statements)) if made.rows]
    notes = [Text(f"Warning, page {w.page or '-'}: {w.message}", style="yellow") for w in extraction.warnings]
    return Group(Text("\n".join(head)), *(table(rows) for rows in found), *notes)


def coverage(notice: Extraction, plan: Extraction, result: Coverage) -> RenderableType:
    """A notice against a plan: its clauses with their actions, what each clause asks for, and what to look at."""
    views = (made(notice, plan, result) for made in (answers, elements, flags))
    return Group(*(table(view) for view in views))


def alignment(extractions: Sequence[Extraction], result: Alignment) -> RenderableType:
    """The pairs that state the same requirement, and the wording families that they make up."""
    return Group(*(table(made(extractions, result)) for made in (pairs, families)))


def ledger(extraction: Extraction) -> RenderableType:
    """Every sentence of the document with its page and role, and how many of each role there are."""
    drawn = Table(title=f"Sentences of {extraction.document.file}", title_justify="left")
    for column in ("Page", "Role", "Sentence"):
        drawn.add_column(column, overflow="fold")
    for one in extraction.sentences:
        printed = Text(" ".join(part for part in (one.label, one.text) if part), style=ROLE_STYLES.get(one.role, "dim"))
        drawn.add_row(str(one.page or "–"), one.role, printed)
    counts = extraction.ledger.model_dump()
    total = counts.pop("sentences")
    parts = ", ".join(f"{count} {role}" for role, count in counts.items() if count)
    return Group(drawn, Text(f"{total} sentences: {parts}"))


def evaluation(printed: Mapping[str, Any]) -> RenderableType:
    """The figures of an evaluation in the form of the output contract: means by group, and what stands apart."""
    groups = [_means(group, printed["counted"][group], figures) for group, figures in printed["means"].items()]
    notes = [
        Text(f"{'Declared unreadable' if one['declared'] else 'Counted as nothing found'}: {one['failed']}")
        for one in printed["documents"]
        if one["failed"]
    ]
    missing = [Text(f"No document for the gold of {name}", style="yellow") for name in printed["missing"]]
    return Group(*groups, *notes, *missing)


def _means(group: str, counted: int, figures: Mapping[str, float]) -> Table:
    drawn = Table(title=f"{group} (mean of {counted})", title_justify="left")
    drawn.add_column("Figure")
    drawn.add_column("Mean", justify="right")
    for name, value in figures.items():
        drawn.add_row(name, f"{value:.3f}")
    return drawn


def _cell(value: object) -> Text:
    text = "" if value is None else str(value)
    return Text(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def pages(name: str, shown: bool) -> Callable[[int, int], None]:
    """The function to call after each page of a scan: one line on standard error that is written over."""
    line = Console(stderr=True, quiet=not shown)

    def on_page(done: int, total: int) -> None:
        line.print(Text(f"{name}: recognising page {done} of {total}"), end="\n" if done == total else "\r")

    return on_page


@contextmanager
def progress(shown: bool) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on standard error with count, rate and time left; gives the function to call after each file."""
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TaskProgressColumn(show_speed=True),
        TimeRemainingColumn(), console=Console(stderr=True), disable=not shown,
    )  # fmt: skip
    with bar:
        task = bar.add_task("Reading", total=None)

        def on_progress(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=name[:40])

        yield on_progress
