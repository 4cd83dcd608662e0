"""What an evaluation found, as plain values, and its JSON form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from corpus.calibration import Reliability
from corpus.intervals import DRAWS, LEVEL, SEED, Interval
from corpus.scoring import mean

DIGITS = 4
Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Scored:
    """One document or comparison: its figures, what was missed and what was wrongly found.

    `failed` is the reason why it could not be read; `declared` the reason that its gold gives beforehand. `seen` says
    that the theme model has learnt from its texts, and `held_out` what it scored before it had.
    """

    group: str
    name: str
    figures: Figures = field(default_factory=dict)
    missed: tuple[str, ...] = ()
    spurious: tuple[str, ...] = ()
    failed: str | None = None
    declared: str | None = None
    seen: bool = False
    held_out: Figures | None = None
    intervals: Mapping[str, Interval] = field(default_factory=dict)

    def printed(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "group": self.group,
            "name": self.name,
            "figures": _rounded(self.figures),
            "missed": list(self.missed),
            "spurious": list(self.spurious),
            "failed": self.failed,
            "declared": self.declared,
            "seen": self.seen,
            "held_out": None if self.held_out is None else _rounded(self.held_out),
            "intervals": _printed(self.intervals),
        }


@dataclass(frozen=True, slots=True)
class Measured:
    """Documents measured in one way, and the intervals of their means by group."""

    documents: tuple[Scored, ...] = ()
    intervals: Mapping[str, Mapping[str, Interval]] = field(default_factory=dict)

    @property
    def means(self) -> dict[str, dict[str, float]]:
        """The mean of each figure over the documents of a group that have it."""
        values: dict[str, dict[str, list[float]]] = {}
        for one in self.documents:
            for name, value in one.figures.items():
                values.setdefault(one.group, {}).setdefault(name, []).append(value)
        return {group: {name: mean(v) or 0.0 for name, v in named.items()} for group, named in values.items()}

    @property
    def counted(self) -> dict[str, int]:
        """How many documents each group's means are over."""
        groups = [one.group for one in self.documents if one.figures]
        return {group: groups.count(group) for group in dict.fromkeys(groups)}

    def printed(self) -> dict[str, Any]:
        """The JSON form, figures to four digits."""
        return {
            "means": {group: _rounded(figures) for group, figures in self.means.items()},
            "intervals": {group: _printed(intervals) for group, intervals in self.intervals.items()},
            "counted": self.counted,
            "documents": [one.printed() for one in self.documents],
        }


@dataclass(frozen=True, slots=True)
class Evaluation(Measured):
    """What an evaluation found; `missing` names gold whose document is not there.

    `baselines` by their name; `calibration` by group, then by document, "all" first; `confusion` by group, how often
    a true theme was read as another or as itself.
    """

    missing: tuple[str, ...] = ()
    baselines: Mapping[str, Measured] = field(default_factory=dict)
    calibration: Mapping[str, Mapping[str, Reliability]] = field(default_factory=dict)
    confusion: Mapping[str, Mapping[tuple[str, str], int]] = field(default_factory=dict)

    def printed(self) -> dict[str, Any]:
        """The JSON form of the output contract."""
        return Measured.printed(self) | {
            "missing": list(self.missing),
            "baselines": {name: one.printed() for name, one in self.baselines.items()},
            "calibration": {
                group: [_reliability(name, one) for name, one in named.items()]
                for group, named in self.calibration.items()
            },
            "confusion": {group: _confusions(counts) for group, counts in self.confusion.items()},
            "bootstrap": {"draws": DRAWS, "seed": SEED, "level": LEVEL},
        }


def _reliability(name: str, one: Reliability) -> dict[str, Any]:
    bins = [{key: _round(value) for key, value in asdict(bin_).items()} for bin_ in one.bins]
    return {"name": name, "count": one.count, "error": _round(one.error), "bins": bins}


def _confusions(counts: Mapping[tuple[str, str], int]) -> list[dict[str, Any]]:
    """The commonest first."""
    ordered: Sequence[Any] = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [{"true": true, "said": said, "count": count} for (true, said), count in ordered]


def _printed(intervals: Mapping[str, Interval]) -> dict[str, dict[str, Any]]:
    return {name: {key: _round(value) for key, value in asdict(one).items()} for name, one in intervals.items()}


def _rounded(figures: Figures) -> dict[str, float]:
    return {name: _round(value) for name, value in figures.items()}


def _round(value: Any) -> Any:
    return round(value, DIGITS) if isinstance(value, float) else value
