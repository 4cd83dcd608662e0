"""The ledger: every sentence of a document has exactly one role, so that nothing read is lost unseen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.document import Document
from extract.language import sentences
from extract.schema import Ledger, Role


def ledger_of(document: Document, roles: Sequence[Role]) -> Ledger:
    """How many sentences play each role; `roles` holds one role a block of the document.

    A heading, a running head and a row of a table count as one sentence each.
    """
    counts: Counter[Role] = Counter()
    for block, role in zip(document.blocks, roles, strict=True):
        text = document.text[block.start : block.end]
        if not text.strip():
            continue
        if role in ("heading", "furniture"):
            counts[role] += 1
        elif block.kind == "table":
            counts[role] += sum(bool(row.strip()) for row in text.split("\n"))
        else:
            counts[role] += max(len(sentences(text)), 1)
    return Ledger.model_validate({"sentences": counts.total(), **counts})
