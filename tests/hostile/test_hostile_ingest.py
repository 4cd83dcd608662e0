"""Hostile files through the store: nothing of them is kept, and the good file among them is."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from corpus.ingest import ingest, ingest_bytes
from corpus.store import Store
from extract.errors import ClausemapError
from tests.hostile import packages, pdfs, texts
from tests.hostile.made import FILES

assert pdfs and packages and texts  # each enters its files when it is imported

SAMPLE = ("password.pdf", "web_page.pdf", "four_gigabytes.pdf", "ten_thousand_pages.pdf", "nul_bytes.pdf",
          "laughs.docx", "five_million_paragraphs.docx", "foreign_entity.xlsx", "merged_sheet.xlsx", "password.xlsx",
          "nothing.txt", "zeros.txt", "archive.docx")  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "store"))


@pytest.fixture(scope="session")
def notice(samples: Path) -> Path:
    return sorted(samples.glob("notices/*.txt"))[0]


def kept(store: Store) -> tuple[int, int]:
    """How many documents and how many files the store holds."""
    return len(store.documents()), sum(path.is_file() for path in store.files.rglob("*"))


def test_the_good_file_among_hostile_ones_is_the_only_one_that_is_kept(
    tmp_path: Path, store: Store, notice: Path
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in SAMPLE:
        FILES[name](folder / name)
    (folder / notice.name).write_bytes(notice.read_bytes())
    result = ingest([folder], store, workers=1)
    assert [Path(name).name for name in result.added] == [notice.name]
    assert sorted(Path(one.file).name for one in result.failed) == sorted(SAMPLE)
    assert all(re.fullmatch(r"[^\n]+: [^\n]{20,400}[.)]", one.reason) for one in result.failed)
    assert kept(store) == (1, 1)


@pytest.mark.parametrize("name", ["password.pdf", "laughs.docx", "merged_sheet.xlsx", "nothing.txt"])
def test_a_hostile_upload_leaves_the_store_as_it_was(store: Store, tmp_path: Path, name: str) -> None:
    FILES[name](tmp_path / name)
    before = store.revision()
    with pytest.raises(ClausemapError, match=re.escape(name)):
        ingest_bytes(name, (tmp_path / name).read_bytes(), store)
    assert (kept(store), store.revision()) == ((0, 0), before)


def test_an_archive_writes_nowhere_else_and_archives_in_it_stay_packed(
    tmp_path: Path, store: Store, notice: Path
) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as package:
        package.writestr("inner.txt", notice.read_bytes())
    outer = tmp_path / "outer.zip"
    with zipfile.ZipFile(outer, "w") as package:
        package.writestr("../../escaped.txt", notice.read_bytes())
        package.writestr("/absolute.txt", b"")
        package.writestr("C:\\windows\\named.txt", b"\x00")
        package.writestr("inner.zip", inner.getvalue())
    result = ingest([outer], store, workers=1)
    assert result.added == [f"{outer}/escaped.txt"]
    assert [Path(one.file).name for one in result.failed] == ["absolute.txt", "named.txt"]
    assert not list(tmp_path.parent.parent.glob("**/escaped.txt")) and not Path("/absolute.txt").exists()
    assert kept(store) == (1, 1)


def test_an_archive_that_unpacks_to_itself_many_times_over_is_refused(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.sources.MAX_UNPACKED_BYTES", 20 << 20)
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(30):
            package.writestr(f"{number}.txt", bytes(1 << 20))
    (failure,) = ingest([bomb], store, workers=1).failed
    assert "unpacks to more than" in failure.reason
    assert kept(store) == (0, 0)
