"""Tables and lists of definitions of web pages, whose rows become lines of text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grantdocs.model.document import Zone
from grantdocs.readers.building import Cell, Inline

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["Layouts", "OpenCell", "Table"]

_IN_LAYOUT = (
    ("table", frozenset({"td", "th"}), "td table, th table, td h1, td h2, td h3, td section, td article"),
    ("dl", frozenset({"dd"}), "dd table, dd dl, dd h1, dd h2, dd h3"),
)
"""Tables, their cells, and what stands in the cells of those that only lay out a page."""
_WIDEST, _WIDEST_CELL = 1_000, 100
"""Columns."""
_LONGEST_SEARCH = 300_000
"""Columns looked at for the places of the cells of one table; those after that stand where they are written."""


@dataclass(slots=True)
class OpenCell(Cell):
    """A cell to which paragraphs are still added."""

    paragraphs: list[Inline]


@dataclass(slots=True)
class Table:
    number: int
    row: int = 0
    cells: list[OpenCell] = field(default_factory=list)
    zone: Zone = Zone.TABLE_CELL
    _next_column: int = 1
    _looked_at: int = 0
    _reaching: dict[int, int] = field(default_factory=dict)
    """Columns that cells of earlier rows reach down into, and for how many rows more."""

    def place(self, attributes: dict[str, str | None]) -> int:
        """Column of the next cell."""
        column = self._next_column if self.cells else 1
        first = column
        if self._looked_at < _LONGEST_SEARCH:
            while column < _WIDEST and self._reaching.get(column, 0) >= self.row:
                column += 1
        down = _span(attributes.get("rowspan"))
        self._next_column = column + min(_span(attributes.get("colspan")), _WIDEST_CELL)
        if down > 1 and self._looked_at < _LONGEST_SEARCH:
            self._reaching |= dict.fromkeys(range(column, self._next_column), self.row + down - 1)
        self._looked_at += self._next_column - first
        return column


@dataclass(slots=True)
class Layouts:
    """Knows the tables that only place parts of the page beside each other: their cells are no cells to a reader."""

    parser: LexborHTMLParser
    _found: frozenset[int] | None = None

    def __contains__(self, table: LexborNode) -> bool:
        if table.tag == "table" and table.attributes.get("role") in {"presentation", "none"}:
            return True
        if self._found is None:
            # All at once: tables in tables, each asked for itself, would take time by the square of their depth.
            self._found = frozenset(found for kind in _IN_LAYOUT for found in _around(self.parser, *kind))
        return table.mem_id in self._found


def _around(parser: LexborHTMLParser, table: str, cells: frozenset[str], inner: str) -> set[int]:
    found: set[int] = set()
    climbed: set[tuple[int, bool]] = set()
    for element in parser.css(inner):
        node = element.parent
        in_cell = False
        while node is not None and (node.mem_id, in_cell) not in climbed:
            climbed.add((node.mem_id, in_cell))
            if node.tag in cells:
                in_cell = True
            elif in_cell and node.tag == table:
                found.add(node.mem_id)
            node = node.parent
    return found


def _span(written: str | None) -> int:
    written = (written or "").strip()
    return min(max(int(written[:9]), 1), 1000) if written.isascii() and written.isdigit() else 1
