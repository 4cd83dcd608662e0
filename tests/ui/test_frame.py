from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from corpus.store import Store
from extract.errors import ClausemapError
from ui import cached

Open = Any
APP = Path(__file__).resolve().parents[2] / "app.py"


def test_a_fault_shows_a_reference_and_the_log_holds_the_traceback(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("the inside of the program")

    monkeypatch.setattr(cached, "documents", broken)
    with caplog.at_level(logging.ERROR, logger="ui.frame"):
        (said,) = [one.value for one in open_page("coverage").app.error]
    reference = re.search(r"reference ([0-9A-F]{6})", said)
    assert reference and "inside of the program" not in said
    assert reference[1] in caplog.text and "ZeroDivisionError" in caplog.text


def test_what_is_wrong_with_a_document_is_shown_as_its_own_sentence(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise ClausemapError("The store is in use; try again later.")

    monkeypatch.setattr(cached, "place", refused)
    assert open_page("library").said == ["The store is in use; try again later\\."]


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filled: Path) -> Store:
    """An empty store, for which the sample corpus is one of the invented documents."""
    monkeypatch.setenv("CLAUSEMAP_STORE", str(tmp_path / "empty"))
    made = Store(str(tmp_path / "empty"))

    def take_in(here: cached.Place, on_progress: Any) -> None:
        source = Store(str(filled))
        one = source.documents()[0]
        here.store.add(source.extraction(one.id), source.file(one.id).read_bytes(), one.file)
        on_progress(1, 1, one.file)

    monkeypatch.setattr(cached, "take_in_samples", take_in)
    return made


def test_the_first_start_reads_the_samples_by_itself(empty: Store) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert len(empty.documents()) == 1
    assert len(app.get("page_link")) == 1


@pytest.mark.parametrize("page", ["library", "document", "compare", "coverage"])
def test_a_library_that_was_emptied_offers_the_samples_and_takes_them_when_asked(empty: Store, page: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    empty.delete(empty.documents()[0].id)
    app.switch_page(f"ui/pages/{page}.py").run()
    assert any("There are no documents yet." in one.value for one in app.info)
    next(button for button in app.button if button.label == "Load the sample documents").click()
    assert not app.run().exception
    assert len(empty.documents()) == 1
