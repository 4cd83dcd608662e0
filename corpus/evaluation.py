"""Accuracy per field on documents whose truth is known, for each of them and on the whole.

A document that fails counts as nothing found, with its reason. One that its gold declares unreadable stands in the
result with that reason and counts in no mean, unless it was read after all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus import comparisons, entries
from corpus.entries import Entry, entry
from corpus.evaluated import Evaluation, Scored
from corpus.figures import compared, indicators, inspection, notice, plan
from corpus.figures.compared import CoverTruth
from corpus.figures.judged import Judged, Truth, clause_pairs
from corpus.figures.themes import Labelled
from corpus.gold import Gold, GoldFolder, Group, load
from corpus.held_out import held_out
from corpus.reader import read_document
from corpus.reading import Answer, Progress, attempt
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


def evaluate(
    gold: Path = SAMPLES_GOLD,
    documents: Path = SAMPLES,
    on_progress: Progress | None = None,
    read: Callable[[Path], Extraction] = read_document,
) -> Evaluation:
    """Read the documents that the gold is about, and compare. Raises GoldError where there is nothing to compare."""
    run = _Run(load(gold, documents), on_progress or (lambda done, total, name: None), read)
    by_method: dict[str, list[Entry]] = {"": []}
    for one in run.entries():
        by_method.setdefault(one.method, []).append(one)
    own = by_method.pop("")
    whole = entries.measured(own)
    return Evaluation(
        whole.documents,
        whole.intervals,
        missing=tuple(run.gold.missing),
        baselines={method: entries.measured(given) for method, given in by_method.items()},
        calibration=entries.calibration(own),
        confusion=entries.confusion(own),
    )


class _Run:
    """One evaluation: every file is read once, whatever it is judged for."""

    def __init__(self, gold: GoldFolder, on_progress: Progress, read: Callable[[Path], Extraction]) -> None:
        self.gold, self.on_progress, self.read = gold, on_progress, read
        self.total = len({file for one in gold.all for file in one.files})
        self.answers: dict[Path, Answer] = {}

    def entries(self) -> Iterator[Entry]:
        for gold in self.gold.all:
            for file in gold.files:
                yield self.document(gold, file)
        yield from self.themes()
        if self.gold.alignment:
            yield from self.alignment(self.gold.alignment)
        yield from self.coverage()

    def document(self, gold: Gold, file: Path) -> Entry:
        judge, names = JUDGES[gold.group]
        extraction, declared = self.extraction(file), gold.declared(file.name)
        seen = gold.group == "notice" and held_out(gold.name) is not None
        if isinstance(extraction, Exception):
            figures = {} if declared else dict.fromkeys(names, 0.0)
            failed = Scored(gold.group, file.name, figures, failed=str(extraction), declared=declared)
            return Entry(failed, gold.name)
        scored = Scored(gold.group, file.name, declared=declared, seen=seen)
        return entry(scored, judge(gold.data, extraction), gold.name)

    def themes(self) -> Iterator[Entry]:
        """Labelled texts by the shipped model, and the clauses of notices as they were read."""
        from compare.themes import label_texts

        for name, rows in self.gold.labelled.items():
            texts = [
                Labelled(
                    str(row.get("id", place)), row["text"], tuple(row["themes"]), tuple(row.get("secondary_themes", ()))
                )
                for place, row in enumerate(rows, start=1)
            ]
            yield from comparisons.labels(_labels_of(name), texts, label_texts([text.text for text in texts]))
        for gold in self.gold.of("notice").values():
            file = _chosen(gold, NOTICE_FORMATS["align"])
            extraction = self.extraction(file) if file else None
            if isinstance(extraction, Extraction):
                true, said = gold.data["clauses"], extraction.clauses
                pairs = [(true[i], said[j]) for i, j in clause_pairs(gold.data, extraction).items()]
                texts = [Labelled(a["id"], b.text, (a["theme"],), tuple(a["secondary_themes"])) for a, b in pairs]
                yield from comparisons.labels(_labels_of(gold.name), texts, [b.themes for _, b in pairs])

    def alignment(self, groups: Sequence[Sequence[str]]) -> Iterator[Entry]:
        chosen = [(gold, _chosen(gold, NOTICE_FORMATS["align"])) for gold in self.gold.of("notice").values()]
        notices = [(gold, file) for gold, file in chosen if file]
        if len(notices) < 2:
            return
        name = f"{len(notices)} notices"
        try:
            given = [(gold.name, gold.data, self.extracted(file)) for gold, file in notices]
            yield from comparisons.alignment(name, given, groups)
        except ClausemapError as why:
            yield Entry(Scored("align", name, dict.fromkeys(compared.ALIGN, 0.0), failed=str(why)), name)

    def coverage(self) -> Iterator[Entry]:
        tasks = []
        for gold in self.gold.of("plan").values():
            notice_gold = self.gold.of("notice").get(gold.name)
            file, plan_file = (
                notice_gold and _chosen(notice_gold, NOTICE_FORMATS["cover"]),
                _chosen(gold, PLAN_FORMATS),
            )
            if not notice_gold or not file or not plan_file:
                continue
            try:
                asked, answering = self.extracted(file), self.extracted(plan_file)
                truth = CoverTruth.of(gold.data, notice_gold.data, asked, answering)
                scored, task = comparisons.coverage(gold.name, truth, asked, answering)
            except ClausemapError as why:
                failed = Scored("cover", gold.name, dict.fromkeys(compared.COVER, 0.0), failed=str(why))
                yield Entry(failed, gold.name)
                continue
            yield scored
            tasks.append((gold.name, truth, task))
        yield from comparisons.coverage_baselines(tasks)

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


def _labels_of(name: str) -> Scored:
    """The entry of labelled texts: those that the model has learnt from are a group of their own."""
    before = held_out(name)
    return Scored("themes_seen" if before else "themes", name, seen=before is not None, held_out=before)


def _chosen(gold: Gold, formats: Sequence[str]) -> Path | None:
    """The file to compare: of the format that comes first, the one with the shortest name, none that is unreadable."""
    files = [file for file in gold.files if not gold.declared(file.name)]
    return min(files, key=lambda file: (formats.index(file.suffix.lower()), len(file.name)), default=None)
