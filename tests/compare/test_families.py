import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.align import align
from compare.families import common_words
from compare.results import Alignment, ClauseRef, WordingFamily
from compare.wording import compared_words
from extract.schema import Clause, Extraction

Make = Callable[..., Extraction]
WORDS = ["the", "board", "meets", "monthly;", "and", "reports", "to", "children's", "Council", "plan"]


@pytest.fixture(scope="module")
def three(document: Make) -> list[Extraction]:
    """Three short notices: supervision in all, adoption in two, visits split in one and packed in another."""

    def made(file: str, *texts: str) -> Extraction:
        clauses = (Clause(id=f"{file[0]}{k}", kind="requirement", text=text) for k, text in enumerate(texts))
        return document(file, clauses=tuple(clauses))

    return [
        made(
            "ashby.txt",
            "Give every social worker reflective supervision once a month.",
            "Bring down the time that children wait for adopters.",
            "Agree a protocol with housing for young people who present as homeless.",
        ),
        made(
            "birch.txt",
            "Give each social worker reflective supervision every two weeks.",
            "Publish a strategy for the recruitment of foster carers.",
        ),
        made(
            "cole.txt",
            "The Council must give all social workers reflective supervision once a month.",
            "Shorten the time that children wait for adopters.",
        ),
    ]


@pytest.fixture(scope="module")
def alignment(three: list[Extraction]) -> Alignment:
    return align(three)


def clauses_of(family: WordingFamily) -> set[str]:
    return {member.clause.clause for member in family.members}


def test_a_requirement_of_all_documents_is_one_family(alignment: Alignment) -> None:
    first, second = alignment.families
    assert (clauses_of(first), first.lacking) == ({"a0", "b0", "c0"}, ())
    assert (clauses_of(second), second.lacking) == ({"a1", "c1"}, ("birch.txt",))


def test_the_common_wording_is_what_every_document_says(alignment: Alignment) -> None:
    common = " ".join(alignment.families[0].common)
    assert "reflective supervision" in common
    assert not {"month", "weeks", "Council"} & set(common.split())


def test_the_departures_lead_from_the_medoid_to_each_text(alignment: Alignment, three: list[Extraction]) -> None:
    texts = {
        ClauseRef(file=one.document.file, clause=clause.id): clause.text for one in three for clause in one.clauses
    }
    for family in alignment.families:
        for member in family.members:
            assert "".join(change.a for change in member.changes) == texts[family.medoid]
            assert "".join(change.b for change in member.changes) == texts[member.clause][member.start : member.end]


def test_families_do_not_depend_on_the_order_of_the_documents(three: list[Extraction], alignment: Alignment) -> None:
    for order in itertools.permutations(three):
        assert align(order).families == alignment.families


@settings(deadline=None, max_examples=15)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), min_size=3, max_size=8), st.data())
def test_families_of_any_texts_hold_one_main_clause_a_document_and_no_clause_twice(
    document: Make, texts: list[list[str]], data: st.DataObject
) -> None:
    files: dict[str, list[Clause]] = {"a.txt": [], "b.txt": [], "c.txt": []}
    for number, words in enumerate(texts):
        file = data.draw(st.sampled_from(sorted(files)))
        files[file].append(Clause(id=f"{number}", kind="requirement", text=" ".join(words)))
    made = [document(file, clauses=tuple(clauses)) for file, clauses in files.items()]
    families = align(made).families
    mains = [member.clause for family in families for member in family.members if member.role == "main"]
    assert len(mains) == len(set(mains))
    for family in families:
        own = [member.clause.file for member in family.members if member.role == "main"]
        assert len(own) == len(set(own)) > 1
        assert family.medoid in [member.clause for member in family.members if member.role == "main"]
        assert set(family.lacking) == set(files) - {member.clause.file for member in family.members}
    assert align(data.draw(st.permutations(made))).families == families


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join), min_size=2, max_size=4))
def test_common_words_stand_in_every_text_in_the_same_order(texts: list[str]) -> None:
    common = [word for run in common_words(texts[0], texts[1:]) for word in compared_words(run)]
    for text in texts:
        rest = iter(compared_words(text))
        assert all(word in rest for word in common)


def test_common_words_are_as_printed_in_the_medoid() -> None:
    assert common_words("The Board meets monthly, and reports.", ["the board meets weekly and reports"]) == (
        "The Board meets", "and reports.",
    )  # fmt: skip
