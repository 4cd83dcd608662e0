"""Lists of what must improve, block by block, and the facts of the first page.

A line of a list is `form | text [mark]`. Forms: `h14` a heading of that size, `p` a paragraph, `-` and `--` bullets,
`3.` a number, `f` a running foot. Marks: a number where the block belongs to that requirement, else the block's role.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extract.document import Block, Cell, Document, Row, Table, Word
from extract.kinds.framework_tags import without_tag
from extract.kinds.inspection import inspection_of, parts_of, without_list
from extract.kinds.parts import Part, Parts
from extract.pipeline import extract
from extract.schema import normalised

LINE = re.compile(r"^(?P<form>\S+)\s*\| (?P<text>.*?)(?: \[(?P<mark>[a-z0-9]+)\])?$")
FORMS = {"h": "heading", "p": "paragraph", "f": "furniture"}

BULLETS = """
h26 | Inspection of Fairhaven local authority children’s services [heading]
p   | Services in Fairhaven have slipped since the last visit. [context]
h14 | What needs to improve? [heading]
-   | The timeliness of visits to children. [1]
-   | The quality of: [2]
--  | plans for children in need [2]
--  | records of supervision. [2]
f   | Inspection of Fairhaven local authority children’s services [furniture]
-   | The offer to care leavers over 21. [3]
h14 | The experiences and progress of children who need help and protection: good [heading]
1.  | Children are helped early in most of the district. [context]
-   | A glyph among the findings is no requirement. [context]
"""

FOOTNOTE_MARK_AND_COLON = """
h12 | What needs to improve:1 [heading]
-   | managers’ oversight of casework [1]
-   | life-story work for every child in care [2]
h12 | The experiences and progress of children in care and care leavers is good [heading]
"""

NUMBERS_AFTER_BULLETS_WITHOUT_A_HEADING = """
h14 | What needs to improve [heading]
-   | The reach of early help. [1]
1.  | The front door works well and partners say so. [context]
2.  | Strategy meetings are held in time. [context]
"""

ONE_PARAGRAPH = """
h14 | What needs to improve? [heading]
p   | Practice varies a little between teams and leaders know where and why. [context]
h14 | The experiences and progress of children in care: outstanding [heading]
"""

LOST_BULLET = """
h14 | What needs to improve? [heading]
-   | The response to neglect. [1]
p   | The sufficiency of homes for children. [2]
-   | The use of chronologies. [3]
h14 | The experiences and progress of children in care: good [heading]
"""

FOCUSED_VISIT = """
p   | This letter gives the findings of the focused visit to Fairhaven on 3 and 4 March 2021. [context]
h12 | Areas for priority action [heading]
p   | Leaders must act at once so that no referral waits for more than a day. [1]
h12 | What needs to improve in this area of social work practice [heading]
-   | The recording of decisions. [2]
-   | The pace of pre-proceedings work. [3]
h12 | Findings [heading]
-   | Thresholds are understood. [context]
"""

TWO_BOARDS = """
h16 | What does the local authority need to improve? [heading]
h12 | Priority and immediate action [heading]
p   | Leadership and governance [heading]
1.  | Review every unallocated case within a week. [1]
2.  | Write down who answers for what. [2]
h12 | Areas for improvement [heading]
p   | Training [heading]
3.  | Train foster carers in attachment. [3]
h12 | The local authority’s strengths [heading]
4.  | Foster carers are well matched. [context]
h16 | The Local Safeguarding Children Board (LSCB) [heading]
h12 | Priority and immediate action [heading]
p   | There are no areas for priority and immediate action. [context]
h12 | Areas for improvement [heading]
90. | Agree one threshold document. [4]
h12 | Key strengths and weaknesses of the LSCB [heading]
91. | The chair is independent. [context]
"""

NOTHING_IN_A_NUMBERED_LINE = """
h12 | Priority and immediate action [heading]
17. | The inspection did not find any areas for priority and immediate action. [context]
h12 | Areas for improvement [heading]
18. | Give every care leaver a health history. [1]
h12 | Information about this inspection [heading]
"""

BY_TIMES = """
h14 | Areas for improvement [heading]
20. | In order to improve the services, the local authority should take the following action. [context]
h12 | Immediately: [heading]
-   | make sure that risk is written down [1]
h12 | Within three months: [heading]
-   | finish late health checks [2]
h18 | Outcomes for looked after children [heading]
21. | Outcomes are adequate. [context]
"""

NUMBERED_TOPICS = """
h14 | Recommendations [heading]
1.  | Quality and effectiveness of practice [heading]
--  | Hold strategy meetings within a day. [1]
--  | Bring life-story work up to date. [2]
2.  | Carry out what the last inspection asked for: [3]
--  | shorter waits for health checks [3]
--  | more advocates. [3]
h14 | Summary for children and young people [heading]
-   | Workers listen to you. [context]
"""

BOARD_NAMED_IN_THE_HEADING = """
h15 | The Local Safeguarding Children Board: Requires improvement [heading]
h13 | Recommendations for the Local Safeguarding Children Board [heading]
14. | Use the figures of all agencies. [1]
h13 | Inspection findings [heading]
48. | The chair is able. [context]
"""

CONTENTS = """
h14 | Contents [heading]
h12 | Recommendations 8 [heading]
h12 | Summary for children and young people 10 [heading]
p   | Annex 12 [context]
"""

LISTS = {name: text for name, text in globals().items() if name.isupper() and isinstance(text, str) and " | " in text}


def _blocks(marked: str) -> tuple[Document, list[str]]:
    """The document of a marked list, and the mark of every block."""
    text, blocks, marks = "", [], []
    for line in marked.strip().splitlines():
        found = LINE.match(line)
        assert found, line
        form, printed = found["form"], found["text"]
        kind: Any = FORMS.get(form[0], "list_item")
        label = None if kind != "list_item" else "-" if form.startswith("-") else form
        size = float(form[1:] or 12) if form[0] == "h" else 12.0
        start = len(text)
        text += printed + "\n"
        level = 1 if form == "--" else 0
        blocks.append(Block(kind=kind, start=start, end=len(text) - 1, page=1, label=label, level=level, size=size))
        marks.append(found["mark"])
    return Document(file="report.pdf", sha256="0" * 64, media="pdf", text=text, blocks=tuple(blocks)), marks


def _marked(document: Document, parts: Parts) -> list[str]:
    """The mark of every block as it was found."""
    owner = {id(b): n for n, part in enumerate(parts.clauses, start=1) for b in (part.block, *part.more)}
    return [str(owner.get(id(b), role)) for b, role in zip(document.blocks, parts.roles, strict=True)]


@pytest.mark.parametrize("name", LISTS)
def test_every_block_has_the_role_that_a_reader_gives_it(name: str) -> None:
    document, marks = _blocks(LISTS[name])
    assert _marked(document, parts_of(document)) == marks


def test_requirements_carry_their_list_their_number_and_the_words_above_them() -> None:
    document, _ = _blocks(TWO_BOARDS)
    first, *_, last = parts_of(document).clauses
    assert (first.section, first.number, first.lead_in, first.kind) == (
        "Priority and immediate action", "1", None, "requirement",
    )  # fmt: skip
    assert (last.section, last.number) == ("Areas for improvement", "90")
    assert last.lead_in == "The Local Safeguarding Children Board (LSCB)"


def test_a_requirement_under_a_time_carries_it() -> None:
    document, _ = _blocks(BY_TIMES)
    assert [part.lead_in for part in parts_of(document).clauses] == ["Immediately:", "Within three months:"]


def test_a_report_without_a_list_says_why() -> None:
    paragraph, _ = _blocks(ONE_PARAGRAPH)
    silent, _ = _blocks("h14 | Findings\np | All is well.")
    assert (without_list(paragraph).page, without_list(silent).page) == (1, None)
    assert "What needs to improve?" in without_list(paragraph).message


def test_what_is_uncertain_has_less_confidence() -> None:
    document, _ = _blocks(LOST_BULLET)
    assert [part.confidence for part in parts_of(document).clauses] == [1.0, 0.6, 1.0]


def test_a_tag_of_the_national_framework_leaves_the_text() -> None:
    document, _ = _blocks("h14 | What needs to improve?\n- | The pace of permanence. (outcome 4, national framework)")
    (part,) = parts_of(document).clauses
    assert (part.text, part.framework_tag) == ("The pace of permanence.", "outcome_4")


@pytest.mark.parametrize(
    ("printed", "text", "tag"),
    [
        ("Help for families (National Framework outcome two).", "Help for families.", "outcome_2"),
        ("Support to all care leavers [ Outcome 4, national framework].", "Support to all care leavers.", "outcome_4"),
        ("Use of reflection. (Enabler two: National Framework)", "Use of reflection.", "enabler_2"),
        ("Pay and posts. (enabler: the workforce is equipped and effective, national framework)", "Pay and posts.",
         "enabler_3"),
        ("Better days. Enabler three: National Framework.", "Better days.", "enabler_3"),
        ("Visits. (outcomes 1 and 3, national framework)", "Visits.", "outcome_1, outcome_3"),
        ("Keep the reference (paragraph 25).", "Keep the reference (paragraph 25).", None),
        ("Use the national framework for outcomes of children.", "Use the national framework for outcomes of children.",
         None),
    ],
)  # fmt: skip
def test_tags_are_known_in_their_printed_forms(printed: str, text: str, tag: str | None) -> None:
    assert without_tag(printed) == (text, tag)


@given(
    st.text(alphabet=st.characters(categories=["Ll", "Lu", "Zs"]), min_size=1).map(lambda s: f"Care {s.strip()} ends."),
    st.sampled_from(["outcome", "enabler", "principle"]),
    st.integers(1, 6),
    st.sampled_from(["({kind} {number}, national framework)", "(National Framework, {kind} {number})",
                     "[{kind} {number}: national framework]"]),
)  # fmt: skip
def test_a_tag_comes_off_and_the_text_stays(text: str, kind: str, number: int, form: str) -> None:
    tag = form.format(kind=kind, number=number)
    assert without_tag(f"{text} {tag}") == (text, f"{kind}_{number}")


FORM_LINES = st.sampled_from(
    ["h14 | What needs to improve?", "h12 | Areas for improvement", "h12 | Within six months:", "h14 | Findings",
     "p | A whole sentence stands here.", "p | Topic", "p | The council should do the following:", "- | a bullet",
     "-- | a bullet below", "1. | Do this.", "2. | Topic of practice", "f | 3"]
)  # fmt: skip


@given(st.lists(FORM_LINES, min_size=1, max_size=25))
def test_whatever_the_order_every_block_has_one_role_and_one_owner(lines: list[str]) -> None:
    document, _ = _blocks("\n".join(lines))
    parts = parts_of(document)
    owned = [id(block) for part in parts.clauses for block in (part.block, *part.more)]
    roles = dict(zip(map(id, document.blocks), parts.roles, strict=True))
    assert len(owned) == len(set(owned))
    assert set(owned) == {block for block, role in roles.items() if role == "clause"}


# The first page ----------------------------------------------------------------------------------------------------

Printed = tuple[float, float, str]
"""x, baseline and text of one run of words."""


def _page(*runs: Printed, size: float = 12.0) -> Document:
    """A one-page document of printed runs, each a block of its own; letters are six points wide."""
    text, words, blocks = "", [], []
    for x, baseline, printed in runs:
        start, at = len(text), x
        for word in printed.split():
            begin = len(text)
            text += word + " "
            box = (at, baseline - size, at + 6.0 * len(word), baseline)
            words.append(Word(word, 1, box, baseline, "", size, False, False, False, begin, begin + len(word)))
            at += 6.0 * len(word) + 3.0
        text = text.rstrip() + "\n"
        blocks.append(Block(kind="paragraph", start=start, end=len(text) - 1, page=1, size=size))
    return Document(
        file="report.pdf", sha256="0" * 64, media="pdf", page_sizes=((595.0, 842.0),), text=text, words=tuple(words),
        blocks=tuple(blocks),
    )  # fmt: skip


SOCIAL_CARE = (70.0, 80.0, "Inspection of Fairhaven local authority children’s services")
SINGLE = (70.0, 80.0, "Inspection of services for children in need of help and protection")


def _grades(document: Document) -> list[tuple[str, str]]:
    return [(judgement.area, judgement.grade) for judgement in inspection_of(document).judgements]


def test_areas_and_grades_that_wrap_are_paired_in_order() -> None:
    document = _page(
        SOCIAL_CARE,
        (70, 200, "Judgement"), (400, 200, "Grade"),
        (70, 220, "The impact of leaders on practice"), (400, 220, "Requires improvement"),
        (70, 234, "with children"), (400, 234, "to be good"),
        (400, 253, "Good"),
        (70, 260, "The progress of children in care"),
        (70, 280, "Overall effectiveness"), (400, 280, "Inadequate"),
        (70, 320, "There are failures in this district that no leader has put right since the last visit here."),
    )  # fmt: skip
    assert _grades(document) == [
        ("The impact of leaders on practice with children", "requires improvement"),
        ("The progress of children in care", "good"),
        ("Overall effectiveness", "inadequate"),
    ]


def test_an_area_that_wraps_before_a_capital_is_one_area() -> None:
    document = _page(
        SOCIAL_CARE,
        (70, 200, "Judgement"), (430, 200, "Grade"),
        (70, 220, "The effectiveness of the Local Safeguarding"), (400, 227, "Good"),
        (70, 234, "Children Board"),
        (70, 264, "Overall effectiveness"), (400, 264, "Inadequate"),
        (70, 300, "A line that runs over both columns ends the table, however short the space above it is here."),
    )  # fmt: skip
    assert _grades(document) == [
        ("The effectiveness of the Local Safeguarding Children Board", "good"), ("Overall effectiveness", "inadequate"),
    ]  # fmt: skip


def test_an_area_that_was_not_judged_has_no_grade() -> None:
    document = _page(
        SOCIAL_CARE,
        (70, 200, "Judgement"), (400, 200, "Grade"),
        (70, 220, "The progress of children in care"), (400, 220, "Not judged"),
        (70, 240, "Overall effectiveness"), (400, 240, "Good"),
    )  # fmt: skip
    assert _grades(document) == [("Overall effectiveness", "good")]


def test_a_single_inspection_has_grades_in_its_sentences_too() -> None:
    document = _page(
        SINGLE,
        (70, 120, "Children’s services in Fairhaven require improvement to be good"),
        (70, 200, "1. Children who need help and protection"), (400, 200, "Inadequate"),
        (70, 226, "2. Children looked after and achieving"), (400, 232, "Good"),
        (70, 240, "permanence"),
        (70, 266, "2.1 Adoption performance"), (400, 266, "Outstanding"),
        (70, 320, "The effectiveness of the Local Safeguarding Children Board (LSCB) is good."),
    )  # fmt: skip
    assert _grades(document) == [
        ("Children who need help and protection", "inadequate"),
        ("Children looked after and achieving permanence", "good"),
        ("Adoption performance", "outstanding"),
        ("Overall judgement", "requires improvement"),
        ("Local Safeguarding Children Board", "good"),
    ]


def test_the_grades_of_a_word_file_are_read_from_its_cells() -> None:
    rows = [
        ("Judgement", "Grade"),
        ("The progress of children in care", "Good"),
        ("Overall effectiveness", "Inadequate"),
    ]
    table = Table(rows=tuple(Row(cells=tuple(Cell(text=text) for text in row)) for row in rows))
    block = Block(kind="table", start=0, end=1, table=table)
    document = Document(file="report.docx", sha256="0" * 64, media="docx", text=" ", blocks=(block,))
    assert _grades(document) == [("The progress of children in care", "good"), ("Overall effectiveness", "inadequate")]


def test_a_year_at_the_end_of_a_line_is_no_grade() -> None:
    assert _grades(_page(SOCIAL_CARE, (70, 100, "Inspection dates: 4 to 15 March"), (400, 100, "2019"))) == []


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("Inspection dates: 4 to 15 March 2019", "2019-03-04", "2019-03-15"),
        ("Inspection dates: 29 April to 10 May 2019", "2019-04-29", "2019-05-10"),
        ("Inspection date: 20 June 2017 ─ 13 July 2017", "2017-06-20", "2017-07-13"),
        ("Inspection date: 1/06/2015 – 25/06/2015", "2015-06-01", "2015-06-25"),
        ("Inspection dates: 15-19 July 2013 Reporting inspector Una Field HMI", "2013-07-15", "2013-07-19"),
        ("Inspection dates: 4 to 8 and 18 to 22 March 2019", "2019-03-04", "2019-03-22"),
        ("This letter sums up the visit to Fairhaven on 3 and 4 March 2021.", "2021-03-03", "2021-03-04"),
    ],
)
def test_the_days_of_an_inspection_are_read_as_printed(printed: str, start: str, end: str) -> None:
    found = inspection_of(_page(SOCIAL_CARE, (70, 120, printed)))
    assert (found.start, found.end) == (dt.date.fromisoformat(start), dt.date.fromisoformat(end))


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Lead inspector: Una Field, His Majesty’s Inspector", "Una Field"),
        ("Lead inspector: Una Field-Moor HMI", "Una Field-Moor"),
        ("Lead inspector: Una McField Her Majesty’s Inspector", "Una McField"),
        ("Lead inspectors: Una Field, His Majesty’s Inspector, and Ian Moor, His Majesty’s Inspector", "Una Field"),
        ("Inspection dates: 15-19 July 2013 Reporting inspector Una Field HMI", "Una Field"),
        ("Lead inspector: Una Field Senior HMI", "Una Field"),
        ("Deputy lead inspector: Ian Moor", None),
        ("The lead inspector spoke with forty children.", None),
    ],
)
def test_the_lead_inspector_is_named_without_office(printed: str, name: str | None) -> None:
    assert inspection_of(_page(SOCIAL_CARE, (70, 120, printed))).lead_inspector == name


@pytest.mark.parametrize(
    ("title", "framework", "also"),
    [
        ("Inspection of Fairhaven local authority children’s services", "ilacs", ()),
        ("Inspection of children’s social care services", "ilacs", ()),
        ("Inspection of services for children in need of help and protection", "sif", ()),
        ("Inspection of looked after children services", "pre_sif", ()),
        ("Inspection of local authority arrangements for the protection of children", "pre_sif", ()),
        ("Focused visit to Fairhaven local authority children’s services", "focused_visit", ()),
        ("Monitoring visit to Fairhaven local authority children’s services", "monitoring_visit", ()),
        ("Review of the effectiveness of the Local Safeguarding Children Board", "lscb_review", ()),
        ("A report on libraries", "other", ()),
    ],
)
def test_the_framework_is_known_by_the_title(title: str, framework: str, also: tuple[str, ...]) -> None:
    found = inspection_of(_page((70, 80, title)))
    assert (found.framework, found.also) == (framework, also)


def test_a_single_inspection_may_hold_the_review_of_the_board() -> None:
    review = (70.0, 120.0, "Review of the effectiveness of the Local Safeguarding Children Board")
    assert inspection_of(_page(SINGLE, review)).also == ("lscb_review",)


def test_nothing_printed_is_nothing_found() -> None:
    found = inspection_of(_page((70, 80, "A page without any of it")))
    assert (found.start, found.end, found.published, found.lead_inspector, found.judgements) == (None,) * 4 + ((),)


# Real reports ----------------------------------------------------------------------------------------------------


def _texts(document: Document, parts: list[Part]) -> set[str]:
    whole = (p.text or " ".join(document.text[b.start : b.end] for b in (p.block, *p.more)) for p in parts)
    return {normalised(text) for text in whole}


@pytest.mark.real
def test_real_reports_yield_their_lists_and_dates(shared: Path, real_document: Callable[[str], Document]) -> None:
    hits = found = wanted = 0
    for path in sorted((shared / "gold" / "inspections").glob("*.json"))[
        ::3
    ]:  # every framework; one report takes 1.7 s
        gold = json.loads(path.read_text(encoding="utf-8"))
        document = real_document(f"inspections/{gold['file']}")
        texts = _texts(document, parts_of(document).clauses)
        true = {normalised(r["text"]) for r in gold["requirements"]}
        hits, found, wanted = hits + len(texts & true), found + len(texts), wanted + len(true)
        facts = inspection_of(document)
        assert (str(facts.start), str(facts.end)) == (gold["inspection_start"], gold["inspection_end"]), path.stem
        assert facts.lead_inspector == gold["lead_inspector"], path.stem
        assert str(facts.published) == str(gold["published"]), path.stem
    assert hits / wanted >= 0.99
    assert hits / found >= 0.95  # one gold list leaves out the three items on its last page


# Two reports in one file -------------------------------------------------------------------------------------------


def _joined(tmp_path: Path, second: str) -> Path:
    path = tmp_path / "joined.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    first = "Inspection dates: 4 to 15 March 2019"
    for title, dates in ((SOCIAL_CARE[2], first), (second, "Visit dates: 2 to 3 May 2020")):
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(70, 760, title.replace("’", "'"))
        canvas.setFont("Helvetica", 12)
        canvas.drawString(70, 720, dates)
        canvas.drawString(70, 690, "What needs to improve")
        canvas.drawString(80, 670, "- Visits to children that are made in time.")
        canvas.showPage()
    canvas.save()
    return path


def test_a_second_report_in_the_file_is_told_with_its_page(tmp_path: Path) -> None:
    extraction = extract(_joined(tmp_path, "Focused visit to Fairhaven Borough Council"))
    (warning,) = [one for one in extraction.warnings if one.code == "further_report"]
    assert warning.page == 2 and "Focused visit to Fairhaven" in warning.message
    assert extraction.document.inspection is not None
    assert extraction.document.inspection.end == dt.date(2019, 3, 15)


def test_a_page_that_only_has_dates_begins_no_report(tmp_path: Path) -> None:
    warnings = extract(_joined(tmp_path, "How the visit was made")).warnings
    assert "further_report" not in [one.code for one in warnings]
