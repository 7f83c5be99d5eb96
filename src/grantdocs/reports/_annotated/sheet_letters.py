"""The letters of the pages of a PDF, each with its box: in which rectangles the words of a span are shown."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from math import cos
from typing import TYPE_CHECKING, Any, Final

from grantdocs.reports._annotated.letters import aligned, letters_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grantdocs.model.document import Block, Document
    from grantdocs.model.location import Box, Span

__all__ = ["Mark", "Rectangle", "Sheets"]

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top in the coordinates of the file: not turned, origin mostly at the bottom left."""
_FINE: Final = 100
"""Steps to a point where PDFium counts in whole numbers."""
_MOST_LETTERS: Final = 200_000
_NEAR: Final = 1.0
_LEAST_FOUND: Final = 0.6
"""Share of the letters of a span that must have a place."""
_FEW: Final = 3
"""Letters that a block lacks without going on on the next page."""
_LEVEL: Final = 0.7
"""Cosine from which on a letter stands upright or on its head."""
_APART: Final = 3.0
"""Between letters of one rectangle, in their height."""


@dataclass(frozen=True, slots=True)
class Mark:
    page: int
    """From 1 on."""
    rectangles: tuple[Rectangle, ...]


@dataclass(frozen=True, slots=True)
class _Letter:
    index: int
    """As PDFium counts."""
    box: Rectangle


@dataclass(slots=True)
class _Sheet:
    text: str
    letters: list[_Letter]

    def within(self, area: Rectangle) -> tuple[str, list[_Letter]]:
        left, bottom, right, top = area
        inside = [
            number
            for number, letter in enumerate(self.letters)
            if left - _NEAR <= (letter.box[0] + letter.box[2]) / 2 <= right + _NEAR
            and bottom - _NEAR <= (letter.box[1] + letter.box[3]) / 2 <= top + _NEAR
        ]
        return "".join(self.text[number] for number in inside), [self.letters[number] for number in inside]


