"""Real documents, read once a session."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.document import Document
from extract.layout import compose
from extract.read import read


@pytest.fixture(scope="session")
def real_document(shared: Path) -> Callable[[str], Document]:
    """A document of ../shared/documents by its path there."""

    @functools.cache
    def load(name: str) -> Document:
        return compose(read(shared / "documents" / name))

    return load
