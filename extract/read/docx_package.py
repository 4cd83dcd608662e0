"""The parts of a Word document's package as XML: those that are related to the body, and the notes in them."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml

from extract.read.numbering import W


def root_of(part: Any) -> Any:
    """The element of a part; parts that python-docx does not know by their type come as bytes."""
    element = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)


def related(part: Any, name: str) -> Any:
    """The root element of a related part ("styles", "numbering", "footnotes"), None where there is none."""
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{name}"):
            return root_of(relation.target_part)
    return None


def notes_of(root: Any, kind: str) -> dict[str, Any]:
    """The notes by their ids, without the separators that Word keeps among them."""
    if root is None:
        return {}
    return {n.get(W + "id", ""): n for n in root.iter(W + kind) if n.get(W + "type") in (None, "normal")}
