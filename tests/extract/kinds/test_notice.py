"""Notices in their many forms: each line of a text is marked with what it is.

A line ends in `[number | parent | kind]` where it is a clause (`.` for none) and in `[=]` where it is a heading; lines
without a mark are no clauses. Sections are those of the headings above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from extract.kinds.notice import parts_of
from extract.layout import compose
from extract.read.text import read_text

MARK = re.compile(r"\s*\[(=|[^\]|]+\|[^\]|]+\|[^\]]+)\]$", re.MULTILINE)

NUMBERED_SECTIONS = """
Improvement Notice

To: Harrowmere City Council ("the Council")

This Improvement Notice is given to the Council because of poor performance in the care of children.

To comply with this Notice:

1. Improvement adviser [=]

1.1 The Council must work with the adviser that the Department names until the Minister is content. [1.1|.|governance]

2. Improvement plan [=]

2.1 The Council must draw up a plan for every weakness and send it in by 30 June. [2.1|.|governance]

2.2 The plan must set out: [2.2|.|governance]

a) what will be done, and by whom; [2.2.a|2.2|governance]

b) how children will be asked. [2.2.b|2.2|governance]

3. Reviews [=]

3.1 Officials will review progress every six months. [3.1|.|reporting]

4. Failing to comply with this Notice [=]

4.1 If the Council does not comply, the Minister may use further powers. [4.1|.|consequence]

Signed:

Robin Example MP
"""

LETTERED_UNDER_HEADINGS = """
IMPROVEMENT NOTICE

TO: Ambleford Borough Council

This notice is issued in respect of poor performance in keeping children safe.

1. To comply with this notice the following measures are required for improvement: [1|.|general]

Assessments [=]

(a) Raise the share of assessments done in ten days from 55% to 75% by March 2012. [a|.|requirement]

(b) Put every late assessment before a manager. [b|.|requirement]

Workforce [=]

(c) Give every social worker supervision each month, shown by: [c|.|requirement]

• a signed record on each file; [.|c|requirement]

• a quarterly look at the records. [.|c|requirement]

2. The Council should establish an Improvement Board with a chair of its own. [2|.|governance]

3. Improvement against the above measures will be assessed as follows: [=]

Each quarter the Chair will write to the Minister. [.|.|reporting]

4. Failure to comply with this improvement notice by the dates above: [=]

Should the Council be unwilling to comply, statutory powers of intervention may be used. [.|.|consequence]

SIGNED

Minister for Children
"""

DIRECTION = """
STATUTORY DIRECTION TO WESTERBY COUNCIL IN RELATION TO CHILDREN'S SERVICES

WHEREAS:

1. The Secretary of State has carefully considered the report on Westerby Council ("the Council").

2. The Secretary of State is satisfied that the Council is failing.

NOW THEREFORE:

3. The Secretary of State directs the Council as follows: [3|.|requirement]

a. To follow what the Commissioner asks of it. [3.a|3|requirement]

b. To give the Commissioner sight of its records. [3.b|3|requirement]

Signed on behalf of the Secretary of State

3 June 2019

ANNEX A [=]

1. The Commissioner is expected to: [1|.|requirement]

a. advise on what is needed at once. [1.a|1|requirement]
"""

UNLABELLED = """
Improvement Notice

To: Saltmarsh Council ("the Council")

This Improvement Notice comes after an inspection that found children at risk of harm.

The Council must take action to:

- (i) mend what the inspectors found wanting. [i|.|general]
- (ii) keep up what has been gained. [ii|.|general]

In respect of the above the Council must demonstrate evidence of improvement by:

Quality of practice [=]

Build a whole pathway for families, from early help to court. This includes: [.|.|requirement]

- agreeing a protocol for assessment; [.|above|requirement]
- watching how thresholds are used. [.|above|requirement]

Keep the views of children on every file, and use them when plans are made. [.|.|requirement]

Taking account of the measures in this Notice [=]

The Council must put in place a board with a chair from outside. [.|.|governance]
"""

NUMBERED_IMPERATIVES = """
Improvement Notice

To: Westwold Council ("the Council")

This notice is given because children were not kept safe.

The Council must:

1. Give each child a plan within ten days. [1|.|requirement]

2. See every child alone each month. [2|.|requirement]
"""

FORMS = {
    "numbered imperatives": NUMBERED_IMPERATIVES,
    "numbered sections": NUMBERED_SECTIONS,
    "letters under headings": LETTERED_UNDER_HEADINGS,
    "a direction": DIRECTION,
    "unlabelled paragraphs": UNLABELLED,
}


@dataclass
class Expected:
    """One marked clause."""

    words: str
    number: str | None
    parent: str | None
    kind: str
    section: str | None


def expected_of(text: str) -> list[Expected]:
    """The clauses that the marks of a text announce."""
    found, section = [], None
    for line in text.splitlines():
        mark = MARK.search(line)
        if not mark:
            continue
        words = re.sub(r"^(?:[-•]\s+)?(?:\(?[0-9a-z.]{1,4}[.)]\s+|[0-9]\.[0-9]\s+)?", "", line[: mark.start()])
        if mark[1] == "=":
            section = words.rstrip(":")
            continue
        number, parent, kind = (part.strip() for part in mark[1].split("|"))
        found.append(
            Expected(words, None if number == "." else number, None if parent == "." else parent, kind, section)
        )
    return found


@pytest.mark.parametrize("form", FORMS)
def test_every_marked_line_is_a_clause_with_its_number_parent_kind_and_section(form: str, tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(MARK.sub("", FORMS[form]), encoding="utf-8")
    document = compose(read_text(path, "0" * 64))
    parts = parts_of(document).clauses
    expected = expected_of(FORMS[form])
    assert [document.text[p.block.start : p.block.end] for p in parts] == [e.words for e in expected]
    for part, wanted in zip(parts, expected, strict=True):
        assert (part.number, part.kind, part.section) == (wanted.number, wanted.kind, wanted.section), wanted.words
        if wanted.parent == "above":
            assert part.parent is not None and part.parent.number is None, wanted.words
        else:
            assert (part.parent.number if part.parent else None) == wanted.parent, wanted.words


def test_a_sentence_cut_by_a_footnote_is_whole_again(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(
        "Improvement Notice\n\nThe Council must take action to:\n\nPractice\n\n"
        "Agree with the board how often case files ¹ are looked\n\n"
        "¹ As the guidance of the board sets out.\n\n"
        "at, and by whom.\n",
        encoding="utf-8",
    )
    document = compose(read_text(path, "0" * 64))
    (clause,) = parts_of(document).clauses
    assert document.text[clause.block.start : clause.block.end] == (
        "Agree with the board how often case files are looked at, and by whom."
    )
    assert clause.block.notes == ("As the guidance of the board sets out.",)


def test_every_block_has_one_role(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(MARK.sub("", UNLABELLED), encoding="utf-8")
    document = compose(read_text(path, "0" * 64))
    assert len(parts_of(document).roles) == len(document.blocks)
