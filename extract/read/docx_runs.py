"""The characters of a Word paragraph: what is shown, what is bold, which footnotes are cited, which boxes hang on it.

Tracked changes are read as accepted: inserted text counts, deleted text does not. Field codes, comments and hidden
text are not shown and are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from extract.read.docx_styles import Styles, switched
from extract.read.line import HYPHENS
from extract.read.numbering import W, value

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SHOWN = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_SYMBOLS: dict[str, dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "words" / "symbols.yaml").read_text(encoding="utf-8")
)
_DELETED = (W + "del", W + "moveFrom")
_INSERTED = (W + "ins", W + "moveTo")
_LEFT_OUT = (W + "pPr", W + "rPr", W + "sdtPr", W + "instrText", W + "delText", W + "rt", W + "txbxContent")


@dataclass
class Runs:
    """What one paragraph shows."""

    text: str = ""
    bold: list[tuple[int, int]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Footnotes and endnotes whose marks stand here: ("footnote" or "endnote", its id)."""
    boxes: list[Any] = field(default_factory=list)
    """`w:txbxContent` elements of the text boxes that are anchored here."""
    told: set[str] = field(default_factory=set)
    """What a reader of the result should know, by its code: "tracked_changes", "hidden_text", "comments"."""

    def stripped(self) -> Runs:
        """Without blanks at both ends, line breaks and tabs as single spaces, bold ranges moved along."""
        shown = self.text.translate({9: " ", 10: " ", 160: " "})
        cut = len(shown) - len(shown.lstrip())
        text = shown.strip()
        bold = [(max(a - cut, 0), min(b - cut, len(text))) for a, b in self.bold]
        return Runs(text, [(a, b) for a, b in bold if a < b], self.notes, self.boxes, self.told)

    def followed_by(self, other: Runs) -> Runs:
        """Both in one paragraph."""
        at = len(self.text)
        bold = self.bold + [(a + at, b + at) for a, b in other.bold]
        return Runs(self.text + other.text, bold, self.notes + other.notes, self.boxes + other.boxes,
                    self.told | other.told)  # fmt: skip


@dataclass
class _Style:
    """How text looks unless its run says otherwise, and the fields that are open: True within a field's code."""

    bold: bool
    hidden: bool
    fields: list[bool] = field(default_factory=list)


def runs_of(paragraph: Any, styles: Styles) -> Runs:
    """The runs of a `w:p` in reading order."""
    runs = Runs()
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    if mark is not None and any(mark.find(W + change) is not None for change in ("ins", "del", "moveFrom", "moveTo")):
        runs.told.add("tracked_changes")
    style = value(paragraph.find(W + "pPr"), "pStyle") or styles.default
    _walk(paragraph, runs, styles, _Style(styles.switched(style, "b"), styles.switched(style, "vanish")))
    return runs


def ends_within(paragraph: Any) -> bool:
    """Whether a paragraph's mark is hidden or its deletion tracked, so that the next one goes on with its line."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    if mark is None:
        return False
    return any(mark.find(W + gone) is not None for gone in ("del", "moveFrom")) or switched(mark, "vanish") is True


def _walk(element: Any, runs: Runs, styles: Styles, around: _Style) -> None:
    for child in element:
        tag = child.tag
        if tag in _DELETED:
            runs.told.add("tracked_changes")
        elif tag == W + "r":
            _run(child, runs, styles, around)
        elif tag == W + "sdt":
            placeholder = child.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
            if not placeholder:
                _walk(child, runs, styles, around)
        elif tag == MC + "AlternateContent":
            _walk(_chosen(child), runs, styles, around)
        elif tag not in _LEFT_OUT:
            if tag in _INSERTED:
                runs.told.add("tracked_changes")
            if tag == M + "t":
                _add(runs, child.text or "", around.bold)
            _walk(child, runs, styles, around)


def _run(run: Any, runs: Runs, styles: Styles, around: _Style) -> None:
    properties = run.find(W + "rPr")
    style = value(properties, "rStyle")

    def on(name: str, default: bool) -> bool:
        own = switched(properties, name)
        return own if own is not None else default or (style is not None and styles.switched(style, name))

    if on("vanish", around.hidden):
        if "".join(run.itertext(W + "t")).strip():
            runs.told.add("hidden_text")
        return
    _characters(run, runs, on("b", around.bold), around.fields)


def _characters(element: Any, runs: Runs, bold: bool, fields: list[bool]) -> None:
    """The pieces of a run: texts, tabs, symbols, note marks, drawings with text boxes in them."""
    for child in element:
        tag = child.tag
        if tag == W + "fldChar":
            _field(child, fields)
        elif any(fields):
            continue
        elif tag == W + "t":
            _add(runs, (child.text or "").translate(HYPHENS), bold)
        elif tag in _SHOWN:
            _add(runs, _SHOWN[tag], bold)
        elif tag == W + "sym":
            _add(runs, _symbol(child), bold)
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            runs.notes.append((tag.removeprefix(W).removesuffix("Reference"), child.get(W + "id", "")))
        elif tag == W + "commentReference":
            runs.told.add("comments")
        elif tag == MC + "AlternateContent":
            _characters(_chosen(child), runs, bold, fields)
        elif tag in (W + "drawing", W + "pict", W + "object"):
            runs.boxes += _boxes(child)
        elif tag == W + "ruby":
            for base in child.iter(W + "rubyBase"):
                _add(runs, "".join(base.itertext(W + "t")), bold)


def _field(mark: Any, fields: list[bool]) -> None:
    """Open a field's code, go over to its result, or close it; what stands in the code of a field is not shown."""
    kind = mark.get(W + "fldCharType")
    if kind == "begin":
        fields.append(True)
    elif fields and kind == "separate":
        fields[-1] = False
    elif fields and kind == "end":
        fields.pop()


def _chosen(alternate: Any) -> Any:
    """The one alternative that is read: the first choice with text in it, else the fallback."""
    choices = alternate.findall(MC + "Choice")
    fallback = alternate.find(MC + "Fallback")
    with_text = next((c for c in choices if next(c.iter(W + "t"), None) is not None), None)
    if with_text is not None:
        return with_text
    return fallback if fallback is not None else choices[0] if choices else alternate


def _boxes(drawing: Any) -> list[Any]:
    """The outermost text boxes of a drawing; of two alternatives only one."""
    found: list[Any] = []
    for child in drawing:
        if child.tag == W + "txbxContent":
            found.append(child)
        else:
            found += _boxes(_chosen(child) if child.tag == MC + "AlternateContent" else child)
    return found


def _symbol(element: Any) -> str:
    """A character of a symbol font as it shows; an unknown one as the private-use character that Word keeps."""
    code = element.get(W + "char", "")
    known = _SYMBOLS.get(element.get(W + "font", "").casefold(), {}).get(code[-2:].upper())
    try:
        return known or chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _add(runs: Runs, text: str, bold: bool) -> None:
    start = len(runs.text)
    runs.text += text
    if not bold or not text:
        return
    if runs.bold and not runs.text[runs.bold[-1][1] : start].strip():
        runs.bold[-1] = (runs.bold[-1][0], len(runs.text))
    else:
        runs.bold.append((start, len(runs.text)))
