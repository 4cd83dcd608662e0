"""A store of invented documents, built without reading any file, and the application run on it without a browser."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from streamlit.testing.v1 import AppTest

from corpus.reader import rules_version
from corpus.store import Store
from extract.document import PageBox, Warning
from extract.schema import (
    Action,
    Clause,
    ClauseFlag,
    Deadline,
    DocumentFacts,
    Extraction,
    Finding,
    Indicator,
    Inspection,
    Judgement,
    Ledger,
    PeriodValue,
    Reference,
    Statement,
    ThemeScore,
)

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "Report monthly <script>alert(1)</script> ![x](http://example.org/x.png) **loudly** $x$ :red[now]."
NORTH = [
    (
        "1",
        "Overall",
        "The Council must put right every failing that the inspection of Northmere found.",
        "general_compliance",
    ),
    ("2.a", "Practice", "Make sure that every child protection plan names who does what and by when.", "plans"),
    ("2.b", "Practice", "Supervise every social worker at least once in four weeks and record it.", "supervision"),
    ("2.c", "Practice", "Keep social workers' caseloads at fifteen children or fewer.", "caseloads"),
    ("3", "Oversight", HOSTILE, "progress_reporting"),
]
SOUTH = [
    (
        None,
        "What must change",
        "Supervise every social worker at least once in two weeks and record it.",
        "supervision",
    ),
    (None, "What must change", "Recruit foster carers so that no child is placed far from home.", "placements"),
    ("9", "What must change", "Make sure that each child protection plan names who does what and by when.", "plans"),
]
ACTIONS = [
    (
        "A1",
        "Supervise all social workers every four weeks; team managers record each session.",
        "Head of Service",
        "1/6/2021",
    ),
    ("A2", "Rewrite child protection plans so that each names who does what by when.", None, "Ongoing"),
    ("A3", "Repaint the reception of the civic centre.", "Facilities", "31/12/2021"),
]


def pdf(lines: list[str]) -> bytes:
    """One page with a line of text every 40 points from 100 points below the top."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for k, line in enumerate(lines):
        canvas.drawString(60, 742 - 40 * k, line[:80])
    canvas.save()
    return out.getvalue()


def clause(k: int, council: str, number: str | None, section: str, text: str, theme: str, paged: bool) -> Clause:
    top = 90.0 + 40 * k
    return Clause(
        id=f"c-{council.lower()}-{k}",
        number=number,
        section=section,
        kind="requirement" if theme != "general_compliance" else "general",
        text=text,
        page=1 if paged else None,
        boxes=(PageBox(page=1, box=(60, top, 500, top + 14)),) if paged else (),
        themes=themes(theme),
        duty_holders=("council",),
        deadlines=(Deadline(text="at least once in four weeks", kind="recurring", value="P4W"),)
        if "four weeks" in text
        else (),
        references=("working_together",) if theme == "plans" else (),
        sources=(Reference(id="working_together", text="Working Together", edition=2018),) if theme == "plans" else (),
        flags=(ClauseFlag(kind="not_checkable", note="Nothing says when it is done."),) if theme == "plans" else (),
        footnotes=("A note.",) if k == 1 else (),
    )


def themes(first: str) -> tuple[ThemeScore, ...]:
    """The theme is sure, but for caseloads, which are unclear; plans have a secondary theme and a candidate."""
    if first == "caseloads":
        return (
            ThemeScore(id=first, score=0.35, role="unclear"),
            ThemeScore(id="supervision", score=0.2, role="secondary"),
        )
    if first == "plans":
        second = ThemeScore(id="child_protection", score=0.03, role="secondary")
        return (ThemeScore(id=first, score=0.9, role="primary"), second, ThemeScore(id="risk", score=0.01))
    return (ThemeScore(id=first, score=0.9, role="primary"),)


def facts(content: bytes, file: str, kind: str, council: str | None, pages: int | None = None) -> DocumentFacts:
    return DocumentFacts.model_validate(
        {
            "file": file,
            "sha256": hashlib.sha256(content).hexdigest(),
            "kind": kind,
            "kind_confidence": 0.9,
            "council": council,
            "pages": pages,
            "title": f"{council} {kind}",
        }
    )


def north() -> tuple[bytes, Extraction]:
    """A notice with a page, and one warning."""
    content = pdf([text for _, _, text, _ in NORTH])
    return content, Extraction(
        document=facts(content, "north.pdf", "improvement_notice", "Northmere", 1),
        clauses=tuple(clause(k, "north", *one, paged=True) for k, one in enumerate(NORTH)),
        ledger=Ledger(sentences=7, clause=5, heading=2),
        warnings=(Warning(page=1, code="unsure", message="One line could not be read."),),
    )


