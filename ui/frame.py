"""What every page stands in: its title and look, the first start, and one sentence where something goes wrong."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from extract.errors import ClausemapError
from ui import cached
from ui.cached import Place
from ui.draw import label, paragraph

_log = logging.getLogger(__name__)
_STYLE = Path(__file__).with_name("style.css")
_LOGO = Path(__file__).with_name("logo.svg")


def show(title: str, lead: str, main: Callable[[Place], None], needs_documents: bool = True) -> None:
    """Draw a page on the store as it is now.

    What is wrong with a document is shown as its one sentence. Anything else is a fault of the program: the screen
    shows a reference number, and the log has the traceback beside it.
    """
    st.html(_STYLE)
    st.logo(_LOGO, size="large")
    st.title(title, anchor=False)
    st.html(paragraph(lead, "cm-lead"))
    try:
        cached.load_models()
        here = cached.place()
        filled = bool(cached.documents(here))
        if not filled and _took_in_samples(here):
            st.rerun()
        if filled or not needs_documents:
            main(here)
    except ClausemapError as why:
        problem(str(why))
    except Exception:  # noqa: BLE001 - whatever the fault is, no traceback may reach the screen
        reference = secrets.token_hex(3).upper()
        _log.exception("reference %s on the page %s", reference, title)
        problem(
            "Something went wrong in Clausemap and this page could not be finished. Your documents are safe. "
            f"Load the page again; if it happens again, report it with the reference {reference}."
        )


def problem(sentence: str) -> None:
    """What went wrong and what to do, as one sentence; it may hold words of a document."""
    st.error(label(sentence), icon=":material/error:")


def _took_in_samples(here: Place) -> bool:
    """At the very first start the sample corpus is read; where all documents were removed since, it is offered."""
    if here.revision:
        st.info("There are no documents yet. Add your own in the library, or load the sample documents to look around.")
        if not st.button("Load the sample documents", type="primary"):
            return False
    with st.status("Reading the sample documents. This happens once and takes about a minute.", expanded=True):
        bar = st.progress(0.0, "Starting")

        def progress(done: int, total: int, _name: str) -> None:
            bar.progress(done / total, f"{done} of {total} read")

        cached.take_in_samples(here, progress)
    return True
