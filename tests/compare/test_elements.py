import datetime as dt
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare import encoder
from compare.cover import cover
from compare.elements import MOST_OPEN, Elements, whole
from compare.elements_asked import asked
from compare.elements_said import find, written_out
from compare.results import Element
from extract.language import parse
from extract.schema import Action, Clause, Deadline, Extraction, Obligation

Make = Callable[..., Extraction]


def clause(text: str, id: str = "c", **more: object) -> Clause:
    return Clause(id=id, text=text, **{"kind": "requirement", **more})  # type: ignore[arg-type]


def action(text: str, id: str = "a", **more: object) -> Action:
    return Action(id=id, text=text, **{"lead": "Head of Service", **more})  # type: ignore[arg-type]


def parts(one: Clause) -> list[tuple[str, str]]:
    return [(part.kind, one.text[part.start : part.end]) for part in asked(one, parse(one.text))]


def shown(one: Clause, *actions: Action) -> tuple[Element, ...]:
    return Elements([one], actions).shown_by(one.id, [a.id for a in actions])


def of_kind(found: Sequence[Element], kind: str) -> list[tuple[str, str]]:
    return [(one.words, one.status) for one in found if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        (
            "setting out a process map of the family journey including key transition points and target indicators;",
            ["a process map of the family journey", "key transition points", "target indicators"],
        ),
        ("every open case must hold a chronology, a genogram and a recent summary.",
         ["a chronology", "a genogram", "a recent summary"]),
        ("a programme of induction, training and mentoring is in place.",
         ["a programme", "induction", "training", "mentoring"]),
        ("ensuring that supervision is recorded so that learning can be shared.", ["supervision"]),
        ("Develop a workforce strategy. The strategy should reduce the use of agency staff.",
         ["a workforce strategy", "the use of agency staff"]),
        ("the quality and timeliness of recording are checked.", ["the quality and timeliness of recording"]),
    ],
)  # fmt: skip
def test_each_thing_that_a_clause_asks_for_is_an_object(text: str, things: list[str]) -> None:
    assert [words for kind, words in parts(clause(text)) if kind == "object"] == things


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("reviewing the threshold document and telling partners of it;", "reviewing the threshold document"),
        ("Case records are regularly updated.", "Case records are regularly updated"),
        ("Ensure that the fostering panel approves each match.", "approves each match"),
    ],
)
def test_the_main_verb_with_what_it_does_is_the_action(text: str, done: str) -> None:
    assert [words for kind, words in parts(clause(text)) if kind == "action"] == [done]


def test_who_and_when_and_what_evidence_stand_as_printed() -> None:
    text = "By 30 June 2031 the Council and its partners must audit files and report monthly to the Improvement Board."
    deadline = Deadline(text="By 30 June 2031", kind="date", value="2031-06-30", due=(dt.date(2031, 6, 30),))
    obligation = Obligation(text=text, duty_holders=("council", "partners"), modality="must", action="audit files")
    one = clause(text, obligations=(obligation,), duty_holders=("council", "partners"), deadlines=(deadline,))
    assert {
        ("deadline", "By 30 June 2031"),
        ("actor", "the Council"),
        ("actor", "partners"),
        ("evidence", "report monthly to the Improvement Board"),
    } <= set(parts(one))


def test_what_only_the_department_is_to_do_asks_nothing_of_a_plan() -> None:
    first, second = "Officials will review progress.", "The Council must publish a sufficiency strategy."
    both = (
        Obligation(text=first, duty_holders=("dfe",), modality="expected", action="review progress"),
        Obligation(text=second, duty_holders=("council",), modality="must", action="publish a sufficiency strategy"),
    )
    found = parts(clause(f"{first} {second}", obligations=both))
    assert [words for kind, words in found if kind == "object"] == ["a sufficiency strategy"]
    assert not any("review" in words for _, words in found)
    assert parts(clause(second, kind="general")) == []


def test_an_abbreviation_meets_the_words_that_it_stands_for() -> None:
    one = clause("Independent reviewing officers must see children between reviews.")
    made = action("Each IRO sees the child midway; seen on the tracker.")
    officers = next(part for part in shown(one, made) if part.words.startswith("Independent"))
    assert officers.status == "met"
    assert [(m.field, m.words) for m in officers.met_by] == [("text", "IRO")]


def test_what_is_plainly_absent_is_missing_and_what_is_not_plain_is_unclear() -> None:
    one = clause("setting out a process map of the family journey including target performance indicators;")
    found = shown(one, action("The journey map of each family on one page."))
    assert of_kind(found, "object") == [
        ("a process map of the family journey", "met"), ("target performance indicators", "missing"),
    ]  # fmt: skip
    assert "nothing on 'target performance indicators'" in [part.why for part in found]
    nearer = shown(one, action("Targets for each team."))
    assert ("target performance indicators", "unclear") in of_kind(nearer, "object")


