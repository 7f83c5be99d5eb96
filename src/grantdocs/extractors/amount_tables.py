"""Tables of money in the text itself (rows are lines, cells are parted by tabs): heads of columns and of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grantdocs.extractors.money_grammar import Money

__all__ = ["Place", "place"]

_MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a table a figure stands, as folded characters; None for what there is not."""

    cell: tuple[int, int]
    column_head: tuple[int, int] | None
    row_head: tuple[int, int] | None
    columns: int


def place(lower: str, money: Money, moneys: Sequence[Money]) -> Place | None:
    """The place of a figure in its table; None outside of tables."""
    row = _line(lower, money.start)
    cells = _cells(lower, row)
    if len(cells) == 1:
        return None
    column = next(index for index, cell in enumerate(cells) if money.start <= cell[1])
    head = None
    top = row
    for above in _rows_above(lower, row):
        if len(_cells(lower, above)) != len(cells):
            break
        top = above
    if top != row and not any(top[0] <= other.start < top[1] for other in moneys):
        head = _cells(lower, top)[column]
    return Place(cells[column], head, cells[0] if column else None, len(cells))


def _rows_above(lower: str, row: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for _ in range(_MOST_ROWS):
        if row[0] == 0:
            return
        row = _line(lower, row[0] - 1)
        yield row


def _line(lower: str, offset: int) -> tuple[int, int]:
    end = lower.find("\n", offset)
    return lower.rfind("\n", 0, offset) + 1, len(lower) if end < 0 else end


def _cells(lower: str, row: tuple[int, int]) -> list[tuple[int, int]]:
    cells: list[tuple[int, int]] = []
    start = row[0]
    for part in lower[row[0] : row[1]].split("\t"):
        cells.append((start, start + len(part)))
        start += len(part) + 1
    return cells
