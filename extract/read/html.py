"""Web pages saved from a site into paragraphs: the document in them, without the site around it."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html

from extract.document import Paragraph, Reading, Warning
from extract.errors import NoTextError, UnreadableError
from extract.read.bounds import MAX_CELLS, MAX_CHARACTERS, MAX_PARAGRAPHS, refuse_more
from extract.read.html_notes import Notes
from extract.read.html_parts import BLOCKS, ERRORS, Page
from extract.read.html_walk import Walker
from extract.read.magic import is_web_archive
from extract.read.told import MESSAGES

MIN_WORDS = 12  # fewer are no document
MAX_BLOCKS = MAX_PARAGRAPHS + MAX_CELLS
ERROR_WORDS = 150  # a page of more words is a document though its title may speak of errors
_CHARSET = re.compile(rb"""<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_XML = re.compile(rb"""<\?xml[^>]{1,200}?encoding\s*=\s*["']([\w.:-]{1,40})""", re.I)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_html(path: Path, sha256: str) -> Reading:
    """The paragraphs of a web page in reading order, without menus, banners and what is hidden.

    Raises NoTextError for a page with almost no text, UnreadableError for an error page and for one that is no page.
    """
    tree = _parsed(path)
    refuse_more(path.name, sum(1 for _ in tree.iter(*BLOCKS)), MAX_BLOCKS, "paragraphs and cells")
    titles = [" ".join((title.text_content() or "").split()) for title in tree.xpath("//h1 | //head/title")]
    etree.strip_elements(tree, "script", "style", "template", "noscript", with_tail=False)
    refuse_more(path.name, sum(map(len, tree.itertext())), MAX_CHARACTERS, "characters")
    page = Page(tree)
    paragraphs = Walker(page, Notes(page.root)).walk(page.root)
    _refuse_errors(path, paragraphs, titles)
    heading = next((p.text for p in paragraphs if p.heading_level == 1), None)
    above = page.body.find(".//h1")
    if heading is None and above is not None and not page.left_out(above):
        heading = " ".join(above.text_content().split())
        paragraphs.insert(0, Paragraph(text=heading, heading_level=1))
    return Reading(
        file=path.name, sha256=sha256, media="html", paragraphs=tuple(paragraphs),
        tables=tuple(p.table for p in paragraphs if p.table),
        title=heading or next((title for title in titles if title), None),
        warnings=tuple(_warnings(page)),
    )  # fmt: skip


def _warnings(page: Page) -> Iterator[Warning]:
    if page.hidden:
        yield Warning(code="hidden_text", message=MESSAGES["hidden_text"])
    words = page.site_words()
    if words:
        message = f"Menus, banners and other parts of the web site ({words} words) were left out."
        yield Warning(code="site_parts", message=message)


def _parsed(path: Path) -> Any:
    """The tree of a page; nothing is fetched and no entity of its own is resolved."""
    content = path.read_bytes()
    charset = None
    if is_web_archive(content):
        content, charset = _from_archive(path, content)
    text = _DECLARED.sub("", decoded(content, charset)).replace("\x00", "")
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise NoTextError(f"{path.name}: the page holds nothing; save it again as a whole web page.") from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise UnreadableError(
            f"{path.name}: the elements of the page are nested too deep to be read; print the page to a PDF instead."
        )
    return tree


def decoded(content: bytes, charset: str | None = None) -> str:
    """The text of a page by its byte order mark, the given or its own charset, else UTF-8, else Windows-1252."""
    bom = next((encoding for mark, encoding in _BOMS.items() if content.startswith(mark)), None)
    said = _CHARSET.search(content[:4096]) or _XML.search(content[:1024])
    own = said[1].decode("ascii").lower() if said else None
    for encoding in (bom, charset, own, "utf-8"):
        # A page that says Latin-1 or UTF-16 in ASCII means what browsers take it for (Encoding Standard, 4.2).
        meant = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "utf-16": bom or "utf-8"}
        try:
            if encoding:
                return content.decode(meant.get(encoding, encoding))
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def _from_archive(path: Path, content: bytes) -> tuple[bytes, str | None]:
    """The first page of a web archive (MHTML, RFC 2557) and its charset."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return page, part.get_content_charset()
    raise UnreadableError(f"{path.name}: the web archive holds no page; save the page again as HTML.")


def _refuse_errors(path: Path, paragraphs: list[Paragraph], titles: list[str]) -> None:
    cells = (cell.text for p in paragraphs if p.table for row in p.table.rows for cell in row.cells)
    words = sum(len(text.split()) for text in (*(p.text for p in paragraphs), *cells))
    opening = [*titles, *(p.text for p in paragraphs[:3])]
    error = next((text for text in opening if len(text) < 200 and ERRORS.search(text)), None)
    if error is not None and words < ERROR_WORDS:
        raise UnreadableError(
            f"{path.name}: this is an error page of a web site (“{error[:80]}”) and no document; download it again."
        )
    if words < MIN_WORDS:
        raise NoTextError(
            f"{path.name}: the page holds almost no text, perhaps because a script loads it; "
            "save the complete page from the browser or print it to a PDF."
        )
