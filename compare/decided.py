"""What people decided of the machine's suggestions, and which of several decisions on one thing counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal, Self

from pydantic import AliasChoices, Field, model_validator

from compare import taxonomy
from extract.document import Frozen
from extract.schema import normalised

Kind = Literal["theme", "link", "pair"]
EARLIEST = dt.datetime.min.replace(tzinfo=dt.UTC)


class Decision(Frozen):
    """What a person said of the theme of a text, of an action for a clause, or of two clauses as one requirement.

    text: the clause or other text; other: the action or the other clause; theme: the one that was confirmed or
    rejected, or the new one; score: what the tool had given the link or pair, 0 to 1; document: where the text stands;
    when: in universal time where no zone is given.
    """

    kind: Kind
    verdict: Literal["confirmed", "rejected", "relabelled"]
    text: str = Field(min_length=1, validation_alias=AliasChoices("text", "clause"))
    other: str = Field(default="", validation_alias=AliasChoices("other", "action"))
    theme: str = ""
    score: float | None = Field(default=None, ge=0, le=1)
    document: str = ""
    by: str = ""
    when: dt.datetime | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.kind == "theme" and self.theme not in {theme.id for theme in taxonomy.load().themes}:
            raise ValueError(f"'{self.theme}' is no theme of the taxonomy")
        if self.kind != "theme" and not self.other:
            raise ValueError("a link needs its action, and a pair its other clause")
        if self.kind != "theme" and self.verdict == "relabelled":
            raise ValueError("only a theme can be relabelled")
        return self

    @property
    def right(self) -> bool:
        """Whether the theme, link or pair that is named is right."""
        return self.verdict != "rejected"


def settled(decisions: Iterable[Decision], kind: Kind) -> list[Decision]:
    """What holds of one kind, in the order of time (of none: first, as given).

    The last decision on a link or pair counts. Of a text the last theme that was said to be right, as long as it was
    not rejected later; where there is none, all themes that were rejected.
    """
    found: dict[tuple[str, str], list[Decision]] = {}
    for one in sorted((own for own in decisions if own.kind == kind), key=_moment):
        before = found.setdefault((normalised(one.text), normalised(one.other)), [])
        if kind != "theme" or one.right:
            before[:] = [one]
        elif not any(own.right and own.theme != one.theme for own in before):
            before[:] = [own for own in before if own.theme != one.theme] + [one]
    return [one for kept in found.values() for one in kept]


def _moment(decision: Decision) -> dt.datetime:
    if decision.when is None:
        return EARLIEST
    return decision.when if decision.when.tzinfo else decision.when.replace(tzinfo=dt.UTC)
