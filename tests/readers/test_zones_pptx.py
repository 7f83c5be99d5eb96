"""One sentence is planted in each place of a presentation that may hold text, and read back with its zone."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from office_packages import KINDS, PNG, Relations, office, root

from grantdocs.model.document import Document
from grantdocs.readers import read

SAID = "The Union planted this sentence"
TEXT = f"<a:p><a:r><a:t>{SAID}</a:t></a:r></a:p>"
OTHER = "<a:p><a:r><a:t>text</a:t></a:r></a:p>"
SLIDE, LAYOUT, MASTER = "ppt/slides/slide1.xml", "ppt/slideLayouts/layout1.xml", "ppt/slideMasters/master1.xml"


def shape(text: str = TEXT, placeholder: str = "", properties: str = "", tag: str = "p:sp") -> str:
    filled = f'<p:nvPr><p:ph type="{placeholder}"/></p:nvPr>' if placeholder else "<p:nvPr/>"
    return f'<{tag}><p:nvSpPr><p:cNvPr id="1" name="x" {properties}/>{filled}</p:nvSpPr><p:txBody>{text}</p:txBody></{tag}>'


def picture(properties: str = "", size: str = '<a:ext cx="720000" cy="360000"/>', placeholder: str = "") -> str:
    named = f'<p:nvPicPr><p:cNvPr id="1" name="x" {properties}/><p:nvPr>{placeholder}</p:nvPr></p:nvPicPr>'
    placed = f"<p:spPr><a:xfrm>{size}</a:xfrm></p:spPr>" if size else "<p:spPr/>"
    return f'<p:pic>{named}<p:blipFill><a:blip r:embed="i"/></p:blipFill>{placed}</p:pic>'


def framed(inner: str, properties: str = "") -> str:
    named = f'<p:nvGraphicFramePr><p:cNvPr id="1" name="x" {properties}/></p:nvGraphicFramePr>'
    return f"<p:graphicFrame>{named}<a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic></p:graphicFrame>"


def table(cell: str) -> str:
    return framed(f"<a:tbl><a:tr><a:tc><a:txBody>{OTHER}</a:txBody></a:tc>{cell}</a:tr></a:tbl>")


@dataclass(frozen=True)
class Planted:
    """The shapes of a slide, of its layout and its master, and parts beside them."""

    shapes: str = ""
    attributes: str = ""
    layout: str = ""
    layout_attributes: str = ""
    master: str = ""
    parts: dict[str, str | bytes] = field(default_factory=dict)
    relations: tuple[tuple[str, str, str], ...] = ()
    """Of the slide."""

    def saved(self) -> bytes:
        listed = '<p:sldIdLst><p:sldId id="256" r:id="s"/></p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/>'
        image = ("i", "image", "/ppt/media/logo.png")
        parts = {
            "ppt/presentation.xml": root("p:presentation", listed),
            SLIDE: root("p:sld", _tree(shape(OTHER) + self.shapes), self.attributes),
            LAYOUT: root("p:sldLayout", _tree(self.layout), self.layout_attributes),
            MASTER: root("p:sldMaster", _tree(self.master)),
            "ppt/media/logo.png": PNG,
            **self.parts,
        }
        relations: Relations = {
            "ppt/presentation.xml": [("s", "slide", "slides/slide1.xml")],
            SLIDE: [image, ("l", "slideLayout", "../slideLayouts/layout1.xml"), *self.relations],
            LAYOUT: [image, ("m", "slideMaster", "../slideMasters/master1.xml")],
            MASTER: [image],
        }
        return office("pptx", parts, relations)


def _tree(shapes: str) -> str:
    background = "<p:bg/>"
    return f"<p:cSld>{background}<p:spTree>{shapes}</p:spTree></p:cSld>"


def beside(kind: str, part: str, xml: str, shapes: str = "") -> Planted:
    return Planted(shapes, parts={f"ppt/{part}": xml}, relations=(("x", kind, f"../{part}"),))


def notes(text: str, placeholder: str) -> Planted:
    return beside("notesSlide", "notesSlides/n.xml", root("p:notes", _tree(shape(text, placeholder))))


def chart(inner: str) -> Planted:
    return beside("chart", "charts/c.xml", root("c:chartSpace", inner), framed('<c:chart r:id="x"/>'))


def properties(file: str, tag: str, inner: str) -> Planted:
    return Planted(parts={f"docProps/{file}": root(tag, inner)})


MODERN = "http://schemas.microsoft.com/office/2018/10/relationships/comments"
TITLE = f"<c:chart><c:title><c:tx><c:rich>{TEXT}</c:rich></c:tx></c:title></c:chart>"


@pytest.mark.parametrize(
    ("planted", "zone"),
    [
        pytest.param(Planted(shape()), "body", id="shape"),
        pytest.param(Planted(shape(placeholder="body")), "body", id="placeholder"),
        pytest.param(Planted(shape(placeholder="ctrTitle")), "title", id="title of the first slide"),
        pytest.param(Planted(shape(placeholder="title")), "heading", id="title of a slide"),
        pytest.param(Planted(shape(placeholder="ftr")), "footer", id="footer"),
        pytest.param(Planted(shape(tag="p:cxnSp")), "body", id="connector"),
        pytest.param(Planted(f"<p:grpSp><p:grpSp>{shape()}</p:grpSp></p:grpSp>"), "body", id="groups"),
        pytest.param(Planted(table(f"<a:tc><a:txBody>{TEXT}</a:txBody></a:tc>")), "table-cell", id="cell"),
        pytest.param(Planted(shape(f"<a:p><a:fld type='author'><a:t>{SAID}</a:t></a:fld></a:p>")), "body", id="field"),
        pytest.param(Planted(shape(f"<a:p><a14:m><m:oMath><m:r><m:t>{SAID}</m:t></m:r></m:oMath></a14:m></a:p>")), "body", id="formula"),
        pytest.param(Planted(f"<mc:AlternateContent><mc:Choice Requires='a14'>{shape()}</mc:Choice><mc:Fallback>{shape()}</mc:Fallback></mc:AlternateContent>"), "body", id="alternatives"),
        pytest.param(Planted(picture(f'descr="{SAID}"')), "alt-text", id="description of a picture"),
        pytest.param(Planted(picture(f'title="{SAID}"')), "alt-text", id="title of a picture"),
        pytest.param(Planted(shape(OTHER, properties=f'descr="{SAID}"')), "alt-text", id="description of a shape"),
        pytest.param(Planted(framed("<a:tbl/>", f'descr="{SAID}"')), "alt-text", id="description of a table"),
        pytest.param(Planted(f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="1" name="x" descr="{SAID}"/></p:nvGrpSpPr></p:grpSp>'), "alt-text", id="description of a group"),
        pytest.param(Planted(f'<p:grpSp>{picture()}{picture(f"descr={chr(34)}{SAID}{chr(34)}")}</p:grpSp>'), "alt-text", id="description in a group"),
        pytest.param(Planted(layout=shape()), "header", id="layout"),
        pytest.param(Planted(master=shape()), "header", id="master"),
        pytest.param(Planted(master=picture(f'descr="{SAID}"')), "alt-text", id="logo on a master"),
        pytest.param(notes(TEXT, "body"), "comment", id="notes"),
        pytest.param(beside("comments", "comments/c.xml", root("p:cmLst", f"<p:cm><p:text>{SAID}</p:text></p:cm>")), "comment", id="comment"),
        pytest.param(beside(MODERN, "comments/c.xml", root("p188:cmLst", f"<p188:cm><p188:txBody>{TEXT}</p188:txBody></p188:cm>")), "comment", id="newer comment"),
        pytest.param(beside(MODERN, "comments/c.xml", root("p188:cmLst", f"<p188:cm><p188:replyLst><p188:reply><p188:txBody>{TEXT}</p188:txBody></p188:reply></p188:replyLst></p188:cm>")), "comment", id="answer to a comment"),
        pytest.param(beside("diagramData", "diagrams/d.xml", root("dgm:dataModel", f"<dgm:ptLst><dgm:pt><dgm:t>{TEXT}</dgm:t></dgm:pt></dgm:ptLst>"), framed('<dgm:relIds r:dm="x"/>')), "body", id="SmartArt"),
        pytest.param(chart(TITLE), "body", id="title of a chart"),
        pytest.param(properties("core.xml", "cp:coreProperties", f"<dc:description>{SAID}</dc:description>"), "metadata", id="description"),
    ],
)  # fmt: skip
def test_planted_sentence_is_read(planted: Planted, zone: str) -> None:
    document = read(planted.saved())
    assert zones(document) == [zone]
    assert document.gaps == ()


@pytest.mark.parametrize(
    "planted",
    [
        pytest.param(Planted(shape(), attributes='show="0"'), id="hidden slide"),
        pytest.param(Planted(shape(properties='hidden="1"')), id="hidden shape"),
        pytest.param(Planted(f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="1" name="x" hidden="1"/></p:nvGrpSpPr>{shape()}</p:grpSp>'), id="hidden group"),
        pytest.param(Planted(shape(placeholder="sldNum")), id="slide number"),
        pytest.param(Planted(shape(placeholder="dt")), id="day of showing"),
        pytest.param(Planted(shape(f"<a:p><a:fld type='slidenum'><a:t>{SAID}</a:t></a:fld></a:p>")), id="slide number in a text"),
        pytest.param(Planted(layout=shape(placeholder="title")), id="prompt of a layout"),
        pytest.param(Planted(master=shape(placeholder="body")), id="prompt of a master"),
        pytest.param(Planted(master=shape(), layout_attributes='showMasterSp="0"'), id="master under a layout that hides it"),
        pytest.param(Planted(layout=shape(), attributes='showMasterSp="0"'), id="layout under a slide that hides it"),
        pytest.param(Planted(parts={"ppt/slideLayouts/layout2.xml": root("p:sldLayout", _tree(shape()))}), id="layout of no slide"),
        pytest.param(Planted(parts={"ppt/slides/slide2.xml": root("p:sld", _tree(shape()))}), id="slide that is not listed"),
        pytest.param(notes(TEXT, "sldImg"), id="thumbnail in the notes"),
        pytest.param(Planted(table(f'<a:tc hMerge="1"><a:txBody>{TEXT}</a:txBody></a:tc>')), id="cell merged into the one before"),
        pytest.param(Planted(table(f'<a:tc vMerge="1"><a:txBody>{TEXT}</a:txBody></a:tc>')), id="cell merged into the one above"),
        pytest.param(properties("core.xml", "cp:coreProperties", f"<dc:title>{SAID} PowerPoint</dc:title>"), id="title of a program"),
    ],
)  # fmt: skip
def test_what_is_not_shown_is_not_text(planted: Planted) -> None:
    document = read(planted.saved())
    assert zones(document) == []
    assert set(document.text.split("\n")) <= {"text", ""}
    assert document.gaps == ()


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        pytest.param(Planted(framed('<p:oleObj progId="Excel.Sheet.12"/>')), "Excel.Sheet.12", id="embedded workbook"),
        pytest.param(Planted(framed('<c:chart r:id="x"/>')), "a chart", id="chart without its part"),
        pytest.param(beside("comments", "comments/c.xml", "<p:cm"), "broken XML", id="broken comments"),
        pytest.param(Planted(parts={LAYOUT: "<p:sldLayout"}), "broken XML", id="broken layout"),
        pytest.param(Planted(parts={SLIDE: "<p:sld"}), "broken XML", id="broken slide"),
    ],
)
def test_what_cannot_be_read_is_a_gap(planted: Planted, said: str) -> None:
    gaps = read(planted.saved()).gaps
    assert {(gap.reason, gap.anchor is not None) for gap in gaps} == {("unread-part", True)}
    assert all(said in gap.detail for gap in gaps)


def test_previews_of_objects_are_pictures() -> None:
    preview = f'<p:oleObj progId="Excel.Sheet.12">{picture()}</p:oleObj>'
    both = f"<mc:AlternateContent><mc:Choice Requires='v'><p:oleObj/></mc:Choice><mc:Fallback>{preview}</mc:Fallback></mc:AlternateContent>"
    (image,) = read(Planted(framed(both)).saved()).images
    assert (image.data, image.width_mm) == (PNG, 20.0)


def test_pictures_in_groups_are_scaled() -> None:
    frame = '<p:grpSpPr><a:xfrm><a:ext cx="{0}" cy="360000"/><a:chExt cx="720000" cy="720000"/></a:xfrm></p:grpSpPr>'
    inner = f"<p:grpSp>{frame.format(720000)}{picture()}</p:grpSp>"
    (image,) = read(Planted(f"<p:grpSp>{frame.format(1440000)}{inner}</p:grpSp>").saved()).images
    assert (image.width_mm, image.height_mm) == (40.0, 2.5)


def test_pictures_in_placeholders_have_the_size_of_the_layout() -> None:
    filled = '<p:ph type="pic" idx="13"/>'
    (image,) = read(Planted(picture("", "", filled), layout=picture("", placeholder=filled)).saved()).images
    assert (image.width_mm, image.height_mm, image.zone.value) == (20.0, 10.0, "body")


def test_pictures_behind_slides_are_as_large_as_these() -> None:
    fill = '<p:cSld><p:bg><p:bgPr><a:blipFill><a:blip r:embed="i"/></a:blipFill></p:bgPr></p:bg></p:cSld>'
    (image,) = read(Planted(parts={MASTER: root("p:sldMaster", fill)}).saved()).images
    assert (image.width_mm, image.height_mm, image.zone.value, image.data) == (254.0, 190.5, "header", PNG)


def test_pictures_that_fill_shapes_are_pictures() -> None:
    filled = f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="x" descr="{SAID}"/></p:nvSpPr><p:spPr><a:xfrm><a:ext cx="720000" cy="360000"/></a:xfrm><a:blipFill><a:blip r:embed="i"/></a:blipFill></p:spPr></p:sp>'
    (image,) = read(Planted(filled).saved()).images
    assert (image.alt, image.width_mm, image.data) == (SAID, 20.0, PNG)


def test_the_same_bytes_are_kept_once() -> None:
    first, second = read(Planted(picture() + picture()).saved()).images
    assert first.data is second.data


@pytest.mark.parametrize(
    ("properties", "linked"),
    [
        pytest.param('<a:rPr><a:hlinkClick r:id="x"/></a:rPr>', SAID, id="text"),
        pytest.param("", SAID, id="shape"),
    ],
)
def test_links(properties: str, linked: str) -> None:
    text = f"<a:p><a:r>{properties}<a:t>{SAID}</a:t></a:r></a:p>"
    whole = shape(text)
    if not properties:
        whole = whole.replace('name="x" />', 'name="x"><a:hlinkClick r:id="x"/></p:cNvPr>')
    document = read(Planted(whole, relations=(("x", f"{KINDS}/hyperlink", "https://europa.eu"),)).saved())
    assert [(link.url, document.quote(link.span)) for link in document.links if link.span] == [
        ("https://europa.eu", linked)
    ]


def zones(document: Document) -> list[str]:
    return [block.zone.value for block in document.blocks if SAID in document.quote(block.span)]
