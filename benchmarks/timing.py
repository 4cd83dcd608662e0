"""What the benchmarks share: the documents they read and how a step is timed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "documents"
SAMPLES = ROOT / "corpus" / "samples"
sys.path.insert(0, str(ROOT))


def seconds(step: Callable[[], object], runs: int = 3) -> float:
    """Median wall-clock seconds of a step, after one run that is not counted."""
    step()
    taken = []
    for _ in range(runs):
        begin = time.perf_counter()
        step()
        taken.append(time.perf_counter() - begin)
    return median(taken)


def reports(most: int) -> list[Path]:
    """Born-digital inspection reports: the real ones where they are on this machine, else the samples."""
    folder = SHARED / "inspections" if SHARED.is_dir() else SAMPLES / "inspections"
    return sorted(folder.glob("*.pdf"))[:most]


def samples(pattern: str) -> list[Path]:
    """Documents of the sample corpus by a pattern of their names."""
    return sorted(SAMPLES.rglob(pattern))
