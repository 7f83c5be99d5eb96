"""One sentence in each place that a web page, book, mail, saved page, rich text or drawing has: read back with its zone,
left out because nobody sees it, or named as a gap."""

from __future__ import annotations

import pytest
from web_files import epub, html, mail, mhtml, rtf, svg

from grantdocs.model.document import Document, Zone
from grantdocs.readers import read

SAID = "The Union pays for the bridge"
MENU = "".join(f"<li><a href='/{i}'>Item {i}</a></li>" for i in range(6))


def zones_of(document: Document, said: str = SAID) -> set[Zone]:
    return {block.zone for block in document.blocks if said in document.quote(block.span)}


IN_BODY = [
    ("<p>{}</p>", Zone.BODY),
    ("<div>{}</div>", Zone.BODY),
    ("<span>{}</span>", Zone.BODY),
    ("{}", Zone.BODY),
    ("<blockquote>{}</blockquote>", Zone.BODY),
    ("<address>{}</address>", Zone.BODY),
    ("<aside>{}</aside>", Zone.BODY),
    ("<main><article><section><p>{}</p></section></article></main>", Zone.BODY),
    ("<details><summary>More</summary>{}</details>", Zone.BODY),
    ("<details><summary>{}</summary>More</details>", Zone.BODY),
    ("<dialog open>{}</dialog>", Zone.BODY),
    ("<pre>{}</pre>", Zone.BODY),
    ("<p><ins>{}</ins></p>", Zone.BODY),
    ("<label>{}<input></label>", Zone.BODY),
    ("<fieldset><legend>{}</legend></fieldset>", Zone.BODY),
    ("<button>{}</button>", Zone.BODY),
    ("<input type=submit value='{}'>", Zone.BODY),
    ("<input readonly value='{}'>", Zone.BODY),
    ("<textarea>{}</textarea>", Zone.BODY),
    ("<iframe srcdoc='<p>{}</p>'></iframe>", Zone.BODY),
    ("<object data=a.pdf type=application/pdf>{}</object>", Zone.BODY),
    ("<custom-element>{}</custom-element>", Zone.BODY),
    ("<marquee>{}</marquee>", Zone.BODY),
    ("<center><font color=red>{}</font></center>", Zone.BODY),
    ("<p class=sr-only>{}</p>", Zone.BODY),
    ("<p aria-hidden=true>{}</p>", Zone.BODY),
    ("<div role=tabpanel hidden>{}</div>", Zone.BODY),
    ("<button aria-controls=x>More</button><div id=x hidden>{}</div>", Zone.BODY),
    ("<a data-toggle=collapse data-target='#x'>More</a><div id=x style='display:none'>{}</div>", Zone.BODY),
    ("<div class=accordion-content style='display:none'>{}</div>", Zone.BODY),
    ("<p hidden=until-found>{}</p>", Zone.BODY),
    ("<style>.a{{display:none}} .open .a{{display:block}}</style><p class=a>{}</p>", Zone.BODY),
    ("<style>@media print {{ .a {{ display:none }} }}</style><p class=a>{}</p>", Zone.BODY),
    ("<h1>{}</h1>", Zone.HEADING),
    ("<h6>{}</h6>", Zone.HEADING),
    ("<div role=heading>{}</div>", Zone.HEADING),
    ("<header><h2>{}</h2></header>", Zone.HEADING),
    ("<ul><li>{}</ul>", Zone.LIST_ITEM),
    ("<ol><li><p>{}</p></ol>", Zone.LIST_ITEM),
    ("<table><tr><td>{}<td>x</table>", Zone.TABLE_CELL),
    ("<table><tr><th rowspan=2>{}<td>x<tr><td>y</table>", Zone.TABLE_CELL),
    ("<table><thead><tr><th colspan=2>{}</thead><tbody><tr><td>x<td>y</table>", Zone.TABLE_CELL),
    ("<dl><dt>x<dd>{}</dl>", Zone.TABLE_CELL),
    ("<dl><dt>{}<dd>x</dl>", Zone.TABLE_CELL),
    ("<table><tr><td><table><tr><td>{}<td>x</table></table>", Zone.TABLE_CELL),
    ("<table><caption>{}</caption><tr><td>x<td>y</table>", Zone.CAPTION),
    ("<figure><img src=a.png><figcaption>{}</figcaption></figure>", Zone.CAPTION),
    ("<header>{}</header>", Zone.HEADER),
    ("<div role=banner>{}</div>", Zone.HEADER),
    ("<div class=site-header>{}</div>", Zone.HEADER),
    ("<footer><div><p>{}</p></div></footer>", Zone.FOOTER),
    ("<footer><table><tr><td>{}<td>x</table></footer>", Zone.FOOTER),
    ("<div role=contentinfo>{}</div>", Zone.FOOTER),
    ("<div class='l-footer__inner'>{}</div>", Zone.FOOTER),
    ("<div id=footer>{}</div>", Zone.FOOTER),
    ("<div class='elementor elementor-location-footer'><ul><li>{}</ul></div>", Zone.FOOTER),
    ("<div class=region-footer-bottom>{}</div>", Zone.FOOTER),
    ("<table><tr><td class=footer>{}<table><tr><td>x</table></table>", Zone.FOOTER),
    ("<nav>{}</nav>", Zone.NAVIGATION),
    ("<div role=navigation>{}</div>", Zone.NAVIGATION),
    ("<ul class=main-menu><li><a href=/a>{}</a></ul>", Zone.NAVIGATION),
    ("<div class=breadcrumbs><a href=/a>{}</a></div>", Zone.NAVIGATION),
    (f"<ul>{MENU}<li><a href=/x>{{}}</a></ul><h1>Title</h1>", Zone.NAVIGATION),
    (f"<header><ul class=links>{MENU}<li><a href=/x>{{}}</a></ul></header>", Zone.NAVIGATION),
    ("<div id=cookie-notice>{}</div>", Zone.NAVIGATION),
    ("<div id=comments><p>{}</p></div>", Zone.COMMENT),
    ("<div role=doc-footnote>{}</div>", Zone.FOOTNOTE),
    ("<div class=footnotes><ol><li>{}</ol></div>", Zone.FOOTNOTE),
    ("<img src=a.png alt='{}'>", Zone.ALT_TEXT),
    ("<img src=a.png alt=x title='{}'>", Zone.ALT_TEXT),
    ("<img src=a.png aria-label='{}'>", Zone.ALT_TEXT),
    ("<table><tr><td><img src=a.png alt='{}'><td>x</table>", Zone.ALT_TEXT),
    ("<map><area href=/ alt='{}'></map>", Zone.ALT_TEXT),
    ("<input type=image alt='{}'>", Zone.ALT_TEXT),
    ("<svg><title>{}</title><path/></svg>", Zone.ALT_TEXT),
    ("<svg><desc>{}</desc><path/></svg>", Zone.ALT_TEXT),
    ("<svg aria-label='{}'><path/></svg>", Zone.ALT_TEXT),
    ("<canvas aria-label='{}'></canvas>", Zone.ALT_TEXT),
    ("<i role=img aria-label='{}'></i>", Zone.ALT_TEXT),
    ("<abbr title='{}'>EU</abbr>", Zone.ALT_TEXT),
    ("<p title='{}'>x</p>", Zone.ALT_TEXT),
    ("<a href=/ aria-label='{}'>x</a>", Zone.ALT_TEXT),
    ("<input placeholder='{}'>", Zone.ALT_TEXT),
    ("<iframe src=https://example.org title='{}'></iframe>", Zone.ALT_TEXT),
    ("<object data=a.svg type=image/svg+xml aria-label='{}'></object>", Zone.ALT_TEXT),
    ("<noscript><img src=a.png alt='{}'></noscript>", Zone.ALT_TEXT),
    ("<video poster=a.jpg title='{}'></video>", Zone.ALT_TEXT),
    ("<svg><text>{}</text></svg>", Zone.IMAGE_TEXT),
    ("<svg><text><tspan x=0 y=1>{}</tspan></text></svg>", Zone.IMAGE_TEXT),
    ("<svg><foreignObject><p>{}</p></foreignObject></svg>", Zone.IMAGE_TEXT),
]


