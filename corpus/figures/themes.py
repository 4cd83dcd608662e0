"""Texts whose themes a reader told: the first theme, the first three, and which themes are taken for one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compare import taxonomy
from corpus.figures.judged import Judged
from corpus.tally import Classes, Tally, shares
from extract.schema import ThemeScore

FIGURES = ("first", "first_any", "top3", "macro_f1")
NONE = "none"
"""Said where no theme was given."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its primary themes (each of them is right) and its secondary ones; `key` names it."""

    key: str
    text: str
    themes: tuple[str, ...]
    secondary: tuple[str, ...] = ()


def judge(true: Sequence[Labelled], said: Sequence[Sequence[ThemeScore]]) -> Judged:
    """The figures of the themes given, best first, to each text.

    `first`: the first theme is a primary one; `first_any`: or a secondary one; `top3`: a primary one is among the
    first three. Where a second primary theme was said first, it is the true one for `macro_f1` and the confusions.
    """
    index = {theme.id: place for place, theme in enumerate(taxonomy.load().themes)}
    both = [(text, [theme.id for theme in themes]) for text, themes in zip(true, said, strict=True)]
    firsts = [(ids[0] if ids else NONE) for _, ids in both]
    truths = [first if first in text.themes else text.themes[0] for (text, _), first in zip(both, firsts, strict=True)]
    tallies = {
        "first": shares((text.key, ids[:1] != [] and ids[0] in text.themes) for text, ids in both),
        "first_any": shares(
            (text.key, ids[:1] != [] and ids[0] in (*text.themes, *text.secondary)) for text, ids in both
        ),
        "top3": shares((text.key, bool(set(ids[:3]) & set(text.themes))) for text, ids in both),
        "macro_f1": Tally.of(
            Classes,
            (
                (text.key, Classes.one(index.get(truth, -1), index.get(first, -1), len(index)))
                for (text, _), truth, first in zip(both, truths, firsts, strict=True)
            ),
        ),
    }
    wrong = [
        f"{text.key}: {truth} read as {first}"
        for (text, _), truth, first in zip(both, truths, firsts, strict=True)
        if truth != first
    ]
    sure = tuple(
        (themes[0].score, themes[0].id in text.themes) for text, themes in zip(true, said, strict=True) if themes
    )
    return Judged(tallies, missed=tuple(wrong), sureness=sure, confused=tuple(zip(truths, firsts, strict=True)))
