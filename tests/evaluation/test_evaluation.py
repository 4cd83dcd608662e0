"""Which file is judged by which gold, and what becomes of a file that fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus import gold
from corpus.errors import GoldError
from corpus.evaluation import Evaluation
from corpus.evaluation import evaluate as evaluate_with
from extract.errors import NoTextError
from extract.schema import Clause, DocumentFacts, Extraction

TEXT = "Every child on a plan is seen at home at least every two weeks."


def stand_in(path: Path) -> Extraction:
    if "scanned" in path.name:
        raise NoTextError(f"{path.name}: there is no text in it.")
    facts = DocumentFacts(file=path.name, sha256=path.name, kind="improvement_notice", kind_confidence=1)
    return Extraction(document=facts, clauses=(Clause(id=path.name, kind="requirement", text=path.read_text()),))


def evaluate(*places: Path, read: Any = stand_in, **options: Any) -> Evaluation:
    return evaluate_with(*places, read=read, **options)


def folders(tmp_path: Path, gold_files: dict[str, Any], documents: tuple[str, ...]) -> tuple[Path, Path]:
    for name, data in gold_files.items():
        path = tmp_path / "gold" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data))
    for name in documents:
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT)
    return tmp_path / "gold", tmp_path / "docs"


def notice(**fields: Any) -> dict[str, Any]:
    clause = {
        "id": "N-1", "text": TEXT, "parent": None, "section": None, "kind": "requirement", "theme": "visits",
        "secondary_themes": [], "deadlines": [], "duty_holders": [], "references": [],
    }  # fmt: skip
    return {"council": "North", "gss": None, "issued": None, "signatory": None, "clauses": [clause], **fields}


READABLE, SCANNED = "north_improvement_notice.txt", "north_improvement_notice_scanned.pdf"
PLAN = {"actions": [], "links": [], "uncovered": [], "orphans": [], "defects": []}
PROGRESS = {"target_tracker": [], "performance_book": []}
REPORT = {"requirements": [], "judgements": [], "council": "North"}


def test_gold_finds_its_documents_by_name(tmp_path):
    found = gold.load(
        *folders(
            tmp_path,
            {
                "notices/north.json": notice(),
                "notices/north_2032.json": notice(document="north_improvement_notice_2032"),
                "plans/north.json": PLAN,
                "plans/south.json": PLAN | {"files": ["the plan.docx"]},
                "reports/55_north.json": REPORT,
                "reports/other.json": REPORT | {"file": "named.pdf"},
                "progress/north_indicators.json": PROGRESS | {"document": "north_progress_report"},
                "notices/alignment.json": [["N-1", "S-1"]],
                "themes/train.json": [{"text": TEXT}],
            },
            (
                "north_improvement_notice.pdf",
                "more/north_improvement_notice.docx",
                "north_improvement_notice_scanned.pdf",
                "north_improvement_notice_2032.pdf",
                "north_improvement_notices_of_old.pdf",
                "north_improvement_plan.xlsx",
                "the plan.docx",
                "55_north.pdf",
                "named.pdf",
                "north_progress_report_autumn.pdf",
                "north_progress_report_autumn.txt",
            ),
        )
    )
    names = {(one.group, one.name): sorted(file.name for file in one.files) for one in found.all}
    assert names == {
        ("notice", "north"): [
            "north_improvement_notice.docx",
            "north_improvement_notice.pdf",
            "north_improvement_notice_scanned.pdf",
        ],
        ("notice", "north_2032"): ["north_improvement_notice_2032.pdf"],
        ("plan", "north"): ["north_improvement_plan.xlsx"],
        ("plan", "south"): ["the plan.docx"],
        ("inspection", "55_north"): ["55_north.pdf"],
        ("inspection", "other"): ["named.pdf"],
        ("indicators", "north_indicators"): ["north_progress_report_autumn.pdf"],
    }
    assert found.alignment == [["N-1", "S-1"]]
    assert found.missing == []


def test_a_document_that_fails_counts_as_nothing_found_with_its_reason(tmp_path):
    result = evaluate(*folders(tmp_path, {"north.json": notice()}, (READABLE, "north_improvement_notice_scanned.pdf")))
    good, bad = (one for one in result.documents if one.group == "notice")
    assert good.figures["segmentation.f1"] == 1
    assert bad.failed == "north_improvement_notice_scanned.pdf: there is no text in it."
    assert set(bad.figures.values()) == {0.0}
    assert result.means["notice"]["segmentation.f1"] == 0.5
    assert result.counted["notice"] == 2


def test_a_document_declared_unreadable_is_shown_and_counts_in_no_mean(tmp_path):
    declared = notice(unreadable={SCANNED: "pictures of pages"})
    result = evaluate(*folders(tmp_path, {"north.json": declared}, (READABLE, "north_improvement_notice_scanned.pdf")))
    assert result.means["notice"]["segmentation.f1"] == 1
    assert result.counted["notice"] == 1
    shown = result.printed()["documents"][1]
    assert shown["declared"] == "pictures of pages"
    assert shown["failed"] == "north_improvement_notice_scanned.pdf: there is no text in it."


def test_a_document_declared_unreadable_that_was_read_after_all_is_judged(tmp_path):
    declared = notice(unreadable={READABLE: "pictures of pages"})
    result = evaluate(*folders(tmp_path, {"north.json": declared}, (READABLE,)))
    assert result.means["notice"]["segmentation.f1"] == 1


def test_a_fault_of_the_program_is_a_failed_document(tmp_path):
    def faulty(_: Path) -> Extraction:
        raise ZeroDivisionError

    result = evaluate(*folders(tmp_path, {"north.json": notice()}, (READABLE,)), read=faulty)
    assert result.means["notice"]["segmentation.f1"] == 0
    assert "ZeroDivisionError" in (result.documents[0].failed or "")


def test_gold_whose_document_is_not_there_is_named(tmp_path):
    result = evaluate(*folders(tmp_path, {"north.json": notice(), "south.json": notice()}, (READABLE,)))
    assert result.printed()["missing"] == ["notice south"]


def test_every_file_is_read_once_and_progress_counts_it(tmp_path):
    read: list[str] = []
    seen: list[tuple[int, int, str]] = []
    places = folders(
        tmp_path,
        {"north.json": notice(), "south.json": notice()},
        (READABLE, "south_improvement_notice.txt"),
    )

    def noted(path: Path) -> Extraction:
        read.append(path.name)
        return stand_in(path)

    evaluate(*places, read=noted, on_progress=lambda done, total, name: seen.append((done, total, name)))
    assert read == [READABLE, "south_improvement_notice.txt"]
    assert [(done, total) for done, total, _ in seen] == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("gold_files", "documents", "said"),
    [
        ({"north.json": notice()}, ("unrelated.pdf",), "none of the gold there is about a document"),
        ({"notes.json": {"a": 1}}, (READABLE,), "none of the gold there is about a document"),
    ],
)
def test_gold_that_fits_no_document_is_one_sentence(tmp_path, gold_files, documents, said):
    with pytest.raises(GoldError, match=said):
        evaluate(*folders(tmp_path, gold_files, documents))


def test_a_missing_folder_and_broken_gold_are_one_sentence(tmp_path):
    with pytest.raises(GoldError, match=r"there is no such folder; give the folders"):
        evaluate(tmp_path / "no gold", tmp_path)
    places = folders(tmp_path, {"north.json": notice()}, (READABLE,))
    (places[0] / "broken.json").write_text("{")
    with pytest.raises(GoldError, match=r"broken\.json: the gold cannot be read"):
        evaluate(*places)
