from __future__ import annotations

import re
from typing import Any

Open = Any


def numbers(html: str) -> list[int]:
    """The four counts of the summary."""
    return [int(number) for number in re.findall(r'cm-big">(\d+) ', html)]


def test_every_clause_has_one_status_and_the_counts_add_up(open_page: Open, ids: dict[str, str]) -> None:
    html = open_page("coverage", notice=ids["north.pdf"], plan=ids["plan.txt"]).html
    assert len(numbers(html)) == 4 and sum(numbers(html)) == 5


def test_the_plan_of_the_same_council_is_chosen_by_itself(open_page: Open, ids: dict[str, str]) -> None:
    screen = open_page("coverage", notice=ids["north.pdf"])
    assert [box.value for box in screen.app.selectbox][:2] == [ids["north.pdf"], ids["plan.txt"]]


def test_a_clause_is_shown_with_the_action_that_answers_it_and_why(open_page: Open, ids: dict[str, str]) -> None:
    html = open_page("coverage", notice=ids["north.pdf"], plan=ids["plan.txt"], clause="c-north-2").html
    assert "Supervise every social worker" in html and "Action A1" in html
    assert "sheet Plan, row 2" in html and "Why:" in html
    assert "caseloads at fifteen" not in html


def test_all_clauses_come_back_from_a_link_to_one(open_page: Open, ids: dict[str, str]) -> None:
    screen = open_page("coverage", notice=ids["north.pdf"], clause="c-north-2").press("Show all clauses")
    assert "caseloads at fifteen" in screen.html


def test_a_status_leaves_the_clauses_that_have_it(open_page: Open, ids: dict[str, str]) -> None:
    screen = open_page("coverage", notice=ids["north.pdf"], plan=ids["plan.txt"])
    of_status = numbers(screen.html)[2]
    assert of_status, "the invented plan leaves a gap"
    html = screen.choose("Status", "gap").html
    assert len(re.findall(r'class="cm-head"><strong class="cm-tag cm-red">✖ Gap', html)) == of_status


def test_an_empty_plan_is_said_to_be_empty_and_makes_no_gap(open_page: Open, ids: dict[str, str]) -> None:
    screen = open_page("coverage", notice=ids["south.txt"], plan=ids["empty plan.txt"])
    assert any("No action could be read in this plan" in one for one in screen.said)
    assert numbers(screen.html) == [0, 0, 0, 3]


def test_a_plan_of_another_council_is_said_to_be_one(open_page: Open, ids: dict[str, str]) -> None:
    screen = open_page("coverage", notice=ids["south.txt"], plan=ids["plan.txt"])
    assert any("This plan is not of Southby" in one for one in screen.said)


def test_what_could_not_be_read_is_said_with_its_page(open_page: Open, ids: dict[str, str]) -> None:
    html = open_page("coverage", notice=ids["north.pdf"]).html
    assert "north.pdf, page 1: One line could not be read." in html


def test_actions_that_answer_no_clause_are_listed(open_page: Open, ids: dict[str, str]) -> None:
    html = open_page("coverage", notice=ids["north.pdf"], plan=ids["plan.txt"], view="orphans").html
    assert "Repaint the reception" in html


def test_bars_say_in_words_what_they_show(open_page: Open, ids: dict[str, str]) -> None:
    html = open_page("coverage", notice=ids["north.pdf"], plan=ids["plan.txt"]).html
    assert re.search(r'role="img" aria-label="(covered|partly covered|gap|unclear) 1"', html)
    assert re.search(r"(Covered|Partly covered|Gap|Unclear) 1 · in all 1<", html)


def test_shared_words_are_marked_in_the_clause_and_in_the_action(open_page: Open, ids: dict[str, str]) -> None:
    html = open_page("coverage", notice=ids["north.pdf"], plan=ids["plan.txt"], clause="c-north-2").html
    quoted = html[html.index('<blockquote class="cm-quote">') : html.index("</blockquote>")]
    assert '<mark class="cm-shared">Supervise' in quoted
    answer = html[html.index('<div class="cm-answer">') :]
    assert '<mark class="cm-shared">Supervise' in answer[: answer.index("</div>")]


def test_a_clause_says_which_of_its_elements_are_met_and_by_which_words(open_page: Open, ids: dict[str, str]) -> None:
    html = open_page("coverage", notice=ids["north.pdf"], plan=ids["plan.txt"], clause="c-north-2").html
    assert re.search(r"<summary>What the clause asks for: \d met", html)
    fold = html[html.index("What the clause asks for") :]
    assert "✔ Met" in fold and re.search(r"Action A1</a>: \u201c[^\u201d]+\u201d", fold)


def test_the_elements_of_a_gap_are_missing_in_words(open_page: Open, ids: dict[str, str]) -> None:
    html = open_page("coverage", notice=ids["north.pdf"], plan=ids["plan.txt"], status="gap").html
    assert "✖ Missing" in html and "No action answers the clause" in html


def test_what_is_flagged_of_an_action_stands_with_it(open_page: Open, ids: dict[str, str]) -> None:
    html = open_page("coverage", notice=ids["north.pdf"], plan=ids["plan.txt"], clause="c-north-1").html
    assert "<b>To look at:</b> " in html and "Nobody named to lead" in html
