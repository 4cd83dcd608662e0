"""Decisions are read from JSON Lines; what is none is told with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.decisions import read
from corpus.errors import DecisionsError

THEME = {"kind": "theme", "text": "Visit all children.", "theme": "child_voice", "verdict": "relabelled", "by": "A. B."}
LINK = {"kind": "link", "clause": "Visit all children.", "action": "Visits are logged.", "verdict": "confirmed"}
PAIR = {
    "kind": "pair",
    "clause": "Visit all children.",
    "other": "See every child.",
    "verdict": "rejected",
    "score": 0.4,
}


def written(folder: Path, *lines: object) -> Path:
    file = folder / "decisions.jsonl"
    file.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines), encoding="utf-8")
    return file


def test_a_theme_a_link_and_a_pair_are_read_in_their_order(tmp_path: Path):
    theme, link, pair = read(written(tmp_path, THEME, "", LINK, PAIR))
    assert (theme.text, theme.theme, theme.right, theme.by) == ("Visit all children.", "child_voice", True, "A. B.")
    assert (link.text, link.other, link.score) == ("Visit all children.", "Visits are logged.", None)
    assert (pair.other, pair.right, pair.score) == ("See every child.", False, 0.4)


def test_a_stores_folder_holds_the_file(tmp_path: Path):
    written(tmp_path, THEME)
    assert read(tmp_path) == read(tmp_path / "decisions.jsonl")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 2 is no decision"),
        (THEME | {"theme": "weather"}, "'weather' is no theme of the taxonomy"),
        (LINK | {"action": ""}, "a link needs its action"),
        (LINK | {"verdict": "relabelled"}, "only a theme can be relabelled"),
        (LINK | {"score": 7}, r"score: .*less than or equal to 1"),
        (THEME | {"verdict": "perhaps"}, "verdict: "),
        (THEME | {"mood": "good"}, "mood: "),
    ],
)
def test_a_line_that_is_no_decision_is_told(line: object, told: str, tmp_path: Path):
    with pytest.raises(DecisionsError, match=told) as found:
        read(written(tmp_path, THEME, line))
    assert "line 2" in str(found.value)


def test_a_file_without_a_decision_or_without_text_is_told(tmp_path: Path):
    with pytest.raises(DecisionsError, match="it holds no decision"):
        read(written(tmp_path, ""))
    with pytest.raises(DecisionsError, match=r"cannot be read \(No such file or directory\)"):
        read(tmp_path / "none.jsonl")
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DecisionsError, match="it is no UTF-8 text"):
        read(tmp_path / "binary.jsonl")
