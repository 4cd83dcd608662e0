"""Web pages written by hand and read back: the document in them, and none of the site around it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Paragraph, Reading
from extract.errors import ClausemapError, NoTextError, UnreadableError
from extract.layout import compose
from extract.read.html import decoded, read_html

SHA = "0" * 64
Read = Callable[..., Reading]
LONG = "The council must write a plan for the children whom it looks after, and must keep to it every single day."
TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co", "Cf", "Zs", "Zl", "Zp"), blacklist_characters="\u2011"),
    max_size=20,
)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The reading of a page of this body, with enough words below it to be a document."""

    def made(body: str, head: str = "", name: str = "page.html", more: str = f"<p>{LONG}</p>") -> Reading:
        path = tmp_path / name
        path.write_text(f"<!DOCTYPE html><html><head>{head}</head><body>{body}{more}</body></html>", encoding="utf-8")
        return read_html(path, SHA)

    return made


def shown(reading: Reading) -> list[tuple[str | None, int, str]]:
    """Label, level and text of what stands over the long paragraph."""
    return [(p.label, p.level, p.text) for p in reading.paragraphs if p.text != LONG]


def texts(reading: Reading) -> list[str]:
    return [p.text for p in reading.paragraphs if p.text != LONG]


def rows(reading: Reading) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in reading.tables[0].rows]


def test_headings_keep_their_level_and_the_first_names_the_document(read: Read) -> None:
    found = read("<h1>A plan\n for <em>homes</em></h1><h2>Why</h2><h6>Note</h6>", "<title>Site | plan</title>")
    assert [p.heading_level for p in found.paragraphs] == [1, 2, 6, None]
    assert (found.title, found.media) == ("A plan for homes", "html")


@pytest.mark.parametrize(
    ("attributes", "labels"),
    [
        ("", ["1.", "2."]),
        ('type="a"', ["a.", "b."]),
        ('type="I" start="4"', ["IV.", "V."]),
        ('start="26" style="list-style-type: lower-alpha"', ["z.", "aa."]),
        ("reversed", ["2.", "1."]),
        ('style="list-style: none"', [None, None]),
        ('start="x"', ["1.", "2."]),
    ],
)
def test_items_have_the_labels_that_a_browser_shows(read: Read, attributes: str, labels: list[str | None]) -> None:
    found = read(f"<ol {attributes}><li>first<li>second</ol>")
    assert [label for label, _, _ in shown(found)] == labels


def test_an_item_may_say_its_own_number_and_the_next_counts_on(read: Read) -> None:
    assert [label for label, _, _ in shown(read('<ol><li>a<li value="7">b<li>c</ol>'))] == ["1.", "7.", "8."]


def test_lists_nest_and_a_paragraph_within_an_item_has_no_label(read: Read) -> None:
    body = "<ol><li><p>Plan</p><p>More of it</p><ul><li>with schools<ol type=i><li>soon</ol></ul></li><li>Report</ol>"
    assert shown(read(body)) == [
        ("1.", 0, "Plan"), (None, 0, "More of it"), ("-", 1, "with schools"), ("i.", 2, "soon"), ("2.", 0, "Report"),
    ]  # fmt: skip


def test_a_label_that_was_typed_in_stands_for_that_of_the_list(read: Read) -> None:
    body = '<ol class="legislative-list"><li>3. Plan</li><li>(a) visit</li></ol><p>4.&nbsp;Report</p>'
    assert shown(read(body)) == [("3.", 0, "Plan"), ("(a)", 1, "visit"), ("4.", 0, "Report")]


def test_bold_is_told_by_element_and_style_and_the_blanks_are_single(read: Read) -> None:
    body = (
        '<p>Adopt  <b>very\n soon</b> or <span style="font-weight:700">now</span><b style="font-weight:400">.</b></p>'
    )
    found = read(body).paragraphs[0]
    assert found.text == "Adopt very soon or now."
    assert [found.text[a:b] for a, b in found.bold] == ["very soon", "now"]


def test_lines_and_entities_are_read_and_two_breaks_part_paragraphs(read: Read) -> None:
    assert texts(read("<p>Caf&eacute; &amp;<br>co&shy;op &#8211; <a href='#x'>link</a><br><br>next</p>")) == [
        "Café & coop – link", "next",
    ]  # fmt: skip


