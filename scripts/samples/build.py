"""The whole sample corpus: every document and its gold as a path below `corpus/samples` and its bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from scripts.samples import compose, gold
from scripts.samples.elements import Element, Look
from scripts.samples.inspections import inspection, inspection_gold
from scripts.samples.notices import notice as notice_of
from scripts.samples.paint_docx import docx_of
from scripts.samples.paint_pdf import pdf_of
from scripts.samples.paint_text import text_of
from scripts.samples.paint_xlsx import xlsx_of
from scripts.samples.plans import plan as plan_of
from scripts.samples.progress import progress, progress_gold
from scripts.samples.scan import scanned
from scripts.samples.sources import names

NOTICE_FORMS = ("pdf", "docx", "txt")
PLAN_FORMS = ("xlsx", "docx", "pdf")


def files(*, every_form: bool = False) -> Iterator[tuple[str, bytes]]:
    """Every file. With `every_form` notices and plans come in all formats, for measuring the readers side by side."""
    yield from _notices(every_form=every_form)
    yield from _plans(every_form=every_form)
    yield from _inspections()
    yield from _progress()


def _notices(*, every_form: bool) -> Iterator[tuple[str, bytes]]:
    notices = [notice_of(name) for name in names("notices")]
    for notice in notices:
        elements = compose.notice_elements(notice)
        stem = f"notices/{notice.name}_improvement_notice"
        if notice.form == "scan":
            pdf = pdf_of(elements, notice.look, notice.title)
            yield f"notices/{notice.name}_improvement_notice_scanned.pdf", scanned(pdf, notice.title)
        elif every_form:
            yield from ((f"{stem}.{form}", painted(elements, notice.look, notice.title, form)) for form in NOTICE_FORMS)
        else:
            yield f"{stem}.{notice.form}", painted(elements, notice.look, notice.title, notice.form)
        yield f"gold/notices/{notice.name}.json", as_json(gold.notice_gold(notice))
    yield "gold/notices/alignment.json", as_json(gold.alignment_gold(notices))


def _plans(*, every_form: bool) -> Iterator[tuple[str, bytes]]:
    for name in names("plans"):
        plan, notice = plan_of(name), notice_of(name)
        cited = notice.by_key()
        forms = PLAN_FORMS if every_form else (plan.form,)
        paths = [f"{name}_improvement_plan.{form}" for form in forms]
        for form, path in zip(forms, paths, strict=True):
            elements = compose.plan_elements(plan, cited)
            content = xlsx_of(plan, cited) if form == "xlsx" else painted(elements, plan.look, plan.title, form)
            yield f"plans/{path}", content
        yield f"gold/plans/{name}.json", as_json(gold.plan_gold(plan, notice, [f"{name}_improvement_plan.{plan.form}"]))


def _inspections() -> Iterator[tuple[str, bytes]]:
    for name in names("inspections"):
        report = inspection(name)
        pdf = pdf_of(report.elements, report.look, report.raw["title"])
        yield f"inspections/{name}.pdf", pdf
        yield f"gold/inspections/{name}.json", as_json(inspection_gold(report, pdf))


def _progress() -> Iterator[tuple[str, bytes]]:
    for name in names("progress"):
        report = progress(name)
        file = f"{name}_progress_report_{report.raw['month']}.{report.raw['form']}"
        content = painted(report.elements, report.look, report.raw["title"], report.raw["form"])
        yield f"progress/{file}", content
        yield f"gold/progress/{name}_indicators.json", as_json(progress_gold(report, file))


def painted(elements: Sequence[Element], look: Look, title: str, form: str) -> bytes:
    """The elements in one of the formats pdf, docx, txt and md."""
    if form == "pdf":
        return pdf_of(elements, look, title)
    if form == "docx":
        return docx_of(elements, look, title)
    return text_of(elements, look, markdown=form == "md")


def as_json(content: Any) -> bytes:
    """The gold as indented JSON."""
    return json.dumps(content, indent=1, ensure_ascii=False).encode() + b"\n"
