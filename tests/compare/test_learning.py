"""Decisions of invented people on invented texts: what is learnt from them, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compare import encoder, fitted, learning, taxonomy, theme_model, theme_training, thresholds
from compare.decided import Decision, settled
from compare.learning import learn
from compare.relearnt import Refitted, Shipped
from compare.theme_examples import Example
from compare.themes import label_texts
from corpus.decisions import sample_clauses
from extract.errors import ClausemapError

NAMES = [theme.id for theme in taxonomy.load().themes]
TOWERS = ("Northmoor", "Eastmarch", "Westbrook", "Southley", "Fairhaven")
LOGS = (
    "The lighthouse keeper of {} enters every visit of a child in the lamp log.",
    "Lamp logs of the {} lighthouse are complete and dated.",
    "Entries in the lighthouse lamp log at {} say what the keeper saw.",
)


@pytest.fixture(scope="module")
def samples() -> Shipped:
    if encoder.encode(["any"]) is None:
        pytest.skip("the sentence encoder's weights are not installed")
    return Shipped(sample_clauses())


def themes_of(texts: list[str], path: Path) -> list[str]:
    return [NAMES[place] for place in theme_model.read(path).probabilities(texts).argmax(axis=1)]


def relabelled(theme: str) -> list[Decision]:
    return [
        Decision(kind="theme", verdict="relabelled", text=log.format(tower), theme=theme, document=tower)
        for tower in TOWERS
        for log in LOGS
    ]


def links(right: list[float], wrong: list[float], kind: str = "link") -> list[Decision]:
    """Each about a clause of its own, spread over three documents."""
    verdicts = [(score, "confirmed") for score in right] + [(score, "rejected") for score in wrong]
    return [
        Decision(kind=kind, verdict=verdict, text=f"Clause {n}", other=f"Action {n}", score=score, document=str(n % 3))
        for n, (score, verdict) in enumerate(verdicts)
    ]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_kind_of_text_that_was_relabelled_is_read_so_in_new_texts(samples: Shipped, tmp_path: Path):
    new = ["Each lighthouse lamp log is signed by its keeper.", "The keeper brings the lamp log up to date at night."]
    other = [
        "Give every social worker reflective supervision once a month.",
        "Bring down the time to wait for adopters.",
    ]
    before = themes_of(new + other, theme_model.PATH)
    assert "recording" not in before
    done = learn(relabelled("recording"), lambda: samples, tmp_path)
    assert done["theme"]["kept"]
    assert done["theme"]["decided"]["after"] > done["theme"]["decided"]["before"]
    assert done["theme"]["held_out"]["after"]["first_any"] >= done["theme"]["held_out"]["before"]["first_any"]
    assert done["written"] == ["themes/model.npz"]
    after = themes_of(new + other, tmp_path / "themes" / "model.npz")
    assert after[:2] == ["recording"] * 2
    assert after[2:] == before[2:]
    assert json.loads((tmp_path / "decided.json").read_text())["theme"] == done["theme"]


def test_what_the_office_learnt_labels_its_texts(samples: Shipped, tmp_path: Path, monkeypatch):
    log = ["Each lighthouse lamp log is signed by its keeper."]
    shipped = label_texts(log)[0][0].id
    monkeypatch.setenv("CLAUSEMAP_MODELS", str(tmp_path))
    learn(relabelled("recording"), lambda: samples, tmp_path)
    assert (shipped == "recording", label_texts(log)[0][0].id) == (False, "recording")


def test_a_theme_that_is_rejected_gives_way(samples: Shipped, tmp_path: Path):
    texts = [log.format(tower) for tower in TOWERS for log in LOGS]
    wrong = themes_of(texts, theme_model.PATH)
    told = [
        Decision(kind="theme", verdict="rejected", text=text, theme=theme, document=TOWERS[n // 3])
        for n, (text, theme) in enumerate(zip(texts, wrong, strict=True))
    ]
    done = learn(told, lambda: samples, tmp_path)
    assert done["theme"]["decided"]["before"] == 0
    if done["theme"]["kept"]:
        after = themes_of(texts, tmp_path / "themes" / "model.npz")
        assert sum(own != other for own, other in zip(wrong, after, strict=True)) > len(texts) / 2


def test_decisions_that_would_harm_change_nothing_and_both_figures_are_told(samples: Shipped, tmp_path: Path):
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "model.npz").write_bytes(b"as it was")
    subjects = ("Supervision", "Adoption", "Missing children", "Thresholds", "Care leavers", "Audits", "Assessments")
    harm = [
        Decision(
            kind="theme", verdict="relabelled", text=f"{subject} must improve in {tower}.", document=tower,
            theme=NAMES[(7 * n + 11 * m) % len(NAMES)],
        )
        for m, tower in enumerate(TOWERS)
        for n, subject in enumerate(subjects)
    ]  # fmt: skip
    done = learn(harm, lambda: samples, tmp_path)
    assert done["theme"]["kept"] is False
    assert done["written"] == []
    assert files(tmp_path) == {"model.npz": b"as it was"}
    before, after = done["theme"]["held_out"]["before"]["first_any"], done["theme"]["held_out"]["after"]["first_any"]
    assert after < before
    (sentence,) = [told for told in done["told"] if told.startswith("The theme model")]
    assert f"{before:.1%}" in sentence
    assert f"{after:.1%}" in sentence
    assert "would gain nothing or be worse: nothing is changed" in sentence


def test_confirmed_links_of_low_score_bring_the_thresholds_of_coverage_down(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("CLAUSEMAP_MODELS", str(tmp_path))
    first = thresholds.load()
    low = [first.decided - 0.1 - n / 1000 for n in range(15)]
    done = learn(links(right=[*low, 0.9, 0.8], wrong=[0.02] * 8), _never, tmp_path)
    assert done["link"]["kept"]
    assert done["link"]["decided"]["after"] > done["link"]["decided"]["before"]
    assert thresholds.load().decided < first.decided
    assert thresholds.load().gap < first.gap
    assert thresholds.load().same == first.same


def test_rejected_pairs_of_high_score_bring_the_threshold_of_alignment_up(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("CLAUSEMAP_MODELS", str(tmp_path))
    first = thresholds.load()
    learn(links(right=[0.95] * 8, wrong=[0.6 + n / 1000 for n in range(15)], kind="pair"), _never, tmp_path)
    assert thresholds.load().same > first.same
    assert thresholds.load().decided == first.decided


def test_thresholds_that_help_no_other_document_stay(tmp_path: Path):
    # In each document people draw the line elsewhere, so that what is learnt from the one is wrong for the other.
    told = [
        Decision(kind="pair", verdict=verdict, text=f"{d}{n}", other="x", score=score, document=str(d))
        for d, (score, verdict) in enumerate([(0.45, "confirmed"), (0.48, "rejected")])
        for n in range(15)
    ]
    done = learn(told, _never, tmp_path)
    assert done["pair"]["kept"] is False
    assert done["pair"]["decided"] == {"before": 0.5, "after": 0.0}
    assert done["written"] == []
    assert files(tmp_path) == {}


def test_too_few_decisions_are_told_with_their_number(tmp_path: Path):
    with pytest.raises(ClausemapError, match="about themes: 3 of 1 document were decided, and 10 of 2 documents"):
        learn(relabelled("recording")[:3], _never, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_links_without_a_score_say_nothing_of_thresholds(tmp_path: Path):
    told = [one.model_copy(update={"score": None}) for one in links(right=[0.4] * 30, wrong=[])]
    with pytest.raises(ClausemapError, match="about scored links: 0 were decided"):
        learn(told, _never, tmp_path)


def test_texts_that_are_measured_on_are_not_learnt_from(samples: Shipped, tmp_path: Path):
    example = sample_clauses()[:12]
    told = [
        Decision(kind="theme", verdict="relabelled", text=one.text.upper(), theme="vision", document=str(n % 3))
        for n, one in enumerate(example)
    ]
    done = learn(told, lambda: samples, tmp_path)
    assert done["theme"] == {"texts": 0, "left_to_labels": 12, "kept": False}
    assert done["written"] == []


def test_a_run_that_fails_while_it_writes_changes_nothing(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("CLAUSEMAP_MODELS", str(tmp_path))
    told = links(right=[0.2 + n / 1000 for n in range(15)], wrong=[0.02] * 8)
    learn(told, _never, tmp_path)
    before = files(tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(fitted.os, "fsync", full)
    with pytest.raises(ClausemapError, match=r"cannot be written to .* \(No space left on device\)"):
        learn(links(right=[0.9] * 8, wrong=[0.6 + n / 1000 for n in range(15)], kind="pair"), _never, tmp_path)
    assert files(tmp_path) == before


def test_the_last_decision_on_a_thing_counts():
    def on(verdict: str, theme: str, when: str) -> Decision:
        return Decision(kind="theme", verdict=verdict, text="Visit  all children", theme=theme, when=when)

    first, second = (
        on("confirmed", "recording", "2031-05-01T10:00"),
        on("relabelled", "child_voice", "2031-05-02T10:00Z"),
    )
    assert settled([second, first], "theme") == [second]
    gone = on("rejected", "child_voice", "2031-05-03T09:00")
    assert settled([first, second, gone], "theme") == [gone]
    also = on("rejected", "risk", "2031-05-04T09:00")
    assert settled([gone, also], "theme") == [gone, also]
    assert settled([first, also], "theme") == [first]
    assert settled([first], "link") == []


def test_with_a_folder_of_gold_the_model_is_made_again_and_measured_on_its_held_out_texts(tmp_path, monkeypatch):
    gold = tmp_path / "gold"
    (gold / "themes").mkdir(parents=True)
    (gold / "notices").mkdir()
    known = {"supervision": "Supervision in {} is reflective", "adoption": "Adopters in {} wait for a match"}
    entries = [
        {"council": tower.lower(), "text": text.format(tower), "themes": [theme], "secondary_themes": []}
        for tower in TOWERS
        for theme, text in known.items()
    ]
    (gold / "themes" / "train.json").write_text(json.dumps(entries))
    (gold / "themes" / "dev.json").write_text(json.dumps(entries[:2]))
    (gold / "themes" / "unlabelled.jsonl").write_text("")
    clause = {"id": "1", "parent": None, "section": "A", "kind": "requirement", "text": "Supervision of all staff"}
    notice = {"clauses": [clause | {"theme": "supervision", "secondary_themes": []}]}
    (gold / "notices" / "northmoor.json").write_text(json.dumps(notice))
    monkeypatch.setattr(theme_training, "ITERATIONS", 20)
    monkeypatch.setattr(theme_training, "EPOCHS", 2)
    refitted = Refitted(gold)
    assert refitted.holds("Supervision in Northmoor is REFLECTIVE.")
    done = learn(relabelled("recording"), lambda: refitted, tmp_path / "models")
    assert done["theme"]["held_out"]["of"] == "the held-out texts of the gold folder"
    assert done["theme"]["held_out"]["before"]["texts"] == len(entries) + 2 + 1
    assert done["theme"]["kept"]
    logs = ["Each lighthouse lamp log is signed by its keeper."]
    assert themes_of(logs, tmp_path / "models" / "themes" / "model.npz") == ["recording"]


def _never() -> Shipped:
    raise AssertionError("no theme model is needed")


def test_the_sample_clauses_are_labelled():
    assert len(sample_clauses()) > 300
    assert all(isinstance(one, Example) and one.themes for one in sample_clauses())
    assert learning.LEAST["theme"] == 10
