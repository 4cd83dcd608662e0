"""What the tests on hostile files share: low limits, so that they need not wait, and what a refusal must look like."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.errors import ClausemapError
from extract.pipeline import extract
from extract.read import child
from extract.schema import Extraction

Tried = Callable[..., Extraction | str]


@pytest.fixture(autouse=True)
def low_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """One second of processor time in the place of fifteen."""
    monkeypatch.setattr(child, "CPU_SECONDS", 1.0)
    monkeypatch.setattr(child, "OCR_CPU_SECONDS", 1.0)


@pytest.fixture(scope="session")
def tried() -> Tried:
    """Take a file apart: what is in it, or the one sentence that says why it cannot be read."""

    def attempt(path: Path, kind: str | None = "improvement_plan") -> Extraction | str:
        try:
            return extract(path, kind=kind)
        except ClausemapError as why:
            sentence = str(why)
        assert re.fullmatch(rf"{re.escape(path.name)}: [^\n\x00-\x1f]{{20,400}}[.)]", sentence), sentence
        return sentence

    return attempt
