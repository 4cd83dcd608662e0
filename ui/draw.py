"""Everything of a document that is put on screen as HTML or Markdown is escaped here, and nowhere else.

A fragment is a string of finished HTML. The functions take plain values and give fragments; `show` draws them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import Literal, NewType
from urllib.parse import urlencode

import streamlit as st

from compare.results import Change, Status
from ui import words

Fragment = NewType("Fragment", str)
Tone = Literal["grey", "blue", "green", "amber", "red"]
Mark = Literal["differs", "shared", "for", "against"]
Place = tuple[int, int, Mark]
"""The first character of a text that is marked, the one after the last, and why it is."""
STATUS_TONES: dict[Status, Tone] = {"covered": "green", "partial": "blue", "gap": "red", "unclear": "amber"}
RAG_TONES: dict[str, Tone] = {"blue": "blue", "green": "green", "amber": "amber", "red": "red"}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>:$&])")


def show(*fragments: Fragment, width: Literal["stretch", "content"] = "stretch") -> None:
    """Draw fragments one below the other."""
    st.html("".join(fragments), width=width)


def text(value: object) -> Fragment:
    """A plain value as HTML."""
    return Fragment(html.escape(str(value)))


def label(value: str, limit: int = 0) -> str:
    """A text of a document for the label of a widget, where Streamlit reads Markdown; `limit` in characters."""
    plain = " ".join(value.split())
    if limit and len(plain) > limit:
        plain = plain[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
    return _MARKDOWN.sub(r"\\\1", plain)


def element(name: str, *inner: Fragment, css: str = "") -> Fragment:
    """One element around fragments."""
    return Fragment(f'<{name} class="{css}">{"".join(inner)}</{name}>' if css else f"<{name}>{''.join(inner)}</{name}>")


def paragraph(value: object, css: str = "") -> Fragment:
    """A paragraph of plain text."""
    return element("p", text(value), css=css)


def quote(value: str, places: Iterable[Place] = ()) -> Fragment:
    """Words as printed in a document, some of them marked."""
    return element("blockquote", marks(value, places), css="cm-quote")


def printed(value: str, places: Iterable[Place] = ()) -> Fragment:
    """Words as printed in a document, without the line beside them that a quote has."""
    return element("p", marks(value, places), css="cm-printed")


def marks(value: str, places: Iterable[Place]) -> Fragment:
    """A text with places marked; what two of them hold is marked by the first."""
    pieces, done = [], 0
    for start, end, mark in sorted(places):
        begin = max(start, done)
        if begin < end:
            pieces += [text(value[done:begin]), element("mark", text(value[begin:end]), css=f"cm-{mark}")]
            done = end
    return Fragment("".join(pieces) + text(value[done:]))


def tag(value: str, tone: Tone = "grey") -> Fragment:
    """A short word on a coloured ground; the word alone carries the meaning."""
    return element("strong", text(value), css=f"cm-tag cm-{tone}")


def status_tag(status: Status) -> Fragment:
    """A coverage status as symbol and words."""
    symbol = words.word("status_symbols", status)
    return tag(f"{symbol} {words.word('statuses', status)}", STATUS_TONES[status])


def link(value: str, page: str, **query: str) -> Fragment:
    """A link to a page of the application."""
    return Fragment(f'<a href="{html.escape(address(page, **query))}" target="_self">{text(value)}</a>')


def address(page: str, **query: str) -> str:
    """The address of a view, relative to the page that is open."""
    return f"{page}?{urlencode(query)}" if query else page


def bullets(items: Iterable[Fragment]) -> Fragment:
    """A list; nothing where there are no items."""
    found = [element("li", item) for item in items]
    return element("ul", *found, css="cm-list") if found else Fragment("")


def facts(pairs: Iterable[tuple[str, Fragment]]) -> Fragment:
    """Names with what is known, leaving out those of which nothing is known."""
    rows = [Fragment(f"<div><dt>{text(name)}</dt><dd>{value}</dd></div>") for name, value in pairs if value]
    return element("dl", *rows, css="cm-facts")


def fold(said: str, inner: Fragment) -> Fragment:
    """Something that opens at a click on a sentence."""
    return Fragment(f"<details><summary>{text(said)}</summary>{inner}</details>")


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[Fragment]], numbers: int = 0) -> Fragment:
    """A table whose first column names its rows; the last `numbers` columns are set to the right.

    It scrolls inside itself where the window is narrow, and the keyboard can reach it.
    """
    first = len(columns) - numbers

    def css(k: int) -> str:
        return ' class="cm-number"' if k >= first else ""

    head = "".join(f'<th scope="col"{css(k)}>{text(column)}</th>' for k, column in enumerate(columns))
    body = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{cell}</th>' if k == 0 else f"<td{css(k)}>{cell}</td>" for k, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return Fragment(
        f'<div class="cm-scroll" role="region" tabindex="0" aria-label="{html.escape(caption)}">'
        f'<table class="cm-table"><caption>{text(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def bar(parts: Sequence[tuple[str, int, Tone]]) -> Fragment:
    """A bar of parts in proportion to their numbers, each a name, a number and a tone; its text says the same."""
    total = sum(number for _, number, _ in parts)
    said = ", ".join(f"{name.lower()} {number}" for name, number, _ in parts if number)
    pieces = [
        f'<span class="cm-piece cm-{tone}" style="width:{100 * number / total:.2f}%"></span>'
        for _, number, tone in parts
        if number
    ]
    return Fragment(f'<span class="cm-bar" role="img" aria-label="{html.escape(said)}">{"".join(pieces)}</span>')


def marked(changes: Sequence[Change], side: Literal["a", "b"]) -> Fragment:
    """One side of two texts, its differing words bold and underlined."""
    places: list[Place] = []
    value = ""
    for change in changes:
        run = change.a if side == "a" else change.b
        if not change.same:
            places.append((len(value), len(value) + len(run.rstrip()), "differs"))
        value += run
    return printed(value, places)
