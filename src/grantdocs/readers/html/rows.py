"""Tables and lists of definitions of web pages, whose rows become lines of text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grantdocs.model.document import Zone
from grantdocs.readers.building import Cell

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["Table", "is_layout"]

_IN_LAYOUT = {
    "table": "td table, th table, td h1, td h2, td h3, td section, td article",
    "dl": "dd table, dd dl, dd h1, dd h2, dd h3",
}
_WIDEST = 10_000
"""Columns."""


@dataclass(slots=True)
class Table:
    number: int
    row: int = 0
    cells: list[Cell] = field(default_factory=list)
    zone: Zone = Zone.TABLE_CELL
    _next_column: int = 1
    _reaching: dict[int, int] = field(default_factory=dict)
    """Columns that cells of earlier rows reach down into, and for how many rows more."""

    def place(self, attributes: dict[str, str | None]) -> int:
        """Column of the next cell."""
        column = self._next_column if self.cells else 1
        while column < _WIDEST and self._reaching.get(column, 0) >= self.row:
            column += 1
        down = _span(attributes.get("rowspan"))
        self._next_column = column + _span(attributes.get("colspan"))
        for reached in range(column, self._next_column):
            if down > 1:
                self._reaching[reached] = self.row + down - 1
        return column


def is_layout(tag: str, node: LexborNode, attributes: dict[str, str | None]) -> bool:
    """Whether a table only places parts of the page beside each other, so that its cells are no cells to a reader."""
    if tag == "table" and attributes.get("role") in {"presentation", "none"}:
        return True
    inner = node.css(_IN_LAYOUT[tag])
    # The selector also finds the table itself where it stands in a cell of another.
    return any(element.mem_id != node.mem_id for element in inner)


def _span(written: str | None) -> int:
    written = (written or "").strip()
    return min(max(int(written[:9]), 1), 1000) if written.isascii() and written.isdigit() else 1
