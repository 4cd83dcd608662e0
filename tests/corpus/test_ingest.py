"""Files, folders, patterns and archives into the store, with a stand-in for the reading itself."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import textwrap
import threading
import zipfile
from pathlib import Path

import pytest

from corpus import ingest as ingest_module
from corpus import reading
from corpus.errors import IngestError
from corpus.ingest import ingest, ingest_bytes
from corpus.reader import NOTHING_GIVEN, Given
from extract.errors import UnreadableError
from extract.schema import Clause, DocumentFacts, Extraction

ROOT = Path(__file__).resolve().parents[2]


def stand_in(path: Path, given: Given = NOTHING_GIVEN) -> Extraction:
    """One clause a line; "broken" files are refused and "faulty" ones meet a fault of the program."""
    content = path.read_bytes()
    if b"broken" in content:
        raise UnreadableError(f"{path.name}: this is broken; save it again.")
    if b"faulty" in content:
        raise ZeroDivisionError
    facts = DocumentFacts(
        file=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        kind="improvement_plan" if given.kind == "improvement_plan" else "improvement_notice",
        kind_confidence=1,
        council=given.council,
    )
    lines = content.decode().splitlines()
    return Extraction(
        document=facts,
        clauses=tuple(Clause(id=f"c-{n}", kind="requirement", text=line) for n, line in enumerate(lines)),
    )


@pytest.fixture(autouse=True)
def read(monkeypatch) -> list[str]:
    """The names of the files that are read, in order."""
    names: list[str] = []

    def noted(path: Path, given: Given = NOTHING_GIVEN) -> Extraction:
        names.append(path.name)
        return stand_in(path, given)

    monkeypatch.setattr(reading, "extracted", noted)
    monkeypatch.setattr(ingest_module, "labelled", lambda extraction: extraction)
    monkeypatch.setattr(ingest_module, "read_document", lambda path, on_page, **given: noted(path, Given(**given)))
    return names


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.txt").write_text(content)
    return folder


def archive(path: Path, **members: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w") as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return path


def names(paths: list[str]) -> list[str]:
    return [Path(path).name for path in paths]


def test_a_folder_is_taken_in_with_all_below_it(tmp_path, store):
    write(tmp_path / "docs", north="Visit.")
    write(tmp_path / "docs" / "2031", south="Assess.", readme="About this folder")
    (tmp_path / "docs" / ".hidden.txt").write_text("Hidden")
    (tmp_path / "docs" / "~$north.docx").write_text("Lock file")
    (tmp_path / "docs" / "photo.jpg").write_bytes(b"\xff\xd8")
    result = ingest([tmp_path / "docs"], store)
    assert names(result.added) == ["south.txt", "north.txt"]
    assert result.failed == []
    assert {one.file for one in store.documents()} == {"north.txt", "south.txt"}


def test_a_bad_file_is_listed_and_the_rest_is_stored(tmp_path, store):
    folder = write(tmp_path / "docs", a="Visit.", b="broken", c="faulty", d="Assess.")
    result = ingest([folder], store)
    assert names(result.added) == ["a.txt", "d.txt"]
    assert [(Path(one.file).name, one.reason) for one in result.failed] == [
        ("b.txt", "b.txt: this is broken; save it again."),
        ("c.txt", "c.txt: it was not read because of a fault in Clausemap (ZeroDivisionError); report it."),
    ]
    assert len(store.documents()) == 2
    assert result.read == 2


def test_a_second_run_reads_nothing_again(tmp_path, store, read):
    folder = write(tmp_path / "docs", a="Visit.", b="Assess.")
    ingest([folder], store)
    revision = store.revision()
    read.clear()
    result = ingest([folder], store)
    assert (names(result.unchanged), result.added, read) == (["a.txt", "b.txt"], [], [])
    assert store.revision() == revision


def test_other_rules_read_a_known_file_again_and_say_whether_it_changed(tmp_path, store, read, monkeypatch):
    folder = write(tmp_path / "docs", a="Visit.")
    ingest([folder], store)
    monkeypatch.setattr(ingest_module, "rules_version", lambda: "later rules")
    assert names(ingest([folder], store).unchanged) == ["a.txt"]
    monkeypatch.setattr(ingest_module, "rules_version", lambda: "latest rules")
    monkeypatch.setattr(ingest_module, "labelled", lambda extraction: extraction.model_copy(update={"clauses": ()}))
    assert names(ingest([folder], store).updated) == ["a.txt"]
    assert read == ["a.txt"] * 3
    assert store.clauses() == ()


def test_reread_reads_what_is_known(tmp_path, store, read):
    folder = write(tmp_path / "docs", a="Visit.")
    ingest([folder], store)
    ingest([folder], store, reread=True)
    assert read == ["a.txt", "a.txt"]


def test_a_copy_of_a_file_is_read_once_and_doubles_nothing(tmp_path, store, read):
    folder = write(tmp_path / "docs", a="Visit.", copy="Visit.", b="broken", copy_of_b="broken")
    result = ingest([folder], store)
    assert (names(result.added), names(result.unchanged)) == (["a.txt"], ["copy.txt"])
    assert names([one.file for one in result.failed]) == ["b.txt", "copy_of_b.txt"]
    assert read == ["a.txt", "b.txt"]
    assert len(store.documents()) == 1


def test_patterns_are_followed_and_a_path_of_nothing_is_a_failure(tmp_path, store):
    write(tmp_path / "docs", north="Visit.", south="Assess.", west="Review.")
    result = ingest([str(tmp_path / "docs" / "*th.txt"), str(tmp_path / "no such folder")], store)
    assert names(result.added) == ["north.txt", "south.txt"]
    assert [one.reason.removeprefix(str(tmp_path)) for one in result.failed] == [
        "/no such folder: there is no such file or folder; check the name."
    ]


@pytest.mark.parametrize("name", ["a" * 5000, "nul\x00byte"])
def test_a_path_that_no_system_takes_is_a_failure(store, name):
    [failure] = ingest([name], store).failed
    assert "check the name" in failure.reason


def test_an_empty_folder_is_a_failure_and_not_silence(tmp_path, store):
    [failure] = ingest([tmp_path], store).failed
    assert "there is no PDF, Word, Excel, ODF, HTML, text or ZIP file in this folder" in failure.reason


def test_an_archive_is_unpacked_and_its_files_are_known_by_their_place_in_it(tmp_path, store):
    path = archive(tmp_path / "autumn.zip", **{"plans/north.txt": "Visit.", "notes.json": "{}", "__MACOSX/x.txt": "x"})
    result = ingest([path], store)
    assert result.added == [f"{path}/plans/north.txt"]
    assert store.documents()[0].file == "north.txt"


def test_an_archive_in_a_folder_is_unpacked_and_a_bad_one_stops_nothing(tmp_path, store):
    folder = write(tmp_path / "docs", z="Assess.")
    archive(folder / "good.zip", **{"north.txt": "Visit."})
    (folder / "bad.zip").write_bytes(b"PK\x03\x04 and no more")
    result = ingest([folder], store)
    assert names(result.added) == ["north.txt", "z.txt"]
    assert [Path(one.file).name for one in result.failed] == ["bad.zip"]


def test_an_archive_can_write_nowhere_but_where_it_is_unpacked(tmp_path, store):
    path = archive(tmp_path / "evil.zip", **{"../../escaped.txt": "Visit.", "/etc/absolute.txt": "Assess."})
    result = ingest([path], store)
    assert result.added == [f"{path}/escaped.txt", f"{path}/etc/absolute.txt"]
    assert not list(tmp_path.parent.rglob("escaped.txt"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no archive at all", "damaged or no ZIP archive"),
        (b"", "damaged or no ZIP archive"),
    ],
)
def test_a_file_that_is_no_archive_is_one_sentence(tmp_path, store, content, said):
    (tmp_path / "bad.zip").write_bytes(content)
    [failure] = ingest([tmp_path / "bad.zip"], store).failed
    assert said in failure.reason


def test_an_archive_with_damage_inside_leaves_none_of_its_files(tmp_path, store):
    path = tmp_path / "bent.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("good.txt", "Visit.")
        opened.writestr("bent.txt", "Assess every child. " * 200)
    content = bytearray(path.read_bytes())
    start = content.index(b"bent.txt") + len("bent.txt")
    content[start : start + 20] = b"\xff" * 20
    path.write_bytes(content)
    result = ingest([path], store)
    assert (result.added, len(result.failed)) == ([], 1)
    assert store.documents() == ()


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path, store, monkeypatch):
    monkeypatch.setattr("corpus.sources.MAX_UNPACKED_BYTES", 1000)
    path = archive(tmp_path / "bomb.zip", **{"a.txt": "a" * 600, "b.txt": "b" * 600})
    [failure] = ingest([path], store).failed
    assert "unpacks to more than" in failure.reason
    assert store.documents() == ()


def test_an_archive_of_nothing_that_can_be_read_is_one_sentence(tmp_path, store):
    [failure] = ingest([archive(tmp_path / "photos.zip", **{"a.jpg": b"\xff\xd8"})], store).failed
    assert failure.reason == "photos.zip: there is no PDF, Word, Excel, ODF, HTML or text file in it."


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path, store, read, monkeypatch):
    monkeypatch.setattr("corpus.ingest.MAX_BYTES", 3)
    [failure] = ingest([write(tmp_path / "docs", big="Visit.")], store).failed
    assert "larger than the limit" in failure.reason
    with pytest.raises(UnreadableError, match="larger than the limit"):
        ingest_bytes("big.txt", b"Visit.", store)
    assert read == []


def test_progress_counts_every_file_once_whatever_became_of_it(tmp_path, store):
    folder = write(tmp_path / "docs", a="Visit.", b="broken", c="Visit.", d="Assess.")
    seen: list[tuple[int, int, str]] = []
    ingest([folder], store, on_progress=lambda done, total, name: seen.append((done, total, Path(name).name)))
    assert [(done, total) for done, total, _ in seen] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert sorted(name for *_, name in seen) == ["a.txt", "b.txt", "c.txt", "d.txt"]


def test_the_result_prints_the_form_of_the_contract(tmp_path, store):
    folder = write(tmp_path / "docs", a="Visit.", b="broken")
    printed = ingest([folder], store).printed()
    assert set(printed) == {"added", "updated", "unchanged", "failed"}
    assert printed["failed"] == [{"file": str(folder / "b.txt"), "reason": "b.txt: this is broken; save it again."}]


def test_an_upload_is_stored_and_handed_back(store):
    document = ingest_bytes("C:\\Users\\me\\north.txt", b"Visit.", store)
    assert (document.file, document.clauses) == ("north.txt", 1)
    assert store.file(document.id).read_bytes() == b"Visit."


def test_the_same_upload_twice_is_one_document_read_once(store, read):
    first = ingest_bytes("north.txt", b"Visit.", store)
    assert ingest_bytes("north again.txt", b"Visit.", store) == first
    assert read == ["north.txt"]


def test_what_a_person_says_of_a_document_overrules_it_and_is_kept_to(tmp_path, store, read, monkeypatch):
    ingest_bytes("north.txt", b"Visit.", store)
    said = ingest_bytes("north.txt", b"Visit.", store, kind="improvement_plan", council="Northmoor")
    assert (said.kind, said.council, len(read)) == ("improvement_plan", "Northmoor", 2)
    assert ingest_bytes("north.txt", b"Visit.", store, kind="improvement_plan", council="Northmoor") == said
    assert ingest_bytes("north.txt", b"Visit.", store) == said
    assert len(read) == 2
    (tmp_path / "north.txt").write_bytes(b"Visit.")
    monkeypatch.setattr(ingest_module, "rules_version", lambda: "later rules")
    assert ingest([tmp_path / "north.txt"], store).updated == []
    assert (store.document(said.id), len(read)) == (said, 3)


@pytest.mark.parametrize(("content", "error"), [(b"broken", UnreadableError), (b"faulty", IngestError)])
def test_an_upload_that_fails_is_one_sentence_and_nothing_is_stored(store, content, error):
    with pytest.raises(error) as why:
        ingest_bytes("north.txt", content, store)
    assert re.fullmatch(r"north\.txt: [^\n]+\.", str(why.value))
    assert store.documents() == ()
    assert [path for path in store.files.iterdir() if path.is_file()] == []


@pytest.mark.parametrize(
    "name", ["", "..", "../../etc/passwd", "a/b\\c?.txt", "ü" * 400 + ".txt", "\x00", "x." + "y" * 300]
)
def test_an_upload_of_any_name_is_stored_under_a_harmless_one(store, name):
    document = ingest_bytes(name, name.encode() + b" Visit.", store)
    assert document.file not in ("", ".", "..")
    assert not set(document.file) & set("/\\?\x00")
    assert len(document.file.encode()) < 255


def test_uploads_in_many_threads_are_all_kept(store):
    threads = [
        threading.Thread(target=ingest_bytes, args=(f"{n}.txt", f"Visit {n}.".encode(), store)) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.documents()) == 8


def test_a_thread_of_a_server_reads_in_its_own_process():
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(reading._processes(8)))
    thread.start()
    thread.join()
    assert found == [1]
    assert reading._processes(8) == 8


def test_a_reader_that_is_brought_down_stops_none_of_the_others(tmp_path, store, monkeypatch):
    def broken_pool(*_: object) -> None:
        raise reading.BrokenProcessPool

    monkeypatch.setattr(reading, "_read_in_pool", broken_pool)
    monkeypatch.setattr(reading, "_extract_apart", lambda source: reading.attempt(stand_in, source.path, source.name))
    folder = write(tmp_path / "docs", **{f"f{n}": f"Visit {n}." for n in range(8)})
    assert len(ingest([folder], store, workers=2).added) == 8


def test_reading_in_other_processes_needs_no_main_module_that_can_be_run_again():
    script = """
        import multiprocessing, os
        from concurrent.futures import ProcessPoolExecutor
        from corpus.reading import _no_main_module

        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            with _no_main_module():
                future = pool.submit(os.getpid)
            print(future.result() != os.getpid())
    """
    done = subprocess.run(
        [sys.executable, "-"], input=textwrap.dedent(script), capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.stdout == "True\n", done.stderr
