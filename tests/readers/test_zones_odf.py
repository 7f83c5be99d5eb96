"""A sentence planted in each zone of an OpenDocument file is read back with its zone; what is not shown is not read."""

from __future__ import annotations

import pytest
from odf_files import TYPES, box, cell, frame, master, odf, p, row, sheet, slide, table

from grantdocs.errors import ReadError
from grantdocs.model.document import Document, Zone
from grantdocs.readers import Limits, read

SAID = "Funded by the Union"
NOTE = (
    '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation><text:note-body>'
    f"{p(SAID)}</text:note-body></text:note>"
)
ALT = f"<svg:desc>{SAID}</svg:desc>"
PICTURE = '<draw:image xlink:href="Pictures/a.png"/>'
SHAPES = ("rect", "ellipse", "custom-shape", "line", "polygon", "path", "connector", "caption")
CHART = f"""<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:chart><chart:chart><chart:title>
  <text:p>{SAID}</text:p></chart:title></chart:chart></office:chart></office:body></office:document-content>"""


def zones(document: Document) -> list[str]:
    """Zones of the blocks that hold the sentence."""
    return [block.zone.value for block in document.blocks if document.quote(block.span) == SAID]


def styled(name: str, family: str = "paragraph", properties: str = "", attributes: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="{family}" {attributes}>{properties}</style:style>'


HIDING = '<style:text-properties text:display="none"/>'
TEXT_ZONES = [
    pytest.param(p(SAID), "body", id="paragraph"),
    pytest.param(p(SAID, "Title"), "title", id="title"),
    pytest.param(p(SAID, "P1"), "title", id="style made of title"),
    pytest.param(p(SAID, "Caption"), "caption", id="caption"),
    pytest.param(f'<text:h text:outline-level="2">{SAID}</text:h>', "heading", id="heading"),
    pytest.param(f"<text:list><text:list-item>{p(SAID)}</text:list-item></text:list>", "list-item", id="list"),
    pytest.param(
        f"<text:list><text:list-item><text:h>{SAID}</text:h></text:list-item></text:list>", "heading", id="numbered heading"
    ),
    pytest.param(f"<text:section>{p(SAID)}</text:section>", "body", id="section"),
    pytest.param(
        f"<text:table-of-content><text:index-body><text:index-title>{p(SAID)}</text:index-title></text:index-body>"
        "</text:table-of-content>",
        "body",
        id="index",
    ),
    pytest.param(table(cell(p(SAID)) + cell(p("b"))), "table-cell", id="cell"),
    pytest.param(
        f"<table:table><table:table-header-rows><table:table-row>{cell(p(SAID))}</table:table-row>"
        "</table:table-header-rows></table:table>",
        "table-cell",
        id="header row",
    ),
    pytest.param(table(cell(table(cell(p(SAID)))) + cell(p("b"))), "table-cell", id="nested table"),
    pytest.param(table(cell(f"<text:list><text:list-item>{p(SAID)}</text:list-item></text:list>")), "table-cell", id="list in cell"),
    pytest.param(p("a" + NOTE.format("footnote")), "footnote", id="footnote"),
    pytest.param(p("a" + NOTE.format("endnote")), "footnote", id="endnote"),
    pytest.param(table(cell(p("a" + NOTE.format("footnote")))), "footnote", id="footnote in cell"),
    pytest.param(
        p(f"a<office:annotation><dc:creator>A</dc:creator><dc:date>2024</dc:date>{p(SAID)}</office:annotation>"),
        "comment",
        id="comment",
    ),
    pytest.param(p(f"a{box(SAID)}"), "text-box", id="text box"),
    pytest.param(box(SAID, 'text:anchor-type="page"'), "text-box", id="text box on a page"),
    pytest.param(p(f"<draw:a xlink:href='https://x.eu'>{box(SAID)}</draw:a>"), "text-box", id="linked text box"),
    pytest.param(p(f"<draw:g>{box('a')}<draw:g>{box(SAID)}</draw:g></draw:g>"), "text-box", id="group"),
    pytest.param(table(cell(p(f"a{box(SAID)}"))), "text-box", id="text box in cell"),
    pytest.param(p(box("a") + frame(f"<draw:text-box>{table(cell(p(SAID)))}</draw:text-box>")), "table-cell", id="table in box"),
    *(pytest.param(p(f"<draw:{shape}>{p(SAID)}</draw:{shape}>"), "text-box", id=shape) for shape in SHAPES),
    pytest.param(p(frame(PICTURE + ALT)), "alt-text", id="alternative text"),
    pytest.param(p(frame(f"{PICTURE}<svg:title>{SAID}</svg:title>")), "alt-text", id="title of a picture"),
    pytest.param(p(f"<draw:g>{ALT}{frame(PICTURE)}{frame(PICTURE)}</draw:g>"), "alt-text", id="text of a group"),
    pytest.param(p(f"<draw:rect>{ALT}</draw:rect>"), "alt-text", id="text of a shape"),
    pytest.param(p(frame('<draw:object xlink:href="./Object 1"/>')), "image-text", id="chart"),
    pytest.param(
        f'<office:forms><form:form><form:text form:id="f" form:current-value="{SAID}"/></form:form></office:forms>'
        + p('<draw:control draw:control="f"/>'),
        "text-box",
        id="form field",
    ),
    pytest.param(p(f"<text:title>{SAID}</text:title>"), "body", id="field"),
    pytest.param(p("<text:span>Funded by</text:span><text:s text:c='3'/><text:a xlink:href='https://x.eu'>the Union</text:a>"), "body", id="spans"),
    pytest.param(p("Funded <text:bookmark-start/>by<text:soft-page-break/> the <text:ruby><text:ruby-base>Union</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>"), "body", id="marks"),
]  # fmt: skip
NOT_SHOWN = [
    pytest.param(
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{p(SAID)}</text:deletion></text:changed-region></text:tracked-changes>{p('a<text:change/>')}",
        id="deleted",
    ),
    pytest.param(f'<text:section text:display="none">{p(SAID)}</text:section>', id="hidden section"),
    pytest.param(
        f'<text:section text:display="condition" text:is-hidden="true">{p(SAID)}</text:section>', id="conditional section"
    ),
    pytest.param(p(SAID, "Gone"), id="hidden paragraph"),
    pytest.param(p(f'<text:span text:style-name="Away">{SAID}</text:span>'), id="hidden words"),
    pytest.param(p(f'<text:hidden-text text:is-hidden="true" text:string-value="{SAID}"/>'), id="hidden text field"),
    pytest.param(p(f'<text:hidden-paragraph text:is-hidden="true"/>{SAID}'), id="hidden paragraph field"),
    pytest.param(table(cell(p("a")) + f"<table:covered-table-cell>{p(SAID)}</table:covered-table-cell>"), id="covered cell"),
    pytest.param(p(f"<text:page-number>{SAID}</text:page-number>"), id="page number"),
    pytest.param(
        f"<text:table-of-content><text:table-of-content-source><text:index-title-template>{SAID}"
        "</text:index-title-template></text:table-of-content-source></text:table-of-content>",
        id="pattern of an index",
    ),
]  # fmt: skip
OWN = (
    styled("P1", attributes='style:parent-style-name="Title"')
    + styled("Gone", properties=HIDING)
    + styled("Away", "text", HIDING)
    + styled("First", attributes='style:master-page-name="Front"')
    + styled("Circle", attributes='style:parent-style-name="Circle"')
)
SHARED = styled("Title", attributes='style:parent-style-name="Heading"') + styled("Heading") + styled("Caption")


@pytest.mark.parametrize("flat", [False, True], ids=["zipped", "flat"])
@pytest.mark.parametrize(("body", "zone"), TEXT_ZONES)
def test_zones_of_texts(body: str, zone: str, flat: bool) -> None:
    if flat and "Object 1" in body:
        inside = CHART[CHART.index("<office:body>") : CHART.index("</office:document-content>")]
        body = body.replace(
            '<draw:object xlink:href="./Object 1"/>',
            f"<draw:object><office:document>{inside}</office:document></draw:object>",
        )
    found = read(odf(body, own=OWN, shared=SHARED, flat=flat, parts={"Object 1/content.xml": CHART}))
    assert zones(found) == [zone]
    assert found.gaps == ()


@pytest.mark.parametrize("flat", [False, True], ids=["zipped", "flat"])
@pytest.mark.parametrize("body", NOT_SHOWN)
def test_what_is_not_shown(body: str, flat: bool) -> None:
    assert SAID not in read(odf(body + p("end"), own=OWN, shared=SHARED, flat=flat)).text


@pytest.mark.parametrize("kind", ["header", "header-left", "header-first", "footer", "footer-left", "footer-first"])
@pytest.mark.parametrize("inside", [p(SAID), table(cell(p(SAID))), p(box(SAID))], ids=["paragraph", "table", "box"])
def test_headers_and_footers(kind: str, inside: str) -> None:
    shown = read(odf(p("a"), masters=master(f"<style:{kind}>{inside}</style:{kind}>")))
    assert zones(shown) == [kind.partition("-")[0]]
    hidden = read(odf(p("a"), masters=master(f'<style:{kind} style:display="false">{inside}</style:{kind}>')))
    assert zones(hidden) == []


def test_only_pages_in_use_show_their_headers() -> None:
    def header(text: str) -> str:
        return f"<style:header>{p(text)}</style:header>"

    masters = (
        master(header("standard"))
        + master(header("front"), "Front", next_style_name="Inside")
        + master(header("inside"), "Inside")
        + master(header("unused"), "Unused")
    )
    assert read(odf(p("a"), masters=masters)).text == "standard\na"
    assert read(odf(p("a", "First") + p("b"), own=OWN, masters=masters)).text == "front\ninside\na\nb"
    assert read(odf(p("a") + p("b", "First"), own=OWN, masters=masters)).text == "standard\nfront\ninside\na\nb"


def test_a_header_that_kinds_of_pages_share_stands_once() -> None:
    same = "".join(f"<style:{kind}>{p(SAID)}</style:{kind}>" for kind in ("header", "header-left", "header-first"))
    assert zones(read(odf(p("a"), masters=master(same)))) == ["header"]


def test_order_of_a_text() -> None:
    body = (
        p("one" + NOTE.format("endnote").replace(SAID, "last") + NOTE.format("footnote").replace(SAID, "note"))
        + p(f"two<office:annotation>{p('comment')}</office:annotation>")
        + p("three" + box("box"))
    )
    masters = master(f"<style:header>{p('top')}</style:header><style:footer>{p('bottom')}</style:footer>")
    found = read(odf(body, masters=masters))
    assert found.text == "top\none\ntwo\nthree\nbox\nnote\nlast\ncomment\nbottom"
    assert found.page_sizes_mm == ((210.0, 297.0),)


def test_title_and_language() -> None:
    default = (
        '<style:default-style style:family="paragraph"><style:text-properties fo:language="lv" fo:country="LV"/>'
        "</style:default-style>"
    )
    found = read(odf(p("a"), shared=default, meta="<dc:title>Report</dc:title>"))
    assert (found.title, found.language) == ("Report", "lv-LV")
    english = styled("E", properties='<style:text-properties fo:language="en" fo:country="none"/>')
    assert [block.language for block in read(odf(p("a", "E") + p("b"), own=english)).blocks] == ["en", None]


def test_circular_styles_end() -> None:
    assert read(odf(p("a", "Circle"), own=OWN)).text == "a"


def test_pictures() -> None:
    linked = f'<draw:a xlink:href="https://europa.eu">{frame(PICTURE + ALT)}</draw:a>'
    found = read(odf(p(linked), parts={"Pictures/a.png": b"bytes"}))
    (image,) = found.images
    assert (image.alt, image.name, image.width_mm, image.height_mm, image.data) == (SAID, "a.png", 30.0, 20.0, b"bytes")
    assert image.span is not None
    assert found.quote(image.span) == SAID
    assert [link.url for link in found.links] == ["https://europa.eu"]


def test_pictures_of_flat_files() -> None:
    (image,) = read(
        odf(p(frame("<draw:image><office:binary-data>Ynl0ZXM=</office:binary-data></draw:image>")), flat=True)
    ).images
    assert image.data == b"bytes"


@pytest.mark.parametrize("href", ["../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "https://x.eu/a.png", ""])
def test_pictures_outside_the_package_are_not_fetched(href: str) -> None:
    (image,) = read(odf(p(frame(f'<draw:image xlink:href="{href}"/>')))).images
    assert image.data is None


def test_shapes_that_draw_something_are_pictures_without_bytes() -> None:
    def drawn(kind: str, text: str = "") -> str:
        return p(
            f'<draw:custom-shape draw:name="n"><draw:enhanced-geometry draw:type="{kind}"/>{text}</draw:custom-shape>'
        )

    assert [image.name for image in read(odf(drawn("star5"))).images] == ["n"]
    assert [image.name for image in read(odf(drawn("ooxml-non-primitive"))).images] == ["n"]
    assert read(odf(drawn("rectangle") + drawn("star5", p("text")))).images == ()


@pytest.mark.parametrize(
    ("name", "reason"),
    [("Media/a.mp4", "film-not-watched"), ("Media/a.ogg", "sound-not-heard"), ("a", "film-not-watched")],
)
def test_films_and_sounds_are_a_gap(name: str, reason: str) -> None:
    found = read(odf(p(frame(f'<draw:plugin xlink:href="{name}"/>') + "a")))
    assert [gap.reason for gap in found.gaps] == [reason]


def test_embedded_documents_are_a_gap() -> None:
    found = read(odf(p(frame('<draw:object xlink:href="./Object 2"/>') + "a")))
    assert [gap.reason for gap in found.gaps] == ["unread-part"]


def test_links_tabs_and_line_breaks() -> None:
    found = read(
        odf(
            p(
                "a<text:tab/>b<text:line-break/><text:a xlink:href='https://x.eu'>c</text:a> <text:a xlink:href='#d'>d</text:a>"
            )
        )
    )
    assert found.text == "a\tb\nc d"
    assert [(link.url, link.span and found.quote(link.span)) for link in found.links] == [("https://x.eu", "c")]


def test_rows_and_columns() -> None:
    rows = (
        cell(p("wide"), 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>" + cell(p("c")),
        cell(p("x"), 'table:number-columns-repeated="2"') + cell(p("y") + p("z")),
    )
    found = read(odf(table(*rows)))
    assert found.text == "wide\tc\nx\tx\ty z"
    assert [(b.anchor.row, b.anchor.column) for b in found.blocks] == [(1, 1), (1, 3), (2, 1), (2, 2), (2, 3)]


def test_sheets_show_what_is_displayed() -> None:
    body = sheet(
        '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
        + row(cell(p("Total")) + cell(p("hidden")) + cell(p("EUR 1 200,50"), 'office:value="1200.5"'))
        + row(cell(p("gone")), 'table:visibility="collapse"')
        + row(cell("") + cell("") + cell("", 'office:value="7"'))
        + row(cell("", 'table:number-columns-repeated="16384"'), 'table:number-rows-repeated="1048572"')
    )
    found = read(odf(body, "spreadsheet"))
    assert [found.quote(block.span) for block in found.blocks if block.zone is Zone.TABLE_CELL] == [
        "Total",
        "EUR 1 200,50",
        "7",
    ]
    assert [block.anchor.row for block in found.blocks if block.zone is Zone.TABLE_CELL] == [1, 1, 3]
    assert found.gaps == ()


@pytest.mark.parametrize(
    ("inside", "zone"),
    [
        pytest.param(row(cell(p(SAID))), "table-cell", id="cell"),
        pytest.param(row(cell(f"<office:annotation>{p(SAID)}</office:annotation>{p('a')}")), "comment", id="comment"),
        pytest.param(row(cell(p("a") + box(SAID))), "text-box", id="shape in a cell"),
        pytest.param(
            f"<table:shapes>{box(SAID)}</table:shapes>" + row(cell(p("a"))), "text-box", id="shape on a sheet"
        ),
        pytest.param(f"<table:table-row-group>{row(cell(p(SAID)))}</table:table-row-group>", "table-cell", id="group"),
    ],
)
def test_zones_of_sheets(inside: str, zone: str) -> None:
    assert zones(read(odf(sheet(inside), "spreadsheet"))) == [zone]


def test_headers_of_sheets() -> None:
    masters = master(f"<style:footer><style:region-left>{p(SAID)}</style:region-left></style:footer>", "Default")
    assert zones(read(odf(sheet(row(cell(p("a")))), "spreadsheet", masters=masters))) == ["footer"]


def test_hidden_sheets_are_left_out() -> None:
    own = styled("ta1", "table", '<style:table-properties table:display="false"/>')
    body = sheet(row(cell(p(SAID))), 'table:name="x" table:style-name="ta1"') + sheet(row(cell(p("seen"))))
    assert SAID not in read(odf(body, "spreadsheet", own=own)).text


def test_repeated_cells_are_bounded() -> None:
    body = sheet(row(cell(p("x"), 'table:number-columns-repeated="16384"'), 'table:number-rows-repeated="1000000"'))
    found = read(odf(body, "spreadsheet"))
    assert found.text.count("x") == 10_000
    assert {gap.reason for gap in found.gaps} == {"limit-reached"}


@pytest.mark.parametrize(
    ("body", "zone"),
    [
        pytest.param(slide(box(SAID)), "body", id="box"),
        pytest.param(slide(box(SAID, 'presentation:class="title"')), "heading", id="title"),
        pytest.param(slide(box(SAID, 'presentation:class="outline"')), "body", id="outline"),
        pytest.param(slide(box(SAID, 'presentation:class="footer"')), "footer", id="footer"),
        pytest.param(slide(box("a"), notes=box(SAID, 'presentation:class="notes"')), "comment", id="notes"),
        pytest.param(slide(f"<office:annotation>{p(SAID)}</office:annotation>"), "comment", id="comment"),
        pytest.param(slide(frame(table(cell(p(SAID)))), box("a")), "table-cell", id="table"),
        pytest.param(slide(frame(PICTURE + ALT)), "alt-text", id="picture"),
        pytest.param(slide(f"<draw:g><draw:rect>{p(SAID)}</draw:rect></draw:g>"), "body", id="group"),
        pytest.param(
            f'<presentation:footer-decl presentation:name="f1">{SAID}</presentation:footer-decl>'
            + slide(box("a"), attributes='presentation:use-footer-name="f1"') * 2,
            "footer",
            id="declared footer",
        ),
    ],
)
@pytest.mark.parametrize("flat", [False, True], ids=["zipped", "flat"])
def test_zones_of_slides(body: str, zone: str, flat: bool) -> None:
    found = read(odf(body, "presentation", masters=master(""), flat=flat))
    assert zones(found) == [zone]
    assert {block.anchor.page for block in found.blocks} <= {1, 2, None}
    assert found.page_sizes_mm[0] == (210.0, 297.0)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(slide(box(SAID, 'presentation:class="page-number"')), id="page number"),
        pytest.param(slide(box(SAID, 'presentation:class="title" presentation:placeholder="true"')), id="empty placeholder"),
        pytest.param(slide(box(SAID), attributes='draw:style-name="dp1"'), id="hidden slide"),
    ],
)  # fmt: skip
def test_what_slides_do_not_show(body: str) -> None:
    own = styled("dp1", "drawing-page", '<style:drawing-page-properties presentation:visibility="hidden"/>')
    assert SAID not in read(odf(body, "presentation", own=own)).text


def test_masters_of_slides_stand_once() -> None:
    masters = master(box(SAID) + box("Click to edit", 'presentation:class="title"'))
    found = read(odf(slide(box("a")) + slide(box("b")), "presentation", masters=masters))
    assert found.text == f"{SAID}\na\nb"
    assert [(block.zone.value, block.anchor.page) for block in found.blocks] == [
        ("header", 1),
        ("body", 1),
        ("body", 2),
    ]


def test_slides_beyond_the_limit_are_a_gap() -> None:
    found = read(odf(slide(box("a")) + slide(box("b")), "presentation"), limits=Limits(max_pages=1))
    assert found.text == "a"
    assert [gap.reason for gap in found.gaps] == ["limit-reached"]


@pytest.mark.parametrize(("kind", "format_"), [*zip(TYPES, ("odt", "odp", "ods", "odg"), strict=True)])
@pytest.mark.parametrize("flat", [False, True], ids=["zipped", "flat"])
def test_kinds_and_templates(kind: str, format_: str, flat: bool) -> None:
    body = {"text": p("a"), "spreadsheet": sheet(row(cell(p("a"))))}.get(kind, slide(box("a")))
    assert read(odf(body, kind, flat=flat)).source.format == format_
    template = odf(body, kind, flat=True).replace(TYPES[kind].encode(), f"{TYPES[kind]}-template".encode())
    assert read(template).source.format == format_


def test_protected_files() -> None:
    manifest = '<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
    with pytest.raises(ReadError, match="password"):
        read(odf(p("a"), parts={"META-INF/manifest.xml": manifest}))


@pytest.mark.parametrize("kind", TYPES)
def test_a_body_of_another_kind(kind: str) -> None:
    other = "spreadsheet" if kind == "text" else "text"
    data = odf("", other, flat=True).replace(TYPES[other].encode(), TYPES[kind].encode())
    with pytest.raises(ReadError, match="holds no"):
        read(data)
