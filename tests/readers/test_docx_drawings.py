"""Sizes, bytes and links of what is drawn in Word documents, and the forms in which their packages come."""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode

import pytest
from office_packages import PNG, office, root

from grantdocs.model.document import Document
from grantdocs.readers import read
from grantdocs.readers.discovery import choose_reader
from grantdocs.readers.reader import Content

PICTURE = '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="x"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="i"/></pic:blipFill><pic:spPr><a:xfrm><a:ext cx="720000" cy="360000"/></a:xfrm></pic:spPr></pic:pic>'
SCALED = '<wpg:grpSpPr><a:xfrm><a:ext cx="{0}" cy="{1}"/><a:chExt cx="720000" cy="720000"/></a:xfrm></wpg:grpSpPr>'
RELATIONS = [
    ("i", "image", "media/logo.png"),
    ("h", "hyperlink", "https://europa.eu/"),
    ("x", "image", "https://a.example/far.png"),
]


def document(body: str, attributes: str = "", before: str = "") -> Document:
    parts = {
        "word/document.xml": root("w:document", f"{before}<w:body>{body}</w:body>", attributes),
        "word/media/logo.png": PNG,
    }
    return read(office("docx", parts, {"word/document.xml": RELATIONS}))


def drawn(inner: str, extent: str = '<wp:extent cx="1440000" cy="720000"/>', properties: str = "") -> str:
    named = f'<wp:docPr id="1" name="x">{properties}</wp:docPr>'
    framed = f"<wp:anchor>{extent}{named}<a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic></wp:anchor>"
    return f"<w:r><w:drawing>{framed}</w:drawing></w:r>"


def vml(inner: str) -> str:
    return f"<w:r><w:pict>{inner}</w:pict></w:r>"


def test_films_are_named() -> None:
    played = '<a:extLst><a:ext uri="x"><wp15:webVideoPr xmlns:wp15="w" embeddedHtml="x"/></a:ext></a:extLst>'
    found = document(f"<w:p>{drawn(PICTURE, properties=played)}</w:p>")
    assert [(gap.reason, gap.pointer) for gap in found.gaps] == [("film-not-watched", "/images")]


@pytest.mark.parametrize(
    ("drawing", "size"),
    [
        pytest.param(drawn(PICTURE), (40.0, 20.0), id="as placed"),
        pytest.param(drawn(f"<wpg:wgp>{SCALED.format(1440000, 720000)}{PICTURE}</wpg:wgp>"), (40.0, 10.0), id="in a group"),
        pytest.param(drawn(f"<wpg:wgp>{SCALED.format(720000, 720000)}{PICTURE}</wpg:wgp>"), (40.0, 10.0), id="in a group that is placed larger"),
        pytest.param(drawn(f"<wpg:wgp>{SCALED.format(1440000, 720000)}<wpg:grpSp>{SCALED.format(360000, 360000)}{PICTURE}</wpg:grpSp></wpg:wgp>"), (20.0, 5.0), id="in a group of a group"),
        pytest.param(drawn("<wps:wsp><wps:spPr><a:blipFill><a:blip r:embed='i'/></a:blipFill></wps:spPr></wps:wsp>"), (40.0, 20.0), id="filling of a shape"),
        pytest.param(vml('<v:shape style="width:72pt;height:1in"><v:imagedata r:id="i"/></v:shape>'), (25.4, 25.4), id="VML"),
        pytest.param(vml('<v:rect style="position:absolute;width:.5in;height:30mm"><v:fill r:id="i" type="frame"/></v:rect>'), (12.7, 30.0), id="VML filling"),
        pytest.param(vml('<v:group style="width:72pt;height:72pt" coordsize="200,100"><v:shape style="width:100;height:50"><v:imagedata r:id="i"/></v:shape></v:group>'), (12.7, 12.7), id="VML in a group"),
        pytest.param(vml('<v:shape><v:imagedata r:id="i"/></v:shape>'), (None, None), id="without a size"),
        pytest.param(drawn(PICTURE, '<wp:extent cx="x" cy="0"/>'), (None, None), id="with a broken size"),
    ],
)  # fmt: skip
def test_pictures_as_placed(drawing: str, size: tuple[float | None, float | None]) -> None:
    (image,) = document(f"<w:p>{drawing}</w:p>").images
    assert ((image.width_mm, image.height_mm), image.data, image.name) == (size, PNG, "logo.png")


def test_linked_pictures_have_no_bytes() -> None:
    (image,) = document(
        f"<w:p>{drawn(PICTURE.replace('r:embed=' + chr(34) + 'i', 'r:link=' + chr(34) + 'x'))}</w:p>"
    ).images
    assert (image.name, image.data) == ("far.png", None)