def south() -> tuple[bytes, Extraction]:
    """A notice without pages."""
    return b"south\n", Extraction(
        document=facts(b"south\n", "south.txt", "improvement_notice", "Southby"),
        clauses=tuple(clause(k, "south", *one, paged=False) for k, one in enumerate(SOUTH)),
    )


def plan() -> tuple[bytes, Extraction]:
    """A plan of a spreadsheet."""
    actions = (
        Action(id=f"a-{k}", ref=ref, text=text, lead=lead, due=due, sheet="Plan", row=k + 2)
        for k, (ref, text, lead, due) in enumerate(ACTIONS)
    )
    document = facts(b"plan\n", "plan.txt", "improvement_plan", "Northmere")
    return b"plan\n", Extraction(document=document, actions=tuple(actions))


def report() -> tuple[bytes, Extraction]:
    """An inspection report with a judgement."""
    judgements = (Judgement(area="Overall effectiveness", grade="inadequate", level="inadequate", page=1),)
    document = facts(b"report\n", "report.txt", "inspection_report", "Eastham")
    inspection = Inspection(framework="ilacs", judgements=judgements)
    supervised = clause(0, "east", None, "What needs to improve", "The quality of supervision.", "supervision", False)
    return b"report\n", Extraction(
        document=document.model_copy(update={"inspection": inspection}),
        findings=(Finding(id="f-1", number="31", text="Social workers wait two months for a meeting.", page=14),),
        clauses=(
            supervised.model_copy(
                update={
                    "cites": ("31", "88"),
                    "doubts": ("the file's own tags make 2 items of it",),
                    "framework_tag": "outcome_4",
                }
            ),
        ),
    )


def progress() -> tuple[bytes, Extraction]:
    """A progress report with a measure that is off its target, and a statement."""
    values = (PeriodValue(period="2021-08", value=84.5),)
    measure = Indicator(
        id="i-1", table="Dashboard", ref="1.1", measure="Visits on time", polarity="high", target=90.0, values=values,
        on_target=False,
    )  # fmt: skip
    return b"progress\n", Extraction(
        document=facts(b"progress\n", "progress.txt", "progress_report", "Northmere"),
        indicators=(measure,),
        statements=(Statement(id="s-1", section="Staffing", text="Four new team managers started in May."),),
    )


def documents() -> list[tuple[bytes, Extraction]]:
    """Two notices, a plan, a plan in which nothing was found, an inspection report and a progress report."""
    empty = Extraction(document=facts(b"empty\n", "empty plan.txt", "improvement_plan", "Southby"))
    return [north(), south(), plan(), (b"empty\n", empty), report(), progress()]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with the invented documents; not to be changed."""
    folder = tmp_path_factory.mktemp("store")
    store = Store(str(folder))
    for content, extraction in documents():
        store.add(extraction, content, extraction.document.file, rules_version())
    return folder


@pytest.fixture
def store(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A copy of the invented store that a test may change, and that the application opens."""
    folder = tmp_path / "store"
    shutil.copytree(filled, folder)
    monkeypatch.setenv("CLAUSEMAP_STORE", str(folder))
    return Store(str(folder))


@pytest.fixture
def ids(store: Store) -> dict[str, str]:
    """The ids of the documents by file name."""
    return {one.file: one.id for one in store.documents()}


class Screen:
    """The application as a person without a browser would see it."""

    def __init__(self, app: AppTest) -> None:
        self.app = app

    def run(self) -> Screen:
        """Run the page again; fails where an exception reached the screen."""
        self.app.run()
        assert not self.app.exception
        return self

    @property
    def html(self) -> str:
        """All HTML fragments."""
        return "\n".join(element.proto.body for element in self.app.get("html"))

    @property
    def links(self) -> list[str]:
        """The labels of all links to pages."""
        return [link.label for link in self.app.get("page_link")]

    @property
    def said(self) -> list[str]:
        """All messages."""
        app = self.app
        return [one.value for kind in (app.error, app.warning, app.info, app.success) for one in kind]

    def put(self, label: str, value: object) -> None:
        """Put a value into the widget of that label; a form keeps it until it is sent."""
        app = self.app
        widgets = (*app.selectbox, *app.multiselect, *app.text_input, *app.radio, *app.button_group, *app.checkbox)
        next(widget for widget in widgets if widget.label == label).set_value(value)

    def choose(self, label: str, value: object) -> Screen:
        """Choose a value in the widget of that label."""
        self.put(label, value)
        return self.run()

    def press(self, label: str) -> Screen:
        """Press the button of that label."""
        next(button for button in self.app.button if button.label == label).click()
        return self.run()


Open = Callable[..., Screen]


@pytest.fixture
def open_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page of the application at an address."""
    monkeypatch.chdir(ROOT)

    def opened(name: str, **query: str | list[str]) -> Screen:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180)
        app.run()
        app.query_params.update(query)
        app.switch_page(f"ui/pages/{name}.py")
        return Screen(app).run()

    return opened