@dataclass(slots=True)
class Sheets:
    """Give it an open file; close it with `close`, which ends what PDFium keeps of its pages."""

    pdf: Any
    _read: dict[int, _Sheet] = field(default_factory=dict)
    _open: dict[int, tuple[Any, Any]] = field(default_factory=dict)

    def marks(self, span: Span, document: Document) -> list[Mark]:
        """Where a span is shown; nothing where its blocks have no box."""
        found: list[Mark] = []
        for index in range(document.block_index(span.start), len(document.blocks)):
            block = document.blocks[index]
            if block.span.start >= span.end:
                break
            found += self._block_marks(block, span, document)
        return found

    def area(self, page: int, box: Box) -> Rectangle:
        """The part of a page that is shown in a box, whatever way the page is turned or cropped."""
        from pypdfium2 import raw

        shown = self._page(page)[0]
        width, height = (round(side * _FINE) for side in shown.get_size())
        x, y = ctypes.c_double(), ctypes.c_double()
        corners = []
        for across, down in ((box.left, box.top), (box.right, box.bottom)):
            place = (round(across * _FINE), round(down * _FINE))
            raw.FPDF_DeviceToPage(shown.raw, 0, 0, width, height, 0, *place, ctypes.byref(x), ctypes.byref(y))
            corners.append((x.value, y.value))
        (first, second), (third, fourth) = corners
        return min(first, third), min(second, fourth), max(first, third), max(second, fourth)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height as shown."""
        width, height = self._page(page)[0].get_size()
        return width, height

    def close(self) -> None:
        for page, text_page in self._open.values():
            text_page.close()
            page.close()
        self._open.clear()
        self.pdf.close()

    def _block_marks(self, block: Block, span: Span, document: Document) -> Iterator[Mark]:
        page, box = block.anchor.page, block.anchor.box
        if page is None or box is None or not 0 < page <= len(self.pdf):
            return
        start, end = max(span.start, block.span.start), min(span.end, block.span.end)
        before = len(letters_of(document.text[block.span.start : start]))
        quoted = letters_of(document.text[start:end])
        if not quoted:
            return
        area = self.area(page, box)
        placed = self._placed(letters_of(document.quote(block.span)), page, area)
        shown = [place for place in placed[before : before + len(quoted)] if place is not None]
        if len(shown) < _LEAST_FOUND * len(quoted):
            text, letters = self._sheet(page).within(area)
            at = text.find(quoted)
            shown = [(page, letter) for letter in letters[at : at + len(quoted)]] if at >= 0 else shown
        if not shown:
            # What was recognised in a picture, or stands in the field of a form.
            yield Mark(page, (area,))
        for number in sorted({page for page, _ in shown}):
            yield Mark(number, tuple(self._rectangles(number, [letter for page, letter in shown if page == number])))

    def _placed(self, wanted: str, page: int, area: Rectangle) -> list[tuple[int, _Letter] | None]:
        """Of each letter of a block the page and the letter there; the block may go on on the next pages."""
        text, letters = self._sheet(page).within(area)
        if len(text) + _FEW >= len(wanted) or page == len(self.pdf):
            return _on(page, letters, aligned(wanted, text), len(wanted))
        placed: list[tuple[int, _Letter] | None] = []
        rest = wanted
        while rest and len(text) < len(rest) and page < len(self.pdf):
            placed += _on(page, letters, aligned(rest[: len(text)], text), len(text))
            rest = rest[len(text) :]
            page += 1
            sheet = self._sheet(page)
            text, letters = sheet.text, sheet.letters
        return [*placed, *_on(page, letters, aligned(rest, text), len(rest))]

    def _rectangles(self, page: int, letters: list[_Letter]) -> Iterator[Rectangle]:
        """One for each line."""
        from pypdfium2 import raw

        text_page = self._page(page)[1]
        current: Rectangle | None = None
        was_level = True
        for letter in letters:
            is_level = abs(cos(raw.FPDFText_GetCharAngle(text_page.raw, letter.index))) >= _LEVEL
            if current is not None and is_level == was_level and _continues(current, letter.box, is_level=is_level):
                lefts, bottoms, rights, tops = zip(current, letter.box, strict=True)
                current = (min(lefts), min(bottoms), max(rights), max(tops))
                continue
            if current is not None:
                yield current
            current, was_level = letter.box, is_level
        if current is not None:
            yield current

    def _sheet(self, page: int) -> _Sheet:
        if page not in self._read:
            found = list(self._letters(page))
            self._read[page] = _Sheet("".join(char for char, _ in found), [letter for _, letter in found])
        return self._read[page]

    def _letters(self, page: int) -> Iterator[tuple[str, _Letter]]:
        from pypdfium2 import raw

        text_page = self._page(page)[1].raw
        box = raw.FS_RECTF()
        for index in range(min(raw.FPDFText_CountChars(text_page), _MOST_LETTERS)):
            char = chr(raw.FPDFText_GetUnicode(text_page, index))
            if letters_of(char) and raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
                yield char, _Letter(index, (box.left, box.bottom, box.right, box.top))

    def _page(self, number: int) -> tuple[Any, Any]:
        if number not in self._open:
            page = self.pdf[number - 1]
            self._open[number] = (page, page.get_textpage())
        return self._open[number]


def _on(
    page: int, letters: Sequence[_Letter], found: Sequence[int | None] | None, count: int
) -> list[tuple[int, _Letter] | None]:
    if found is None:
        return [None] * count
    return [None if at is None else (page, letters[at]) for at in found]


def _continues(line: Rectangle, letter: Rectangle, *, is_level: bool) -> bool:
    """Whether a letter stands in the line, beside what is there already."""
    along, across = (0, 1) if is_level else (1, 0)
    height = min(line[across + 2] - line[across], letter[across + 2] - letter[across])
    overlap = min(line[across + 2], letter[across + 2]) - max(line[across], letter[across])
    gap = max(letter[along] - line[along + 2], line[along] - letter[along + 2])
    return overlap > height / 2 and gap < _APART * max(height, 1.0)
