"""In which letters a block is set: font, size, weight, slant, colour, underline. It is found out when a rule asks, for
every character costs several calls."""

from __future__ import annotations

import ctypes
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import hypot
from typing import Any

import regex

from grantdocs.model.document import Typeface
from grantdocs.model.location import Anchor, Box
from grantdocs.readers.pdf.geometry import Geometry

__all__ = ["PdfTypefaces"]

_SUBSET_RE = regex.compile(r"^[A-Z]{6}\+")
_SLANTED_RE = regex.compile(r"italic|oblique", regex.IGNORECASE)
_BOLD_RE = regex.compile(r"bold|black|heavy", regex.IGNORECASE)
_ITALIC_FLAG, _BOLD_FLAG = 1 << 6, 1 << 18
_BOLD_WEIGHT = 600
_SLANT = 0.1
"""Shift to the right per height that makes upright letters look slanted."""
_MOST_CHARACTERS = 200_000
_MOST_OBJECTS = 20_000
_LONGEST_NAME = 200
_THIN = 0.15
"""Height of a line under letters, in theirs."""
_UNDER = (-0.05, 0.3)
"""How far below the line they stand on it may lie, in their height."""


@dataclass(frozen=True, slots=True)
class PdfTypefaces:
    """Calling it with the anchor of a block gives its typefaces. It keeps the bytes of the whole publication."""

    pdf: bytes = field(repr=False)

    def __call__(self, anchor: Anchor) -> tuple[Typeface, ...]:
        import pypdfium2

        if anchor.page is None or anchor.box is None:
            return ()
        try:
            document = pypdfium2.PdfDocument(self.pdf)
            try:
                page = document[anchor.page - 1]
                return _typefaces(page, Geometry.of(page), anchor.box)
            finally:
                document.close()
        except pypdfium2.PdfiumError:
            return ()


@dataclass(slots=True)
class _Letter:
    look: tuple[str, float, bool, bool, str]
    left: float
    right: float
    ground: float
    """Height of the line it stands on, from the top of the page."""
    size: float


def _typefaces(page: Any, geometry: Geometry, box: Box) -> tuple[Typeface, ...]:
    text_page = page.get_textpage()
    try:
        letters = list(_Letters(text_page, geometry).within(box))
    finally:
        text_page.close()
    underlined = _underlined(letters, list(_rules(page, geometry)))
    counts = Counter((letter.look, id(letter) in underlined) for letter in letters)
    return tuple(
        Typeface(font, size, is_bold=bold, is_italic=italic, is_underlined=under, colour=colour, characters=count)
        for ((font, size, bold, italic, colour), under), count in counts.most_common()
    )


class _Letters:
    def __init__(self, text_page: Any, geometry: Geometry) -> None:
        from pypdfium2 import raw

        self._raw, self._page, self._geometry = raw, text_page.raw, geometry
        self._count = min(text_page.count_chars(), _MOST_CHARACTERS)
        self._loose, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._x, self._y, self._flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._colour = [ctypes.c_uint() for _ in range(4)]

    def within(self, box: Box) -> Iterator[_Letter]:
        raw, page = self._raw, self._page
        for index in range(self._count):
            if not raw.FPDFText_GetLooseCharBox(page, index, ctypes.byref(self._loose)):
                continue
            loose = self._loose
            left, top, right, bottom = self._geometry.box(loose.left, loose.bottom, loose.right, loose.top)
            across, down = (left + right) / 2, (top + bottom) / 2
            is_inside = box.left - 1 <= across <= box.right + 1 and box.top - 1 <= down <= box.bottom + 1
            if is_inside and raw.FPDFText_IsGenerated(page, index) == 0 and raw.FPDFText_GetUnicode(page, index) > 32:
                raw.FPDFText_GetCharOrigin(page, index, ctypes.byref(self._x), ctypes.byref(self._y))
                _, ground, _, _ = self._geometry.box(self._x.value, self._y.value, self._x.value, self._y.value)
                look = self._look(index)
                yield _Letter(look, left, right, ground, look[1])

    def _look(self, index: int) -> tuple[str, float, bool, bool, str]:
        raw, page, matrix = self._raw, self._page, self._matrix
        raw.FPDFText_GetFontInfo(page, index, self._name, _LONGEST_NAME, ctypes.byref(self._flags))
        font = _SUBSET_RE.sub("", self._name.value.decode("utf-8", errors="replace"))
        raw.FPDFText_GetMatrix(page, index, ctypes.byref(matrix))
        size = round(raw.FPDFText_GetFontSize(page, index) * hypot(matrix.c, matrix.d), 1)
        raw.FPDFText_GetFillColor(page, index, *(ctypes.byref(part) for part in self._colour))
        colour = "#" + "".join(f"{min(part.value, 255):02x}" for part in self._colour[:3])
        flags, weight = self._flags.value, raw.FPDFText_GetFontWeight(page, index)
        is_slanted = matrix.b == 0 and matrix.d != 0 and abs(matrix.c / matrix.d) > _SLANT
        is_italic = bool(flags & _ITALIC_FLAG) or is_slanted or _SLANTED_RE.search(font) is not None
        is_bold = bool(flags & _BOLD_FLAG) or weight >= _BOLD_WEIGHT or _BOLD_RE.search(font) is not None
        return font, size, is_bold, is_italic, colour


def _rules(page: Any, geometry: Geometry) -> Iterator[Box]:
    """Thin level lines and boxes that the page draws."""
    from pypdfium2 import raw

    numbers = [ctypes.c_float() for _ in range(4)]
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        element = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(element) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if raw.FPDFPageObj_GetBounds(element, *(ctypes.byref(number) for number in numbers)):
            box = Box(*geometry.box(*(number.value for number in numbers)))
            if box.right - box.left > 4 * (box.bottom - box.top):
                yield box


def _underlined(letters: list[_Letter], rules: list[Box]) -> set[int]:
    """Those letters that stand on a rule no much longer than their line, by identity."""
    lines: defaultdict[float, list[_Letter]] = defaultdict(list)
    for letter in letters:
        lines[round(letter.ground)].append(letter)
    found: set[int] = set()
    for line in lines.values():
        size, ground = line[0].size, line[0].ground
        left, right = min(letter.left for letter in line), max(letter.right for letter in line)
        for rule in rules:
            below = (rule.top + rule.bottom) / 2 - ground
            is_thin = rule.bottom - rule.top <= _THIN * size + 1
            if not is_thin or not _UNDER[0] * size <= below <= _UNDER[1] * size:
                continue
            if rule.left >= left - size and rule.right <= right + size:
                found |= {
                    id(letter) for letter in line if rule.left - 1 <= (letter.left + letter.right) / 2 <= rule.right + 1
                }
    return found
