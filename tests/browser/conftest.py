"""The application in a real browser: a server on a store of sample documents, and chromium to look at it.

Every test fails if the page asks anything of another machine, or if the browser reports an error. Pictures of what was
seen are kept in build/screenshots.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from corpus.ingest import ingest
from corpus.store import Store

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip
COUNCILS = ("fairhaven", "tarnley")
"""Two sample councils whose documents together are of every kind."""
PROBES = re.compile(r"/(document|compare|coverage)/_stcore/(health|host-config)$")
"""Streamlit's own page looks for its server below the page's address first and finds nothing there (404)."""
PATIENCE = 120_000
"""Milliseconds to wait for a text: the first comparison loads the models."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed on this machine")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def sample_files(samples: Path) -> list[Path]:
    """The sample documents of the two councils, without the gold beside them."""
    found = [
        file
        for folder in ("notices", "plans", "inspections", "progress")
        for file in sorted((samples / folder).glob("*"))
        if file.name.startswith(COUNCILS)
    ]
    assert found, "the sample corpus holds documents of the two councils"
    return found


@pytest.fixture(scope="session")
def store(browser: Browser, sample_files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of the two councils' documents."""
    made = Store(str(tmp_path_factory.mktemp("browser") / "store"))
    assert not ingest(sample_files, made, workers=1).failed
    return made


@pytest.fixture(scope="session")
def server(store: Store) -> Iterator[str]:
    """The address of a running application."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    flags = ["--server.port", str(port), "--server.headless", "true"]
    running = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *flags],
        env={**os.environ, "CLAUSEMAP_STORE": str(store.files.parent)},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(f"{address}_stcore/health", running)
        yield address
    finally:
        running.terminate()
        running.wait(timeout=30)


def _wait_for(address: str, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and running.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.3)
    pytest.fail("the application did not start")


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open an address of the application; afterwards nothing may have been asked of another machine or gone wrong."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    asked: list[str] = []
    wrong: list[str] = []
    page = context.new_page()
    page.on("request", lambda one: asked.append(one.url))
    page.on("websocket", lambda one: asked.append(one.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda said: wrong.append(f"{said.text} {said.location['url']}") if said.type == "error" else None,
    )

    def opened(path: str = "", width: int = 1440) -> Page:
        page.set_viewport_size({"width": width, "height": 1000})
        page.goto(server + path)
        settle(page)
        return page

    yield opened
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{request.node.name[:100].replace('/', '_')}.png", full_page=True)
    context.close()
    outside = [url for url in asked if urlsplit(url).hostname not in ("127.0.0.1", None)]
    assert not outside, f"asked of other machines: {outside}"
    assert not [one for one in wrong if not PROBES.search(one.split()[-1])]


def settle(page: Page) -> None:
    """Wait until the page has been drawn to its end."""
    page.locator("h1").wait_for()
    page.wait_for_function(
        """() => document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-testid="stSkeleton"], [data-testid="stSpinner"]')"""
    )


@pytest.fixture
def settled() -> Callable[[Page], None]:
    return settle
