"""The ten nearest of 15,000 clauses by 15,000, one new notice against a kept index, and encoding.

The peer is TF-IDF alone: scikit-learn's TfidfVectorizer, the top ten by linear_kernel, block by block, on the same
clauses in the same run. Every comparison runs in a process of its own, for its own peak of memory. The vectors of the
15,000 are stand-ins (sums of one random vector for each word), as the time to encode is measured apart.
"""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from clauses import clauses
from timing import seconds

COUNT = 15_000
NOTICE = 100
ENCODED = 320
TOKENS, LAYERS = 39, 6
"""Of an invented clause with its mark, on average; of the encoder."""
NEAREST = 10
BLOCK = 512
WANTED = {"nearest": 60, "asked": 2}
"""Seconds on two cores."""
WANTED_MB = 2000
WANTED_RATE = 100

Vectors = npt.NDArray[np.float32]


@cache
def word_vector(word: str) -> Vectors:
    """A random vector of the encoder's width, always the same for a word."""
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(384, dtype=np.float32)


def stand_in(texts: Sequence[str]) -> Vectors:
    """Unit vectors for the texts."""
    sums = np.array([sum(word_vector(word) for word in text.split()) for text in texts])
    return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)


def given() -> tuple[list[str], list[str]]:
    """The two lists of clauses."""
    return clauses(COUNT, 1), clauses(COUNT, 2)


def nearest_alone() -> float:
    """Seconds of `similarity.nearest` after encoding."""
    from compare.similarity import PLAIN, nearest

    sources, targets = given()
    vectors = iter([stand_in(sources), stand_in(targets)])
    begin = time.perf_counter()
    nearest(sources, targets, NEAREST, PLAIN._replace(encode=lambda _: next(vectors)))
    return time.perf_counter() - begin


def peer_alone() -> float:
    """Seconds of TF-IDF alone."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import linear_kernel

    sources, targets = given()
    begin = time.perf_counter()
    vectoriser = TfidfVectorizer(stop_words="english", dtype=np.float32).fit([*sources, *targets])
    ours, theirs = vectoriser.transform(sources), vectoriser.transform(targets)
    for start in range(0, COUNT, BLOCK):
        scores = linear_kernel(ours[start : start + BLOCK], theirs)
        best = np.argpartition(scores, COUNT - NEAREST, axis=1)[:, COUNT - NEAREST :]
        np.take_along_axis(best, np.argsort(-np.take_along_axis(scores, best, 1), axis=1), 1)
    return time.perf_counter() - begin


def own_process(name: str) -> tuple[float, int]:
    """Seconds and peak memory in MB of a step."""
    done = subprocess.run(
        [sys.executable, __file__, name], capture_output=True, text=True, check=True, cwd=Path(__file__).parent
    )
    taken, memory = done.stdout.split()
    return float(taken), int(memory)


def all_against_all() -> None:
    """Print times and memory of 15,000 against 15,000."""
    own, memory = own_process("nearest_alone")
    other, other_memory = own_process("peer_alone")
    print(
        f"nearest {COUNT} x {COUNT}, ten best: {own:.1f} s (wanted: under {WANTED['nearest']}), "
        f"peak {memory} MB (wanted: under {WANTED_MB})"
    )
    print(f"TF-IDF alone: {other:.1f} s, peak {other_memory} MB; ratio {other / own:.2f}")


def one_notice() -> None:
    """Print times of the index: built, saved, loaded, asked and added to."""
    from compare import index
    from compare.similarity import PLAIN

    _, targets = given()
    notice = clauses(NOTICE, 3)
    begin = time.perf_counter()
    held = index.build([f"clause-{number}" for number in range(COUNT)], targets, PLAIN._replace(encode=stand_in))
    built = time.perf_counter() - begin
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.npz"
        saved = seconds(lambda: held.save(path), runs=1)
        loaded = seconds(lambda: index.load(path))
        encoding_too = index.load(path)
        size = path.stat().st_size >> 20
    asked = seconds(lambda: held.nearest(notice, NEAREST))
    fresh = iter(range(100))
    encoded = seconds(lambda: encoding_too.nearest(marked(notice, next(fresh)), NEAREST))
    added = seconds(lambda: held.adding([f"new-{number}" for number in range(NOTICE)], notice))
    print(
        f"index of {COUNT}: built in {built:.1f} s after encoding, saved in {saved:.1f} s ({size} MB), "
        f"loaded in {loaded:.2f} s, {NOTICE} clauses added in {added:.2f} s"
    )
    print(
        f"{NOTICE} clauses asked in {asked:.2f} s after encoding, {encoded:.2f} s with it "
        f"(wanted: under {WANTED['asked']})"
    )


def marked(texts: list[str], turn: int) -> list[str]:
    """The texts with a mark: the encoder keeps the vectors of texts that it has seen."""
    return [f"{text} {turn}" for text in texts]


def core_seconds(step: Callable[[], object], runs: int = 3) -> float:
    """Least processor seconds of a step, after one run that is not counted."""
    step()
    taken = []
    for _ in range(runs):
        begin = time.process_time()
        step()
        taken.append(time.process_time() - begin)
    return min(taken)


def encoding() -> None:
    """Print clauses a core-second of the encoder, and of its layers' matrix products alone, by numpy."""
    from compare import encoder

    made = clauses(ENCODED, 4)
    fresh = iter(range(100))
    own = core_seconds(lambda: encoder.encode(marked(made, next(fresh))))
    tokens = np.ones((ENCODED // 8 * TOKENS, 384), dtype=np.float32)
    square, wide, narrow = (np.ones(shape, dtype=np.float32) for shape in ((384, 384), (384, 1536), (1536, 384)))

    def products() -> None:
        for _ in range(8 * LAYERS):
            for _ in range(4):
                tokens @ square
            tokens @ wide @ narrow

    other = core_seconds(products)
    print(
        f"encoding {ENCODED / own:.0f} clauses a core-second (wanted: {WANTED_RATE}), {TOKENS} tokens each; "
        f"the matrix products alone {ENCODED / other:.0f}; ratio {other / own:.2f}"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print({"nearest_alone": nearest_alone, "peer_alone": peer_alone}[sys.argv[1]]())
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
    else:
        print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        all_against_all()
        one_notice()
        from compare import encoder

        if encoder.available():
            encoding()
        else:
            print("encoding: the weights are not installed")
        print(f"load average {os.getloadavg()[0]:.1f}")
