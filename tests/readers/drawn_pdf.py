"""PDF files drawn for a test: lines where they are told to stand, tabs, pictures, paragraphs that flow into frames."""

from __future__ import annotations

import io
from collections.abc import Callable

from four_forms import pdf_font, pdf_style

from grantdocs.model.document import Document
from grantdocs.readers import read

A4 = (595.3, 841.9)
TAB = 35.43


def drawn(draw: Callable, size: tuple[float, float] = A4) -> bytes:
    """A PDF that `draw` draws on a canvas of reportlab."""
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


def lines_at(canvas, left: float, top: float, lines: list[str], size: float = 10, leading: float = 13) -> None:
    canvas.setFont(pdf_font(), size)
    for number, line in enumerate(lines):
        canvas.drawString(left, A4[1] - top - number * leading, line)


def flowing(*flow, frames: list | None = None, on_page: Callable | None = None) -> Document:
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    stream = io.BytesIO()
    document = BaseDocTemplate(stream, pagesize=A4)
    boxes = frames or [(72, 72, 451, 690)]
    template = PageTemplate(frames=[Frame(*box) for box in boxes], onPage=on_page or (lambda *_: None))
    document.addPageTemplates([template])
    document.build(list(flow))
    return read(stream.getvalue())


def text_paragraph(text: str, **style):
    from reportlab.platypus import Paragraph

    return Paragraph(text, pdf_style(**style))


def tabbed_at(canvas, left: float, top: float, lines: list[str], size: float = 10, leading: float = 13) -> None:
    """Lines whose tabs move to the next stop, as word processors draw them: without any blank in the file."""
    canvas.setFont(pdf_font(), size)
    for number, line in enumerate(lines):
        at = left
        for index, part in enumerate(line.split("\t")):
            if index:
                at = left + ((at - left + 1) // TAB + 1) * TAB
            canvas.drawString(at, A4[1] - top - number * leading, part)
            at += canvas.stringWidth(part, pdf_font(), size)


def picture():
    from PIL import Image as Picture
    from reportlab.lib.utils import ImageReader

    return ImageReader(Picture.new("RGB", (30, 20), (0, 51, 153)))
