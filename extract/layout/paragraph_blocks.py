"""Paragraphs of Word, Markdown and plain text into blocks: broken sentences joined, headings known by their looks."""

from __future__ import annotations

from extract.document import Paragraph, Reading
from extract.layout.draft import MAX_HEADING_WORDS, Draft, begins_small, ends_sentence

SHEETS = ("xlsx", "xls", "ods")
MIN_CUT_WORDS = 6  # fewer words before a line that begins small are a heading all the same
MAX_PLAIN_HEADING_WORDS = 16  # a heading without bold or style is a short line of its own


def paragraph_drafts(reading: Reading) -> list[Draft]:
    """The blocks of a reading that has paragraphs, in reading order.

    They are counted as they stand in the file: headings and tables too, each table as one; no footnotes, no blank ones.
    """
    drafts: list[Draft] = []
    number = 0
    paragraphs = [p for p in reading.paragraphs if p.text.strip() or p.table]
    for index, paragraph in enumerate(paragraphs):
        counted = paragraph.style != "footnote" and reading.media not in SHEETS
        number += counted
        before = next((d for d in reversed(drafts) if d.kind != "footnote"), None)
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if before and _goes_on(before, paragraph, following):
            _extend(before, paragraph)
        else:
            drafts.append(_draft(paragraph, plain=reading.media == "text"))
            drafts[-1].paragraph = number if counted else None
    return drafts


def _draft(paragraph: Paragraph, plain: bool) -> Draft:
    draft = Draft(
        "paragraph", text=paragraph.text.strip(), label=paragraph.label, level=paragraph.level, page=paragraph.page,
        bold=list(paragraph.bold), notes=list(paragraph.footnotes), table=paragraph.table,
    )  # fmt: skip
    if paragraph.table:
        draft.kind = "table"
        rows = (" | ".join(c.text for c in row.cells if c.text) for row in paragraph.table.rows)
        draft.text = "\n".join(row for row in rows if row)
    elif paragraph.style == "footnote":
        draft.kind, draft.mark, draft.label = "footnote", paragraph.label, None
    elif paragraph.heading_level is not None:
        draft.kind, draft.label, draft.size = "heading", None, 30.0 - paragraph.heading_level
    elif paragraph.label:
        draft.kind = "list_item"
    elif _looks_like_heading(paragraph, plain):
        draft.kind = "heading"
    return draft


def _looks_like_heading(paragraph: Paragraph, plain: bool) -> bool:
    """Bold from end to end and short; or, in plain text, a short line that ends no sentence."""
    text = paragraph.text.strip()
    count = len(text.split())
    if not text[:1].isalnum() or text.endswith((".", ";", ",")) or count > MAX_HEADING_WORDS:
        return False
    if sum(b - a for a, b in paragraph.bold) >= 0.9 * len(text):
        return True
    return plain and count <= MAX_PLAIN_HEADING_WORDS and not ends_sentence(text) and text[:1].isupper()


def _goes_on(before: Draft, paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether the paragraph is the rest of a sentence that a page end or a footnote cut in two."""
    if not _can_go_on(before) or paragraph.table or paragraph.style == "footnote":
        return False
    if ends_sentence(before.text) or not begins_small(paragraph.text) or paragraph.heading_level is not None:
        return False
    if paragraph.label is None:
        return True
    # A lone bullet in lower case after an open lettered item is the item's own second half.
    alone = following is None or following.label != "-"
    return paragraph.label == "-" and before.label not in (None, "-") and alone


def _can_go_on(before: Draft) -> bool:
    """Text, or a line that only looked like a heading because its sentence was cut short."""
    cut_short = before.kind == "heading" and not before.size and len(before.text.split()) >= MIN_CUT_WORDS
    return before.kind in ("paragraph", "list_item") or cut_short


def _extend(before: Draft, paragraph: Paragraph) -> None:
    if before.kind == "heading":
        before.kind = "paragraph"
    shift = len(before.text) + 1
    before.text = f"{before.text} {paragraph.text.strip()}"
    before.bold += [(a + shift, b + shift) for a, b in paragraph.bold]
    before.notes += paragraph.footnotes
