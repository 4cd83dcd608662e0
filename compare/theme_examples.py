"""The examples that the theme model learns from, each with where it came from.

- recommendations of real inspections labelled by readers (`themes/train.json` of the gold folder; `themes/dev.json` is
  read to measure by and never learnt from);
- further ones of `themes/unlabelled.jsonl`, whose labels (`models/themes/labels.json`) stand under a hash of the text;
- the clauses of annotated notices (`notices/*.json`), with section, clause above and kind;
- sentences written for this project (`models/themes/examples.yaml`) and the taxonomy's own definitions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from compare import taxonomy
from extract.errors import ClausemapError
from extract.kinds.framework_tags import without_tag
from extract.schema import normalised

FOLDER = Path(__file__).resolve().parents[1] / "models" / "themes"
Source = Literal["train", "dev", "labels", "notices", "written", "taxonomy"]
WEIGHTS: dict[Source, float] = {
    "train": 1.0,
    "labels": 1.0,
    "notices": 1.0,
    "written": 0.5,
    "taxonomy": 1.0,
}


@dataclass(frozen=True)
class Example:
    """A text with its primary themes (any of them is right) and its secondary ones."""

    source: Source
    text: str
    themes: tuple[str, ...]
    secondary: tuple[str, ...] = ()
    council: str = ""
    context: str = ""
    kind: str | None = None
    tag: str | None = None
    """The outcome or enabler of the national framework that is printed behind it."""


def read(gold: Path) -> list[Example]:
    """All examples of the gold folder and of the project, in a fixed order; ClausemapError where it lacks them."""
    try:
        found = [
            *_recommendations(gold / "themes" / "train.json", "train"),
            *_recommendations(gold / "themes" / "dev.json", "dev"),
            *_labelled(gold / "themes" / "unlabelled.jsonl"),
            *(example for path in sorted((gold / "notices").glob("*.json")) for example in _notice(path)),
        ]
    except (OSError, ValueError, KeyError, TypeError) as why:
        raise ClausemapError(
            f"The gold folder {gold.name} does not hold labelled clauses as expected ({why})."
        ) from why
    return [*found, *written(), *definitions()]


def recommendations(gold: Path) -> list[str]:
    """Texts of recommendations that may be learnt from, whether labelled or not: never those of `dev`."""
    lines = (gold / "themes" / "unlabelled.jsonl").read_text(encoding="utf-8").splitlines()
    train = json.loads((gold / "themes" / "train.json").read_text(encoding="utf-8"))
    return [json.loads(line)["text"] for line in lines] + [entry["text"] for entry in train]


def read_labels() -> dict[str, list[str]]:
    """`labels.json`: the hash of a text to its themes, the primary one first."""
    labels: dict[str, list[str]] = json.loads((FOLDER / "labels.json").read_text(encoding="utf-8"))
    return labels


def text_key(text: str) -> str:
    """The hash under which `labels.json` keeps a text's label, so that no real sentence stands in the project."""
    return hashlib.sha256(normalised(text).encode()).hexdigest()[:16]


def _recommendations(path: Path, source: Source) -> Iterator[Example]:
    for entry in json.loads(path.read_text(encoding="utf-8")):
        yield Example(
            source=source,
            text=entry["text"],
            themes=tuple(entry["themes"]),
            secondary=tuple(entry["secondary_themes"]),
            council=entry["council"],
            tag=without_tag(entry["text"])[1],
        )


def _labelled(path: Path) -> Iterator[Example]:
    labels = read_labels()
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        themes = labels.pop(text_key(entry["text"]), None)
        if themes:
            yield Example(
                source="labels",
                text=entry["text"],
                themes=(themes[0],),
                secondary=tuple(themes[1:]),
                council=entry["council"],
                tag=entry.get("framework_tag"),
            )


def _notice(path: Path) -> Iterator[Example]:
    data = json.loads(path.read_text(encoding="utf-8"))
    clauses: list[dict[str, Any]] = data["clauses"] if isinstance(data, dict) else []
    texts = {clause["id"]: clause["text"] for clause in clauses}
    for clause in clauses:
        above = texts.get(clause["parent"], "")
        parts = (clause["section"], clause.get("title"), above)
        yield Example(
            source="notices",
            text=clause["text"],
            themes=(clause["theme"],),
            secondary=tuple(clause["secondary_themes"]),
            council=path.stem.replace("_", "-"),
            context="\n".join(" ".join(part.split()) for part in parts if part),
            kind=clause["kind"],
        )


def written() -> Iterator[Example]:
    """Sentences of this project under their themes."""
    entries = yaml.safe_load((FOLDER / "examples.yaml").read_text(encoding="utf-8"))["examples"]
    for theme, sentences in entries.items():
        for sentence in sentences:
            text, _, second = sentence.partition(" | ")
            yield Example(source="written", text=text, themes=(theme,), secondary=(second,) if second else ())


def definitions() -> Iterator[Example]:
    """The taxonomy's own words for each theme."""
    for theme in taxonomy.load().themes:
        yield Example(source="taxonomy", text=f"{theme.label}. {theme.definition}", themes=(theme.id,))
