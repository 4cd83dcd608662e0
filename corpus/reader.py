"""From a file to a labelled extraction, and which rules made it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import Field

from extract.document import Frozen
from extract.read import OnPage
from extract.schema import Extraction

ROOT = Path(__file__).resolve().parent.parent
RULES = ("extract", "compare", "models")


class Given(Frozen):
    """What a person said of a document; it overrules what the document says, and a later reading keeps to it."""

    kind: str | None = None
    council: str | None = None
    issued: dt.date | None = None
    columns: Mapping[str, str] = Field(default_factory=dict)
    """The field that each named column of a plan holds."""


NOTHING_GIVEN = Given()


def read_document(
    path: Path,
    *,
    kind: str | None = None,
    council: str | None = None,
    issued: dt.date | None = None,
    columns: Mapping[str, str] | None = None,
    on_page: OnPage | None = None,
) -> Extraction:
    """Extract a file and label its clauses and actions with themes.

    `kind`, `council` and `issued` overrule what the document says, `columns` what the columns of a plan are called.
    Raises ClausemapError with one sentence.
    """
    given = Given(kind=kind, council=council, issued=issued, columns=columns or {})
    return labelled(extracted(path, given, on_page))


def extracted(path: Path, given: Given = NOTHING_GIVEN, on_page: OnPage | None = None) -> Extraction:
    """The extraction of a file before its themes are labelled: the half that another process can do."""
    from extract.pipeline import extract

    return extract(path, on_page=on_page, **dict(given))


def labelled(extraction: Extraction) -> Extraction:
    """The extraction with its themes."""
    from compare.themes import label

    return label(extraction)


@cache
def rules_version() -> str:
    """A digest of the rules, word lists and models, an office's own model included.

    A document that was read under the same ones need not be read again.
    """
    from compare import fitted, theme_model

    digest = hashlib.sha256()
    for room in RULES:
        for file in sorted((ROOT / room).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    own = fitted.path(theme_model.PATH)
    if own != theme_model.PATH:
        digest.update(own.read_bytes())
    return digest.hexdigest()
