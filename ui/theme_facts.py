"""A text's themes in words, and why it has one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from compare import taxonomy
from extract.schema import Clause, ThemeScore
from ui import draw, words
from ui.draw import Fragment, Place

if TYPE_CHECKING:
    from compare.theme_reasons import Near, Part, Reasons

WORTH_TELLING = 0.05
"""A mere candidate less likely than this is left out."""
MOST_WORDS = 6
"""Words that are listed on each side; the others are told as one sum."""
LEAST_WORD = 0.1
"""A word that adds less than this to the log-odds is neither marked nor listed."""
_PARTS = {
    "definition": ("wording near to the theme's definition", "wording nearer to other themes' definitions"),
    "meaning": ("the whole text means much the same as this theme", "the whole text means rather what other themes do"),
    "heading": ("the heading or the clause above: {about}", "the heading or the clause above: {about}"),
    "kind": ("the kind of clause: {about}", "the kind of clause: {about}"),
    "usual": ("the theme is a common one", "the theme is a rare one"),
}
"""What a part is called where it speaks for the theme, and where it speaks against it."""
_SOURCES = {
    "example": "a sentence written as an example",
    "definition": "the theme's definition",
    "alias": "a term of the sector",
    "given": "a clause that a person labelled",
}


def known(theme: str | None) -> bool:
    """Whether the taxonomy has the theme; a store may hold older ones."""
    return any(one.id == theme for one in taxonomy.load().themes)


def first(found: Sequence[ThemeScore]) -> str:
    """The first theme by name, told where it is unclear; nothing where there is none."""
    if not found:
        return ""
    return f"{words.theme(found[0].id)} (unclear)" if found[0].role == "unclear" else words.theme(found[0].id)


def themes(found: Sequence[ThemeScore]) -> Fragment:
    """The first theme, its secondary ones, and candidates that are likely enough to be worth reading."""
    shown = [one for k, one in enumerate(found[:3]) if k == 0 or one.role or one.score >= WORTH_TELLING]
    rivals = bool(found) and found[0].role == "unclear"
    return draw.bullets(draw.text(_theme(one, rivals)) for one in shown)


def _theme(one: ThemeScore, rivals: bool) -> str:
    """`rivals`: the first theme is unclear, so that the others may be it."""
    name, sure = words.theme(one.id), words.percent(one.score)
    match one.role:
        case "primary":
            return f"{name} (primary, {sure} sure)"
        case "unclear":
            return f"Unclear, a person must decide: perhaps {name} ({sure} sure)"
        case "secondary" if not rivals:
            return f"{name} (secondary)"
        case _:
            return f"{'Or perhaps ' if rivals else ''}{name} ({sure})"


def framework_tag(one: Clause) -> str:
    """The printed tag, and the theme's own outcome or enabler where it is another."""
    from compare.themes import cross_walk

    if not one.framework_tag:
        return ""
    printed = words.listed(words.word("references", tag) for tag in one.framework_tag.split(", "))
    ours = cross_walk(one.framework_tag, one.themes[0].id) if one.themes else None
    if ours is None:
        return printed
    own = words.word("references", ours).lower()
    return f"{printed} is printed; differs from the theme: {words.theme(one.themes[0].id)} falls under {own}"


def definition(theme: str) -> Fragment:
    """What belongs under a theme, and what does not though it may seem so."""
    from compare.theme_terms import exclusions

    notes = [
        f"Not {note.what}" + (f": see {words.theme(note.theme)}" if note.theme else "") for note in exclusions(theme)
    ]
    said = taxonomy.load().theme(theme).definition
    return Fragment(draw.paragraph(said, "cm-note") + draw.bullets(map(draw.text, notes)))


def why(text: str, found: Reasons) -> Fragment:
    """The definition, the text with the words marked, the parts for and against, near labelled texts, usual words."""
    from compare.theme_terms import theme_terms

    name = words.theme(found.theme)
    usual = theme_terms(found.theme)
    return Fragment(
        definition(found.theme)
        + draw.paragraph(
            "Words underlined speak for the theme, words with a dotted line in italics against it.", "cm-note"
        )
        + _marked(text, found.parts)
        + _side(f"For {name}", [part for part in found.parts if part.value > 0], 0)
        + _side(f"Against {name}", [part for part in found.parts if part.value < 0], 1)
        + draw.paragraph(
            f"Together {found.log_odds:+.1f}: the logarithm of the odds against the average theme. "
            "The theme with the highest sum comes first.",
            "cm-note",
        )
        + _nearest(found.nearest)
        + draw.element("h3", draw.text("What usually speaks for it and against it"))
        + draw.bullets(
            [
                draw.text(f"For: {', '.join(usual.speaking_for)}"),
                draw.text(f"Against: {', '.join(usual.against)}"),
            ]
        )
    )


def _marked(text: str, parts: Iterable[Part]) -> Fragment:
    """The text with each word that speaks for or against by more than a little; terms share what they add equally."""
    nets: dict[tuple[int, int], float] = defaultdict(float)
    for part in parts:
        for span in part.spans:
            nets[span] += part.value / len(part.spans)
    places: list[Place] = [
        (start, end, "for" if net > 0 else "against") for (start, end), net in nets.items() if abs(net) >= LEAST_WORD
    ]
    return draw.quote(text, places)


def _side(heading: str, parts: Sequence[Part], side: int) -> Fragment:
    """The parts on one side, the weightiest first, with the smaller words as one sum."""
    listed = [part for part in parts if part.kind == "word" and abs(part.value) >= LEAST_WORD][:MOST_WORDS]
    others = [part for part in parts if part.kind == "word" and part not in listed]
    rows = [(_part(part, side), part.value) for part in parts if part in listed or part.kind != "word"]
    if others:
        rows.append((words.count(len(others), "further word"), sum(part.value for part in others)))
    shown = [(draw.text(said), draw.text(f"{value:+.1f}")) for said, value in rows if abs(value) >= LEAST_WORD / 2]
    return draw.table(heading, ("What", "Weight"), shown, numbers=1) if shown else Fragment("")


def _part(part: Part, side: int) -> str:
    if part.kind == "word":
        return f"\u201c{part.about}\u201d"
    about = words.word("clause_kinds", part.about).lower() if part.kind == "kind" else f"\u201c{part.about}\u201d"
    said = _PARTS[part.kind][side].format(about=about)
    return said[:1].upper() + said[1:]


def _nearest(found: Sequence[Near]) -> Fragment:
    lines = [
        draw.text(
            f"\u201c{one.text}\u201d: {words.theme(one.theme)} ({_SOURCES[one.source]}, closeness {one.closeness:.2f})"
        )
        for one in found
    ]
    if not lines:
        return Fragment("")
    return Fragment(draw.element("h3", draw.text("Nearest labelled texts")) + draw.bullets(lines))
