from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Mm
from four_forms import saved

from grantdocs.model.document import Document
from grantdocs.readers import read

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def body(xml: str, **parts: str) -> Document:
    """A document whose body is `xml`, in a package that python-docx made."""
    template = saved(docx.Document())
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != "word/document.xml":
                new.writestr(name, old.read(name))
        new.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{xml}</w:body></w:document>")
        for name, part in parts.items():
            new.writestr(name, part)
    return read(stream.getvalue())


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def table(*rows: list[str]) -> str:
    return "<w:tbl>" + "".join("<w:tr>" + "".join(row) + "</w:tr>" for row in rows) + "</w:tbl>"


BOX = "<w:txbxContent>" + paragraph(run("in the box")) + "</w:txbxContent>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (paragraph(run("In"), run("terreg")), "Interreg"),
        (paragraph(run("a "), "<w:r><w:br/></w:r>", run("b")), "a\nb"),
        (paragraph(run("Budget:"), "<w:r><w:tab/></w:r>", run("EUR 100")), "Budget:\tEUR 100"),
        (paragraph("<w:r><w:tab/></w:r>", run("indented")), "indented"),
        (paragraph(run("LLI"), "<w:r><w:noBreakHyphen/></w:r>", run("476")), "LLI\N{NON-BREAKING HYPHEN}476"),
        (paragraph(run("seen"), run("hidden", "<w:vanish/>")), "seen"),
        (paragraph(run("seen", '<w:vanish w:val="0"/>')), "seen"),
        (paragraph(f"<w:ins>{run('new')}</w:ins>", "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"), "new"),
        (paragraph(f"<w:moveFrom>{run('old')}</w:moveFrom><w:moveTo>{run('new')}</w:moveTo>"), "new"),
        (paragraph(f"<w:sdt><w:sdtContent>{run('inline')}</w:sdtContent></w:sdt>"), "inline"),
        (f"<w:sdt><w:sdtContent>{paragraph(run('block'))}</w:sdtContent></w:sdt>", "block"),
        (paragraph(f'<w:fldSimple w:instr="DATE">{run("5.3.2021")}</w:fldSimple>'), "5.3.2021"),
        (paragraph(FIELD.format(code="REF x", result=run("result"))), "result"),
        (paragraph(run("page "), FIELD.format(code=" PAGE ", result=run("7"))), "page"),
        (paragraph(run("a"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("b")), "ab"),
        (
            paragraph(run("out"), f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>"),
            "out\nin the box",
        ),
        (
            paragraph(
                "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData>"
                "<wps:wsp><wps:txbx>"
                + BOX
                + "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
                "<mc:Fallback><w:pict><v:shape><v:textbox>" + BOX + "</v:textbox></v:shape></w:pict></mc:Fallback>"
                "</mc:AlternateContent></w:r>",
                run("out"),
            ),
            "out\nin the box",
        ),
        (table([cell(paragraph(run("a"))), cell(paragraph(run("b")))], [cell(paragraph(run("c")))]), "a\tb\nc"),
        (table([cell(paragraph(run("a")), paragraph(run("b"))), cell(paragraph(run("c")))]), "a b\tc"),
        (table([cell(table([cell(paragraph(run("a"))), cell(paragraph(run("b")))]), paragraph(run("c")))]), "a\tb\nc"),
        (table([cell(paragraph(run("a"))), cell("<w:p/>"), cell(paragraph(run("b")))]), "a\tb"),
    ],
)
def test_text(xml: str, text: str) -> None:
    assert body(xml).text == text


def test_merged_cells_keep_their_columns() -> None:
    document = body(
        table(
            [cell(paragraph(run("a")), properties='<w:gridSpan w:val="2"/>'), cell(paragraph(run("b")))],
            [
                cell(paragraph(run("c")), properties='<w:vMerge w:val="restart"/>'),
                cell(paragraph(run("d"))),
                cell(paragraph(run("e"))),
            ],
            [cell("<w:p/>", properties="<w:vMerge/>"), cell(paragraph(run("f")))],
        )
    )
    places = [(document.quote(block.span), block.anchor.row, block.anchor.column) for block in document.blocks]
    assert places == [("a", 1, 1), ("b", 1, 3), ("c", 2, 1), ("d", 2, 2), ("e", 2, 3), ("f", 3, 2)]


