"""Clauses, actions and statements as one kind of item that a list can show and search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.document import PageBox
from extract.schema import Action, Clause, Extraction, Statement, ThemeScore
from ui import words


@dataclass(frozen=True, slots=True)
class Item:
    """Something of a document with its place; `name` is what it is called ("8.b"), `group` its own kind or rating."""

    id: str
    name: str
    text: str
    section: str | None
    group: str | None
    themes: tuple[ThemeScore, ...]
    page: int | None
    boxes: tuple[PageBox, ...]
    place: str
    """Where it stands, in words: "page 4", or the sheet and the row."""
    title: str | None = None

    @property
    def theme(self) -> str | None:
        """The theme that fits best."""
        return self.themes[0].id if self.themes else None


def clauses(extraction: Extraction) -> list[Item]:
    """The clauses in the document's order."""
    return [_clause(clause, position) for position, clause in enumerate(extraction.clauses, start=1)]


def clause_name(clause: Clause, position: int) -> str:
    """The clause's number, or its place in the document in square brackets where none is printed."""
    return clause.number or f"[{position}]"


def actions(extraction: Extraction) -> list[Item]:
    """The actions of a plan."""
    return [_action(action, position) for position, action in enumerate(extraction.actions, start=1)]


def action_name(action: Action, position: int) -> str:
    """The action's printed reference, or its place in the plan in square brackets."""
    return action.ref or f"[{position}]"


def action_place(action: Action) -> str:
    """Where the action stands: the page, or the sheet and the row."""
    parts = (
        f"page {action.page}" if action.page else None,
        f"sheet {action.sheet}" if action.sheet else None,
        f"row {action.row}" if action.row else None,
    )
    return ", ".join(part for part in parts if part)


def statements(extraction: Extraction) -> list[Item]:
    """The statements of a progress report."""
    return [_statement(statement, position) for position, statement in enumerate(extraction.statements, start=1)]


def filtered(
    items: Iterable[Item], sought: str, theme: str | None, section: str | None, group: str | None
) -> list[Item]:
    """The items that fit; where the sought words are exactly the name of one, that one alone."""
    fit = [
        item
        for item in items
        if (theme is None or theme in {one.id for one in item.themes[:3]})
        and (section is None or item.section == section)
        and (group is None or item.group == group)
    ]
    exact = [item for item in fit if sought and item.name.casefold().strip(".") == sought.casefold().strip(".")]
    if exact:
        return exact
    wanted = sought.casefold().split()
    return [item for item in fit if all(word in _searched(item) for word in wanted)]


def themes_of(items: Sequence[Item]) -> list[str]:
    """The best themes of the items by name."""
    return sorted({item.theme for item in items if item.theme}, key=words.theme)


def sections_of(items: Sequence[Item]) -> list[str]:
    """The sections in the document's order."""
    return list(dict.fromkeys(item.section for item in items if item.section))


def groups_of(items: Sequence[Item]) -> list[str]:
    """The kinds or ratings that occur."""
    return list(dict.fromkeys(item.group for item in items if item.group))


def _searched(item: Item) -> str:
    return " ".join(part for part in (item.name, item.title, item.section, item.text) if part).casefold()


def _clause(clause: Clause, position: int) -> Item:
    place = f"page {clause.page}" if clause.page else ""
    return Item(
        *(clause.id, clause_name(clause, position), clause.text, clause.section, clause.kind, clause.themes),
        *(clause.page, clause.boxes, place, clause.title),
    )


def _action(action: Action, position: int) -> Item:
    return Item(
        *(action.id, action_name(action, position), action.text, action.theme_heading, action.rag, action.themes),
        *(action.page, action.boxes, action_place(action)),
    )


def _statement(statement: Statement, position: int) -> Item:
    place = f"page {statement.page}" if statement.page else ""
    return Item(
        *(statement.id, f"[{position}]", statement.text, statement.section, None, statement.themes),
        *(statement.page, (), place),
    )
