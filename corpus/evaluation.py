"""Accuracy per field on documents whose truth is known, for each of them and on the whole.

A document that fails counts as nothing found, with its reason. One that its gold declares unreadable stands in the
result with that reason and counts in no mean, unless it was read after all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.figures import compared, indicators, inspection, notice, plan
from corpus.figures.judged import Judged, Truth
from corpus.gold import Gold, GoldFolder, Group, load
from corpus.reader import read_document
from corpus.reading import Answer, Progress, attempt
from corpus.scoring import mean
from extract.errors import ClausemapError
from extract.schema import Extraction

SAMPLES = Path(__file__).resolve().parent / "samples"
SAMPLES_GOLD = SAMPLES / "gold"
JUDGES: dict[Group, tuple[Callable[[Truth, Extraction], Judged], Sequence[str]]] = {
    "notice": (notice.judge, notice.FIGURES),
    "inspection": (inspection.judge, inspection.FIGURES),
    "plan": (plan.judge, plan.FIGURES),
    "indicators": (indicators.judge, indicators.FIGURES),
}
"""For each group its judge, and the figures that are nothing where a document fails."""
_FURTHER = (".odt", ".html", ".md", ".txt")
NOTICE_FORMATS = {"align": (".pdf", ".docx", *_FURTHER), "cover": (".docx", ".pdf", *_FURTHER)}
PLAN_FORMATS = (".xlsx", ".xls", ".ods", ".docx", ".pdf", *_FURTHER)
"""The formats in the order in which one is chosen for a comparison where a document has several."""
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Scored:
    """One document or comparison: its figures, what was missed and what was wrongly found.

    `failed` is the reason why it could not be read; `declared` the reason that its gold gives beforehand.
    """

    group: str
    name: str
    figures: dict[str, float] = field(default_factory=dict)
    missed: tuple[str, ...] = ()
    spurious: tuple[str, ...] = ()
    failed: str | None = None
    declared: str | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation found; `missing` names gold whose document is not there."""

    documents: tuple[Scored, ...]
    missing: tuple[str, ...] = ()

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
        """The JSON form of the output contract, figures to four digits."""
        return {
            "means": {group: _rounded(figures) for group, figures in self.means.items()},
            "counted": self.counted,
            "documents": [
                {
                    "group": one.group,
                    "name": one.name,
                    "figures": _rounded(one.figures),
                    "missed": list(one.missed),
                    "spurious": list(one.spurious),
                    "failed": one.failed,
                    "declared": one.declared,
                }
                for one in self.documents
            ],
            "missing": list(self.missing),
        }


def _rounded(figures: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, DIGITS) for name, value in figures.items()}


def evaluate(
    gold: Path = SAMPLES_GOLD,
    documents: Path = SAMPLES,
    on_progress: Progress | None = None,
    read: Callable[[Path], Extraction] = read_document,
) -> Evaluation:
    """Read the documents that the gold is about, and compare. Raises GoldError where there is nothing to compare."""
    run = _Run(load(gold, documents), on_progress or (lambda done, total, name: None), read)
    return Evaluation(tuple(run.scored()), tuple(run.gold.missing))


class _Run:
    """One evaluation: every file is read once, whatever it is judged for."""

    def __init__(self, gold: GoldFolder, on_progress: Progress, read: Callable[[Path], Extraction]) -> None:
        self.gold, self.on_progress, self.read = gold, on_progress, read
        self.total = len({file for one in gold.all for file in one.files})
        self.answers: dict[Path, Answer] = {}

    def scored(self) -> Iterator[Scored]:
        for gold in self.gold.all:
            for file in gold.files:
                yield self.document(gold, file)
        if self.gold.alignment:
            yield from self.alignment(self.gold.alignment)
        for gold in self.gold.of("plan").values():
            yield from self.coverage(gold)

    def document(self, gold: Gold, file: Path) -> Scored:
        judge, names = JUDGES[gold.group]
        extraction, declared = self.extraction(file), gold.declared(file.name)
        if isinstance(extraction, Exception):
            figures = {} if declared else dict.fromkeys(names, 0.0)
            return Scored(gold.group, file.name, figures, failed=str(extraction), declared=declared)
        judged = judge(gold.data, extraction)
        return Scored(gold.group, file.name, judged.figures, judged.missed, judged.spurious, declared=declared)

    def alignment(self, groups: Sequence[Sequence[str]]) -> Iterator[Scored]:
        from compare.align import align

        chosen = [(gold, _chosen(gold, NOTICE_FORMATS["align"])) for gold in self.gold.of("notice").values()]
        notices = [(gold, file) for gold, file in chosen if file]
        if len(notices) < 2:
            return
        name = f"{len(notices)} notices"
        try:
            given = [(gold.name, gold.data, self.extracted(file)) for gold, file in notices]
            result = align([extraction for *_, extraction in given])
        except ClausemapError as why:
            yield Scored("align", name, dict.fromkeys(compared.ALIGN, 0.0), failed=str(why))
            return
        judged = compared.judge_alignment(given, groups, result)
        yield Scored("align", name, judged.figures, judged.missed, judged.spurious)

    def coverage(self, gold: Gold) -> Iterator[Scored]:
        from compare.cover import cover

        notice_gold = self.gold.of("notice").get(gold.name)
        file, plan_file = (
            notice_gold and _chosen(notice_gold, NOTICE_FORMATS["cover"]),
            _chosen(gold, PLAN_FORMATS),
        )
        if not notice_gold or not file or not plan_file:
            return
        try:
            asked, answering = self.extracted(file), self.extracted(plan_file)
            result = cover(asked, answering)
        except ClausemapError as why:
            yield Scored("cover", gold.name, dict.fromkeys(compared.COVER, 0.0), failed=str(why))
            return
        judged = compared.judge_coverage(gold.data, notice_gold.data, asked, answering, result)
        yield Scored("cover", gold.name, judged.figures, judged.missed, judged.spurious)

    def extraction(self, file: Path) -> Answer:
        if file not in self.answers:
            self.answers[file] = attempt(self.read, file, file.name)
            self.on_progress(len(self.answers), self.total, file.name)
        return self.answers[file]

    def extracted(self, file: Path) -> Extraction:
        extraction = self.extraction(file)
        if isinstance(extraction, Exception):
            raise extraction
        return extraction


def _chosen(gold: Gold, formats: Sequence[str]) -> Path | None:
    """The file to compare: of the format that comes first, the one with the shortest name, none that is unreadable."""
    files = [file for file in gold.files if not gold.declared(file.name)]
    return min(files, key=lambda file: (formats.index(file.suffix.lower()), len(file.name)), default=None)