def test_deleted_rows_are_gone() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell(paragraph(run('old')))}</w:tr>"
    assert body(f"<w:tbl>{gone}<w:tr>{cell(paragraph(run('new')))}</w:tr></w:tbl>").text == "new"


def test_embedded_document_is_a_gap() -> None:
    document = body(paragraph(run("text")) + '<w:altChunk r:id="rId99"/>')
    assert [gap.reason for gap in document.gaps] == ["unread-part"]


def test_headers_body_and_footers_in_this_order() -> None:
    document = docx.Document()
    document.add_paragraph("body")
    document.sections[0].header.paragraphs[0].text = "header"
    document.sections[0].footer.paragraphs[0].text = "footer"
    document.add_section()
    document.sections[1].header.is_linked_to_previous = False
    document.sections[1].header.paragraphs[0].text = "second header"
    found = read(saved(document))
    assert [(block.zone.value, found.quote(block.span)) for block in found.blocks] == [
        ("header", "header"),
        ("header", "second header"),
        ("body", "body"),
        ("footer", "footer"),
    ]
    assert found.blocks[0].anchor.part == "word/header1.xml"


def test_header_of_first_pages_counts_only_where_they_differ() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.first_page_header.paragraphs[0].text = "first"
    section.header.paragraphs[0].text = "others"
    section.different_first_page_header_footer = False
    assert read(saved(document)).text == "others"
    section.different_first_page_header_footer = True
    assert set(read(saved(document)).text.split("\n")) == {"first", "others"}


def test_zones_follow_the_styles() -> None:
    document = docx.Document()
    document.add_heading("Project", 0)
    document.add_heading("Aims", 1)
    document.add_paragraph("item", style="List Bullet")
    document.add_paragraph("text")
    document.add_paragraph("picture 1", style="Caption")
    found = read(saved(document))
    assert [block.zone.value for block in found.blocks] == ["title", "heading", "list-item", "body", "caption"]
    assert found.title == "Project"


def test_pictures_have_size_text_and_bytes() -> None:
    document = docx.Document()
    shape = document.add_picture(io.BytesIO(PNG), width=Mm(30), height=Mm(20))
    shape._inline.docPr.set("descr", "EU emblem")
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(PNG), width=Mm(10))
    found = read(saved(document))
    header, image = found.images
    assert (image.alt, image.width_mm, image.height_mm, image.data) == ("EU emblem", 30.0, 20.0, PNG)
    assert (header.zone.value, header.width_mm) == ("header", 10.0)
    assert image.span is not None
    assert found.quote(image.span) == "EU emblem"