def test_a_table_keeps_its_spans_its_order_its_lines_and_its_colours(read: Read) -> None:
    body = (
        "<table><caption>Targets</caption><tfoot><tr><td>Sum<td>3<td>4</tfoot>"
        "<thead><tr><th rowspan=2>Measure<th colspan=2>Year</tr><tr><th>2013<th>2014</thead>"
        "<tbody><tr><td>Visits<br>on time<td bgcolor=green>1<td style='background-color: #f00'><b>2</b></tbody></table>"
    )
    found = read(body)
    table = found.tables[0]
    assert rows(found) == [
        ["Measure", "Year", ""], ["", "2013", "2014"], ["Visits\non time", "1", "2"], ["Sum", "3", "4"],
    ]  # fmt: skip
    assert (table.rows[0].cells[0].row_span, table.rows[0].cells[1].column_span) == (2, 2)
    assert [[cell.merged for cell in row.cells] for row in table.rows[:2]] == [
        [False, False, True],
        [True, False, False],
    ]
    assert [cell.fill for cell in table.rows[2].cells] == [None, "008000", "FF0000"]
    assert [cell.bold for cell in table.rows[2].cells] == [False, False, True]
    assert all(cell.bold for cell in table.rows[1].cells if cell.text)
    assert texts(found)[0] == "Targets"


def test_a_table_that_lays_out_the_page_is_read_as_what_stands_in_it(read: Read) -> None:
    body = "<table><tr><td>menu<td><h2>Plan</h2><table><tr><td>Action<td>Lead</table></table>"
    found = read(body)
    assert texts(found)[:2] == ["menu", "Plan"]
    assert rows(found) == [["Action", "Lead"]]


def test_a_span_without_end_ends_with_the_table(read: Read) -> None:
    found = read('<table><tr><td rowspan="0">a<td colspan="999999">b</tr><tr><td>c</tr></table>')
    assert found.tables == () or len(found.tables[0].rows) == 2


GOV_UK = (
    '<p>The council must act{}.</p><div class="footnotes" role="doc-endnotes"><ol><li id="fn:1"><p>By the Act. '
    '<a href="#fnref:1" class="reversefootnote">↩</a></p></li></ol></div>'
)
WORD = (
    "<p>The council must act{}.</p><div id='ftn1'><p><a href='#_ftnref1' name='_ftn1'><span>[1]</span></a> By the Act."
    "</p></div>"
)


@pytest.mark.parametrize(
    ("page", "mark"),
    [
        (GOV_UK, '<sup id="fnref:1"><a href="#fn:1" rel="footnote">[footnote 1]</a></sup>'),
        (GOV_UK, '<sup id="fnref:1"><a href="#fn:1">1</a></sup>'),
        (WORD, "<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a>"),
    ],
)
def test_a_footnote_stands_beside_its_paragraph_and_as_one_of_its_own(read: Read, page: str, mark: str) -> None:
    found = [p for p in read(page.format(mark)).paragraphs if p.text != LONG]
    assert [(p.text, p.style, p.label, p.footnotes) for p in found] == [
        ("The council must act.", "", None, ("By the Act.",)),
        ("By the Act.", "footnote", "1", ()),
    ]


def test_a_link_to_another_place_of_the_page_is_no_footnote(read: Read) -> None:
    found = read('<p>See part <a href="#part">2</a>.</p><h2 id="part">Part 2</h2>')
    assert texts(found) == ["See part 2.", "Part 2"]


SITE = (
    '<div class="cookie-banner">We set cookies</div><header>Anytown</header><nav>Home</nav><aside>News</aside>'
    '<div id="breadcrumbs">Home &gt; Plans</div><form><label>Search</label></form><script>var a = "x";</script>'
    '<div role="search">Find</div><div class="sidebar">Events</div><style>p {{}}</style>{}<footer>Contact us</footer>'
)


