from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.facts.references import references as named
from extract.schema import Reference


def references(text: str, notes: tuple[str, ...] = ()) -> tuple[str, ...]:
    return tuple(one.id for one in named(text, notes))


SENTENCES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("reference_sentences.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(row["text"], row["is"], id=row["text"][:60]) for rows in SENTENCES.values() for row in rows],
)
def test_a_sentence_names_its_guidance_and_acts(text: str, expected: list[str]) -> None:
    assert list(references(text)) == expected


def test_footnotes_count_behind_the_text() -> None:
    assert references("Follow the Employer Standards.", ("Working Together, 2013.",)) == (
        "employer_standards", "working_together",
    )  # fmt: skip


def test_an_act_with_a_section_stands_with_the_section_only() -> None:
    text = "The Children Act 1989 applies. Section 47 of the Children Act 1989 does so too."
    assert references(text) == ("children_act_1989_s47",)


def _only(text: str, *notes: str, **terms: str) -> Reference:
    (found,) = named(text, notes, {term.replace("_", " "): title for term, title in terms.items()})
    return found


def test_a_section_keeps_its_subsections_as_printed() -> None:
    found = _only("He directs the Council under section 497A(4B) of the Education Act 1996.")
    assert (found.id, found.text, found.provision) == ("education_act_1996_s497a", "Education Act 1996", "497A(4B)")


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("as set out in Working Together to Safeguard Children (2013)", 2013),
        ("as set out in Working Together to Safeguard Children (HM Government, 2018)", 2018),
        ("as set out in Working Together to Safeguard Children 2015", 2015),
        ("as set out in Working Together to Safeguard Children, by March 2014", None),
    ],
)
def test_the_year_behind_a_title_is_its_edition(text: str, edition: int | None) -> None:
    assert _only(text).edition == edition


def test_a_link_in_a_footnote_belongs_to_what_the_footnote_names() -> None:
    assert (
        _only("Follow the guidance.", "Working Together: https://example.org/guide.").url == "https://example.org/guide"
    )
    assert _only("Follow Working Together: https://example.org/guide.").url is None


def test_an_act_is_known_by_the_short_name_that_the_document_gives() -> None:
    found = _only("Pursuant to section 497A of the 1996 Act, he directs.", **{"1996_act": "Education Act 1996"})
    assert (found.id, found.text) == ("education_act_1996_s497a", "1996 Act")


def test_a_short_name_that_is_no_act_names_none() -> None:
    assert named("Agree it with partners.", (), {"partners": "Children Act 2004"}) == ()
