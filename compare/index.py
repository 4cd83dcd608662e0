"""A corpus of texts made ready to be compared: built once, kept in a file, asked and added to without the texts.

It holds ids, counts of stems and of character n-grams, and sentence vectors. It holds no running text, but what the
texts say can largely be told from it: it is as confidential as the documents. What it finds is what
`similarity.nearest` finds between the same lists, to the last digits of float32: document frequencies and spreads are
those of both lists, so they are worked out anew for every question.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from compare import adapter, encoder, encoder_graph, glossary, terms
from compare.encoder import write_whole
from compare.similarity import PLAIN, Lens, Nearest, Prepared, nearest_of, prepared
from extract.errors import ClausemapError

VERSION = 1
"""Raised when the file's form, or the way in which texts fall into terms, changes."""
PARTS = ("stems", "grams")


@dataclass(frozen=True, eq=False)
class Index:
    """The texts of a corpus, taken apart as a lens sees them; `ids[n]` names what row n was made of."""

    ids: tuple[str, ...]
    held: Prepared
    lens: Lens = PLAIN

    def nearest(self, texts: Sequence[str], k: int = 10) -> Nearest:
        """The `k` texts of the index nearest to each of these; the indices are places in `ids`."""
        return nearest_of(prepared(texts, self.lens), self.held, k, self.lens)

    def adding(self, ids: Sequence[str], texts: Sequence[str]) -> Index:
        """This index and then these texts; only they are taken apart and encoded. ClausemapError for an id it holds."""
        _distinct((*self.ids, *ids), len(self.ids) + len(texts))
        return Index((*self.ids, *ids), self.held.stacked(prepared(texts, self.lens)), self.lens)

    def save(self, path: Path) -> None:
        """Write the index whole or not at all, as plain arrays (npz)."""
        arrays: dict[str, npt.NDArray[Any]] = {"made_with": _bytes(made_with(self.lens)), "ids": _lines(self.ids)}
        if self.held.vectors is not None:
            arrays["vectors"] = self.held.vectors
        for part in PARTS:
            counted: terms.Counted = getattr(self.held, part)
            arrays[part] = _lines(counted.terms)
            arrays[f"{part}_data"] = counted.counts.data.astype(np.uint32)
            arrays[f"{part}_columns"], arrays[f"{part}_starts"] = counted.counts.indices, counted.counts.indptr
        file = io.BytesIO()
        np.savez(file, allow_pickle=False, **arrays)
        write_whole(path, file.getvalue())


def build(ids: Sequence[str], texts: Sequence[str], lens: Lens = PLAIN) -> Index:
    """An index of the texts under these ids (no two the same, of one line); ClausemapError otherwise."""
    _distinct(ids, len(texts))
    return Index(tuple(ids), prepared(texts, lens), lens)


def load(path: Path, lens: Lens = PLAIN) -> Index:
    """The saved index; ClausemapError where it is missing, damaged, or made with another encoder, glossary or lens."""
    try:
        with np.load(path, allow_pickle=False) as data:
            if data["made_with"].tobytes().decode() != made_with(lens):
                raise ClausemapError(
                    f"The index {path.name} was made with other models or another glossary; build it again."
                )
            ids = _strings(data["ids"])
            stems, grams = (_counted(part, data, len(ids)) for part in PARTS)
            vectors = data["vectors"].astype(np.float32, copy=False) if "vectors" in data else None
            if vectors is not None and vectors.shape != (len(ids), encoder.WIDTH):
                raise ValueError(f"{vectors.shape} vectors")
    except (OSError, EOFError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as why:
        raise ClausemapError(f"The index {path.name} cannot be read; build it again.") from why
    return Index(ids, Prepared(stems, grams, vectors), lens)


def made_with(lens: Lens) -> str:
    """What an index rests on besides the texts: the form, the lens, and by their hashes the models and the glossary."""
    files = (path.read_bytes() if path.is_file() else b"" for path in (glossary.PATH, terms.PATH, adapter.PATH))
    meaning = f"{encoder.SHA256}-{encoder_graph.VERSION}" if encoder.available() else "no encoder"
    return " ".join((str(VERSION), str(lens[1:]), meaning, *(hashlib.sha256(held).hexdigest() for held in files)))


def _distinct(ids: Sequence[str], texts: int) -> None:
    if len(ids) != texts or len(set(ids)) != texts or any(not text or "\n" in text for text in ids):
        raise ClausemapError("Every text of an index needs an id of its own, of one line; give each its own.")


def _bytes(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _lines(texts: Sequence[str]) -> npt.NDArray[np.uint8]:
    return _bytes("\n".join(texts))


def _strings(data: npt.NDArray[np.uint8]) -> tuple[str, ...]:
    text = data.tobytes().decode()
    return tuple(text.split("\n")) if text else ()


def _counted(part: str, data: Any, rows: int) -> terms.Counted:
    """The counts of one kind of term; ValueError where they do not fit together."""
    names = _strings(data[part])
    values, columns, starts = data[f"{part}_data"].astype(np.float32), data[f"{part}_columns"], data[f"{part}_starts"]
    counts = sparse.csr_matrix((values, columns, starts), shape=(rows, len(names)))
    counts.check_format(full_check=True)
    return terms.Counted(names, counts)
