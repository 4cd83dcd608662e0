"""What Markdown saved from a site holds beside its text: front matter, tags, entities, link targets, fences.

Rules as in CommonMark 0.31.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import yaml

SUFFIXES = frozenset((".md", ".markdown"))
_FRONT = re.compile(r"\A\s*---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BREAK = re.compile(r"(?:<br\s{0,5}/?>|\\$)", re.IGNORECASE | re.MULTILINE)
_STRONG = re.compile(r"</?(?:b|strong)>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|article|aside|blockquote|center|cite|code|details|div|em|figcaption|figure|font|footer|h[1-6]|header|"
    r"hr|i|iframe|img|ins|kbd|li|main|mark|nav|ol|p|pre|q|s|section|small|span|sub|summary|sup|table|tbody|td|tfoot|th|"
    r"thead|tr|u|ul)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_FENCE = re.compile(r"^[ ]{0,3}(?:`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_QUOTE = re.compile(r"^(?:[ ]{0,3}>[ ]?)+", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]]{0,500}\](?:\([^)]{0,2000}\)|\[[^\]]{0,200}\])")
_TARGET = re.compile(r"^[ ]{0,3}\[([^\]^][^\]]{0,200})\]:[ \t]+\S[^\n]*$", re.MULTILINE)
_NAMED_LINK = re.compile(r"\[([^\[\]]{1,500})\]\[([^\[\]]{0,200})\]")


def plain_markdown(text: str) -> tuple[str, str | None]:
    """The Markdown without what is not shown, and the title that its front matter gives."""
    front = _FRONT.match(text)
    title = _title(front[1]) if front else None
    text = _COMMENT.sub("", text[front.end() :] if front else text)
    names = {name.casefold() for name in _TARGET.findall(text)}
    for pattern, shown in ((_TARGET, ""), (_FENCE, ""), (_QUOTE, ""), (_IMAGE, ""), (_BREAK, " ")):
        text = pattern.sub(shown, text)
    text = _NAMED_LINK.sub(lambda link: link[1] if (link[2] or link[1]).casefold() in names else link[0], text)
    text = _TAG.sub("", _STRONG.sub("**", text))
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text), title


def _title(front: str) -> str | None:
    """The title of a page's front matter (YAML)."""
    try:
        said = yaml.safe_load(front)
    except yaml.YAMLError:
        return None
    title = said.get("title") if isinstance(said, dict) else None
    return " ".join(title.split()) if isinstance(title, str) else None


def is_markdown(path: Path) -> bool:
    """Whether a text is named as Markdown."""
    return path.suffix.lower() in SUFFIXES
