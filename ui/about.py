"""What is known of a whole document, what was read of it and what was not."""

from __future__ import annotations

from extract.schema import Extraction, Inspection
from ui import draw, words
from ui.draw import Fragment, Tone

GRADE_TONES: dict[str, Tone] = {
    "outstanding": "green",
    "good": "green",
    "requires improvement": "amber",
    "adequate": "amber",
    "inadequate": "red",
}


def judgements(inspection: Inspection) -> Fragment:
    """The judgements as a table: area, grade, page."""
    rows = [
        (
            draw.text(one.area),
            draw.tag(one.grade.capitalize(), GRADE_TONES.get(one.level, "grey")),
            draw.text(one.page or "–"),
        )
        for one in inspection.judgements
    ]
    return draw.table("Judgements", ("Area", "Judgement", "Page"), rows, numbers=1) if rows else Fragment("")


def facts(extraction: Extraction) -> Fragment:
    """The document's own facts, as it states them."""
    one = extraction.document
    basis = [
        draw.text(", ".join(part for part in (b.body, words.day(b.date, ""), b.judgement or "") if part))
        for b in one.basis
    ]
    signed = ", ".join(part for part in (one.signatory, one.signatory_role) if part)
    sure = f" ({words.percent(one.kind_confidence)} sure)" if one.kind_confidence < 1 else ""
    pairs = [
        ("Title", draw.text(one.title or "")),
        ("Kind", draw.text(words.word("document_kinds", one.kind) + sure)),
        ("Council", draw.text(one.council_full or one.council or "Not named in the document")),
        ("Issued", draw.text(words.day(one.issued, "Not stated in the document"))),
        ("Signed by", draw.text(signed)),
        ("Rests on", draw.bullets(basis)),
        ("Pages", draw.text(one.pages or "This kind of file has none")),
        ("Pages read as pictures", draw.text(words.listed(map(str, one.ocr_pages)))),
        ("File", draw.text(one.file)),
    ]
    return draw.facts([*pairs, *_inspection(one.inspection)])


def _inspection(one: Inspection | None) -> list[tuple[str, Fragment]]:
    if one is None:
        return []
    days = " to ".join(words.day(day) for day in (one.start, one.end) if day)
    return [
        ("Framework", draw.text(words.word("frameworks", one.framework))),
        ("Inspected", draw.text(days)),
        ("Published", draw.text(words.day(one.published, ""))),
        ("Lead inspector", draw.text(one.lead_inspector or "")),
    ]


def ledger(extraction: Extraction) -> Fragment:
    """Every sentence of the document by the role it was given, so that nothing read is lost unseen."""
    counts = extraction.ledger
    rows = [
        (draw.text(words.word("roles", role)), draw.text(f"{number:,}"), draw.text(_share(number, counts.sentences)))
        for role in words.codes("roles")
        if (number := getattr(counts, role))
    ]
    caption = f"What became of the {words.count(counts.sentences, 'sentence')} of this document"
    return draw.table(caption, ("Sentences", "How many", "Share"), rows, numbers=2)


def warnings(extraction: Extraction) -> Fragment:
    """What could not be read or is not certain, with its page."""
    if not extraction.warnings:
        return draw.paragraph("Nothing stood in the way of reading it: there are no warnings.")
    found = [draw.text(f"Page {one.page}: {one.message}" if one.page else one.message) for one in extraction.warnings]
    return draw.bullets(found)


def _share(number: int, total: int) -> str:
    share = 100 * number / total if total else 0
    return f"{share:.0f}%" if share >= 1 else "under 1%"
