"""Reads one page with PDFium: what it draws, its lines and their links."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import regex

from grantdocs.model.document import Zone
from grantdocs.readers.pdf.annotations import read_annotations
from grantdocs.readers.pdf.drawn import look_at_objects
from grantdocs.readers.pdf.figures import describe_pictures
from grantdocs.readers.pdf.geometry import Geometry
from grantdocs.readers.pdf.lines import MOST_LINES, Line, Note, PageReading, around
from grantdocs.readers.pdf.unseen import take_unseen_lines
from grantdocs.readers.pdf.wording import Wording

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["COVERING", "read_page", "split_at"]

COVERING = 0.6
"""A picture over this share of a page, with hardly a word, is the page itself."""

_MOST_LINKS = 5_000
_UNKNOWN_RE = regex.compile(r"[\uFFFD\uE000-\uF8FF]")


def read_page(document: PdfDocument, index: int, max_vectors: int, *, has_white: bool = False) -> PageReading:
    """`has_white`: letters may have the colour of the paper."""
    page = document[index]
    try:
        geometry = Geometry.of(page)
        reading = PageReading(index + 1, geometry.width, geometry.height)
        look_at_objects(page, geometry, reading, max_vectors)
        describe_pictures(document, page, reading)
        text_page = page.get_textpage()
        try:
            text = text_page.get_text_range()
            wording = Wording(text_page, text, geometry, index + 1)
            reading.is_garbled = len(_UNKNOWN_RE.findall(text)) > 0.3 * len(text) > 0 or wording.is_unknown()
            reading.lines = [] if reading.is_garbled else wording.lines()
            reading.blank = wording.blank
            if has_white:
                take_unseen_lines(page, text_page, geometry, reading)
            _attach_links(document, page, text_page, geometry, reading)
            _set_sideways_apart(reading)
            reading.is_recognised = _is_under_picture(text_page, reading)
            read_annotations(document, page, geometry, reading)
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


def _set_sideways_apart(reading: PageReading) -> None:
    """Text in the margin that runs upwards is no part of the lines that it stands beside."""
    before: Line | None = None
    for line in (line for line in reading.lines if line.is_sideways):
        if (
            before
            and abs(line.left - before.left) < 2 * line.size
            and line.top < before.bottom
            and line.bottom > before.top
        ):
            reading.notes[-1].text += ("" if before.is_hyphenated else " ") + line.text
        else:
            reading.notes.append(Note(line.text, Zone.TEXT_BOX, around([line])))
        before = line
    if before:
        reading.lines = [line for line in reading.lines if not line.is_sideways]


def _is_under_picture(text_page: Any, reading: PageReading) -> bool:
    """Whether the text is drawn without ink, as programs do that recognised it in the picture above it."""
    if not reading.lines or reading.pictured < COVERING:
        return False
    from pypdfium2 import raw

    objects = [raw.FPDFText_GetTextObject(text_page.raw, line.start) for line in reading.lines]
    unseen = sum(
        raw.FPDFTextObj_GetTextRenderMode(found) == raw.FPDF_TEXTRENDERMODE_INVISIBLE for found in objects if found
    )
    return bool(unseen > 0.5 * len(objects))


def _attach_links(document: PdfDocument, page: Any, text_page: Any, geometry: Geometry, reading: PageReading) -> None:
    from pypdfium2 import raw

    lines = reading.lines if len(reading.lines) <= MOST_LINES else []
    for url, box in islice(_links(raw, document, page, geometry), _MOST_LINKS):
        middle = (box[1] + box[3]) / 2
        hit = False
        for line in lines:
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
