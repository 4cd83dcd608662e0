"""What is known of a clause, an action or a statement, beside its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from compare.calendar import Entry
from compare.glossary import Abbreviation, used_in
from compare.taken_in import TakenIn
from extract.schema import Action, Clause, Extraction, Finding, Reference, Statement
from ui import draw, items, theme_facts, words
from ui.draw import Fragment

_NUMERIC_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
DAYS_SHOWN = 4
"""Days of one deadline that are listed."""
DOUBTFUL = 0.6
"""Below this confidence a person is asked to check a clause."""


def clause(one: Clause, found: Extraction, due: Sequence[Entry] = (), taken: TakenIn | None = None) -> Fragment:
    """A clause: its words, and what they say: themes, deadlines and days, duty holders, measures, references, flaws.

    `due` are its deadlines as counted out, `taken` the list of a report that it takes in.
    """
    all_clauses = found.clauses
    positions = {other.id: k for k, other in enumerate(all_clauses, start=1)}
    name = items.clause_name(one, positions[one.id])
    parent = next((other for other in all_clauses if other.id == one.parent), None)
    below = [other for other in all_clauses if other.parent == one.id]
    known = draw.facts(
        [
            ("Section", draw.text(one.section or "")),
            ("Page", draw.text(one.page or "")),
            ("Paragraph", draw.text("" if one.page else one.paragraph or "")),
            ("Themes", theme_facts.themes(one.themes)),
            ("When", _deadlines(one)),
            ("Days", _days(due)),
            ("Who must act", draw.text(_sentence(words.word("duties", duty) for duty in one.duty_holders))),
            ("Measured by", _measures(one)),
            ("Cites", draw.bullets(draw.text(_reference(source)) for source in one.sources)),
            ("Paragraphs cited", _cited(one, found.findings)),
            ("Takes in", _taken_in(one, taken)),
            ("Framework tag", draw.text(theme_facts.framework_tag(one))),
            ("Abbreviations", draw.bullets(draw.text(_abbreviation(entry)) for entry in used_in(one.text))),
            ("Footnotes", draw.bullets(map(draw.text, one.footnotes))),
            ("Hard to check", draw.bullets(draw.text(flag.note) for flag in one.flags)),
            ("Part of", draw.text(f"clause {items.clause_name(parent, positions[parent.id])}" if parent else "")),
            ("Holds", draw.text(words.count(len(below), "clause below it", "clauses below it") if below else "")),
        ]
    )
    doubt = "The tool is not sure that this is one whole clause. Check it against the page."
    why = f" {_sentence(one.doubts)}." if one.doubts else ""
    return Fragment(
        draw.element("h2", draw.text(f"Clause {name}"), Fragment(" "), draw.tag(words.word("clause_kinds", one.kind)))
        + (draw.paragraph(one.title, "cm-count") if one.title else "")
        + draw.quote(one.text)
        + (draw.tag(f"⚠ {doubt}{why}", "amber") if one.confidence < DOUBTFUL or why else "")
        + known
    )


def action(one: Action, position: int) -> Fragment:
    """An action of a plan: heading, words, lead, dates, rating, and what is wrong with it."""
    wrong = [draw.text(f"{words.word('flags', defect.kind)}: {defect.note}") for defect in one.defects]
    rag = draw.tag(words.word("rags", one.rag), draw.RAG_TONES[one.rag]) if one.rag else draw.text("")
    known = draw.facts(
        [
            ("Under", draw.text(one.theme_heading or "")),
            ("Where", draw.text(_sentence([items.action_place(one)]))),
            ("Lead", draw.text(one.lead or "")),
            ("Starts", draw.text(one.start or "")),
            ("Due", draw.text(_due(one))),
            ("Rating", rag),
            ("How success is known", draw.text(one.success_measures or "")),
            ("Progress", draw.text(one.progress or "")),
            ("Evidence", draw.text(one.evidence or "")),
            ("Answers", draw.text(words.listed(one.cites))),
            ("Themes", theme_facts.themes(one.themes)),
            ("To look at", draw.bullets(wrong)),
        ]
    )
    heading = draw.element("h2", draw.text(f"Action {items.action_name(one, position)}"))
    return Fragment(heading + draw.quote(one.text) + known)


def statement(one: Statement, position: int) -> Fragment:
    """A statement of a progress report."""
    known = [
        ("Section", draw.text(one.section or "")),
        ("Page", draw.text(one.page or "")),
        ("Themes", theme_facts.themes(one.themes)),
    ]
    return Fragment(draw.element("h2", draw.text(f"Statement {position}")) + draw.quote(one.text) + draw.facts(known))


def _days(due: Sequence[Entry]) -> Fragment:
    """The arithmetic of the first days, how many more there are, and what a deadline without a day waits for."""
    said: list[str] = []
    for entry in due:
        for day in entry.days[:DAYS_SHOWN]:
            said.append(f"{day.arithmetic}, {day.note}" if day.note else day.arithmetic)
        if len(entry.days) > DAYS_SHOWN:
            more = words.count(len(entry.days) - DAYS_SHOWN, "day")
            said.append(f"and {more} more up to {words.day(entry.days[-1].day)}")
        if entry.waits_for and not entry.waits_for.startswith("nothing"):
            said.append(f"\u201c{entry.text}\u201d waits for {entry.waits_for}")
    return draw.bullets(map(draw.text, said))


def _measures(one: Clause) -> Fragment:
    """Baseline, target and evidence, sentence by sentence."""
    said = [
        (f"from {duty.baseline} to {duty.target}", duty.baseline and duty.target)
        if duty.baseline and duty.target
        else (f"target {duty.target}" if duty.target else f"now {duty.baseline}", duty.target or duty.baseline)
        for duty in one.obligations
    ]
    shown = [*(text for text, stated in said if stated), *(duty.evidence for duty in one.obligations if duty.evidence)]
    return draw.bullets(map(draw.text, shown))


def _reference(source: Reference) -> str:
    """What is cited, with its provision and edition where they are printed."""
    name = words.reference(source.id)
    parts = [f"section {source.provision}" if source.provision and "(" in source.provision else "",
             str(source.edition or ""), source.url or ""]  # fmt: skip
    more = ", ".join(part for part in parts if part)
    return f"{name} ({more})" if more else name


def _taken_in(one: Clause, taken: TakenIn | None) -> Fragment:
    """The words that take in a report's list, and the list where the report is in the library."""
    if one.takes_in is None:
        return draw.text("")
    if taken is None:
        return draw.text(f"\u201c{one.takes_in}\u201d: add that report to the library and its list stands here.")
    listed = draw.bullets(
        draw.link(requirement.text, "document", document=taken.report, clause=requirement.id)
        for requirement in taken.requirements
    )
    return Fragment(draw.text(f"\u201c{one.takes_in}\u201d ({taken.file}):") + listed)


