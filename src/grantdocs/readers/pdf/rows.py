"""Finds out what stands beside each other on a page: rows of tables without rules, and columns of running text."""

from __future__ import annotations

from dataclasses import dataclass

from grantdocs.readers.pdf.lines import Line

__all__ = ["Row", "arrange"]

_LONGEST_CELL = 12
"""Lines of a first cell; what is longer is a column of running text."""
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
    return [part for item in arranged for part in _without_columns(item)]


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


def _without_columns(item: Line | Row) -> list[Line | Row]:
    if isinstance(item, Line) or any(len(cell) < _COLUMN for cell in item.cells):
        return [item]
    widths = [max(line.right for line in cell) - min(line.left for line in cell) for cell in item.cells]
    # The labels of a table stand in a narrow column, running text in columns of one width.
    return [line for cell in item.cells for line in cell] if min(widths) > 0.7 * max(widths) else [item]
