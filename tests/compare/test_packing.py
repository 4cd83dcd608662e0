from compare.packing import packings
from compare.results import ClauseRef, Pair

PACKED = "See each child alone at every visit. Tell the Board each quarter how many visits were late."


def ref(file: str, clause: str) -> ClauseRef:
    return ClauseRef(file=file, clause=clause)


def same(a: ClauseRef, b: ClauseRef, yes: bool = True) -> Pair:
    return Pair(a=a, b=b, score=0.9 if yes else 0.1, same=yes)


WHOLE, ALONE, LATE = ref("a.txt", "whole"), ref("b.txt", "alone"), ref("b.txt", "late")
TEXTS = {
    WHOLE: PACKED,
    ALONE: "children are seen alone at each visit",
    LATE: "the number of late visits is reported to the Board quarterly",
}


def test_each_partner_of_a_packed_clause_has_its_passage() -> None:
    [packing] = packings([same(WHOLE, LATE), same(WHOLE, ALONE)], TEXTS)
    assert packing.clause == WHOLE
    assert [(part.clause, PACKED[part.start : part.end]) for part in packing.parts] == [
        (ALONE, "See each child alone at every visit."),
        (LATE, "Tell the Board each quarter how many visits were late."),
    ]


def test_one_partner_or_a_mere_candidate_packs_nothing() -> None:
    assert packings([same(WHOLE, LATE), same(WHOLE, ALONE, yes=False)], TEXTS) == ()


def test_partners_of_one_passage_pack_nothing() -> None:
    again = ref("b.txt", "again")
    texts = TEXTS | {again: "children are seen alone"}
    assert packings([same(WHOLE, ALONE), same(WHOLE, again)], texts) == ()


def test_partners_in_different_documents_pack_nothing() -> None:
    other = ref("c.txt", "late")
    assert packings([same(WHOLE, ALONE), same(WHOLE, other)], TEXTS | {other: TEXTS[LATE]}) == ()
