from __future__ import annotations

import io
import re

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from compare.wording import differences
from extract.document import PageBox
from ui import draw, picture

MARKUP = st.text(st.sampled_from("<>&\"'ab !*_[](){}#`$:~|\\-"), max_size=40)


@given(MARKUP)
def test_no_text_can_open_an_element_or_an_attribute(value: str) -> None:
    fragment = draw.quote(value)
    inner = fragment.removeprefix('<blockquote class="cm-quote">').removesuffix("</blockquote>")
    assert not re.search(r"[<>\"']", inner)


@given(MARKUP)
def test_every_mark_of_markdown_in_a_label_is_escaped(value: str) -> None:
    assert not re.search(r"[*_\[\]`$<>:#!~|]", re.sub(r"\\.", "", draw.label(value)))


def test_a_label_is_cut_between_words() -> None:
    assert draw.label("Supervise every social worker", 20) == "Supervise every…"


@given(MARKUP, MARKUP)
def test_marked_texts_hold_all_their_words_and_no_markup_of_their_own(a: str, b: str) -> None:
    fragment = draw.marked(differences(a, b), "a")
    plain = re.sub(r"</?p[^>]*>|<mark class=\"cm-differs\">|</mark>", "", fragment)
    assert plain == draw.text(a)


def test_what_differs_is_marked_on_each_side() -> None:
    changes = differences("Meet every four weeks.", "Meet every two weeks.")
    assert '<mark class="cm-differs">four</mark> weeks.' in draw.marked(changes, "a")
    assert '<mark class="cm-differs">two</mark> weeks.' in draw.marked(changes, "b")


def test_a_query_is_escaped_in_a_link() -> None:
    assert draw.link("Open", "document", clause='"><b>') == (
        '<a href="document?clause=%22%3E%3Cb%3E" target="_self">Open</a>'
    )


def test_a_table_names_its_rows_and_columns() -> None:
    fragment = draw.table("Sums", ("Name", "Sum"), [(draw.text("a"), draw.text(3))], numbers=1)
    assert '<th scope="col">Name</th>' in fragment and '<th scope="row">a</th>' in fragment
    assert '<td class="cm-number">3</td>' in fragment and "<caption>Sums</caption>" in fragment


def test_a_box_is_drawn_around_the_clause_and_the_rest_of_the_page_is_as_it_was() -> None:
    out = io.BytesIO()
    Image.new("RGB", (200, 200), "white").save(out, "PNG")
    page = Image.open(io.BytesIO(picture.boxed(out.getvalue(), [(40, 50, 80, 60)], scale=2)))
    assert page.getpixel((120, 110)) == (255, 236, 140)
    assert page.getpixel((2 * 40 - 2 * 4, 110)) == (11, 12, 12)
    assert page.getpixel((10, 10)) == (255, 255, 255)


def test_boxes_are_kept_apart_by_page() -> None:
    boxes = (PageBox(page=2, box=(1, 1, 2, 2)), PageBox(page=1, box=(3, 3, 4, 4)))
    assert picture.by_page(boxes) == {1: [(3, 3, 4, 4)], 2: [(1, 1, 2, 2)]}


@given(MARKUP, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["shared", "against"]))))
def test_marks_keep_every_character_and_open_no_mark_within_another(value: str, places: list[draw.Place]) -> None:
    inside = [(start, min(end, len(value)), mark) for start, end, mark in places]
    fragment = draw.marks(value, inside)
    assert re.sub(r"</?mark[^>]*>", "", fragment) == draw.text(value)
    assert re.fullmatch(r"([^<]*<mark class=\"cm-(shared|against)\">[^<]+</mark>)*[^<]*", fragment)


def test_places_are_marked_as_given_and_overlaps_once() -> None:
    fragment = draw.marks("statutory visits alone", [(10, 22, "against"), (0, 16, "shared")])
    assert fragment == ('<mark class="cm-shared">statutory visits</mark><mark class="cm-against"> alone</mark>')
