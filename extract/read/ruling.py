"""The rules of a PDF page, however they were drawn: lines, thin boxes, thin pictures, rows of dots, sides of fills.

A table that is cut by a page end has no rule there, and one that is open at its sides has none down its sides: where
several rules end at one height or depth with nothing across their ends, the missing rule is put in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from pdfplumber.table import merge_edges
from pdfplumber.utils.geometry import obj_to_edges

from extract.read.ink import Char

Edge = dict[str, Any]
THIN = 2.5  # points: a shape that is thinner is a rule
DASH = 12.0  # points: a rule that is shorter is one of the dashes or dots of a longer one
DASH_GAP = 6.0
MIN_RULE, MIN_FREE = 20.0, 10.0
MOST_END = 0.6  # of the rules beside each other that end at one place where a rule is missing
MIN_DASHES = 4
MAX_LINES, MAX_DASHES = 20_000, 200_000  # on a page that is no drawing
NEAR = 3.0
MARGIN = 3.0  # points between print and the rule that is put in beside it
OVERSHOOT = 6.0  # points by which a rule ends free rather than a little too late


def is_drawing(page: Any) -> bool:
    """Whether a page has so many lines that it is a drawing, and looking for tables in it would take minutes."""
    shapes = (*page.rects, *page.lines, *page.curves)
    return len(shapes) > MAX_LINES and (len(shapes) > MAX_DASHES or sum(not _is_dash(s) for s in shapes) > MAX_LINES)


def _is_dash(shape: Any) -> bool:
    """Whether a shape is so small that it can only be one of the dashes or dots of a rule."""
    return bool(max(shape["width"], shape["height"]) <= DASH and min(shape["width"], shape["height"]) <= THIN)


def rules_of(page: Any) -> list[Edge]:
    """All horizontal and vertical rules of a page, merged where they touch, in points from its top left."""
    whole: list[Edge] = []
    dashes: list[Any] = []
    for shape in (*page.rects, *page.lines, *page.curves):
        if _is_dash(shape):
            dashes.append(shape)
        else:
            whole += obj_to_edges(shape)
    whole += [_middle(image) for image in page.images if min(image["width"], image["height"]) <= THIN]
    whole += _chained(dashes, "h") + _chained(dashes, "v")
    edges = [e for e in whole if e["orientation"] in ("h", "v") and max(e["width"], e["height"]) >= 1]
    merged = merge_edges(edges, NEAR, NEAR, NEAR, NEAR) if edges else []
    return [edge for edge in merged if _length(edge) >= NEAR]


def closed(rules: list[Edge], chars: Sequence[Char]) -> list[Edge]:
    """The rules with those that are missing where others end free.

    Where nothing crosses rules between columns, the print to their left and right has the outer columns.
    """
    across = [e for e in rules if e["orientation"] == "h"]
    down = [e for e in rules if e["orientation"] == "v"]
    crossing = [e for e in across if any(_cross(e, d) for d in down)]
    put_in = [*_ends(down, across, "top", "bottom", "x0"), *_ends(crossing, down, "x0", "x1", "top")]
    return [*rules, *put_in, *_outer(down, across, chars)]


def _length(edge: Edge) -> float:
    return float(edge["x1"] - edge["x0"] if edge["orientation"] == "h" else edge["bottom"] - edge["top"])


def edge(x0: float, top: float, x1: float, bottom: float) -> Edge:
    """A rule between two points of equal height or equal x."""
    way = "h" if bottom - top < x1 - x0 else "v"
    return {
        "x0": x0, "top": top, "x1": x1, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
        "orientation": way, "object_type": "line",
    }  # fmt: skip


def _middle(shape: Any) -> Edge:
    """A thin shape as one rule along its middle."""
    x, y = (shape["x0"] + shape["x1"]) / 2, (shape["top"] + shape["bottom"]) / 2
    if shape["width"] >= shape["height"]:
        return edge(shape["x0"], y, shape["x1"], y)
    return edge(x, shape["top"], x, shape["bottom"])


def _chained(dashes: list[Any], way: str) -> list[Edge]:
    """The rules that rows of dots or dashes make."""
    thick, first, last, place = ("height", "x0", "x1", "top") if way == "h" else ("width", "top", "bottom", "x0")
    fitting = sorted((d for d in dashes if d[thick] <= THIN), key=lambda d: (round(d[place]), d[first]))
    found: list[Edge] = []
    for _, group in groupby(fitting, key=lambda d: round(d[place])):
        run: list[Any] = []
        for dash in [*group, None]:
            if dash is not None and (not run or dash[first] - run[-1][last] <= DASH_GAP):
                run.append(dash)
                continue
            if len(run) >= MIN_DASHES and run[-1][last] - run[0][first] >= MIN_RULE:
                at = run[0][place]
                start, end = run[0][first], run[-1][last]
                found.append(edge(start, at, end, at) if way == "h" else edge(at, start, at, end))
            run = [dash]
    return found


def _cross(a: Edge, b: Edge) -> bool:
    """Whether a horizontal and a vertical rule meet."""
    across = a["x0"] - NEAR <= b["x0"] <= a["x1"] + NEAR
    return bool(across and b["top"] - NEAR <= a["top"] <= b["bottom"] + NEAR)


def _ends(rules: list[Edge], others: list[Edge], low: str, high: str, place: str) -> Iterator[Edge]:
    """A rule across the free ends of two or more that end at one height (or depth), as far as others cross them."""
    first, last = ("x0", "x1") if place == "x0" else ("top", "bottom")
    for end, sign in ((low, -1), (high, 1)):
        free = [r for r in rules if r[high] - r[low] >= MIN_FREE and not _is_met(r, others, end, sign, place)]
        for group in _by_end(free, end):
            if len(group) < MOST_END * len(_peers(group, rules, low, high, place)):
                continue
            crossing = [o for o in others if any(_meet(r, o) for r in group)]
            start = min([r[place] for r in group] + [o[first] for o in crossing])
            stop = max([r[place] for r in group] + [o[last] for o in crossing])
            if stop - start < MIN_RULE:
                continue
            at = group[0][end]
            yield edge(at, start, at, stop) if place == "top" else edge(start, at, stop, at)


def _peers(group: list[Edge], rules: list[Edge], low: str, high: str, place: str) -> list[Edge]:
    """The rules that stand between the first and the last of a group, beside them; ragged ones make no table."""
    start, stop = min(r[place] for r in group), max(r[place] for r in group)
    first, last = max(r[low] for r in group), min(r[high] for r in group)
    return [r for r in rules if start <= r[place] <= stop and r[low] <= last and first <= r[high]]


def _meet(a: Edge, b: Edge) -> bool:
    return _cross(a, b) if a["orientation"] == "h" else _cross(b, a)


def _outer(down: list[Edge], across: list[Edge], chars: Sequence[Char]) -> Iterator[Edge]:
    """The outer rules of tables that have rules between their columns only."""
    free = [d for d in down if d["bottom"] - d["top"] >= MIN_FREE and not any(_cross(a, d) for a in across)]
    for group in _by_end(free, "top"):
        top, bottom = group[0]["top"], max(d["bottom"] for d in group)
        inside = [c for c in chars if top <= (c["top"] + c["bottom"]) / 2 <= bottom and not c["text"].isspace()]
        left, right = min(d["x0"] for d in group), max(d["x0"] for d in group)
        outer_left = min((c["x0"] for c in inside), default=left) - MARGIN
        outer_right = max((c["x1"] for c in inside), default=right) + MARGIN
        for x, inner in ((outer_left, left), (outer_right, right)):
            if abs(x - inner) > 2 * MARGIN and (x < left or x > right):
                yield edge(x, top, x, bottom)
                for y in (top, bottom):
                    yield edge(min(x, inner), y, max(x, inner), y)


def _is_met(rule: Edge, others: Iterable[Edge], end: str, sign: int, place: str) -> bool:
    """Whether another rule lies across this end, or so near before it that the rest is an overshoot."""
    side, along = ("x0", "top") if place == "x0" else ("top", "x0")
    first, last = ("x0", "x1") if side == "x0" else ("top", "bottom")
    for other in others:
        beyond = sign * (rule[end] - other[along])
        if -NEAR <= beyond <= OVERSHOOT and other[first] - NEAR <= rule[side] <= other[last] + NEAR:
            return True
    return False


def _by_end(rules: list[Edge], end: str) -> Iterator[list[Edge]]:
    """Groups of at least two rules that end at the same place."""
    ordered = sorted(rules, key=lambda r: float(r[end]))
    group: list[Edge] = []
    for rule in ordered:
        if group and rule[end] - group[0][end] > NEAR:
            if len(group) > 1:
                yield group
            group = []
        group.append(rule)
    if len(group) > 1:
        yield group
