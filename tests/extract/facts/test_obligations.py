from __future__ import annotations

import pytest

from extract.facts.clause_facts import ClauseText, facts_of
from extract.schema import Obligation


def obligations(text: str, **where: object) -> tuple[Obligation, ...]:
    return facts_of([ClauseText(text, **where)])[0].obligations  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The Council must publish its plan.", "must"),
        ("The Council shall publish its plan.", "must"),
        ("The Council is required to publish its plan.", "must"),
        ("The Council is to publish its plan.", "must"),
        ("The Council needs to publish its plan.", "must"),
        ("The Council should publish its plan.", "should"),
        ("The Council will publish its plan.", "expected"),
        ("The Council is expected to publish its plan.", "expected"),
        ("We expect the Council to publish its plan.", "expected"),
        ("The Department may vary this notice.", "may"),
        ("Publish the plan.", "must"),
        ("It is vital that staff know the plan.", "must"),
    ],
)
def test_how_strongly_a_sentence_asks(text: str, modality: str) -> None:
    (found,) = obligations(text)
    assert found.modality == modality


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("The Council must agree a data set with the Board.", "agree a data set with the Board"),
        ("The Board is expected to meet every six weeks.", "meet every six weeks"),
        ("The plan must be agreed by the Board.", "The plan must be agreed by the Board"),
        ("The strategy should deal with neglect.", "The strategy should deal with neglect"),
        ("Ensure that visits are timely; and", "Ensure that visits are timely"),
        ("The timeliness of visits.", "The timeliness of visits"),
        ("The Chair must write to the Minister.", "write to the Minister"),
    ],
)
def test_the_action_is_the_verb_with_what_hangs_on_it(text: str, action: str) -> None:
    (found,) = obligations(text)
    assert found.action == action


@pytest.mark.parametrize(
    ("text", "holders", "recipients"),
    [
        ("The Chair must report to the Secretary of State.", ("board_chair",), ("secretary_of_state",)),
        ("The Council must report to the Improvement Board and the LSCB.", ("council",), ("improvement_board", "lscb")),
        ("The Council must give the Chair its papers on time.", ("council",), ("board_chair",)),
        ("The LSCB Chair should write to the Department for Education.", ("lscb_chair",), ("dfe",)),
        ("The Council must agree targets with the Board.", ("council",), ()),
    ],
)
def test_recipients_are_told_from_holders(text: str, holders: tuple[str, ...], recipients: tuple[str, ...]) -> None:
    (found,) = obligations(text)
    assert (found.duty_holders, found.recipients) == (holders, recipients)


def test_every_sentence_that_asks_is_an_obligation_with_its_own_holders() -> None:
    text = (
        "Set up an Improvement Board. The Board is expected to meet monthly. It should hear from children. "
        "Any change must be agreed by the Department."
    )
    assert [(o.duty_holders, o.modality) for o in obligations(text)] == [
        (("council",), "must"),
        (("improvement_board",), "expected"),
        (("improvement_board",), "should"),
        (("dfe",), "must"),
    ]


def test_a_sentence_that_only_tells_is_none() -> None:
    text = "Inspectors found delays. The Council must end them. Such reviews may lead to changes."
    assert [o.text for o in obligations(text)] == ["The Council must end them."]


def test_what_is_sent_to_the_last_holder_binds_the_lead_in_again() -> None:
    text = "The Board must meet monthly. Reports must be made available to the Board."
    assert [o.duty_holders for o in obligations(text)] == [("improvement_board",), ("council",)]


def test_the_texts_of_obligations_are_sentences_of_the_clause_in_order() -> None:
    text = "Ensure that plans are good. The Council must check them. They should be read by partners."
    found = obligations(text)
    assert " ".join(o.text for o in found) == text


def test_items_of_an_inspection_report_should_be_done() -> None:
    facts = facts_of([ClauseText("The timeliness of visits to children.")], "inspection_report")
    (found,) = facts[0].obligations
    assert (found.modality, found.action) == ("should", "The timeliness of visits to children")


def test_a_consequence_may_follow() -> None:
    (found,) = obligations("The Secretary of State using powers of intervention.", kind="consequence")
    assert (found.duty_holders, found.modality) == (("secretary_of_state",), "may")
