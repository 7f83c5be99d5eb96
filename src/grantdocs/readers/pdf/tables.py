"""Tables with rules: pdfplumber finds their cells (slowly, so only on pages that draw rules), our lines fill them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grantdocs.model.location import Box
from grantdocs.readers.pdf.lines import MOST_LINES, Line, PageReading
from grantdocs.readers.pdf.page import split_at
from grantdocs.readers.pdf.rows import Row

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["RuledTable", "fill", "find_ruled_tables"]


@dataclass(frozen=True, slots=True)
class RuledTable:
    box: Box
    rows: tuple[tuple[Box, ...], ...]

    @property
    def edges(self) -> list[float]:
        """Left edges of its columns but the first."""
        return sorted({round(cell.left, 1) for row in self.rows for cell in row})[1:]


def find_ruled_tables(
    data: bytes, pages: list[PageReading], in_time: Callable[[], bool]
) -> tuple[dict[int, list[RuledTable]], list[int]]:
    """Tables by page number, and the pages that pdfplumber could not take apart, or not in time."""
    ruled = [page.number for page in pages if page.lines and _may_hold_tables(page)]
    if not ruled:
        return {}, []
    import pdfplumber

    found: dict[int, list[RuledTable]] = {}
    try:
        with pdfplumber.open(io.BytesIO(data), pages=ruled) as document:
            for page in document.pages:
                if not in_time():
                    break
                try:
                    found[page.page_number] = [t for table in page.find_tables() if (t := _table(page, table))]
                finally:
                    page.close()
    except Exception:  # noqa: BLE001, S110 - it fails in many ways on damaged files that PDFium still reads
        pass
    return found, [number for number in ruled if number not in found]


def fill(document: PdfDocument, page: PageReading, tables: list[RuledTable]) -> list[Line | Row]:
    """The lines of a page in order, those in tables gathered into the rows of their table at its first line."""
    arranged: list[Line | Row] = []
    waiting = list(page.lines)
    for number, table in enumerate(tables, 1):
        inside = [line for line in waiting if _holds(table.box, line)]
        cut = split_at(document, inside, table.edges)
        rows = [row for cells in table.rows if (row := _row(cells, cut, number)).cells]
        if sum(len(row.cells) > 1 for row in rows) < 0.5 * len(rows) or not rows:
            # Frames that only divide the page.
            continue
        used = {id(line) for row in rows for cell in row.cells for line in cell}
        left_over = [line for line in cut if id(line) not in used]
        taken = {id(line) for line in inside}
        first = next((i for i, line in enumerate(waiting) if id(line) in taken), 0)
        before = [line for line in waiting[:first] if id(line) not in taken]
        arranged += [*before, *rows, *left_over]
        waiting = [line for line in waiting[first:] if id(line) not in taken]
    return [*arranged, *waiting]


def _may_hold_tables(page: PageReading) -> bool:
    """Whether words stand in two cells or more side by side."""
    if len(page.lines) > MOST_LINES:
        return False
    if page.bands is None:
        return True
    return any(sum(any(_holds(cell, line) for line in page.lines) for cell in band) >= 2 for band in page.bands)


def _table(page: object, table: object) -> RuledTable | None:
    left, top = getattr(page, "mediabox")[0], 0.0  # noqa: B009 - pdfplumber has no types
    crop = getattr(page, "cropbox")  # noqa: B009
    media = getattr(page, "mediabox")  # noqa: B009
    across, down = crop[0] - left, media[3] - crop[3] + top
    rows = tuple(
        tuple(Box(c[0] - across, c[1] - down, c[2] - across, c[3] - down) for c in row.cells if c is not None)
        for row in getattr(table, "rows")  # noqa: B009
    )
    rows = tuple(row for row in rows if row)
    if not rows or max(map(len, rows)) < 2:
        return None
    cells = [cell for row in rows for cell in row]
    box = Box(
        min(c.left for c in cells), min(c.top for c in cells), max(c.right for c in cells), max(c.bottom for c in cells)
    )
    return RuledTable(box, rows)


def _row(cells: tuple[Box, ...], lines: list[Line], number: int) -> Row:
    filled = [(cell, inside) for cell in cells if (inside := [line for line in lines if _holds(cell, line)])]
    in_order = [sorted(inside, key=lambda line: (round(line.bottom), line.left)) for _, inside in filled]
    return Row(in_order, tuple((cell.left, cell.right) for cell, _ in filled), number)


def _holds(box: Box, line: Line) -> bool:
    across, down = (line.left + line.right) / 2, (line.top + line.bottom) / 2
    return box.left <= across <= box.right and box.top <= down <= box.bottom
