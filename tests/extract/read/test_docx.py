"""Word documents made with python-docx and read back: labels, merges, notes, boxes, changes, and what is refused."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Paragraph, Reading
from extract.errors import NoTextError, UnreadableError
from extract.read.docx import read_docx

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
WORDS = st.lists(
    st.text(
        st.characters(
            blacklist_categories=("Cs", "Cc", "Cn", "Co", "Cf", "Zs", "Zl", "Zp"), blacklist_characters="\u2011"
        ),
        min_size=1,
        max_size=12,
    ),
    min_size=1,
    max_size=8,
).map(lambda words: "Zebra " + " ".join(words))

PARTS = ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "docProps/core.xml"]
SPOILS = ["", "<", "&", "x", "</w:p>", "\x01"]

Write = Callable[[Any], Reading]


@pytest.fixture
def reading(tmp_path: Path) -> Write:
    """Save a python-docx document and read it back."""

    def save_and_read(document: Any) -> Reading:
        path = tmp_path / "made.docx"
        document.save(path)
        return read_docx(path, "0" * 64)

    return save_and_read


def add_xml(document: Any, xml: str) -> Any:
    element = parse_xml(xml.replace(">", f" {NAMESPACES}>", 1))
    document.element.body.insert(len(document.element.body) - 1, element)
    return element


def only(reading: Reading) -> Paragraph:
    assert len(reading.paragraphs) == 1
    return reading.paragraphs[0]


def test_headings_have_the_level_of_their_style_and_the_title_names_the_document(reading: Write) -> None:
    document = docx.Document()
    document.add_heading("A plan for better homes", 0)
    document.add_heading("What we found", 1)
    document.add_heading("In the first year", 2)
    document.add_paragraph("Too few homes were ready.")
    read = reading(document)
    assert [p.heading_level for p in read.paragraphs] == [1, 1, 2, None]
    assert read.title == "A plan for better homes"


def test_list_items_have_the_labels_that_word_shows(reading: Write) -> None:
    document = docx.Document()
    for style, text in [
        ("List Number", "Write the plan"),
        ("List Number", "Share the plan"),
        ("List Bullet", "with every school"),
    ]:
        document.add_paragraph(text, style=style)
    read = reading(document)
    assert [(p.label, p.text) for p in read.paragraphs] == [
        ("1.", "Write the plan"),
        ("2.", "Share the plan"),
        ("-", "with every school"),
    ]
    assert [p.level for p in read.paragraphs] == [0, 0, 1]


@pytest.mark.parametrize(
    ("typed", "label", "text"),
    [
        ("1.\tThe council must act.", "1.", "The council must act."),
        ("a) visit every child", "a)", "visit every child"),
        ("(ii) write it down", "(ii)", "write it down"),
        ("• see children alone", "-", "see children alone"),
        ("2014 was a hard year.", None, "2014 was a hard year."),
    ],
)
def test_a_label_that_was_typed_in_is_taken_out_of_the_text(
    reading: Write, typed: str, label: str | None, text: str
) -> None:
    document = docx.Document()
    document.add_paragraph(typed)
    found = only(reading(document))
    assert (found.label, found.text) == (label, text)


def test_bold_ranges_cover_the_bold_characters_and_move_with_a_label_taken_out(reading: Write) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("3. ")
    paragraph.add_run("Adoption.").bold = True
    paragraph.add_run(" Find families sooner.")
    found = only(reading(document))
    assert [found.text[a:b] for a, b in found.bold] == ["Adoption."]


def test_bold_of_a_style_counts_unless_the_run_says_otherwise(reading: Write) -> None:
    document = docx.Document()
    style = document.styles.add_style("Loud", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.font.bold = True
    paragraph = document.add_paragraph("Every word ", style="Loud")
    paragraph.add_run("but these").bold = False
    found = only(reading(document))
    assert [found.text[a:b].strip() for a, b in found.bold] == ["Every word"]


def add_footnote_part(document: Any, notes: dict[int, str]) -> None:
    body = "".join(
        f'<w:footnote w:id="{key}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>' for key, text in notes.items()
    )
    separator = '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>'
    blob = f"<w:footnotes {NAMESPACES}>{separator}{body}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def add_mark(paragraph: Any, key: int) -> None:
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), str(key))
    paragraph.add_run()._r.append(mark)


def test_a_footnote_stands_beside_its_paragraph_and_as_one_of_its_own(reading: Write) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Follow the guidance")
    add_mark(paragraph, 7)
    paragraph.add_run(" at every visit.")
    add_footnote_part(document, {7: "Guidance on visits, second edition."})
    text, note = reading(document).paragraphs
    assert text.text == "Follow the guidance at every visit."
    assert text.footnotes == ("Guidance on visits, second edition.",)
    assert (note.style, note.label, note.text) == ("footnote", "1", "Guidance on visits, second edition.")


def test_merged_cells_stand_once_with_their_spans(reading: Write) -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for r in range(3):
        for c in range(3):
            table.cell(r, c).text = f"{r}{c}"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "wide"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "tall"
    rows = reading(document).tables[0].rows
    assert [[c.text for c in row.cells] for row in rows] == [["00", "wide", ""], ["tall", "11", "12"], ["", "21", "22"]]
    assert (rows[0].cells[1].column_span, rows[1].cells[0].row_span) == (2, 2)
    assert [c.merged for c in rows[0].cells] == [False, False, True]
    assert [c.merged for c in rows[2].cells] == [True, False, False]


def test_rows_are_as_long_as_the_grid_where_columns_are_left_out(reading: Write) -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(0, 2).text = "a", "b", "c"
    row = table.rows[1]._tr
    row.remove(row.tc_lst[0])
    row.insert(0, parse_xml(f'<w:trPr {NAMESPACES}><w:gridBefore w:val="1"/></w:trPr>'))
    table.rows[1].cells[-1].text = "z"
    rows = reading(document).tables[0].rows
    assert [c.text for c in rows[1].cells] == ["", "", "z"]


def shade(cell: Any, fill: str) -> None:
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {NAMESPACES} w:val="clear" w:fill="{fill}"/>'))


def test_the_fill_of_a_cell_is_kept_and_an_automatic_one_is_none(reading: Write) -> None:
    document = docx.Document()
    table = document.add_table(1, 3)
    table.cell(0, 0).text = "status"
    shade(table.cell(0, 1), "92d050")
    shade(table.cell(0, 2), "auto")
    assert [c.fill for c in reading(document).tables[0].rows[0].cells] == [None, "92D050", None]


def test_the_ink_of_a_sign_without_letters_is_as_good_as_a_fill(reading: Write) -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    for cell, text in zip(table.rows[0].cells, ("●", "late"), strict=True):
        cell.paragraphs[0].add_run(text).font.color.rgb = docx.shared.RGBColor(0xFF, 0, 0)
    assert [c.fill for c in reading(document).tables[0].rows[0].cells] == ["FF0000", None]


def test_cells_keep_their_lines_with_labels_and_know_whether_they_are_bold(reading: Write) -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).paragraphs[0].add_run("Who leads").bold = True
    table.cell(0, 1).text = "Two things:"
    table.cell(0, 1).add_paragraph("train", style="List Bullet")
    table.cell(0, 1).add_paragraph("hire", style="List Bullet")
    head, cell = reading(document).tables[0].rows[0].cells
    assert (head.bold, cell.bold) == (True, False)
    assert cell.text == "Two things:\n- train\n- hire"


def test_a_table_of_single_cells_is_a_frame_around_paragraphs(reading: Write) -> None:
    document = docx.Document()
    frame = document.add_table(1, 1)
    frame.cell(0, 0).text = "The council must act on all of this."
    read = reading(document)
    assert not read.tables
    assert "The council must act on all of this." in [p.text for p in read.paragraphs]


def test_a_nested_table_is_part_of_its_cell(reading: Write) -> None:
    document = docx.Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "outer"
    outer.cell(0, 1).add_table(1, 2).cell(0, 1).text = "inner"
    assert "inner" in reading(document).tables[0].rows[0].cells[1].text


def test_a_text_box_is_read_once_though_it_is_written_twice(reading: Write) -> None:
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed words</w:t></w:r></w:p></w:txbxContent>"
    add_xml(
        document,
        "<w:p><w:r><w:t>Before</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    assert [p.text for p in reading(document).paragraphs] == ["Before", "Boxed words"]


def test_content_controls_are_read_and_their_placeholders_are_not(reading: Write) -> None:
    document = docx.Document()
    add_xml(
        document,
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Kept block. </w:t></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>Kept run. </w:t></w:r></w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt>"
        "</w:p></w:sdtContent></w:sdt>",
    )
    assert only(reading(document)).text == "Kept block. Kept run."


def test_tracked_changes_are_read_as_accepted_and_said(reading: Write) -> None:
    document = docx.Document()
    add_xml(
        document,
        '<w:p><w:r><w:t xml:space="preserve">Visit within </w:t></w:r>'
        "<w:del><w:r><w:delText>ten</w:delText></w:r></w:del><w:ins><w:r><w:t>five</w:t></w:r></w:ins>"
        '<w:r><w:t xml:space="preserve"> days.</w:t></w:r></w:p>',
    )
    read = reading(document)
    assert only(read).text == "Visit within five days."
    assert [w.code for w in read.warnings] == ["tracked_changes"]


def test_a_row_whose_deletion_is_tracked_is_gone(reading: Write) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 0).text = "stays", "goes"
    table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
    read = reading(document)
    assert [row.cells[0].text for row in read.tables[0].rows] == ["stays"]
    assert [w.code for w in read.warnings] == ["tracked_changes"]


def test_hidden_text_and_the_contents_are_left_out_and_said(reading: Write) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Seen")
    hidden = paragraph.add_run(" unseen")
    hidden.font.hidden = True
    document.styles.add_style("toc 1", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("What we found\t3", style="toc 1")
    read = reading(document)
    assert [p.text for p in read.paragraphs] == ["Seen"]
    assert [w.code for w in read.warnings] == ["hidden_text", "contents_list"]


def test_field_codes_are_not_shown_and_their_results_are(reading: Write) -> None:
    document = docx.Document()
    add_xml(
        document,
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1 May 2030</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    )
    assert only(reading(document)).text == "1 May 2030"


def with_numbering(document: Any, levels: str, nums: str = "", styles: str = "") -> None:
    """Exchange the numbering of a document for one abstract list of these levels, and further lists on it."""
    root = document.part.numbering_part.element
    for element in list(root):
        root.remove(element)
    lists = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}'
    made = f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}</w:numbering>'
    for element in parse_xml(made):
        root.append(element)
    for element in parse_xml(f"<w:styles {NAMESPACES}>{styles}</w:styles>"):
        document.styles.element.append(element)


def level(at: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    inside = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}">{inside}</w:lvl>'


def listed(text: str, num: int | None = 1, at: int = 0, style: str = "", mark: str = "") -> str:
    own = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>' if num is not None else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{own}<w:rPr>{mark}</w:rPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


LEVELS = level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1.%2") + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
RESTART = (
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    '</w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    f"{level(0, 'upperRoman', '%1)', start=4)}</w:lvlOverride></w:num>"
)


def labels(read: Reading) -> list[str | None]:
    return [p.label for p in read.paragraphs]


def test_labels_of_several_levels_count_as_word_counts_them(reading: Write) -> None:
    document = docx.Document()
    with_numbering(document, LEVELS)
    for at in (0, 1, 1, 2, 0, 1):
        add_xml(document, listed("x", at=at))
    assert labels(reading(document)) == ["1.", "1.a", "1.b", "1.2.1", "2.", "2.a"]


def test_a_list_may_begin_anew_or_look_otherwise_by_its_override(reading: Write) -> None:
    document = docx.Document()
    with_numbering(document, LEVELS, RESTART)
    for num in (1, 1, 2, 2, 0, 2):
        add_xml(document, listed("x", num))
    assert labels(reading(document)) == ["1.", "2.", "1.", "2.", None, "3."]
    document = docx.Document()
    with_numbering(document, LEVELS, RESTART)
    for num in (3, 3):
        add_xml(document, listed("x", num))
    assert labels(reading(document)) == ["IV)", "V)"]


def test_a_style_gives_the_list_and_one_based_on_it_a_deeper_level(reading: Write) -> None:
    document = docx.Document()
    styles = (
        '<w:style w:type="paragraph" w:styleId="Req"><w:name w:val="Req"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Sub">'
        '<w:name w:val="Sub"/><w:basedOn w:val="Req"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Tied"><w:name w:val="Tied"/><w:basedOn w:val="Req"/></w:style>'
    )
    levels = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)", '<w:pStyle w:val="Tied"/>')
    with_numbering(document, levels, styles=styles)
    for style, num in (("Req", None), ("Sub", None), ("Tied", None), ("Req", 0), ("Req", None)):
        add_xml(document, listed("x", num, style=style))
    assert labels(reading(document)) == ["1.", "(a)", "(b)", None, "2."]


@pytest.mark.parametrize("mark", ['<w:del w:id="1" w:author="x"/>', "<w:vanish/><w:specVanish/>"])
def test_a_paragraph_whose_mark_is_gone_goes_on_in_the_next_and_counts_no_number(reading: Write, mark: str) -> None:
    document = docx.Document()
    with_numbering(document, LEVELS)
    for text, own in (("Plan.", ""), ("Report ", mark), ("soon.", "")):
        add_xml(document, listed(text, mark=own).replace("<w:t>", '<w:t xml:space="preserve">'))
    found = reading(document)
    assert [(p.label, p.text) for p in found.paragraphs] == [("1.", "Plan."), ("2.", "Report soon.")]


def test_what_a_gone_mark_hands_on_stays_before_a_table(reading: Write) -> None:
    document = docx.Document()
    add_xml(document, listed("Left over", None, mark='<w:del w:id="1"/>'))
    document.add_table(1, 2).rows[0].cells[0].text = "Action"
    found = reading(document)
    assert [p.text for p in found.paragraphs] == ["Left over", ""]
    assert found.tables[0].rows[0].cells[0].text == "Action"


def test_rows_and_cells_put_in_or_taken_out_are_told(reading: Write) -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {number}"
    table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:ins"))
    table.rows[0].cells[1]._tc.get_or_add_tcPr().append(OxmlElement("w:cellDel"))
    table.rows[1].cells[1]._tc.get_or_add_tcPr().append(OxmlElement("w:cellDel"))
    found = reading(document)
    assert [[c.text for c in row.cells] for row in found.tables[0].rows] == [["cell 0", "cell 2"], ["cell 3", "cell 5"]]
    assert [w.code for w in found.warnings] == ["tracked_changes"]


def test_a_box_in_a_cell_is_read_once_though_it_is_written_twice(reading: Write) -> None:
    document = docx.Document()
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Action", "Lead"
    box = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
    both = (
        f'<w:p {NAMESPACES}><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    cells[0]._tc.append(parse_xml(both))
    assert [c.text for c in reading(document).tables[0].rows[0].cells] == ["Action\nboxed", "Lead"]


def test_text_that_its_style_hides_is_left_out_and_told(reading: Write) -> None:
    document = docx.Document()
    style = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="H"/><w:rPr><w:vanish/></w:rPr></w:style>'
    with_numbering(document, LEVELS, styles=style)
    add_xml(document, listed("secret", None, style="H"))
    add_xml(document, listed("open", None))
    found = reading(document)
    assert [p.text for p in found.paragraphs] == ["open"]
    assert [w.code for w in found.warnings] == ["hidden_text"]


def test_a_field_within_the_code_of_a_field_is_not_shown(reading: Write) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code, shown = "<w:r><w:instrText>IF</w:instrText></w:r>", "<w:r><w:t>{}</w:t></w:r>"
    inner = mark("begin") + code + mark("separate") + shown.format("inner") + mark("end")
    document = docx.Document()
    outer = mark("begin") + code + inner + mark("separate") + shown.format("result") + mark("end")
    add_xml(document, f"<w:p>{outer}{shown.format(' after')}</w:p>")
    assert only(reading(document)).text == "result after"


def test_signs_of_symbol_fonts_and_soft_hyphens_are_read_as_they_show(reading: Write) -> None:
    document = docx.Document()
    add_xml(
        document,
        "<w:p><w:r><w:t>co</w:t><w:softHyphen/><w:t>op so\u00adft a\u2011b </w:t>"
        '<w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F0B3"/>'
        '<w:sym w:font="Other" w:char="F041"/></w:r></w:p>',
    )
    assert only(reading(document)).text == "coop soft a-b ✓≥\uf041"


def test_comments_and_other_files_are_left_out_and_told(reading: Write) -> None:
    document = docx.Document()
    add_xml(document, '<w:p><w:r><w:t>open</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>')
    document.element.body.insert(0, OxmlElement("w:altChunk"))
    assert [w.code for w in reading(document).warnings] == ["comments", "other_file"]


def test_breaks_and_hard_spaces_are_plain_spaces_and_hard_hyphens_hyphens(reading: Write) -> None:
    document = docx.Document()
    add_xml(
        document,
        "<w:p><w:r><w:t>one</w:t><w:br/><w:t>two\u00a0three</w:t><w:tab/><w:t>multi</w:t><w:noBreakHyphen/>"
        "<w:t>agency</w:t></w:r></w:p>",
    )
    assert only(reading(document)).text == "one two three multi-agency"


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(WORDS, min_size=1, max_size=6), size=st.integers(6, 40))
def test_paragraphs_written_by_word_are_read_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], size: int
) -> None:
    document = docx.Document()
    for text in texts:
        document.add_paragraph().add_run(text).font.size = Pt(size)
    path = tmp_path_factory.mktemp("docx") / "made.docx"
    document.save(path)
    assert [p.text for p in read_docx(path, "0" * 64).paragraphs] == texts


@settings(max_examples=20, deadline=None)
@given(cells=st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
def test_tables_written_by_word_are_read_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str]]
) -> None:
    document = docx.Document()
    table = document.add_table(len(cells), 2)
    for row, texts in zip(table.rows, cells, strict=True):
        row.cells[0].text, row.cells[1].text = texts
    path = tmp_path_factory.mktemp("docx") / "made.docx"
    document.save(path)
    rows = read_docx(path, "0" * 64).tables[0].rows
    assert [tuple(c.text for c in row.cells) for row in rows] == cells


def test_a_document_without_text_is_refused_with_one_sentence(reading: Write) -> None:
    with pytest.raises(NoTextError, match=r"made\.docx: the document holds no text"):
        reading(docx.Document())


@pytest.mark.parametrize("content", [b"PK\x03\x04 and no more", b"plain words"])
def test_a_file_that_is_no_package_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match=r"broken\.docx: this is not a whole Word file"):
        read_docx(path, "0" * 64)


def test_a_package_with_broken_xml_is_refused(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.docx", tmp_path / "bad.docx"
    docx.Document().save(good)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<w:document" if name == "word/document.xml" else source.read(name))
    with pytest.raises(UnreadableError, match=r"bad\.docx: the file is damaged"):
        read_docx(bad, "0" * 64)


@settings(max_examples=25, deadline=None)
@given(part=st.sampled_from(PARTS), share=st.floats(0, 1), put=st.sampled_from(SPOILS), cut=st.integers(0, 60))
def test_a_part_spoilt_anywhere_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, part: str, share: float, put: str, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("docx")
    document = docx.Document()
    document.add_paragraph("Some words", style="List Bullet")
    document.add_table(1, 2).cell(0, 0).text = "a cell"
    document.save(str(folder / "good.docx"))
    with zipfile.ZipFile(folder / "good.docx") as source, zipfile.ZipFile(folder / "bad.docx", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            at = int(share * len(content))
            target.writestr(name, content[:at] + put.encode() + content[at + cut :] if name == part else content)
    try:
        assert read_docx(folder / "bad.docx", "0" * 64).media == "docx"
    except UnreadableError as refusal:
        assert str(refusal).startswith("bad.docx: ")


def test_a_package_that_unpacks_to_almost_nothing_but_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (60 << 20))
    assert path.stat().st_size < 1 << 20
    with pytest.raises(UnreadableError, match=r"bomb\.docx: its part word/document\.xml unpacks to"):
        read_docx(path, "0" * 64)


def test_a_protected_document_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "locked.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(UnreadableError, match=r"locked\.docx: the file is protected by a password"):
        read_docx(path, "0" * 64)


@pytest.mark.real
def test_every_real_word_document_is_read_with_text_and_lists(shared: Path) -> None:
    for path in sorted((shared / "documents").rglob("*.docx")):
        read = read_docx(path, hashlib.sha256(path.read_bytes()).hexdigest())
        assert len(read.paragraphs) > 10, path.name
        assert not [p.text for p in read.paragraphs if p.text != p.text.strip()], path.name
