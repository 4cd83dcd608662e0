"""The evaluation of the sample corpus, which several tests look at."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus.evaluation import Evaluation, evaluate
from corpus.store import Store
from extract.errors import UnreadableError
from extract.schema import Extraction


@pytest.fixture(scope="session")
def on_samples(samples: Path, sample_store: Store) -> Evaluation:
    """The sample corpus against its gold, from what ingest stored of it."""

    def stored(path: Path) -> Extraction:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        if sample_store.reader_of(sha256) is None:
            raise UnreadableError(f"{path.name}: it was not stored.")
        return sample_store.extraction(sha256)

    return evaluate(samples / "gold", samples, read=stored)
