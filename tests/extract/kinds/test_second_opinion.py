"""Clauses beside what the tags of their PDF say."""

from __future__ import annotations

from extract.document import Block, Document, TaggedItem
from extract.kinds.parts import Part, Parts
from extract.kinds.second_opinion import DOUBTFUL, compare_items, pages_of
from extract.schema import Role

VISITS = "visits to children in need within the week"
REVIEWS = "reviews of plans by an independent person"
TRAINING = "training of every foster carer in first aid"


def _found(*texts: str, roles: tuple[Role, ...] = (), page: int = 2) -> tuple[Document, Parts]:
    """A document of list items, all of them clauses unless their role is another."""
    blocks, at = [], 0
    for text in texts:
        blocks.append(Block(kind="list_item", start=at, end=at + len(text), page=page, label="-"))
        at += len(text) + 1
    given: list[Role] = list(roles) or ["clause"] * len(texts)
    document = Document(file="r.pdf", sha256="0" * 64, media="pdf", text="\n".join(texts), blocks=tuple(blocks))
    clauses = [Part(block) for block, role in zip(blocks, given, strict=True) if role == "clause"]
    return document, Parts(clauses, given)


def _tagged(*texts: str, page: int = 2, of: int = 1) -> list[TaggedItem]:
    return [TaggedItem(page=page, list=of, text=f"◼ {text}") for text in texts]


def test_items_that_the_tags_have_too_carry_no_doubt() -> None:
    document, parts = _found(VISITS, REVIEWS)
    assert compare_items(document, parts, _tagged(VISITS, REVIEWS)) == []
    assert [part.doubts for part in parts.clauses] == [[], []]


def test_two_tagged_items_in_one_clause_are_a_doubt_on_it() -> None:
    document, parts = _found(f"{VISITS} {REVIEWS}")
    (warning,) = compare_items(document, parts, _tagged(VISITS, REVIEWS))
    assert (warning.code, warning.page) == ("tags_disagree", 2)
    assert parts.clauses[0].doubts == ["the file's own tags make 2 items of it"]
    assert parts.clauses[0].confidence == DOUBTFUL


def test_a_clause_that_is_part_of_a_tagged_item_is_doubted() -> None:
    document, parts = _found(VISITS, REVIEWS)
    warnings = compare_items(document, parts, _tagged(f"{VISITS} {REVIEWS}"))
    assert [warning.code for warning in warnings] == ["tags_disagree"] * 2


def test_an_item_of_the_same_list_that_is_no_clause_is_told() -> None:
    document, parts = _found(VISITS, TRAINING, roles=("clause", "context"))
    (warning,) = compare_items(document, parts, _tagged(VISITS, TRAINING))
    assert TRAINING[:30] in warning.message
    assert parts.clauses[0].doubts == []


def test_an_item_of_another_list_and_a_title_among_the_items_are_not_told() -> None:
    document, parts = _found(VISITS, TRAINING, REVIEWS, roles=("clause", "heading", "context"))
    assert compare_items(document, parts, [*_tagged(VISITS, TRAINING), *_tagged(REVIEWS, of=2)]) == []


def test_an_item_that_runs_on_overleaf_is_one_item_for_both() -> None:
    document, parts = _found(f"{VISITS} {REVIEWS}")
    rest = TaggedItem(page=3, list=1, text=REVIEWS)
    assert compare_items(document, parts, [*_tagged(VISITS), rest]) == []


def test_a_file_without_tags_has_no_opinion() -> None:
    document, parts = _found(VISITS)
    assert compare_items(document, parts, []) == []
    assert pages_of(parts) == {2, 3}
