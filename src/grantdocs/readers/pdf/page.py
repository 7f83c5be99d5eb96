"""Reads one page with PDFium: the text once, and boxes only where the layout needs them (each costs a call)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import regex

from grantdocs.readers.pdf.drawn import look_at_objects
from grantdocs.readers.pdf.geometry import Geometry
from grantdocs.readers.pdf.lines import Line, PageReading

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["read_page", "split_at"]

_HYPHEN = "\ufffe"
_LINE_RE = regex.compile(r"[^\r\n\uFFFE]++")
_WIDE_GAP = 0.9
"""Blank space within a line, in heights of its letters, from which on it may part two cells."""
_UNKNOWN_RE = regex.compile(r"[\uFFFD\uE000-\uF8FF]")
_BLANKS_RE = regex.compile(r"\s++")
# Marks and numbers of items, which hang out before their text.
_LABEL_RE = regex.compile(r"(?:[^\p{L}\p{N}]|\(?\w{1,3}[.)]|(?:\p{Nd}{1,2}\.)+\p{Nd}{0,2})$")
_PLAIN_RE = regex.compile(r"[a-z0-9]")
_WORD_END_RE = regex.compile(r"\S++")


def read_page(document: PdfDocument, index: int, max_vectors: int) -> PageReading:
    page = document[index]
    try:
        geometry = Geometry.of(page)
        reading = PageReading(index + 1, geometry.width, geometry.height)
        look_at_objects(page, geometry, reading, max_vectors)
        text_page = page.get_textpage()
        try:
            text = text_page.get_text_range()
            reading.is_garbled = len(_UNKNOWN_RE.findall(text)) > 0.3 * len(text) > 0
            reading.lines = _Lines(text_page, text, geometry, index + 1).read()
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
        cutter = _Lines(text_page, "", Geometry.of(page), lines[0].page)
        return [part for line in lines for part in cutter.cut(line, edges)]
    finally:
        text_page.close()
        page.close()


class _Lines:
    """The lines of one text page. Calls PDFium directly: its wrappers would double the time of reading."""

    def __init__(self, text_page: Any, text: str, geometry: Geometry, number: int) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._page = text_page.raw
        self._text = text
        self._box = geometry.box
        self._number = number
        self._count_rects, self._get_rect = raw.FPDFText_CountRects, raw.FPDFText_GetRect
        self._get_char_box, self._get_loose_box = raw.FPDFText_GetCharBox, raw.FPDFText_GetLooseCharBox
        self._is_direct = text_page.count_chars() == len(text)
        self._numbers = [ctypes.c_double() for _ in range(4)]
        self._references = [ctypes.byref(number) for number in self._numbers]
        self._loose = raw.FS_RECTF()
        self._loose_reference = ctypes.byref(self._loose)

    def read(self) -> list[Line]:
        lines: list[Line] = []
        for found in _LINE_RE.finditer(self._text):
            raw_text = found.group()
            text = raw_text.strip()
            if not text:
                continue
            start = found.start() + len(raw_text) - len(raw_text.lstrip())
            parts = self._parts(text, self._char_index(start), start)
            is_hyphenated = self._text[found.end() : found.end() + 1] == _HYPHEN
            if parts:
                parts[-1].is_hyphenated = is_hyphenated or self._undo_hyphen(parts[-1], found.end())
            lines += parts
        return lines

    def cut(self, line: Line, edges: list[float]) -> list[Line]:
        """Parts of a line between the edges of the columns that it runs over."""
        parts: list[Line] = []
        begin = 0
        for space in (i for i, char in enumerate(line.text) if char == " "):
            left = self._char_box(line.start + space + 1)[0]
            before = self._char_box(line.start + space - 1)[2]
            if any(before - 1 <= edge <= left + 1 for edge in edges):
                parts += self._parts_of(line, begin, space)
                begin = space + 1
        return [*parts, *self._parts_of(line, begin, len(line.text))] if begin else [line]

    def _parts_of(self, line: Line, begin: int, end: int) -> list[Line]:
        text = line.text[begin:end].strip()
        part = self._line(text, line.start + begin, None) if text else None
        if part and end == len(line.text):
            part.is_hyphenated = line.is_hyphenated
        return [part] if part else []

    def _parts(self, text: str, start: int, offset: int) -> list[Line]:
        """The line, divided where wide blank space may part cells."""
        boxes = self._boxes(start, len(text))
        line = self._line(text, start, boxes)
        if line is None:
            return []
        if len(boxes) == 1 or not any(after[0] - box[2] > _WIDE_GAP * line.size for box, after in pairwise(boxes)):
            return [line]
        parts: list[Line] = []
        begin = 0
        for cut in self._cuts(text, start, line.size):
            if begin == 0 and _LABEL_RE.match(text[:cut].strip()):
                continue
            part = self._line(text[begin:cut].strip(), self._char_index(offset + begin), None)
            parts += [part] if part else []
            begin = cut
        last = self._line(text[begin:].strip(), self._char_index(offset + begin), None) if begin else line
        return [*parts, last] if last else parts

    def _cuts(self, text: str, start: int, size: float) -> list[int]:
        """Indices in `text` of the words before which the blank space is wider than stretching a line makes it."""
        gaps: list[tuple[float, int]] = []
        for blank in _BLANKS_RE.finditer(text):
            before = self._char_box(start + blank.start() - 1)[2]
            gaps.append((self._char_box(start + blank.end())[0] - before, blank.end()))
        widths = sorted(gap for gap, _ in gaps)
        usual = widths[(len(widths) - 1) // 2] if len(widths) > 2 else 0.0
        return [index for gap, index in gaps if gap > _WIDE_GAP * size and gap > 2.2 * usual]

    def _line(self, text: str, start: int, boxes: list[tuple[float, float, float, float]] | None) -> Line | None:
        boxes = self._boxes(start, len(text)) if boxes is None else boxes
        if not boxes:
            return None
        # Marks above capitals make the box of a line higher than its letters are.
        plain = _PLAIN_RE.search(text, len(text) // 2) or _PLAIN_RE.search(text)
        _, top, _, bottom = self._loose_box(start + (plain.start() if plain else 0))
        left, right = boxes[0][0], boxes[-1][2]
        if len(boxes) > 1:
            left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        first = _WORD_END_RE.match(text)
        word = first.end() if first else len(text)
        first_word = (self._char_box(start + word - 1)[2] if word < len(text) else right) - left
        if bottom - top <= 0:
            top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
        return Line(text, self._number, left, top, right, bottom, first_word, start)

    def _boxes(self, start: int, count: int) -> list[tuple[float, float, float, float]]:
        """Boxes of the runs of letters, in reading order: left, top, right, bottom."""
        left, top, right, bottom = self._numbers
        a, b, c, d = self._references
        boxes = [
            self._box(left.value, bottom.value, right.value, top.value)
            for index in range(self._count_rects(self._page, start, count))
            if self._get_rect(self._page, index, a, b, c, d)
        ]
        return [box for box in boxes if box[2] > box[0]] if len(boxes) > 1 else boxes

    def _char_box(self, index: int) -> tuple[float, float, float, float]:
        left, right, bottom, top = self._numbers
        if not self._get_char_box(self._page, index, *self._references):
            return (0.0, 0.0, 0.0, 0.0)
        return self._box(left.value, bottom.value, right.value, top.value)

    def _loose_box(self, index: int) -> tuple[float, float, float, float]:
        if not self._get_loose_box(self._page, index, self._loose_reference):
            return (0.0, 0.0, 0.0, 0.0)
        loose = self._loose
        return self._box(loose.left, loose.bottom, loose.right, loose.top)

    def _char_index(self, offset: int) -> int:
        """PDFium counts characters of its own; they differ from those of the text only on few pages."""
        if self._is_direct:
            return offset
        units = len(self._text[:offset].encode("utf-16-le", "surrogatepass")) // 2
        index = int(self._raw.FPDFText_GetCharIndexFromTextIndex(self._page, units))
        return index if index >= 0 else offset

    def _undo_hyphen(self, line: Line, end: int) -> bool:
        """Whether the line ends in a hyphen that PDFium left as it was; then it is taken off the text."""
        following = self._text[end : end + 3].lstrip("\r\n")[:1]
        if not line.text.endswith("-") or not following.islower() or len(line.text) < 3:
            return False
        if line.text[-2].isalpha():
            line.text = line.text[:-1]
            return True
        # A blank that the file does not hold, put before the hyphen because the line was stretched.
        index = line.start + len(line.text) - 2
        if line.text[-2] == " " and line.text[-3].isalpha() and self._raw.FPDFText_IsGenerated(self._page, index) == 1:
            line.text = line.text[:-2]
            return True
        return False


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
