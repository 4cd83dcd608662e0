"""An article of headings, paragraphs, lists, tables and pictures, as Markdown and as one HTML file that needs no other.

Texts come from documents: every one is escaped, so that none of them is taken for markup, a link or a picture.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from report.table import Cell, Rows, heading

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 75rem; margin: 2rem auto;
  padding: 0 1rem; }
table { border-collapse: collapse; font-size: 0.875rem; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
th, td { border: 1px solid #8a8a8a; padding: 0.2rem 0.5rem; text-align: left; vertical-align: top; }
th { background: #f0f0f0; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; margin: 0 0 1.5rem; }
figure { margin: 0 0 1.5rem; }
svg { max-width: 100%; height: auto; }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_MARKUP = re.compile(r"([\\`*\[\]<>|~])")
_PROLOGUE = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_ID = re.compile(r'\bid="([^"]+)"|url\(#([^)]+)\)|xlink:href="#([^"]+)"')


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title: level 2 or more."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG document, its file name without ending, and what it shows."""

    name: str
    svg: str
    shows: str


Block = Heading | Bullets | Picture | Rows | str
"""A text is a paragraph; a table's name is its caption."""


@dataclass(frozen=True, slots=True)
class Article:
    """A title and what follows it."""

    title: str
    blocks: Sequence[Block]


def as_markdown(article: Article) -> str:
    """Markdown with tables (GitHub's); pictures are the files `NAME.svg` beside it."""
    parts = [f"# {_plain(article.title)}", *(_markdown(block) for block in article.blocks)]
    return "\n\n".join(parts) + "\n"


def _markdown(block: Block) -> str:
    if isinstance(block, str):
        return _plain(block)
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_plain(block.text)}"
    if isinstance(block, Bullets):
        return "\n".join(f"- {_plain(item)}" for item in block.items)
    if isinstance(block, Picture):
        return f"![{_plain(block.shows)}]({block.name}.svg)"
    lines = [
        [heading(column) for column in block.columns],
        ["--:" if _is_number(column) else "---" for column in zip(*block.rows, strict=True)]
        or ["---"] * len(block.columns),
        *([_plain(_told(cell)) for cell in row] for row in block.rows),
    ]
    return f"{_plain(block.name)}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(text: str) -> str:
    """A text on one line in which nothing is markup; a "#", "-" or number that begins a line is none in our lines."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def as_html(article: Article) -> str:
    """One HTML file: style and pictures are in it, and nothing is fetched."""
    title = html.escape(article.title)
    body = "\n".join(_html(block) for block in article.blocks)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _html(block: Block) -> str:
    if isinstance(block, str):
        return f"<p>{html.escape(block)}</p>"
    if isinstance(block, Heading):
        return f"<h{block.level}>{html.escape(block.text)}</h{block.level}>"
    if isinstance(block, Bullets):
        return "<ul>\n" + "\n".join(f"<li>{html.escape(item)}</li>" for item in block.items) + "\n</ul>"
    if isinstance(block, Picture):
        return f'<figure role="img" aria-label="{html.escape(block.shows)}">{_inline(block)}</figure>'
    return _html_table(block)


def _html_table(rows: Rows) -> str:
    """A table that can be scrolled sideways, with the keyboard too."""
    head = "".join(f'<th scope="col">{html.escape(heading(column))}</th>' for column in rows.columns)
    opening = ['<td class="number">' if _is_number(column) else "<td>" for column in zip(*rows.rows, strict=True)]
    cells = [
        [f"{td}{html.escape(_told(cell))}</td>" for td, cell in zip(opening, row, strict=True)] for row in rows.rows
    ]
    body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in cells)
    name = html.escape(rows.name)
    return (
        f'<div class="wide" role="region" aria-label="{name}" tabindex="0">\n<table>\n<caption>{name}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def _inline(picture: Picture) -> str:
    """The SVG without what stands before its root; its ids, which others in the page have too, begin with its name."""

    def own(found: re.Match[str]) -> str:
        name = next(group for group in found.groups() if group)
        return found[0].replace(name, f"{picture.name}-{name}")

    return _ID.sub(own, _PROLOGUE.sub("", picture.svg)).strip()


def _is_number(column: Sequence[Cell]) -> bool:
    return all(isinstance(cell, int | float) for cell in column)


def _told(cell: Cell) -> str:
    return "" if cell is None else f"{cell:.4f}" if isinstance(cell, float) else str(cell)
