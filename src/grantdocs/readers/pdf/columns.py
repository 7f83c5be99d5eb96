"""Columns of running text that a page draws row by row: their lines come by turns and are put in order here."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from grantdocs.readers.pdf.lines import Line
from grantdocs.readers.pdf.rows import Row

__all__ = ["in_columns"]

_NEAR = 3.0
_GUTTER = 0.7
"""White between columns, in heights of the letters."""
_FEWEST = 4
"""Lines of each column; fewer do not show that they are columns."""
_LONG_ENOUGH = 15
"""Characters of a usual line of running text in a column."""
_FULL = 0.5
"""Share of the lines of a column that end where the next word had no room; entries of a table end anywhere."""
_HIGHEST = 300
"""Lines and rows from the top of columns to their end."""
_LIKE = 0.6
_BLANK = 0.3


def in_columns(arranged: list[Line | Row]) -> list[Line | Row]:
    """Lines and rows of a page, those of columns one column after the other."""
    ordered: list[Line | Row] = []
    index = 0
    while index < len(arranged):
        columns = _columns_from(arranged, index) if _may_begin(arranged, index) else None
        if columns is None:
            ordered.append(arranged[index])
            index += 1
        else:
            ordered += [line for column in columns.lines for line in column]
            index = columns.end
    return ordered


def _may_begin(arranged: list[Line | Row], index: int) -> bool:
    """Whether something stands on the right of this item; asked for every line, so that it is cheap."""
    item = arranged[index]
    if isinstance(item, Row):
        return True
    if index + 1 == len(arranged):
        return False
    following = arranged[index + 1]
    return (following if isinstance(following, Line) else following.cells[0][0]).left > item.right


@dataclass(slots=True)
class _Columns:
    lines: list[list[Line]]
    end: int
    """Index of the first item that is not in them."""


def _columns_from(arranged: list[Line | Row], index: int) -> _Columns | None:
    lefts = _lefts(arranged, index)
    if not lefts:
        return None
    columns: list[list[Line]] = [[] for _ in lefts]
    end, turns, last = index, 0, -1
    while end < min(len(arranged), index + _HIGHEST):
        places = [(_place(line, lefts), line) for line in _lines(arranged[end])]
        if not places or any(place is None or not _goes_down(columns[place], line) for place, line in places):
            break
        for place, line in places:
            assert place is not None
            columns[place].append(line)
            turns += place != last
            last = place
        end += 1
    is_by_turns = turns >= 2 * _FEWEST
    return (
        _Columns(columns, end)
        if is_by_turns and all(_is_text(column) for column in columns) and _alike(columns)
        else None
    )


def _lefts(arranged: list[Line | Row], index: int) -> list[float]:
    """Where the columns begin that this item, or this and the next, stand in."""
    lines = _lines(arranged[index])
    if len(lines) == 1 and index + 1 < len(arranged):
        lines += _lines(arranged[index + 1])[:1]
        if len(lines) == 2 and abs(lines[0].top - lines[1].top) > 1.5 * lines[0].size:
            return []
    if len(lines) < 2 or any(after.left < line.right + _GUTTER * line.size for line, after in pairwise(lines)):
        return []
    return [line.left for line in lines]


def _lines(item: Line | Row) -> list[Line]:
    """The lines of an item that may belong to columns: one of each cell."""
    if isinstance(item, Line):
        return [item]
    if item.table is not None or any(len(cell) != 1 for cell in item.cells):
        return []
    return [cell[0] for cell in item.cells]


def _place(line: Line, lefts: list[float]) -> int | None:
    """Number of the column that the line stands in, None where it stands in none or reaches over two."""
    for number, (left, beyond) in enumerate(pairwise([*lefts, float("inf")])):
        if left - _NEAR <= line.left < beyond and line.right < beyond - 0.5 * _GUTTER * line.size:
            return number
    return None


def _goes_down(column: list[Line], line: Line) -> bool:
    if not column:
        return True
    before = column[-1]
    return before.page == line.page and 0.5 * line.size < line.top - before.top < 4 * line.size


def _is_text(column: list[Line]) -> bool:
    if len(column) < _FEWEST:
        return False
    lengths = sorted(len(line.text) for line in column)
    right = max(line.right for line in column)
    full = sum(after.first_word + _BLANK * line.size > right - line.right for line, after in pairwise(column))
    return lengths[len(lengths) // 2] >= _LONG_ENOUGH and full >= _FULL * (len(column) - 1)


def _alike(columns: list[list[Line]]) -> bool:
    widths = [max(line.right for line in column) - min(line.left for line in column) for column in columns]
    return min(widths) > _LIKE * max(widths)