@pytest.mark.parametrize(("body", "zone"), IN_BODY)
def test_what_a_page_shows(body: str, zone: Zone) -> None:
    assert zones_of(read(html(body.format(SAID)))) == {zone}


@pytest.mark.parametrize(
    ("head", "zone"),
    [
        ("<title>{}</title>", Zone.TITLE),
        ("<meta name=description content='{}'>", Zone.METADATA),
        ("<meta property=og:title content='{}'>", Zone.METADATA),
        ("<meta property=og:description content='{}'>", Zone.METADATA),
        ("<meta name=twitter:description content='{}'>", Zone.METADATA),
        ("<meta name=DC.description content='{}'>", Zone.METADATA),
        ('<script type="application/ld+json">{{"@type": "Article", "headline": "{}"}}</script>', Zone.METADATA),
        ('<script type="application/ld+json">{{"publisher": {{"name": "{}"}}}}</script>', Zone.METADATA),
        ('<script type="application/ld+json">[{{"funder": [{{"name": "{}"}}]}}]</script>', Zone.METADATA),
    ],
)
def test_what_the_head_says(head: str, zone: Zone) -> None:
    assert zones_of(read(html("<p>x</p>", head.format(SAID)))) == {zone}


@pytest.mark.parametrize(
    "body",
    [
        "<script>var a = '{}'</script>",
        "<script type=text/template>{}</script>",
        "<style>a::after {{ content: '{}' }}</style>",
        "<template><p>{}</p></template>",
        "<noscript><p>{}</p></noscript>",
        "<!-- {} -->",
        "<p hidden>{}</p>",
        "<p style='display:none'>{}</p>",
        "<div style='color: red; visibility: hidden'><p>{}</p></div>",
        "<style>.gone {{ display: none }}</style><p class='a gone'>{}</p>",
        "<style>#gone {{ display: none !important }}</style><p id=gone>{}</p>",
        "<dialog>{}</dialog>",
        "<div role=dialog id=x hidden>{}</div><button aria-controls=x>Open</button>",
        "<input type=hidden value='{}'>",
        "<input type=password value='{}'>",
        "<select><option>{}</select>",
        "<datalist><option>{}</datalist>",
        "<p><del>{}</del><s>{}</s></p>",
        "<canvas>{}</canvas>",
        "<video src=a.mp4>{}</video>",
        "<svg><defs><text>{}</text></defs><symbol><text>{}</text></symbol></svg>",
        "<iframe src=https://example.org>{}</iframe>",
        "<p data-note='{}'>x</p>",
        "<math><annotation>{}</annotation></math>",
    ],
)
def test_what_nobody_sees(body: str) -> None:
    document = read(html("<p>Seen by all who come</p>" + body.format(SAID, SAID)))
    assert SAID not in document.text
    assert "Seen by all who come" in document.text


