from __future__ import annotations

import base64

import pytest

from grantdocs.model.document import Document
from grantdocs.readers import read


def page(body: str, head: str = "", attributes: str = "") -> Document:
    return read(f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>".encode())


def zones(document: Document) -> list[tuple[str, str]]:
    return [(block.zone.value, document.quote(block.span)) for block in document.blocks]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<p>one\n   line</p>", "one line"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<p>EUR <b>100</b>&nbsp;000</p>", "EUR 100\N{NO-BREAK SPACE}000"),
        ("<p>In<i>ter</i>reg</p>", "Interreg"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("<a href=x>one</a><a href=y>two</a>", "one two"),
        ("<pre>a\nb</pre>", "a\nb"),
        ("<pre>Budget\tEUR 100\nEnd\t2021\n\nmore <b>text\tx</b></pre>", "Budget\tEUR 100\nEnd\t2021\nmore text\tx"),
        ("<textarea>a\nb\tc</textarea>", "a\nb\tc"),
        ("<div style='white-space: pre-wrap'>a\nb</div>", "a\nb"),
        ("<p>a\tb</p>", "a b"),
        ("<table><tr><td>a<br>b<td>c<br>d</table>", "a b\tc d"),
        ("<span style='display:block'>a</span><span style='display:block'>b</span>", "a\nb"),
        (
            "<p>text<script>var x = 1;</script><style>p{}</style><template>t</template><noscript>n</noscript></p>",
            "text",
        ),
        ("<p hidden>x</p><p style='display: none'>y</p><p style='visibility:hidden'>z</p><p>seen</p>", "seen"),
        ("<!-- comment --><p>seen</p>", "seen"),
        ("<details><summary>More</summary><p>seen</p></details>", "More\nseen"),
        ("<dl><dt>Budget<dd>EUR 100<dt>End<dd>2021</dl>", "Budget\tEUR 100\nEnd\t2021"),
        ("<dl><div><dt>Budget</dt><dd>EUR 100</dd></div></dl>", "Budget\tEUR 100"),
        ("<table><tr><th>a<td>b<tr><td>c<td>d</table>", "a\tb\nc\td"),
        ("<table><tr><td><p>a</p><p>b</p><td>c</table>", "a b\tc"),
        ("<table><caption>Costs</caption><tr><td>a<td>b</table>", "Costs\na\tb"),
        ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", "a\tb\nc"),
        ("<table role=presentation><tr><td>a<td>b</table>", "a\nb"),
        ("<table><tr><td><dl><dt>a<dd>b</dl><td>c</table>", "a b\tc"),
    ],
)
def test_text(body: str, text: str) -> None:
    assert page(body).text == text


def test_nothing_in_thousands_of_levels_is_lost() -> None:
    document = page("<div>" * 3000 + "<p>deep</p>" + "</div>" * 3000 + "<footer>statement</footer>")
    assert document.text == "deep\nstatement"


def test_cells_know_row_and_column() -> None:
    document = page("<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td colspan=2>d<td>e</table>")
    places = [(document.quote(block.span), block.anchor.row, block.anchor.column) for block in document.blocks]
    assert places == [("a", 1, 1), ("b", 1, 2), ("c", 2, 2), ("d", 3, 1), ("e", 3, 3)]


def test_zones() -> None:
    body = """<header><p>Town</p><h1>Head</h1></header><nav><a href=/>Home</a></nav><main><article><header>By A</header>
    <p>text</p><ul><li>item</li></ul><figure><img src=a.png alt="flag"><figcaption>Caption</figcaption></figure>
    <footer>Tags</footer></article></main><div class="site-footer"><p>Funded</p></div><footer><ul><li>End</li></ul></footer>"""
    assert zones(page(body)) == [
        ("header", "Town"),
        ("heading", "Head"),
        ("navigation", "Home"),
        ("body", "By A"),
        ("body", "text"),
        ("list-item", "item"),
        ("alt-text", "flag"),
        ("caption", "Caption"),
        ("body", "Tags"),
        ("footer", "Funded"),
        ("footer", "End"),
    ]


def test_anchor_leads_to_the_element() -> None:
    document = page("<div><p>a</p><p>b</p></div>")
    assert [block.anchor.xpath for block in document.blocks] == ["/html/body/div[1]/p[1]", "/html/body/div[1]/p[2]"]


def test_title_that_the_page_shows_is_no_block() -> None:
    assert zones(page("<h1>Our project</h1>", "<title> Our  project </title>")) == [("heading", "Our project")]


def test_title_that_the_page_does_not_show_is_a_block() -> None:
    document = page("<h1>Our project</h1>", "<title>Our project – Town</title>")
    assert zones(document)[0] == ("title", "Our project – Town")
    assert document.title == "Our project – Town"


def test_title_of_a_drawing_is_no_title() -> None:
    assert page("<svg><title>Icon</title></svg><p>text</p>").title is None


