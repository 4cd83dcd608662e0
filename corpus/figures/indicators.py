"""The measures of a progress report's tables: the target tracker and the performance book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.figures.judged import Judged, Truth, tallies
from corpus.scoring import plain, similarity
from corpus.tally import Tally, paired, shares
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
    targets = ((_key(true), said is not None and said.target == true["target"]) for true, said in tracked)
    found = tallies(
        target_tracker=_found(tracked, tracker),
        target_tracker_values=shares([*_values(tracked), *targets]),
        on_target=shares(
            (_key(true), said is not None and said.on_target == true["on_target"]) for true, said in tracked
        ),
        performance_book=_found(booked, book),
        performance_book_values=shares(_values(booked)),
    )
    return Judged(found, tuple(_key(true) for true, said in (*tracked, *booked) if said is None))


def _key(true: Truth) -> str:
    return f"{true['ref']} {true['measure']}"


def _is_tracker(indicator: Indicator) -> bool:
    return "track" in plain(indicator.table)


def _rows(true: Sequence[Truth], said: Sequence[Indicator]) -> list[Row]:
    return [(measure, next((one for one in said if _is_same(measure, one)), None)) for measure in true]


def _is_same(true: Truth, said: Indicator) -> bool:
    return _closed(said.ref) == _closed(true["ref"]) and similarity(said.measure, true["measure"]) >= SAME_MEASURE


def _closed(text: str | None) -> str:
    return plain(text).replace(" ", "")


def _found(rows: Sequence[Row], said: Sequence[Indicator]) -> Tally:
    place_of = {id(one): place for place, one in enumerate(said)}
    pairs = {row: place_of[id(one)] for row, (_, one) in enumerate(rows) if one is not None}
    return paired([_key(true) for true, _ in rows], [f"{one.ref} {one.measure}" for one in said], pairs)


def _values(rows: Sequence[Row]) -> Iterator[tuple[str, bool]]:
    """Whether each value of the gold was found under its period; "08" is a period of every year."""
    for true, said in rows:
        values = [(_closed(value.period), value.value) for value in said.values] if said else []
        wanted = {**true["values"], **({"YTD": true["ytd"]} if "ytd" in true else {})}
        for period, value in wanted.items():
            yield _key(true), any(name.endswith(_closed(period)) and have == value for name, have in values)
