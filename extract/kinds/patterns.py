"""Word lists of the document kinds: YAML files of regular expressions beside the code that uses them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "words"


class Patterns:
    """Named groups of case-insensitive regular expressions; a nested group is named "outer.inner"."""

    def __init__(self, groups: dict[str, Any]) -> None:
        self.groups: dict[str, tuple[re.Pattern[str], ...]] = {}
        for name, content in groups.items():
            inner = content.items() if isinstance(content, dict) else [("", content)]
            for key, patterns in inner:
                compiled = tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
                self.groups[f"{name}.{key}".rstrip(".")] = compiled

    @classmethod
    @cache
    def load(cls, name: str) -> Patterns:
        """The word list `words/NAME.yaml`."""
        return cls(yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))

    def matches(self, group: str, text: str) -> bool:
        """True where any pattern of the group is found in the text; False for a group that is not there."""
        return self.search(group, text) is not None

    def search(self, group: str, text: str) -> re.Match[str] | None:
        """The first match of the group's patterns, in the order of the list."""
        text = text.strip()
        for pattern in self.groups.get(group, ()):
            match = pattern.search(text)
            if match:
                return match
        return None

    def names(self, prefix: str) -> list[str]:
        """The inner names of a nested group, in the file's order."""
        return [name.split(".", 1)[1] for name in self.groups if name.startswith(prefix + ".")]
