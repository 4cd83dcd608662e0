"""Learns from what people decided: the theme model and the thresholds, each kept only where it is not worse.

A theme model must name the themes of texts that are held out at least as often as before, and agree more often with
decisions on documents that it did not learn from; thresholds must do the latter. What is refused leaves its file as it
was. Every run begins at what came with Clausemap, so it is given all decisions each time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import GroupKFold

from compare import theme_model, thresholds
from compare.corrections import Lesson, Told, corrected
from compare.decided import Decision, Kind, settled
from compare.fitted import write
from compare.relearnt import Beginning
from compare.theme_model import ThemeModel
from compare.thresholds import Scored, Thresholds
from extract.errors import ClausemapError
from extract.schema import normalised

LEAST: dict[Kind, int] = {"theme": 10, "link": 20, "pair": 20}
"""Decisions from which on something is learnt: of fewer nobody could tell whether it helps."""
LEAST_DOCUMENTS = 2
FOLDS = 5
CALLED: dict[Kind, str] = {"theme": "themes", "link": "scored links", "pair": "scored pairs of clauses"}
MOVED: dict[Kind, tuple[str, ...]] = {"link": ("decided", "further", "gap"), "pair": ("same",)}
Rows = npt.NDArray[np.int64]


def learn(decisions: Sequence[Decision], begin: Callable[[], Beginning], folder: Path) -> dict[str, Any]:
    """Learn, and write what is kept into the folder; gives the figures, and in `told` what was done in sentences.

    `begin` gives the theme model to begin with; it is asked only where there is enough to learn for it. ClausemapError
    where there are too few decisions of every kind, or the folder cannot be written; all files are then as they were.
    """
    counts = {kind: sum(one.kind == kind for one in decisions) for kind in CALLED}
    printed: dict[str, Any] = {"decisions": counts, "told": []}
    model: ThemeModel | None = None
    values = known = thresholds.load()
    for kind in CALLED:
        own = [one for one in settled(decisions, kind) if kind == "theme" or one.score is not None]
        if short := _too_few(kind, own):
            printed["told"] += [short] if counts[kind] else []
        elif kind == "theme":
            printed[kind], model = _themes(own, begin())
        else:
            printed[kind], values = _thresholds(kind, own, values)
    if not printed.keys() & CALLED.keys():
        raise ClausemapError(" ".join(printed["told"]))
    printed["told"] += [printed[kind].pop("told") for kind in CALLED if kind in printed]
    content: dict[str, Callable[[Path], object]] = {}
    if model:
        content["themes/model.npz"] = lambda path: theme_model.save(model, path)
    if values != known:
        content["thresholds.json"] = lambda path: path.write_text(values.printed(), encoding="utf-8")
    printed |= {"folder": str(folder), "written": sorted(content)}
    if content:
        record = json.dumps(printed, indent=1, ensure_ascii=False) + "\n"
        write(folder, content | {"decided.json": lambda path: path.write_text(record, encoding="utf-8")})
        thresholds.read.cache_clear()
    return printed


def _too_few(kind: Kind, decisions: Sequence[Decision]) -> str:
    """A sentence where there are too few to learn from, or none was asked for; "" otherwise."""
    count, documents = len(decisions), len({one.document for one in decisions})
    if count >= LEAST[kind] and documents >= LEAST_DOCUMENTS:
        return ""
    of = f" of {documents} document{'s' if documents > 1 else ''}" if count else ""
    return (
        f"Nothing is learnt about {CALLED[kind]}: {count}{of} were decided, and {LEAST[kind]} of "
        f"{LEAST_DOCUMENTS} documents are the fewest to tell whether it helps."
    )


def _themes(decisions: Sequence[Decision], beginning: Beginning) -> tuple[dict[str, Any], ThemeModel | None]:
    """The figures before and after, and the new model where it is kept."""
    own = [one for one in decisions if not beginning.holds(one.text)]
    outcome: dict[str, Any] = {"texts": len(own), "left_to_labels": len(decisions) - len(own), "kept": False}
    if short := _too_few("theme", own):
        return outcome | {"told": f"{short} Texts that {beginning.of} hold are left to their labels."}, None
    told = [Told(one.text, one.theme, one.right) for one in own]
    before, first = beginning.after(())
    after, model = beginning.after(told)
    lesson = Lesson.of(first.features, told)
    agreed, again = lesson.agreed(first), np.zeros(len(told), dtype=bool)
    for learnt, held_out in _folds(own):
        again[held_out] = lesson[held_out].agreed(corrected(first, lesson[learnt]))
    kept = bool(after["first_any"] >= before["first_any"] and again.sum() > agreed.sum())
    decided = {"documents": len({one.document for one in own}), "before": _share(agreed), "after": _share(again)}
    outcome |= {"kept": kept, "decided": decided}
    outcome |= {"held_out": {"of": beginning.of, "before": before, "after": after}}
    outcome["told"] = (
        f"The theme model {_outcome(kept)}: {after['first_any']:.1%} of {beginning.of} are right "
        f"({before['first_any']:.1%} before), and {_share(again):.1%} of the decided texts of other documents than it "
        f"learnt from ({_share(agreed):.1%} before)."
    )
    return outcome, model if kept else None


def _thresholds(kind: Kind, decisions: Sequence[Decision], values: Thresholds) -> tuple[dict[str, Any], Thresholds]:
    """The figures before and after, and the thresholds, of which those of the kind are new where they are kept."""
    first = thresholds.read(thresholds.PATH)
    pairs = scored(kind, decisions, first)
    shift = thresholds.shift(pairs)
    again = 0
    for learnt, held_out in _folds(decisions):
        own = thresholds.shift([pairs[row] for row in learnt])
        again += thresholds.agreeing([pairs[row] for row in held_out], own)
    before, after = thresholds.agreeing(pairs) / len(pairs), again / len(pairs)
    kept, moved = after > before, first.moved(shift)
    new = {name: getattr(moved, name) for name in MOVED[kind]}
    outcome = {
        "pairs": len(pairs),
        "shift": round(shift, 4),
        "kept": kept,
        "decided": {"before": round(before, 4), "after": round(after, 4)},
        "thresholds": {"before": {name: getattr(first, name) for name in MOVED[kind]}, "after": new},
        "told": f"The thresholds of {CALLED[kind]} {_outcome(kept)}: {after:.1%} of the decisions on other "
        f"documents than they were set by lie on their side ({before:.1%} before).",
    }
    return outcome, replace(values, **new) if kept else values


def scored(kind: Kind, decisions: Sequence[Decision], known: Thresholds) -> list[Scored]:
    """Each decision with the threshold that holds for it: of a clause's decided links the best answers it first."""
    best: dict[tuple[str, str], float] = {}
    for one in decisions:
        clause = (one.document, normalised(one.text))
        best[clause] = max(best.get(clause, 0.0), one.score or 0.0)
    found = []
    for one in decisions:
        score, first = one.score or 0.0, best[one.document, normalised(one.text)]
        threshold = known.same if kind == "pair" else known.decided if score >= first else known.further
        found.append(Scored(score, threshold, one.right))
    return found


def _folds(decisions: Sequence[Decision]) -> Iterator[tuple[Rows, Rows]]:
    """Rows to learn from and rows of other documents to measure on."""
    documents = [one.document for one in decisions]
    folds = GroupKFold(min(FOLDS, len(set(documents))))
    yield from folds.split(documents, groups=documents)


def _outcome(kept: bool) -> str:
    return "learnt from the decisions" if kept else "would gain nothing or be worse: nothing is changed"


def _share(right: npt.NDArray[np.bool_]) -> float:
    return round(float(right.mean()), 4)
