"""Decisions from outside the store, and the labelled clauses that learning from them is measured on."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from compare.decided import Decision
from compare.theme_examples import Example
from corpus import gold
from corpus.errors import DecisionsError
from corpus.evaluation import SAMPLES, SAMPLES_GOLD

FILE = "decisions.jsonl"


def read(place: Path) -> tuple[Decision, ...]:
    """The decisions of a JSON Lines file, or of the file `decisions.jsonl` in a store's folder, in its order.

    Raises DecisionsError with the line that is no decision, or where the file cannot be read or holds none.
    """
    file = place / FILE if place.is_dir() else place
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as why:
        reason = why.strerror if isinstance(why, OSError) else "it is no UTF-8 text"
        raise DecisionsError(f"{file}: the decisions cannot be read ({reason}); give a JSON Lines file.") from None
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(Decision.model_validate_json(line))
            except ValidationError as why:
                first = why.errors()[0]
                where = ".".join(str(part) for part in first["loc"])
                said = first["msg"].removeprefix("Value error, ")
                reason = f"{where}: {said}" if where else said
                raise DecisionsError(f"{file}, line {number} is no decision ({reason}); correct it.") from None
    if not found:
        raise DecisionsError(f"{file}: it holds no decision; give one a line.")
    return tuple(found)


def sample_clauses() -> list[Example]:
    """The clauses of the sample notices with their themes; no model of the project learns from them."""
    return [
        Example("notices", clause["text"], (clause["theme"],), tuple(clause["secondary_themes"]), notice.name)
        for notice in gold.load(SAMPLES_GOLD, SAMPLES).of("notice").values()
        for clause in notice.data["clauses"]
    ]
