"""Gold: what is true of documents, read by hand, and which files it is the truth of.

A folder of gold holds JSON files that are told apart by what is in them: `clauses` (a notice), `requirements` (an
inspection report), `links` (a plan with its links to the notice whose gold has the same file name), `target_tracker`
(the tables of a progress report), a list of groups of clause ids that state the same requirement, or a list of texts
with their `themes` (each of them is right) and `secondary_themes`.
Its files are those that `files` or `file` name, else those whose names begin with `document`. A file that `unreadable`
names (with the reason why no text can be got out of it) is expected to fail.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from corpus.errors import GoldError
from extract.read.magic import SUFFIXES, TEXT_SUFFIXES

Group = Literal["notice", "inspection", "plan", "indicators"]
SIGNS: dict[str, Group] = {
    "clauses": "notice",
    "requirements": "inspection",
    "links": "plan",
    "target_tracker": "indicators",
}
LABELLED = {"text", "themes"}
ENDINGS: dict[Group, str] = {
    "notice": "_improvement_notice",
    "inspection": "",
    "plan": "_improvement_plan",
    "indicators": "_progress_report",
}
"""What follows the gold's own file name in its documents' names where it names none of them."""


@dataclass(frozen=True, slots=True)
class Gold:
    """The truth of one document; `name` is the gold's file name without its ending."""

    group: Group
    name: str
    data: dict[str, Any]
    files: tuple[Path, ...] = ()
    """The files that it is the truth of: one document in several formats."""

    def declared(self, file: str) -> str | None:
        """Why the file is known to be unreadable, None where it should be read."""
        reasons: dict[str, str] = self.data.get("unreadable") or {}
        return reasons.get(file)


@dataclass(slots=True)
class GoldFolder:
    """All gold of a folder with the files it is about."""

    all: list[Gold] = field(default_factory=list)
    alignment: list[list[str]] | None = None
    labelled: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Texts with their themes, by the name of their file."""

    def of(self, group: Group) -> dict[str, Gold]:
        """The gold of one group by name."""
        return {gold.name: gold for gold in self.all if gold.group == group}

    @property
    def missing(self) -> list[str]:
        """Names of gold without a document."""
        return [f"{gold.group} {gold.name}" for gold in self.all if not gold.files]


def load(folder: Path, documents: Path) -> GoldFolder:
    """The gold in a folder and all below it, with its files in `documents` and all below.

    Raises GoldError where a folder is missing, a file is no JSON, a labelled text lacks its text or themes, or none of
    the gold has a document.
    """
    for place in (folder, documents):
        if not place.is_dir():
            raise GoldError(f"{place}: there is no such folder; give the folders of the gold and of its documents.")
    found = GoldFolder()
    for path in sorted(folder.rglob("*.json")):
        data = _parsed(path)
        if isinstance(data, list) and path.stem == "alignment":
            found.alignment = data
        elif isinstance(data, list) and data and isinstance(data[0], dict) and data[0].keys() >= LABELLED:
            found.labelled[path.stem] = [_labelled(entry, place, path) for place, entry in enumerate(data, start=1)]
        elif isinstance(data, dict) and (group := next((SIGNS[sign] for sign in SIGNS if sign in data), None)):
            found.all.append(Gold(group, path.stem, data))
    files = sorted(path for path in documents.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    found.all = [Gold(gold.group, gold.name, gold.data, _files_of(gold, files, found.all)) for gold in found.all]
    if not found.labelled and not any(gold.files for gold in found.all):
        raise GoldError(f"{folder}: none of the gold there is about a document in {documents}; check both folders.")
    return found


def _parsed(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as why:
        raise GoldError(f"{path}: the gold cannot be read ({why}); restore the file.") from None


def _labelled(entry: Any, place: int, path: Path) -> dict[str, Any]:
    if not isinstance(entry, dict) or not all(entry.get(name) for name in LABELLED):
        raise GoldError(f"{path}: entry {place} has no text or no themes; add them.")
    return entry


def _files_of(gold: Gold, files: Sequence[Path], others: Sequence[Gold]) -> tuple[Path, ...]:
    """A gold's files in the order of their names; a name that fits two belongs to the longer one."""
    named = gold.data.get("files") or ([gold.data["file"]] if gold.data.get("file") else [])
    if named:
        return tuple(path for path in files if path.name in named)
    own = _stem(gold)
    longer = [stem for other in others if len(stem := _stem(other)) > len(own)]
    return tuple(
        path
        for path in files
        if _begins(path.stem, own)
        and not any(_begins(path.stem, stem) for stem in longer)
        # Plain text keeps no columns: the tables of a progress report cannot be in it.
        and not (gold.group == "indicators" and path.suffix.lower() in TEXT_SUFFIXES)
    )


def _stem(gold: Gold) -> str:
    return str(gold.data.get("document") or gold.name + ENDINGS[gold.group])


def _begins(stem: str, name: str) -> bool:
    return stem == name or stem.startswith(f"{name}_")
