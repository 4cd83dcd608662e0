"""What is known of a clause, an action or a statement, beside its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.schema import Action, Clause, Extraction, Finding, Statement, ThemeScore
from ui import draw, items, words
from ui.draw import Fragment

_NUMERIC_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
WORTH_TELLING = 0.05
"""A further theme less likely than this is left out."""
DOUBTFUL = 0.6
"""Below this confidence a person is asked to check a clause."""


def clause(one: Clause, found: Extraction) -> Fragment:
    """A clause: heading, words, themes, deadlines, duty holders, references, the findings it cites, footnotes."""
    all_clauses = found.clauses
    positions = {other.id: k for k, other in enumerate(all_clauses, start=1)}
    name = items.clause_name(one, positions[one.id])
    parent = next((other for other in all_clauses if other.id == one.parent), None)
    below = [other for other in all_clauses if other.parent == one.id]
    known = draw.facts(
        [
            ("Section", draw.text(one.section or "")),
            ("Page", draw.text(one.page or "")),
            ("Themes", _themes(one.themes)),
            ("When", _deadlines(one)),
            ("Who must act", draw.text(_sentence(words.word("duties", duty) for duty in one.duty_holders))),
            ("Cites", draw.bullets(draw.text(words.reference(code)) for code in one.references)),
            ("Paragraphs cited", _cited(one, found.findings)),
            ("Framework tag", draw.text(words.word("references", one.framework_tag) if one.framework_tag else "")),
            ("Footnotes", draw.bullets(map(draw.text, one.footnotes))),
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
            ("Themes", _themes(one.themes)),
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
        ("Themes", _themes(one.themes)),
    ]
    return Fragment(draw.element("h2", draw.text(f"Statement {position}")) + draw.quote(one.text) + draw.facts(known))


def _themes(themes: Sequence[ThemeScore]) -> Fragment:
    """The first theme, and further ones that are likely enough to be worth reading."""
    shown = [one for k, one in enumerate(themes[:3]) if k == 0 or one.score >= WORTH_TELLING]
    return draw.bullets(draw.text(f"{words.theme(one.id)} ({words.percent(one.score)})") for one in shown)


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
