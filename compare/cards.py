"""The cards of the theme model and of the adapter, made from their scores.

What a person wrote stands in `card.template.md` beside each card, with `$names` where figures go; the figures come from
`models/themes/scores.json`, so a card cannot say anything else than what was measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from compare import taxonomy, theme_model

MODELS = theme_model.PATH.parents[1]
FOLDERS = ("themes", "adapter")
ENOUGH = 5
"""Texts of a theme from which its F1 is told."""
WEAK = 0.85
ROWS = {
    "train, councils held out": "recommendations, other councils (5 folds by council)",
    "dev, texts held out": "recommendations, two readers, never learnt from",
    "notices, councils held out": "three notices, each left out in turn",
    "notices, councils held out, text alone": "three notices, text alone",
}


def write(scores: Mapping[str, Any], models: Path = MODELS) -> None:
    """Write `card.md` into every model's folder."""
    for folder, card in cards(scores).items():
        (models / folder).mkdir(exist_ok=True)
        (models / folder / "card.md").write_text(card, encoding="utf-8")


def cards(scores: Mapping[str, Any]) -> dict[str, str]:
    """The text of each card by its folder. Raises KeyError where a template asks for what the scores lack."""
    values = _values(scores)
    templates = {folder: MODELS / folder / "card.template.md" for folder in FOLDERS}
    return {folder: Template(path.read_text(encoding="utf-8")).substitute(values) for folder, path in templates.items()}


def _values(scores: Mapping[str, Any]) -> dict[str, Any]:
    meaning, lexical = scores["meaning"], scores["lexical"]
    train, second, tags = meaning["train, councils held out"], meaning["secondary"], meaning["framework"]
    return {
        **{source: f"{number:,}" for source, number in scores["examples"].items()},
        "pairs": f"{scores['pairs']:,}",
        "C": f"{scores['C']:g}",
        "temperature": meaning["temperature"],
        "temperature_lexical": lexical["temperature"],
        "figures_meaning": _figures(meaning),
        "figures_lexical": _figures(lexical),
        "unclear_below": train["unclear_below"],
        "labelled": _labelled(meaning),
        "least": second["least"],
        "secondary": _table(
            ("", "precision", "recall", "F1", "texts given one"),
            (
                (name, *(_share(own["secondary"][key]) for key in ("precision", "recall", "f1", "share")))
                for name, own in (("with the encoder", meaning), ("words alone", lexical))
            ),
        ),
        "reliability": _reliability(train["reliability"]),
        "confusions": _confusions(meaning),
        "weak": _weak(meaning["f1"]),
        "few": _few(meaning["f1"]),
        "framework_texts": tags["texts"],
        "framework_equal": _share(tags["equal"]),
        "framework_kind": _share(tags["same_kind"]),
        "framework_readers": _share(tags["readers"]),
        "framework_gold": _share(tags["gold"]["equal"]),
        "framework_gold_texts": tags["gold"]["texts"],
        "framework_confusions": _table(("printed", "by the theme", "texts"), tags["confusions"][:8]),
        "adapter": _searches(scores.get("adapter", {})),
        "searches": scores.get("adapter", {}).get("searches", 0),
    }


def _figures(own: Mapping[str, Any]) -> str:
    columns = (
        "texts", "n", "right first (95% interval)", "or secondary", "in the first 3", "mean confidence",
        "calibration error",
    )  # fmt: skip
    named = {key: name for key, name in ROWS.items() if key in own}
    notices = {key: f"- {_council(key)}" for key in own if key.startswith("notice of ")}
    ordered = {
        key: name
        for first, first_name in named.items()
        for key, name in ({first: first_name} | (notices if first == "notices, councils held out" else {})).items()
    }
    rows = []
    for key, name in ordered.items():
        one = own[key]
        low, high = one["intervals"]["first"]
        first = f"{_share(one['first'])} ({_share(low)}-{_share(high)})"
        told = (_share(one[figure]) for figure in ("first_any", "top3", "confidence", "calibration_error"))
        rows.append((name, one["texts"], first, *told))
    return _table(columns, rows)


def _council(key: str) -> str:
    return key.removeprefix("notice of ").partition(",")[0].replace("-", " ").title()


def _labelled(own: Mapping[str, Any]) -> str:
    """What abstaining leaves: share of texts with a first theme that stands, and how often that one is right."""
    return _table(
        ("texts", "not unclear", "of these right first", "or secondary"),
        (
            (name, *(_share(own[key]["labelled"][figure]) for figure in ("share", "first", "first_any")))
            for key, name in ROWS.items()
            if key in own
        ),
    )


def _reliability(bins: Sequence[Sequence[float]]) -> str:
    rows = ((f"{low:.1f}-{low + 0.1:.1f}", int(n), _share(sure), _share(right)) for low, n, sure, right in bins)
    return _table(("sure", "texts", "mean confidence", "right first"), rows)


def _confusions(own: Mapping[str, Any]) -> str:
    """Which themes are taken for which, of the recommendations and the notices, where it happens twice or more."""
    counts: dict[tuple[str, str], int] = {}
    for key in list(ROWS)[:3]:
        for true, said, number in (*own[key]["confusions"], *own[key]["swapped"]):
            counts[true, said] = counts.get((true, said), 0) + number
    often = sorted(((-number, *pair) for pair, number in counts.items() if number > 1))
    return ", ".join(f"{true} as {said} ({-number})" for number, true, said in often)


def _weak(f1: Mapping[str, Sequence[float]]) -> str:
    weak = sorted((own, theme, n) for theme, (own, n) in f1.items() if n >= ENOUGH and own < WEAK)
    return ", ".join(f"{theme} {own:.2f} ({int(n)})" for own, theme, n in weak)


def _few(f1: Mapping[str, Sequence[float]]) -> str:
    themes = [theme.id for theme in taxonomy.load().themes]
    some = [theme for theme in themes if theme in f1 and f1[theme][1] < ENOUGH]
    none = [theme for theme in themes if theme not in f1]
    return f"Fewer than five recommendations to measure on: {', '.join(some)}. None: {', '.join(none)}."


def _searches(found: Mapping[str, Any]) -> str:
    kinds = {"answers": "requirement to its plan row", "answers_again": "the same in other words to the plan row"}
    ways = {"before": "sentence vectors as they are", "after": "adapted"}
    return _table(
        ("search", "vectors", "found first", "in the first ten", "mean reciprocal rank"),
        (
            (
                name,
                way,
                *(_share(found[when][kind][figure]) for figure in ("first", "first_ten", "mean_reciprocal_rank")),
            )
            for kind, name in kinds.items()
            for when, way in ways.items()
            if when in found
        ),
    )


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def _share(value: float) -> str:
    return f"{value:.3f}"
