"""What a page draws besides letters: pictures, shapes, and the rules and boxes that give tables away."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from grantdocs.model.location import Box
from grantdocs.readers.pdf.calls import address, bound
from grantdocs.readers.pdf.geometry import Geometry
from grantdocs.readers.pdf.lines import PagePicture, PageReading

__all__ = ["look_at_objects"]

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 4
_THIN = 2.5
_LONG = 15.0
_NEAR = 3.0
_MANY = 600
_SHAPE = 8.0
"""Points across from which on a single filled shape may be a drawing; a flag may also be made of many small ones."""
_SMALL_SHAPE = 1.5
_MANY_SMALL = 10
_WHITE = 250
_SEGMENTS_TRIED = 40


def look_at_objects(page: Any, geometry: Geometry, reading: PageReading, max_vectors: int) -> None:
    look = _Look(geometry, reading, max_vectors)
    look.at(address(page.raw))
    look.gather_small_shapes()
    reading.bands = look.bands()
    reading.is_blank = look.objects == 0


class _Look:
    def __init__(self, geometry: Geometry, reading: PageReading, max_vectors: int) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._geometry = geometry
        self._reading = reading
        self._max_vectors = max_vectors
        self._ask = _Questions()
        edges = (ctypes.c_float * 4)()
        self._edges: Callable[[], list[Any]] = memoryview(edges).cast("B").cast("f").tolist
        self._places = [ctypes.addressof(edges) + 4 * index for index in range(4)]
        self.objects = self.paths = 0
        self._has_grid = False
        self._across: list[tuple[float, float, float]] = []
        """Height, left and right end of rules and edges of boxes."""
        self._down: list[tuple[float, float, float]] = []
        """Distance from the left, upper and lower end."""
        self._small: list[Box] = []

    def bands(self) -> list[list[Box]] | None:
        """Rows of cells that rules make: where three or more go down from one level to the next, as around two cells
        side by side. None where the rules are drawn in a way that does not tell."""
        if self.paths > self._max_vectors:
            return []
        if self._has_grid or len(self._across) + len(self._down) > _MANY:
            return None
        levels = sorted({round(height / _NEAR) for height, _, _ in self._across})
        crossed = [(level * _NEAR, places) for level in levels if len(places := self._crossings(level)) >= 3]
        bands: list[list[Box]] = []
        for (top, upper), (bottom, lower) in pairwise(crossed):
            shared = [x for x in upper if any(abs(x - other) <= 2 * _NEAR for other in lower)]
            if bottom - top > 2 * _NEAR and len(shared) >= 3:
                bands.append([Box(left, top, right, bottom) for left, right in pairwise(shared)])
        return bands

    def _crossings(self, level: int) -> list[float]:
        """Where a rule at this level meets one that goes down, neighbours within a few points as one."""
        height = level * _NEAR
        across = [(left, right) for at, left, right in self._across if abs(at - height) <= _NEAR]
        met = sorted(
            x
            for x, upper, lower in self._down
            if upper - _NEAR <= height <= lower + _NEAR
            and any(left - _NEAR <= x <= right + _NEAR for left, right in across)
        )
        return [x for index, x in enumerate(met) if index == 0 or x - met[index - 1] > 2 * _NEAR]

    def at(self, container: int, matrix: _Matrix = _SAME, depth: int = 0) -> None:
        raw, ask = self._raw, self._ask
        get, type_of, text = ask.inner[depth > 0], ask.type_of, raw.FPDF_PAGEOBJ_TEXT
        number = ask.counts[depth > 0](container)
        self.objects += max(number, 0)
        for index in range(number):
            element = get(container, index)
            kind = type_of(element)
            if kind == text:
                continue
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(element, matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                if box := self._box(element, matrix):
                    mark = ask.mark(element)
                    self._reading.pictures.append(PagePicture(Box(*box), mark))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                self.at(element, self._inside(element, matrix), depth + 1)
            elif kind in {raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_SHADING} and (box := self._box(element, matrix)):
                self._shape(Box(*box))

    def gather_small_shapes(self) -> None:
        """Many small shapes near each other, such as the stars of a flag, are one drawing; a column of dots is none."""
        for index in range(len(self._small) - _MANY_SMALL + 1):
            group = self._small[index : index + _MANY_SMALL]
            box = Box(
                min(shape.left for shape in group), min(shape.top for shape in group),
                max(shape.right for shape in group), max(shape.bottom for shape in group),
            )  # fmt: skip
            sides = box.right - box.left, box.bottom - box.top
            if min(sides) >= _SHAPE and max(sides) <= 0.3 * self._geometry.width:
                self._reading.drawings.append(box)
                return

    def _shape(self, box: Box) -> None:
        if len(self._reading.drawings) >= _MANY:
            return
        if min(box.right - box.left, box.bottom - box.top) >= _SHAPE:
            self._reading.drawings.append(box)
        else:
            self._small.append(box)

    def _path(self, element: int, matrix: _Matrix) -> None:
        self.paths += 1
        if self.paths > self._max_vectors:
            if self.paths == self._max_vectors + 1 and (box := self._box(element, matrix)):
                # Nobody draws a table with so many lines.
                self._reading.drawings.append(Box(*box))
            return
        box = self._box(element, matrix)
        if box is None:
            return
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) > _SMALL_SHAPE and self._is_figure(element):
            self._shape(Box(*box))
        if width >= _LONG and height <= _THIN:
            self._across.append((box[1], box[0], box[2]))
        elif height >= _LONG / 2 and width <= _THIN:
            self._down.append((box[0], box[1], box[3]))
        elif width >= _LONG and height >= _LONG / 2:
            self._across += [(box[1], box[0], box[2]), (box[3], box[0], box[2])]
            self._down += [(box[0], box[1], box[3]), (box[2], box[1], box[3])]
            self._has_grid = self._has_grid or self._is_grid(element)

    def _is_figure(self, path: int) -> bool:
        """Whether the path fills an area that is no upright rectangle, in a colour that can be seen on paper."""
        ask, bezier, straight = self._ask, self._raw.FPDF_SEGMENT_BEZIERTO, self._raw.FPDF_SEGMENT_LINETO
        count = ask.segments(path)
        if count < 4 or not ask.is_filled(path):
            return False
        red, green, blue, alpha = ask.colour(path)
        if alpha == 0 or min(red, green, blue) >= _WHITE:
            return False
        before: tuple[float, float] | None = None
        for index in range(min(count, _SEGMENTS_TRIED)):
            segment = ask.segment(path, index)
            kind = ask.segment_type(segment)
            if kind == bezier:
                return True
            point = ask.point(segment)
            is_line = before is not None and kind == straight
            if before and is_line and min(abs(point[0] - before[0]), abs(point[1] - before[1])) > 0.2:
                return True
            before = point
        return False

    def _is_grid(self, path: int) -> bool:
        """Whether one path draws many straight lines that begin anew, as a whole grid does."""
        raw, ask = self._raw, self._ask
        count = ask.segments(path)
        if not 8 <= count <= 10 * _MANY:
            return False
        kinds = [ask.segment_type(ask.segment(path, index)) for index in range(count)]
        return raw.FPDF_SEGMENT_BEZIERTO not in kinds and kinds.count(raw.FPDF_SEGMENT_MOVETO) >= 4

    def _box(self, element: int, matrix: _Matrix) -> tuple[float, float, float, float] | None:
        if not self._ask.bounds(element, *self._places):
            return None
        left, bottom, right, top = self._edges()
        if matrix != _SAME:
            corners = [_moved(matrix, x, y) for x in (left, right) for y in (bottom, top)]
            left, right = min(x for x, _ in corners), max(x for x, _ in corners)
            bottom, top = min(y for _, y in corners), max(y for _, y in corners)
        box = self._geometry.box(left, bottom, right, top)
        return (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))

    def _inside(self, element: int, matrix: _Matrix) -> _Matrix:
        own = self._raw.FS_MATRIX()
        if not self._ask.matrix(element, ctypes.addressof(own)):
            return matrix
        a, b, c, d, e, f = matrix
        return (
            own.a * a + own.b * c, own.a * b + own.b * d,
            own.c * a + own.d * c, own.c * b + own.d * d,
            own.e * a + own.f * c + e, own.e * b + own.f * d + f,
        )  # fmt: skip


class _Questions:
    """What PDFium is asked of each thing that a page draws, things given as addresses."""

    def __init__(self) -> None:
        number, place = ctypes.c_int, ctypes.c_void_p
        self.counts = (
            bound("FPDFPage_CountObjects", number, place),
            bound("FPDFFormObj_CountObjects", number, place),
        )
        self.inner = (
            bound("FPDFPage_GetObject", place, place, number),
            bound("FPDFFormObj_GetObject", place, place, ctypes.c_ulong),
        )
        self.type_of = bound("FPDFPageObj_GetType", number, place)
        self.mark = bound("FPDFPageObj_GetMarkedContentID", number, place)
        self.bounds = bound("FPDFPageObj_GetBounds", number, *[place] * 5)
        self.matrix = bound("FPDFPageObj_GetMatrix", number, place, place)
        self.segments = bound("FPDFPath_CountSegments", number, place)
        self.segment = bound("FPDFPath_GetPathSegment", place, place, number)
        self.segment_type = bound("FPDFPathSegment_GetType", number, place)
        self._mode = bound("FPDFPath_GetDrawMode", number, place, place, place)
        self._colour = bound("FPDFPageObj_GetFillColor", number, *[place] * 5)
        self._point = bound("FPDFPathSegment_GetPoint", number, place, place, place)
        self._numbers, self._floats = (ctypes.c_uint * 4)(), (ctypes.c_float * 2)()
        self._places = [ctypes.addressof(self._numbers) + 4 * index for index in range(4)]
        self._point_places = [ctypes.addressof(self._floats) + 4 * index for index in range(2)]

    def is_filled(self, path: int) -> bool:
        return bool(self._mode(path, *self._places[:2])) and self._numbers[0] != 0

    def colour(self, path: int) -> tuple[int, int, int, int]:
        """Red, green, blue, and how much it covers, each up to 255."""
        self._numbers[:] = [0, 0, 0, 0]
        self._colour(path, *self._places)
        red, green, blue, alpha = self._numbers
        return red, green, blue, alpha

    def point(self, segment: int) -> tuple[float, float]:
        self._point(segment, *self._point_places)
        x, y = self._floats
        return x, y


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
