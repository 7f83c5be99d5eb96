"""Words in the colour of the paper, which nobody sees: white ones where nothing else is drawn."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from grantdocs.readers.pdf.calls import address, bound
from grantdocs.readers.pdf.geometry import Geometry
from grantdocs.readers.pdf.lines import Line, PageReading

__all__ = ["take_unseen_lines"]

_WHITE = 250
_MOST_OBJECTS = 20_000
_Area = tuple[float, float, float, float]


def take_unseen_lines(page: Any, text_page: Any, geometry: Geometry, reading: PageReading) -> None:
    """Takes them off the page; ask only where white is used at all."""
    is_white = _Ink(text_page).is_white
    white = [line for line in reading.lines if line.start >= 0 and is_white(line)]
    if not white:
        return
    areas = list(_coloured(page, geometry))
    unseen = {id(line) for line in white if not any(_lies_on(line, area) for area in areas)}
    reading.lines = [line for line in reading.lines if id(line) not in unseen]
    reading.unseen += len(unseen)


class _Ink:
    def __init__(self, text_page: Any) -> None:
        self._page = address(text_page.raw)
        number, place = ctypes.c_int, ctypes.c_void_p
        self._get = bound("FPDFText_GetFillColor", number, place, number, place, place, place, place)
        self._parts = (ctypes.c_uint * 4)()
        self._places = [ctypes.addressof(self._parts) + 4 * index for index in range(4)]

    def is_white(self, line: Line) -> bool:
        """Asked for the first letter of most lines, for others only where it is white."""
        last = len(line.text) - 1
        return all(self._is_white_at(line.start + index) for index in (0, last // 2, last))

    def _is_white_at(self, index: int) -> bool:
        if not self._get(self._page, index, *self._places):
            return False
        red, green, blue, _ = self._parts
        return bool(min(red, green, blue) >= _WHITE)


def _coloured(page: Any, geometry: Geometry) -> Iterator[_Area]:
    """Areas of the page that something other than letters may colour: pictures, drawings, shapes that are not white."""
    from pypdfium2 import raw

    room = (ctypes.c_float * 4)()
    edges = [ctypes.cast(ctypes.addressof(room) + 4 * i, ctypes.POINTER(ctypes.c_float)) for i in range(4)]
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        element = raw.FPDFPage_GetObject(page.raw, index)
        kind = raw.FPDFPageObj_GetType(element)
        if kind == raw.FPDF_PAGEOBJ_TEXT or (kind == raw.FPDF_PAGEOBJ_PATH and not _is_coloured(raw, element)):
            continue
        if raw.FPDFPageObj_GetBounds(element, *edges):
            yield geometry.box(*room)


def _is_coloured(raw: Any, path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke)):
        return True
    parts = [ctypes.c_uint() for _ in range(4)]
    if not fill.value or not raw.FPDFPageObj_GetFillColor(path, *map(ctypes.byref, parts)):
        # A pattern has no colour of its own.
        return bool(fill.value)
    red, green, blue, alpha = (part.value for part in parts)
    return alpha > 0 and min(red, green, blue) < _WHITE


def _lies_on(line: Line, area: _Area) -> bool:
    left, top, right, bottom = area
    return left < line.right and right > line.left and top < line.bottom and bottom > line.top
