"""A store in a folder of its own, and documents made by hand."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.store import Store
from extract.schema import Action, Clause, DocumentFacts, Extraction, KindOfDocument, ThemeScore, stable_id

MakeDocument = Callable[..., tuple[Extraction, bytes]]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "store"))


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
