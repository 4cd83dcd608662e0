"""What the documents promise is there, and the repository holds what its conventions forbid nowhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import clausemap

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = {
    command.name or command.callback.__name__ for command in clausemap.app.registered_commands if command.callback
}
SOURCES = [
    path
    for pattern in ("*.py", "*/**/*.py", "*.toml", "*.lock", "*.md", "docs/*.md", ".ci/run", "Makefile")
    for path in ROOT.glob(pattern)
    if not {".venv", "build", "node_modules"} & set(path.relative_to(ROOT).parts)
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readme_names_every_command_and_no_other() -> None:
    named = set(re.findall(r"^clausemap (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert named == COMMANDS


def test_every_path_in_backticks_of_the_docs_is_there() -> None:
    rooms = (
        "extract/",
        "compare/",
        "corpus/",
        "report/",
        "ui/",
        "models/",
        "tests/",
        "scripts/",
        "docs/",
        "benchmarks/",
    )
    for page in PAGES:
        for path in re.findall(r"`([\w./-]+)`", page.read_text(encoding="utf-8")):
            if path.startswith(rooms) and "NAME" not in path:
                assert (ROOT / path).exists(), f"{page.name}: {path}"


def test_the_version_stands_in_the_changelog() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_pinned_package_has_hashes_and_the_lock_names_no_index() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    pins = re.findall(r"^[a-z0-9][\w.-]*==[^\n]*", lock, re.MULTILINE)
    assert len(pins) > 80
    assert all(pin.endswith("\\") for pin in pins)
    assert "torch==" not in lock


def test_no_file_names_a_path_of_one_machine() -> None:
    home = re.compile(r"(?<![\w.])/(?:work|root|home)/[\w.-]+/")
    for path in SOURCES:
        found = home.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{path.relative_to(ROOT)}: {found and found[0]}"


def test_modules_stay_short_enough_to_read() -> None:
    rooms = ("extract", "compare", "corpus", "report", "ui")
    long = {
        str(path.relative_to(ROOT)): count
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 280
    }
    assert long == {}


def test_every_code_of_a_warning_is_explained() -> None:
    code = re.compile(r"""\bcode=f?"([a-z_{}]+)"|^    "([a-z_]+)": "The document""", re.MULTILINE)
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "extract").rglob("*.py")]
    made = {"no_{name}_column", "hidden_{what}s"}
    used = {one or other for text in sources for one, other in code.findall(text)} - made
    page = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    assert len(used) > 12
    assert {name for name in used if f"`{name}`" not in page} == set()