def test_two_actions_share_a_clause() -> None:
    one = clause("every open case must hold a chronology, a genogram and a recent summary.")
    first, second = action("Chronologies written.", "first"), action("Genograms for all; cases open.", "second")
    apart = dict(of_kind(shown(one, first), "object"))
    together = shown(one, first, second)
    assert (apart["a chronology"], apart["a genogram"]) == ("met", "unclear")
    assert ("a genogram", "met") in of_kind(together, "object")
    assert {m.action for part in together for m in part.met_by} == {"first", "second"}


def test_what_is_unclear_quotes_the_nearest_of_all_actions() -> None:
    one = clause("Staff must have continuous professional development.")
    far, near = action("New tyres for staff cars.", "far"), action("A ten-day course for starters.", "near")
    found = next(part for part in shown(one, far, near) if part.words == "continuous professional development")
    assert (found.status, found.met_by) == ("unclear", ())
    assert found.why.endswith("the nearest is 'A ten-day course for starters.'")


def test_without_vectors_nothing_is_called_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "encode", lambda texts: None)
    one = clause("setting out a process map of the family journey including target performance indicators;")
    found = shown(one, action("New tyres for the school buses."))
    assert {part.status for part in found} == {"unclear"}


@pytest.mark.parametrize(
    ("due", "day", "status", "why"),
    [
        ("30/06/2031", dt.date(2031, 6, 30), "met", "due 30 June 2031, and the clause sets 30 June 2031"),
        ("31/07/2031", dt.date(2031, 7, 31), "missing", "due 31 July 2031, and the clause sets 30 June 2031"),
        ("Ongoing", None, "missing", "'Ongoing' is no day (the clause sets 30 June 2031)"),
        (None, None, "missing", "no date (the clause sets 30 June 2031)"),
    ],
)
def test_a_day_is_kept_or_not(due: str | None, day: dt.date | None, status: str, why: str) -> None:
    deadline = Deadline(text="by 30 June 2031", kind="date", value="2031-06-30", due=(dt.date(2031, 6, 30),))
    one = clause("Agree a protocol by 30 June 2031.", deadlines=(deadline,))
    found = next(p for p in shown(one, action("Protocol agreed.", due=due, due_date=day)) if p.kind == "deadline")
    assert (found.status, found.why) == (status, why)


def test_a_day_that_one_of_two_actions_misses_is_unclear() -> None:
    deadline = Deadline(text="by 30 June 2031", kind="date", value="2031-06-30", due=(dt.date(2031, 6, 30),))
    one = clause("Agree a protocol by 30 June 2031.", deadlines=(deadline,))
    early = action("Protocol.", "early", due="May 2031", due_date=dt.date(2031, 5, 31))
    late = action("Protocol.", "late", due="July 2031", due_date=dt.date(2031, 7, 31))
    found = next(part for part in shown(one, early, late) if part.kind == "deadline")
    assert found.status == "unclear"
    assert found.why.endswith("but another: due 31 July 2031, and the clause sets 30 June 2031")


@pytest.mark.parametrize(
    ("text", "status"),
    [("Meets every fortnight.", "met"), ("Quarterly round table.", "unclear"), ("A group meets.", "unclear")],
)
def test_how_often_is_met_by_what_comes_as_often(text: str, status: str) -> None:
    deadline = Deadline(text="every month", kind="recurring", value="P1M")
    one = clause("A group must meet every month.", deadlines=(deadline,))
    assert of_kind(shown(one, action(text)), "deadline") == [("every month", status)]


def test_partners_and_reports_are_found_by_what_plans_call_them() -> None:
    text = "Partners must sign the agreement, and its results are reported to the Improvement Board."
    named = shown(clause(text), action("Signed by the CCG. Digest to the Board each quarter."))
    assert of_kind(named, "actor") == [("Partners", "met")]
    assert [m.words for part in named if part.kind == "evidence" for m in part.met_by] == ["Board"]
    silent = shown(clause(text), action("Agreement written; copy to the KSCB."))
    assert of_kind(silent, "evidence") == [("reported to the Improvement Board", "missing")]
    assert "no report to the Improvement Board" in [part.why for part in silent]


def test_an_action_without_a_lead_is_in_nobodys_hands() -> None:
    one = clause("The Council must agree a protocol.", duty_holders=("council",))
    found = next(part for part in shown(one, action("Protocol.", lead=None)) if part.kind == "actor")
    assert (found.status, found.why) == ("missing", "nobody is named to lead it")


