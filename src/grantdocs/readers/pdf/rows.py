"""Finds out what stands beside each other on a page: rows of tables without rules, and columns of running text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from grantdocs.readers.pdf.lines import Line, joined_line

__all__ = ["Row", "arrange", "join_page_breaks"]

_LONGEST_CELL = 12
"""Lines of a first cell; what is longer is a column of running text."""
_HIGHEST_CELL = 300
"""Lines of any cell; no page is higher."""
_SURE_GAP = 2.5
"""Blank space, in heights of the letters, that no stretched line has."""
_ALIGNED = 3.0
_TABBED_NEAR = 3
"""Lines between rows of text that tabs divide, where the last cell of one runs over."""
_COLUMN = 4
"""Lines from which on neighbours that are all so long are columns."""


@dataclass(slots=True)
class Row:
    """Cells beside each other, each a list of lines."""

    cells: list[list[Line]]
    widths: tuple[tuple[float, float], ...] = ()
    """Left and right edge of each cell of a ruled table."""
    table: int | None = None
    """Number of the ruled table on its page, None where blank space alone makes the row."""
    label: list[Line] = field(default_factory=list)
    """Lines before it that are the beginning of its first cell, as wide as the page."""
    rest: list[Line] = field(default_factory=list)
    """Lines after it that are the rest of its last cell, as wide as the page."""

    @property
    def lines(self) -> list[Line]:
        return [*self.label, *(line for cell in self.cells for line in cell), *self.rest]

    @property
    def as_line(self) -> Line | None:
        """The whole row as one line of text that tabs divide, None where it is more."""
        if self.table is not None or any(len(cell) > 1 for cell in self.cells):
            return None
        return joined_line([cell[0] for cell in self.cells])


def arrange(lines: list[Line]) -> list[Line | Row]:
    """Lines of a page in drawing order, those side by side gathered into rows."""
    arranged: list[Line | Row] = []
    row: Row | None = None
    for line in lines:
        if row and _is_next_cell(row, line):
            row.cells.append([line])
        elif row and _continues(row, line):
            row.cells[-1].append(line)
        else:
            row = None
            first = _first_cell(arranged, line)
            if first:
                del arranged[-len(first) :]
                row = Row([first, [line]])
                arranged.append(row)
            else:
                arranged.append(line)
    if not any(isinstance(item, Row) for item in arranged):
        return arranged
    return [part for item in _settled(arranged) for part in _without_columns(item)]


def join_page_breaks(flow: list[Line | Row]) -> list[Line | Row]:
    """Give the rest of a cell that a page break cut off back to its cell."""
    joined: list[Line | Row] = []
    for item in flow:
        row = joined[-1] if joined else None
        first = item.cells[0][0] if isinstance(item, Row) else item
        if isinstance(row, Row) and (isinstance(item, Line) or len(item.cells) == 1):
            cell = row.cells[-1]
            is_later = first.page > cell[0].page and (first.page > cell[-1].page or _continues(row, first))
            if is_later and len(row.cells) > 1 and abs(first.left - min(line.left for line in cell)) <= _ALIGNED:
                cell.extend(item.cells[0] if isinstance(item, Row) else [item])
                continue
        joined.append(item)
    return joined


def _first_cell(arranged: list[Line | Row], line: Line) -> list[Line]:
    """The lines before that turn out to be the cell on the left of `line`."""
    cell: list[Line] = []
    for before in reversed(arranged[-_LONGEST_CELL:]):
        if isinstance(before, Row) or before.page != line.page or before.right > line.left + 1:
            return []
        if cell and (cell[0].top - before.bottom > 0.7 * before.size or cell[0].top <= before.top):
            return []
        cell.insert(0, before)
        if _is_level(before, line):
            return cell
        if before.top < line.top:
            return []
    return []


def _is_next_cell(row: Row, line: Line) -> bool:
    last = row.cells[-1]
    return line.page == last[0].page and _is_level(last[0], line) and line.left >= max(part.right for part in last) - 1


def _continues(row: Row, line: Line) -> bool:
    cell = row.cells[-1]
    last = cell[-1]
    if len(cell) > _HIGHEST_CELL:
        return False
    if line.page != last.page or line.top <= last.top or line.top - last.bottom > 0.7 * last.size:
        return False
    beside = max(part.right for part in row.cells[-2])
    left = min(part.left for part in cell)
    is_aligned = abs(line.left - left) <= 3 or abs(line.right - last.right) <= 3
    return line.left > beside - 1 and (is_aligned or abs(line.left + line.right - last.left - last.right) <= 6)


def _is_level(line: Line, other: Line) -> bool:
    return abs(line.top - other.top) <= 0.6 * min(line.size, other.size)


def _settled(arranged: list[Line | Row]) -> Iterator[Line | Row]:
    """A line with a gap is a row where the gap is wide or goes on above or below; else it was only stretched."""
    is_sure = [isinstance(item, Row) and _is_sure(arranged, index) for index, item in enumerate(arranged)]
    # Tabs bring each line to the next stop, so that the cells of one row need not stand below those of another.
    forth = range(len(arranged))
    for indices, step in ((forth, -1), (reversed(forth), 1)):
        for index in indices:
            near = range(index + step, index + step * (_TABBED_NEAR + 1), step)
            is_sure[index] |= _is_tabbed(arranged[index]) and any(is_sure[i] for i in near if 0 <= i < len(arranged))
    for item, is_row in zip(arranged, is_sure, strict=True):
        yield item if is_row or isinstance(item, Line) else joined_line([cell[0] for cell in item.cells])


def _is_tabbed(item: Line | Row) -> bool:
    return isinstance(item, Row) and any(cell[0].is_tabbed for cell in item.cells)


def _is_sure(arranged: list[Line | Row], index: int) -> bool:
    row = arranged[index]
    assert isinstance(row, Row)
    if any(len(cell) > 1 for cell in row.cells):
        return True
    parts = [cell[0] for cell in row.cells]
    if any(after.left - part.right > _SURE_GAP * part.size for part, after in pairwise(parts)):
        return True
    edges = [part.left for part in parts[1:]]
    for other in (*arranged[max(0, index - 1) : index], *arranged[index + 1 : index + 2]):
        cells = other.cells[1:] if isinstance(other, Row) else []
        if any(abs(cell[0].left - edge) <= _ALIGNED for cell in cells for edge in edges):
            return True
    return False


def _without_columns(item: Line | Row) -> list[Line | Row]:
    if isinstance(item, Line) or any(len(cell) < _COLUMN for cell in item.cells):
        return [item]
    widths = [max(line.right for line in cell) - min(line.left for line in cell) for cell in item.cells]
    # The labels of a table stand in a narrow column, running text in columns of one width.
    return [line for cell in item.cells for line in cell] if min(widths) > 0.7 * max(widths) else [item]
