"""The reading processes: whatever a file does to its reader, the caller lives and the next file is read."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from extract.errors import UnreadableError
from extract.read import read, worker
from extract.read.pool import Pool, Server
from extract.read.worker import BROKEN, REFUSED, TIMED_OUT, TOO_LONG, in_child
from tests.hostile import pdfs
from tests.hostile.made import FILES

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork: jobs run without a pool")

assert pdfs  # enters its files when it is imported
linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at as Linux shows them")
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


def slow_job(folder: Path) -> dict[str, Any]:
    """A job that works for some seconds: two forms that draw each other's double, and so on."""
    path = folder / "slow.pdf"
    FILES["forms_two_to_the_thirtieth.pdf"](path)
    return {**JOB, "task": "pdf", "path": str(path), "file": path.name}


def children_of(process: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def until(condition: Any) -> Any:
    """What the condition gives once it gives anything."""
    for _ in range(600):
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen")


@linux
def test_a_child_that_is_killed_in_the_middle_of_its_work_is_one_broken_job(tmp_path: Path) -> None:
    server = Server()
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(server.ask, slow_job(tmp_path), 60)
        (child,) = until(lambda: children_of(server._process.pid))
        os.kill(child, signal.SIGKILL)
        assert answer.result()[0] == BROKEN
    assert server.ask(text_job(tmp_path, "Text."), 20)[0] == 0
    server.stop()


@linux
def test_a_reading_process_that_is_killed_takes_its_child_with_it_and_another_does_the_job(tmp_path: Path) -> None:
    pool = Pool(most=1)
    started: list[Server] = []
    take = pool._take
    pool._take = lambda: started.append(take()) or started[-1]  # type: ignore[method-assign,func-returns-value]
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(pool.ask, {**slow_job(tmp_path), "cpu_seconds": 2}, 60)
        (child,) = until(lambda: started and children_of(started[0]._process.pid))
        started[0]._process.kill()
        until(lambda: not Path(f"/proc/{child}").exists())
        assert answer.result()[0] in (TIMED_OUT, BROKEN)
    assert len(started) == 2
    assert pool.ask(text_job(tmp_path, "Text."), 20)[0] == 0
    pool.close()


@linux
def test_threads_get_their_answers_while_reading_processes_are_killed(tmp_path: Path) -> None:
    pool = Pool(most=2)
    started: list[Server] = []
    take = pool._take
    pool._take = lambda: started.append(take()) or started[-1]  # type: ignore[method-assign,func-returns-value]
    job = text_job(tmp_path, "One sentence of text.")
    done = False

    def kill_now_and_then() -> None:
        while not done:
            for server in started[-1:]:
                server._process.kill()
            time.sleep(0.7)

    with ThreadPoolExecutor(5) as threads:
        killer = threads.submit(kill_now_and_then)
        answers = list(threads.map(lambda _: pool.ask(job, 20)[0], range(40)))
        done = True
        killer.result()
    assert set(answers) <= {0, BROKEN}
    assert answers.count(0) > 30
    assert pool.ask(job, 20)[0] == 0
    pool.close()


def test_an_interrupted_caller_leaves_no_answer_for_the_next(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pool = Pool(most=1)
    assert pool.ask(text_job(tmp_path, "First."), 20)[0] == 0
    with monkeypatch.context() as patched:
        patched.setattr("extract.read.pool._line", lambda source: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            pool.ask(text_job(tmp_path, "Second."), 20)
    status, content = pool.ask(text_job(tmp_path, "Third."), 20)
    assert (status, json.loads(content)["paragraphs"][0]["text"]) == (0, "Third.")
    pool.close()


def test_a_forked_caller_starts_reading_processes_of_its_own(tmp_path: Path) -> None:
    pool = Pool(most=1)
    job = text_job(tmp_path, "Text.")
    pool.ask(job, 20)
    mine = pool._idle.get()
    pool._idle.put(mine)
    child = os.fork()
    if child == 0:
        status = pool.ask(job, 20)[0]
        theirs = pool._idle.get()
        theirs.stop()
        os._exit(0 if status == 0 and theirs is not mine else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert pool.ask(job, 20)[0] == 0
    pool.close()


def test_an_answer_beyond_all_measure_is_not_taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    does(monkeypatch, lambda: b"x" * 3_000_000)
    monkeypatch.setattr(worker, "MAX_ANSWER_BYTES", 1 << 20)
    assert in_child(JOB, 20) == (TOO_LONG, b"")


def test_work_that_uses_up_its_processor_time_is_stopped_and_told_so(tmp_path: Path) -> None:
    server = Server()
    assert server.ask({**slow_job(tmp_path), "cpu_seconds": 1}, 60) == (TIMED_OUT, b"")
    assert server.ask(text_job(tmp_path, "Text."), 20)[0] == 0
    server.stop()


@linux
def test_programs_that_a_reader_started_end_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def start() -> bytes:
        sleeper = subprocess.Popen(["sleep", "60"])
        (tmp_path / "pid").write_text(str(sleeper.pid))
        time.sleep(60)
        return b""

    does(monkeypatch, start)
    assert in_child(JOB, 2)[0] == TIMED_OUT
    pid = int((tmp_path / "pid").read_text())
    until(lambda: not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text().split()[2])
