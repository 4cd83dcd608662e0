"""What the theme model scored, when it was made, on texts that it had not learnt from.

The model that is shipped has learnt from all texts of its training gold, the ones it was measured on included: judged
on them now, it looks better than it is. `models/themes/scores.json` keeps the figures of held-out texts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compare import encoder, theme_model
from corpus.scoring import plain

SCORES = theme_model.PATH.with_name("scores.json")
FIGURES = ("texts", "first", "first_any", "top3", "macro_f1", "confidence", "calibration_error")


def held_out(name: str, path: Path = SCORES) -> dict[str, float] | None:
    """The held-out figures of the gold of that name, None where the model did not learn from any such gold.

    Gold is recognised by its file's name: "dev", or the name of a notice. Read by key: what is not there is left out.
    """
    wanted = (plain(name), f"notice of {plain(name)}")
    for key, row in _rows(path).items():
        if plain(key.partition(",")[0]) in wanted and isinstance(row, Mapping) and "first" in row:
            return {figure: row[figure] for figure in FIGURES if isinstance(row.get(figure), int | float)}
    return None


def _rows(path: Path) -> Mapping[str, Any]:
    try:
        scores = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    rows = scores.get("meaning" if encoder.available() else "lexical") if isinstance(scores, dict) else None
    return rows if isinstance(rows, dict) else {}
