"""Pictures of pages into words. The scans are made here: printed by reportlab, drawn by PDFium, turned, bound again."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.document import Document, Reading, Word
from extract.errors import NoTextError, UnreadableError
from extract.layout import compose
from extract.read import child, ocr, ocr_tesseract, read
from extract.read.ocr_rows import Seen
from extract.read.ocr_words import placed
from extract.read.scan import DPI, Scan, scan_of, straightened
from extract.read.scanned import PageText, with_recognised

HEAD = "Improvement Notice"
TITLE = "Placement and permanence"
OPENING = "The council must put its placement service in order by:"
ITEMS = (
    ("visiting every new carer within nine days and writing down", "what was seen in the home;"),
    ("asking the panel to look again at each plan that has drifted", "for more than two terms; and"),
    ("telling the board each quarter how many moves were made.",),
)
CLOSING = "A progress letter goes to the minister before the summer."


def printed(path: Path, draw: Callable[[Canvas], None]) -> Path:
    """One A4 page with a text layer."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return path


def notice(canvas: Canvas) -> None:
    """A heading in bold, a numbered paragraph with three bullets in a hanging indent, and a paragraph with a note."""
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(72, 760, HEAD)
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(72, 725, TITLE)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 700, "1.")
    canvas.drawString(100, 700, OPENING)
    y = 675
    for item in ITEMS:
        canvas.drawString(119, y, "\u2022")
        for line in item:
            canvas.drawString(140, y, line)
            y -= 14
        y -= 8
    canvas.drawString(72, y - 6, "2.")
    canvas.drawString(100, y - 6, CLOSING)
    canvas.setFont("Helvetica", 7)
    canvas.drawString(100 + canvas.stringWidth(CLOSING, "Helvetica", 11), y - 1.5, "1")
    canvas.drawString(72, 94, "1")
    canvas.setFont("Helvetica", 11)
    canvas.drawString(78, 90, "See the guidance for letters of progress.")


def picture_of(path: Path, turned: float = 0.0, dpi: int = 200) -> Image.Image:
    """The first page as a grey picture, turned by so many degrees counter-clockwise."""
    pdf = pypdfium2.PdfDocument(path)
    image = pdf[0].render(scale=dpi / 72).to_pil().convert("L")
    pdf.close()
    return image.rotate(turned, Image.Resampling.BICUBIC, fillcolor=255) if turned else image


def scanned(path: Path, *pictures: Image.Image, dpi: int = 200) -> Path:
    """A PDF of nothing but pictures."""
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi)
    path.write_bytes(out.getvalue())
    return path


ENGINES = [
    pytest.param(
        "tesseract",
        marks=pytest.mark.skipif(not ocr_tesseract.installed(), reason="tesseract with English is not installed"),
    ),
    "rapidocr",
]
TURNED = 1.2


