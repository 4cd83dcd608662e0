"""Plain text and Markdown read as paragraphs: wrapped lines joined, labels, headings, emphasis, notes and tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Reading
from extract.errors import NoTextError
from extract.read.text import read_text

Write = Callable[[str], Reading]


@pytest.fixture
def reading(tmp_path: Path) -> Write:
    def write_and_read(text: str) -> Reading:
        path = tmp_path / "made.md"
        path.write_text(text, encoding="utf-8")
        return read_text(path, "0" * 64)

    return write_and_read


def test_wrapped_lines_are_one_paragraph_and_blank_lines_part_them(reading: Write) -> None:
    read = reading(
        "The council must make sure that every child who is\nlooked after is seen alone by a worker.\n\n"
        "It must write this down."
    )
    assert [p.text for p in read.paragraphs] == [
        "The council must make sure that every child who is looked after is seen alone by a worker.",
        "It must write this down.",
    ]


def test_headings_have_the_level_of_their_hashes(reading: Write) -> None:
    read = reading("# Notice\n\nSome words that go on for a while here.\n\n### Adoption\n")
    assert [(p.text, p.heading_level) for p in read.paragraphs] == [
        ("Notice", 1),
        ("Some words that go on for a while here.", None),
        ("Adoption", 3),
    ]


def test_labels_are_taken_out_and_nest(reading: Write) -> None:
    read = reading("1. The council must:\n\n   a. visit children;\n\n   b. write it down.\n\n2. It must report.\n")
    assert [(p.label, p.level, p.text) for p in read.paragraphs] == [
        ("1.", 0, "The council must:"),
        ("a.", 1, "visit children;"),
        ("b.", 1, "write it down."),
        ("2.", 0, "It must report."),
    ]


def test_marks_of_emphasis_go_and_bold_is_kept_as_a_range(reading: Write) -> None:
    (paragraph,) = reading("**Adoption.** Find families *much* sooner than before.").paragraphs
    assert paragraph.text == "Adoption. Find families much sooner than before."
    assert [paragraph.text[a:b] for a, b in paragraph.bold] == ["Adoption."]


def test_a_footnote_mark_goes_and_its_note_stands_beside_the_text(reading: Write) -> None:
    text, note = reading("Follow the guide[^1] at each visit.\n\n[^1]: Guide to visits, second edition.").paragraphs
    assert text.text == "Follow the guide at each visit."
    assert text.footnotes == ("Guide to visits, second edition.",)
    assert (note.style, note.label) == ("footnote", "1")


def test_a_pipe_table_is_a_table(reading: Write) -> None:
    read = reading("| Action | Lead |\n|---|---|\n| Hire two workers | Ann |\n")
    assert [[c.text for c in row.cells] for row in read.tables[0].rows] == [
        ["Action", "Lead"],
        ["Hire two workers", "Ann"],
    ]


def test_old_encodings_and_line_ends_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("The council\u2019s plan for the whole of next year\r\nis ready.".encode("cp1252"))
    assert [p.text for p in read_text(path, "0" * 64).paragraphs] == [
        "The council\u2019s plan for the whole of next year is ready."
    ]


def test_a_file_of_blank_lines_is_refused(reading: Write) -> None:
    with pytest.raises(NoTextError, match=r"made\.md: the file holds nothing but blank lines"):
        reading(" \n\n\t\n")


@settings(max_examples=40, deadline=None)
@given(
    paragraphs=st.lists(st.from_regex(r"Zebra( [a-z]{1,9}){0,12}\.", fullmatch=True), min_size=1, max_size=6),
)
def test_plain_paragraphs_are_read_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, paragraphs: list[str]
) -> None:
    path = tmp_path_factory.mktemp("text") / "made.txt"
    path.write_text("\n\n".join(paragraphs), encoding="utf-8")
    assert [p.text for p in read_text(path, "0" * 64).paragraphs] == paragraphs


def test_an_underlined_line_is_a_heading_and_a_rule_under_a_sentence_is_not(reading: Write) -> None:
    read = reading("Notice\n======\n\nWhy we act\n---\n\nThe council must act.\n---\n\n1. Plan\n---\n")
    assert [(p.text, p.heading_level, p.label) for p in read.paragraphs] == [
        ("Notice", 1, None), ("Why we act", 2, None), ("The council must act.", None, None), ("Plan", None, "1."),
    ]  # fmt: skip


def test_what_markdown_holds_beside_its_text_is_taken_out(reading: Write) -> None:
    read = reading(
        "---\ntitle: A notice\ndate: 2014-03-01\n---\n\n![crest](crest.png)\n\nSee [the Act][act] &amp; [this][] or "
        "[that][no].\n\n<!-- not\nshown -->\n\n<div class='x'>Plain <b>words</b><br>here</div>\n\n> quoted words\n\n"
        "```\ncode stays\n```\n\n[act]: https://example.org 'Title'\n[this]: https://example.org\n"
    )
    assert [p.text for p in read.paragraphs] == [
        "See the Act & this or [that][no].", "Plain words here", "quoted words", "code stays",
    ]  # fmt: skip
    assert read.paragraphs[1].bold == ((6, 11),)
    assert read.title == "A notice"


def test_a_plus_is_a_bullet_and_an_escaped_bar_parts_no_cells(reading: Write) -> None:
    read = reading("+ plan\n+ report\n\n| A | B |\n|---|---|\n| a \\| b | c |\n")
    assert [p.label for p in read.paragraphs[:2]] == ["-", "-"]
    assert [[cell.text for cell in row.cells] for row in read.tables[0].rows] == [["A", "B"], ["a | b", "c"]]


def test_tags_and_entities_of_a_plain_text_are_text(tmp_path: Path) -> None:
    path = tmp_path / "made.txt"
    path.write_text("The form <b>must</b> say &amp; show [a][b] of the plan that the council has made.")
    assert "<b>must</b> say &amp; show [a][b]" in read_text(path, "0" * 64).paragraphs[0].text


def test_a_text_in_utf_16_is_read_by_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "made.txt"
    path.write_bytes("The council’s plan".encode("utf-16"))
    assert [p.text for p in read_text(path, "0" * 64).paragraphs] == ["The council’s plan"]
