"""The reading processes that are kept: at most two at once, started when needed and replaced when they die."""

from __future__ import annotations

import atexit
import json
import os
import queue
import select
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from extract.read.worker import BROKEN, TIMED_OUT

ROOT = Path(__file__).resolve().parents[2]
MOST = 2
GRACE_SECONDS = 10.0
"""The reading process keeps the time limit itself; after so many seconds more it is taken for dead."""


class Server:
    """One reading process."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "extract.read.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            bufsize=0,
        )

    @property
    def alive(self) -> bool:
        """False once the process has ended."""
        return self._process.poll() is None

    def ask(self, job: dict[str, Any], seconds: float) -> tuple[int, bytes]:
        """Status and answer of one job."""
        source, sink = self._process.stdout, self._process.stdin
        assert source is not None and sink is not None
        try:
            sink.write(json.dumps({**job, "seconds": seconds}).encode() + b"\n")
            if os.name != "nt" and not select.select([source], [], [], seconds + GRACE_SECONDS)[0]:
                self.stop()
                return TIMED_OUT, b""
            head = json.loads(_line(source) or "{}")
            content = _exactly(source, head.get("length", 0))
        except (OSError, ValueError):
            head, content = {}, b""
        except BaseException:  # interrupted: what is left of the answer must not be taken for that of the next job
            self.stop()
            raise
        if "status" not in head:
            self.stop()
            return BROKEN, b""
        return head["status"], content

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()


class Pool:
    """Reading processes for several threads; a process that died is not handed out again."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._begin()
        atexit.register(self.close)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        """Begin without processes: those of the process from which this one was forked answer that one."""
        self._free = threading.Semaphore(self._most)
        self._idle: queue.SimpleQueue[Server] = queue.SimpleQueue()
        self._owner = os.getpid()

    def ask(self, job: dict[str, Any], seconds: float) -> tuple[int, bytes]:
        """Status and answer of one job, waiting where every process is busy.

        A reading process opens no file itself, so where one dies it is none of the file's doing, and another is asked.
        """
        with self._free:
            status, content, alive = self._ask(job, seconds)
            if status == BROKEN and not alive and hasattr(os, "fork"):
                status, content, _ = self._ask(job, seconds)
            return status, content

    def _ask(self, job: dict[str, Any], seconds: float) -> tuple[int, bytes, bool]:
        """Status and answer of one job, and whether the process that did it is still there."""
        server = self._take()
        status, content = server.ask(job, seconds)
        if server.alive:
            self._idle.put(server)
        return status, content, server.alive

    def _take(self) -> Server:
        while True:
            try:
                server = self._idle.get_nowait()
            except queue.Empty:
                return Server()
            if server.alive:
                return server

    def close(self) -> None:
        """End every idle process."""
        while self._owner == os.getpid():
            try:
                self._idle.get_nowait().stop()
            except queue.Empty:
                return


def _line(source: Any) -> bytes:
    line = b""
    while not line.endswith(b"\n"):
        piece = source.read(1)
        if not piece:
            return b""
        line += piece
    return line


def _exactly(source: Any, length: int) -> bytes:
    parts, left = [], length
    while left:
        part = source.read(min(left, 1 << 20))
        if not part:
            raise OSError("the reading process ended in the middle of an answer")
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
