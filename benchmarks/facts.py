"""All facts of a clause (deadlines, duty holders, references, obligations) in clauses a second on one core.

The clauses are those of the notices on this machine: the real ones where they are, else the samples. The peer is
spaCy's parse of the same texts alone, which the facts rest on.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from timing import SAMPLES, SHARED

if TYPE_CHECKING:
    from extract.facts.clause_facts import ClauseText

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[variable] = "1"  # one core; it must be set before numpy is loaded, so the rooms are imported later

WANTED = 100
LEAST = 300
"""Clauses to time; those of the notices are taken again, with a mark, until there are so many."""


def notices() -> list[Path]:
    """The notices that are not scans."""
    folder = SHARED / "notices" if SHARED.is_dir() else SAMPLES / "notices"
    return sorted(p for p in folder.glob("*.docx") if "scan" not in p.stem) or sorted(folder.glob("*.pdf"))


def clauses() -> list[ClauseText]:
    """At least 300 clauses of notices, no two of the same text."""
    from extract.facts.clause_facts import ClauseText
    from extract.pipeline import extract

    found = [(clause.text, clause.kind, clause.section) for path in notices() for clause in extract(path).clauses]
    copies = -(-LEAST // len(found))
    return [
        ClauseText(f"{text} Version {copy}.", kind, section=section)
        for copy in range(copies)
        for text, kind, section in found
    ]


def core_seconds(step: Callable[[], object], runs: int = 3) -> float:
    """Median processor seconds of a step, after one run that is not counted; other work on the machine counts less."""
    from extract.language import sentences

    taken = []
    for run in range(runs + 1):
        sentences.cache_clear()
        begin = time.process_time()
        step()
        taken += [time.process_time() - begin] if run else []
    return median(taken)


def main() -> None:
    """Print clauses a core-second of both, and the ratio."""
    from extract.facts.clause_facts import facts_of
    from extract.language import parse_all

    given = clauses()
    words = sum(len(clause.text.split()) for clause in given) / len(given)
    own = core_seconds(lambda: facts_of(given, "improvement_notice", dt.date(2014, 9, 16)))
    other = core_seconds(lambda: list(parse_all(clause.text for clause in given)))
    print(
        f"facts {len(given) / own:.0f} clauses/core-second (wanted: {WANTED}), "
        f"{len(given)} clauses of {words:.0f} words"
    )
    print(f"spaCy's parse alone {len(given) / other:.0f} clauses/core-second; ratio {other / own:.2f}")


if __name__ == "__main__":
    main()