def test_description_is_metadata_unless_it_is_on_the_page() -> None:
    head = '<meta name=description content="About the project"><meta property="og:description" content="Some text">'
    assert zones(page("<p>Here is SOME text.</p>", head)) == [
        ("body", "Here is SOME text."),
        ("metadata", "About the project"),
    ]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2021-03-05T10:00:00+02:00">', ""),
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2021-03-05"}]}</script>', ""),
        ("", '<time datetime="2021-03-05">5 March</time>'),
        ("", '<time datetime="2020-01-01">x</time><time class="entry-date published" datetime="2021-03-05">y</time>'),
    ],
)
def test_day_of_publication(head: str, body: str) -> None:
    assert page(body, head).published == "2021-03-05"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="yesterday">', ""),
        ('<script type="application/ld+json">{broken</script>', ""),
        ("", '<time datetime="2020-01-01">x</time><time datetime="2021-03-05">y</time>'),
        ("", '<time datetime="10:30">x</time>'),
    ],
)
def test_no_day_of_publication(head: str, body: str) -> None:
    assert page(body, head).published is None


def test_languages() -> None:
    document = page('<p>a</p><p lang="en">b</p>', attributes='lang="lv"')
    assert document.language == "lv"
    assert [block.language for block in document.blocks] == [None, "en"]


def test_links() -> None:
    document = page('<p>See <a href="https://example.org"> our <b>page</b></a>, <a href="#top">top</a>.</p>')
    assert [(link.url, document.quote(link.span)) for link in document.links if link.span] == [
        ("https://example.org", "our page")
    ]


def test_link_around_a_picture() -> None:
    document = page('<a href="https://europa.eu"><img src="eu.png"></a>')
    assert [(link.url, link.span) for link in document.links] == [("https://europa.eu", None)]


@pytest.mark.parametrize(
    ("tag", "alt", "name", "width"),
    [
        ('<img src="/img/eu%20flag.png?v=2" alt="EU flag" width="96">', "EU flag", "eu flag.png", 25.4),
        ('<img src="eu.png" style="width:192px;height:10%">', "", "eu.png", 50.8),
        ('<img src="eu.png" width="100%">', "", "eu.png", None),
        ('<img src="data:image/gif;base64,R0lGODlhAQ==" data-src="late.png">', "", "late.png", None),
        ('<input type="image" src="go.png" alt="Go">', "Go", "go.png", None),
    ],
)
def test_pictures(tag: str, alt: str, name: str, width: float | None) -> None:
    (image,) = page(tag).images
    assert (image.alt, image.name, image.width_mm) == (alt, name, width)


def test_bytes_of_embedded_pictures() -> None:
    data = b"\x89PNG picture"
    (image,) = page(f'<img src="data:image/png;base64,{base64.b64encode(data).decode()}">').images
    assert (image.data, image.name) == (data, "")


def test_drawings_that_say_what_they_show() -> None:
    document = page('<svg aria-label="EU emblem"><path/></svg><svg><path/></svg><svg aria-hidden="true"><path/></svg>')
    assert [image.alt for image in document.images] == ["EU emblem", ""]


@pytest.mark.parametrize("meta", ['<meta charset="windows-1257">', ""])
def test_code_page(meta: str) -> None:
    data = f"<html><head>{meta}</head><body><p>Šī ir ziņa</p></body></html>".encode("cp1257")
    assert read(data).text == "Šī ir ziņa"


def test_line_breaks_in_a_long_cell() -> None:
    long = "word " * 15 + "end"
    document = page(f"<table><tr><td>label<td>{long}<br>{long}<br><br>{long}</table>")
    assert document.text == f"label\t{long} {long}\n{long}"


@pytest.mark.parametrize(
    ("body", "alt", "name"),
    [
        ('<svg class="eu-flag" width="90" height="60"><path/></svg>', "", "eu-flag"),
        ('<svg><use xlink:href="sprite.svg#eu-emblem"/></svg>', "", "eu-emblem"),
        ('<svg width="16" height="16" aria-label="EU emblem"><path/></svg>', "EU emblem", ""),
        ('<canvas id="flag" aria-label="EU emblem">old browsers</canvas>', "EU emblem", "flag"),
        ('<object data="img/eu-emblem.svg" type="image/svg+xml"></object>', "", "eu-emblem.svg"),
        ('<embed src="eu-emblem.svg?v=2">', "", "eu-emblem.svg"),
        ("<div style=\"background: #fff url('img/eu%20emblem.png') no-repeat\"></div>", "", "eu emblem.png"),
        ('<div class="flag" style="background-image:url(data:image/png;base64,AAAA)"></div>', "", "flag"),
        ('<i role="img" title="EU emblem" style="background-image:url(x.png)"></i>', "EU emblem", "x.png"),
        ("<style>@media print { .logo { background: url(eu.png) } }</style>", "", "eu.png"),
        ("<style>#eu-logo a { content: url(data:image/gif;base64,AA) }</style>", "", "eu-logo"),
    ],
)
def test_drawings_and_backgrounds_are_pictures(body: str, alt: str, name: str) -> None:
    (image,) = page(body).images
    assert (image.alt, image.name) == (alt, name)


@pytest.mark.parametrize(
    "body",
    [
        '<svg width="24" height="24"><path/></svg>',
        '<svg viewBox="0 0 24 24"><path/></svg>',
        '<svg width="1em" height="1em" viewBox="0 0 512 512"><path/></svg>',
        '<svg style="display:none"><symbol id="x"><path/></symbol></svg>',
        '<object data="report.pdf" type="application/pdf">report</object>',
        '<div style="background: #039">text</div>',
        "<style>@font-face { src: url(font.woff) } p { color: blue }</style>",
    ],
)
def test_icons_fonts_and_colours_are_no_pictures(body: str) -> None:
    assert page(body).images == ()
