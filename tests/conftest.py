"""Fixtures that every room's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and their gold, which lies beside the checkout on some machines only."""
    if not (SHARED / "documents").is_dir():
        pytest.skip("the real documents (../shared) are not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample corpus of the project."""
    return ROOT / "corpus" / "samples"
