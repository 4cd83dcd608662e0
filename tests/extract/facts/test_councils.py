"""Councils by their names: in the register, outside it, in style and without."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extract.facts.councils import Council, by_name, council_of, register

COUNCILS = st.sampled_from(register())


def _found(head: str, body: str = "") -> tuple[str, str, str | None] | None:
    council = council_of(head, body)
    return (council.name, council.full, council.gss) if council else None


@pytest.mark.parametrize(
    ("head", "name", "full"),
    [
        ('To: Name KNOWSLEY METROPOLITAN BOROUGH COUNCIL ("the Council")', "Knowsley",
         "Knowsley Metropolitan Borough Council"),
        ("To: Cheshire East (“the Council”)", "Cheshire East", "Cheshire East"),
        ("To: NAME Slough Borough Council (“the Council”) ADDRESS 25 Windsor Road, Slough", "Slough",
         "Slough Borough Council"),
        ("Improvement Notice\nCheshire West and Chester Council", "Cheshire West and Chester",
         "Cheshire West and Chester Council"),
        ("Inspection of the Isle of Wight local authority children’s services", "Isle of Wight", "Isle of Wight"),
        ("Inspection of Southend-on-Sea city council services for children", "Southend-on-Sea",
         "Southend-on-Sea city council"),
        ("Inspection of Newcastle local authority children’s services", "Newcastle upon Tyne", "Newcastle"),
        ("Council of the Isles of Scilly", "Isles of Scilly", "Council of the Isles of Scilly"),
        ("London Borough of Barking & Dagenham", "Barking and Dagenham", "London Borough of Barking & Dagenham"),
        ("City of London Corporation", "City of London", "City of London Corporation"),
        ("City of York Council", "York", "City of York Council"),
        ("City of Westminster", "Westminster", "City of Westminster"),
        ("Durham County Council", "Durham", "Durham County Council"),
        ("Bedford Borough Council", "Bedford Borough", "Bedford Borough Council"),
        ("Central Bedfordshire Council", "Central Bedfordshire", "Central Bedfordshire Council"),
        ("Derbyshire County Council", "Derbyshire", "Derbyshire County Council"),
        ("Derby City Council", "Derby", "Derby City Council"),
        ("North East Lincolnshire Council", "North East Lincolnshire", "North East Lincolnshire Council"),
        ("Hull City Council", "Kingston upon Hull", "Hull City Council"),
        ("St Helens Metropolitan Borough Council", "St. Helens", "St Helens Metropolitan Borough Council"),
        ("Reading Borough Council", "Reading", "Reading Borough Council"),
        ("Cheshire East Children’s Improvement Plan 2013–14", "Cheshire East", "Cheshire East"),
    ],
)  # fmt: skip
def test_the_documents_own_council_is_found_in_the_register(head: str, name: str, full: str) -> None:
    found = _found(head)
    assert found and found[:2] == (name, full) and found[2]


@pytest.mark.parametrize(
    ("head", "name", "full"),
    [
        ('To: Fairhaven Borough Council ("the Council")', "Fairhaven", "Fairhaven Borough Council"),
        ("To: Fairhaven (“the Council”)", "Fairhaven", "Fairhaven"),
        ("STATUTORY DIRECTION TO NORTHWICK VALE COUNCIL", "Northwick Vale", "Northwick Vale Council"),
        ("Inspection of Fairhaven local authority children’s services", "Fairhaven", "Fairhaven"),
        ("Focused visit to Saltmarsh City Council children’s services", "Saltmarsh", "Saltmarsh City Council"),
        ("Fairhaven Children's Services Improvement Plan 2023-24", "Fairhaven", "Fairhaven"),
        ("Newcastle-under-Lyme Borough Council", "Newcastle-under-Lyme", "Newcastle-under-Lyme Borough Council"),
    ],
)
def test_a_council_outside_the_register_keeps_its_printed_name(head: str, name: str, full: str) -> None:
    assert _found(head) == (name, full, None)


@pytest.mark.parametrize(
    "head",
    ["Improvement Notice", "Report of the Children in Care Council", "Single Improvement Plan", "Reading lists",
     "To: The Leader of the Council", "Quarterly Progress Report", ""],
)  # fmt: skip
def test_where_no_council_is_named_none_is_found(head: str) -> None:
    assert council_of(head) is None


def test_the_addressee_counts_before_any_other_council() -> None:
    head = "The adviser comes from Leeds City Council\nTo: Bolton Council (“the Council”)"
    assert council_of(head) == by_name("Bolton").model_copy(update={"full": "Bolton Council"})  # type: ignore[union-attr]


def test_the_body_is_asked_where_the_front_is_silent() -> None:
    body = "Kirklees Council has a plan. Leeds helped. Kirklees will report in May, and Kirklees Council will pay."
    assert _found("Improvement plan", body) == ("Kirklees", "Kirklees Council", "E08000034")


def test_a_council_that_the_body_names_once_is_not_the_documents_own() -> None:
    assert council_of("Action plan", "A visit to Kirklees was useful.") is None


def test_the_register_carries_region_type_and_neighbours() -> None:
    council = by_name("knowsley mbc")
    assert council
    assert (council.region, council.type, council.la_code) == ("North West", "Metropolitan District", "340")
    assert len(council.neighbours) == 10 and council.gss not in council.neighbours


def test_an_unknown_name_is_not_in_the_register() -> None:
    assert by_name("Fairhaven") is None


@given(
    COUNCILS,
    st.sampled_from(
        ["{}", "{} Council", "{} City Council", "London Borough of {}", "{} Metropolitan Borough Council", "the {}"]
    ),
    st.sampled_from([str, str.upper, lambda name: name.replace(" and ", " & "), lambda name: name.replace("-", " ")]),
)
def test_every_council_is_known_in_any_style_and_case(council: Council, style: str, case: type[str]) -> None:
    found = by_name(case(style.format(council.name)))
    assert found and found.gss == council.gss


@given(COUNCILS, st.data())
def test_a_long_name_with_one_misread_letter_is_never_taken_for_another(council: Council, data: st.DataObject) -> None:
    letters = [n for n, letter in enumerate(council.name) if letter.isalpha() and n]
    assume(len(council.name) >= 10)
    place = data.draw(st.sampled_from(letters))
    misread = council.name[:place] + data.draw(st.sampled_from("lcnoi")) + council.name[place + 1 :]
    found = by_name(misread)
    assert found is None or found.gss == council.gss


def test_a_misread_name_is_known_by_its_other_letters() -> None:
    assert _found("Buckinghamshlre County Council") == (
        "Buckinghamshire", "Buckinghamshlre County Council", "E06000060",
    )  # fmt: skip


def test_a_misread_name_that_is_as_like_to_two_councils_is_neither() -> None:
    assert by_name("Herlfordshire") is None


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    council = council_of(text, text)
    assert council is None or council.name
