"""Reads one page with PDFium: what it draws, its lines and their links."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import regex

from grantdocs.readers.pdf.drawn import look_at_objects
from grantdocs.readers.pdf.figures import describe_pictures
from grantdocs.readers.pdf.geometry import Geometry
from grantdocs.readers.pdf.lines import Line, PageReading
from grantdocs.readers.pdf.wording import Wording

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["read_page", "split_at"]

_UNKNOWN_RE = regex.compile(r"[\uFFFD\uE000-\uF8FF]")


def read_page(document: PdfDocument, index: int, max_vectors: int) -> PageReading:
    page = document[index]
    try:
        geometry = Geometry.of(page)
        reading = PageReading(index + 1, geometry.width, geometry.height)
        look_at_objects(page, geometry, reading, max_vectors)
        describe_pictures(document, page, reading)
        text_page = page.get_textpage()
        try:
            text = text_page.get_text_range()
            reading.is_garbled = len(_UNKNOWN_RE.findall(text)) > 0.3 * len(text) > 0
            wording = Wording(text_page, text, geometry, index + 1)
            reading.lines = wording.lines()
            reading.blank = wording.blank
            _attach_links(document, page, text_page, geometry, reading)
        finally:
            text_page.close()
    finally:
        page.close()
    return reading


def split_at(document: PdfDocument, lines: list[Line], edges: list[float]) -> list[Line]:
    """Divide lines of one page where they cross one of the vertical `edges` of a table."""
    if not lines or not any(line.left + 2 < edge < line.right - 2 for line in lines for edge in edges):
        return lines
    page = document[lines[0].page - 1]
    text_page = page.get_textpage()
    try:
        cutter = Wording(text_page, "", Geometry.of(page), lines[0].page)
        return [part for line in lines for part in cutter.cut(line, edges)]
    finally:
        text_page.close()
        page.close()


def _attach_links(document: PdfDocument, page: Any, text_page: Any, geometry: Geometry, reading: PageReading) -> None:
    from pypdfium2 import raw

    for url, box in _links(raw, document, page, geometry):
        middle = (box[1] + box[3]) / 2
        hit = False
        for line in reading.lines:
            if line.top <= middle <= line.bottom and line.left < box[2] - 1 and line.right > box[0] + 1:
                start = raw.FPDFText_GetCharIndexAtPos(
                    text_page.raw, *geometry.back(max(box[0], line.left) + 1, middle), 3.0, line.size
                )
                end = raw.FPDFText_GetCharIndexAtPos(
                    text_page.raw, *geometry.back(min(box[2], line.right) - 1, middle), 3.0, line.size
                )
                first, last = max(0, start - line.start), min(len(line.text), end + 1 - line.start)
                if start >= 0 and end >= 0 and first < last and all(last <= a or first >= b for a, b, _ in line.links):
                    line.links = sorted([*line.links, (first, last, url)])
                    hit = True
        if not hit:
            reading.loose_links.append(url)


def _links(
    raw: Any, document: PdfDocument, page: Any, geometry: Geometry
) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    position, link, rect = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    while raw.FPDFLink_Enumerate(page.raw, ctypes.byref(position), ctypes.byref(link)):
        action = raw.FPDFLink_GetAction(link)
        if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
            continue
        length = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFAction_GetURIPath(document.raw, action, buffer, length)
        url = buffer.value.decode("utf-8", errors="replace").strip()
        if url and raw.FPDFLink_GetAnnotRect(link, ctypes.byref(rect)):
            yield url, geometry.box(rect.left, rect.bottom, rect.right, rect.top)