def _abbreviation(entry: Abbreviation) -> str:
    years = f" ({entry.since or 'before'} to {entry.until or 'now'})" if entry.since or entry.until else ""
    return f"{entry.short}: {entry.words}{years}"


def _cited(one: Clause, findings: Sequence[Finding]) -> Fragment:
    """The findings of the same report that a requirement cites, each with its page; other numbers as they are."""
    numbered = {finding.number: finding for finding in findings if finding.number}
    said = []
    for number in one.cites:
        finding = numbered.get(number)
        said.append(f"{number}, page {finding.page or '–'}: {finding.text}" if finding else number)
    return draw.bullets(map(draw.text, said))


def _deadlines(one: Clause) -> Fragment:
    return draw.bullets(draw.text(f"“{deadline.text}”: {words.meaning(deadline)}") for deadline in one.deadlines)


def _due(one: Action) -> str:
    """The day in words; beside it what is printed, where that is not simply the day."""
    if one.due_date is None or one.due is None:
        return one.due or words.day(one.due_date, "")
    said = words.day(one.due_date)
    plain = _NUMERIC_DAY.fullmatch(one.due.strip()) or said.casefold() in one.due.casefold()
    return said if plain else f"{one.due} (taken as {said})"


def _sentence(parts: Iterable[str]) -> str:
    """The parts as one phrase that begins with a capital."""
    said = words.listed(parts)
    return said[:1].upper() + said[1:]
