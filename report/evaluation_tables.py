"""The tables of an evaluation's report, from its JSON form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import fmean
from typing import Any

from report.table import Rows, table

Printed = Mapping[str, Any]
Figures = Mapping[str, float]
SEEN, HELD_OUT = "seen in training", "held out"
"""Whose figures of the theme model they are: of the shipped one, or of one that had not learnt from the texts."""
PARTS = (".precision", ".recall")
"""Endings of figures that the tables of single documents leave out; the F1 beside them holds both."""


def figures_of(printed: Printed, group: str) -> Rows:
    """The means of a group with their intervals, and how many of what was drawn."""
    means, intervals = printed["means"][group], printed["intervals"].get(group, {})
    return table(
        f"mean of {printed['counted'][group]}",
        ("figure", "mean", "low", "high", "drawn"),
        ((name, value, *_range(intervals.get(name)), _drawn(intervals.get(name))) for name, value in means.items()),
    )


def _range(interval: Mapping[str, Any] | None) -> tuple[float | None, float | None]:
    return (interval["low"], interval["high"]) if interval else (None, None)


def _drawn(interval: Mapping[str, Any] | None) -> str | None:
    return f"{interval['units']} {interval['over']}" if interval else None


def baselines_of(printed: Printed, group: str) -> Iterator[Rows]:
    """The product's figures beside those of the baselines, on the same documents; none where there is no baseline."""
    baselines = {name: one for name, one in printed["baselines"].items() if group in one["means"]}
    if baselines:
        ways = _own(printed, group) | {
            name: (one["means"][group], one["intervals"][group]) for name, one in baselines.items()
        }
        yield table(
            "beside the baselines",
            ("figure", *ways),
            (
                (name, *(_with_interval(figures, intervals, name) for figures, intervals in ways.values()))
                for name in dict.fromkeys(name for one in baselines.values() for name in one["means"][group])
            ),
        )


def _own(printed: Printed, group: str) -> dict[str, tuple[Figures, Printed]]:
    """The product's means with their intervals; of texts that it has learnt from, those held out as well."""
    means, intervals = printed["means"][group], printed["intervals"][group]
    before = [one["held_out"] for one in printed["documents"] if one["group"] == group and one["held_out"]]
    if not before:
        return {"Clausemap": (means, intervals)}
    held_out = {
        name: fmean(values) for name in means if (values := [figures[name] for figures in before if name in figures])
    }
    return {f"Clausemap, {SEEN}": (means, intervals), f"Clausemap, {HELD_OUT}": (held_out, {})}


def held_out_of(printed: Printed, group: str) -> Rows:
    """The figures on texts that the model has learnt from, and what it scored on them before."""
    documents = [one for one in printed["documents"] if one["group"] == group]
    names = list(dict.fromkeys(name for one in documents for name in one["held_out"] or {}))
    scores = {one["name"]: one for one in printed["calibration"].get(group, ())}

    def now(one: Mapping[str, Any]) -> Figures:
        # The only document of a group has its calibration under "all".
        own = scores.get(one["name"], scores.get("all"))
        return dict(one["figures"]) | ({"texts": own["count"], "calibration_error": own["error"]} if own else {})

    return table(
        "now and before training",
        ("texts_of", "how", *names),
        (
            (one["name"], how, *(given.get(name) for name in names))
            for one in documents
            for how, given in ((SEEN, now(one)), (HELD_OUT, one["held_out"] or {}))
        ),
    )


def documents_of(printed: Printed, group: str) -> Rows:
    """The figures of each document with their intervals; of a field found or not its F1 alone."""
    documents = [one for one in printed["documents"] if one["group"] == group and one["figures"]]
    names = [name for name in printed["means"][group] if not name.endswith(PARTS)]
    return table(
        "each of them",
        ("name", *names),
        ((one["name"], *(_with_interval(one["figures"], one["intervals"], n) for n in names)) for one in documents),
    )


def _with_interval(figures: Figures, intervals: Mapping[str, Any], name: str) -> str | None:
    """A figure with its interval where that has a width."""
    if name not in figures:
        return None
    interval = intervals.get(name)
    told = f"{figures[name]:.4f}"
    if not interval or interval["low"] == interval["high"]:
        return told
    return f"{told} ({interval['low']:.4f} to {interval['high']:.4f})"
