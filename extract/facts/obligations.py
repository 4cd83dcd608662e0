"""The sentences of a clause that ask for something: who, how strongly, what, and for whom."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from extract.facts.duties import Part, modal
from extract.schema import Duty, Modality, Obligation

_MODALITIES: dict[str, Modality] = {
    "must": "must", "shall": "must", "should": "should", "will": "expected", "expected": "expected", "may": "may",
}  # fmt: skip


def obligation(
    doc: Doc, start: int, end: int, held: Sequence[Duty], found: Sequence[Part], default: Modality
) -> Obligation | None:
    """The obligation of the sentence between two offsets; None where it asks for nothing."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not held:
        return None
    verb = _verb(span.root)
    word = modal(verb)
    action = doc[verb.i : max(t.i for t in verb.subtree if t.i < span.end) + 1].text.rstrip(" .;:")
    recipients = dict.fromkeys(p.duty for p in found if p.role == "recipient")
    return Obligation(
        text=doc.text[start:end],
        duty_holders=tuple(held),
        modality=_MODALITIES[word] if word else default,
        action=action,
        recipients=tuple(recipients),
    )


def _verb(root: Token) -> Token:
    """The verb that says what to do: "report" of "is expected to report"."""
    return next((c for c in root.children if c.dep_ == "xcomp" and modal(c) == "expected"), root)
