"""One sentence is planted in each place of a Word document that may hold text, and read back with its zone."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

import pytest
from office_packages import PNG, Relations, office, root

from grantdocs.model.document import Document
from grantdocs.readers import Limits, read

SAID = "The Union planted this sentence"
RUN = f"<w:r><w:t>{SAID}</w:t></w:r>"
PARAGRAPH = f"<w:p>{RUN}</w:p>"
BOX = f"<w:txbxContent>{PARAGRAPH}</w:txbxContent>"
HIDDEN_RUN = f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{SAID}</w:t></w:r>"
RICH = f"<a:p><a:r><a:t>{SAID}</a:t></a:r></a:p>"
PICTURE = '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="x"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="i"/></pic:blipFill><pic:spPr><a:xfrm><a:ext cx="720000" cy="360000"/></a:xfrm></pic:spPr></pic:pic>'
DESCRIBED = PICTURE.replace('name="x"', f'name="x" descr="{SAID}"')
PICTURES = {"word/document.xml": [("i", "image", "media/logo.png")]}


def drawn(inner: str, properties: str = "", frame: str = "inline") -> str:
    extent = '<wp:extent cx="1440000" cy="720000"/>'
    return (
        f'<w:p><w:r><w:drawing><wp:{frame}>{extent}<wp:docPr id="1" name="x" {properties}/><a:graphic><a:graphicData>'
        f"{inner}</a:graphicData></a:graphic></wp:{frame}></w:drawing></w:r></w:p>"
    )


def field_of(instruction: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"<w:p>{mark('begin')}{code}{mark('separate')}{result}{mark('end')}</w:p>"


def section(references: str, inner: str = "") -> str:
    return f"<w:sectPr>{references}{inner}</w:sectPr>"


@dataclass(frozen=True)
class Planted:
    """A body, the parts beside it, and their relations."""

    body: str = ""
    parts: dict[str, str | bytes] = field(default_factory=dict)
    relations: Relations = field(default_factory=dict)

    def saved(self) -> bytes:
        body = f"<w:body><w:p><w:r><w:t>text</w:t></w:r></w:p>{self.body}</w:body>"
        parts = {"word/document.xml": root("w:document", body), "word/media/logo.png": PNG, **self.parts}
        return office("docx", parts, self.relations)


def beside(kind: str, part: str, xml: str | bytes, body: str = "") -> Planted:
    """A part that the main one is related to as `x`."""
    return Planted(
        body, {f"word/{part}": xml}, {"word/document.xml": [("x", kind, part), ("i", "image", "media/logo.png")]}
    )


def running(what: str, kind: str = "default", section_properties: str = "", settings: str = "") -> Planted:
    tag = "hdr" if what == "header" else "ftr"
    return Planted(
        section(f'<w:{what}Reference w:type="{kind}" r:id="x"/>', section_properties),
        {"word/running.xml": root(f"w:{tag}", PARAGRAPH), "word/settings.xml": root("w:settings", settings)},
        {"word/document.xml": [("x", what, "running.xml"), ("s", "settings", "settings.xml")]},
    )


def diagram(points: str) -> Planted:
    data = root("dgm:dataModel", f"<dgm:ptLst>{points}</dgm:ptLst>")
    return beside("diagramData", "diagrams/data1.xml", data, drawn('<dgm:relIds r:dm="x"/>'))


def chart(inner: str) -> Planted:
    return beside("chart", "charts/chart1.xml", root("c:chartSpace", inner), drawn('<c:chart r:id="x"/>'))


def properties(file: str, tag: str, inner: str) -> Planted:
    return Planted("", {f"docProps/{file}": root(tag, inner)})


GROUP = f"<wpg:wgp><wpg:grpSpPr/><wpg:grpSp><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></wpg:grpSp></wpg:wgp>"
STYLED = root(
    "w:styles",
    '<w:style w:type="character" w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="character" w:styleId="B"><w:basedOn w:val="A"/></w:style>',
)
CELL = f"<w:tc>{PARAGRAPH}</w:tc>"
NESTED = f"<w:tbl><w:tr><w:tc><w:tbl><w:tr>{CELL}</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>"
SERIES = (
    f"<c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>{SAID}</c:v></c:pt></c:strCache></c:strRef></c:tx></c:ser>"
)
NOTE = root("w:footnotes", f'<w:footnote w:id="2">{PARAGRAPH}</w:footnote>')


@pytest.mark.parametrize(
    ("planted", "zone"),
    [
        pytest.param(Planted(PARAGRAPH), "body", id="paragraph"),
        pytest.param(Planted(f'<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>{RUN}</w:p>'), "heading", id="heading"),
        pytest.param(Planted(f"<w:tbl><w:tr>{CELL}</w:tr></w:tbl>"), "table-cell", id="cell"),
        pytest.param(Planted(f"<w:tbl><w:tr><w:sdt><w:sdtContent>{CELL}</w:sdtContent></w:sdt></w:tr></w:tbl>"), "table-cell", id="cell in a content control"),
        pytest.param(Planted(NESTED), "table-cell", id="nested table"),
        pytest.param(Planted(f'<w:tbl><w:tblPr><w:tblCaption w:val="{SAID}"/></w:tblPr></w:tbl>'), "alt-text", id="title of a table"),
        pytest.param(Planted(f'<w:tbl><w:tblPr><w:tblDescription w:val="{SAID}"/></w:tblPr></w:tbl>'), "alt-text", id="description of a table"),
        pytest.param(running("header"), "header", id="header"),
        pytest.param(running("header", "first", "<w:titlePg/>"), "header", id="header of first pages"),
        pytest.param(running("header", "even", settings="<w:evenAndOddHeaders/>"), "header", id="header of even pages"),
        pytest.param(running("footer"), "footer", id="footer"),
        pytest.param(running("footer", "first", "<w:titlePg/>"), "footer", id="footer of first pages"),
        pytest.param(running("footer", "even", settings="<w:evenAndOddHeaders/>"), "footer", id="footer of even pages"),
        pytest.param(beside("footnotes", "notes.xml", NOTE), "footnote", id="footnote"),
        pytest.param(beside("endnotes", "notes.xml", NOTE.replace("footnote", "endnote")), "footnote", id="endnote"),
        pytest.param(beside("comments", "comments.xml", root("w:comments", f"<w:comment>{PARAGRAPH}</w:comment>")), "comment", id="comment"),
        pytest.param(Planted(drawn(f"<wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp>", frame="anchor")), "text-box", id="text box"),
        pytest.param(Planted(drawn(GROUP)), "text-box", id="text box in groups"),
        pytest.param(Planted(drawn(GROUP, frame="anchor")), "text-box", id="anchored group"),
        pytest.param(Planted(f"<w:p><w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r></w:p>"), "text-box", id="VML text box"),
        pytest.param(Planted(f"<w:p><w:r><w:pict><v:group><v:group><v:rect><v:textbox>{BOX}</v:textbox></v:rect></v:group></v:group></w:pict></w:r></w:p>"), "text-box", id="VML text box in groups"),
        pytest.param(Planted(f'<w:p><w:r><w:pict><v:shape><v:textpath string="{SAID}"/></v:shape></w:pict></w:r></w:p>'), "text-box", id="WordArt"),
        pytest.param(Planted(f"<w:sdt><w:sdtContent>{PARAGRAPH}</w:sdtContent></w:sdt>"), "body", id="content control"),
        pytest.param(Planted(f"<w:p><w:sdt><w:sdtContent>{RUN}</w:sdtContent></w:sdt></w:p>"), "body", id="content control in a line"),
        pytest.param(Planted(f"<w:p><w:ins>{RUN}</w:ins></w:p>"), "body", id="inserted"),
        pytest.param(Planted(f"<w:p><w:moveTo>{RUN}</w:moveTo></w:p>"), "body", id="moved here"),
        pytest.param(Planted(f'<w:p><w:hyperlink w:anchor="b">{RUN}</w:hyperlink></w:p>'), "body", id="link"),
        pytest.param(Planted(f'<w:p><w:fldSimple w:instr="REF b">{RUN}</w:fldSimple></w:p>'), "body", id="simple field"),
        pytest.param(Planted(field_of("REF b", RUN)), "body", id="field"),
        pytest.param(Planted(f'<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="no"/><w:listEntry w:val="{SAID}"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'), "body", id="drop-down field"),
        pytest.param(Planted(f"<w:p><w:smartTag>{RUN}</w:smartTag></w:p>"), "body", id="smart tag"),
        pytest.param(Planted(f"<w:p><m:oMath><m:r><m:t>{SAID}</m:t></m:r></m:oMath></w:p>"), "body", id="formula"),
        pytest.param(Planted(f"<w:p><w:r><w:ruby><w:rt>{HIDDEN_RUN}</w:rt><w:rubyBase>{RUN}</w:rubyBase></w:ruby></w:r></w:p>"), "body", id="text under its pronunciation"),
        pytest.param(Planted(drawn(PICTURE, f'descr="{SAID}"'), relations=PICTURES), "alt-text", id="description of a picture"),
        pytest.param(Planted(drawn(PICTURE, f'title="{SAID}"'), relations=PICTURES), "alt-text", id="title of a picture"),
        pytest.param(Planted(drawn(f"<wpg:wgp>{PICTURE}{DESCRIBED}</wpg:wgp>"), relations=PICTURES), "alt-text", id="description in a group"),
        pytest.param(Planted(drawn("<wpg:wgp/>", f'descr="{SAID}"')), "alt-text", id="description of a group"),
        pytest.param(Planted(drawn("<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>t</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp>", f'descr="{SAID}"')), "alt-text", id="description of a text box"),
        pytest.param(Planted(f'<w:p><w:r><w:pict><v:shape alt="{SAID}"><v:imagedata r:id="i"/></v:shape></w:pict></w:r></w:p>', relations=PICTURES), "alt-text", id="VML description"),
        pytest.param(Planted(f'<w:p><w:r><w:pict><v:rect alt="{SAID}"/></w:pict></w:r></w:p>'), "alt-text", id="VML description of a shape"),
        pytest.param(diagram(f"<dgm:pt><dgm:t>{RICH}</dgm:t></dgm:pt>"), "text-box", id="SmartArt"),
        pytest.param(chart(f"<c:chart><c:title><c:tx><c:rich>{RICH}</c:rich></c:tx></c:title></c:chart>"), "text-box", id="title of a chart"),
        pytest.param(chart(f"<c:plotArea><c:barChart>{SERIES}</c:barChart></c:plotArea>"), "text-box", id="series of a chart"),
        pytest.param(chart(f"<c:plotArea><c:barChart>{SERIES.replace('c:tx', 'c:cat')}</c:barChart></c:plotArea>"), "text-box", id="category of a chart"),
        pytest.param(chart(f"<cx:chart><cx:title><cx:tx><cx:txData><cx:v>{SAID}</cx:v></cx:txData></cx:tx></cx:title></cx:chart>"), "text-box", id="title of a newer chart"),
        pytest.param(beside("aFChunk", "chunk.html", f"<html><body><p>{SAID}</p></body></html>", '<w:altChunk r:id="x"/>'), "body", id="embedded page"),
        pytest.param(beside("aFChunk", "chunk.docx", Planted(PARAGRAPH).saved(), '<w:altChunk r:id="x"/>'), "body", id="embedded document"),
        pytest.param(beside("aFChunk", "chunk.html", f"<p>{SAID}</p>", '<w:tbl><w:tr><w:tc><w:altChunk r:id="x"/></w:tc></w:tr></w:tbl>'), "body", id="page in a cell"),
        pytest.param(properties("core.xml", "cp:coreProperties", f"<dc:subject>{SAID}</dc:subject>"), "metadata", id="subject"),
        pytest.param(properties("app.xml", "Properties", f"<Company>{SAID}</Company>"), "metadata", id="company"),
        pytest.param(properties("custom.xml", "Properties", f'<property name="x"><vt:lpwstr>{SAID}</vt:lpwstr></property>'), "metadata", id="custom property"),
    ],
)  # fmt: skip
def test_planted_sentence_is_read(planted: Planted, zone: str) -> None:
    for data in (planted.saved(), without_types(planted.saved())):
        document = read(data)
        assert zones(document) == [zone]
        assert document.gaps == ()


@pytest.mark.parametrize(
    "planted",
    [
        pytest.param(Planted(f"<w:p><w:del><w:r><w:delText>{SAID}</w:delText></w:r></w:del></w:p>"), id="deleted"),
        pytest.param(Planted(f"<w:p><w:moveFrom>{RUN}</w:moveFrom></w:p>"), id="moved away"),
        pytest.param(Planted(f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{CELL}</w:tr></w:tbl>"), id="deleted row"),
        pytest.param(Planted(f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>{PARAGRAPH}</w:tc></w:tr></w:tbl>"), id="deleted cell"),
        pytest.param(Planted(f"<w:p>{HIDDEN_RUN}</w:p>"), id="hidden"),
        pytest.param(beside("styles", "styles.xml", STYLED, f'<w:p><w:r><w:rPr><w:rStyle w:val="B"/></w:rPr><w:t>{SAID}</w:t></w:r></w:p>'), id="hidden by its style"),
        pytest.param(beside("styles", "styles.xml", STYLED, f'<w:p><w:pPr><w:pStyle w:val="B"/></w:pPr>{RUN}</w:p>'), id="hidden by the style of the paragraph"),
        pytest.param(Planted(field_of(f'COMMENTS "{SAID}"', "<w:r><w:t>other</w:t></w:r>")), id="code of a field"),
        pytest.param(Planted(field_of("PAGE", RUN)), id="page number"),
        pytest.param(Planted(f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{PARAGRAPH}</w:sdtContent></w:sdt>"), id="prompt of a content control"),
        pytest.param(Planted(f"<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{RUN}</w:sdtContent></w:sdt></w:p>"), id="prompt in a line"),
        pytest.param(Planted(drawn(PICTURE, f'hidden="1" descr="{SAID}"'), relations=PICTURES), id="hidden picture"),
        pytest.param(Planted(f'<w:p><w:r><w:pict><v:shape style="visibility:hidden"><v:textpath string="{SAID}"/></v:shape></w:pict></w:r></w:p>'), id="hidden WordArt"),
        pytest.param(running("header", "first"), id="header of first pages that do not differ"),
        pytest.param(running("header", "even"), id="header of even pages that do not differ"),
        pytest.param(Planted("", {"word/running.xml": root("w:hdr", PARAGRAPH)}, {"word/document.xml": [("x", "header", "running.xml")]}), id="header of no section"),
        pytest.param(beside("footnotes", "notes.xml", NOTE.replace("w:id", 'w:type="separator" w:id')), id="line above the notes"),
        pytest.param(beside("glossaryDocument", "glossary/document.xml", root("w:glossaryDocument", f"<w:body>{PARAGRAPH}</w:body>")), id="building block"),
        pytest.param(beside("vbaProject", "vbaProject.bin", SAID.encode()), id="macro"),
        pytest.param(properties("core.xml", "cp:coreProperties", f"<dc:creator>{SAID}</dc:creator>"), id="author"),
        pytest.param(properties("core.xml", "cp:coreProperties", "<dc:description>generated by python-docx</dc:description>"), id="word of a program"),
    ],
)  # fmt: skip
def test_what_is_not_shown_is_not_text(planted: Planted) -> None:
    for data in (planted.saved(), without_types(planted.saved())):
        document = read(data)
        assert zones(document) == []
        assert document.text in {"text", "text\nother"}
        assert document.gaps == ()


OBJECT = '<w:p><w:r><w:object><o:OLEObject ProgID="{0}" r:id="x"/></w:object></w:r></w:p>'


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        pytest.param(Planted(OBJECT.format("Excel.Sheet.12")), "Excel.Sheet.12", id="embedded workbook"),
        pytest.param(Planted(drawn('<c:chart r:id="x"/>')), "a chart", id="chart without its part"),
        pytest.param(Planted(drawn('<dgm:relIds r:dm="x"/>')), "a diagram", id="diagram without its part"),
        pytest.param(Planted('<w:altChunk r:id="x"/>'), "not in the file", id="chunk without its part"),
        pytest.param(Planted('<w:subDoc r:id="x"/>', relations={"word/document.xml": [("x", "subDocument", "https://a.example/b.docx")]}), "not in the file", id="document outside"),
        pytest.param(beside("aFChunk", "chunk.bin", bytes(range(256)), '<w:altChunk r:id="x"/>'), "neither text nor", id="chunk of another format"),
        pytest.param(beside("comments", "comments.xml", "<w:comments"), "broken XML", id="broken comments"),
        pytest.param(beside("footnotes", "notes.xml", "<w:footnotes"), "broken XML", id="broken footnotes"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_gap(planted: Planted, said: str) -> None:
    for data in (planted.saved(), without_types(planted.saved())):
        (gap,) = read(data).gaps
        assert (gap.reason, gap.anchor is not None) == ("unread-part", True)
        assert said in gap.detail


def test_formulas_of_older_programs_are_pictures() -> None:
    assert read(Planted(OBJECT.format("Equation.3")).saved()).gaps == ()


def test_chunks_in_chunks_end() -> None:
    data = Planted(PARAGRAPH).saved()
    for _ in range(6):
        data = beside("aFChunk", "chunk.docx", data, '<w:altChunk r:id="x"/>').saved()
    document = read(data, limits=Limits(max_nesting=3))
    assert document.text == "\n".join(["text"] * 4)
    assert [gap.reason for gap in document.gaps] == ["unread-part"]


def test_alternatives_are_read_once() -> None:
    shown = f"<mc:AlternateContent><mc:Choice Requires='a'>{RUN}</mc:Choice><mc:Choice Requires='b'>{RUN}</mc:Choice><mc:Fallback>{RUN}</mc:Fallback></mc:AlternateContent>"
    assert zones(read(Planted(f"<w:p>{shown}</w:p>").saved())) == ["body"]
    assert zones(read(Planted(shown.replace(RUN, PARAGRAPH)).saved())) == ["body"]


def test_sections_go_on_with_the_headers_before() -> None:
    planted = running("header")
    first = section('<w:headerReference w:type="first" r:id="x"/>')
    body = f"<w:p><w:pPr>{first}</w:pPr></w:p>{section('', '<w:titlePg/>')}"
    assert zones(read(Planted(body, planted.parts, planted.relations).saved())) == ["header"]


def zones(document: Document) -> list[str]:
    return [block.zone.value for block in document.blocks if SAID in document.quote(block.span)]


def without_types(data: bytes) -> bytes:
    """A package that python-docx refuses."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != "[Content_Types].xml":
                new.writestr(name, old.read(name))
    return stream.getvalue()
