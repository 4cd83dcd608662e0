"""No figure hangs on a council's name: with every name swapped for an invented one, all of them stay.

Names are swapped wherever they stand: in the texts, headings, leads, titles and file names of extractions, and in the
files that they are made from. Ids are kept, so that the truth still fits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from compare.align import align
from compare.cover import cover
from compare.themes import label
from corpus import gold
from corpus.figures import compared, themes
from corpus.figures.compared import AlignTruth, CoverTruth
from corpus.figures.judged import clause_pairs
from corpus.figures.themes import Labelled
from corpus.reader import read_document
from corpus.store import Store
from extract.schema import Extraction

TOLERANCE = 0.001
"""All figures stay to the digit; documents are compared in the order of their names, and sums are rounded."""
INVENTED = ("Penmouth", "Aldergate", "Thornwick", "Quarrendon", "Ottermere", "Hexbridge", "Lullington", "Wraxley")
ALIGNED = 5
"""So many of the sample notices are aligned, which is quick enough for every run."""
Swap = Callable[[str], str]
Figures = Mapping[str, float]


def swap_of(names: Sequence[str]) -> Swap:
    """Changes every council's name, as words, in capitals and in file names, and its initials before "SCB"."""
    changes: dict[str, str] = {}
    for name, new in zip(sorted(set(names)), INVENTED, strict=False):
        words = name.split()
        invented = [new, *("Rise" for _ in words[1:])]
        for form in (" ".join, lambda one: " ".join(one).upper(), lambda one: "_".join(one).lower()):
            changes[form(words)] = form(invented)
        changes["".join(word[0] for word in words) + "SCB"] = "".join(word[0] for word in invented) + "SCB"
    pattern = re.compile("|".join(sorted(map(re.escape, changes), key=len, reverse=True)))
    return lambda text: pattern.sub(lambda found: changes[found[0]], text)


def swapped(extractions: Sequence[Extraction]) -> list[Extraction]:
    """The extractions with all names swapped; no old one is left in what they say."""
    names = [one.document.council for one in extractions if one.document.council]
    assert len(names) == len(extractions)
    printed = [swap_of(names)(one.model_dump_json()) for one in extractions]
    assert not any(name in text for name in names for text in printed)
    return [Extraction.model_validate_json(text) for text in printed]


def same(before: Figures, after: Figures) -> bool:
    return before.keys() == after.keys() and all(abs(before[name] - after[name]) <= TOLERANCE for name in before)


Notices = list[tuple[str, dict, Extraction]]


@pytest.fixture(scope="module")
def sample_notices(samples: Path, sample_store: Store) -> Notices:
    stored = {one.document.file: one for one in sample_store.extractions()}
    known = gold.load(samples / "gold", samples).of("notice")
    return [(name, one.data, stored[one.files[0].name]) for name, one in known.items()]


@pytest.fixture(scope="module")
def real_notices(shared: Path) -> Notices:
    files = sorted((shared / "documents" / "notices").glob("*_improvement_notice.docx"))
    found = [(file.stem.removesuffix("_improvement_notice"), file) for file in files]
    folder = shared / "gold" / "notices"
    return [
        (name, json.loads((folder / f"{name}.json").read_text("utf-8")), read_document(file)) for name, file in found
    ]


def alignment_figures(notices: Notices, groups: list[list[str]]) -> tuple[Figures, Figures]:
    """With the printed names, and with others."""
    known = {clause["id"] for _, truth, _ in notices for clause in truth["clauses"]}
    truth = AlignTruth.of(notices, [[one for one in group if one in known] for group in groups])
    own = [one for *_, one in notices]
    before, after = (compared.judge_alignment(truth, align(given)).figures for given in (own, swapped(own)))
    return before, after


def theme_figures(notices: Notices) -> tuple[Figures, Figures]:
    """Of all clauses together, with the printed names, and with others."""

    def judged(extractions: Sequence[Extraction]) -> Figures:
        texts, said = [], []
        for (_, truth, printed), extraction in zip(notices, extractions, strict=True):
            clauses = label(extraction).clauses
            for i, j in clause_pairs(truth, printed).items():
                own = truth["clauses"][i]
                texts.append(Labelled(own["id"], own["text"], (own["theme"],), tuple(own["secondary_themes"])))
                said.append(clauses[j].themes)
        return themes.judge(texts, said).figures

    own = [one for *_, one in notices]
    return judged(own), judged(swapped(own))