@pytest.mark.parametrize(
    ("body", "reason", "pointer"),
    [
        ("<iframe src=https://example.org/form></iframe>", "frame-not-read", ""),
        ("<iframe data-src=https://example.org/form></iframe>", "frame-not-read", ""),
        ("<iframe src=https://example.org/player allowfullscreen></iframe>", "film-not-watched", "/images"),
        ("<video src=a.mp4></video>", "film-not-watched", "/images"),
        ("<audio src=a.mp3></audio>", "sound-not-heard", "/extraction"),
        ("<embed src=a.mp4>", "film-not-watched", "/images"),
        ("<object data=a type=video/mp4></object>", "film-not-watched", "/images"),
        ("<object data=a.mp3></object>", "sound-not-heard", "/extraction"),
        ("<object data=report.pdf type=application/pdf></object>", "embedded-document", ""),
        ("<embed src=report.pdf type=application/pdf>", "embedded-document", ""),
        ("<div id=root></div><script src=app.js></script>", "page-built-by-script", ""),
    ],
)
def test_what_cannot_be_read_is_named(body: str, reason: str, pointer: str) -> None:
    assert [(gap.reason, gap.pointer) for gap in read(html(body)).gaps] == [(reason, pointer)]


@pytest.mark.parametrize(
    ("body", "head", "reasons"),
    [
        ("<p>x</p>", "<link rel=stylesheet href=a.css>", ["stylesheet-not-read"]),
        ("<p>x</p>", "<link rel='preload stylesheet' href=a.css media=screen>" * 3, ["stylesheet-not-read"]),
        ("<p>x</p><img src=a.png>", "<link rel=stylesheet href=a.css>", []),
        ("<p>x</p><svg><title>a</title></svg>", "<link rel=stylesheet href=a.css>", []),
        ("<p>x</p>", "<style>.a { background: url(a.png) }</style><link rel=stylesheet href=a.css>", []),
        ("<p>x</p>", "<link rel=stylesheet href=a.css media=print>", []),
        ("<p>x</p>", "<link rel='alternate stylesheet' href=a.css>", []),
        ("<p>x</p>", "<link rel=icon href=a.png>", []),
        ("<p>x</p>", "<style>p { color: red }</style>", []),
    ],
)
def test_style_sheets_elsewhere_count_where_a_page_has_no_picture(body: str, head: str, reasons: list[str]) -> None:
    assert [gap.reason for gap in read(html(body, head)).gaps] == reasons


