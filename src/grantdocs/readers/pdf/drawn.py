"""What a page draws besides letters: pictures, and the rules and boxes that give tables away."""

from __future__ import annotations

import ctypes
from typing import Any

from grantdocs.model.location import Box
from grantdocs.readers.pdf.geometry import Geometry
from grantdocs.readers.pdf.lines import PagePicture, PageReading

__all__ = ["look_at_objects"]

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 4
_THIN = 2.5
_LONG = 15.0


def look_at_objects(page: Any, geometry: Geometry, reading: PageReading, max_vectors: int) -> None:
    look = _Look(geometry, reading, max_vectors)
    look.at(page.raw)
    reading.has_rules = look.shows_rules()
    reading.is_blank = look.objects == 0


class _Look:
    def __init__(self, geometry: Geometry, reading: PageReading, max_vectors: int) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._geometry = geometry
        self._reading = reading
        self._max_vectors = max_vectors
        self._numbers = [ctypes.c_float() for _ in range(4)]
        self._references = [ctypes.byref(number) for number in self._numbers]
        self.objects = self.paths = self.across = self.down = self.boxes = 0

    def shows_rules(self) -> bool:
        if self.paths > self._max_vectors:
            return False
        return (self.across >= 2 and self.down >= 2) or self.boxes >= 4

    def at(self, container: Any, matrix: _Matrix = _SAME, depth: int = 0) -> None:
        raw = self._raw
        count, get = (
            (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
            if depth
            else (raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
        )
        type_of = raw.FPDFPageObj_GetType
        number = count(container)
        self.objects += number
        for index in range(number):
            element = get(container, index)
            kind = type_of(element)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                continue
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(element, matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                if box := self._box(element, matrix):
                    self._reading.pictures.append(PagePicture(Box(*box)))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                self.at(element, self._inside(element, matrix), depth + 1)

    def _path(self, element: Any, matrix: _Matrix) -> None:
        self.paths += 1
        if self.paths > self._max_vectors:
            return
        box = self._box(element, matrix)
        if box is None:
            return
        width, height = box[2] - box[0], box[3] - box[1]
        if width >= _LONG and height <= _THIN:
            self.across += 1
        elif height >= _LONG / 2 and width <= _THIN:
            self.down += 1
        elif width >= _LONG and height >= _LONG / 2:
            # A whole grid may be one path; a frame has five points at most.
            self.boxes += 1 + 3 * (self._raw.FPDFPath_CountSegments(element) >= 8)

    def _box(self, element: Any, matrix: _Matrix) -> tuple[float, float, float, float] | None:
        if not self._raw.FPDFPageObj_GetBounds(element, *self._references):
            return None
        left, bottom, right, top = (number.value for number in self._numbers)
        if matrix != _SAME:
            corners = [_moved(matrix, x, y) for x in (left, right) for y in (bottom, top)]
            left, right = min(x for x, _ in corners), max(x for x, _ in corners)
            bottom, top = min(y for _, y in corners), max(y for _, y in corners)
        box = self._geometry.box(left, bottom, right, top)
        return (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))

    def _inside(self, element: Any, matrix: _Matrix) -> _Matrix:
        own = self._raw.FS_MATRIX()
        if not self._raw.FPDFPageObj_GetMatrix(element, ctypes.byref(own)):
            return matrix
        a, b, c, d, e, f = matrix
        return (
            own.a * a + own.b * c, own.a * b + own.b * d,
            own.c * a + own.d * c, own.c * b + own.d * d,
            own.e * a + own.f * c + e, own.e * b + own.f * d + f,
        )  # fmt: skip


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