def test_sample_notices_of_other_names_are_aligned_as_well(sample_notices: Notices, samples: Path):
    groups = json.loads((samples / "gold" / "notices" / "alignment.json").read_text("utf-8"))
    before, after = alignment_figures(sample_notices[-ALIGNED:], groups)
    assert before["map"] > 0.9
    assert same(before, after), (before, after)


def test_clauses_of_sample_notices_of_other_names_have_the_same_themes(sample_notices: Notices):
    before, after = theme_figures(sample_notices)
    assert before["first_any"] > 0.85
    assert same(before, after), (before, after)


@pytest.mark.real
def test_real_notices_of_other_names_are_aligned_as_well(real_notices: Notices, shared: Path):
    groups = json.loads((shared / "gold" / "notices" / "alignment.json").read_text("utf-8"))
    before, after = alignment_figures(real_notices, groups)
    assert before["map"] > 0.95
    assert same(before, after), (before, after)


@pytest.mark.real
def test_clauses_of_real_notices_of_other_names_have_the_same_themes(real_notices: Notices):
    before, after = theme_figures(real_notices)
    assert before["first_any"] > 0.95
    assert same(before, after), (before, after)


def coverage_figures(truth: Mapping, notice_truth: Mapping, pair: list[Extraction]) -> tuple[Figures, Figures]:
    """With the printed names, and with others."""
    known = CoverTruth.of(truth, notice_truth, *pair)
    before, after = (compared.judge_coverage(known, cover(*own)).figures for own in (pair, swapped(pair)))
    return before, after


def test_sample_plans_of_other_names_cover_as_much(samples: Path, sample_store: Store):
    stored = {one.document.file: one for one in sample_store.extractions()}
    known = gold.load(samples / "gold", samples)
    for name, plan in known.of("plan").items():
        notice = known.of("notice")[name]
        pair = [stored[one.files[0].name] for one in (notice, plan)]
        before, after = coverage_figures(plan.data, notice.data, pair)
        assert same(before, after), (name, before, after)


@pytest.mark.real
def test_real_plans_of_other_names_cover_as_much(real_notices: Notices, shared: Path):
    for name, truth, notice in real_notices:
        file = shared / "gold" / "plans" / f"{name}.json"
        if file.exists():
            plan = read_document(next((shared / "documents" / "plans").glob(f"{name}_improvement_plan.docx")))
            before, after = coverage_figures(json.loads(file.read_text("utf-8")), truth, [notice, plan])
            assert same(before, after), (name, before, after)


def read_as(text: str, file: Path) -> list[tuple[object, ...]]:
    """All that is read of the clauses of a text, but their ids."""
    file.write_text(text, encoding="utf-8")
    clauses = read_document(file, kind="improvement_notice").clauses
    place = {clause.id: number for number, clause in enumerate(clauses)}
    return [
        (c.text, c.section, c.title, c.number, place.get(c.parent or ""), c.kind, c.duty_holders, c.deadlines)
        for c in clauses
    ]


def clauses_of_both(text: str, names: Sequence[str], tmp_path: Path) -> tuple[list, list]:
    """The clauses of a text whose names are swapped, and those of the text with the names swapped in them."""
    swap = swap_of(names)
    printed = read_as(text, tmp_path / "printed.txt")
    other = [tuple(swap(one) if isinstance(one, str) else one for one in clause) for clause in printed]
    return read_as(swap(text), tmp_path / "other.txt"), other


def test_a_sample_notice_of_another_name_is_read_into_the_same_clauses(samples: Path, tmp_path: Path):
    text = (samples / "notices" / "wexcombe_improvement_notice.txt").read_text("utf-8")
    assert text.count("Wexcombe") > 1
    found, expected = clauses_of_both(text, ["Wexcombe"], tmp_path)
    assert len(found) > 20
    assert found == expected


@pytest.mark.real
def test_real_notices_of_other_names_are_read_into_the_same_clauses(shared: Path, tmp_path: Path):
    for file in sorted((shared / "documents" / "notices").glob("*_improvement_notice.txt")):
        text = file.read_text("utf-8")
        name = file.stem.removesuffix("_improvement_notice").replace("_", " ").title()
        assert name.upper() in text.upper()
        found, expected = clauses_of_both(text, [name], tmp_path)
        assert len(found) > 20
        assert found == expected
