"""OpenDocument texts written as LibreOffice writes them: labels, notes, tables, boxes, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.document import Reading
from extract.errors import NoTextError, UnreadableError
from extract.read.odt import read_odt

SHA = "0" * 64
OpenDocument = Callable[[str, str, str], Path]
Read = Callable[..., Reading]
NUMBERS = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>'
    '<text:list-level-style-number text:level="3" style:num-format="i" style:num-suffix="." text:display-levels="3"/>'
    '</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet text:level="1" '
    'text:bullet-char="x"/></text:list-style>'
)


@pytest.fixture
def read(open_document: OpenDocument) -> Read:
    """The reading of a text of this body; `styles` stand before it."""
    return lambda body, styles="": read_odt(open_document("text", styles, body), SHA)


def items(*items: str, attributes: str = 'text:style-name="L"') -> str:
    return (
        f"<text:list {attributes}>{''.join(f'<text:list-item>{item}</text:list-item>' for item in items)}</text:list>"
    )


def p(text: str, attributes: str = "") -> str:
    return f"<text:p {attributes}>{text}</text:p>"


def labels(reading: Reading) -> list[tuple[str | None, int, str]]:
    return [(paragraph.label, paragraph.level, paragraph.text) for paragraph in reading.paragraphs]


def test_headings_have_their_level_and_the_title_names_the_document(read: Read) -> None:
    styles = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    styles += '<style:style style:name="Title" style:family="paragraph"/>'
    body = p("A plan", 'text:style-name="P1"') + '<text:h text:outline-level="2">Homes</text:h>' + p("Too few.")
    found = read(body, styles)
    assert [q.heading_level for q in found.paragraphs] == [1, 2, None]
    assert found.title == "A plan"


def test_items_have_the_labels_that_are_shown_and_lists_go_on_only_where_they_say_so(read: Read) -> None:
    inner = items(p("deep"), attributes="")
    body = items(p("one") + p("more of one"), p("two") + items(p("a") + inner, p("b"), attributes=""))
    body += items(p("three"), attributes='text:style-name="L" text:continue-numbering="true"')
    body += items(p("anew")) + items(p("sign"), attributes='text:style-name="B"')
    assert labels(read(body, NUMBERS)) == [
        ("1.", 0, "one"), (None, 0, "more of one"), ("2.", 0, "two"), ("(a)", 1, "a"), ("2.a.i.", 2, "deep"),
        ("(b)", 1, "b"), ("3.", 0, "three"), ("1.", 0, "anew"), ("-", 1, "sign"),
    ]  # fmt: skip


def test_an_item_may_say_its_own_number(read: Read) -> None:
    body = items(p("x")).replace("<text:list-item>", '<text:list-item text:start-value="7">')
    assert labels(read(body, NUMBERS)) == [("7.", 0, "x")]


def test_a_label_that_was_typed_in_is_taken_out_of_the_text(read: Read) -> None:
    assert labels(read(p("1.<text:tab/>The council must act.") + p("(a) visit"))) == [
        ("1.", 0, "The council must act."), ("(a)", 1, "visit"),
    ]  # fmt: skip


def test_bold_comes_from_the_span_or_the_paragraph(read: Read) -> None:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="{family}"><style:text-properties fo:font-weight="{weight}"/>'
        "</style:style>"
        for name, family, weight in (("T", "text", "bold"), ("P", "paragraph", "bold"), ("N", "text", "normal"))
    )
    body = p('Adopt. <text:span text:style-name="T">Soon</text:span>')
    body += p('All <text:span text:style-name="N">but this</text:span>', 'text:style-name="P"')
    assert [q.bold for q in read(body, styles).paragraphs] == [((7, 11),), ((0, 4),)]


def test_a_note_stands_beside_its_paragraph_and_as_one_of_its_own(read: Read) -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>By law.</text:p></text:note-body></text:note>"
    )
    found = read(p(f"The council{note} must act."))
    assert [(q.text, q.style, q.label) for q in found.paragraphs] == [
        ("The council must act.", "", None), ("By law.", "footnote", "1"),
    ]  # fmt: skip
    assert found.paragraphs[0].footnotes == ("By law.",)


def test_a_table_keeps_its_spans_lines_and_labels_and_a_frame_is_only_paragraphs(read: Read) -> None:
    cells = (
        f'<table:table-cell table:number-columns-spanned="2">{p("Theme")}</table:table-cell><table:covered-table-cell/>'
    )
    second = f"<table:table-cell>{p('a') + items(p('b'))}</table:table-cell><table:table-cell/>"
    rows = f"<table:table-header-rows><table:table-row>{cells}</table:table-row></table:table-header-rows>"
    rows += f"<table:table-row>{second}</table:table-row>"
    frame = f"<table:table-row><table:table-cell>{p('framed')}</table:table-cell></table:table-row>"
    found = read(f"<table:table>{rows}</table:table><table:table>{frame}</table:table>", NUMBERS)
    table = found.tables[0]
    assert [[c.text for c in row.cells] for row in table.rows] == [["Theme", ""], ["a\n1. b", ""]]
    assert (table.rows[0].cells[0].column_span, table.rows[0].cells[1].merged) == (2, True)
    assert found.paragraphs[-1].text == "framed"


def test_boxes_are_read_and_what_is_left_out_is_told(read: Read) -> None:
    box = "<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>"
    body = "<text:tracked-changes/><text:table-of-content/>" + p(f"open{box}<office:annotation/>")
    body += '<text:section text:display="none"><text:p>folded</text:p></text:section>'
    found = read(body)
    assert [q.text for q in found.paragraphs] == ["open", "boxed"]
    assert sorted(w.code for w in found.warnings) == ["comments", "contents_list", "hidden_text", "tracked_changes"]


def test_blanks_that_are_elements_are_one_blank(read: Read) -> None:
    assert read(p('a<text:s text:c="4"/>b<text:line-break/>c')).paragraphs[0].text == "a b c"


def test_a_text_without_words_and_a_broken_one_are_refused(read: Read, open_document: OpenDocument) -> None:
    with pytest.raises(NoTextError, match=r"made\.odt: the document holds no text"):
        read(p(""))
    with pytest.raises(UnreadableError, match=r"made\.odt: the file is damaged"):
        read_odt(open_document("spreadsheet", "", "").rename(open_document("text", "", "")), SHA)