def test_links_of_relations_and_of_fields() -> None:
    document = docx.Document()
    relation = document.part.relate_to(
        "https://europa.eu",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    written = document.add_paragraph("See ")
    written._p.append(parse_xml(f'<w:hyperlink {NAMESPACES} r:id="{relation}">{run("the Union")}</w:hyperlink>'))
    field = FIELD.format(code=' HYPERLINK "https://example.org" ', result=run("us"))
    written._p.append(parse_xml(f"<w:ins {NAMESPACES}>{run(' and ')}{field}</w:ins>"))
    found = read(saved(document))
    assert [(link.url, found.quote(link.span)) for link in found.links if link.span] == [
        ("https://europa.eu", "the Union"),
        ("https://example.org", "us"),
    ]


def test_footnotes_follow_the_body() -> None:
    notes = "".join(
        f'<w:footnote w:id="{number}" {kind}>{paragraph(run(text))}</w:footnote>'
        for number, (kind, text) in enumerate([('w:type="separator"', "line"), ("", "Funded by the Union")])
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>'
        "</Relationships>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        xml = f"<w:document {NAMESPACES}><w:body>{paragraph(run('body'))}</w:body></w:document>"
        package.writestr("word/document.xml", xml)
        package.writestr("word/footnotes.xml", f"<w:footnotes {NAMESPACES}>{notes}</w:footnotes>")
        package.writestr("word/_rels/document.xml.rels", relations)
    found = read(stream.getvalue())
    assert [(block.zone.value, found.quote(block.span)) for block in found.blocks] == [
        ("body", "body"),
        ("footnote", "Funded by the Union"),
    ]


def test_strict_packages_read_the_same() -> None:
    xml = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>strict</w:t></w:r></w:p></w:body></w:document>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", xml)
    assert read(stream.getvalue()).text == "strict"


def test_page_size() -> None:
    document = docx.Document()
    document.sections[0].page_width, document.sections[0].page_height = Mm(210), Mm(297)
    document.add_paragraph("text")
    assert read(saved(document)).page_sizes_mm == ((210.0, 297.0),)


def drawing(inner: str, description: str = "") -> str:
    properties = f'<wp:extent cx="1080000" cy="720000"/><wp:docPr id="1" name="Group 1" descr="{description}"/>'
    data = f"<a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic>"
    return paragraph(f"<w:r><w:drawing><wp:inline>{properties}{data}</wp:inline></w:drawing></w:r>")


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param('<c:chart r:id="rId1"/>', id="chart"),
        pytest.param("<dgm:relIds/>", id="diagram"),
        pytest.param("<wps:wsp><wps:spPr><a:custGeom/></wps:spPr></wps:wsp>", id="free shape"),
        pytest.param('<wps:wsp><wps:spPr><a:prstGeom prst="star5"/></wps:spPr></wps:wsp>', id="star"),
    ],
)
def test_shapes_are_pictures_without_bytes(inner: str) -> None:
    (image,) = body(drawing(inner)).images
    assert (image.name, image.alt, image.data, image.width_mm) == ("Group 1", "", None, 30.0)
    (described,) = body(drawing(inner, "EU emblem")).images
    assert described.alt == "EU emblem"


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param('<wps:wsp><wps:spPr><a:prstGeom prst="rect"/></wps:spPr></wps:wsp>', id="frame"),
        pytest.param('<wps:wsp><wps:spPr><a:prstGeom prst="line"/></wps:spPr></wps:wsp>', id="line"),
        pytest.param(
            f"<wps:wsp><wps:spPr><a:custGeom/></wps:spPr><wps:txbx>{BOX}</wps:txbx></wps:wsp>", id="text in it"
        ),
    ],
)
def test_frames_and_lines_are_no_pictures(inner: str) -> None:
    assert body(drawing(inner)).images == ()


def test_vector_pictures_keep_their_name() -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(PNG))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(document))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b"image1.png", b"image1.emf").replace(b'"png"', b'"emf"')
            new.writestr(name.replace("image1.png", "image1.emf"), data)
    (image,) = read(stream.getvalue()).images
    assert image.name == "image1.emf"


def test_title_of_the_properties_counts_where_the_text_has_none() -> None:
    document = docx.Document()
    document.core_properties.title = "Our project"
    document.core_properties.created = datetime(2020, 1, 2, tzinfo=UTC)
    document.add_paragraph("text")
    found = read(saved(document))
    assert (found.title, found.published) == ("Our project", None)
    document.add_heading("Heading", 1)
    assert read(saved(document)).title == "Heading"


def test_package_without_properties_has_no_title() -> None:
    assert body(paragraph(run("text"))).title is None


def test_comments_follow_the_notes() -> None:
    document = docx.Document()
    written = document.add_paragraph("text")
    document.add_comment(written.runs, "who pays for this?", author="A")
    found = read(saved(document))
    assert [(block.zone.value, found.quote(block.span)) for block in found.blocks] == [
        ("body", "text"),
        ("comment", "who pays for this?"),
    ]


def test_relation_that_leads_nowhere_does_not_stop_reading() -> None:
    document = docx.Document()
    document.add_paragraph("text")
    stream = io.BytesIO()
    lost = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        b'Target="NULL"/></Relationships>'
    )
    with zipfile.ZipFile(io.BytesIO(saved(document))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            is_main = name == "word/_rels/document.xml.rels"
            new.writestr(name, data.replace(b"</Relationships>", lost) if is_main else data)
    assert read(stream.getvalue()).text == "text"
