"""The shared taxonomy: domains hold themes, and every clause is filed under themes.

Read from `models/taxonomy.yaml`; ids are stable, because gold annotations, links and exports refer to them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from extract.document import Frozen
from extract.errors import ClausemapError

PATH = Path(__file__).resolve().parents[1] / "models" / "taxonomy.yaml"


class TaxonomyError(ClausemapError):
    """The taxonomy file cannot be used; the message says which entry is wrong."""


class Theme(Frozen):
    """One theme: what belongs under it, the terms the sector uses for it, and its National Framework outcome."""

    id: str
    label: str
    definition: str
    aliases: tuple[str, ...] = ()
    national_framework: str | None = None
    domain: str


class Domain(Frozen):
    """A group of themes in the order of the file."""

    id: str
    label: str
    themes: tuple[Theme, ...]


class Taxonomy(Frozen):
    """All domains in the order of the file."""

    domains: tuple[Domain, ...]

    @property
    def themes(self) -> tuple[Theme, ...]:
        """Every theme in the order of the file."""
        return tuple(theme for domain in self.domains for theme in domain.themes)

    def theme(self, theme_id: str) -> Theme:
        """The theme of that id; KeyError where there is none."""
        for theme in self.themes:
            if theme.id == theme_id:
                return theme
        raise KeyError(theme_id)


@cache
def load(path: Path = PATH) -> Taxonomy:
    """The taxonomy of `path`, read once; TaxonomyError where the file is missing or broken."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as why:
        raise TaxonomyError(f"The taxonomy {path.name} cannot be read ({why}); restore the file.") from why
    try:
        taxonomy = Taxonomy(domains=tuple(_domain(entry) for entry in raw["domains"]))
    except (KeyError, TypeError, AttributeError) as why:
        raise TaxonomyError(f"The taxonomy {path.name} lacks {why} in one of its entries; add it.") from why
    except ValidationError as why:
        first = why.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise TaxonomyError(f"The taxonomy {path.name} has a wrong entry at {where}: {first['msg']}.") from why
    ids = [theme.id for theme in taxonomy.themes]
    twice = sorted({theme_id for theme_id in ids if ids.count(theme_id) > 1})
    if twice or not ids:
        what = f"gives the id {twice[0]} twice" if twice else "holds no theme"
        raise TaxonomyError(f"The taxonomy {path.name} {what}; every theme needs an id of its own.")
    return taxonomy


def _domain(entry: dict[str, Any]) -> Domain:
    themes = tuple(
        Theme(
            id=theme["id"],
            label=theme["label"],
            definition=theme["definition"],
            aliases=tuple(str(alias) for alias in theme.get("aliases") or ()),
            national_framework=theme.get("national_framework"),
            domain=entry["id"],
        )
        for theme in entry["themes"]
    )
    return Domain(id=entry["id"], label=entry["label"], themes=themes)
