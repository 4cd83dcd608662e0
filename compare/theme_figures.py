"""How right the theme model is on texts whose themes are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from compare import taxonomy
from compare.theme_examples import Example

Matrix = npt.NDArray[np.float32]

BINS = 10
"""Of equal width, for the reliability and the expected calibration error (Guo et al. 2017, arXiv:1706.04599)."""
DRAWS = 1000
"""Resamples of the texts for the 95% intervals (percentile bootstrap, Efron 1979)."""
CONFUSIONS = 20


def figures(probabilities: Matrix, told: Sequence[Example], names: Sequence[str], unclear: float) -> dict[str, Any]:
    """Figures of probabilities (n x themes, `names` in their order) of texts that readers labelled.

    first: the first theme is a primary one; first_any: or a secondary one; top3: a primary one is among the first
    three; each with its 95% interval. labelled: the share that is at least `unclear` sure, and first and first_any
    among those. reliability: for each bin that holds texts its least confidence, their number, mean confidence and
    share right. confusions: primary, said, how often, without those where the said theme is
    secondary; those are swapped.
    """
    best = np.argsort(-probabilities, axis=1, kind="stable")[:, :3]
    said = [names[place] for place in best[:, 0]]
    first = np.array([own in example.themes for own, example in zip(said, told, strict=True)])
    either = np.array([own in (*e.themes, *e.secondary) for own, e in zip(said, told, strict=True)])
    three = np.array([any(names[p] in e.themes for p in own) for own, e in zip(best, told, strict=True)])
    confidence = probabilities.max(axis=1)
    sure = confidence >= unclear
    reliability = _reliability(confidence, first)
    confused = Counter((e.themes[0], own) for own, e, right in zip(said, told, either, strict=True) if not right)
    swapped = Counter((e.themes[0], own) for own, e in zip(said, told, strict=True) if own in e.secondary)
    return {
        "texts": len(told),
        "first": _share(first),
        "first_any": _share(either),
        "top3": _share(three),
        "intervals": {"first": _interval(first), "first_any": _interval(either), "top3": _interval(three)},
        "macro_f1": _rounded(np.mean([f1 for f1, _ in by_theme(said, told).values()])),
        "confidence": _rounded(confidence.mean()),
        "calibration_error": _rounded(sum(n * abs(right - sure_) for _, n, sure_, right in reliability) / len(told)),
        "reliability": reliability,
        "unclear_below": unclear,
        "labelled": {"share": _share(sure), "first": _share(first[sure]), "first_any": _share(either[sure])},
        "confusions": [[*pair, count] for pair, count in confused.most_common(CONFUSIONS)],
        "swapped": [[*pair, count] for pair, count in swapped.most_common(CONFUSIONS)],
    }


def second_themes(
    probabilities: Matrix, told: Sequence[Example], names: Sequence[str], least: float
) -> dict[str, float]:
    """How well the themes after the first (of the best three) that are at least so probable are those of the readers.

    A reader's themes are all that the text has, primary or secondary, but the one that is said first. precision, recall
    and f1 over all texts together; share: of the texts that are given such a theme.
    """
    best = np.argsort(-probabilities, axis=1, kind="stable")[:, :3]
    said = [
        {names[place] for place in own[1:] if row[place] >= least} for own, row in zip(best, probabilities, strict=True)
    ]
    true = [{*e.themes, *e.secondary} - {names[own[0]]} for own, e in zip(best, told, strict=True)]
    right, given, held = (
        sum(len(one & other) for one, other in zip(said, true, strict=True)),
        sum(map(len, said)),
        sum(map(len, true)),
    )
    return {
        "least": least,
        "precision": _rounded(right / max(given, 1)),
        "recall": _rounded(right / max(held, 1)),
        "f1": _rounded(2 * right / max(given + held, 1)),
        "share": _rounded(sum(map(bool, said)) / max(len(told), 1)),
    }


def best_least(probabilities: Matrix, told: Sequence[Example], names: Sequence[str]) -> float:
    """The probability from which `second_themes` has its best F1, in steps of a quarter from 0.001 to 0.5."""
    tried = [round(0.001 * 1.25**step, 4) for step in range(28)]
    return max(tried, key=lambda least: second_themes(probabilities, told, names, least)["f1"])


def framework(said: Sequence[str], told: Sequence[Example]) -> dict[str, Any]:
    """Agreement of themes with the outcome or enabler that is printed behind the texts, by the taxonomy's cross-walk.

    equal: of the said theme; same_kind: outcome or enabler at least; readers: of the theme that readers gave;
    confusions: printed, said ("none" for a theme without one), how often.
    """
    expected = {theme.id: theme.national_framework or "none" for theme in taxonomy.load().themes}
    printed = [(example.tag or "").split(", ") for example in told]
    ours, theirs = [expected[theme] for theme in said], [expected[example.themes[0]] for example in told]
    confused = Counter((", ".join(tags), own) for own, tags in zip(ours, printed, strict=True) if own not in tags)
    kinds = [{tag.split("_")[0] for tag in tags} for tags in printed]
    return {
        "texts": len(told),
        "equal": _share(_within(ours, printed)),
        "same_kind": _share(_within([own.split("_")[0] for own in ours], kinds)),
        "readers": _share(_within(theirs, printed)),
        "confusions": [[*pair, count] for pair, count in confused.most_common(CONFUSIONS)],
    }


def _within(values: Sequence[str], groups: Sequence[Collection[str]]) -> npt.NDArray[np.bool_]:
    return np.array([value in group for value, group in zip(values, groups, strict=True)], dtype=bool)


def by_theme(said: Sequence[str], told: Sequence[Example]) -> dict[str, tuple[float, int]]:
    """F1 of the first theme and the number of texts, for every theme that is some text's primary one."""
    truth = Counter(example.themes[0] for example in told)
    guessed = Counter(said)
    hits = Counter(own for own, example in zip(said, told, strict=True) if own == example.themes[0])
    return {name: (_rounded(2 * hits[name] / (count + guessed[name])), count) for name, count in sorted(truth.items())}


def _reliability(confidence: Matrix, right: npt.NDArray[np.bool_]) -> list[list[float]]:
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        [
            own / BINS,
            int((bins == own).sum()),
            _rounded(confidence[bins == own].mean()),
            _share(right[bins == own]),
        ]
        for own in sorted(set(bins.tolist()))
    ]


def _interval(right: npt.NDArray[np.bool_]) -> list[float]:
    drawn = np.random.default_rng(0).integers(len(right), size=(DRAWS, len(right)))
    low, high = np.percentile(right[drawn].mean(axis=1), [2.5, 97.5])
    return [_rounded(low), _rounded(high)]


def _share(right: npt.NDArray[np.bool_]) -> float:
    return _rounded(right.mean()) if len(right) else 0.0


def _rounded(value: Any) -> float:
    return round(float(value), 4)
