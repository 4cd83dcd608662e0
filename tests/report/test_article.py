"""An article in Markdown and in HTML: what a document says is never markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.article import Article, Bullets, Heading, Picture, as_html, as_markdown
from report.table import table

SVG = """<?xml version="1.0"?>
<!DOCTYPE svg>
<svg xmlns:xlink="x"><defs><path id="p"/></defs><use xlink:href="#p"/><g clip-path="url(#p)"/></svg>
"""
ARTICLE = Article(
    "Figures",
    (
        "One paragraph.",
        Heading("Notices"),
        Bullets(("first", "second")),
        table("mean of 2", ("figure", "mean_score", "note"), [("map", 0.5, None), ("kind", 1.0, "all")]),
        Picture("plot", SVG, "A line."),
    ),
)


def test_an_article_in_markdown():
    assert as_markdown(ARTICLE) == (
        "# Figures\n\nOne paragraph.\n\n## Notices\n\n- first\n- second\n\nmean of 2\n\n"
        "| Figure | Mean score | Note |\n| --- | --: | --- |\n| map | 0.5000 |  |\n| kind | 1.0000 | all |\n\n"
        "![A line.](plot.svg)\n"
    )


def test_an_article_in_html():
    page = as_html(ARTICLE)
    assert "<h1>Figures</h1>\n<p>One paragraph.</p>\n<h2>Notices</h2>\n<ul>\n<li>first</li>" in page
    assert '<tr><td>map</td><td class="number">0.5000</td><td></td></tr>' in page
    assert 'id="plot-p"/></defs><use xlink:href="#plot-p"/><g clip-path="url(#plot-p)"/></svg></figure>' in page
    assert "<!DOCTYPE svg>" not in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize(
    "text",
    ["<img src=x onerror=y>", "[a](http://x)", "![a](http://x)", "a | b", "`code`", "*bold*", "~~gone~~", "<http://x>"],
)
def test_markup_in_a_text_is_text_in_markdown(text):
    line = as_markdown(Article("t", (text,))).splitlines()[2]
    assert line.replace("\\", "") == text
    assert all(line[place - 1] == "\\" for place, char in enumerate(line) if char in "<>[]|`*~")


class Tags(HTMLParser):
    """The tags that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)


@given(text=st.text(), cell=st.text())
def test_no_text_makes_a_tag_or_a_line_of_its_own(text, cell):
    def tags(text: str, cell: str) -> list[str]:
        parser = Tags()
        parser.feed(as_html(Article("t", (text, Bullets((text,)), table("t", ("a",), [(cell,)])))))
        return parser.seen

    assert tags(text, cell) == tags("plain", "plain")
    lines = as_markdown(Article("t", (text, table("t", ("a",), [(cell,)])))).split("\n")
    assert len(lines) == 10
