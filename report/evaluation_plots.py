"""The plots of an evaluation, as SVG whose text is text; the same figures give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

Bins = Sequence[Mapping[str, Any]]
Confusions = Sequence[Mapping[str, Any]]

BLUE, GREY = "#1f4e79", "#5f5f5f"
SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "clausemap",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
UNDATED = {"Date": None, "Creator": None, "Format": None, "Type": None}
"""No metadata: neither the day nor the version that drew it."""


def reliability(bins: Bins, of: str) -> str:
    """The share right against the score, a point a bin, with the number of each; on the diagonal scores are true."""
    filled = [one for one in bins if one["count"]]

    def draw(axes: Any) -> None:
        axes.plot([0, 1], [0, 1], color=GREY, linestyle="--", linewidth=1)
        axes.plot([b["score"] for b in filled], [b["right"] for b in filled], color=BLUE, marker="o")
        for one in filled:
            axes.annotate(f"{one['count']}", (one["score"], one["right"]), (4, -12), textcoords="offset points", size=8)
        axes.set(xlim=(-0.02, 1.05), ylim=(-0.06, 1.05), xlabel=f"Mean score of {of}", ylabel="Share that is right")

    return _drawn(draw, (5, 4.2))


def confusion(confusions: Confusions, labels: Mapping[str, str]) -> str:
    """How often each true theme (row) was read as which (column); themes that neither is are left out."""
    themes = [theme for theme in labels if any(theme in (one["true"], one["said"]) for one in confusions)]
    place = {theme: index for index, theme in enumerate(themes)}
    most = max((one["count"] for one in confusions), default=1)

    def draw(axes: Any) -> None:
        for one in confusions:
            x, y = place[one["said"]], place[one["true"]]
            # A square root lets a few confusions stand out beside many right answers.
            shade = (one["count"] / most) ** 0.5
            axes.fill([x - 0.5, x + 0.5, x + 0.5, x - 0.5], [y - 0.5, y - 0.5, y + 0.5, y + 0.5], BLUE, alpha=shade)
            axes.text(x, y, one["count"], ha="center", va="center", size=7, color="white" if shade > 0.6 else "black")
        axes.set(xlim=(-0.5, len(themes) - 0.5), ylim=(len(themes) - 0.5, -0.5), aspect="equal")
        names = [labels[theme] for theme in themes]
        axes.set_xticks(range(len(themes)), names, rotation=90, size=8)
        axes.set_yticks(range(len(themes)), names, size=8)
        axes.set(xlabel="Theme that was read", ylabel="True theme")

    side = 3 + 0.22 * len(themes)
    return _drawn(draw, (side, side))


def _drawn(draw: Any, inches: tuple[float, float]) -> str:
    from matplotlib import rc_context, rcdefaults, rcParams
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with rc_context():
        # The settings of the person who runs it change nothing.
        rcdefaults()
        rcParams.update(SETTINGS)
        figure = Figure(figsize=inches, layout="constrained")
        FigureCanvasSVG(figure)
        draw(figure.add_subplot())
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata=UNDATED)
    return out.getvalue()
