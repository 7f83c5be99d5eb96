"""The lines of a page as PDFium gives them: their words, boxes and the blank space within them. Boxes are asked for
only where the layout needs them, since each costs a call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from operator import sub
from typing import Any

import regex

from grantdocs.readers.pdf.calls import Box, Letters
from grantdocs.readers.pdf.gaps import Gap, parting, telling
from grantdocs.readers.pdf.geometry import Geometry
from grantdocs.readers.pdf.lines import Line

__all__ = ["Wording"]

_HYPHEN = "\ufffe"
_LINE_RE = regex.compile(r"[^\r\n\uFFFE]++")
_WIDE_GAP = 0.9
"""Between runs of letters, in their height: narrower gaps need no closer look."""
_BLANKS_RE = regex.compile(r"\s++")
# Marks and numbers of items, which hang out before their text.
_LABEL_RE = regex.compile(r"(?:[^\p{L}\p{N}]|\(?\w{1,3}[.)]|(?:\p{Nd}{1,2}\.)+\p{Nd}{0,2})$")
_PLAIN_RE = regex.compile(r"[a-z0-9]")
_BESIDE = 0.12
"""White on both sides of a blank that belongs to the letters, in their height."""
_ALIKE = 0.25
"""Share by which the white between two runs of letters differs from that around a blank without telling anything."""
_GLYPHS_TRIED = 20
_BLANKS_TRIED = 40
_BLANKS_MEASURED = 5
_LABEL_WORDS = 10
"""Words of a line after which the first tab may come."""
_MOSTLY_MADE = 0.7
_TALL = 3.0
"""Times the width of a line: so high is only text that runs upwards or downwards."""
_LEVEL = 0.45
"""Between letters of one line, in their height: raised and lowered ones, but not those of other lines."""
_APART = 2.5
_FAR = 3.0
"""Fonts drawn by hand have sizes that tell nothing."""


@dataclass(slots=True)
class _Found:
    """A line of the text page before it is divided."""

    text: str
    start: int
    """Index of its first character, as PDFium counts."""
    offset: int
    """The same in the text of the page."""
    end: int
    boxes: Sequence[Box]
    """Of its runs of letters, in reading order: left, top, right, bottom."""
    gaps: list[Gap]


class Wording:
    def __init__(self, text_page: Any, text: str, geometry: Geometry, number: int) -> None:
        self._page = text_page
        self._text = text
        self._number = number
        self._letters = Letters(text_page, geometry)
        self._is_direct = text_page.count_chars() == len(text)
        self._fair: set[float] = set()
        """Heights of the boxes of letters whose font tells them right."""

    def lines(self) -> list[Line]:
        found = [line for match in _LINE_RE.finditer(self._text) for line in self._found(match)]
        parted: Sequence[list[Gap]] = [line.gaps for line in found]
        if any(parted):
            starts = [self._letters.loose_box(line.start)[0] if line.gaps else 0.0 for line in found]
            parted = parting(list(zip(starts, parted, strict=True)))
        lines: list[Line] = []
        for line, gaps in zip(found, parted, strict=True):
            parts = self._parts(line, gaps)
            if parts:
                is_hyphenated = self._text[line.end : line.end + 1] == _HYPHEN
                parts[-1].is_hyphenated = is_hyphenated or self._undo_hyphen(parts[-1], line.end)
            lines += parts
        return lines

    @cached_property
    def blank(self) -> float:
        """Width of a blank in heights of the letters, 0 where the page holds none."""
        for index in self._first_blanks:
            if self._letters.size(index) > 0 and not self._letters.is_made(index):
                left, _, right, _ = self._letters.box(index)
                return (right - left) / self._letters.height(index) if right > left else 0.0
        return 0.0

    def is_unknown(self) -> bool:
        """Whether the fonts of the page do not say which letters most of its glyphs are."""
        step = max(1, len(self._text) // _GLYPHS_TRIED)
        tried = [index for index in range(0, len(self._text), step) if not self._text[index].isspace()]
        return len(tried) > 4 and sum(map(self._letters.is_unknown, tried)) > 0.3 * len(tried)

    def cut(self, line: Line, edges: list[float]) -> list[Line]:
        """Parts of a line between the edges of the columns that it runs over."""
        if line.start < 0:
            return [line]
        parts: list[Line] = []
        begin = 0
        for space in (i for i, char in enumerate(line.text) if char == " "):
            left = self._letters.box(line.start + space + 1)[0]
            before = self._letters.box(line.start + space - 1)[2]
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

    def _found(self, match: regex.Match[str]) -> list[_Found]:
        written = match.group()
        text = written.strip()
        if not text:
            return []
        offset = match.start()
        if len(text) < len(written):
            offset += len(written) - len(written.lstrip())
        start = offset if self._is_direct else self._char_index(offset)
        boxes = self._letters.boxes(start, len(text))
        if len(boxes) > 1 and _is_several(boxes):
            return list(self._segments(text, start, offset, match.end()))
        gaps = self._gaps(text, start, boxes) if boxes else []
        return [_Found(text, start, offset, match.end(), boxes, gaps)]

    def _segments(self, text: str, start: int, offset: int, end: int) -> Iterator[_Found]:
        """Lines of columns that stand a little higher or lower beside each other, which PDFium takes for one."""
        begins, before = [0], self._letters.loose_box(start)
        for index, char in enumerate(text):
            if char.isspace():
                continue
            box = self._letters.loose_box(start + index)
            size = max(box[3] - box[1], 1.0)
            is_level = abs(box[3] - before[3]) <= _LEVEL * size
            if not is_level or not -size < box[0] - before[2] < _APART * size:
                begins.append(index)
            before = box
        for first, last in pairwise([*begins, len(text)]):
            if part := text[first:last].rstrip():
                boxes = self._letters.boxes(start + first, len(part))
                yield _Found(
                    part, start + first, offset + first, end if last == len(text) else offset + last, boxes, []
                )

    def _gaps(self, text: str, start: int, boxes: Sequence[Box]) -> list[Gap]:
        """Blank space that stretching the line does not explain; told from the next letters by who draws the line."""
        if len(boxes) == 1:
            # The rest of a sentence begins no row of cells; asking for each of its blanks would take long.
            if text[0].islower() or not self._holds_blanks:
                return []
            if _is_plain(text) and not self._letters.holds_made(start, text, _LABEL_WORDS):
                return []
            may_be_wide, size = False, 0.0
        else:
            size = self._letters.height(start) or boxes[0][3] - boxes[0][1]
            white = [after[0] - box[2] for box, after in pairwise(boxes)]
            may_be_wide = max(white) > _WIDE_GAP * size
            usual = (self.blank + _BESIDE) * size
            is_alike = text[0].islower() and all(abs(gap - usual) < _ALIKE * usual for gap in white)
            if not may_be_wide and (is_alike or not self._holds_blanks):
                return []
            if not may_be_wide and _is_plain(text) and not self._letters.holds_made(start, text, _LABEL_WORDS):
                return []
        blanks = [match.span() for match in _BLANKS_RE.finditer(text)]
        jumps = self._jumps(start, blanks) if self._holds_blanks else set()
        if may_be_wide:
            measured = blanks
        elif jumps:
            # The others only tell how wide a blank of this line is.
            typed = [blank for blank in blanks if blank[0] not in jumps]
            measured = sorted([blank for blank in blanks if blank[0] in jumps] + typed[:_BLANKS_MEASURED])
            size = size or self._letters.height(start) or boxes[0][3] - boxes[0][1]
        else:
            return []
        gaps = []
        for begin, end in measured:
            # The room that letters take, white beside them included: it tells a blank from a gap exactly.
            before = self._letters.loose_box(start + begin - 1)[2]
            after = self._letters.loose_box(start + end)[0]
            gaps.append(Gap(end, after - before, after, is_jump=begin in jumps))
        if may_be_wide:
            gaps = sorted([*gaps, *self._without_blank(text, start, boxes, gaps, size)], key=lambda gap: gap.index)
        return telling(gaps, size, self.blank * size)

    def _without_blank(
        self, text: str, start: int, boxes: Sequence[Box], gaps: list[Gap], size: float
    ) -> Iterator[Gap]:
        """Wide white where PDFium has made no blank."""
        for box, after in pairwise(boxes):
            if after[0] - box[2] <= _WIDE_GAP * size or any(abs(gap.origin - after[0]) < size for gap in gaps):
                continue
            lefts = (self._letters.box(start + index)[0] for index in range(1, len(text)))
            index = next((index for index, left in enumerate(lefts, 1) if abs(left - after[0]) < 1), None)
            if index is not None and not text[index - 1].isspace():
                yield Gap(index, after[0] - box[2] - 2 * _BESIDE * size, after[0], is_jump=True)

    def _jumps(self, start: int, blanks: list[tuple[int, int]]) -> set[int]:
        """Where blanks begin that the file does not hold."""
        return {begin for begin, _ in blanks[:_LABEL_WORDS] if self._letters.is_made(start + begin)}

    def _parts(self, line: _Found, gaps: list[Gap]) -> list[Line]:
        """The line, divided where blank space may part cells."""
        whole = self._line(line.text, line.start, line.boxes)
        if whole is None:
            return []
        if not gaps:
            return [whole]
        parts: list[Line] = []
        begin, is_tabbed = 0, False
        for gap in gaps:
            if _LABEL_RE.match(line.text[begin : gap.index].strip()):
                continue
            parts += self._part(line, begin, gap.index, is_tabbed=is_tabbed)
            begin, is_tabbed = gap.index, gap.is_jump
        if begin == 0:
            return [whole]
        return [*parts, *self._part(line, begin, len(line.text), is_tabbed=is_tabbed)]

    def _part(self, line: _Found, begin: int, end: int, *, is_tabbed: bool) -> list[Line]:
        part = self._line(line.text[begin:end].strip(), self._char_index(line.offset + begin), None)
        if part is None:
            return []
        part.is_tabbed = is_tabbed
        return [part]

    def _line(self, text: str, start: int, boxes: Sequence[Box] | None) -> Line | None:
        boxes = self._letters.boxes(start, len(text)) if boxes is None else boxes
        if not boxes:
            return None
        left, upper, right, lower = boxes[0]
        if len(boxes) > 1:
            lefts, uppers, rights, lowers = zip(*boxes, strict=True)
            left, upper, right, lower = min(lefts), min(uppers), max(rights), max(lowers)
        if lower - upper > _TALL * (right - left) and len(text) > 2:
            return Line(text, self._number, left, upper, right, lower, 0.0, start, is_sideways=True)
        word = len(text.split(maxsplit=1)[0])
        first_word = (self._letters.box(start + word - 1)[2] if word < len(text) else right) - left
        # Marks above capitals make the box of a line higher than its letters are.
        letter = _PLAIN_RE.search(text, len(text) // 2) or _PLAIN_RE.search(text)
        top, bottom = self._reach(start + (letter.start() if letter else 0))
        if bottom - top <= 0:
            top, bottom = upper, lower
        return Line(text, self._number, left, top, right, bottom, first_word, start)

    def _reach(self, index: int) -> tuple[float, float]:
        """Top and bottom of the line at a character, as its font gives them."""
        _, top, _, bottom = self._letters.loose_box(index)
        key = round(bottom - top, 3)
        if key in self._fair:
            # Letters of one font and size are equally high; asking again would take as long as all the rest.
            return top, bottom
        height = self._letters.height(index)
        if not 0 < bottom - top < height <= _FAR * (bottom - top):
            self._fair.add(key)
            return top, bottom
        # Fonts that say less than their size leave it to each letter how high its box is.
        return self._letters.reach(index, height)

    @cached_property
    def _first_blanks(self) -> list[int]:
        found = (i for i, char in enumerate(self._text) if char == " ")
        return [self._char_index(index) for index in islice(found, _BLANKS_TRIED)]

    @cached_property
    def _holds_blanks(self) -> bool:
        """Whether blanks are characters of this file; in others PDFium makes them from the distances."""
        made = sum(self._letters.is_made(index) for index in self._first_blanks)
        return made <= _MOSTLY_MADE * len(self._first_blanks)

    def _char_index(self, offset: int) -> int:
        """PDFium counts characters of its own; they differ from those of the text only on few pages."""
        if self._is_direct:
            return offset
        units = len(self._text[:offset].encode("utf-16-le", "surrogatepass")) // 2
        from pypdfium2 import raw

        index = int(raw.FPDFText_GetCharIndexFromTextIndex(self._page.raw, units))
        return index if index >= 0 else offset

    def _undo_hyphen(self, line: Line, end: int) -> bool:
        """Whether the line ends in a hyphen that PDFium left as it was; then it is taken off the text."""
        if not line.text.endswith("-") or len(line.text) < 3:
            return False
        if not self._text[end : end + 3].lstrip("\r\n")[:1].islower():
            return False
        if line.text[-2].isalpha():
            line.text = line.text[:-1]
            return True
        # A blank that the file does not hold, put before the hyphen because the line was stretched.
        index = line.start + len(line.text) - 2
        if line.text[-2] == " " and line.text[-3].isalpha() and self._letters.is_made(index):
            line.text = line.text[:-2]
            return True
        return False


def _is_several(boxes: Sequence[Box]) -> bool:
    """Whether the runs of letters of one line are as high together as two lines."""
    lefts, uppers, rights, lowers = zip(*boxes, strict=True)
    height = max(map(sub, lowers, uppers))
    is_high: bool = max(lowers) - min(uppers) > 1.7 * height
    return is_high and max(map(sub, rights, lefts)) > height


def _is_plain(text: str) -> bool:
    """Whether single spaces are its only blanks."""
    return "  " not in text and text.isprintable()
