"""The command line: JSON out, one sentence on standard error where a document fails, 1 and 2 as exit statuses."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from docx import Document
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import clausemap
from extract.read import child

CLAUSE_FIELDS = {
    "id", "label", "number", "parent", "section", "title", "kind", "text", "page", "boxes", "themes", "obligations",
    "duty_holders", "deadlines", "references", "footnotes", "confidence",
}  # fmt: skip


class Ran(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the command line in this process."""

    def call(*arguments: object, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["clausemap", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as ended:
            clausemap.main()
            raise SystemExit(0)
        printed = capsys.readouterr()
        return Ran(int(ended.value.code or 0), printed.out, printed.err)

    return call


@pytest.fixture(scope="session")
def notice(samples: Path) -> Path:
    """A notice of the sample corpus in Word."""
    return sorted(samples.glob("notices/*.docx"))[0]


def test_extract_prints_the_contract_as_json(run: Callable[..., Ran], notice: Path) -> None:
    ran = run("extract", notice, "--json")
    assert ran.status == 0, ran.err
    assert ran.json["document"]["kind"] == "improvement_notice"
    assert ran.json["document"]["file"] == notice.name
    assert set(ran.json["clauses"][0]) >= CLAUSE_FIELDS
    ledger = ran.json["ledger"]
    assert ledger["sentences"] == sum(count for role, count in ledger.items() if role != "sentences") > 0
    assert all(len(clause["themes"]) == 3 for clause in ran.json["clauses"])


def test_output_goes_to_the_file_that_is_named(run: Callable[..., Ran], notice: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    assert run("extract", notice, "-o", target).status == 0
    assert json.loads(target.read_text(encoding="utf-8")) == run("extract", notice, "--json").json


def test_what_a_person_says_of_a_document_overrules_what_it_says(run: Callable[..., Ran], notice: Path) -> None:
    ran = run("extract", notice, "--council", "Knowsley", "--issued", "2014-09-16", "--json")
    assert (ran.json["document"]["council"], ran.json["document"]["gss"]) == ("Knowsley", "E08000011")
    assert ran.json["document"]["issued"] == "2014-09-16"


def pdf(path: Path, **options: Any) -> Canvas:
    return Canvas(str(path), **options)


def locked_pdf(folder: Path) -> Path:
    page = pdf(folder / "locked.pdf", encrypt=StandardEncryption("secret"))
    page.drawString(72, 700, "Nobody may read this.")
    page.save()
    return folder / "locked.pdf"


def scanned_pdf(folder: Path) -> Path:
    Image.new("L", (400, 600), 230).save(folder / "page.png")
    page = pdf(folder / "scan.pdf")
    page.drawImage(str(folder / "page.png"), 0, 0)
    page.save()
    return folder / "scan.pdf"


def web_page(folder: Path) -> Path:
    path = folder / "report.pdf"
    path.write_text("<!DOCTYPE html><html><body>Not found</body></html>", encoding="utf-8")
    return path


def torn_pdf(folder: Path) -> Path:
    path = folder / "torn.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    return path


def empty_file(folder: Path) -> Path:
    path = folder / "empty.docx"
    path.write_bytes(b"")
    return path


def rota(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["Room", "Colour", "Size"])
    book.active.append(["Hall", "Green", 12])
    book.save(folder / "rota.xlsx")
    return folder / "rota.xlsx"


def letter(folder: Path) -> Path:
    document = Document()
    document.add_paragraph("Dear colleague, thank you for your visit last week. We enjoyed the cake.")
    document.save(str(folder / "letter.docx"))
    return folder / "letter.docx"


BAD: dict[str, tuple[Callable[[Path], Path], str, tuple[str, ...]]] = {
    "a file that is not there": (lambda folder: folder / "none.pdf", "there is no such file", ()),
    "an empty file": (empty_file, "the file is empty", ()),
    "a PDF under a password": (locked_pdf, "protected by a password", ()),
    "a scan of blank pages": (scanned_pdf, "blank", ()),
    "a web page named PDF": (web_page, "this is a web page", ()),
    "a PDF torn in two": (torn_pdf, "the PDF is damaged", ()),
    "a workbook without actions": (rota, "action", ("--kind", "improvement_plan")),
    "a letter": (letter, "looks like no", ()),
    "a notice without clauses": (letter, "no requirement was found", ("--kind", "improvement_notice")),
    "a kind that there is not": (letter, "no kind of document called poem", ("--kind", "poem")),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_sentence_and_status_1(run: Callable[..., Ran], tmp_path: Path, case: str) -> None:
    make, reason, options = BAD[case]
    ran = run("extract", make(tmp_path), *options, "--json")
    assert ran.status == 1
    assert ran.out == ""
    assert reason in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert "Traceback" not in ran.err


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    run: Callable[..., Ran], notice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "MAX_BYTES", 1000)
    ran = run("extract", notice, "--json")
    assert (ran.status, "the limit is" in ran.err) == (1, True)


@pytest.mark.parametrize(
    "arguments", [("extract",), ("extract", "a.pdf", "--colour"), ("nonsense",), ("align", "a.pdf")]
)
def test_wrong_usage_is_status_2(run: Callable[..., Ran], arguments: tuple[str, ...]) -> None:
    assert run(*arguments).status == 2


def lines(*texts: str) -> str:
    return "\n".join(json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts))


def test_themes_come_for_any_texts_on_standard_input(run: Callable[..., Ran]) -> None:
    ran = run("themes", "-", stdin=lines("Reduce the caseloads of social workers.", "Find adopters sooner."))
    assert [row["id"] for row in ran.json] == ["0", "1"]
    assert [row["themes"][0]["id"] for row in ran.json] == ["caseloads", "adoption"]
    assert all(len(row["themes"]) >= 3 for row in ran.json)


def test_match_gives_the_nearest_target_the_highest_score(run: Callable[..., Ran], tmp_path: Path) -> None:
    targets = tmp_path / "targets.jsonl"
    targets.write_text(
        lines("Hire more foster carers.", "Cut caseloads to eighteen children.", "Audit ten files a month."),
        encoding="utf-8",
    )
    ran = run("match", "-", targets, stdin=lines("Make the caseloads of social workers smaller."))
    best = max(ran.json["pairs"], key=lambda pair: pair["score"])
    assert (best["source"], best["target"]) == ("0", "1")
    assert len(ran.json["pairs"]) == 3


def test_a_line_that_is_no_json_is_said_so(run: Callable[..., Ran]) -> None:
    ran = run("themes", "-", stdin="these are words")
    assert (ran.status, ran.err.strip()) == (
        1,
        'standard input: every line must be a JSON object with "id" and "text".',
    )


def names(paths: Iterable[str]) -> list[str]:
    return [Path(path).name for path in paths]


def test_ingest_twice_changes_nothing_and_a_bad_file_stops_nothing(
    run: Callable[..., Ran], notice: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    bad = web_page(tmp_path)
    first = run("ingest", notice, bad, "--store", store, "--json")
    assert (first.status, names(first.json["added"])) == (0, [notice.name])
    assert names(failure["file"] for failure in first.json["failed"]) == ["report.pdf"]
    second = run("ingest", notice, "--store", store, "--json")
    assert (second.json["added"], names(second.json["unchanged"])) == ([], [notice.name])


def test_ingest_of_nothing_readable_is_status_1(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run("ingest", web_page(tmp_path), "--store", tmp_path / "store", "--json").status == 1


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_export_writes_the_clauses_of_a_file(
    run: Callable[..., Ran], notice: Path, tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"report.{ending}"
    assert run("export", notice, "--table", "clauses", "-o", target).status == 0
    assert target.stat().st_size > 1000


def test_export_knows_its_formats(run: Callable[..., Ran], notice: Path, tmp_path: Path) -> None:
    assert run("export", notice, "-o", tmp_path / "report.odt").status == 2


def test_a_terminal_gets_tables(run: Callable[..., Ran], notice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    ran = run("extract", notice)
    assert "improvement notice" in ran.out
    assert "{" not in ran.out.splitlines()[0]


def test_the_calendar_of_a_notice_has_days_with_their_arithmetic(run: Callable[..., Ran], notice: Path) -> None:
    ran = run("calendar", notice, "--issued", "2031-05-06", "--json")
    assert ran.status == 0, ran.err
    days = [day for entry in ran.json["entries"] for day in entry["days"]]
    assert any(day["arithmetic"].startswith("6 May 2031 + ") for day in days)
    assert all({"text", "quote", "clause", "waits_for"} <= set(entry) for entry in ran.json["entries"])


def test_the_calendar_is_written_for_a_calendar_program(run: Callable[..., Ran], notice: Path, tmp_path: Path) -> None:
    target = tmp_path / "dates.ics"
    assert run("calendar", notice, "--issued", "2031-05-06", "-o", target).status == 0
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert target.read_bytes().count(b"BEGIN:VEVENT") > 3


@pytest.mark.real
def test_the_calendar_of_a_real_notice_lists_plan_report_reviews_and_meetings(
    run: Callable[..., Ran], shared: Path
) -> None:
    entries = run("calendar", shared / "documents/notices/knowsley_improvement_notice.pdf", "--json").json["entries"]
    days = {day["day"]: day["arithmetic"] for entry in entries for day in entry["days"]}
    said = {arithmetic for entry in entries for arithmetic in (day["arithmetic"] for day in entry["days"])}
    assert days["2014-10-06"] == "printed: 6 Oct 2014"
    assert "printed: 31 Dec 2014" in said
    assert {"16 Sep 2014 + 6 months = 16 Mar 2015", "16 Sep 2014 + 18 months = 16 Mar 2016"} <= said
    assert {"16 Sep 2014 + 6 weeks = 28 Oct 2014", "16 Sep 2014 + 12 weeks = 9 Dec 2014"} <= said


def test_every_sentence_is_listed_with_its_role(run: Callable[..., Ran], notice: Path) -> None:
    printed = run("extract", notice, "--ledger", "--json").json
    assert len(printed["sentences"]) == printed["ledger"]["sentences"]
    assert {one["role"] for one in printed["sentences"]} >= {"clause", "heading"}


def test_a_column_of_a_plan_is_given_by_name_and_field(run: Callable[..., Ran], tmp_path: Path) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text("| Undertaking | Lead | By when |\n|---|---|---|\n| Hire two managers | Director | May 2031 |\n")
    ran = run("extract", plan, "--kind", "improvement_plan", "--column", "Undertaking=action", "--json")
    assert [action["text"] for action in ran.json["actions"]] == ["Hire two managers"]
    assert run("extract", plan, "--column", "Undertaking", "--json").status == 2


@pytest.mark.parametrize(
    ("title", "status", "said"),
    [
        ("Improvement Notice to Westwold Council", 0, ""),
        ("Improvement notice\n\nRevised improvement plan", 1, "may be improvement notice"),
        ("Opening hours of the library", 1, "looks like no improvement notice"),
    ],
)
def test_a_kind_is_told_by_its_title_and_asked_for_where_two_fit_or_none(
    run: Callable[..., Ran], tmp_path: Path, title: str, status: int, said: str
) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(f"{title}\n\n1. The Council must hold a meeting every month.\n", encoding="utf-8")
    ran = run("extract", paper, "--json")
    assert ran.status == status, ran.err
    assert said in ran.err


def test_thresholds_are_learnt_from_a_file_of_decisions(run: Callable[..., Ran], tmp_path: Path) -> None:
    file, models = tmp_path / "decisions.jsonl", tmp_path / "models"
    scores = [("confirmed", 0.35)] * 20 + [("rejected", 0.1)] * 10
    lines = [
        {"kind": "pair", "clause": f"Clause {n}", "other": f"Other {n}", "verdict": verdict, "score": score}
        | {"document": f"notice {n % 3}"}
        for n, (verdict, score) in enumerate(scores)
    ]
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    ran = run("train", "--decisions", file, "--models", models)
    assert ran.status == 0, ran.err
    assert ran.json["written"] == ["thresholds.json"]
    assert 0.1 < json.loads((models / "thresholds.json").read_text())["same"] <= 0.35
    assert "100.0% of the decisions on other documents than they were set by" in ran.err
    assert "used where CLAUSEMAP_MODELS names that folder" in ran.err


def test_too_few_decisions_are_one_sentence(run: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "decisions.jsonl"
    file.write_text('{"kind": "link", "clause": "A", "action": "B", "verdict": "confirmed", "score": 0.5}')
    ran = run("train", "--decisions", file, "--models", tmp_path / "models")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("Nothing is learnt about scored links: 1 of 1 document were decided, and 20 of 2")


def test_training_needs_gold_or_decisions(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run("train").status == 2
    assert run("train", tmp_path, "--models", tmp_path).status == 2
