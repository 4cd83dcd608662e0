"""An index finds what a fresh comparison finds, grows, is kept in a file, and is refused where it does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from compare import encoder, glossary, index
from compare.similarity import PLAIN, SECTOR, nearest
from extract.errors import ClausemapError

TEXTS = [
    "Monthly audit of twenty case files by service managers",
    "Independent reviewing officers raise challenges where a plan for a child in care drifts",
    "New supervision policy: one reflective session a month for each worker",
    "Publish a threshold document and train partners in making referrals",
    "Family finding begins before the adoption decision",
    "",
]
IDS = [f"action-{number}" for number in range(len(TEXTS))]
ASKED = ["Case files are to be audited every month.", "The IRO should challenge drift in care plans."]


def letters(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Vectors as wide as the encoder's that are fast to make."""
    counts = np.array([[text.count(chr(97 + place)) + 0.1 for place in range(encoder.WIDTH)] for text in texts])
    counts = counts.reshape(len(texts), encoder.WIDTH)
    return (counts / np.linalg.norm(counts, axis=1, keepdims=True)).astype(np.float32)


LETTERS = PLAIN._replace(encode=letters)


def test_an_index_finds_what_a_fresh_comparison_finds() -> None:
    found, fresh = index.build(IDS, TEXTS, LETTERS).nearest(ASKED, 3), nearest(ASKED, TEXTS, 3, LETTERS)
    assert [IDS[place] for place in found.indices[:, 0]] == ["action-0", "action-1"]
    assert np.array_equal(found.indices, fresh.indices)
    assert np.allclose(found.csls, fresh.csls, atol=1e-4)


def test_adding_texts_is_the_same_as_building_with_all_of_them() -> None:
    grown = index.build(IDS[:2], TEXTS[:2], LETTERS).adding(IDS[2:], TEXTS[2:])
    assert grown.ids == tuple(IDS)
    whole = index.build(IDS, TEXTS, LETTERS)
    assert np.allclose(grown.nearest(ASKED, 6).csls, whole.nearest(ASKED, 6).csls, atol=1e-4)


def test_only_the_added_texts_are_encoded() -> None:
    encoded: list[str] = []

    def counting(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        encoded.extend(texts)
        return letters(texts)

    held = index.build(IDS[:5], TEXTS[:5], PLAIN._replace(encode=counting))
    encoded.clear()
    held.adding(["new"], ["Paint the rooms"])
    assert encoded == ["Paint the rooms"]


def test_a_saved_index_is_the_same_when_it_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "kept" / "corpus.npz"
    held = index.build(IDS, TEXTS, LETTERS)
    held.save(path)
    loaded = index.load(path, LETTERS)
    assert loaded.ids == held.ids
    assert np.array_equal(loaded.nearest(ASKED, 4).csls, held.nearest(ASKED, 4).csls)
    assert list(path.parent.iterdir()) == [path]


def test_no_text_stands_in_the_file_and_no_pickle(tmp_path: Path) -> None:
    path = tmp_path / "corpus.npz"
    index.build(IDS, TEXTS, LETTERS).save(path)
    assert b"audit of" not in path.read_bytes()
    with np.load(path, allow_pickle=False) as data:
        assert all(data[name].dtype != object for name in data.files)


@pytest.mark.parametrize(("ids", "texts"), [([], []), (["only"], [""])])
def test_an_index_of_nothing_finds_nothing_much(ids: list[str], texts: list[str], tmp_path: Path) -> None:
    path = tmp_path / "corpus.npz"
    index.build(ids, texts, LETTERS).save(path)
    assert index.load(path, LETTERS).nearest(ASKED, 3).indices.shape == (2, len(ids))


def test_without_an_encoder_the_words_alone_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "corpus.npz"
    index.build(IDS, TEXTS, PLAIN._replace(encode=lambda texts: None)).save(path)
    loaded = index.load(path, PLAIN._replace(encode=lambda texts: None))
    assert loaded.held.vectors is None
    assert loaded.nearest(ASKED, 1).indices[:, 0].tolist() == [0, 1]


def test_an_index_of_another_encoder_or_lens_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "corpus.npz"
    index.build(IDS, TEXTS, LETTERS).save(path)
    with pytest.raises(
        ClausemapError, match=r"corpus.npz was made with other models or another glossary; build it again"
    ):
        index.load(path, SECTOR)
    monkeypatch.setattr(encoder, "SHA256", "0" * 64)
    with pytest.raises(ClausemapError, match="other models"):
        index.load(path)


def test_an_index_of_another_glossary_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "corpus.npz"
    index.build(IDS, TEXTS, LETTERS).save(path)
    (tmp_path / "glossary.yaml").write_text("abbreviations: {}")
    monkeypatch.setattr(glossary, "PATH", tmp_path / "glossary.yaml")
    with pytest.raises(ClausemapError, match="another glossary"):
        index.load(path)


def test_a_damaged_or_missing_index_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "corpus.npz"
    held = index.build(IDS, TEXTS, LETTERS)
    held.save(path)
    whole = path.read_bytes()
    for damaged in (b"", b"nothing", whole[: len(whole) // 2]):
        path.write_bytes(damaged)
        with pytest.raises(ClausemapError, match="cannot be read; build it again"):
            index.load(path)
    path.unlink()
    with pytest.raises(ClausemapError, match="cannot be read; build it again"):
        index.load(path)


def test_columns_beyond_the_terms_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "corpus.npz"
    index.build(IDS, TEXTS, LETTERS).save(path)
    with np.load(path) as data:
        arrays = dict(data)
    arrays["stems_columns"] = arrays["stems_columns"] + 10_000
    np.savez(path, allow_pickle=False, **arrays)
    with pytest.raises(ClausemapError, match="cannot be read"):
        index.load(path)


@pytest.mark.parametrize("ids", [["a", "a"], ["a"], ["a", "b\nc"], ["a", ""]])
def test_ids_that_are_not_distinct_lines_are_refused(ids: list[str]) -> None:
    with pytest.raises(ClausemapError, match="an id of its own"):
        index.build(ids, ["one", "two"], LETTERS)


def test_an_id_that_is_there_already_is_refused() -> None:
    with pytest.raises(ClausemapError, match="an id of its own"):
        index.build(IDS, TEXTS, LETTERS).adding(["action-0"], ["again"])
