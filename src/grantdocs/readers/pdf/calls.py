"""PDFium's questions about the letters of a page, bound so that one costs as little as it can: addresses go in as plain
numbers and figures come out of one piece of memory. A page is asked thousands of them, so that it shows."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from math import hypot
from typing import Any

from grantdocs.readers.pdf.geometry import Geometry

__all__ = ["Box", "Letters", "address", "bound"]

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, as on the page that is shown."""
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)
_ABOVE, _BELOW = 0.8, 0.2
"""How far letters reach from the line they stand on, in their height."""

_Int, _Address, _Double = ctypes.c_int, ctypes.c_void_p, ctypes.c_double
_FOUR = (_Address, _Address, _Address, _Address)


class Letters:
    """The characters of a text page by their index, as PDFium counts them."""

    def __init__(self, text_page: Any, geometry: Geometry) -> None:
        self._page = address(text_page.raw)
        self._box = geometry.turn()
        doubles, floats = (_Double * 4)(), (ctypes.c_float * 6)()
        self._count_rects = bound("FPDFText_CountRects", _Int, _Address, _Int, _Int)
        self._get_rect = bound("FPDFText_GetRect", _Int, _Address, _Int, *_FOUR)
        self._get_char_box = bound("FPDFText_GetCharBox", _Int, _Address, _Int, *_FOUR)
        self._get_origin = bound("FPDFText_GetCharOrigin", _Int, _Address, _Int, _Address, _Address)
        self._get_loose_box = bound("FPDFText_GetLooseCharBox", _Int, _Address, _Int, _Address)
        self._get_size = bound("FPDFText_GetFontSize", _Double, _Address, _Int)
        self._get_matrix = bound("FPDFText_GetMatrix", _Int, _Address, _Int, _Address)
        self._is_generated = bound("FPDFText_IsGenerated", _Int, _Address, _Int)
        self._is_unmapped = bound("FPDFText_HasUnicodeMapError", _Int, _Address, _Int)
        self._four = tuple(ctypes.addressof(doubles) + 8 * index for index in range(4))
        self._six = ctypes.addressof(floats)
        self._doubles: Callable[[], list[Any]] = memoryview(doubles).cast("B").cast("d").tolist
        self._floats: Callable[[], list[Any]] = memoryview(floats).cast("B").cast("f").tolist

    def boxes(self, start: int, count: int) -> list[Box]:
        """Of the runs of letters among these characters, in their order."""
        number = self._count_rects(self._page, start, count)
        if number == 1 and self._get_rect(self._page, 0, *self._four):
            left, top, right, bottom = self._doubles()
            return [self._box(left, bottom, right, top)]
        found = []
        for index in range(number):
            if self._get_rect(self._page, index, *self._four):
                left, top, right, bottom = self._doubles()
                found.append(self._box(left, bottom, right, top))
        return [box for box in found if box[2] > box[0]] if len(found) > 1 else found

    def box(self, index: int) -> Box:
        if not self._get_char_box(self._page, index, *self._four):
            return _NOWHERE
        left, right, bottom, top = self._doubles()
        return self._box(left, bottom, right, top)

    def loose_box(self, index: int) -> Box:
        """The room that a character takes, white around it included."""
        if not self._get_loose_box(self._page, index, self._six):
            return _NOWHERE
        left, top, right, bottom, *_ = self._floats()
        return self._box(left, bottom, right, top)

    def size(self, index: int) -> float:
        """Size of the font before it is stretched or shrunk."""
        return float(self._get_size(self._page, index))

    def height(self, index: int) -> float:
        """Size of the font, as shown."""
        if not self._get_matrix(self._page, index, self._six):
            return 0.0
        across, up = self._floats()[2:4]
        return self.size(index) * hypot(across, up)

    def reach(self, index: int, height: float) -> tuple[float, float]:
        """Top and bottom of usual letters of this height on the line where a character stands."""
        self._get_matrix(self._page, index, self._six)
        across, up = self._floats()[2:4]
        self._get_origin(self._page, index, *self._four[:2])
        x, y, *_ = self._doubles()
        scale = height / hypot(across, up)
        across, up = across * scale, up * scale
        _, top, _, bottom = self._box(x - _BELOW * across, y - _BELOW * up, x + _ABOVE * across, y + _ABOVE * up)
        return top, bottom

    def is_made(self, index: int) -> bool:
        """Whether PDFium made up the character from the distances; the file does not hold it."""
        return bool(self._is_generated(self._page, index) == 1)

    def is_unknown(self, index: int) -> bool:
        """Whether its font does not say which letter it is."""
        return bool(self._is_unmapped(self._page, index) == 1)

    def holds_made(self, start: int, text: str, most: int) -> bool:
        """Whether one of the first blanks of `text`, which begins at `start`, is made up."""
        is_generated, page, at = self._is_generated, self._page, text.find(" ")
        while at >= 0 and most:
            if is_generated(page, start + at) == 1:
                return True
            at = text.find(" ", at + 1)
            most -= 1
        return False


def address(pointer: Any) -> int:
    """Of what a handle of PDFium points to."""
    return ctypes.cast(pointer, _Address).value or 0


@cache
def bound(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of PDFium that takes addresses as numbers; it must end at once, since it keeps the interpreter."""
    from pypdfium2 import raw

    where = ctypes.cast(getattr(raw, name), _Address).value
    return ctypes.PYFUNCTYPE(result, *arguments)(where or 0)
