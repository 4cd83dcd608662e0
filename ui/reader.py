"""A list of items beside the one that is open: its words and facts, and its place on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from extract.errors import ClausemapError
from ui import address, cached, draw, items, picture, theme_facts, words
from ui.cached import Place
from ui.frame import problem
from ui.items import Item

SIZE = 12
NEIGHBOURS = 8
"""So many items before and after the open one are shown where a document has no pages."""
ALL = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a list holds: the name of one item, the parameter of the address, and what the groups are called."""

    what: str
    parameter: str
    group: str
    groups: str
    """The group of words in which the codes of the items' groups are."""


def read(here: Place, document: str, shelf: Shelf, held: Sequence[Item], facts: Callable[[Item], None]) -> None:
    """The list with its filters, the open item with what `facts` draws, and the page picture or the text around it."""
    left, middle, right = st.columns([4, 5, 6], gap="medium")
    with left:
        found = _filters(shelf, held)
    chosen = _open_item(shelf, held, found)
    with left:
        _list(shelf, found, chosen)
    if chosen is None:
        return
    with middle:
        _steps(shelf, found, chosen)
        facts(chosen)
    with right:
        _on_the_page(here, document, shelf, held, chosen)


def _filters(shelf: Shelf, held: Sequence[Item]) -> list[Item]:
    """The items that the filters leave."""
    clears = ("part", shelf.parameter)
    sought = address.search("Find by number or words", "words", "For example: 8.b or supervision", clears)
    choices: dict[str, tuple[str, list[str], Callable[[str], str]]] = {
        "theme": ("Theme", items.themes_of(held), words.theme),
        "section": ("Section", items.sections_of(held), str),
        "group": (shelf.group, items.groups_of(held), lambda code: words.word(shelf.groups, code)),
    }
    asked = {name: address.one(name, options) for name, (_, options, _) in choices.items()}
    with st.expander("Filters", expanded=any(asked.values()), icon=":material/filter_list:"):
        for name, (label, options, shown) in choices.items():
            if len(options) > 1:
                address.selectbox(label, name, [ALL, *options], _or_all(shown), ALL, clears)
    return items.filtered(held, sought, asked["theme"], asked["section"], asked["group"])


def _or_all(shown: Callable[[str], str]) -> Callable[[str], str]:
    return lambda option: shown(option) if option else "All"


def _open_item(shelf: Shelf, held: Sequence[Item], found: Sequence[Item]) -> Item | None:
    """The item that the address names, else the first that the filters leave."""
    asked = address.get(shelf.parameter)
    named = next((item for item in held if item.id == asked), None)
    if asked and named is None:
        with st.container():
            st.info(
                f"The {shelf.what} of this link is not in the document as it was last read; the first one is shown."
            )
    return named or next(iter(found), None)


def _list(shelf: Shelf, found: Sequence[Item], chosen: Item | None) -> None:
    if not found:
        st.info(f"No {shelf.what} fits. Take away a filter or change the words.")
        return
    draw.show(draw.paragraph(words.count(len(found), shelf.what), "cm-count"))
    ids = [item.id for item in found]
    own_part = ids.index(chosen.id) // SIZE + 1 if chosen and chosen.id in ids else 1
    position = st.container()
    part = address.part("part", len(found), SIZE, own_part)
    shown = {item.id: item for item in found[part]}
    with position:
        address.radio(
            f"{shelf.what.capitalize()} to read",
            shelf.parameter,
            list(shown),
            lambda one: f"**{draw.label(shown[one].name)}**  {draw.label(shown[one].title or shown[one].text, 90)}",
            [_caption(item) for item in shown.values()],
            chosen.id if chosen else None,
        )


def _caption(item: Item) -> str:
    parts = [theme_facts.first(item.themes), item.place]
    return draw.label(" · ".join(part for part in parts if part))


def _steps(shelf: Shelf, found: Sequence[Item], chosen: Item) -> None:
    """Buttons to the neighbours in the list."""
    ids = [item.id for item in found]
    if chosen.id not in ids or len(ids) < 2:
        return
    at = ids.index(chosen.id)
    with st.container(horizontal=True, vertical_alignment="center"):
        _step(f"Previous {shelf.what}", shelf, ids[at - 1] if at else None, ":material/arrow_back:", "left")
        draw.show(draw.paragraph(f"{at + 1} of {len(ids)}", "cm-count"), width="content")
        _step(
            f"Next {shelf.what}", shelf, ids[at + 1] if at + 1 < len(ids) else None, ":material/arrow_forward:", "right"
        )


def _step(label: str, shelf: Shelf, to: str | None, icon: str, side: Literal["left", "right"]) -> None:
    st.button(
        label, disabled=to is None, on_click=_go, args=(shelf.parameter, to), icon=icon, icon_position=side,
        key=f"step_{label}",
    )  # fmt: skip


def _go(parameter: str, to: str | None) -> None:
    address.put(**{parameter: to, "part": None})


def _on_the_page(here: Place, document: str, shelf: Shelf, held: Sequence[Item], chosen: Item) -> None:
    """The pages on which the item stands with it boxed; where there are none, the items around it."""
    pages = list(picture.by_page(chosen.boxes)) or ([chosen.page] if chosen.page else [])
    facts = cached.extraction(here, document).document
    if not pages or facts.pages is None or not facts.file.lower().endswith(".pdf"):
        _surroundings(shelf, held, chosen)
        return
    for page in pages:
        what = f"{shelf.what} {chosen.name} marked" if chosen.boxes else f"{shelf.what} {chosen.name} on it"
        try:
            drawn = cached.page_picture(here, document, page, chosen.boxes)
        except ClausemapError as why:
            problem(str(why))
            return
        st.image(drawn, width="stretch", alt=f"Page {page} with {what}: {chosen.text}")
        draw.show(draw.paragraph(f"Page {page} of {facts.pages}", "cm-note"))


def _surroundings(shelf: Shelf, held: Sequence[Item], chosen: Item) -> None:
    """The items before and after the open one, which is marked, under the headings of the document."""
    at = held.index(chosen)
    lines: list[draw.Fragment] = []
    section = None
    for item in held[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]:
        if item.section and item.section != section:
            lines.append(draw.element("li", draw.text(item.section), css="cm-section"))
        section = item.section
        words_of_item = draw.text(f"{item.name}  {item.text}")
        lines.append(draw.element("li", words_of_item, css="cm-chosen" if item == chosen else ""))
    draw.show(
        draw.element("h2", draw.text("In the document")),
        draw.paragraph(f"This file has no page picture: the {shelf.what} is shown among its neighbours.", "cm-note"),
        draw.element("ul", *lines, css="cm-context"),
    )
