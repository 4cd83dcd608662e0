"""The list items of a PDF by its tags."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from extract.read import read_list_items
from extract.read.tags import list_items

CONTENT = b"""BT /F1 12 Tf 72 700 Td
/P << /MCID 0 >> BDC (What needs to improve) Tj EMC 0 -20 Td
/LBody << /MCID 1 >> BDC (- Visits to children, ) Tj EMC 0 -20 Td
/LBody << /MCID 2 >> BDC (- the first week, ) Tj EMC 0 -20 Td
/LBody << /MCID 3 >> BDC (- Training of carers) Tj EMC ET"""


def _element(kind: str, parent: int, kids: str) -> bytes:
    return f"<< /Type /StructElem /S /{kind} /P {parent} 0 R /Pg 3 0 R /K [{kids}] >>".encode()


def _tagged_pdf(path: Path, last: bytes = _element("LI", 7, "3")) -> Path:
    """A page with a list of two items, the first of which holds a list of one."""
    objects: Sequence[bytes] = (
        b"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 6 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /StructParents 0 "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(CONTENT), CONTENT),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /StructTreeRoot /K [7 0 R] /ParentTree << /Nums [0 [12 0 R 8 0 R 10 0 R 11 0 R]] >> >>",
        _element("L", 6, "8 0 R 11 0 R"),
        _element("LI", 7, "1 9 0 R"),
        _element("L", 8, "10 0 R"),
        _element("LI", 9, "2"),
        last,
        _element("P", 6, "0"),
    )
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, out.rindex(b"xref"))
    path.write_bytes(out)
    return path


def test_each_item_has_its_own_text_and_its_list(tmp_path: Path) -> None:
    items = list_items(_tagged_pdf(tmp_path / "tagged.pdf"), [1])
    assert [(item.list, item.text) for item in items] == [
        (1, "- Visits to children,"), (2, "- the first week,"), (1, "- Training of carers"),
    ]  # fmt: skip


def test_a_tree_that_goes_round_and_round_ends(tmp_path: Path) -> None:
    round_and_round = _element("L", 7, "7 0 R 3")
    items = list_items(_tagged_pdf(tmp_path / "loop.pdf", round_and_round), [1])
    assert "- Visits to children," in [item.text for item in items]


def test_a_page_that_there_is_not_has_no_items(tmp_path: Path) -> None:
    assert read_list_items(_tagged_pdf(tmp_path / "tagged.pdf"), {1, 2})[0].page == 1
    assert list_items(_tagged_pdf(tmp_path / "tagged.pdf"), [0, 9]) == ()


@pytest.mark.real
def test_the_tags_of_a_report_agree_with_its_print_in_nearly_every_list(shared: Path) -> None:
    from extract.pipeline import extract

    reports = sorted((shared / "documents" / "inspections").glob("*.pdf"))[:8]
    doubted = [path.name for path in reports if any(w.code == "tags_disagree" for w in extract(path).warnings)]
    assert doubted == []
