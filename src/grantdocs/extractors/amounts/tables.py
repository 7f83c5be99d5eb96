"""Tables of money in the text itself (rows are lines, cells are parted by tabs): heads of columns and of rows."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grantdocs.extractors.amounts.grammar import Money

__all__ = ["Place", "Tables"]

_TITLE_WIDTH = 120
_DIGIT_RE = regex.compile(r"\d")

_Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a table a figure stands, as folded characters; None for what there is not."""

    cell: _Stretch
    column_head: _Stretch | None
    row_head: _Stretch | None
    columns: int
    titles: tuple[_Stretch, ...] = ()
    """The cell in the corner of the heads and the line above the table, which may name the currency of all figures."""


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[_Stretch, ...]
    top: int
    """Index of the first row of its table."""


class Tables:
    """The tables of a text: rows of equally many cells, one right after the other."""

    def __init__(self, lower: str, moneys: Sequence[Money]) -> None:
        self._lower = lower
        self._rows: list[_Row] = []
        start = 0
        for line in lower.split("\n"):
            if "\t" in line:
                cells = _cells(line, start)
                before = self._rows[-1] if self._rows else None
                goes_on = before and before.cells[-1][1] + 1 == start and len(before.cells) == len(cells)
                self._rows.append(_Row(cells, before.top if before and goes_on else len(self._rows)))
            start += len(line) + 1
        self._starts = [row.cells[0][0] for row in self._rows]
        self._with_money = {self._index(money) for money in moneys}

    def place(self, money: Money) -> Place | None:
        """The place of a figure in its table; None outside of tables."""
        index = self._index(money)
        if index is None:
            return None
        row = self._rows[index]
        column = next(number for number, cell in enumerate(row.cells) if money.start <= cell[1])
        has_head = row.top != index and row.top not in self._with_money
        head = self._rows[row.top].cells[column] if has_head else None
        titles = self._titles(row.top, has_head=has_head)
        return Place(row.cells[column], head, row.cells[0] if column else None, len(row.cells), titles)

    def _titles(self, top: int, *, has_head: bool) -> tuple[_Stretch, ...]:
        """The corner of a table, and the line above it where that holds no figure."""
        corner = self._rows[top].cells[0]
        before = max(0, corner[0] - 1)
        line = (self._lower.rfind("\n", 0, before) + 1, before)
        title = line[1] - line[0] <= _TITLE_WIDTH and not _DIGIT_RE.search(self._lower, *line)
        return (*((corner,) if has_head else ()), *((line,) if title else ()))

    def _index(self, money: Money) -> int | None:
        index = bisect_right(self._starts, money.start) - 1
        return index if index >= 0 and money.start <= self._rows[index].cells[-1][1] else None


def _cells(line: str, start: int) -> tuple[_Stretch, ...]:
    cells: list[_Stretch] = []
    for cell in line.split("\t"):
        cells.append((start, start + len(cell)))
        start += len(cell) + 1
    return tuple(cells)
