"""The characters of one paragraph while they are gathered: blanks made one, bold ranges kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_BLANKS = re.compile(r"[ \t\n\r\f\v\u00a0\u200b\ufeff]+")
HYPHENS = str.maketrans({"\u00ad": None, "\u2011": "-"})
"""A soft hyphen is not shown within a line, and one that does not break is a hyphen."""


@dataclass
class Line:
    """Text that runs on until a block ends."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    bold: list[tuple[int, int]] = field(default_factory=list)
    breaks: int = 0
    """How many line breaks the text ends in."""
    plain: bool = False
    """Whether any letter that is not bold came after the last bold range."""

    def add(self, text: str | None, bold: bool) -> None:
        """Add characters; a blank that follows a blank, or begins the line, is not shown."""
        shown = _BLANKS.sub(" ", (text or "").translate(HYPHENS))
        if not self.parts or self.parts[-1].endswith(" "):
            shown = shown.lstrip(" ")
        if not shown:
            return
        start, self.length = self.length, self.length + len(shown)
        self.parts.append(shown)
        self.breaks = 0
        if not shown.strip():
            return
        if not bold:
            self.plain = True
        elif self.bold and not self.plain:
            self.bold[-1] = (self.bold[-1][0], self.length)
        else:
            self.bold.append((start, self.length))
            self.plain = False

    def end_line(self) -> None:
        """A `br`: a blank within the text."""
        self.add(" ", bold=False)
        self.breaks += 1

    def taken(self) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The text without the blank at its end, and its bold ranges."""
        text = "".join(self.parts).rstrip(" ")
        return text, tuple((a, min(b, len(text))) for a, b in self.bold if a < len(text))
