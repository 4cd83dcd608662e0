"""What notices, reports and plans say of themselves; nothing is made up."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from extract.document import Document
from extract.facts.metadata import facts_of, two_starts
from extract.layout import compose
from extract.read import read
from extract.read.text import read_text
from extract.schema import DocumentFacts, KindOfDocument, normalised

NOTICE = """Improvement Notice

To: Fairhaven Borough Council ("the Council")

Address Town Hall, Quay Street, Fairhaven

{opening}

To comply with this Notice the Council must:

1. Draw up a plan by 1 May 2031.

{signature}
"""
OPENING = "This Notice is issued because of the report of the inspection by Ofsted published on 3 February 2014."


@pytest.fixture
def notice(tmp_path: Path):  # type: ignore[no-untyped-def]
    def build(opening: str = OPENING, signature: str = "Signed:") -> DocumentFacts:
        return facts_of(_document(tmp_path, NOTICE.format(opening=opening, signature=signature)), "improvement_notice")

    return build


def _document(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "document.txt"
    path.write_text(text, encoding="utf-8")
    return compose(read_text(path, "0" * 64))


@pytest.mark.parametrize(
    "opening",
    [
        "This Improvement Notice is issued to Fairhaven Borough Council on 16 September 2014 because of poor work.",
        "This notice was given to the Council on 16th September 2014.",
        "Date of issue: 16 September 2014",
        "16 September 2014",
    ],
)
def test_the_day_of_issue_is_read_above_the_requirements(notice, opening: str) -> None:  # type: ignore[no-untyped-def]
    assert notice(opening).issued == dt.date(2014, 9, 16)


@pytest.mark.parametrize(
    "signature",
    [
        "Signed:\n\nDate: 16 September 2014",
        "Signed on behalf of the Secretary of State\n\nDated : 16 September 2014",
        "Signed:\n\nDated this 16th day of September 2014",
        "Signed: Robin Example MP\n\n16.09.2014",
    ],
)
def test_the_day_of_issue_is_read_in_the_signature(notice, signature: str) -> None:  # type: ignore[no-untyped-def]
    assert notice(signature=signature).issued == dt.date(2014, 9, 16)


def test_an_undated_notice_has_no_day_of_issue(notice) -> None:  # type: ignore[no-untyped-def]
    assert notice(signature="Signed: Date:\n\nRobin Example MP").issued is None


@pytest.mark.parametrize(
    ("signature", "name", "office"),
    [
        ("Signed: Date:\n\nRobin Example MP\n\nMinister of State for Schools", "Robin Example MP",
         "Minister of State for Schools"),
        ("Signed: Date:\n\nRobin Example MP Parliamentary Under Secretary of State for Children", "Robin Example MP",
         "Parliamentary Under Secretary of State for Children"),
        ("Signed on behalf of the Secretary of State", None, "on behalf of the Secretary of State"),
        ("Signed on behalf of the Secretary of State\n\nRobin Example\n\nDirector of Children’s Social Care",
         "Robin Example", "Director of Children’s Social Care"),
        ("Yours sincerely,\n\nDame Robin Example-Moor MP\n\nSanctuary Buildings", "Dame Robin Example-Moor MP", None),
        ("", None, None),
    ],
)  # fmt: skip
def test_who_signed_and_in_which_office(notice, signature: str, name: str | None, office: str | None) -> None:  # type: ignore[no-untyped-def]
    found = notice(signature=signature)
    assert (found.signatory, found.signatory_role) == (name, office)


def test_the_grounds_carry_body_day_and_judgement(notice) -> None:  # type: ignore[no-untyped-def]
    opening = (
        "On the basis of evidence contained in:\n\n"
        "- the report of the inspection by Ofsted (published 3 February 2014) which judged services 'inadequate';\n\n"
        "- the Peer Review (letter dated 7 November 2013)."
    )
    basis = notice(opening).basis
    assert [(b.body, b.date, b.published, b.judgement) for b in basis] == [
        ("Ofsted", None, dt.date(2014, 2, 3), "inadequate"),
        ("Peer review", dt.date(2013, 11, 7), None, None),
    ]


def test_the_year_of_a_ground_may_stand_elsewhere_in_the_document(notice) -> None:  # type: ignore[no-untyped-def]
    found = notice(
        "The ground is the inspection report by Ofsted dated 20 March.",
        "2. Answer the inspection report of 20 March 2013 in full.",
    )
    assert [b.date for b in found.basis] == [dt.date(2013, 3, 20)]


def test_what_the_caller_knows_overrules_what_is_printed(tmp_path: Path) -> None:
    document = _document(tmp_path, NOTICE.format(opening=OPENING, signature="Dated: 16 September 2014"))
    facts = facts_of(document, "improvement_notice", council="Bolton", issued=dt.date(2015, 1, 2))
    assert (facts.council, facts.gss, facts.issued) == ("Bolton", "E08000001", dt.date(2015, 1, 2))


@pytest.mark.parametrize(
    ("kind", "text", "title", "issued"),
    [
        ("inspection_report",
         "Fairhaven Borough Council\n\nInspection of services for children in need of help\n\nand\n\n"
         "Review of the effectiveness of the Local Safeguarding Children Board\n\nReport published: 3 June 2015",
         "Inspection of services for children in need of help and "
         "Review of the effectiveness of the Local Safeguarding Children Board", dt.date(2015, 6, 3)),
        ("progress_report",
         "FAIRHAVEN COUNCIL\n\nReport to: Scrutiny\n\nDate of Meeting: 11th November 2013\n\n"
         "Subject/Title: Improvement plan progress", "Improvement plan progress", dt.date(2013, 11, 11)),
        ("improvement_plan", "Fairhaven Council\n\nFairhaven Improvement Plan\n\nVersion 2, agreed on 14 August 2013",
         "Fairhaven Improvement Plan", None),
    ],
)  # fmt: skip
def test_other_kinds_give_title_and_day(
    tmp_path: Path, kind: KindOfDocument, text: str, title: str, issued: dt.date | None
) -> None:
    facts = facts_of(_document(tmp_path, text), kind)
    assert (facts.title, facts.issued, facts.council) == (title, issued, "Fairhaven")


DIRECTION = """Direction to Fairhaven Borough Council

