"""Words and paragraphs into one running text with blocks: headings, paragraphs, list items, footnotes, tables."""

from extract.layout.compose import compose

__all__ = ["compose"]
