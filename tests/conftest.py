"""Fixtures that every room's tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.ingest import ingest
from corpus.store import Store

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and their gold, which lies beside the checkout on some machines only."""
    if not (SHARED / "documents").is_dir():
        pytest.skip("the real documents (../shared) are not on this machine")
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def shipped_models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test uses what this machine's own decisions have taught."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CLAUSEMAP_MODELS", str(tmp_path_factory.mktemp("models")))
        yield


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample corpus of the project."""
    return ROOT / "corpus" / "samples"


@pytest.fixture(scope="session")
def sample_store(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store that holds the sample corpus; a test that writes to it makes one of its own."""
    store = Store(str(tmp_path_factory.mktemp("samples")))
    ingest([samples], store)
    return store
