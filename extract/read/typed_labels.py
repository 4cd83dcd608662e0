"""List labels that were typed in as text, taken out of it."""

from __future__ import annotations

from extract.document import Paragraph
from extract.layout.labels import Nesting, label_of


def with_typed_label(found: Paragraph, nesting: Nesting, edge: float) -> Paragraph | None:
    """The paragraph with the label that its text begins with; None where it begins with none.

    `edge` is where the paragraph begins, in points; `nesting` counts it.
    """
    typed = label_of(found.text)
    if typed is None or typed.length >= len(found.text):
        return None
    cut = typed.length
    bold = tuple((max(a - cut, 0), b - cut) for a, b in found.bold if b > cut)
    level = nesting.level(edge, typed.shown)
    return found.model_copy(update={"text": found.text[cut:], "label": typed.shown, "level": level, "bold": bold})