def test_frames_of_a_frameset_are_named() -> None:
    document = read(b"<html><frameset cols='20%,80%'><frame src=menu.html><frame src=main.html></frameset></html>")
    assert [gap.reason for gap in document.gaps] == ["frame-not-read", "frame-not-read"]


@pytest.mark.parametrize(
    "body",
    [
        "<iframe src=about:blank></iframe>",
        "<iframe src=https://example.org/count width=0 height=0></iframe>",
        "<iframe src=https://example.org/count style='display:none'></iframe>",
        "<noscript><iframe src=https://example.org/count></iframe></noscript>",
        "<object data=flag.svg type=image/svg+xml></object>",
        "<embed src=flag.svg>",
        "<iframe srcdoc='<p>Words</p>'></iframe>",
        "<script>count()</script><p>A page with words enough to be read without any program at all.</p>",
    ],
)
def test_what_is_no_gap(body: str) -> None:
    assert read(html(body)).gaps == ()


@pytest.mark.parametrize(
    "body",
    [
        "<ul class=partners><li><a href=/a>{}</a></ul>",
        f"<h1>Partners</h1><ul>{MENU}<li><a href=/x>{{}}</a></ul>",
        f"<main><ul>{MENU}<li><a href=/x>{{}}</a></ul></main>",
        "<ul>" + "".join(f"<li><a href=https://p{i}.example.org>Partner {i}</a>" for i in range(6)) + "<li>{}</ul>",
        "<div class='card'><div class=card-footer>{}</div></div>",
        "<div class=entry-footer>{}</div>",
        "<div class='has-footer'><h1>x</h1>{}</div>",
        "<div class='menu-page'><p>{} and more of it, all plain text</p><a href=/>x</a></div>",
        "<article><header>{}</header></article>",
        "<article class='cookie-policy'><h1>Cookies</h1>{}</article>",
    ],
)
def test_what_only_looks_like_a_part_of_the_frame(body: str) -> None:
    assert zones_of(read(html(body.format(SAID)))) <= {Zone.BODY, Zone.LIST_ITEM}


