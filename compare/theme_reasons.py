"""Why a text has a theme: the parts that its log-odds were made of, and the labelled texts that are nearest to it.

The log-odds of a theme are those against the geometric mean of all themes, log p(t) - mean log p: there every part is
added, nothing is multiplied. `reasons` takes them apart into the words (weight times value of the very columns of
`Features.rows`), the nearness of the wording to the themes' definitions, the sentence vector, each heading, the kind of
clause, and how usual the theme is. All parts together are the log-odds, to the rounding of 32-bit numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from compare import adapter, encoder, taxonomy, theme_examples, theme_model, themes
from compare.glossary import expand
from compare.theme_features import FIRST, phrases
from compare.theme_model import MEANING, ThemeModel
from compare.theme_words import Printed, Span
from extract.schema import Clause, Extraction

Matrix = npt.NDArray[np.float32]
KindOfPart = Literal["word", "definition", "meaning", "heading", "kind", "usual"]
Source = Literal["example", "definition", "alias", "given"]

NEAREST = 3


@dataclass(frozen=True, slots=True)
class Part:
    """Something that spoke for a theme (`value` above 0) or against it; `value` is what it adds to the log-odds.

    about: the words, the line of the heading or the kind of clause; spans: where the words stand in the text; terms:
    what the words are to the model (`Features.names`).
    """

    kind: KindOfPart
    about: str
    value: float
    spans: tuple[Span, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """A labelled text near to the one that is explained, and how near (cosine, up to 1)."""

    text: str
    theme: str
    source: Source
    closeness: float


@dataclass(frozen=True, slots=True)
class Reasons:
    """What made the label; `parts` the weightiest first, `nearest` the closest first, of whatever theme."""

    theme: str
    parts: tuple[Part, ...]
    nearest: tuple[Near, ...]

    @property
    def log_odds(self) -> float:
        """What the parts come to."""
        return sum(part.value for part in self.parts)


def reasons(
    text: str, theme: str, context: str = "", kind: str | None = None, labelled: Sequence[tuple[str, str]] = ()
) -> Reasons:
    """Why `text` has the theme, or has it not; KeyError for an unknown theme.

    `context`: the headings and the clause above, one a line, as for `themes.label_texts`; `labelled`: texts with their
    themes that are looked through for near ones besides the project's own.
    """
    model = theme_model.load()
    place = [one.id for one in taxonomy.load().themes].index(taxonomy.load().theme(theme).id)
    vectors = encoder.encode([expand(text)])
    heat = model.temperatures["lexical" if vectors is None else "meaning"]
    share = (1.0 if vectors is None else 1 - MEANING) / heat
    parts = [
        *_worded(model, text, place, share),
        Part("usual", "", share * _against_mean(model.bias, place)),
        *([] if vectors is None else [_meant(model, vectors, place, MEANING / heat)]),
        *_headings(model, context, place),
    ]
    if kind is not None:
        (evidence,) = themes.kind_evidence(model.kinds, model.prior, [kind])
        parts.append(Part("kind", kind, themes.KIND * _against_mean(evidence, place)))
    parts.sort(key=lambda part: -abs(part.value))
    return Reasons(theme, tuple(parts), nearest(text, labelled))


def of_clause(extraction: Extraction, clause: Clause, theme: str) -> Reasons:
    """`reasons` of a clause, read where it stands in its document, as `themes.label` reads it."""
    context = themes.context_of(clause, {one.id: one for one in extraction.clauses})
    return reasons(clause.text, theme, context, clause.kind)


def nearest(text: str, labelled: Sequence[tuple[str, str]] = ()) -> tuple[Near, ...]:
    """The labelled texts that are nearest to `text` by the turned sentence vector, by words where there is none."""
    given: list[tuple[str, str, Source]] = [(other, theme, "given") for other, theme in labelled if other != text]
    held: list[tuple[str, str, Source]] = [*_own(), *given]
    if not phrases(text):
        return ()
    model = theme_model.load()
    vectors = encoder.encode([expand(one) for one in (text, *(other for other, *_ in held))])
    if vectors is None:
        rows = model.features.words.rows([phrases(one) for one in (text, *(other for other, *_ in held))])
        close = (rows[1:] @ rows[0].T).toarray().ravel()
    else:
        turned = adapter.adapted(vectors, model.head.turned)
        close = turned[1:] @ turned[0]
    best = np.argsort(-close, kind="stable")[:NEAREST]
    found = [(held[k], round(float(close[k]), 4)) for k in best.tolist() if close[k] > 0]
    return tuple(Near(other, theme, source, closeness) for (other, theme, source), closeness in found)


def _own() -> list[tuple[str, str, Source]]:
    """The project's own labelled texts: written sentences, definitions and aliases of the taxonomy."""
    written: list[tuple[str, str, Source]] = [(e.text, e.themes[0], "example") for e in theme_examples.written()]
    defined: list[tuple[str, str, Source]] = [(e.text, e.themes[0], "definition") for e in theme_examples.definitions()]
    aliases: list[tuple[str, str, Source]] = [
        (alias, theme.id, "alias") for theme in taxonomy.load().themes for alias in theme.aliases
    ]
    return [*written, *defined, *aliases]


def _worded(model: ThemeModel, text: str, place: int, share: float) -> list[Part]:
    """The words of the text, each over all columns that count its terms, and the columns that count none."""
    row = model.features.rows([text])
    weights = model.weights[row.indices]
    values = share * row.data * (weights[:, place] - weights.mean(axis=1))
    names = model.features.names
    found: dict[str, float] = defaultdict(float)
    for column, value in zip(row.indices.tolist(), values.tolist(), strict=True):
        found[names[column].removeprefix(FIRST)] += value
    near = Part("definition", "", found.pop("", 0.0))
    places = Printed(text)
    by_place: dict[tuple[Span, ...], list[str]] = defaultdict(list)
    for term in found:
        by_place[places.of(term)].append(term)
    words = [
        Part(
            "word",
            " ".join(text[slice(*span)] for span in spans) or ", ".join(own),
            sum(found[term] for term in own),
            spans,
            tuple(own),
        )
        for spans, own in by_place.items()
    ]
    return [*words, near]


def _meant(model: ThemeModel, vectors: Matrix, place: int, share: float) -> Part:
    return Part("meaning", "", share * _against_mean(model.head.logits(vectors)[0], place))


def _headings(model: ThemeModel, context: str, place: int) -> list[Part]:
    lines = [line.strip() for line in context.splitlines() if line.strip()]
    evidence = themes.context_evidence(model.probabilities, model.prior, lines)
    share = themes.CONTEXT / max(len(lines), 1)
    return [Part("heading", line, share * _against_mean(row, place)) for line, row in zip(lines, evidence, strict=True)]


def _against_mean(values: Matrix, place: int) -> float:
    return float(values[place] - values.mean())
