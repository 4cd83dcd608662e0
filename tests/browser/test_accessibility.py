"""Every page against the rules of WCAG 2.2 A and AA that a program can check (axe-core, fetched for the test alone)."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
CACHE = Path(__file__).resolve().parents[2] / "build" / "axe"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, kept in build/ once it was fetched."""
    script = CACHE / "package" / "axe.min.js"
    npm = shutil.which("npm")
    if not script.is_file() and npm:
        CACHE.mkdir(parents=True, exist_ok=True)
        fetched = subprocess.run(
            [npm, "pack", "axe-core@4", "--silent"], cwd=CACHE, capture_output=True, text=True, timeout=120, check=False
        )
        if fetched.returncode == 0:
            with tarfile.open(CACHE / fetched.stdout.strip().splitlines()[-1]) as archive:
                archive.extract("package/axe.min.js", CACHE, filter="data")
    if not script.is_file():
        pytest.skip("axe-core is not here and could not be fetched with npm")
    return script.read_text("utf-8")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "?view=table",
        "document",
        "document?view=about",
        "compare",
        "compare?view=only",
        "compare?view=families",
        "coverage",
        "coverage?view=flags",
    ],
)
def test_a_page_breaks_no_rule(visit: Callable[..., Page], axe: str, path: str) -> None:
    page = visit(path)
    page.evaluate("document.querySelectorAll('.stHtml details').forEach(one => (one.open = true))")
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    broken = [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    assert not broken, "\n".join(broken)
