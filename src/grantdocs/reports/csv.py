"""Findings as a table, one a row, in CSV (RFC 4180); nothing that is quoted can become a formula."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Final

from grantdocs.model.rules import Level
from grantdocs.reports._chrome import clean, clip
from grantdocs.reports._rows import COLUMNS, FORMULA_STARTS, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grantdocs.model.findings import Report
    from grantdocs.reports import Unread

__all__ = ["ENDINGS", "MEDIA_TYPE", "render", "render_all"]

MEDIA_TYPE: Final = "text/csv"
ENDINGS: Final = (".csv",)
_UNREAD: Final = "unread"
_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"


def render(report: Report, *, language: str = "en", level: Level = Level.NOTE, bom: bool = False) -> str:
    """`bom` sets a byte order mark at the beginning, by which spreadsheets know that the text is UTF-8."""
    return render_all([report], [], language=language, level=level, bom=bom)


def render_all(
    reports: Sequence[Report],
    unread: Sequence[Unread],
    *,
    language: str = "en",
    level: Level = Level.NOTE,
    bom: bool = False,
) -> str:
    """What could not be read is a row, too: its verdict is `unread`."""
    lines = [[getattr(row, name) for name in COLUMNS] for report in reports for _, row in rows(report, language, level)]
    for each in unread:
        told = {"document": each.uri, "verdict": _UNREAD, "message": each.message}
        lines.append([clean(clip(told.get(name, ""))) for name in COLUMNS])
    table = StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) for cell in line] for line in lines)
    return (_MARK if bom else "") + table.getvalue()


def _harmless(cell: str) -> str:
    """An apostrophe before what a spreadsheet would compute."""
    return f"'{cell}" if cell.lstrip().startswith(FORMULA_STARTS) else cell
