from __future__ import annotations

import pytest

from grantdocs.model.document import Document
from grantdocs.readers import read


def page(text: str) -> Document:
    return read(text.encode(), name="page.md")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("# Heading #\ntext", "Heading\ntext"),
        ("Heading\n===\ntext", "Heading\ntext"),
        ("one\nline", "one line"),
        ("one  \ntwo", "one\ntwo"),
        ("one\\\ntwo", "one\ntwo"),
        ("one<br>two", "one\ntwo"),
        ("para\n\npara", "para\npara"),
        ("- a\n- b\n  goes on\n* c\n1. d", "a\nb goes on\nc\nd"),
        ("- [ ] open\n- [x] done", "open\ndone"),
        ("> quoted\n> text > more", "quoted text > more"),
        ("**bold** *it* __b__ _i_ ~~s~~", "bold it b i s"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        (r"\*kept\* G\@ME", "*kept* G@ME"),
        ("`code *x*`", "code *x*"),
        ("```\na\n  b\n```\nc", "a\nb\nc"),
        ("a\n\n---\n\nb", "a\nb"),
        ("| a | b |\n|---|:-:|\n| c | **d** |", "a\tb\nc\td"),
        ("a | b\n--- | ---\nc | d\n\ne", "a\tb\nc\td\ne"),
        ("Number:\tABC-1  \nEnd:\t2021", "Number:\tABC-1\nEnd:\t2021"),
        ("text <!-- hidden\ncomment --> more", "text  more".replace("  ", " ")),
        ("AT&amp;T &copy; 2021", "AT&T © 2021"),
        ("<span class=x>in</span>line", "inline"),
        ("<div>\n<p>one</p>\n<p>two</p>\n</div>\n\nthree", "one\ntwo\nthree"),
        ("<table>\n<tr><td>a</td>\n\n<td>b</td></tr>\n</table>\nafter", "a\tb\nafter"),
        ("{% include nav.html %}text{{ site.title }}", "text"),
        ('!!! note "Funding"\n    Paid by the Union.', "Funding\nPaid by the Union."),
        ("::: warning\ntext\n:::", "text"),
        ("+---+---+\n| a | b |\n|   | c |\n+===+===+\n| d | e |\n+---+---+", "a\tb c\nd\te"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("[not a link] and [1]", "[not a link] and [1]"),
        ("[outer [inner](/a) more]", "[outer inner more]"),
        ("EUR 100[^1] and more", "EUR 100 and more"),
        ("![no picture] here", "![no picture] here"),
        ("<!-- hidden to the end\n\ntext", ""),
        ("```\n<!-- shown -->\n```\na `<!-- b -->`", "<!-- shown -->\na <!-- b -->"),
        ("# Heading {#id .class}\nHead {#b}\n---\n{.c}", "Heading\nHead\n{.c}"),
        ("Costs\n: EUR 100\n\nTime\n:   2021", "Costs\tEUR 100\nTime\t2021"),
        ("[words]{.marked}", "words"),
    ],
)
def test_text(written: str, text: str) -> None:
    assert page(written).text == text


@pytest.mark.parametrize(
    ("written", "text", "url"),
    [
        ("[page](https://example.org)", "page", "https://example.org"),
        ("[the *page*](<https://example.org/a b> 'Title')", "the page", "https://example.org/a b"),
        ("[page][p]\n\n[p]: https://example.org", "page", "https://example.org"),
        ("<https://example.org>", "https://example.org", "https://example.org"),
        ("[wiki](https://example.org/A_(b))", "wiki", "https://example.org/A_(b)"),
        ('<a href="https://example.org">page</a>', "page", "https://example.org"),
        ("[Our page][]\n\n[our page]: https://example.org 'Title'", "Our page", "https://example.org"),
        ("[page]\n\n[page]: <https://example.org>", "page", "https://example.org"),
    ],
)
def test_links(written: str, text: str, url: str) -> None:
    document = page(f"See {written}")
    (link,) = document.links
    assert link.span is not None
    assert (document.quote(link.span), link.url) == (text, url)
    assert document.text == f"See {text}"


@pytest.mark.parametrize(
    ("written", "alt", "name", "width"),
    [
        ("![EU flag](img/eu.png)", "EU flag", "eu.png", None),
        ('![EU flag](img/eu.png "Title"){width="96"}', "EU flag", "eu.png", 25.4),
        ("<img src='img/eu.png' style='width:96px' alt='EU flag'>", "EU flag", "eu.png", 25.4),
        ("![EU flag][flag]\n\n[flag]: eu.png", "EU flag", "eu.png", None),
        ("![EU flag][]\n\n[eu flag]: eu.png", "EU flag", "eu.png", None),
        ("![EU flag]\n\n[EU flag]: eu.png", "EU flag", "eu.png", None),
    ],
)
def test_pictures(written: str, alt: str, name: str, width: float | None) -> None:
    document = page(written)
    (image,) = document.images
    assert (image.alt, image.name, image.width_mm) == (alt, name, width)
    assert document.text == alt


def test_picture_in_a_link() -> None:
    document = page("[![EU](eu.png)](https://europa.eu)")
    assert document.text == "EU"
    assert {link.url for link in document.links} == {"https://europa.eu"}


@pytest.mark.parametrize(
    "front",
    [
        '---\ntitle: "Our project"\ndate: 2021-03-05\n---\n',
        "+++\ntitle = 'Our project'\ndate = 2021-03-05T10:00:00Z\n+++\n",
        "---\ntitle: >-\n  Our\n  project\nDate: 2021-03-05\n...\n",
        "---\ntitle: Our project\ntags:\n  - a\npublished: '2021-03-05'\n---\n",
    ],
)
def test_front_matter(front: str) -> None:
    document = page(front + "text")
    assert (document.title, document.published) == ("Our project", "2021-03-05")
    assert [(block.zone.value, document.quote(block.span)) for block in document.blocks] == [
        ("title", "Our project"),
        ("body", "text"),
    ]


def test_title_of_the_front_matter_that_is_a_heading_too() -> None:
    assert page("---\ntitle: Our project\n---\n# Our project\ntext").text == "Our project\ntext"


@pytest.mark.parametrize(("written", "text"), [("---\ntext", "text"), ("---\n\ntext\n\n---\nmore", "text\nmore")])
def test_rule_at_the_beginning_is_no_front_matter(written: str, text: str) -> None:
    assert page(written).text == text


def test_anchors_are_lines() -> None:
    assert [block.anchor.line for block in page("# a\n\nb\nc\n\nd").blocks] == [1, 3, 6]
