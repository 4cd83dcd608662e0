"""What a clause asks for, element by element: met, missing or unclear, with the words of the plan that show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from compare.results import Element, ElementStatus, Meeting
from ui import draw, words
from ui.draw import Fragment, Tone

TONES: dict[ElementStatus, Tone] = {"met": "green", "missing": "red", "unclear": "amber"}
MOST_MEETINGS = 3
"""Actions that are quoted for one element."""


def fold(found: Sequence[Element], actions: Mapping[str, Fragment], clauses: Mapping[str, Fragment]) -> Fragment:
    """The elements of a clause in a fold that says how many are met; nothing where there are none.

    `actions` and `clauses` are links by id.
    """
    if not found:
        return Fragment("")
    counts = Counter(one.status for one in found)
    said = ", ".join(f"{counts[status]} {words.word('elements', status).lower()}" for status in TONES if counts[status])
    return draw.fold(f"What the clause asks for: {said}", _list(found, actions, clauses))


def _list(found: Sequence[Element], actions: Mapping[str, Fragment], clauses: Mapping[str, Fragment]) -> Fragment:
    rows = [
        draw.element(
            "div",
            draw.element("dt", _asked(one, clauses)),
            draw.element("dd", _status(one.status), _shown(one, actions)),
        )
        for one in found
    ]
    return draw.element("dl", *rows, css="cm-facts cm-elements")


def _asked(one: Element, clauses: Mapping[str, Fragment]) -> Fragment:
    kind = clauses.get(one.clause or "", draw.text(words.word("element_kinds", one.kind)))
    return Fragment(f'<span class="cm-kind">{kind}</span> {draw.text(one.words)}')


def _status(status: ElementStatus) -> Fragment:
    return draw.tag(f"{words.word('element_symbols', status)} {words.word('elements', status)}", TONES[status])


def _shown(one: Element, actions: Mapping[str, Fragment]) -> Fragment:
    """The words that meet it, action by action; why, where that is more than these words."""
    quoted = [_meeting(meeting, actions) for meeting in one.met_by[:MOST_MEETINGS]]
    more = len(one.met_by) - len(quoted)
    if more:
        quoted.append(draw.paragraph(f"and {words.count(more, 'further action')}", "cm-note"))
    told = any(f"'{meeting.words}'" in one.why for meeting in one.met_by)
    return Fragment(
        "".join(quoted) + ("" if told else draw.paragraph(f"{one.why[:1].upper()}{one.why[1:]}", "cm-note"))
    )


def _meeting(meeting: Meeting, actions: Mapping[str, Fragment]) -> Fragment:
    field = "" if meeting.field == "text" else f" ({words.word('action_fields', meeting.field).lower()})"
    return draw.element(
        "p", actions[meeting.action], draw.text(f"{field}: \u201c{meeting.words}\u201d"), css="cm-printed"
    )
