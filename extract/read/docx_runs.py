"""The characters of a Word paragraph: what is shown, what is bold, which footnotes are cited, which boxes hang on it.

Tracked changes are read as accepted: inserted text counts, deleted text does not. Field codes, comments and hidden
text are not shown and are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extract.read.docx_styles import Styles, switched
from extract.read.numbering import W, value

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SHOWN = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
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
    tracked: bool = False
    hidden: bool = False

    def stripped(self) -> Runs:
        """Without blanks at both ends, line breaks and tabs as single spaces, bold ranges moved along."""
        shown = self.text.translate({9: " ", 10: " ", 160: " "})
        cut = len(shown) - len(shown.lstrip())
        text = shown.strip()
        bold = [(max(a - cut, 0), min(b - cut, len(text))) for a, b in self.bold]
        return Runs(text, [(a, b) for a, b in bold if a < b], self.notes, self.boxes, self.tracked, self.hidden)


def runs_of(paragraph: Any, styles: Styles) -> Runs:
    """The runs of a `w:p` in reading order."""
    runs = Runs()
    style = value(paragraph.find(W + "pPr"), "pStyle") or styles.default
    _walk(paragraph, runs, styles, styles.bold(style))
    return runs


def _walk(element: Any, runs: Runs, styles: Styles, bold: bool) -> None:
    for child in element:
        tag = child.tag
        if tag in _DELETED:
            runs.tracked = True
        elif tag == W + "r":
            _run(child, runs, styles, bold)
        elif tag == W + "sdt":
            placeholder = child.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
            if not placeholder:
                _walk(child, runs, styles, bold)
        elif tag == MC + "AlternateContent":
            _walk(_chosen(child), runs, styles, bold)
        elif tag not in _LEFT_OUT:
            runs.tracked = runs.tracked or tag in _INSERTED
            if tag == M + "t":
                _add(runs, child.text or "", bold)
            _walk(child, runs, styles, bold)


def _run(run: Any, runs: Runs, styles: Styles, bold: bool) -> None:
    properties = run.find(W + "rPr")
    if switched(properties, "vanish"):
        runs.hidden = runs.hidden or bool("".join(run.itertext(W + "t")).strip())
        return
    own = switched(properties, "b")
    style = value(properties, "rStyle")
    bold = own if own is not None else bold or (style is not None and styles.bold(style))
    _characters(run, runs, bold)


def _characters(element: Any, runs: Runs, bold: bool) -> None:
    """The pieces of a run: texts, tabs, symbols, note marks, drawings with text boxes in them."""
    for child in element:
        tag = child.tag
        if tag == W + "t":
            _add(runs, child.text or "", bold)
        elif tag in _SHOWN:
            _add(runs, _SHOWN[tag], bold)
        elif tag == W + "sym":
            _add(runs, _symbol(child), bold)
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            runs.notes.append((tag.removeprefix(W).removesuffix("Reference"), child.get(W + "id", "")))
        elif tag == MC + "AlternateContent":
            _characters(_chosen(child), runs, bold)
        elif tag in (W + "drawing", W + "pict", W + "object"):
            runs.boxes += _boxes(child)
        elif tag == W + "ruby":
            for base in child.iter(W + "rubyBase"):
                _add(runs, "".join(base.itertext(W + "t")), bold)


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
    """A character of a symbol font, kept in the private-use area where Word keeps it."""
    try:
        return chr(int(element.get(W + "char", ""), 16))
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
