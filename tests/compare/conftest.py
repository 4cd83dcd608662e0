"""An invented notice and plan of the council of Fairhaven, and a second notice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from extract.schema import Action, Clause, Deadline, DocumentFacts, Extraction

SEPTEMBER = dt.date(2015, 9, 30)


def facts(file: str) -> DocumentFacts:
    return DocumentFacts(file=file, sha256="0" * 64, kind="other", kind_confidence=1.0)


@pytest.fixture(scope="session")
def document() -> Callable[..., Extraction]:
    """An extraction of clauses and actions, without a file behind it."""

    def make(file: str = "made.txt", **parts: object) -> Extraction:
        return Extraction(document=facts(file), **parts)  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def notice(document: Callable[..., Extraction]) -> Extraction:
    def clause(id: str, text: str, section: str = "Practice", **more: object) -> Clause:
        return Clause(id=id, text=text, section=section, **{"kind": "requirement", **more})  # type: ignore[arg-type]

    dated = Deadline(text="by 30 September 2015", kind="date", value="2015-09-30", due=(SEPTEMBER,))
    return document(
        "fairhaven_notice.txt",
        clauses=(
            clause("remedy", "Put right all that the inspectors found.", section="", kind="general"),
            clause("plans", "Make child protection plans better by ensuring that:", number="2"),
            clause("smart", "every child protection plan names an owner and a day for each step;", parent="plans"),
            clause("voice", "children are seen alone at visits and their wishes are written down;", parent="plans"),
            clause("supervision", "Give every social worker reflective supervision once a month.", number="3"),
            clause("adoption", "Bring down the time that children wait for adopters.", "Permanence", number="4"),
            clause(
                "strategy", "Publish a recruitment strategy for social workers by 30 September 2015.", "Workforce",
                number="5", deadlines=(dated,),
            ),
            clause(
                "letter", "The chair of the safeguarding board reports to the Improvement Board each quarter.",
                "Governance", number="6", kind="reporting", duty_holders=("lscb_chair",),
            ),
            clause("peer", "The lead member is mentored by another authority's councillor.", "Governance", number="7"),
            clause("powers", "The Secretary of State may direct the Council.", "Failure", kind="consequence"),
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def plan(document: Callable[..., Extraction]) -> Extraction:
    def action(id: str, text: str, heading: str = "1. Practice", **more: object) -> Action:
        usual: dict[str, object] = {"lead": "Head of Service", "due": "30/09/2015", "due_date": SEPTEMBER}
        return Action(id=id, text=text, theme_heading=heading, **(usual | more))  # type: ignore[arg-type]

    return document(
        "fairhaven_plan.txt",
        actions=(
            action("grid", "New child protection plan form: each step has an owner and a day."),
            action("visits", "Visit record asks whether the child was seen alone and what they wished."),
            action("monthly", "Reflective supervision of each social worker every month; a table of sessions held."),
            action("family", "Fortnightly tracking of children who wait for adopters.", "2. Permanence", lead=None),
            action(
                "hire", "Recruitment strategy for social workers to Cabinet.", "3. Workforce",
                due="December 2015", due_date=dt.date(2015, 12, 31), rag="red",
            ),
            action(
                "chair", "Quarterly letter to the Improvement Board.", "4. Governance",
                lead="FSCB Independent Chair", due=None, due_date=None,
            ),
            action(
                "buses", "Review the criteria of home-to-school transport and the taxi fleet.", "5. Other",
                lead="Transport Manager",
            ),
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def other_notice(document: Callable[..., Extraction]) -> Extraction:
    def clause(id: str, text: str, section: str) -> Clause:
        return Clause(id=id, text=text, section=section, kind="requirement")

    return document(
        "northmoor_notice.txt",
        clauses=(
            clause(
                "smart",
                "Each child protection plan must name an owner and a day for every step.",
                "Quality of practice",
            ),
            clause(
                "supervision", "Give every social worker reflective supervision once a month.", "Quality of practice"
            ),
            clause("housing", "Agree a protocol for young people who present as homeless.", "Partnership"),
            clause("adoption", "Shorten how long children wait for adopters.", "Permanence"),
        ),
    )


@pytest.fixture(scope="session")
def plain_notice(document: Callable[..., Extraction]) -> Extraction:
    """A third notice with three of the requirements of the other two."""
    texts = {
        "smart": "Every child protection plan names an owner and a day for each step.",
        "supervision": "Give all social workers reflective supervision every month.",
        "adoption": "Bring down how long children wait for adopters.",
    }
    return document(
        "lowfield_notice.txt", clauses=tuple(Clause(id=i, kind="requirement", text=t) for i, t in texts.items())
    )
