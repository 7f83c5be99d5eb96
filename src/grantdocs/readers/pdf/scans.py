"""Pages that are pictures: who asks for it gets their words recognised and laid out like those of other pages."""

from __future__ import annotations

from collections import defaultdict
from statistics import fmean, median
from typing import TYPE_CHECKING

from grantdocs.readers.ocr import Bitmap, NotRecognised, RecognisedLine, check_languages, installed_languages, recognise
from grantdocs.readers.pdf.lines import Line, PageReading
from grantdocs.text.language_id import language_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["languages_for", "recognise_page"]

_DPI = 200
_MOST_PIXELS = 25_000_000
_LIKE = 0.3
"""Share by which heights of lines differ that have letters of one size."""
_NO_CHARACTER = -1


def languages_for(asked: tuple[str, ...], declared: str | None, pages: list[PageReading]) -> tuple[str, ...]:
    """Languages to recognise: those asked for; else that of the other pages or of the file, with English; else all."""
    if asked:
        return check_languages(asked)
    installed = installed_languages()
    seen = language_of(" ".join(line.text for page in pages for line in page.lines))
    likely = seen or (declared or "").partition("-")[0].lower()
    return tuple(tag for tag in dict.fromkeys((likely, "en")) if tag in installed) if likely in installed else ()


def recognise_page(document: PdfDocument, page: PageReading, languages: tuple[str, ...], max_seconds: float) -> None:
    """Gives the page the lines of its picture, or the reason why there are none."""
    try:
        bitmap = _drawn(document, page)
        found = recognise(bitmap, languages, max_seconds=max_seconds)
    except NotRecognised as error:
        page.not_recognised = str(error)
        return
    if not found:
        page.not_recognised = "no words were found in it"
        return
    page.lines = _lines(found, page, bitmap.width / page.width)
    page.is_recognised = True
    page.confidence = fmean(line.confidence for line in found)


def _drawn(document: PdfDocument, page: PageReading) -> Bitmap:
    scale = _DPI / 72
    pixels = page.width * page.height * scale * scale
    if pixels > _MOST_PIXELS:
        scale *= (_MOST_PIXELS / pixels) ** 0.5
    opened = document[page.number - 1]
    try:
        bitmap = opened.render(scale=scale, grayscale=True)
        try:
            rows, stride = memoryview(bitmap.buffer).cast("B"), bitmap.stride
            width, height = bitmap.width, bitmap.height
            pixels_of = (bytes(rows[row * stride : row * stride + width]) for row in range(height))
            return Bitmap(width, height, b"".join(pixels_of), round(scale * 72))
        finally:
            bitmap.close()
    finally:
        opened.close()


def _lines(found: list[RecognisedLine], page: PageReading, scale: float) -> list[Line]:
    """The lines in points. Each is as high as its own letters; those of one paragraph get one height, as fonts give."""
    heights: defaultdict[int, list[float]] = defaultdict(list)
    for line in found:
        heights[line.paragraph].append((line.box.bottom - line.box.top) / scale)
    usual = median(height for of_paragraph in heights.values() for height in of_paragraph)
    lines = []
    for line in found:
        height = median(heights[line.paragraph])
        height = usual if abs(height - usual) < _LIKE * usual else height
        is_hyphenated = len(line.text) > 2 and line.text.endswith("-") and line.text[-2].isalpha()
        lines.append(
            Line(
                line.text.removesuffix("-") if is_hyphenated else line.text,
                page.number,
                line.box.left / scale,
                line.box.bottom / scale - height,
                line.box.right / scale,
                line.box.bottom / scale,
                line.first_word / scale,
                _NO_CHARACTER,
                is_hyphenated=is_hyphenated,
            )
        )
    return lines
