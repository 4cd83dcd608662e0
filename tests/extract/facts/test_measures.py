"""What a sentence wants to be measured by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts.measures import measured

SENTENCES: list[tuple[str, str | None, str | None, str | None]] = [
    ("Raise the share of visits in time from 54% in March 2031 to at least 85% by March 2032.", "54%", "85%", None),
    ("Reduce the number of agency workers from 40 to no more than 12 by June.", "40", "12", None),
    ("Caseloads must fall from an average of 24 to 16.", "24", "16", None),
    ("At least 90% of children are seen within five days.", None, "90%", None),
    ("95 per cent of reviews must be held on time.", None, "95%", None),
    ("Repeat referrals should fall to below 20 per cent.", None, "20%", None),
    ("No more than 10% of posts are vacant.", None, "10%", None),
    ("Visits rise to 80% against a baseline of 62%.", "62%", "80%", None),
    ("Supervision, currently 61%, is to improve.", "61%", None, None),
    ("Improve supervision, as evidenced by monthly audits of ten files, and report it.", None, None,
     "monthly audits of ten files"),
    ("The report should be based on independent testing of ten files.", None, None, "independent testing of ten files"),
    ("The Council must demonstrate improvement in the timeliness of visits by March 2032.", None, None,
     "improvement in the timeliness of visits"),
    ("Progress will be monitored by the Improvement Board every month.", None, None, None),
    ("Stay on track to meet the 2031-33 scorecard.", None, None, None),
    ("The plan must be sent within 6 weeks.", None, None, None),
    ("Hold a meeting with 3 members of the panel.", None, None, None),
    ("Evidence from the audits is reported to the board.", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "baseline", "target", "evidence"), SENTENCES, ids=[row[0][:50] for row in SENTENCES])
def test_a_sentence_says_baseline_target_and_evidence(
    text: str, baseline: str | None, target: str | None, evidence: str | None
) -> None:
    assert measured(text) == (baseline, target, evidence)


@given(st.integers(1, 99), st.integers(1, 99))
def test_any_two_shares_are_baseline_and_target(before: int, after: int) -> None:
    found = measured(f"Raise visits in time from {before}% in May to {after}% by June.")
    assert (found.baseline, found.target) == (f"{before}%", f"{after}%")


@given(st.text(max_size=200))
def test_any_text_is_measured_without_an_error(text: str) -> None:
    found = measured(text)
    assert found.evidence is None or found.evidence in text
