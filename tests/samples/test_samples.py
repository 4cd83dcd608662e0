"""The committed sample corpus agrees with the texts it is made from, and its gold with itself."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from compare import taxonomy
from extract.schema import Duty, KindOfClause, Rag, normalised
from scripts.samples.build import files
from scripts.samples.sources import names

ROOT = Path(__file__).resolve().parents[2]
NOTICES = names("notices")
PLANS = names("plans")
MAX_BYTES = 6 << 20
PRINTED = re.compile(r"(word/(document|footer\d*|header\d*)|xl/(sharedStrings|worksheets/sheet\d+))\.xml$")
RUN = 12  # as many words in a row as no sample may share with a real document
FORMS = (
    # What such documents are called and how their tables name the areas that are judged: names, not sentences.
    "the impact of leaders on social work practice with children and families",
    "the experiences and progress of children who need help and protection",
    "the experiences and progress of children in care and care leavers",
    "the experiences and progress of children looked after and achieving permanence",
    "inspection of services for children in need of help and protection",
    "review of the effectiveness of the local safeguarding children board",
    "children who need help and protection",
    "children looked after and achieving permanence",
    "adoption performance",
    "experiences and progress of care leavers",
    "leadership management and governance",
)


@pytest.fixture(scope="session")
def built() -> dict[str, bytes]:
    """Every file of the corpus as the texts give it today."""
    return dict(files())


@pytest.fixture(scope="session")
def gold(samples: Path) -> dict[str, Any]:
    """The committed gold by its path below `gold`."""
    home = samples / "gold"
    return {path.relative_to(home).as_posix(): json.loads(path.read_text("utf-8")) for path in home.rglob("*.json")}


def committed(samples: Path) -> dict[str, Path]:
    found = {path.relative_to(samples).as_posix(): path for path in samples.rglob("*") if path.is_file()}
    found.pop("README.md")
    return found


def text_of(name: str, content: bytes) -> str:
    """The letters and digits that a document holds, whatever its format."""
    if name.endswith(".pdf"):
        document = pypdfium2.PdfDocument(content)
        pages = [page.get_textpage().get_text_range() for page in document]
        document.close()
        return normalised(" ".join(pages))
    if name.endswith((".docx", ".xlsx")):
        return normalised(" ".join(packed_text(content)))
    return normalised(content.decode())


def packed_text(content: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        parts = [packed.read(name).decode() for name in packed.namelist() if PRINTED.match(name)]
    return [re.sub(r"</?w:r\b.*?>|<[^>]+>", " ", part) for part in parts]


def test_the_committed_files_are_those_that_the_texts_make(built, samples):
    assert sorted(built) == sorted(committed(samples))


def test_rebuilding_gives_the_committed_gold(built, samples):
    stale = [
        name for name, content in built.items() if name.startswith("gold/") and (samples / name).read_bytes() != content
    ]
    assert stale == []


def test_rebuilding_gives_the_text_of_the_committed_documents(built, samples):
    documents = [name for name in built if not name.startswith("gold/")]
    stale = [name for name in documents if text_of(name, built[name]) != text_of(name, (samples / name).read_bytes())]
    assert stale == []


def test_building_twice_gives_the_same_bytes(built):
    assert built == dict(files())


def test_the_corpus_is_small_enough_to_keep_in_the_repository(samples):
    assert sum(path.stat().st_size for path in committed(samples).values()) < MAX_BYTES


def test_the_long_notice_has_thirteen_pages_and_over_a_hundred_clauses(samples, gold):
    document = pypdfium2.PdfDocument(samples / "notices" / "saltmarsh_improvement_notice.pdf")
    assert len(document) == 13
    assert len(gold["notices/saltmarsh.json"]["clauses"]) > 100
    document.close()


def test_the_scanned_notice_has_no_text_layer_and_less_than_a_megabyte_and_a_half(samples):
    path = samples / "notices" / "brindlewater_improvement_notice_scanned.pdf"
    assert text_of(path.name, path.read_bytes()) == ""
    assert path.stat().st_size < 1_500_000


def test_there_are_the_documents_that_an_officer_learns_with(gold):
    councils = {content["council"] for name, content in gold.items() if "clauses" in content}
    assert len(councils) >= 7
    assert [
        len([name for name in gold if name.startswith(kind)]) for kind in ("plans/", "inspections/", "progress/")
    ] == [4, 3, 2]


def test_no_sample_council_is_a_real_one(gold):
    with (ROOT / "models" / "councils.csv").open(encoding="utf-8") as file:
        real = {normalised(row["name"]) for row in csv.DictReader(file)}
    councils = {content["council"] for content in gold.values() if isinstance(content, dict) and "clauses" in content}
    assert not {normalised(council) for council in councils} & real
    assert all(content["gss"] is None for content in gold.values() if isinstance(content, dict) and "gss" in content)


def test_every_document_with_a_text_layer_says_that_it_is_a_sample(samples):
    silent = [
        name
        for name, path in committed(samples).items()
        if not name.startswith("gold/")
        and "scanned" not in name
        and "sample document" not in text_of(name, path.read_bytes())
    ]
    assert silent == []


@pytest.mark.parametrize("name", NOTICES)
def test_a_clause_hangs_under_one_that_was_printed_before_it(gold, name):
    seen: set[str] = set()
    for clause in gold[f"notices/{name}.json"]["clauses"]:
        assert clause["id"] not in seen
        assert clause["parent"] is None or clause["parent"] in seen
        seen.add(clause["id"])


@pytest.mark.parametrize("name", NOTICES)
def test_a_clause_uses_only_known_words(gold, name):
    themes = {theme.id for theme in taxonomy.load().themes}
    for clause in gold[f"notices/{name}.json"]["clauses"]:
        assert {clause["theme"], *clause["secondary_themes"]} <= themes, clause["id"]
        assert clause["kind"] in KindOfClause.__args__
        assert set(clause["duty_holders"]) <= set(Duty.__args__), clause["id"]
        assert all(
            deadline["kind"] in ("date", "after_start", "recurring", "event") for deadline in clause["deadlines"]
        )


@pytest.mark.parametrize("name", NOTICES)
def test_a_deadline_is_printed_in_its_clause(gold, name):
    for clause in gold[f"notices/{name}.json"]["clauses"]:
        for deadline in clause["deadlines"]:
            assert deadline["text"] in clause["text"], clause["id"]
            assert isinstance(deadline["value"], list) == (deadline["kind"] == "after_start")


@pytest.mark.parametrize("name", [name for name in NOTICES if name != "brindlewater"])
def test_every_clause_is_printed_in_its_notice(gold, samples, name):
    (path,) = samples.glob(f"notices/{name}_improvement_notice.*")
    printed = text_of(path.name, path.read_bytes()).replace(" ", "")
    assert [c["id"] for c in gold[f"notices/{name}.json"]["clauses"] if letters(c["text"])[:60] not in printed] == []


def letters(text: str) -> str:
    return normalised(text).replace(" ", "")


def test_alignment_joins_clauses_of_different_notices(gold):
    known = {clause["id"] for name in NOTICES for clause in gold[f"notices/{name}.json"]["clauses"]}
    for group in gold["notices/alignment.json"]:
        assert set(group) <= known
        assert len({member[:2] for member in group}) > 1
    assert len({gold[f"notices/{name}.json"]["clauses"][0]["id"][:2] for name in NOTICES}) == len(NOTICES)


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_speaks_only_of_its_own_actions_and_of_clauses_of_its_notice(gold, name):
    plan = gold[f"plans/{name}.json"]
    clauses = {clause["id"] for clause in gold[f"notices/{name}.json"]["clauses"]}
    actions = {action["id"] for action in plan["actions"]}
    assert len(actions) == len(plan["actions"])
    for pair in (*plan["links"], *plan["tolerated"], *plan["near_misses"]):
        assert pair["clause"] in clauses
        assert pair["action"] in actions
    assert {defect["action"] for defect in plan["defects"]} | set(plan["orphans"]) <= actions
    assert not set(plan["uncovered"]) & {link["clause"] for link in plan["links"]}
    assert all(action["rag"] in (*Rag.__args__, None) for action in plan["actions"])


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_leaves_something_to_find(gold, name):
    plan = gold[f"plans/{name}.json"]
    kinds = Counter(defect["kind"] for defect in plan["defects"])
    assert set(kinds) - {"split_row"} == {"no_lead", "no_deadline", "vague_deadline", "duplicate_ref", "late"}
    assert plan["uncovered"]
    assert plan["orphans"]
    assert {link["coverage"] for link in plan["links"]} == {"full", "partial"}
    assert any(action["rag"] == "red" for action in plan["actions"])


@pytest.mark.parametrize("name", PLANS)
def test_an_action_called_late_is_due_after_the_day_in_its_clause(gold, name):
    plan = gold[f"plans/{name}.json"]
    days = {
        clause["id"]: [deadline["value"] for deadline in clause["deadlines"] if deadline["kind"] == "date"]
        for clause in gold[f"notices/{name}.json"]["clauses"]
    }
    due = {action["id"]: action["due_date"] for action in plan["actions"]}
    for defect in plan["defects"]:
        if defect["kind"] == "late":
            assert due[defect["action"]] > min(days[defect["clause"]])


def test_a_measure_on_target_is_on_the_right_side_of_it(gold):
    for name in names("progress"):
        for row in gold[f"progress/{name}_indicators.json"]["target_tracker"]:
            latest = list(row["values"].values())[-1]
            reached = latest >= row["target"] if row["polarity"] == "high" else latest <= row["target"]
            assert reached == row["on_target"], row["ref"]


@pytest.mark.real
def test_no_twelve_words_in_a_row_come_from_a_real_document(built, shared):
    real = {run for text in real_texts(shared) for run in runs(text)}
    ours = [text_of(name, content) for name, content in built.items() if not name.startswith("gold/")]
    assert sorted({" ".join(run) for text in ours for run in runs(text)} & {" ".join(run) for run in real}) == []


def real_texts(shared: Path) -> Iterator[str]:
    """The real documents as text; a file that is not what its name says is passed over."""
    for path in sorted((shared / "documents").rglob("*")):
        if path.suffix == ".txt":
            yield normalised(path.read_text("utf-8", "replace"))
        elif path.suffix in (".docx", ".xlsx") or (path.suffix == ".pdf" and b"%PDF" in path.read_bytes()[:1024]):
            yield text_of(path.name, path.read_bytes())


def runs(text: str) -> set[tuple[str, ...]]:
    """Every dozen words in a row, the names of forms taken out."""
    for form in FORMS:
        text = text.replace(form, " | ")
    words = text.split()
    return {
        tuple(words[start : start + RUN])
        for start in range(len(words) - RUN + 1)
        if "|" not in words[start : start + RUN]
    }
