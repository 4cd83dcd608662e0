"""The ledger: every sentence of a document has exactly one role, so that nothing read is lost unseen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from extract.document import Document
from extract.language import sentences
from extract.schema import Ledger, LedgerSentence, Role


def sentences_of(document: Document, roles: Sequence[Role]) -> Iterator[LedgerSentence]:
    """Every sentence in reading order with its role and page; `roles` holds one role a block of the document.

    A heading, a running head and a row of a table count as one sentence each.
    """
    for block, role in zip(document.blocks, roles, strict=True):
        text = document.text[block.start : block.end].strip()
        if not text:
            continue
        if role in ("heading", "furniture"):
            printed = [text]
        elif block.kind == "table":
            printed = [row.strip() for row in text.split("\n") if row.strip()]
        else:
            printed = [text[start:end] for start, end in sentences(text)] or [text]
        label = block.label if block.kind == "list_item" else None
        for index, sentence in enumerate(printed):
            yield LedgerSentence(role=role, page=block.page, label=None if index else label, text=sentence)


def ledger_of(found: Iterable[LedgerSentence]) -> Ledger:
    """How many sentences play each role."""
    counts: Counter[Role] = Counter(sentence.role for sentence in found)
    return Ledger.model_validate({"sentences": counts.total(), **counts})
