"""Joins lines into paragraphs by what a reader sees: distance, size, indent, and whether the next word had room."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise
from statistics import median

import regex

from grantdocs.readers.pdf.lines import Line, PageReading, starts_item

__all__ = ["Measures"]

_SAME_SIZE = 0.12
_SAME_EDGE = 3.0
_NARROWEST = 14.0
"""Lines shorter than so many heights may be equally long by chance."""
_WORD = 4.5
"""A line that ends within so many heights of the margin may have been broken there."""
_BLANK = 0.4
"""Width of a blank and of the white beside letters, in heights of the letters; a page may have wider ones."""
_WHITE = 0.15
_ENDINGS = (".", "!", "?", ":", ";")
_GOING_ON = (",", "-", "–", "—")
_LONGEST_BRACKET = 40
"""Characters; who opened a bracket for longer forgot to close it."""
_MOST_COLUMNS = 500
"""Columns of a publication that are told apart."""
_STAMP_RE = regex.compile(r"[\p{Nd}.:/\-–, ]++")


@dataclass(slots=True)
class Measures:
    """What the pages of one document tell about its margins and distances between lines."""

    pages: dict[int, PageReading]
    leftmost: float = 0.0
    body_size: float = 0.0
    columns: list[_Column] = field(default_factory=list)
    pitches: dict[int, float] = field(default_factory=dict)
    """Usual distance from line to line for each size of letters, rounded."""
    _rights: dict[tuple[int, int, float], float] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: list[Line], pages: dict[int, PageReading]) -> Measures:
        measures = cls(pages)
        if not lines:
            return measures
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        measures.body_size = sizes.most_common(1)[0][0]
        lefts = sorted(line.left for line in lines if len(line.text) > 20) or sorted(line.left for line in lines)
        near = [left for left in lefts if left <= lefts[len(lefts) // 20] + _SAME_EDGE]
        measures.leftmost = median(near)
        measures.columns = list(_columns(lines))
        measures._find_pitches(lines)
        return measures

    def paragraphs(self, lines: Iterable[Line], width: tuple[float, float] | None = None) -> list[list[Line]]:
        """`width`: left and right edge of a cell; its text keeps the same distance from both."""
        paragraphs: list[list[Line]] = []
        lines = list(lines)
        if width and lines:
            left = min(line.left for line in lines)
            width = left, width[1] - (left - width[0])
        for line in lines:
            if paragraphs and self.belongs(paragraphs[-1], line, width):
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
        return paragraphs

    def running_paragraphs(self, lines: Iterable[Line]) -> list[list[Line]]:
        """Those of page headers and footers, whose frames are as wide as they like."""
        paragraphs: list[list[Line]] = []
        for line in lines:
            before = paragraphs[-1][-1] if paragraphs else None
            if before and before.page == line.page and self._is_next_line(paragraphs[-1], line):
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
        return paragraphs

    def belongs(self, paragraph: list[Line], line: Line, width: tuple[float, float] | None = None) -> bool:
        """Whether `line` goes on with `paragraph`."""
        before = paragraph[-1]
        if abs(before.size - line.size) > _SAME_SIZE * max(before.size, line.size):
            return False
        if _is_turn(before, line):
            if before.text.endswith(_ENDINGS) and not line.text[:1].islower():
                return False
        elif not self._is_next_line(paragraph, line):
            return False
        if before.is_hyphenated:
            return True
        if starts_item(line.text) and not _is_dash_within(paragraph, line):
            return False
        if _is_stamp(paragraph, line):
            return False
        return self._is_broken(paragraph, line, width) or _is_mid_sentence(paragraph, line)

    def is_wrapped_label(self, paragraph: list[Line], line: Line) -> bool:
        """Whether `line`, which a tab divides, begins with the rest of what the paragraph before it says."""
        is_open = bool(paragraph) and not paragraph[-1].text.endswith(_ENDINGS) and line.text[:1].islower()
        return is_open and self.belongs(paragraph, line)

    def is_heading(self, lines: list[Line]) -> bool:
        return min(line.size for line in lines) > 1.15 * self.body_size and len(lines) <= 4

    def _is_next_line(self, paragraph: list[Line], line: Line) -> bool:
        before = paragraph[-1]
        pitch = line.top - before.top
        usual = self.pitches.get(round(line.size), 1.2 * line.size)
        if len(paragraph) > 1 and paragraph[-2].page == before.page:
            usual = before.top - paragraph[-2].top
        if not 0.5 * line.size < pitch <= max(usual + 0.16 * line.size, 0.9 * line.size):
            return False
        if line.left >= before.right or line.right <= before.left:
            return False
        if abs((line.left + line.right) - (before.left + before.right)) <= 4:
            return True
        if line.left > before.left + 0.8 * line.size:
            # Deeper lines go on only with an item whose mark hangs out.
            return len(paragraph) == 1 and starts_item(before.text)
        return line.left > before.left - 4 * line.size if len(paragraph) == 1 else line.left > before.left - line.size

    def _is_broken(self, paragraph: list[Line], line: Line, width: tuple[float, float] | None) -> bool:
        """Whether the first word of `line` had no room on the line before."""
        before = paragraph[-1]
        need = line.first_word + max(_BLANK, self.pages[before.page].blank + _WHITE) * before.size
        if width is not None:
            left, right = width
            is_centred = abs((before.left - left) - (right - before.right)) < 2 and before.left - left > before.size
        else:
            left = self.leftmost
            right = self._right(before)
            mirrored = self.pages[before.page].width - right
            is_centred = (
                before.left - left > before.size and abs((before.left - mirrored) - (right - before.right)) < _SAME_EDGE
            )
            left = mirrored if is_centred else left
        room = (right - left) - before.width if is_centred else right - before.right
        return need > room - 0.5

    def _right(self, line: Line) -> float:
        """Right margin for a line; where no lines show it, it mirrors the left one."""
        key = (line.page, round(line.left), round(line.size, 1))
        if key not in self._rights:
            seen = [column.right for column in self.columns if column.holds(line)]
            self._rights[key] = max(seen) if seen else self.pages[line.page].width - self.leftmost
        return max(self._rights[key], line.right)

    def _find_pitches(self, lines: list[Line]) -> None:
        """The widest distance at which sentences go on; where none is seen, the smallest that is common."""
        found: defaultdict[int, Counter[float]] = defaultdict(Counter)
        going_on: defaultdict[int, Counter[float]] = defaultdict(Counter)
        for before, line in pairwise(lines):
            pitch = line.top - before.top
            if before.page != line.page or not 0.7 * line.size < pitch < 2.5 * line.size:
                continue
            if abs(before.size - line.size) > 0.5 or abs(before.left - line.left) > 4 * line.size:
                continue
            size, pitch = round(line.size), round(pitch * 2) / 2
            found[size][pitch] += 1
            is_open = not before.text.endswith(_ENDINGS) and line.text[:1].islower()
            if is_open and self._is_broken([before], line, None):
                going_on[size][pitch] += 1
        for size, counts in found.items():
            seen = [pitch for pitch, count in going_on[size].items() if count >= 2]
            enough = max(2, counts.total() // 8)
            common = [pitch for pitch, count in counts.items() if count >= enough]
            self.pitches[size] = max(seen) if seen else min(common or counts)


def _is_turn(before: Line, line: Line) -> bool:
    """Whether a new page or column begins between the lines."""
    is_column = line.left > before.left + 5 * line.size and line.top < before.top - 3 * line.size
    return before.page != line.page or is_column


def _is_mid_sentence(paragraph: list[Line], line: Line) -> bool:
    """Text in a frame narrower than the page: no end before, no beginning after, and lines that look like prose."""
    before = paragraph[-1]
    if before.width < 0.6 * line.width:
        return False
    if _has_open_bracket(paragraph):
        return True
    is_open = before.text.endswith(_GOING_ON) or (not before.text.endswith(_ENDINGS) and line.text[:1].islower())
    return is_open and len(before.text) >= 25


def _has_open_bracket(paragraph: list[Line]) -> bool:
    text = ""
    for line in reversed(paragraph):
        text = line.text + text
        if len(text) > _LONGEST_BRACKET:
            break
    found = max(text.rfind("("), text.rfind("["))
    return found >= 0 and len(text) - found <= _LONGEST_BRACKET and not any(mark in text[found:] for mark in ")]")


def _is_stamp(paragraph: list[Line], line: Line) -> bool:
    """A date or time on a line of its own, as lists of news have it below a title that fills its line."""
    text = line.text
    if text[:1].isalpha() or not _STAMP_RE.fullmatch(text) or sum(char.isdigit() for char in text) < 5:
        return False
    return len(paragraph) == 1 and not paragraph[0].text.endswith((*_GOING_ON, "(", "["))


def _is_dash_within(paragraph: list[Line], line: Line) -> bool:
    """A dash that a break brought to the beginning of a line, not the mark of an item."""
    before = paragraph[-1].text
    is_dash = line.text[:1] in "-–—"
    return is_dash and not starts_item(paragraph[0].text) and not before.endswith(_ENDINGS) and len(before) >= 25


@dataclass(frozen=True, slots=True)
class _Column:
    """Lines of one size that start at one edge and are broken at another."""

    left: float
    size: float
    right: float

    def holds(self, line: Line) -> bool:
        return abs(self.left - line.left) <= 2 * _SAME_EDGE and abs(self.size - line.size) <= 1


def _columns(lines: list[Line]) -> Iterator[_Column]:
    sizes: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        sizes[round(line.size)].append(line)
    found = (column for of_size in sizes.values() for column in _columns_of(of_size))
    yield from islice(found, _MOST_COLUMNS)


def _columns_of(lines: list[Line]) -> Iterator[_Column]:
    """Columns of lines of one size."""
    by_left = sorted(range(len(lines)), key=lambda index: lines[index].left)
    begin = 0
    for end in range(1, len(by_left) + 1):
        if end < len(by_left) and lines[by_left[end]].left - lines[by_left[end - 1]].left <= _SAME_EDGE:
            continue
        members = [lines[index] for index in sorted(by_left[begin:end])]
        right = _wrapping_edge(members)
        if right is not None:
            yield _Column(median(line.left for line in members), members[0].size, right)
        begin = end


def _wrapping_edge(lines: list[Line]) -> float | None:
    """Where lines that start at one edge are broken; None where nothing shows that they are broken at all."""
    size = median(line.size for line in lines)
    by_right = sorted(lines, key=lambda line: line.right)
    rights = [line.right for line in by_right]
    edge = rights[-1]
    near = [line for line in lines if line.right > edge - _WORD * size]
    if len(lines) >= 12 and len(near) < 0.15 * len(lines):
        # Single lines that reach over the column, such as a heading across two columns.
        for right in reversed(rights[: len(rights) - len(near)]):
            first, last = bisect_right(rights, right - _WORD * size), bisect_right(rights, right)
            if last - first >= 0.5 * len(lines):
                edge, near = right, by_right[first:last]
                break
    flush = sum(1 for line in near if edge - line.right < 1.0)
    after = {id(before): line for before, line in pairwise(lines)}
    going_on = sum(1 for line in near if id(line) in after and after[id(line)].text[:1].islower())
    is_wide = edge - min(line.left for line in lines) >= _NARROWEST * size
    is_seen = (flush >= 3 and is_wide) or (going_on >= 3 and going_on >= 0.35 * len(near))
    return edge if is_seen else None
