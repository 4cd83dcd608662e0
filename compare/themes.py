"""Clauses, actions and statements filed under the themes of the taxonomy.

The model (`theme_model.py`) reads the text; where a clause stands (section, title, the clause above it) and what kind
of clause it is then move the probabilities, as independent evidence would:

    P(t | text, context, kind)  ~  P(t | text) * (P(t | context) / P(t))^c * (P(t | kind) / P(t))^k

A heading that says little (its own probabilities are flat) moves little.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from compare import taxonomy, theme_model
from compare.context import unnumbered
from extract.schema import Clause, Extraction, Finding, RoleOfTheme, Statement, ThemeScore

Matrix = npt.NDArray[np.float32]

BEST = 3
CONTEXT = 0.3
"""c above; chosen with KIND on whole notices left out in turn (`models/themes/card.md`)."""
KIND = 0.3
"""k above."""
UNCLEAR = 0.4
"""Probability below which the first theme is not certain enough to stand without a person's look."""


def label_texts(
    texts: Sequence[str], contexts: Sequence[str] | None = None, kinds: Sequence[str | None] | None = None
) -> list[tuple[ThemeScore, ...]]:
    """The three best themes of every text with calibrated probabilities, best first.

    `contexts`: for each text the headings and the clause above it, one a line, or "". `kinds`: kinds of clause.
    """
    model = theme_model.load()
    return [_best(row, model.secondary) for row in weighed(model, texts, contexts, kinds)]


def profiles(texts: Sequence[str], contexts: Sequence[str] | None = None) -> Matrix:
    """Every theme's probability for every text (n x themes, in the taxonomy's order; rows add up to 1)."""
    return weighed(theme_model.load(), texts, contexts)


def context_of(clause: Clause, by_id: Mapping[str, Clause]) -> str:
    """Section, title and the clause above, one a line; `by_id`: the clauses of the document."""
    above = by_id.get(clause.parent or "")
    parts = (unnumbered(clause.section), clause.title, above.text if above else None)
    return "\n".join(" ".join(part.split()) for part in parts if part)


def label(extraction: Extraction) -> Extraction:
    """The extraction with the themes of its clauses, actions, statements and findings filled in."""
    clauses, actions = extraction.clauses, extraction.actions
    by_id = {clause.id: clause for clause in clauses}
    of_clauses = label_texts(
        [clause.text for clause in clauses],
        [context_of(clause, by_id) for clause in clauses],
        [clause.kind for clause in clauses],
    )
    of_actions = label_texts(
        [action.text for action in actions], [unnumbered(action.theme_heading) for action in actions]
    )
    told: tuple[Statement | Finding, ...] = (*extraction.statements, *extraction.findings)
    of_told = label_texts([one.text for one in told], [unnumbered(one.section) for one in told])
    cut = len(extraction.statements)
    return extraction.model_copy(
        update={
            "clauses": _with_themes(clauses, of_clauses),
            "actions": _with_themes(actions, of_actions),
            "statements": _with_themes(extraction.statements, of_told[:cut]),
            "findings": _with_themes(extraction.findings, of_told[cut:]),
        }
    )


def cross_walk(tag: str, theme: str) -> str | None:
    """The theme's outcome or enabler of the national framework where the printed tag names another one, else None.

    None too where nothing can be compared: themes without one, tags of principles, enablers named without a number.
    """
    ours = next((one.national_framework for one in taxonomy.load().themes if one.id == theme), None)
    printed = [part for part in tag.split(", ") if part.startswith(("outcome", "enabler"))]
    if ours is None or not printed:
        return None
    return None if any(ours == part or ours.startswith(f"{part}_") for part in printed) else ours


def weighed(
    model: theme_model.ThemeModel,
    texts: Sequence[str],
    contexts: Sequence[str] | None = None,
    kinds: Sequence[str | None] | None = None,
) -> Matrix:
    """Probabilities (n x themes) of the texts, moved by their contexts and kinds."""
    return moved(model.log_probabilities(texts), model.prior, model.kinds, model.probabilities, contexts, kinds)


def moved(
    logits: Matrix,
    prior: Matrix,
    shares: Mapping[str, Matrix],
    judge: Callable[[Sequence[str]], Matrix],
    contexts: Sequence[str] | None,
    kinds: Sequence[str | None] | None,
) -> Matrix:
    """The probabilities (n x themes) of texts, moved by what `judge` says of their contexts and by their kinds.

    logits: n x themes, or log probabilities; prior: themes; shares: for each kind of clause the log ratios to it
    (`ThemeModel.kinds`).
    """
    if contexts is not None:
        logits = logits + CONTEXT * context_evidence(judge, prior, contexts)
    if kinds is not None:
        logits = logits + KIND * kind_evidence(shares, prior, kinds).reshape(logits.shape)
    return theme_model.softmax(logits) if len(logits) else logits


def kind_evidence(shares: Mapping[str, Matrix], prior: Matrix, kinds: Sequence[str | None]) -> Matrix:
    """Log ratio of each theme's share among clauses of each kind to its prior; nothing for an unknown kind."""
    neutral = np.zeros_like(prior)
    return np.array([shares.get(kind, neutral) if kind else neutral for kind in kinds], dtype=np.float32)


def context_evidence(judge: Callable[[Sequence[str]], Matrix], prior: Matrix, contexts: Sequence[str]) -> Matrix:
    """Log ratio of each theme under the lines of each context to its prior, by how much each line says."""
    lines = sorted({line.strip() for context in contexts for line in context.splitlines() if line.strip()})
    probabilities = np.maximum(judge(lines), 1e-9)
    entropy = -(probabilities * np.log(probabilities)).sum(axis=1, keepdims=True)
    said = (1 - entropy / np.log(probabilities.shape[1])) * np.log(probabilities / prior)
    place = {line: index for index, line in enumerate(lines)}
    evidence = np.zeros((len(contexts), len(prior)), dtype=np.float32)
    for row, context in zip(evidence, contexts, strict=True):
        own = [place[line.strip()] for line in context.splitlines() if line.strip()]
        if own:
            row[:] = said[own].mean(axis=0)
    return evidence


def _best(row: Matrix, secondary: float) -> tuple[ThemeScore, ...]:
    themes = taxonomy.load().themes
    order = np.argsort(-row, kind="stable")[:BEST]
    scores = [min(1.0, float(row[index])) for index in order]
    roles = [role(rank, score, secondary) for rank, score in enumerate(scores)]
    return tuple(
        ThemeScore(id=themes[index].id, score=score, role=own)
        for index, score, own in zip(order, scores, roles, strict=True)
    )


def role(rank: int, score: float, secondary: float) -> RoleOfTheme | None:
    """What the theme of that rank (0 is the first) is to its text; `secondary`: `ThemeModel.secondary`."""
    if rank == 0:
        return "primary" if score >= UNCLEAR else "unclear"
    return "secondary" if score >= secondary else None


def _with_themes(items: tuple[Any, ...], themes: list[tuple[ThemeScore, ...]]) -> tuple[Any, ...]:
    return tuple(item.model_copy(update={"themes": own}) for item, own in zip(items, themes, strict=True))
