"""Footnotes of a Word file, which python-docx does not write: a part of their own and references in the text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


def footnote_reference(number: int) -> Any:
    """The mark of footnote `number`, to be put into a run."""
    return parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{number}"/>')


def add_footnotes(document: Any, texts: Sequence[str]) -> None:
    """Give the document its footnotes, numbered from 1."""
    lines = [
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for kind, number in SEPARATORS
    ]
    lines += [
        f'<w:footnote w:id="{number}"><w:p><w:r>{RAISED}<w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(texts, 1)
    ]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    content = f"{head}<w:footnotes {nsdecls('w')}>{''.join(lines)}</w:footnotes>"
    part = Part(PackURI("/word/footnotes.xml"), MEDIA, content.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
