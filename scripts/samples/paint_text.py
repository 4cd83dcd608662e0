"""Elements painted as plain text or Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.samples.elements import Break, Element, Grid, Heading, Item, Look, runs_of

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def text_of(elements: Sequence[Element], look: Look, *, markdown: bool) -> bytes:
    """The document as UTF-8. Markdown keeps heading marks and bold; plain text keeps neither."""
    lines: list[str] = [look.foot, ""] if look.foot else []
    notes: list[tuple[str, str]] = []
    for element in elements:
        if isinstance(element, Heading):
            lines += [*_notes(notes), ("#" * (element.level + 1) + " " if markdown else "") + element.text, ""]
            notes = []
        elif isinstance(element, Grid):
            lines += [*("\t".join(row) for row in (*element.head, *element.rows)), ""]
        elif not isinstance(element, Break):
            text = _styled(element.text, markdown=markdown)
            if isinstance(element, Item):
                text = f"{'  ' * element.depth}{element.label} {text}"
            lines += [text, ""]
            notes += element.notes
    return "\n".join([*lines, *_notes(notes)]).rstrip("\n").encode() + b"\n"


def _styled(text: str, *, markdown: bool) -> str:
    out = []
    for piece, style in runs_of(text):
        star = {"bold": "**", "italic": "*"}.get(style, "") if markdown else ""
        out.append(piece.translate(RAISED) if style == "note" else f"{star}{piece}{star}")
    return "".join(out)


def _notes(notes: Sequence[tuple[str, str]]) -> list[str]:
    return [line for mark, text in notes for line in (f"{mark.translate(RAISED)} {text}", "")]
