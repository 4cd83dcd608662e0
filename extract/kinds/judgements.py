"""The grades of an inspection report, read from its table by columns and from the sentences that give one.

The tables are seldom ruled in the file, areas and grades wrap, and a grade stands in the middle of its row's height.
So both columns are read by themselves and their entries paired in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from extract.document import Document, Word
from extract.kinds.patterns import Patterns
from extract.layout.labels import label_of
from extract.layout.lines import Line, lines_of
from extract.schema import Framework, Judgement, Level

GAP = 8.0  # points between the end of an area and its grade
SLACK = 3.0  # points by which entries of a column may stand left of it
ALIGNED = 6.0  # points by which the grades of one column may begin apart
ROW_GAP = 45.0  # a table ends where its lines stand this many points apart
WRAP = 1.5  # baselines of one entry stand at most this many font sizes apart
GRADES_FROM = 0.4  # share of the page's width right of which grades stand
SENTENCE_WORDS = 40
PATTERNS = Patterns.load("inspection")
LEVELS: tuple[Level, ...] = get_args(Level)
_GRADE = re.compile(
    r"\b(outstanding|good|inadequate|adequate|requires?\s+improvement(?:\s+to\s+be\s+good)?|not\s+judged)\b"
    r"(?:\s+grade\s+(?P<number>[1-4])\b)?",
    re.IGNORECASE,
)
_GRADE_WORDS = frozenset(
    ("outstanding", "good", "inadequate", "adequate", "requires", "require", "improvement", "to", "be", "not", "judged")
)
_GRADE_NUMBERS = frozenset(("grade", "1", "2", "3", "4"))
_HEADER = re.compile(r"^judge?ments?\b.{0,30}\bgrades?\b", re.IGNORECASE)


def judgements_of(document: Document, framework: Framework) -> tuple[Judgement, ...]:
    """All grades with area, grade and page: the table's, then those that stand in sentences."""
    found = _table(document, 1)
    for page in (2, 3):
        found = found or _table(document, page, headed=True)
    for page in _record_pages(document):
        found = found or _table(document, page)
    found = found or _ruled(document)
    if framework in ("sif", "lscb_review"):
        found += _sentences(document, {judgement.area for judgement in found})
    return tuple(found)


# Tables ---------------------------------------------------------------------------------------------------------------


def _ruled(document: Document) -> list[Judgement]:
    """The first table with cells (Word) of which two rows or more end in a grade."""
    for block in document.blocks:
        printed = block.table.rows if block.table else ()
        rows = [[cell.text.strip() for cell in row.cells if cell.text.strip()] for row in printed]
        graded = [(row[0], row[-1]) for row in rows if len(row) >= 2 and _GRADE.fullmatch(row[-1])]
        if len(graded) >= 2:
            return list(_judged(graded, block.page))
    return []


@dataclass
class _Row:
    """One printed line of the table: what stands in each column, and its baseline."""

    left: list[Word]
    right: list[Word]
    baseline: float
    size: float


def _record_pages(document: Document) -> list[int]:
    """Pages on which a record of the judgements stands under its heading."""
    heads = (b for b in document.blocks if b.kind == "heading" and b.page)
    return [b.page for b in heads if b.page and PATTERNS.matches("records", document.text[b.start : b.end])]


def _table(document: Document, page: int, headed: bool = False) -> list[Judgement]:
    """The grades of a page's table; `headed`: only where its header is printed."""
    lines = lines_of(word for word in document.words if word.page == page)
    width = document.page_sizes[page - 1][0] if len(document.page_sizes) >= page else 0.0
    header = next((n for n, line in enumerate(lines) if _HEADER.match(line.text)), None)
    if header is None and headed:
        return []
    below = lines if header is None else lines[header + 1 :]
    edges = [] if header is None else [w.box[0] for w in lines[header].words if "grade" in w.text.casefold()]
    edge = min((x for x in (*edges[:1], _edge(below, width)) if x is not None), default=None)
    if edge is None:
        return []
    rows = _rows(below, edge, started=header is not None)
    areas, grades = _areas(rows), _grades(rows)
    pairs = list(zip(areas, grades, strict=True)) if len(areas) == len(grades) else _by_gaps(rows)
    return list(_judged(pairs, page))


