from __future__ import annotations

import io
import zipfile

import pytest

from grantdocs.model.document import Document
from grantdocs.readers import Limits, read

NAMESPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*targets: tuple[str, str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="{name}" Type="{KINDS}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if "://" in target else "/>")
        for name, kind, target in targets
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def shape(*paragraphs: str, placeholder: str | None = None) -> str:
    kind = f'<p:nvPr><p:ph type="{placeholder}"/></p:nvPr>' if placeholder else "<p:nvPr/>"
    text = "".join(f"<a:p>{paragraph}</a:p>" for paragraph in paragraphs)
    return f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"/>{kind}</p:nvSpPr><p:txBody>{text}</p:txBody></p:sp>'


def run(text: str, properties: str = "") -> str:
    return f"<a:r><a:rPr>{properties}</a:rPr><a:t>{text}</a:t></a:r>"


def slide(*shapes: str, attributes: str = "", root: str = "sld") -> str:
    tree = f"<p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld>"
    return f"<p:{root} {NAMESPACES} {attributes}>{tree}</p:{root}>"


def presentation(*slides: str, limits: Limits | None = None, **parts: str) -> Document:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        # Listed the other way round than their files are numbered.
        listed = "".join(f'<p:sldId id="{256 + i}" r:id="s{i}"/>' for i in range(len(slides)))
        size = '<p:sldSz cx="9144000" cy="6858000"/>'
        package.writestr(
            "ppt/presentation.xml",
            f"<p:presentation {NAMESPACES}><p:sldIdLst>{listed}</p:sldIdLst>{size}</p:presentation>",
        )
        targets = [(f"s{i}", "slide", f"slides/slide{len(slides) - i}.xml") for i in range(len(slides))]
        package.writestr("ppt/_rels/presentation.xml.rels", relations(*targets))
        for i, xml in enumerate(slides):
            package.writestr(f"ppt/slides/slide{len(slides) - i}.xml", xml)
        for name, xml in parts.items():
            package.writestr(name, xml)
    return read(stream.getvalue(), limits=limits)


@pytest.mark.parametrize(
    ("played", "reasons"),
    [
        ('<a:videoFile r:link="x"/>', ["film-not-watched"]),
        ('<a:quickTimeFile r:link="x"/>', ["film-not-watched"]),
        ('<a:audioFile r:link="x"/>', ["sound-not-heard"]),
        ('<a:wavAudioFile r:embed="x"/>', ["sound-not-heard"]),
        ("", []),
    ],
)
def test_films_and_sounds_are_named(played: str, reasons: list[str]) -> None:
    properties = f'<p:nvPicPr><p:cNvPr id="1" name="a"/><p:cNvPicPr/><p:nvPr>{played}</p:nvPr></p:nvPicPr>'
    found = presentation(slide(f'<p:pic>{properties}<p:blipFill><a:blip r:embed="i"/></p:blipFill><p:spPr/></p:pic>'))
    assert [gap.reason for gap in found.gaps] == reasons


def test_slides_in_their_order() -> None:
    found = presentation(
        slide(shape(run("First"), placeholder="title"), shape(run("a ") + run("b"), run("c"))),
        slide(shape(run("Second")), shape(run("7"), placeholder="sldNum"), shape(run("Town"), placeholder="ftr")),
    )
    assert [(block.anchor.page, block.zone.value, found.quote(block.span)) for block in found.blocks] == [
        (1, "heading", "First"),
        (1, "body", "a b"),
        (1, "body", "c"),
        (2, "body", "Second"),
        (2, "footer", "Town"),
    ]
    assert found.page_sizes_mm == ((254.0, 190.5), (254.0, 190.5))
    assert found.title == "First"


def test_tables_and_groups() -> None:
    cells = "".join(f"<a:tc><a:txBody><a:p>{run(text)}</a:p></a:txBody></a:tc>" for text in ("Budget", "EUR 100"))
    frame = f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>{cells}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    assert presentation(slide(f"<p:grpSp>{shape(run('group'))}</p:grpSp>", frame)).text == "group\nBudget\tEUR 100"


def test_line_breaks_and_tabs() -> None:
    assert presentation(slide(shape(run("a") + "<a:br/>" + run("b\tc")))).text == "a\nb\tc"


def test_hidden_slides_are_left_out() -> None:
    assert presentation(slide(shape(run("seen"))), slide(shape(run("hidden")), attributes='show="0"')).text == "seen"


def test_links_notes_and_masters() -> None:
    found = presentation(
        slide(shape(run("page", '<a:hlinkClick r:id="r1"/>'))),
        **{
            "ppt/slides/_rels/slide1.xml.rels": relations(
                ("r1", "hyperlink", "https://europa.eu"),
                ("r2", "slideLayout", "../slideLayouts/slideLayout1.xml"),
                ("r3", "notesSlide", "../notesSlides/notesSlide1.xml"),
            ),
            "ppt/slideLayouts/slideLayout1.xml": slide(
                shape(run("Funded by the Union")), shape(run("Click to edit"), placeholder="title"), root="sldLayout"
            ),
            "ppt/notesSlides/notesSlide1.xml": slide(shape(run("say hello"), placeholder="body"), root="notes"),
        },
    )
    assert [(block.zone.value, found.quote(block.span)) for block in found.blocks] == [
        ("header", "Funded by the Union"),
        ("body", "page"),
        ("comment", "say hello"),
    ]
    assert [link.url for link in found.links] == ["https://europa.eu"]


def test_pictures() -> None:
    picture = (
        '<p:pic><p:nvPicPr><p:cNvPr id="2" name="x" descr="EU emblem"/></p:nvPicPr><p:blipFill><a:blip r:embed="r1"/>'
        '</p:blipFill><p:spPr><a:xfrm><a:ext cx="1080000" cy="720000"/></a:xfrm></p:spPr></p:pic>'
    )
    found = presentation(
        slide(picture),
        **{
            "ppt/slides/_rels/slide1.xml.rels": relations(("r1", "image", "../media/image1.png")),
            "ppt/media/image1.png": "bytes",
        },
    )
    (image,) = found.images
    assert (image.alt, image.name, image.width_mm, image.height_mm, image.page, image.data) == (
        "EU emblem",
        "image1.png",
        30.0,
        20.0,
        1,
        b"bytes",
    )


def test_shapes_and_charts_are_pictures_without_bytes() -> None:
    named = '<p:cNvPr id="2" name="Freeform 1"/>'
    geometry = "<p:spPr><a:custGeom/></p:spPr>"
    drawn = f"<p:sp><p:nvSpPr>{named}</p:nvSpPr>{geometry}</p:sp>"
    written = f"<p:sp><p:nvSpPr>{named}</p:nvSpPr>{geometry}<p:txBody><a:p>{run('text')}</a:p></p:txBody></p:sp>"
    chart = f"<p:graphicFrame><p:nvGraphicFramePr>{named}</p:nvGraphicFramePr><a:graphic><a:chart/></a:graphic></p:graphicFrame>"
    assert [(image.name, image.data) for image in presentation(slide(drawn)).images] == [("Freeform 1", None)]
    assert [image.name for image in presentation(slide(chart)).images] == ["Freeform 1"]
    assert presentation(slide(written)).images == ()


def test_slides_beyond_the_limit_are_a_gap() -> None:
    found = presentation(slide(shape(run("a"))), slide(shape(run("b"))), limits=Limits(max_pages=1))
    assert found.text == "a"
    assert [gap.reason for gap in found.gaps] == ["limit-reached"]
