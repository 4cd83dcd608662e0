"""Blocks into one Document: the running text, and every word and block as an offset range into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.document import Block, Document, Reading, Word
from extract.layout.draft import Draft
from extract.layout.page_blocks import page_drafts
from extract.layout.paragraph_blocks import paragraph_drafts

_JOINED = re.compile(r"\w-$")


def compose(reading: Reading) -> Document:
    """The running text of a reading with its blocks, in reading order."""
    drafts = page_drafts(reading) if reading.media == "pdf" else paragraph_drafts(reading)
    _attach_notes(drafts)
    parts: list[str] = []
    words: list[Word] = []
    blocks: list[Block] = []
    at = 0
    for draft in drafts:
        text, placed = _joined(draft.words, at) if draft.words else (draft.text, [])
        bold = _bold_ranges(placed) if placed else [(at + a, at + b) for a, b in draft.bold]
        blocks.append(
            Block(
                kind=draft.kind, start=at, end=at + len(text), page=draft.page, paragraph=draft.paragraph,
                label=draft.label, level=draft.level, bold=tuple(bold), notes=tuple(draft.notes), size=draft.size,
                table=draft.table,
            )
        )  # fmt: skip
        parts.append(text)
        words += placed
        at += len(text) + 1
    return Document(
        file=reading.file, sha256=reading.sha256, media=reading.media, page_sizes=reading.page_sizes,
        text="\n".join(parts), words=tuple(words), blocks=tuple(blocks), tables=reading.tables, title=reading.title,
        ocr_pages=reading.ocr_pages, warnings=reading.warnings,
    )  # fmt: skip


def _attach_notes(drafts: Sequence[Draft]) -> None:
    """Give each block the texts of its footnotes: for each mark the nearest note of that number after it."""
    for index, draft in enumerate(drafts):
        for mark in draft.marks:
            following = (d for d in drafts[index:] if d.kind == "footnote" and d.mark == mark.strip("[](),;. "))
            note = next(following, None)
            if note:
                draft.notes.append(" ".join(word.text for word in note.words) if note.words else note.text)


def _joined(words: Iterable[Word], at: int) -> tuple[str, list[Word]]:
    """The words as text, a line-end hyphen kept and closed up, and the words with their offsets from `at`."""
    text = ""
    placed: list[Word] = []
    before: Word | None = None
    for word in words:
        if before is not None and not _closed_up(before, word):
            text += " "
        start = at + len(text)
        text += word.text
        placed.append(Word(*word[:9], start, at + len(text)))
        before = word
    return text, placed


def _closed_up(before: Word, word: Word) -> bool:
    """True for the second half of a word that was broken at a line-end hyphen."""
    new_line = before.page != word.page or abs(before.baseline - word.baseline) > 2
    return new_line and bool(_JOINED.search(before.text)) and word.text[:1].isalnum()


def _bold_ranges(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Runs of bold words as offset ranges."""
    ranges: list[tuple[int, int]] = []
    for index, word in enumerate(words):
        if not word.bold:
            continue
        if ranges and index and words[index - 1].bold:
            ranges[-1] = (ranges[-1][0], word.end)
        else:
            ranges.append((word.start, word.end))
    return ranges
