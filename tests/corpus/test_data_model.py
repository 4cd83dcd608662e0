"""The page that publishes the data model says what the code does."""

from __future__ import annotations

import re
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest

from compare import calendar, results
from corpus import tables
from corpus.evaluation import JUDGES, Evaluation, Scored
from corpus.ingest import IngestResult
from extract import document, schema
from extract.document import Frozen
from extract.facts.plan_dates import plan_date
from report.export import TABLES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "data-model.md").read_text(encoding="utf-8")
SECTIONS = {
    found[1]: found[2] for found in re.finditer(r"^### (\w+)\n(.*?)(?=^##)", PAGE + "\n##", re.MULTILINE | re.DOTALL)
}


def models(module: Any) -> list[type[Frozen]]:
    """The models that a module defines itself."""
    found = (value for value in vars(module).values() if isinstance(value, type) and issubclass(value, Frozen))
    return [model for model in found if model.__module__.startswith(module.__name__) and model is not Frozen]


PRINTED = [*models(schema), *models(results), *models(calendar), document.PageBox, document.Warning]
OF_ANOTHER_PLACE = {"Extraction"}
"""An extraction's fields stand in one line."""


def words_of(annotation: Any) -> list[str]:
    """The words that a field's type allows."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    if get_origin(annotation) in (Union, UnionType, tuple):
        return [word for part in get_args(annotation) for word in words_of(part)]
    return []


@pytest.mark.parametrize("model", [m for m in PRINTED if m.__name__ not in OF_ANOTHER_PLACE], ids=lambda m: m.__name__)
def test_every_field_and_every_word_of_a_type_is_on_the_page(model):
    section = SECTIONS[model.__name__]
    for name, field in model.model_fields.items():
        assert f"`{name}`" in section, f"{model.__name__}.{name} is not on the page"
        for word in words_of(field.annotation):
            assert f"`{word}`" in PAGE, f"the word {word} of {model.__name__}.{name} is not on the page"


@pytest.mark.parametrize("model", [m for m in PRINTED if m.__name__ not in OF_ANOTHER_PLACE], ids=lambda m: m.__name__)
def test_the_page_names_no_field_that_a_type_has_not(model):
    named = re.findall(r"^\| (`.*?`) \|", SECTIONS[model.__name__], re.MULTILINE)
    fields = {name for cell in named for name in re.findall(r"`(\w+)`", cell)}
    assert fields == set(model.model_fields)


def test_the_parts_of_an_extraction_are_on_the_page():
    [line] = re.findall(r"^`Extraction`: (.*)\.$", PAGE, re.MULTILINE)
    assert re.findall(r"`(\w+)`", line) == list(schema.Extraction.model_fields)


@pytest.mark.parametrize("table", tables.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_column_of_the_store_is_on_the_page(table):
    [row] = re.findall(rf"^\| `{table.name}` \| .*$", PAGE.split("## The store")[1], re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", row)) >= {column.name for column in table.columns}


def test_the_results_of_ingest_evaluate_and_export_are_on_the_page():
    for name in IngestResult().printed():
        assert f'"{name}"' in PAGE
    for name in (*Evaluation(()).printed(), *Scored.__dataclass_fields__):
        assert f'"{name}"' in PAGE
    for name in (*JUDGES, "align", "cover", *TABLES):
        assert f"`{name}`" in PAGE


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("6 May 2031", "2031-05-06"),
        ("06/05/31", "2031-05-06"),
        ("May 2031", "2031-05-31"),
        ("Q3 2031/32", "2031-12-31"),
        ("Q4 2031/32", "2032-03-31"),
        ("Spring 2031", "2031-05-31"),
        ("Summer 2031", "2031-08-31"),
        ("Autumn 2031", "2031-11-30"),
        ("Winter 2031", "2032-02-29"),
        ("Spring term 2031", "2031-03-31"),
        ("Summer term 2031", "2031-07-31"),
        ("Autumn term 2031", "2031-12-31"),
        ("Academic year 2031/32", "2032-08-31"),
        ("Financial year 2031/32", "2032-03-31"),
        ("Ongoing", None),
        ("Monthly", None),
        ("To be confirmed", None),
        ("31 April 2031", None),
        ("1 May 2031, then 1 June 2031", "2031-06-01"),
    ],
)
def test_dates_from_words_are_what_the_page_says(printed, day):
    found = plan_date(printed)
    assert (found.due_date.isoformat() if found.due_date else None) == day
    assert found.vague or day


def test_ids_have_the_form_that_the_page_gives():
    assert re.fullmatch(r"c-[0-9a-f]{12}", schema.stable_id("c", "0" * 64, "Visit every child.", 1))