BOOK_PARTS = [
    (epub(f"<p>{SAID}</p>"), Zone.BODY),
    (epub(f"<h2>{SAID}</h2>"), Zone.HEADING),
    (epub(f"<ul><li>{SAID}</li></ul>"), Zone.LIST_ITEM),
    (epub(f"<table><tr><td>{SAID}</td><td>x</td></tr></table>"), Zone.TABLE_CELL),
    (epub(f'<aside epub:type="footnote">{SAID}</aside>'), Zone.FOOTNOTE),
    (epub(f'<img src="../a.png" alt="{SAID}"/>'), Zone.ALT_TEXT),
    (epub(f'<script src="x.js"/><a id="p1"/><p>{SAID}</p>'), Zone.BODY),
    (epub("x", f"<dc:title>{SAID}</dc:title>"), Zone.TITLE),
    (epub("x", f"<dc:description>{SAID}</dc:description>"), Zone.METADATA),
    (epub("x", f"<dc:rights>{SAID}</dc:rights>"), Zone.METADATA),
]
MAIL_PARTS = [
    (mail(SAID), Zone.BODY),
    (mail("x", subject=SAID), Zone.TITLE),
    (mail("x", f"<p>{SAID}</p>"), Zone.BODY),
    (mail("x", f"<footer>{SAID}</footer>"), Zone.FOOTER),
    (mail("x", attached=(("a.html", "text/html", html(f"<h1>{SAID}</h1>")),)), Zone.HEADING),
    (mail("x", attached=(("a.txt", "text/plain", SAID.encode()),)), Zone.BODY),
    (mail("x", attached=(("a.rtf", "application/octet-stream", rtf(rf"{{\footer {SAID}\par}}")),)), Zone.FOOTER),
]
SAVED_PARTS = [
    (mhtml(f"<p>{SAID}</p>"), Zone.BODY),
    (mhtml(f"<footer>{SAID}</footer>"), Zone.FOOTER),
    (mhtml(f"<title>{SAID}</title>x"), Zone.TITLE),
    (mhtml("<iframe src=cid:f></iframe>", ("cid:f", "text/html", f"<h2>{SAID}</h2>".encode())), Zone.HEADING),
]
RTF_PARTS = [
    (rtf(rf"\pard {SAID}\par"), Zone.BODY),
    (rtf(rf"\pard {SAID}"), Zone.BODY),
    (rtf(rf"\pard\s1 {SAID}\par\pard x"), Zone.HEADING),
    (rtf(rf"\pard\s2 {SAID}\par\pard x"), Zone.HEADING),
    (rtf(rf"\pard\s3 {SAID}\par\pard x"), Zone.TITLE),
    (rtf(rf"\pard{{\listtext 1.\tab}}\ls1 {SAID}\par"), Zone.LIST_ITEM),
    (rtf(rf"\trowd\pard\intbl {SAID}\cell x\cell\row"), Zone.TABLE_CELL),
    (rtf(rf"\trowd\pard\intbl\itap2 {SAID}\nestcell{{\nonesttables x}}\nestrow x\cell\row"), Zone.TABLE_CELL),
    (rtf(rf"{{\header\pard {SAID}\par}}x"), Zone.HEADER),
    (rtf(rf"{{\headerf {SAID}\par}}x"), Zone.HEADER),
    (rtf(rf"{{\footer\pard {SAID}\par}}x"), Zone.FOOTER),
    (rtf(rf"{{\footerl {SAID}}}x"), Zone.FOOTER),
    (rtf(rf"x{{\footnote\pard {SAID}}}\par"), Zone.FOOTNOTE),
    (rtf(rf"x{{\footnote\ftnalt {SAID}}}\par"), Zone.FOOTNOTE),
    (rtf(rf"x{{\*\annotation {SAID}}}\par"), Zone.COMMENT),
    (rtf(rf"x{{\shp{{\*\shpinst{{\shptxt {SAID}\par}}}}}}\par"), Zone.TEXT_BOX),
    (rtf(rf"x{{\shp{{\*\shpinst{{\sp{{\sn gtextUNICODE}}{{\sv {SAID}}}}}}}}}\par"), Zone.TEXT_BOX),
    (rtf(rf"x{{\shp{{\*\shpinst{{\sp{{\sn wzDescription}}{{\sv {SAID}}}}}}}}}\par"), Zone.ALT_TEXT),
    (rtf(rf"{{\field{{\*\fldinst HYPERLINK x}}{{\fldrslt {SAID}}}}}\par"), Zone.BODY),
    (rtf(rf"{{\upr{{x}}{{\*\ud {SAID}}}}}\par"), Zone.BODY),
    (rtf(rf"{{\info{{\title {SAID}}}}}x"), Zone.METADATA),
    (rtf(rf"{{\info{{\*\company {SAID}}}}}x"), Zone.METADATA),
]
DRAWING_PARTS = [
    (svg(f"<text>{SAID}</text>"), Zone.IMAGE_TEXT),
    (svg(f"<defs><g id='a'><text>{SAID}</text></g></defs><use href='#a'/>"), Zone.IMAGE_TEXT),
    (svg(f"<symbol id='a'><text>{SAID}</text></symbol><use xlink:href='#a'/>"), Zone.IMAGE_TEXT),
    (svg(f"<switch><foreignObject><p>{SAID}</p></foreignObject></switch>"), Zone.IMAGE_TEXT),
    (svg(f"<g><a href='#'><text><tspan>{SAID}</tspan></text></a></g>"), Zone.IMAGE_TEXT),
    (svg(f"<title>{SAID}</title>"), Zone.ALT_TEXT),
    (svg(f"<desc>{SAID}</desc>"), Zone.ALT_TEXT),
    (svg(f"<metadata><rdf:li>{SAID}</rdf:li></metadata>"), Zone.METADATA),
]


