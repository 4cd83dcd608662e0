"""The parts of a web page: which hold the document, which belong to the site, and which are not shown."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from lxml.html import HtmlElement

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_WORDS = yaml.safe_load((Path(__file__).parent / "words" / "html.yaml").read_text(encoding="utf-8"))
FURNITURE, FURNITURE_CLASS, UNSEEN, ERRORS = (
    re.compile("|".join(_WORDS[name]), re.I) for name in ("furniture", "furniture_class", "unseen", "errors")
)
_WITHOUT_TEXT, _SITE_ELEMENTS, _SITE_ROLES, _ALWAYS_KEPT, BLOCKS = (
    frozenset(_WORDS[name].split()) for name in ("without_text", "site_elements", "site_roles", "always_kept", "blocks")
)
_NOT_SHOWN = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.I)
MIN_SHARE = 0.1  # of the page's text that its main part holds; a lesser one is an empty shell
MAX_SITE_SHARE = 0.4  # of the document's text that a form or a part with a telling name may hold and be left out


def length(element: Any) -> int:
    """How many characters of text an element holds."""
    return sum(len(text.strip()) for text in element.itertext())


class Page:
    """One parsed page."""

    def __init__(self, tree: HtmlElement) -> None:
        body = tree.find("body")
        self.body: Any = body if body is not None else tree
        self.hidden = False
        """Whether any text was left out because it is hidden."""
        self.of_site: set[Any] = set()
        """The parts within the document's own that were left out because they belong to the site."""

    @cached_property
    def root(self) -> Any:
        """The part that holds the document: `main`, else a lone `article`, else the body."""
        mains = self.body.xpath(".//main | .//*[@role='main']")
        articles = self.body.xpath(".//article[not(ancestor::article)]")
        best = max(mains, key=length, default=articles[0] if len(articles) == 1 else None)
        return best if best is not None and length(best) >= MIN_SHARE * length(self.body) else self.body

    @cached_property
    def _length(self) -> int:
        return length(self.root)

    def left_out(self, element: Any) -> bool:
        """Whether an element is no part of the document, or is not shown."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _WITHOUT_TEXT:
            return True
        if self._not_shown(element):
            self.hidden = self.hidden or length(element) > 0
            return True
        if UNSEEN.search(element.get("class", "")):
            return True
        if self._belongs_to_site(element):
            self.of_site.add(element)
            return True
        return False

    def site_words(self) -> int:
        """How many words of the document's part were left out because they belong to the site."""
        return sum(len(" ".join(element.itertext()).split()) for element in self.of_site)

    def _belongs_to_site(self, element: Any) -> bool:
        role = element.get("role", "").lower()
        if element.tag in HEADINGS or element.tag in _ALWAYS_KEPT or self._holds_title(element):
            return False
        if element.tag == "nav" or role == "navigation":
            return True
        classes = element.get("class", "")
        named = FURNITURE.search(f"{classes} {element.get('id', '')}") or FURNITURE_CLASS.search(classes)
        of_site = element.tag in _SITE_ELEMENTS or role in _SITE_ROLES or named is not None
        return of_site and length(element) <= MAX_SITE_SHARE * self._length

    def _not_shown(self, element: Any) -> bool:
        hidden = element.get("hidden")
        closed = element.tag == "dialog" and element.get("open") is None
        return (
            (hidden is not None and hidden.lower() != "false")
            or closed
            or bool(_NOT_SHOWN.search(element.get("style", "")))
        )

    def _holds_title(self, element: Any) -> bool:
        """Whether the page's heading, or all of its document, stands in the element."""
        return element.find(".//h1") is not None or element.find(".//main") is not None
