"""What the readers of texts tell beside the text, by its code."""

from __future__ import annotations

MESSAGES = {
    "tracked_changes": "The document holds tracked changes; it was read as if all of them were accepted.",
    "hidden_text": "The document holds hidden text, which was left out.",
    "contents_list": "The table of contents was left out.",
    "comments": "The document holds comments, which were left out.",
    "other_file": "The document takes in another file, which was left out; open it in its program and save it again.",
}
