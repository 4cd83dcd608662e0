"""More than five hundred damaged files: each is read or refused with one sentence, and none brings its caller down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile import packages, pdfs
from tests.hostile.mutations import mutated

COUNT = 170  # of each of three formats
GOOD = {".pdf": pdfs.good_pdf, ".docx": packages.good_docx, ".xlsx": packages.good_xlsx}
KINDS = {".pdf": "improvement_notice", ".docx": "improvement_plan", ".xlsx": "improvement_plan"}


@pytest.mark.parametrize("suffix", GOOD)
def test_damaged_files_are_read_or_end_in_one_sentence(
    suffix: str, tmp_path: Path, tried: Callable[..., object]
) -> None:
    path = tmp_path / f"damaged{suffix}"
    ends: Counter[str] = Counter()
    for number, content in enumerate(mutated(GOOD[suffix](), COUNT, seed=20310101)):
        path.write_bytes(content)
        kind = "improvement_plan" if suffix == ".pdf" and number % 4 == 0 else KINDS[suffix]
        ends["refused" if isinstance(tried(path, kind), str) else "read"] += 1
    assert min(ends["refused"], ends["read"]) > COUNT // 20, ends  # else the damage was none, or too great


def test_the_damage_is_the_same_in_every_run() -> None:
    content = pdfs.good_pdf()
    assert list(mutated(content, 5, seed=1)) == list(mutated(content, 5, seed=1))
    assert list(mutated(content, 5, seed=1)) != list(mutated(content, 5, seed=2))
