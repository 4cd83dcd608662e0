"""Every hostile file ends in one clear sentence or is read for what it is; the caller lives, and reads the next one."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.errors import UnreadableError
from extract.pipeline import extract
from extract.read import child, read
from extract.schema import Extraction
from tests.hostile import packages, pdfs, texts
from tests.hostile.made import FILES, SENTENCE

ROOT = Path(__file__).resolve().parents[2]
assert pdfs and packages and texts  # each enters its files when it is imported

STOPPED = r"(reading it took longer|its reader stopped without an answer)"
DAMAGED = r"(damaged|cannot be)"
ENTITIES = r"its part \S+ declares entities, which no \w+ file does; save the file again from \w+\."
SAYS = {
    "loop_of_pages.pdf": r"it has 1,000,000 pages and the limit is 2,000",
    "forms_two_to_the_thirtieth.pdf": STOPPED,
    "four_gigabytes.pdf": STOPPED,
    "four_gigabytes_in_a_font.pdf": STOPPED,
    "two_million_characters.pdf": r"(characters on page 1 and the limit is 100,000; split it|took longer)",
    "two_million_letters.pdf": rf"({STOPPED}|characters on page 1)",
    "ten_thousand_pages.pdf": r"it has 10,001 pages and the limit is 2,000",
    "picture_of_thirty_thousand.pdf": r"the 1 pages are pictures without a text layer",
    "web_page.pdf": r"this is a web page .* download the document again",
    "password.pdf": r"protected by a password; save a copy without",
    "nul_bytes.pdf": DAMAGED,
    "noise.pdf": r"this is not a PDF, Word",
    "five_million_paragraphs.docx": r"unpacks to 28 MB of almost nothing",
    "million_paragraphs.docx": rf"(it has 1,000,000 paragraphs and the limit is 50,000; split it|{STOPPED})",
    "tables_in_tables.docx": DAMAGED,
    "controls_in_controls.docx": DAMAGED,
    "million_runs.docx": STOPPED,
    "laughs.docx": ENTITIES,
    "foreign_entity.docx": ENTITIES,
    "entities_in_styles.docx": ENTITIES,
    "definitions_abroad.docx": ENTITIES,
    "beyond_the_last_cell.xlsx": DAMAGED,
    "million_rows.xlsx": r"it has 1,000,000 cells and the limit is 500,000; split it",
    "stairs.xlsx": r"the sheet Plan has 10,000 rows and 10,000 columns, more than can be read",
    "merged_sheet.xlsx": r"merged cells cover 17,179,869,184 places",
    "merged_columns.xlsx": r"merged cells cover [\d,]+ places",
    "laughs.xlsx": ENTITIES,
    "laughs_in_sheet.xlsx": ENTITIES,
    "laughs_in_utf16.xlsx": ENTITIES,
    "foreign_entity.xlsx": ENTITIES,
    "entities_in_styles.xlsx": ENTITIES,
    "laughs.odt": ENTITIES,
    "foreign_entity.ods": ENTITIES,
    "repeated_cells.ods": r"the sheet Plan has more than 250,000 filled cells",
    "password.docx": r"protected by a password; remove the password",
    "password.xlsx": r"protected by a password; remove the password",
    "unpacks_to_too_much.xlsx": r"the file unpacks to 240 MB and the limit is 200 MB",
    "size_is_a_lie.docx": DAMAGED,
    "many_parts.xlsx": r"the file has 12,010 parts and the limit is 10,000",
    "web_page.docx": r"this is a web page",
    "nothing.txt": r"the file is empty",
    "zeros.txt": r"this is not a PDF, Word",
    "one_line.txt": r"it has 94,371,816 characters and the limit is 5,000,000; split it",
    "ten_million_lines.txt": r"it has 40,000,000 characters and the limit is 5,000,000; split it",
    "control_characters.txt": r"this is not a PDF, Word",
    "stars.md": STOPPED,
    "noise.bin": r"this is not a PDF, Word",
    "deep_page.html": r"nested too deep",
    "text.docx": r"the name says \.docx but the content is plain text",
    "archive.docx": r"this is a ZIP without a Word, Excel or OpenDocument file in it",
}
"""What the sentence says, where the file cannot be read; the others may be."""


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_hostile_file_ends_in_one_sentence_or_is_read(
    name: str, tmp_path: Path, tried: Callable[..., object]
) -> None:
    path = tmp_path / name
    FILES[name](path)
    found = tried(path)
    if name in SAYS:
        assert isinstance(found, str)
        assert re.search(SAYS[name], found), found
    assert child.read(_good(tmp_path)).paragraphs


def _good(folder: Path) -> Path:
    path = folder / "good.txt"
    path.write_text(f"1. {SENTENCE}\n", encoding="utf-8")
    return path


def test_every_file_of_which_a_sentence_is_expected_is_made() -> None:
    assert set(SAYS) <= set(FILES)


@pytest.mark.parametrize("name", ["last_cell.xlsx", "endless_columns.xlsx", "formulas.xlsx", "workbook.docx"])
def test_what_is_strange_and_harmless_is_read(name: str, tmp_path: Path) -> None:
    FILES[name](tmp_path / name)
    assert read(tmp_path / name).media == "xlsx"


def test_the_first_and_the_last_cell_of_a_sheet_stand_in_two_rows(tmp_path: Path) -> None:
    FILES["last_cell.xlsx"](tmp_path / "last_cell.xlsx")
    (table,) = read(tmp_path / "last_cell.xlsx").tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [[SENTENCE, ""], ["", SENTENCE]]


def test_a_formula_is_what_it_last_gave_and_nothing_is_fetched(tmp_path: Path) -> None:
    FILES["formulas.xlsx"](tmp_path / "formulas.xlsx")
    (table,) = read(tmp_path / "formulas.xlsx").tables
    assert [cell.text for cell in table.rows[1].cells] == [SENTENCE, "Head of service", "41000"]


def test_a_damaged_page_among_good_ones_is_a_warning(tmp_path: Path) -> None:
    FILES["page_in_itself.pdf"](tmp_path / "a.pdf")
    reading = read(tmp_path / "a.pdf")
    assert [(w.code, w.page) for w in reading.warnings if w.code == "page_not_read"][:1] == [("page_not_read", 2)]
    assert "Council" in {word.text for word in reading.words}


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx"])
def test_a_file_that_is_cut_off_ends_in_one_sentence_or_is_read(
    suffix: str, share: float, tmp_path: Path, tried: Callable[..., object]
) -> None:
    content = {".pdf": pdfs.good_pdf, ".docx": packages.good_docx, ".xlsx": packages.good_xlsx}[suffix]()
    path = tmp_path / f"cut{suffix}"
    path.write_bytes(content[: int(len(content) * share)])
    found = tried(path)
    assert suffix == ".pdf" or isinstance(found, str)  # a package has its directory at its end


def test_one_requirement_of_a_whole_book_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_text(f"1. {SENTENCE * 1000}\n", encoding="utf-8")
    with pytest.raises(UnreadableError.__bases__[0], match=r"book\.txt: one requirement would have [\d,]+ characters"):
        extract(path, kind="improvement_notice")


# Paths that are no files ----------------------------------------------------------------------------------------------


def test_a_folder_a_pipe_and_links_in_a_ring_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "ring.pdf").symlink_to(tmp_path / "other.pdf")
    (tmp_path / "other.pdf").symlink_to(tmp_path / "ring.pdf")
    for name, said in (("pipe.pdf", "no file"), ("folder.pdf", "no file"), ("ring.pdf", "there is no such file")):
        with pytest.raises(UnreadableError, match=rf"{name}: [^\n]*{said}"):
            read(tmp_path / name)


def test_a_file_that_goes_away_before_it_is_read_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gone.pdf"
    path.write_bytes(pdfs.good_pdf())
    told = child.media_of
    monkeypatch.setattr(child, "media_of", lambda path, content: (told(path, content), path.unlink())[0])
    with pytest.raises(UnreadableError, match=r"gone\.pdf: the file was changed or went away while it was read"):
        read(path)


def test_a_file_that_changes_before_it_is_read_is_not_taken_for_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _good(tmp_path)
    told = child.media_of

    def changing(path: Path, content: bytes) -> str:
        path.write_text("1. Another sentence altogether.\n", encoding="utf-8")
        return told(path, content)

    monkeypatch.setattr(child, "media_of", changing)
    with pytest.raises(UnreadableError, match=r"good\.txt: the file was changed or went away"):
        read(path)


# In processes of their own --------------------------------------------------------------------------------------------

MEMORY = """
import json, resource, sys
from pathlib import Path
from extract.errors import ClausemapError
from extract.read import child
child.CPU_SECONDS = child.OCR_CPU_SECONDS = 3.0
for name in sys.argv[1:]:
    try:
        child.read(Path(name))
    except ClausemapError:
        pass
