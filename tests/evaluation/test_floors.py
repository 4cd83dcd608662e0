"""No field falls under its floor: on the sample corpus always, on the real documents where they are.

`floors.json` holds the floors, each shortly under what was measured when it was set. A higher mean is a reason to raise
its floor; a lower one is a reason to look at the change that lowered it, and never to lower the floor silently.
"""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path

import pytest

from corpus.evaluation import Evaluation, evaluate
from corpus.figures import ranked

FLOORS: dict[str, dict[str, dict[str, float]]] = json.loads(
    (Path(__file__).parent / "floors.json").read_text(encoding="utf-8")
)

CHOSEN = {
    "notices/*_improvement_notice.pdf": 3,
    "notices/*_improvement_notice.docx": 3,
    "notices/*_improvement_notice.txt": 1,
    "plans/*_improvement_plan.xlsx": 1,
    "plans/*_improvement_plan.docx": 2,
}
"""So many real documents of each form; with two reports enough to see a fall, and few enough for every run."""
REPORTS = 2
DEPTHS = {f"recall_at_{depth}" for depth in ranked.DEPTHS}
"""Most follow from the mean average precision and have no floor. The themes of the notices have theirs there."""


def floors(corpus: str) -> list[tuple[str, str, float]]:
    return [(group, name, floor) for group, named in FLOORS[corpus].items() for name, floor in named.items()]


def test_every_sample_was_read(on_samples):
    assert [one.name for one in on_samples.documents if one.failed] == []
    assert on_samples.missing == ()


def test_every_figure_of_the_sample_corpus_has_a_floor(on_samples):
    measured = {(group, name) for group, named in on_samples.means.items() for name in named}
    with_floor = {(group, name) for group, name, _ in floors("samples")}
    assert with_floor <= measured
    assert {(group, name) for group, name in measured - with_floor if name not in DEPTHS and group != "themes"} == set()


@pytest.mark.parametrize(("group", "name", "floor"), floors("samples"))
def test_no_figure_of_the_sample_corpus_is_under_its_floor(on_samples, group, name, floor):
    assert on_samples.means[group][name] >= floor


@pytest.fixture(scope="session")
def on_real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """A part of the real documents against their gold: notices and plans in every format, and some reports."""
    documents = tmp_path_factory.mktemp("documents")
    chosen = [sorted((shared / "documents").glob(pattern))[:number] for pattern, number in CHOSEN.items()]
    for path in (*chain.from_iterable(chosen), *_ilacs_reports(shared)[:REPORTS]):
        (documents / path.name).symlink_to(path)
    return evaluate(shared / "gold", documents)


def _ilacs_reports(shared: Path) -> list[Path]:
    gold = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((shared / "gold" / "inspections").glob("*"))
    ]
    return [shared / "documents" / "inspections" / one["file"] for one in gold if one["framework"] == "ILACS"]


@pytest.mark.real
def test_every_real_document_was_read(on_real):
    assert [(one.name, one.failed) for one in on_real.documents if one.failed] == []
    assert on_real.counted == {
        "notice": 7, "inspection": REPORTS, "plan": 3, "themes_seen": 5, "align": 1, "cover": 2,
    }  # fmt: skip


@pytest.mark.real
def test_no_real_notice_is_cut_into_clauses_much_worse_than_the_others(on_real):
    worst = min(one.figures["segmentation.f1"] for one in on_real.documents if one.group == "notice")
    assert worst >= 0.85


@pytest.mark.real
@pytest.mark.parametrize(("group", "name", "floor"), floors("real"))
def test_no_figure_of_the_real_documents_is_under_its_floor(on_real, group, name, floor):
    assert on_real.means[group][name] >= floor
