"""The emblem as documents place it: cropped, turned, with a margin, on the page."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

pytest.importorskip("cv2")
sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

from emblem_pictures import emblem
from PIL import Image

import grantdocs

STRIP = (600, 200)
"""Pixels of a strip whose left third is an emblem of 150 x 100 in its middle."""


def strip() -> bytes:
    page = Image.new("RGB", STRIP, "white")
    page.paste(emblem(100).convert("RGB"), (25, 50))
    page.paste((200, 30, 40), (250, 20, 580, 180))
    stream = io.BytesIO()
    page.save(stream, "PNG")
    return stream.getvalue()


Crop = tuple[float, float, float, float]
CROPS: list[tuple[Crop, tuple[float, float, float] | None]] = [
    # cut off at the left, the top, the right and the bottom; width and height of the emblem, its size by others
    ((0, 0, 0, 0), (15.0, 10.0, 0.625)),
    ((0, 0, 2 / 3, 0), (45.0, 10.0, 0)),
    ((0, 0.1, 2 / 3, 0.1), (45.0, 12.5, 0)),
    ((0.4, 0, 0, 0), None),
    ((-0.5, 0, 0, 0), (10.0, 10.0, 0.625)),
]


@pytest.mark.parametrize(("crop", "expected"), CROPS)
@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_what_is_cut_off_is_not_shown(form: str, crop: Crop, expected: tuple[float, float, float] | None) -> None:
    """Placed 60 mm wide and 20 mm high, whatever part is shown."""
    (image,) = grantdocs.extract(FORMS[form](crop, 0)).images

    if expected is None:
        assert (image.kind, image.emblem) == ("other", None)
        return
    assert image.emblem is not None
    assert (image.emblem.width_mm, image.emblem.height_mm) == pytest.approx(expected[:2], abs=0.3)
    assert (image.emblem.to_largest_other or 0) == pytest.approx(expected[2], abs=0.02)


@pytest.mark.parametrize(("placed", "expected"), [(0, 0), (90, 90), (180, -180), (350, -10)])
@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_what_is_turned_where_it_is_placed(form: str, placed: float, expected: float) -> None:
    (image,) = grantdocs.extract(FORMS[form]((0, 0, 0, 0), placed)).images

    assert image.emblem is not None
    assert image.emblem.turned == expected


def in_docx(crop: Crop, turned: float) -> bytes:
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Mm

    document = Document()
    document.add_paragraph("The library opened its reading room.")
    shape = document.add_picture(io.BytesIO(strip()), Mm(60), Mm(20))
    (filling,) = shape._inline.iter(qn("pic:blipFill"))
    cut = filling.makeelement(qn("a:srcRect"), {s: str(round(c * 100_000)) for s, c in zip("ltrb", crop, strict=True)})
    filling.insert(1, cut)
    (transform,) = shape._inline.iter(qn("a:xfrm"))
    transform.set("rot", str(round(turned * 60_000)))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def in_pptx(crop: Crop, turned: float) -> bytes:
    from pptx import Presentation
    from pptx.util import Mm

    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[6])
    picture = slide.shapes.add_picture(io.BytesIO(strip()), Mm(20), Mm(20), Mm(60), Mm(20))
    picture.crop_left, picture.crop_top, picture.crop_right, picture.crop_bottom = crop
    picture.rotation = turned
    stream = io.BytesIO()
    slides.save(stream)
    return stream.getvalue()


FORMS = {"docx": in_docx, "pptx": in_pptx}


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("", "eu_emblem"),
        ('cropright="43690f"', "eu_emblem"),
        ('cropleft="26214f"', "other"),
        ('cropleft=".4"', "other"),
    ],
)
def test_what_older_drawings_cut_off(written: str, kind: str) -> None:
    (image,) = grantdocs.extract(with_vml(written)).images

    assert image.kind == kind


def with_vml(written: str) -> bytes:
    import zipfile

    from docx import Document
    from docx.shared import Mm

    document = Document()
    document.add_paragraph("The library opened its reading room.")
    document.add_picture(io.BytesIO(strip()), Mm(60), Mm(20))
    stream, changed = io.BytesIO(), io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "word/document.xml":
                text = data.decode()
                start, end = text.index("<w:drawing>"), text.index("</w:drawing>") + len("</w:drawing>")
                relation = text.partition('r:embed="')[2].partition('"')[0]
                shape = (
                    '<w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="width:60mm;height:20mm">'
                    f'<v:imagedata r:id="{relation}" {written}/></v:shape></w:pict>'
                )
                data = (text[:start] + shape + text[end:]).encode()
            new.writestr(part, data)
    return changed.getvalue()


WORDS_OVER = [
    ("beside it", 200, 560, False),
    ("below it", 100, 520, False),
    ("into it from the left", 60, 565, True),
    ("on another page", 110, 565, False),
]


@pytest.mark.parametrize(("where", "left", "bottom", "expected"), WORDS_OVER)
def test_words_over_the_emblem(where: str, left: float, bottom: float, expected: bool) -> None:
    """The emblem from 100 to 175 points across and from 540 to 590 up."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    stream, picture = io.BytesIO(), io.BytesIO()
    emblem(100).convert("RGB").save(picture, "PNG")
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.drawString(72, 800, "The library opened its new reading room.")
    canvas.drawImage(ImageReader(picture), 100, 540, 75, 50)
    if where == "on another page":
        canvas.showPage()
    canvas.drawString(left, bottom, "Everybody came")
    canvas.save()

    found = [image.emblem for image in grantdocs.extract(stream.getvalue()).images if image.emblem]

    assert [one.has_text_over for one in found] == [expected]


def test_how_much_text_comes_before_it() -> None:
    import base64

    stream = io.BytesIO()
    emblem(40).save(stream, "PNG")
    shown = f'<img alt="" src="data:image/png;base64,{base64.b64encode(stream.getvalue()).decode()}">'
    page = f"<p>Reading</p>{shown}<p>room</p>{shown}".encode()

    found = [image.emblem for image in grantdocs.extract(grantdocs.read(page, name="page.html")).images if image.emblem]

    assert [(one.text_before, one.has_text_over) for one in found] == [(7, None), (12, None)]