def _edge(lines: Sequence[Line], width: float) -> float | None:
    """The left edge of the column of grades, None where no line ends in one."""
    edges: list[float] = []
    for line in lines:
        last = line.columns(GAP)[-1]
        if last[0].box[0] > GRADES_FROM * width and _is_grade(last):
            edges.append(last[0].box[0])
    # A heading may end in a grade too; those of the table stand under each other.
    groups = [[other for other in edges if abs(other - edge) <= ALIGNED] for edge in edges]
    largest = max(groups, key=len, default=[])
    return min(largest) if len(largest) >= 2 else None


def _is_grade(words: Sequence[Word]) -> bool:
    """True for the words of a grade or of a part of one, with or without its number ("Inadequate Grade 4")."""
    bare = [word.text.casefold().strip(".,") for word in words]
    return bool(bare) and bare[0] in _GRADE_WORDS and all(w in _GRADE_WORDS or w in _GRADE_NUMBERS for w in bare)


def _rows(lines: Sequence[Line], edge: float, started: bool) -> list[_Row]:
    """The lines of the table: from its header or its first grade to the first line that crosses the columns."""
    rows: list[_Row] = []
    for line in lines:
        left = [word for word in line.words if word.box[0] < edge - SLACK]
        right = [word for word in line.words if word.box[0] >= edge - SLACK]
        reach = left[-1].box[2] if left else 0.0
        crosses = reach > edge + SLACK or (bool(right) and right[0].box[0] - reach < GAP)
        if crosses or (right and not _is_grade(right)):
            if started:
                break
            rows.clear()
            continue
        if started and rows and line.baseline - rows[-1].baseline > ROW_GAP:
            break
        rows.append(_Row(left, right, line.baseline, line.size))
        if right and not started:
            started, rows = True, _reaching(rows)
    return rows


def _reaching(rows: list[_Row]) -> list[_Row]:
    """The last row with the lines right above it, as those of an area whose grade stands lower."""
    kept = rows[-1:]
    for row in reversed(rows[:-1]):
        if kept[0].baseline - row.baseline > WRAP * row.size:
            break
        kept.insert(0, row)
    return kept


def _areas(rows: Sequence[_Row]) -> list[str]:
    """The entries of the left column: each begins with a label or a capital letter."""
    areas: list[str] = []
    for row in rows:
        text = " ".join(word.text for word in row.left)
        if not text:
            continue
        label = label_of(text)
        bare = text[label.length :].strip() if label else text
        if areas and not label and not bare[:1].isupper():
            areas[-1] += " " + bare
        elif bare:
            areas.append(bare)
    return areas


def _grades(rows: Sequence[_Row]) -> list[str]:
    """The entries of the right column, as printed."""
    printed = " ".join(word.text for row in rows for word in row.right)
    return [found[0] for found in _GRADE.finditer(printed)]


def _by_gaps(rows: Sequence[_Row]) -> list[tuple[str, str]]:
    """Area and grade of each group of lines between wider gaps, where the columns do not match in number."""
    groups: list[list[_Row]] = []
    for row in rows:
        if not groups or row.baseline - groups[-1][-1].baseline > WRAP * row.size:
            groups.append([])
        groups[-1].append(row)
    pairs = [(" ".join(_areas(group)), _grades(group)) for group in groups]
    return [(area, grades[0]) for area, grades in pairs if area and len(grades) == 1]


def _judged(graded: Iterable[tuple[str, str]], page: int | None) -> Iterator[Judgement]:
    """Areas with their grades as printed; an area that was not judged is left out."""
    for area, printed in graded:
        level = next((one for one in LEVELS if PATTERNS.matches(f"grades.{one}", printed)), None)
        number = _GRADE.match(printed)
        if level and number:
            grade = f"{level} grade {number['number']}" if number["number"] else level
            yield Judgement(area=area, grade=grade, level=level, page=page)


# Sentences ------------------------------------------------------------------------------------------------------------


def _sentences(document: Document, areas: set[str]) -> list[Judgement]:
    """Grades given in a sentence of the first page or in a heading; of each area the first."""
    found: dict[str, Judgement] = {}
    blocks = [b for b in document.blocks if b.kind in ("heading", "paragraph")]
    for index, block in enumerate(blocks):
        if (block.page or 1) > 1 and block.kind != "heading":
            continue
        text = document.text[block.start : block.end]
        if len(text.split()) > SENTENCE_WORDS:
            continue
        if index + 1 < len(blocks) and (block.page or 1) == 1:
            text += " " + document.text[blocks[index + 1].start : blocks[index + 1].end]
        for area in PATTERNS.names("sentences"):
            match = PATTERNS.search(f"sentences.{area}", text) if area not in found else None
            if match and area not in areas:
                found[area] = next(_judged([(area, match["grade"])], block.page))
    return list(found.values())
