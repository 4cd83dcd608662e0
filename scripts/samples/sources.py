"""The text files of the sample corpus and what their fields have in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

# The loader written in C is ten times as fast; it is not on every machine.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TEXTS = Path(__file__).parent / "texts"


def names(kind: str) -> list[str]:
    """The names of the texts of one kind ("notices", "plans", "inspections", "progress")."""
    return sorted(path.stem for path in (TEXTS / kind).glob("*.yaml"))


@cache
def load(kind: str, name: str) -> dict[str, Any]:
    """The text file as YAML gives it, read once."""
    content: dict[str, Any] = yaml.load((TEXTS / kind / f"{name}.yaml").read_text(encoding="utf-8"), Loader=LOADER)
    return content


def words(value: object) -> list[str]:
    """The words of a field that holds several; none where it is missing."""
    return str(value).split() if value else []


def iso_day(value: object) -> object:
    """A YAML date as ISO text; anything else as it is."""
    return value.isoformat() if isinstance(value, dt.date) else value


def look_of(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of `Look` that a text file states."""
    look = dict(raw.get("look", {}))
    if "bullets" in look:
        look["bullets"] = tuple(look["bullets"])
    return look
