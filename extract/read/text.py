"""Plain text and Markdown into paragraphs: blank lines part them, list labels begin them, marks of emphasis go."""

from __future__ import annotations

import re
from pathlib import Path

from extract.document import Cell, Paragraph, Reading, Row, Table
from extract.errors import NoTextError
from extract.layout.labels import Nesting, label_of
from extract.read.bounds import MAX_CHARACTERS, refuse_more
from extract.read.line import HYPHENS
from extract.read.magic import UTF16_MARKS
from extract.read.markdown import is_markdown, plain_markdown

SHORT_LINE = 45  # a line of fewer characters was ended on purpose, not by wrapping
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARK = re.compile(r"\s?(?:\[\^(\w+)\]|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))(?!:)")
_NOTE = re.compile(r"^(?:\[\^(\w+)\]:|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))\s*(.+)$", re.DOTALL)
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|___|__|_)(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)
_LINK = re.compile(r"<(https?://[^>\s]+)>|!?\[([^\]]*)\]\([^)]*\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")
_RULE = re.compile(r"^\s*([-*_=]\s*){3,}$")
_UNDERLINE = re.compile(r"^ {0,3}(?:={3,}|-{3,})\s*$")
_TITLE = re.compile(r"^\s*[A-Z\d](?:[^|]{0,150}[^|.;,])?\s*$")
_PLUS = re.compile(r"^([ \t]*)\+[ \t]+(?=\S)", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)\|")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")


def read_text(path: Path, sha256: str) -> Reading:
    """The paragraphs of a text or Markdown file. Raises NoTextError where it holds only blanks."""
    text = _decoded(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    refuse_more(path.name, len(text), MAX_CHARACTERS, "characters")
    text, title = plain_markdown(text) if is_markdown(path) else (text, None)
    paragraphs = tuple(_paragraphs(text.translate(HYPHENS).replace("\u00a0", " ")))
    if not any(p.text.strip() or p.table for p in paragraphs):
        raise NoTextError(f"{path.name}: the file holds nothing but blank lines; check that it was saved whole.")
    tables = tuple(p.table for p in paragraphs if p.table)
    return Reading(
        file=path.name, sha256=sha256, media="text", paragraphs=paragraphs, tables=tables, title=title
    )  # fmt: skip


def _decoded(content: bytes) -> str:
    """The text by its byte order mark, else as UTF-8, else as Windows-1252."""
    if content.startswith(UTF16_MARKS):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _paragraphs(text: str) -> list[Paragraph]:
    nesting = Nesting()
    found: list[Paragraph] = []
    notes: dict[str, str] = {}
    for chunk in _chunks(text):
        note = _NOTE.match(chunk[0])
        if note:
            mark = note[1] or note[2].translate(_SUPERSCRIPT)
            body = " ".join([note[3], *chunk[1:]])
            notes[mark] = _plain(body)[0]
            found.append(Paragraph(text=notes[mark], style="footnote", label=mark))
        elif len(chunk) > 1 and _TABLE_RULE.match(chunk[1]):
            found.append(Paragraph(text="", table=_table(chunk)))
        else:
            found.append(_paragraph(chunk, nesting))
    return [_with_notes(p, notes) for p in found]


def _chunks(text: str) -> list[list[str]]:
    """Lines that belong together: parted by blank lines, by list labels, by headings and by lines cut short."""
    chunks: list[list[str]] = []
    fresh = True
    for line in _PLUS.sub(r"\1- ", text).split("\n"):
        if not line.strip() or _RULE.match(line):
            if not fresh and _UNDERLINE.match(line) and _is_title(chunks[-1]):
                chunks[-1] = [f"{'#' if '=' in line else '##'} {chunks[-1][0].strip()}"]
            fresh = True
            continue
        table = "|" in line and not fresh and "|" in chunks[-1][0]
        apart = bool(label_of(line.strip()) or _HEADING.match(line) or _NOTE.match(line.strip()))
        short = not fresh and len(chunks[-1][-1].strip()) < SHORT_LINE and not line.strip()[:1].islower()
        if fresh or (not table and (apart or short)):
            chunks.append([line])
        else:
            chunks[-1].append(line)
        fresh = bool(_HEADING.match(line))
    return chunks


def _is_title(chunk: list[str]) -> bool:
    """Whether lines that are underlined are a heading: one line, no list item, no sentence."""
    return len(chunk) == 1 and _TITLE.match(chunk[0]) is not None and label_of(chunk[0].strip()) is None


def _paragraph(chunk: list[str], nesting: Nesting) -> Paragraph:
    heading = _HEADING.match(chunk[0])
    if heading:
        nesting.close()
        text, bold = _plain(heading[2])
        return Paragraph(text=text, heading_level=len(heading[1]), bold=bold)
    indent = len(chunk[0].expandtabs(4)) - len(chunk[0].expandtabs(4).lstrip())
    line = " ".join(part.strip() for part in chunk)
    label = label_of(line)
    text, bold = _plain(line[label.length :] if label else line)
    if not label:
        if not text[:1].islower():  # else it is the rest of a sentence, and the list goes on
            nesting.close()
        return Paragraph(text=text, bold=bold)
    edge = 10.0 * (indent // 2) if label.style == "bullet" else 0.0
    return Paragraph(text=text, label=label.shown, level=nesting.level(edge, label.shown), bold=bold)


def _plain(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without Markdown's marks, and the ranges that were bold."""
    text = _LINK.sub(lambda m: m[1] or m[2], text)
    out, bold, at = "", [], 0
    for match in _EMPHASIS.finditer(text):
        out += text[at : match.start()]
        inner = _EMPHASIS.sub(r"\2", match[2])
        if len(match[1]) >= 2:
            bold.append((len(out), len(out) + len(inner)))
        out += inner
        at = match.end()
    out += text[at:]
    return _ESCAPE.sub(r"\1", out.replace("**", "")).strip(), tuple(bold)


def _with_notes(paragraph: Paragraph, notes: dict[str, str]) -> Paragraph:
    """Take the footnote marks out of the text and put the notes beside it."""
    marks = [m[1] or m[2].translate(_SUPERSCRIPT) for m in _MARK.finditer(paragraph.text)]
    if not marks or paragraph.style == "footnote":
        return paragraph
    known = tuple(notes[mark] for mark in marks if mark in notes)
    return paragraph.model_copy(update={"text": _MARK.sub("", paragraph.text), "footnotes": known})


def _table(chunk: list[str]) -> Table:
    rows = [_BAR.split(line.strip().strip("|")) for line in chunk if not _TABLE_RULE.match(line)]
    width = max(len(row) for row in rows)
    return Table(
        rows=tuple(
            Row(cells=tuple(Cell(text=_plain(cell.strip())[0]) for cell in [*row, *[""] * (width - len(row))]))
            for row in rows
        )
    )
