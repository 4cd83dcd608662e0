"""The report of an evaluation, from its JSON form: Markdown with its plots beside it, and one HTML file.

Every figure is printed as it stands in the JSON; every plot has its table. What the figures are is told in
`docs/evaluation.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import fmean
from typing import Any

from compare import taxonomy
from report import evaluation_plots
from report.article import Article, Block, Bullets, Heading, Picture, as_html, as_markdown
from report.evaluation_tables import baselines_of, documents_of, figures_of, held_out_of
from report.table import Rows, table

Printed = Mapping[str, Any]

GROUPS: Mapping[str, tuple[str, str]] = {
    "notice": ("Notices", "Clauses, their fields, and what the document says of itself."),
    "inspection": ("Inspection reports", "Lists of requirements, judgements and dates."),
    "plan": ("Plans", "Rows with what they say, and their defects."),
    "indicators": ("Progress reports", "Measures of both tables and their values."),
    "themes": ("Themes", "Texts that the theme model has not learnt from."),
    "themes_seen": (
        "Themes, seen in training",
        "The theme model that is shipped has learnt from these texts: its own figures here say how well it remembers, "
        'not how well it reads. What is marked "held out" is what the same recipe scored on these texts before it had '
        "learnt from them: go by that. The baselines learn from no text.",
    ),
    "align": ("Alignment", "Clauses of different councils that state the same requirement."),
    "cover": ("Coverage", "Actions of a plan that answer the clauses of a notice."),
}
"""For each group its heading and what is judged, in the order in which they stand in the JSON."""
SCORES: Mapping[str, tuple[str, str]] = {
    "themes": ("the first theme", "texts"),
    "themes_seen": ("the first theme, seen in training", "texts"),
    "align": ("a pair of clauses", "candidates"),
    "cover": ("a link", "candidates"),
}
"""What each group's scores are of, and what is counted."""
WORST = 5
SHOWN = 10
CONFUSIONS = 10


def files(printed: Printed) -> dict[str, bytes]:
    """The files of the report by their names: `evaluation.md`, `evaluation.html` and one SVG for each plot."""
    article = Article("Evaluation of Clausemap", list(_blocks(printed)))
    plots = {f"{block.name}.svg": block.svg for block in article.blocks if isinstance(block, Picture)}
    texts = {"evaluation.md": as_markdown(article), "evaluation.html": as_html(article), **plots}
    return {name: text.encode() for name, text in texts.items()}


def _blocks(printed: Printed) -> Iterator[Block]:
    yield from _opening(printed)
    for group in printed["means"]:
        title, judged = GROUPS[group]
        yield Heading(title)
        yield judged
        for block in _of_group(printed, group):
            yield replace(block, name=f"{title}: {block.name}") if isinstance(block, Rows) else block
    yield from _worst(printed)
    yield from _unread(printed)


def _of_group(printed: Printed, group: str) -> Iterator[Block]:
    yield from _learnt(printed, group)
    yield figures_of(printed, group)
    if group == "themes_seen":
        yield held_out_of(printed, group)
    yield from baselines_of(printed, group)
    yield documents_of(printed, group)
    if group in printed["confusion"]:
        yield from _confusions(printed["confusion"][group], group)
    if group in printed["calibration"]:
        yield from _calibrated(printed["calibration"][group], group)


def _opening(printed: Printed) -> Iterator[Block]:
    drawn = printed["bootstrap"]
    failed = sum(bool(one["failed"]) for one in printed["documents"])
    read = f"{failed} could not be read" if failed else "All were read"
    yield (
        f"{len(printed['documents'])} files, comparisons and lists of labelled texts were judged against gold, that "
        f"is, what a reader found true of them. {read}; the last section names what was not."
    )
    yield (
        f"Behind each figure stands its {drawn['level']:.0%} interval: the range in which it moves by the chance of "
        f"what was judged ({drawn['draws']} bootstrap draws, seed {drawn['seed']}). Documents are drawn where there "
        "are at least five, otherwise the clauses, links or texts within each. An interval without a width means that "
        "no error was seen, not that there is none; tables of single documents leave it out. A figure that was counted "
        "once for each of a few documents has no interval."
    )


