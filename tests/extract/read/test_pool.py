"""The reading processes: whatever a file does to its reader, the caller lives and the next file is read."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from extract.errors import UnreadableError
from extract.read import read, worker
from extract.read.pool import Pool, Server
from extract.read.worker import BROKEN, REFUSED, TIMED_OUT, in_child

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork: jobs run without a pool")

JOB: dict[str, Any] = {"task": "text", "path": "any", "file": "any.txt", "sha256": "0" * 64, "cpu_seconds": 20}


def text_job(folder: Path, words: str) -> dict[str, Any]:
    path = folder / "note.txt"
    path.write_text(words, encoding="utf-8")
    return {**JOB, "path": str(path)}


def does(monkeypatch: pytest.MonkeyPatch, what: Any) -> None:
    monkeypatch.setattr(worker, "answer", lambda job: what())


def test_a_reader_that_hangs_is_stopped_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    does(monkeypatch, lambda: time.sleep(60))
    assert in_child(JOB, 0.2) == (TIMED_OUT, b"")


def test_a_reader_that_dies_is_one_broken_job(monkeypatch: pytest.MonkeyPatch) -> None:
    does(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGKILL))
    assert in_child(JOB, 20)[0] == BROKEN


def test_a_reader_that_fills_the_memory_is_one_broken_job(monkeypatch: pytest.MonkeyPatch) -> None:
    does(monkeypatch, lambda: bytes(bytearray(worker.MEMORY_BYTES + (1 << 20))))
    assert in_child(JOB, 20)[0] == BROKEN


def test_a_refusal_comes_back_as_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> bytes:
        raise UnreadableError("any.txt: it is torn; mend it.")

    does(monkeypatch, refuse)
    status, content = in_child(JOB, 20)
    assert status == REFUSED
    assert json.loads(content) == {"error": "UnreadableError", "message": "any.txt: it is torn; mend it."}


def test_an_answer_larger_than_a_pipe_arrives_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    does(monkeypatch, lambda: b"x" * 3_000_000)
    assert in_child(JOB, 20) == (0, b"x" * 3_000_000)


def test_a_process_that_was_killed_is_replaced(tmp_path: Path) -> None:
    pool = Pool(most=1)
    job = text_job(tmp_path, "One sentence of text.")
    assert pool.ask(job, 20)[0] == 0
    server = pool._idle.get()
    server._process.kill()
    server._process.wait()
    pool._idle.put(server)
    assert pool.ask(job, 20)[0] == 0
    pool.close()


def test_a_process_that_dies_during_a_job_is_a_broken_job(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    server = Server()
    server._process.kill()
    assert server.ask(text_job(tmp_path, "Text."), 20) == (BROKEN, b"")
    assert not server.alive


def test_many_threads_get_their_own_answers(tmp_path: Path) -> None:
    paths = []
    for number in range(12):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"This is the text of number {number}.", encoding="utf-8")
        paths.append(path)
    with ThreadPoolExecutor(6) as threads:
        readings = list(threads.map(read, paths))
    assert [r.paragraphs[0].text for r in readings] == [f"This is the text of number {n}." for n in range(12)]


def test_reading_starts_no_new_interpreter_for_the_second_file(tmp_path: Path) -> None:
    pool = Pool(most=1)
    job = text_job(tmp_path, "Text.")
    pool.ask(job, 20)
    first = pool._idle.get()
    pool._idle.put(first)
    pool.ask(job, 20)
    assert pool._idle.get() is first
    first.stop()
    assert sys.executable in " ".join(map(str, first._process.args))