The Secretary of State for Education directs the Council to take the steps in the annex to this direction.

Signed on behalf of the Secretary of State for Education

Una Field
A Senior Civil Servant in the Department for Education

Dated this 3rd day of June 2021

ANNEX TO THE DIRECTION

1. To comply with any instruction of the Commissioner.

2. To give the Commissioner every document that is asked for.

3. To hold a meeting with the Commissioner once a month.

4. To tell the Department of any change of director.

5. To publish this direction.
"""


def test_the_signature_of_a_direction_stands_before_its_long_annex(tmp_path: Path) -> None:
    found = facts_of(_document(tmp_path, DIRECTION), "statutory_direction")
    assert (found.signatory, found.issued) == ("Una Field", dt.date(2021, 6, 3))
    assert found.signatory_role == "A Senior Civil Servant in the Department for Education"


@pytest.mark.parametrize(("signed", "told"), [("3 June 2031", False), ("5 June 2031", True)])
def test_two_days_of_issue_are_told(tmp_path: Path, signed: str, told: bool) -> None:
    text = NOTICE.format(
        opening="This improvement notice is issued to Fairhaven Borough Council on 3 June 2031.",
        signature=f"Signed on behalf of the Secretary of State\n\nDated: {signed}",
    )
    document = _document(tmp_path, text)
    warning = two_starts(document, "improvement_notice")
    assert facts_of(document, "improvement_notice").issued == dt.date(2031, 6, 3)
    assert (warning is not None) == told
    assert warning is None or "issued on 3 June 2031 and on 5 June 2031" in warning.message


@pytest.mark.real
@pytest.mark.parametrize("name", ["calderdale", "cheshire_east", "knowsley"])
@pytest.mark.parametrize("form", ["docx", "pdf", "txt"])
def test_real_notices_give_council_day_and_signatory(shared: Path, name: str, form: str) -> None:
    gold = json.loads((shared / "gold" / "notices" / f"{name}.json").read_text(encoding="utf-8"))
    document = compose(read(shared / "documents" / "notices" / f"{name}_improvement_notice.{form}"))
    facts = facts_of(document, "improvement_notice")
    for field in ("council", "council_full", "gss", "issued", "signatory", "signatory_role"):
        assert normalised(str(getattr(facts, field))) == normalised(str(gold[field])), field
