"""Alternative texts of the figures of a tagged page, and which of the things it draws they describe."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from grantdocs.readers.pdf.lines import PageReading

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["describe_pictures"]

_FIGURES = frozenset({"Figure", "Shape", "InlineShape", "Diagram", "Chart"})
_MOST = 5_000
"""Elements of a page that are looked at."""


def describe_pictures(document: PdfDocument, page: Any, reading: PageReading) -> None:
    """Give the pictures of a page their alternative texts; those of figures that are drawn otherwise stand alone."""
    from pypdfium2 import raw

    if not raw.FPDFCatalog_IsTagged(document.raw):
        return
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    try:
        found = _figures(raw, tree)
    finally:
        raw.FPDF_StructTree_Close(tree)
    for alt, marks in found:
        picture = next((p for p in reading.pictures if p.mark in marks and not p.alt), None)
        if picture is None:
            reading.descriptions.append(alt)
        else:
            picture.alt = alt


def _figures(raw: Any, tree: Any) -> list[tuple[str, set[int]]]:
    """Alternative text of each figure, and the numbers of the marked content that it is drawn with."""
    found: list[tuple[str, set[int]]] = []
    count = raw.FPDF_StructTree_CountChildren(tree)
    waiting = [raw.FPDF_StructTree_GetChildAtIndex(tree, index) for index in reversed(range(max(count, 0)))]
    looked_at = 0
    while waiting and looked_at < _MOST:
        element = waiting.pop()
        looked_at += 1
        if not element:
            continue
        children = _children(raw, element)
        if _text(raw.FPDF_StructElement_GetType, element) in _FIGURES:
            alt = _text(raw.FPDF_StructElement_GetAltText, element).strip()
            if alt:
                found.append((alt, _marks(raw, element)))
                continue
        waiting += reversed(children)
    return found


def _marks(raw: Any, figure: Any) -> set[int]:
    marks: set[int] = set()
    waiting = [figure]
    looked_at = 0
    while waiting and looked_at < _MOST:
        element = waiting.pop()
        looked_at += 1
        count = raw.FPDF_StructElement_GetMarkedContentIdCount(element)
        marks |= {raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, index) for index in range(max(count, 0))}
        waiting += _children(raw, element)
    return marks - {-1}


def _children(raw: Any, element: Any) -> list[Any]:
    count = raw.FPDF_StructElement_CountChildren(element)
    children = (raw.FPDF_StructElement_GetChildAtIndex(element, index) for index in range(min(max(count, 0), _MOST)))
    return [child for child in children if child]


def _text(get: Any, element: Any) -> str:
    length = get(element, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    get(element, buffer, length)
    return buffer.raw.decode("utf-16-le", errors="replace").rstrip("\0")