@pytest.mark.parametrize("part", ["{}", "<main>{}</main>", '<div role="main">{}</div>', "<article>{}</article>"])
def test_what_belongs_to_the_site_is_left_out(read: Read, part: str) -> None:
    found = read(SITE.format(part.format(f"<h1>Plan</h1><p>{LONG}</p>")), more="")
    assert [p.text for p in found.paragraphs] == ["Plan", LONG]


def test_a_form_or_header_around_the_document_is_no_part_of_the_site(read: Read) -> None:
    found = read(f'<form id="aspnetForm"><header><h1>Plan</h1></header><p>{LONG}</p></form>', more="")
    assert [p.text for p in found.paragraphs] == ["Plan", LONG]


def test_what_is_left_out_of_the_part_with_the_document_is_told_with_its_words(read: Read) -> None:
    found = read(SITE.format(f"<h1>Plan</h1><p>{LONG}</p>"), more="")
    assert [(w.code, "(14 words)" in w.message) for w in found.warnings] == [("site_parts", True)]
    assert read(f"<nav>Home</nav><main><h1>Plan</h1><p>{LONG}</p></main>", more="").warnings == ()


def test_a_section_whose_name_comes_from_its_heading_is_kept(read: Read) -> None:
    found = read("<section id='feedback'><h2>Feedback</h2><p>Ask the children.</p></section>")
    assert texts(found) == ["Feedback", "Ask the children."]


def test_a_publication_with_its_contents_beside_it_is_read(read: Read) -> None:
    body = (
        '<main id="content" role="main"><div class="inverse-header"><h1>Notice</h1></div><div id="contents" '
        'class="gem-c-contents-list-with-body"><nav class="gem-c-contents-list"><a href="#a">Why</a></nav>'
        f'<div class="gem-c-print-link">Print</div><div class="govspeak"><h2 id="a">Why</h2><p>{LONG}</p></div></div>'
        "</main>"
    )
    found = read(body, more="")
    assert [p.text for p in found.paragraphs] == ["Notice", "Why", LONG]


def test_a_list_as_word_saves_it_has_the_labels_that_stand_in_its_text(read: Read) -> None:
    item = (
        "<p class=MsoListParagraph style='text-indent:-18.0pt'><![if !supportLists]><span style='mso-list:Ignore'>{}"
        "<span>&nbsp;&nbsp; </span></span><![endif]>{}</p>"
    )
    body = item.format("1.", "Plan") + item.format("·", "with schools") + item.format("2.", "Report")
    assert shown(read(body)) == [("1.", 0, "Plan"), ("-", 1, "with schools"), ("2.", 0, "Report")]


def test_a_heading_above_the_main_part_is_kept(read: Read) -> None:
    found = read(f"<div><h1>Plan</h1></div><main><p>{LONG}</p></main>", more="")
    assert [(p.text, p.heading_level) for p in found.paragraphs] == [("Plan", 1), (LONG, None)]


@pytest.mark.parametrize("how", ["hidden", 'style="color:red; display: none"', 'style="visibility:hidden"'])
def test_hidden_text_is_left_out_and_told(read: Read, how: str) -> None:
    found = read(f"<p {how}>secret</p><p>open</p>")
    assert texts(found) == ["open"]
    assert [w.code for w in found.warnings] == ["hidden_text"]


def test_words_for_screen_readers_are_left_out_without_a_word(read: Read) -> None:
    found = read('<p>open<span class="govuk-visually-hidden"> in a new window</span></p>')
    assert (texts(found), found.warnings) == (["open"], ())


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("é".encode(), "é"),
        (b"\xef\xbb\xbf\xc3\xa9", "é"),
        ("é".encode("utf-16"), "é"),
        (b"<meta charset=iso-8859-1>\x93\xe9\x94", "<meta charset=iso-8859-1>“é”"),
        (b"<meta charset='no-such-thing'>\xc3\xa9", "<meta charset='no-such-thing'>é"),
        (b"<meta charset=utf-16>\xc3\xa9", "<meta charset=utf-16>é"),
        (b"\xe9", "é"),
    ],
)
def test_the_charset_is_that_of_the_mark_or_the_meta_element_or_found_out(content: bytes, text: str) -> None:
    assert decoded(content) == text


