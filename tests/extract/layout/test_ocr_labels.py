"""List labels that an engine misread, mended by their sequence."""

from __future__ import annotations

import pytest

from extract.document import Word
from extract.layout.lines import Line
from extract.layout.ocr_labels import with_mended_labels


def lines_of(*labelled: tuple[str, float]) -> list[Line]:
    """One line for each label, at its indent."""
    return [
        Line(1, [Word(label, 1, (x, 80 + 14 * n, x + 8, 90 + 14 * n), 90.0 + 14 * n, size=11.0),
                 Word("text", 1, (x + 24, 80 + 14 * n, x + 50, 90 + 14 * n), 90.0 + 14 * n, size=11.0)])
        for n, (label, x) in enumerate(labelled)
    ]  # fmt: skip


def labels(*labelled: tuple[str, float], pages: tuple[int, ...] = (1,)) -> list[str]:
    return [line.words[0].text for line in with_mended_labels(lines_of(*labelled), pages)]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("9. 10. 11. 12.", "9. 1O. ll. l2."),
        ("1. 2. 3.", "l. 2, 3;"),
        ("a. b. c. d.", "a. b. C. d."),
        ("(a) (b) (c)", "(a) (b) (C)"),
        ("a. b. c. d.", "a. b. ce. d."),
        ("g. h. i. j.", "g. h. l. j."),
        ("(i) (ii) (iii)", "(l) (ll) (lll)"),
        ("a. b. c.", "a. ?. C."),
        ("1. 2. 3.", "1. ?. 3."),
    ],
)
def test_a_misread_label_is_what_its_list_calls_for(printed: str, read: str) -> None:
    assert labels(*((label, 84.0) for label in read.split())) == printed.split()


def test_lists_at_two_indents_count_for_themselves() -> None:
    read = [("1.", 84.0), ("a.", 120.0), ("b.", 120.0), ("Z.", 84.0), ("a.", 120.0), ("b.", 120.0), ("C.", 120.0)]
    assert labels(*read) == ["1.", "a.", "b.", "2.", "a.", "b.", "c."]


def test_an_unread_label_without_a_list_is_a_bullet() -> None:
    assert labels(("?.", 84.0)) == ["•"]


@pytest.mark.parametrize("word", ["Mr.", "care.", "2014.", "10:", "No."])
def test_a_word_that_begins_a_line_is_no_label(word: str) -> None:
    assert labels(("1.", 84.0), (word, 108.0), ("2.", 84.0)) == ["1.", word, "2."]


def test_pages_with_a_text_layer_are_left_as_they_are() -> None:
    assert labels(("1.", 84.0), ("Z.", 84.0), pages=()) == ["1.", "Z."]
