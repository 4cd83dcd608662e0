"""The errors that Clausemap raises for a file it cannot use.

Every message is one sentence that says what is wrong, where, and what to do. The command line prints it and
exits with status 1; the screen shows it; nothing is stored.
"""

from __future__ import annotations


class ClausemapError(Exception):
    """Base of all errors that are the document's, not the program's. `str(error)` is fit for a person."""


class UnreadableError(ClausemapError):
    """The file cannot be read at all: wrong type behind the name, encrypted, damaged, empty, too large."""


class NoTextError(UnreadableError):
    """The file opens but holds no text, as a scan without a text layer."""


class NothingFoundError(ClausemapError):
    """The document was read and holds none of what was asked for: a notice without clauses, a plan without actions."""


class UnsureKindError(NothingFoundError):
    """The document may be of several kinds, or of none: a person has to say which.

    `kinds` are those that it may be, likeliest first.
    """

    def __init__(self, message: str, kinds: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.kinds = kinds

    def __reduce__(self) -> tuple[type[UnsureKindError], tuple[str, tuple[str, ...]]]:
        return type(self), (str(self), self.kinds)