@pytest.mark.parametrize(("data", "zone"), [*BOOK_PARTS, *MAIL_PARTS, *SAVED_PARTS, *RTF_PARTS, *DRAWING_PARTS])
def test_parts_of_books_mails_saved_pages_rich_text_and_drawings(data: bytes, zone: Zone) -> None:
    assert zones_of(read(data)) == {zone}


@pytest.mark.parametrize(
    "data",
    [
        rtf(rf"x{{\v {SAID}}}"),
        rtf(rf"x{{\deleted {SAID}}}"),
        rtf(rf"x{{\*\unknown {SAID}}}"),
        rtf(rf"x{{\shp{{\shprslt {SAID}\par}}}}"),
        rtf(rf"x{{\*\bkmkstart {SAID}}}"),
        rtf(rf"x{{\xe {SAID}}}"),
        rtf(rf"x{{\field{{\*\fldinst INCLUDETEXT {SAID}}}{{\fldrslt y}}}}"),
        rtf(rf"x{{\footer{{\field{{\*\fldinst PAGE}}{{\fldrslt {SAID}}}}}}}"),
        rtf(rf"x{{\info{{\author {SAID}}}}}"),
        svg(f"<script>{SAID}</script><text>x</text>"),
        svg(f"<defs><text>{SAID}</text></defs>"),
        svg(f"<symbol id='a'><text>{SAID}</text></symbol><use href='#b'/>"),
        svg(f"<g display='none'><text>{SAID}</text></g>"),
        svg(f"<text style='visibility: hidden'>{SAID}</text>"),
        svg(f"<style>text {{ content: '{SAID}' }}</style>"),
        mail(SAID, "<p>The page says more than the plain text</p>"),
        epub("x", files={"OPS/text/unlinked.xhtml": f"<p>{SAID}</p>".encode()}),
    ],
)
def test_what_nobody_sees_in_other_formats(data: bytes) -> None:
    document = read(data)
    assert SAID not in document.text
    assert document.text or document.images


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (epub("x", spine='<itemref idref="c"/><itemref idref="d"/>'), "unread-part"),
        (epub("x", spine='<itemref idref="v"/>', files={"OPS/film.mp4": b"x"}), "film-not-watched"),
        (mail("x", attached=(("a.mp4", "video/mp4", b"x"),)), "film-not-watched"),
        (mail("x", attached=(("a.mp3", "audio/mpeg", b"x"),)), "sound-not-heard"),
        (
            mail("x", attached=(("a.doc", "application/msword", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9),)),
            "unread-part",
        ),
        (mail("x", attached=(("a.zip", "application/zip", b"PK\3\4 cut off"),)), "unread-part"),
        (rtf(r"x{\object{\*\objclass Excel}{\*\objdata 00}{\result y}}"), "unread-part"),
        (svg("<path d='M0 0'/>"), "image-without-text-reading"),
    ],
)
def test_what_cannot_be_read_of_other_formats_is_named(data: bytes, reason: str) -> None:
    assert reason in {gap.reason for gap in read(data).gaps}
