"""The measures of a progress report's tables: the target tracker and the performance book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.figures.judged import Judged, Truth, figures
from corpus.scoring import Found, plain, share, similarity
from extract.schema import Extraction, Indicator

FIGURES = (
    "target_tracker.precision", "target_tracker.recall", "target_tracker.f1", "target_tracker_values", "on_target",
    "performance_book.precision", "performance_book.recall", "performance_book.f1", "performance_book_values",
)  # fmt: skip
SAME_MEASURE = 0.8
Row = tuple[Truth, Indicator | None]
"""A measure of the gold with the indicator that was found for it."""


def judge(gold: Truth, extraction: Extraction) -> Judged:
    """The figures of both tables; a value that was not found is wrong."""
    tracker = [one for one in extraction.indicators if _is_tracker(one)]
    book = [one for one in extraction.indicators if not _is_tracker(one)]
    tracked, booked = _rows(gold["target_tracker"], tracker), _rows(gold["performance_book"], book)
    targets = (said is not None and said.target == true["target"] for true, said in tracked)
    found = figures(
        target_tracker=_found(tracked, tracker),
        target_tracker_values=share([*_values(tracked), *targets]),
        on_target=share(said is not None and said.on_target == true["on_target"] for true, said in tracked),
        performance_book=_found(booked, book),
        performance_book_values=share(_values(booked)),
    )
    return Judged(
        found, tuple(f"{true['ref']} {true['measure']}" for true, said in (*tracked, *booked) if said is None)
    )


def _is_tracker(indicator: Indicator) -> bool:
    return "track" in plain(indicator.table)


def _rows(true: Sequence[Truth], said: Sequence[Indicator]) -> list[Row]:
    return [(measure, next((one for one in said if _is_same(measure, one)), None)) for measure in true]


def _is_same(true: Truth, said: Indicator) -> bool:
    return _closed(said.ref) == _closed(true["ref"]) and similarity(said.measure, true["measure"]) >= SAME_MEASURE


def _closed(text: str | None) -> str:
    return plain(text).replace(" ", "")


def _found(rows: Sequence[Row], said: Sequence[Indicator]) -> Found:
    return Found(sum(one is not None for _, one in rows), len(said), len(rows))


def _values(rows: Sequence[Row]) -> Iterator[bool]:
    """Whether each value of the gold was found under its period; "08" is a period of every year."""
    for true, said in rows:
        values = [(_closed(value.period), value.value) for value in said.values] if said else []
        wanted = {**true["values"], **({"YTD": true["ytd"]} if "ytd" in true else {})}
        for period, value in wanted.items():
            yield any(name.endswith(_closed(period)) and have == value for name, have in values)
