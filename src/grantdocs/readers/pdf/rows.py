"""Finds out what stands beside each other on a page: rows of tables without rules, and columns of running text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from grantdocs.readers.pdf.lines import Line, joined_line

__all__ = ["Row", "arrange", "join_page_breaks"]

_LONGEST_CELL = 12
"""Lines of a first cell; what is longer is a column of running text."""
_SURE_GAP = 2.5
"""Blank space, in heights of the letters, that no stretched line has."""
_ALIGNED = 3.0
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
    settled = [_unless_alone(arranged, index) for index in range(len(arranged))]
    return [part for item in settled for part in _without_columns(item)]


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
    if line.page != last.page or line.top <= last.top or line.top - last.bottom > 0.7 * last.size:
        return False
    beside = max(part.right for part in row.cells[-2])
    left = min(part.left for part in cell)
    is_aligned = abs(line.left - left) <= 3 or abs(line.right - last.right) <= 3
    return line.left > beside - 1 and (is_aligned or abs(line.left + line.right - last.left - last.right) <= 6)


def _is_level(line: Line, other: Line) -> bool:
    return abs(line.top - other.top) <= 0.6 * min(line.size, other.size)


def _unless_alone(arranged: list[Line | Row], index: int) -> Line | Row:
    """A line with a gap is a row where the gap is wide or goes on above or below; else it was only stretched."""
    row = arranged[index]
    if isinstance(row, Line) or any(len(cell) > 1 for cell in row.cells):
        return row
    parts = [cell[0] for cell in row.cells]
    if any(after.left - part.right > _SURE_GAP * part.size for part, after in pairwise(parts)):
        return row
    edges = [part.left for part in parts[1:]]
    for other in (*arranged[max(0, index - 1) : index], *arranged[index + 1 : index + 2]):
        cells = other.cells[1:] if isinstance(other, Row) else []
        if any(abs(cell[0].left - edge) <= _ALIGNED for cell in cells for edge in edges):
            return row
    return joined_line(parts)


def _without_columns(item: Line | Row) -> list[Line | Row]:
    if isinstance(item, Line) or any(len(cell) < _COLUMN for cell in item.cells):
        return [item]
    widths = [max(line.right for line in cell) - min(line.left for line in cell) for cell in item.cells]
    # The labels of a table stand in a narrow column, running text in columns of one width.
    return [line for cell in item.cells for line in cell] if min(widths) > 0.7 * max(widths) else [item]