@pytest.fixture(scope="session")
def born(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed(tmp_path_factory.mktemp("born") / "notice.pdf", notice)


@pytest.fixture(scope="session")
def turned(born: Path) -> Scan:
    found = straightened(picture_of(born, TURNED), DPI / 72)
    assert found is not None
    return found


@pytest.fixture(scope="session", params=ENGINES)
def page(request: pytest.FixtureRequest, turned: Scan) -> PageText:
    """The turned page as each engine reads it; read once."""
    return ocr.recognised(turned, 1, request.param)


def document_of(page: PageText) -> Document:
    reading = Reading(file="notice.pdf", sha256="0" * 64, media="pdf", page_sizes=((595.0, 842.0),), warnings=())
    asked = reading.model_copy(update={"warnings": child_warnings(1)})
    return compose(with_recognised(asked, lambda number: page))


def child_warnings(pages: int) -> tuple[child.Warning, ...]:
    return tuple(child.Warning(page=n, code="no_text", message=f"Page {n} holds no text.") for n in range(1, pages + 1))


def texts(document: Document, kind: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == kind]


# The picture --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("degrees", [-3.3, -0.7, 0.35, 1.5, 4.0])
def test_a_turned_page_is_turned_back_to_a_tenth_of_a_degree(born: Path, degrees: float) -> None:
    scan = straightened(picture_of(born, degrees), DPI / 72)
    assert scan is not None
    assert scan.skew == pytest.approx(-degrees, abs=0.1)


def test_a_page_without_ink_has_no_scan() -> None:
    assert straightened(Image.new("L", (800, 1100), 236), DPI / 72) is None


def test_a_page_as_large_as_a_wall_is_drawn_smaller(tmp_path: Path) -> None:
    path = tmp_path / "wall.pdf"
    canvas = Canvas(str(path), pagesize=(14_000, 14_000))
    canvas.setFont("Helvetica", 900)
    canvas.drawString(1000, 7000, "Very large")
    canvas.save()
    pdf = pypdfium2.PdfDocument(path)
    scan = scan_of(pdf[0])
    pdf.close()
    assert scan is not None
    assert scan.grey.size <= 12_100_000


# The words ----------------------------------------------------------------------------------------------------------


def test_every_printed_word_is_read(page: PageText) -> None:
    read_words = " ".join(word.text for word in page.words)
    for sentence in (HEAD, TITLE, OPENING, *(line for item in ITEMS for line in item), CLOSING[:-1]):
        assert sentence in read_words
    assert page.confidence > 0.8


def test_words_stand_where_they_were_printed(page: PageText) -> None:
    places = {word.text: word for word in page.words}
    first = next(word for word in page.words if word.text == "visiting")
    assert first.box[0] == pytest.approx(140, abs=9)  # turning moves what is far from the middle of the page
    assert places["minister"].page == 1
    assert places["minister"].baseline > places["visiting"].baseline


def test_words_of_one_line_share_their_baseline(page: PageText) -> None:
    line = [word for word in page.words if word.text in ("visiting", "carer", "within", "writing")]
    assert len({word.baseline for word in line}) == 1


def test_bold_is_told_by_the_strokes(page: PageText) -> None:
    bold = [word.text for word in page.words if word.bold]
    assert set(bold) == {*HEAD.split(), *TITLE.split()}


def test_the_body_has_one_size_and_the_title_a_larger_one(page: PageText) -> None:
    document = document_of(page)
    sizes = {document.text[b.start : b.end]: b.size for b in document.blocks}
    assert sizes[HEAD] > 1.3 * sizes[OPENING]
    assert {b.size for b in document.blocks if b.kind == "list_item"} == {sizes[OPENING]}


# The layout ---------------------------------------------------------------------------------------------------------


def test_the_scan_gives_the_blocks_of_the_printed_page(page: PageText, born: Path) -> None:
    scanned_page, printed_page = document_of(page), compose(read(born))
    for kind in ("heading", "list_item", "paragraph", "footnote"):
        assert texts(scanned_page, kind) == texts(printed_page, kind)


def test_lost_bullets_are_items_again_under_their_paragraph(page: PageText) -> None:
    items = [(b.label, b.level) for b in document_of(page).blocks if b.kind == "list_item"]
    assert items == [("1.", 0), ("-", 1), ("-", 1), ("-", 1), ("2.", 0)]


def test_a_raised_number_leads_to_its_footnote(page: PageText) -> None:
    document = document_of(page)
    noted = [b for b in document.blocks if b.notes]
    assert [document.text[b.start : b.end] for b in noted] == [CLOSING]
    assert noted[0].notes == ("See the guidance for letters of progress.",)


# What engines get wrong ---------------------------------------------------------------------------------------------


def seen_at(text: str, x0: int, x1: int, line: str = "1") -> Seen:
    return Seen(text, (x0, 90, x1, 122), 0.9, line)


def bars(*edges: tuple[int, int]) -> Scan:
    """A picture with black bars for letters, 20 pixels high on the baseline 120."""
    grey = np.full((300, 900), 250, np.uint8)
    for x0, x1 in edges:
        grey[100:120, x0:x1] = 10
    return Scan(grey, DPI / 72, 0.0)


def test_words_run_together_are_parted_at_the_space_between_them() -> None:
    letters = [(x, x + 12) for x in (100, 116, 146, 162, 178, 210, 226, 250, 266)]
    found = placed([seen_at("nouse", 100, 190), seen_at("no", 210, 238), seen_at("no", 250, 278)], bars(*letters), 1)
    assert [word.text for word in found][:2] == ["no", "use"]


def test_a_word_without_ink_and_an_upright_rule_are_no_words() -> None:
    found = placed(
        [seen_at("nor", 100, 140), seen_at("ghost", 400, 440), seen_at("|", 600, 604)],
        bars((100, 112), (116, 128), (132, 140), (600, 604)),
        1,
    )
    assert [word.text for word in found] == ["nor"]


# The reading --------------------------------------------------------------------------------------------------------


def test_a_scanned_file_is_read_page_by_page_in_the_limited_child(born: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    blank = Image.new("L", (1653, 2339), 245)
    path = scanned(tmp_path / "two.pdf", picture_of(born, -0.8), blank)
    reading = read(path, lambda done, pages: told.append((done, pages)))
    assert told == [(1, 2), (2, 2)]
    assert reading.ocr_pages == (1,)
    assert [(w.page, w.code) for w in reading.warnings] == [(None, "ocr"), (2, "blank_page")]
    assert OPENING in compose(reading).text
    assert compose(reading).ocr_pages == (1,)


def test_a_page_with_a_text_layer_is_not_recognised(born: Path) -> None:
    told: list[tuple[int, int]] = []
    assert read(born, lambda done, pages: told.append((done, pages))).ocr_pages == ()
    assert told == []


def test_the_hidden_text_of_an_earlier_recognition_is_taken_for_the_words(born: Path, tmp_path: Path) -> None:
    path = tmp_path / "layered.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.drawImage(ImageReader(picture_of(born)), 0, 0, 595, 842)
    text = canvas.beginText(72, 700)
    text.setTextRenderMode(3)
    text.textLine("Words that lie behind the picture.")
    canvas.drawText(text)
    canvas.save()
    reading = read(path)
    shown = [word.text for word in reading.words if not word.hidden]
    assert shown == ["Words", "that", "lie", "behind", "the", "picture."]
    assert reading.ocr_pages == (1,)
    assert [(w.page, w.code) for w in reading.warnings] == [(1, "ocr_layer")]


def asked_for(pages: int, recognise: Callable[[int], PageText]) -> Reading:
    reading = Reading(
        file="scan.pdf", sha256="0" * 64, media="pdf", page_sizes=((595.0, 842.0),) * pages,
        warnings=child_warnings(pages),
    )  # fmt: skip
    return with_recognised(reading, recognise)


def some_text(number: int, confidence: float = 0.95) -> PageText:
    word = Word("Text", number, (72, 90, 95, 101), 100.0, size=11.0)
    return PageText(words=(word,), confidence=confidence, engine="tesseract")


def test_a_page_that_fails_keeps_its_warning_and_the_others_are_read() -> None:
    def recognise(number: int) -> PageText:
        if number == 2:
            raise UnreadableError("page 2: stopped")
        return some_text(number)

    reading = asked_for(3, recognise)
    assert [word.page for word in reading.words] == [1, 3]
    assert [w.page for w in reading.warnings if w.code == "no_text"] == [2]


def test_low_confidence_is_told_with_its_page_and_drops_no_word() -> None:
    reading = asked_for(2, lambda number: some_text(number, 0.5 if number == 2 else 0.9))
    assert [w.page for w in reading.warnings if w.code == "ocr_low_confidence"] == [2]
    assert len(reading.words) == 2


def test_without_any_engine_the_one_sentence_says_so() -> None:
    with pytest.raises(NoTextError, match=r"scan\.pdf: the 4 pages are pictures .* no program for text recognition"):
        asked_for(4, lambda number: PageText())


def test_a_file_of_blank_pages_says_that_they_are_blank() -> None:
    with pytest.raises(NoTextError, match="all 2 pages are blank"):
        asked_for(2, lambda number: PageText(blank=True))


def test_misread_footnote_numbers_go_up_by_one() -> None:
    def recognise(number: int) -> PageText:
        marks = [Word(text, 1, (72, 90, 75, 95), 95.0, "footnote mark", 7.0) for text in ("1", "?", "8", "4")]
        return some_text(1).model_copy(update={"words": (*some_text(1).words, *marks)})

    assert [word.text for word in asked_for(1, recognise).words[1:]] == ["1", "2", "3", "4"]
