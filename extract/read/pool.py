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
        self._free = threading.Semaphore(most)
        self._idle: queue.SimpleQueue[Server] = queue.SimpleQueue()
        self._owner = os.getpid()
        atexit.register(self.close)

    def ask(self, job: dict[str, Any], seconds: float) -> tuple[int, bytes]:
        """Status and answer of one job, waiting where every process is busy."""
        with self._free:
            server = self._take()
            status, content = server.ask(job, seconds)
            if server.alive:
                self._idle.put(server)
            return status, content

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