def _learnt(printed: Printed, group: str) -> Iterator[Block]:
    """Which documents of another group hold themes that the model has learnt."""
    seen = [one["name"] for one in printed["documents"] if one["group"] == group and one["seen"]]
    if seen and group == "notice":
        yield (
            "The theme model has learnt from the clauses of these files, so their figures of themes (theme_...) are "
            f"seen in training: {', '.join(seen)}. Held-out ones stand under {GROUPS['themes_seen'][0]!r}."
        )


def _confusions(confusions: Sequence[Mapping[str, Any]], group: str) -> Iterator[Block]:
    labels = {theme.id: theme.label for theme in taxonomy.load().themes} | {"none": "No theme"}
    wrong = [one for one in confusions if one["true"] != one["said"]]
    yield Heading("Confusions", 3)
    yield Picture(
        f"confusion-{group}",
        evaluation_plots.confusion(confusions, labels),
        "How often each true theme was read as which; the numbers stand in the table below.",
    )
    if wrong:
        yield Bullets(
            [
                f"{labels[one['true']]} was read as {labels[one['said']]} {_times(one['count'])}."
                for one in wrong[:CONFUSIONS]
            ]
        )
    yield table(
        "themes as they are and as they were read",
        ("true", "read", "texts"),
        ((labels[one["true"]], labels[one["said"]], one["count"]) for one in confusions),
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _calibrated(given: Sequence[Mapping[str, Any]], group: str) -> Iterator[Block]:
    of, counted = SCORES[group]
    every = given[0]
    yield Heading("Calibration", 3)
    yield (
        f"The expected calibration error of the score of {of} is {every['error']:.4f} over {every['count']} {counted}: "
        "so far apart are the score and the share that is right, on average."
    )
    yield Picture(
        f"reliability-{group}",
        evaluation_plots.reliability(every["bins"], of),
        f"The share that is right against the mean score of {of}; the numbers stand in the table below.",
    )
    yield table(
        f"reliability of the score of {of}",
        ("score_from", "to", counted, "mean_score", "share_right"),
        ((b["start"], b["end"], b["count"], b["score"], b["right"]) for b in every["bins"]),
    )
    if len(given) > 1:
        yield table(
            "calibration of each",
            ("document", counted, "calibration_error"),
            ((one["name"], one["count"], one["error"]) for one in given[1:]),
        )


def _worst(printed: Printed) -> Iterator[Block]:
    """The documents of each group with the lowest figures, and what was missed and wrongly found in them."""
    yield Heading("Worst documents")
    yield f"The {WORST} of each group with the lowest mean over their figures, unless all of these are 1."
    for group in printed["means"]:
        judged = [one for one in printed["documents"] if one["group"] == group and one["figures"] and not one["failed"]]
        for one in sorted(judged, key=_mean)[:WORST]:
            if _mean(one) < 1:
                lowest = sorted(one["figures"].items(), key=lambda item: (item[1], item[0]))[:3]
                yield Heading(f"{one['name']} ({GROUPS[group][0].lower()})", 3)
                yield Bullets(
                    [
                        f"Lowest: {', '.join(f'{name} {value:.4f}' for name, value in lowest)}.",
                        *_listed("Missed", one["missed"]),
                        *_listed("Wrongly found", one["spurious"]),
                    ]
                )


def _mean(one: Mapping[str, Any]) -> float:
    return fmean(one["figures"].values())


def _listed(name: str, things: Sequence[str]) -> Iterable[str]:
    if things:
        rest = f"; and {len(things) - SHOWN} more" if len(things) > SHOWN else ""
        yield f"{name} ({len(things)}): {'; '.join(things[:SHOWN])}{rest}."


def _unread(printed: Printed) -> Iterator[Block]:
    yield Heading("What was not read")
    failed = [
        f"{one['name']}: {'declared unreadable by its gold' if one['declared'] else 'counted as nothing found'}. "
        f"{one['failed']}"
        for one in printed["documents"]
        if one["failed"]
    ]
    missing = [f"No document was given for the gold of {name}." for name in printed["missing"]]
    yield Bullets([*failed, *missing]) if failed or missing else "Everything that the gold is about was read."