def test_groups_of_shapes_are_one_picture() -> None:
    figure = "<wps:wsp><wps:spPr><a:custGeom/></wps:spPr></wps:wsp>"
    (image,) = document(f"<w:p>{drawn(f'<wpg:wgp>{figure * 5}</wpg:wgp>')}</w:p>").images
    assert (image.name, image.width_mm) == ("x", 40.0)


def test_picture_behind_all_pages() -> None:
    behind = '<w:background><v:background><v:fill r:id="i" type="frame"/></v:background></w:background>'
    (image,) = document("<w:p/>", before=behind).images
    assert (image.data, image.zone.value) == (PNG, "header")


LINKED = '<w:hyperlink r:id="h" {1}>{0}</w:hyperlink>'
RUN = "<w:r><w:t>here</w:t></w:r>"
CODE = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{0}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>here</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.mark.parametrize(
    ("inner", "urls"),
    [
        pytest.param(LINKED.format(RUN, ""), ["https://europa.eu/"], id="text"),
        pytest.param(LINKED.format(RUN, 'w:anchor="a"'), ["https://europa.eu/#a"], id="place on a page"),
        pytest.param(LINKED.format(drawn(PICTURE), ""), ["https://europa.eu/"], id="picture"),
        pytest.param(drawn(PICTURE, properties='<a:hlinkClick r:id="h"/>'), ["https://europa.eu/"], id="click on a picture"),
        pytest.param(vml('<v:shape href="https://a.example"><v:imagedata r:id="i"/></v:shape>'), ["https://a.example"], id="VML picture"),
        pytest.param(CODE.format('HYPERLINK "https://a.example"'), ["https://a.example"], id="field"),
        pytest.param(CODE.format("HYPERLINK https://a.example"), ["https://a.example"], id="field without quotes"),
        pytest.param(CODE.format(r'HYPERLINK \o "tip" "https://a.example" \l "b"'), ["https://a.example#b"], id="field with switches"),
        pytest.param('<w:fldSimple w:instr=\'HYPERLINK "https://a.example"\'>' + RUN + "</w:fldSimple>", ["https://a.example"], id="simple field"),
        pytest.param(CODE.format(r'HYPERLINK \l "b"'), [], id="field to a place here"),
        pytest.param(f'<w:hyperlink w:anchor="a">{RUN}</w:hyperlink>', [], id="place here"),
        pytest.param(CODE.format("REF b"), [], id="other field"),
    ],
)  # fmt: skip
def test_links(inner: str, urls: list[str]) -> None:
    assert [link.url for link in document(f"<w:p>{inner}</w:p>").links] == urls


SAVED = office("docx", {"word/document.xml": root("w:document", f"<w:body><w:p>{RUN}{drawn(PICTURE)}</w:p></w:body>"), "word/media/logo.png": PNG}, {"word/document.xml": RELATIONS})  # fmt: skip


def renamed(old: str, new: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SAVED)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            is_list = name.endswith((".rels", "[Content_Types].xml"))
            data = source.read(name)
            target.writestr(name.replace(old, new), data.replace(old.encode(), new.encode()) if is_list else data)
    return stream.getvalue()


def flat() -> bytes:
    parts = ""
    with zipfile.ZipFile(io.BytesIO(SAVED)) as source:
        for name in source.namelist():
            data = source.read(name)
            is_xml = name.endswith((".xml", ".rels"))
            held = (
                f"<pkg:xmlData>{data.decode()}</pkg:xmlData>"
                if is_xml
                else f"<pkg:binaryData>{b64encode(data).decode()}</pkg:binaryData>"
            )
            if name != "[Content_Types].xml":
                parts += f'<pkg:part pkg:name="/{name}" pkg:contentType="application/xml">{held}</pkg:part>'
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{parts}</pkg:package>'.encode()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SAVED, id="as usual"),
        pytest.param(renamed("document.xml", "document2.xml"), id="main part of another name"),
        pytest.param(renamed(".document.main", ".template.main"), id="template"),
        pytest.param(renamed("openxmlformats-officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled.main"), id="with macros"),
        pytest.param(renamed("media/logo.png", "Media/Logo.PNG"), id="names in capitals"),
        pytest.param(flat(), id="a single XML file"),
        pytest.param(SAVED.replace(b"word/media/", b"word\\media\\"), id="backslashes"),
    ],
)  # fmt: skip
def test_forms_of_packages(data: bytes) -> None:
    assert choose_reader(Content(data, "x", "", "x.bin")).name == "docx"
    found = read(data)
    assert (found.text, found.images[0].data, found.gaps) == ("here", PNG, ())


def test_flat_packages_that_are_broken() -> None:
    from grantdocs.errors import ReadError

    with pytest.raises(ReadError, match="broken XML"):
        read(flat()[:-20], name="cut.xml")