def test_a_web_archive_is_read_by_its_page(tmp_path: Path) -> None:
    path = tmp_path / "page.mht"
    page = f"<html><body><h1>Pl=C3=A4n</h1><p>{LONG}</p></body></html>"
    path.write_text(
        "From: <Saved by a browser>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=cut\n\n--cut\n"
        f'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n{page}\n--cut--\n'
    )
    assert [p.text for p in read_html(path, SHA).paragraphs] == ["Plän", LONG]


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<h1>404</h1><p>Sorry.</p>", ""),
        (
            "<p>Try again later, please, or go back to where you came from and look there.</p>",
            "<title>Access Denied</title>",
        ),
        ("<h1>Page not found</h1><p>If you typed the web address, check that it is correct and try again.</p>", ""),
        (
            "<h1>Just a moment...</h1><p>Enable JavaScript and cookies to continue to this site, which is checked.</p>",
            "",
        ),
    ],
)
def test_an_error_page_is_refused_with_what_it_says(read: Read, body: str, head: str) -> None:
    with pytest.raises(UnreadableError, match=r"^page\.html: this is an error page of a web site") as refusal:
        read(body, head, more="")
    assert "\n" not in str(refusal.value)


def test_a_document_that_speaks_of_errors_is_read(read: Read) -> None:
    body = "<h1>What to do where a page is not found</h1>" + f"<p>{LONG}</p>" * 10
    assert read(body).title == "What to do where a page is not found"


@pytest.mark.parametrize("body", ["", "<script>load()</script>", "<p>Loading</p>"])
def test_a_page_with_almost_no_text_is_refused(read: Read, body: str) -> None:
    with pytest.raises(NoTextError, match=r"^page\.html: the page holds (almost no text|nothing)"):
        read(body, more="")


def test_a_page_nested_too_deep_is_refused_and_never_read_in_part(read: Read) -> None:
    with pytest.raises(UnreadableError, match=r"nested too deep"):
        read(f"<p>{LONG}</p>" + "<div>" * 5000 + "lost" + "</div>" * 5000)


def test_an_entity_of_its_own_is_not_resolved(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname">]><html><p>{LONG} &a;</p></html>')
    assert any(LONG in p.text and "&a;" in p.text for p in read_html(path, SHA).paragraphs)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(TEXTS, min_size=1, max_size=5))
def test_paragraphs_written_as_html_are_read_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    written = [" ".join(f"Zebra {text} end".split()) for text in words]
    path = tmp_path_factory.mktemp("html") / "page.html"
    body = "".join(f"<p>{escape(text)}</p>" for text in written)
    path.write_text(f"<html><head><meta charset=utf-8></head><body>{body}<p>{LONG}</p></body></html>", encoding="utf-8")
    assert [p.text for p in read_html(path, SHA).paragraphs] == [*written, LONG]


SOUP = (
    "<ol> </ol> <ul> <li> </li> <table> <tr> <td|rowspan=3> <td|colspan=2> </table> <p> </p> <h2> </h2> <b> </b> <br> "
    "<div|hidden> </div> <main> </main> word 1.| <sup><a|href='#fn1'>1</a></sup> <li|id=fn1> <!-- --> <![if|x]> "
    "&bogus; <form>"
)


@settings(max_examples=100, deadline=None)
@given(tokens=st.lists(st.sampled_from([token.replace("|", " ") for token in SOUP.split()]), max_size=40))
def test_tag_soup_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, tokens: list[str]
) -> None:
    path = tmp_path_factory.mktemp("soup") / "page.html"
    path.write_text(f"<html><body><p>{LONG}</p>{''.join(tokens)}</body></html>")
    try:
        found = read_html(path, SHA)
    except ClausemapError:
        return
    assert all(isinstance(p, Paragraph) for p in found.paragraphs)
    widths = [{len(row.cells) for row in table.rows} for table in found.tables]
    assert all(len(width) == 1 for width in widths)


def test_the_page_is_laid_out_as_headings_paragraphs_and_items(read: Read) -> None:
    document = compose(read("<h1>Notice</h1><p><b>What to do</b></p><p>The council must:</p><ul><li>plan;</ul>"))
    assert [block.kind for block in document.blocks] == ["heading", "heading", "paragraph", "list_item", "paragraph"]
