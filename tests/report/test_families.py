"""Wording families as a table: who says it, how each departs from the medoid, and who lacks it."""

from __future__ import annotations

import pytest
from rich.console import Console

from compare.results import Alignment, Change, ClauseRef, Member, WordingFamily
from extract.schema import Clause, DocumentFacts, Extraction
from report import terminal
from report.families import departures, families


def changed(*runs: tuple[str, str]) -> tuple[Change, ...]:
    return tuple(Change(same=a == b, a=a, b=b) for a, b in runs)


def notice(council: str, text: str) -> Extraction:
    facts = DocumentFacts(
        file=f"{council} notice.pdf", sha256="0" * 64, kind="improvement_notice", kind_confidence=1.0, council=council
    )
    clause = Clause(id=council[0], number="4.a", kind="requirement", text=text, page=2)
    return Extraction(document=facts, clauses=(clause,))


@pytest.fixture
def notices() -> list[Extraction]:
    return [
        notice("Eastby", "Peers review it. Visits are made weekly."),
        notice("Northmoor", "Visits must be made weekly."),
        notice("Southbay", "Write to families."),
    ]


@pytest.fixture
def aligned() -> Alignment:
    def member(council: str, role: str, start: int, end: int, *runs: tuple[str, str]) -> Member:
        ref = ClauseRef(file=f"{council} notice.pdf", clause=council[0])
        return Member(clause=ref, role=role, start=start, end=end, changes=changed(*runs))  # type: ignore[arg-type]

    visits = ("Visits ", "Visits "), ("must be ", "are "), ("made weekly.", "made weekly.")
    family = WordingFamily(
        medoid=ClauseRef(file="Northmoor notice.pdf", clause="N"),
        cohesion=0.8,
        common=("Visits", "made weekly."),
        members=(
            member("Eastby", "packed", 17, 40, *visits),
            member("Northmoor", "main", 0, 27, ("Visits must be made weekly.", "Visits must be made weekly.")),
        ),
        lacking=("Southbay notice.pdf",),
    )
    return Alignment(families=(family,))


def test_the_medoid_stands_first_and_who_lacks_it_last(notices: list[Extraction], aligned: Alignment) -> None:
    records = families(notices, aligned).records()
    assert [(row["family"], row["documents"], row["council"], row["role"]) for row in records] == [
        (1, "2 of 3", "Northmoor", "medoid"),
        (1, "2 of 3", "Eastby", "packed"),
        (1, "2 of 3", "Southbay", "lacking"),
    ]
    assert {(row["common"], row["cohesion"]) for row in records} == {("Visits … made weekly.", 0.8)}


def test_a_packed_clause_is_quoted_by_its_passage_with_its_place(notices: list[Extraction], aligned: Alignment) -> None:
    medoid, packed, lacking = families(notices, aligned).records()
    assert (packed["quote"], packed["departures"]) == ("Visits are made weekly.", "'must be' became 'are'")
    assert (packed["clause"], packed["number"], packed["page"]) == ("E", "4.a", 2)
    assert medoid["departures"] is None
    assert lacking["quote"] is None


def test_departures_are_told_in_words() -> None:
    assert departures(changed(("a ", "a "), ("robust ", ""), ("", "timely "), ("plan", "review"))) == [
        "without 'robust'",
        "adds 'timely'",
        "'plan' became 'review'",
    ]


def test_a_terminal_shows_pairs_and_families(notices: list[Extraction], aligned: Alignment) -> None:
    console = Console(width=220)
    with console.capture() as captured:
        console.print(terminal.alignment(notices, aligned))
    text = captured.get()
    assert "Alignment (0)" in text
    assert "Families (3)" in text
    assert "'must be' became 'are'" in text
