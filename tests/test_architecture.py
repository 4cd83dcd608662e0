"""The two entries, which import-linter cannot see because they are modules: what they may import."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = {"extract", "compare", "corpus", "report"}
FORMATS_AND_SQL = {"pypdfium2", "pdfplumber", "docx", "openpyxl", "xlsxwriter", "sqlalchemy", "alembic"}


def imported(path: Path) -> set[str]:
    """The top-level names that a module imports anywhere."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_the_application_s_entry_is_page_settings_and_navigation_only() -> None:
    assert not imported(ROOT / "app.py") & (ROOMS | FORMATS_AND_SQL | {"clausemap"})


def test_the_command_line_knows_rooms_and_no_screen_format_or_database() -> None:
    assert not imported(ROOT / "clausemap.py") & (FORMATS_AND_SQL | {"streamlit", "ui", "app"})
