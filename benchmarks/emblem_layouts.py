"""Publications with one emblem of known size on the page: DOCX, PDF and PPTX, in random layouts."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

from emblem_pictures import WHITE, emblem, logo
from PIL import Image

MM_PER_INCH = 25.4


@dataclass(frozen=True)
class Layout:
    """A publication, and the height and width in millimetres that its emblem has on the page."""

    data: bytes
    form: str
    width_mm: float
    height_mm: float


def layout(rng: random.Random, form: str | None = None) -> Layout:
    """The emblem alone, within a strip of logos or with a border around it, 6 to 60 mm high."""
    form = form or rng.choice(["docx", "pdf", "pptx"])
    picture, (width, height) = _picture(rng)
    height_mm = rng.uniform(6, 60)
    placed_height = height_mm * picture.height / height
    placed_width = placed_height * picture.width / picture.height
    if placed_width > 180:
        placed_width, placed_height = 180.0, 180 * picture.height / picture.width
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    build = {"docx": _docx, "pdf": _pdf, "pptx": _pptx}[form]
    data = build(rng, stream.getvalue(), placed_width, placed_height)
    return Layout(data, form, placed_width * width / picture.width, placed_height * height / picture.height)


def _picture(rng: random.Random) -> tuple[Image.Image, tuple[int, int]]:
    """The picture, and the emblem's size in it in pixels."""
    shape = emblem(rng.randint(60, 400), rng.choice(["colour", "colour", "white on blue"]))
    gap = round(shape.height * rng.uniform(0.15, 0.5))
    others = [logo(rng, round(shape.height * rng.uniform(0.5, 1.2))) for _ in range(rng.choice([0, 0, 1, 2]))]
    pieces = [*others, shape]
    rng.shuffle(pieces)
    if not others and rng.random() < 0.5:
        gap = 0
    page = Image.new("RGB", (sum(p.width + gap for p in pieces) + gap, max(p.height for p in pieces) + 2 * gap), WHITE)
    x = gap
    for piece in pieces:
        page.paste(piece, (x, (page.height - piece.height) // 2), piece)
        x += piece.width + gap
    return page, shape.size


def _docx(rng: random.Random, picture: bytes, width: float, height: float) -> bytes:
    from docx import Document
    from docx.shared import Mm

    document = Document()
    place = rng.choice(["body", "header", "table"])
    document.add_paragraph("The library opened its new reading room.")
    if place == "header":
        run = document.sections[0].header.paragraphs[0].add_run()
    elif place == "table":
        run = document.add_table(1, 2).rows[0].cells[rng.randrange(2)].paragraphs[0].add_run()
    else:
        run = document.add_paragraph().add_run()
    run.add_picture(io.BytesIO(picture), Mm(width), Mm(height))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _pptx(rng: random.Random, picture: bytes, width: float, height: float) -> bytes:
    from pptx import Presentation
    from pptx.util import Mm

    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[6])
    shapes = slide.shapes
    left, top = Mm(rng.uniform(0, 30)), Mm(rng.uniform(0, 60))
    shapes.add_picture(io.BytesIO(picture), left, top, Mm(width), Mm(height))
    stream = io.BytesIO()
    slides.save(stream)
    return stream.getvalue()


def _pdf(rng: random.Random, picture: bytes, width: float, height: float) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.drawString(72, 800, "The library opened its new reading room.")
    points = 72 / MM_PER_INCH
    image = ImageReader(io.BytesIO(picture))
    canvas.drawImage(image, rng.uniform(10, 60), rng.uniform(60, 400), width * points, height * points)
    canvas.save()
    return stream.getvalue()