def test_a_parent_holds_its_sub_clauses_with_their_status(notice: Extraction, plan: Extraction) -> None:
    covered = {one.clause: one for one in cover(notice, plan).clauses}
    below = [(e.clause, e.status, e.words) for e in covered["plans"].elements if e.kind == "sub_clause"]
    texts = {one.id: one.text for one in notice.clauses}
    assert below == [("smart", "met", texts["smart"]), ("voice", "met", texts["voice"])]
    own = [e for e in covered["plans"].elements if e.kind != "sub_clause"]
    assert {m.action for e in own for m in e.met_by} <= {"grid", "visits"}


def test_an_action_that_serves_a_parent_as_a_whole_covers_it(document: Make) -> None:
    above = clause("Make child protection plans better by ensuring that:", "above", number="2")
    below = clause("every plan names an owner for each step;", "below", parent="above", number="2.a")
    serving = action("All of paragraph 2: a new plan form.", "serving", cites=("2",))
    buses = action("New tyres for the buses of the transport fleet.", "buses")
    found = {c.clause: c for c in cover(document(clauses=(above, below)), document(actions=(serving, buses))).clauses}
    assert found["above"].status == "covered"
    assert found["above"].note == ""


def test_of_a_gap_everything_is_missing_and_of_an_empty_plan_unclear(
    notice: Extraction, plan: Extraction, document: Make
) -> None:
    gap = next(one for one in cover(notice, plan).clauses if one.clause == "peer")
    assert {(e.status, e.why) for e in gap.elements} == {("missing", "no action answers the clause")}
    empty = cover(notice, document("empty.txt"))
    assert {e.status for one in empty.clauses for e in one.elements} == {"unclear"}


def test_missing_of_a_link_are_the_missing_elements_of_its_action_alone(notice: Extraction, plan: Extraction) -> None:
    made = Elements(notice.clauses, plan.actions)
    for one in cover(notice, plan).clauses:
        for link in one.links:
            lacking = {e.why for e in made.shown_by(one.clause, [link.action]) if e.status == "missing"}
            assert {lack for lack in link.missing if not lack.startswith("about another service")} <= lacking


def element(kind: str, status: str) -> Element:
    return Element(kind=kind, words="w", start=0, end=1, status=status, why="")  # type: ignore[arg-type]


def test_a_clause_is_whole_where_little_is_open_and_no_report_is_missing() -> None:
    opened = [element("object", "unclear")] * MOST_OPEN
    assert whole([])
    assert whole([*opened, element("deadline", "missing")])
    assert not whole([*opened, element("object", "missing")])
    assert not whole([element("evidence", "missing")])


def test_a_pattern_is_found_where_the_abbreviation_is_printed() -> None:
    made = action("Paper to the KSCB executive.")
    found = find("safeguarding children board", made, ("text",))
    assert found is not None
    assert made.text[found[1] : found[2]] == "KSCB"
    text, places = written_out(made.text)
    assert len(text) == len(places)


WORDS = st.lists(
    st.sampled_from(
        ["the", "plan", "review", "IRO", "CPC", "every", "child", "(LSCB)", "audits,", "chronology", "–", "and", "of",
         "supervision;", "Board’s", "partners", "to", "report", "by", "monthly", "agreed:", "“quality”", "24 hours"]
    ),
    min_size=1,
    max_size=25,
).map(" ".join)  # fmt: skip
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(WORDS, st.lists(WORDS, min_size=1, max_size=4))
def test_every_element_and_what_meets_it_quote_the_printed_text(text: str, answers: list[str]) -> None:
    actions = {str(k): action(said, str(k), success_measures=said[::-1]) for k, said in enumerate(answers)}
    for part in shown(clause(text), *actions.values()):
        assert text[part.start : part.end] == part.words != ""
        for met in part.met_by:
            assert (getattr(actions[met.action], met.field))[met.start : met.end] == met.words != ""
        assert (part.status == "met") <= bool(part.met_by)


@SLOW
@given(WORDS, st.lists(WORDS, min_size=2, max_size=4))
def test_a_further_action_never_turns_met_into_missing(text: str, answers: list[str]) -> None:
    actions = [action(said, str(k)) for k, said in enumerate(answers)]
    made = Elements([clause(text)], actions)
    before = made.shown_by("c", [a.id for a in actions[:-1]])
    after = made.shown_by("c", [a.id for a in actions])
    assert [(b.words, b.kind) for b in before] == [(a.words, a.kind) for a in after]
    assert not any(b.status == "met" and a.status == "missing" for b, a in zip(before, after, strict=True))
    assert all(a.status == "met" for b, a in zip(before, after, strict=True) if b.status == "met")
