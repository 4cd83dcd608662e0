from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.facts.references import references

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