child.POOL.close()
most = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(json.dumps([int(most.split()[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""
BOMBS = ("four_gigabytes.pdf", "two_million_letters.pdf", "million_paragraphs.docx", "laughs.xlsx", "one_line.txt",
         "repeated_cells.ods")  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted so on Linux only")
def test_the_memory_of_reader_and_caller_stays_under_the_limit(tmp_path: Path) -> None:
    for name in BOMBS:
        FILES[name](tmp_path / name)
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, *(str(tmp_path / name) for name in BOMBS)],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    caller, reader = json.loads(done.stdout)
    assert reader < 1 << 20
    assert caller < 300 << 10


@pytest.mark.parametrize("name", ["web_page.pdf", "four_gigabytes.pdf", "laughs.docx", "merged_sheet.xlsx"])
def test_the_command_line_says_one_line_and_ends_with_status_1(name: str, tmp_path: Path) -> None:
    FILES[name](tmp_path / name)
    done = subprocess.run(
        [sys.executable, "clausemap.py", "extract", str(tmp_path / name)],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert name in line and "Traceback" not in line


def test_what_could_be_read_of_hostile_files_is_an_extraction(tmp_path: Path, tried: Callable[..., object]) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(packages.good_docx())
    found = tried(path)
    assert isinstance(found, Extraction)
    assert len(found.actions) == 8
