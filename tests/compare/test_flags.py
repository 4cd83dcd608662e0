import datetime as dt

import pytest

from compare import flags
from compare.cover import cover
from compare.results import Flag, Link
from extract.schema import Action, Clause, Deadline, Extraction

JUNE = dt.date(2031, 6, 30)


def alone(today: dt.date | None = None, **more: object) -> list[tuple[str, str]]:
    made = {"lead": "Head of Service", "due": "30/06/2031", "due_date": JUNE, **more}
    return noted(flags.of_actions([Action(id="a", text="Protocol.", **made)], today))  # type: ignore[arg-type]


def against(deadline: Deadline, **more: object) -> list[tuple[str, str]]:
    clause = Clause(id="c", kind="requirement", text="Agree a protocol.", deadlines=(deadline,))
    action = Action(id="a", text="Protocol.", **more)  # type: ignore[arg-type]
    return noted(flags.of_links([clause], [action], [[Link(action="a", score=0.9, coverage="partial")]]))


def noted(found: list[Flag]) -> list[tuple[str, str]]:
    return [(flag.kind, flag.note) for flag in found]


@pytest.mark.parametrize(
    ("more", "flagged"),
    [
        ({}, []),
        ({"lead": None}, [("no_lead", "nobody is named to lead it")]),
        ({"due": "Ongoing", "due_date": None}, [("no_deadline", "'Ongoing' is no day")]),
        ({"due": None, "due_date": None}, [("no_deadline", "no day is set")]),
        ({"rag": "red"}, [("red", "reported red")]),
        ({"rag": "blue"}, [("no_evidence", "reported blue, and nothing that shows it")]),
        ({"rag": "blue", "progress": "Live."}, [("no_evidence", "reported blue ('Live.'), and nothing that shows it")]),
        ({"rag": "green", "progress": "Completed in May."},
         [("no_evidence", "reported 'Completed', and nothing that shows it")]),
        ({"rag": "blue", "evidence": "Dip sample"}, []),
        ({"rag": "blue", "progress": "Audit in May: all files."}, []),
        ({"rag": "blue", "progress": "Held in 97% of cases."}, []),
        ({"rag": "green", "progress": "64% complete."}, []),
        ({"rag": "green", "progress": "Not yet completed."}, []),
        ({"start": "01/09/2031"},
         [("due_before_start", "due 30 June 2031 ('30/06/2031'), but it starts '01/09/2031'")]),
        ({"start": "01/06/2031"}, []),
    ],
)  # fmt: skip
def test_what_is_to_be_looked_at_in_an_action(more: dict[str, object], flagged: list[tuple[str, str]]) -> None:
    assert alone(**more) == flagged


def test_an_action_is_overdue_only_by_a_given_day_and_while_it_is_not_done() -> None:
    after = dt.date(2031, 7, 1)
    assert alone() == []
    assert alone(JUNE) == []
    assert alone(after) == [("overdue", "due 30 June 2031 ('30/06/2031'), and not reported done on 1 July 2031")]
    assert alone(after, rag="amber")[0][1].endswith("and reported amber on 1 July 2031")
    assert alone(after, rag="blue", evidence="Audit") == []


@pytest.mark.parametrize(
    ("deadline", "due", "day", "flagged"),
    [
        (Deadline(text="by 30 June 2031", kind="date", value="2031-06-30", due=(JUNE,)), "31/07/2031",
         dt.date(2031, 7, 31), [("late", "due 31 July 2031 ('31/07/2031'), the clause sets 30 June 2031")]),
        (Deadline(text="within three months", kind="after_start", value=("P3M",), due=(JUNE,)), "31 July 2031",
         dt.date(2031, 7, 31), [("late", "due 31 July 2031, the clause sets 30 June 2031 ('within three months')")]),
        (Deadline(text="within three months", kind="after_start", value=("P3M",)), "31 July 2031",
         dt.date(2031, 7, 31), []),
        (Deadline(text="by 30 June 2031", kind="date", value="2031-06-30", due=(JUNE,)), "30/06/2031", JUNE, []),
        (Deadline(text="monthly", kind="recurring", value="P1M"), "Quarterly", None,
         [("less_often", "'Quarterly', the clause sets 'monthly'")]),
        (Deadline(text="monthly", kind="recurring", value="P1M"), "Weekly", None, []),
        (Deadline(text="monthly", kind="recurring", value="P1M"), "31/07/2031", dt.date(2031, 7, 31), []),
    ],
)  # fmt: skip
def test_an_action_is_held_against_what_its_clause_sets(
    deadline: Deadline, due: str, day: dt.date | None, flagged: list[tuple[str, str]]
) -> None:
    assert against(deadline, due=due, due_date=day) == flagged


def test_a_coverage_judges_what_is_overdue_only_by_a_given_day(notice: Extraction, plan: Extraction) -> None:
    assert "overdue" not in {flag.kind for flag in cover(notice, plan).flags}
    overdue = [flag.action for flag in cover(notice, plan, dt.date(2015, 12, 1)).flags if flag.kind == "overdue"]
    assert "grid" in overdue
    assert "hire" not in overdue
