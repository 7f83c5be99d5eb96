"""Findings as a sheet of a workbook, one a row, to be filtered and sorted; every cell is text and never a formula."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from grantdocs.errors import ScopeError
from grantdocs.model.rules import Level
from grantdocs.reports._chrome import chrome, clean, clip
from grantdocs.reports._rows import COLUMNS, FORMULA_STARTS, Row, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grantdocs.model.findings import Report
    from grantdocs.reports import Unread

__all__ = ["ENDINGS", "IS_BINARY", "MEDIA_TYPE", "render", "render_all"]

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS: Final = (".xlsx",)
IS_BINARY: Final = True
_WIDTHS: Final = {"message": 60, "quote": 50, "law": 45, "remedy": 60, "title": 40, "rule": 36, "document": 36}
_NARROW: Final = 18
_CREATED: Final = dt.datetime(1980, 1, 1)  # noqa: DTZ001  the same report gives the same bytes
_COLOURS: Final = {"fail": "#FBE3E0", "cannot-tell": "#FFF3CD", "pass": "#E3F1E3"}
"""Behind the word of the verdict, which alone says it all."""


def render(report: Report, *, language: str = "en", level: Level = Level.NOTE) -> bytes:
    return render_all([report], [], language=language, level=level)


def render_all(
    reports: Sequence[Report], unread: Sequence[Unread], *, language: str = "en", level: Level = Level.NOTE
) -> bytes:
    """What could not be read is a row, too. Raises ScopeError without XlsxWriter (extra `xlsx`)."""
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise ScopeError("workbooks need XlsxWriter: pip install 'grantdocs[xlsx]' (csv needs nothing)") from error
    words = chrome(language)
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": words["summary"]["findings"], "created": _CREATED})
        _Sheet(book, words).write([row for report in reports for _, row in rows(report, language, level)], unread)
    return content.getvalue()


class _Sheet:
    def __init__(self, book: Any, words: dict[str, Any]) -> None:
        self.words = words
        self.sheet = book.add_worksheet(clean(words["summary"]["findings"])[:31])
        layout = {"text_wrap": True, "valign": "top"}
        self.head = book.add_format({**layout, "bold": True, "bottom": 1})
        self.text = book.add_format(layout)
        # What Excel itself puts before a text that looks like a formula: an apostrophe that is not shown.
        self.quoted = book.add_format({**layout, "quote_prefix": True})
        self.verdicts = {name: book.add_format({**layout, "bg_color": colour}) for name, colour in _COLOURS.items()}

    def write(self, lines: Sequence[Row], unread: Sequence[Unread]) -> None:
        for column, name in enumerate(COLUMNS):
            self.sheet.set_column(column, column, _WIDTHS.get(name, _NARROW))
            self.sheet.write_string(0, column, self.words["columns"][name], self.head)
        for number, row in enumerate(lines, 1):
            for column, name in enumerate(COLUMNS):
                self._cell(number, column, self._said(name, getattr(row, name)), self.verdicts.get(row.verdict), name)
        for number, each in enumerate(unread, len(lines) + 1):
            told = {"document": each.uri, "verdict": self.words["summary"]["unread"], "message": each.message}
            for name, value in told.items():
                self._cell(number, COLUMNS.index(name), clean(clip(value)), None, name)
        self.sheet.freeze_panes(1, 1)
        self.sheet.autofilter(0, 0, max(1, len(lines) + len(unread)), len(COLUMNS) - 1)
        self.sheet.set_landscape()
        self.sheet.repeat_rows(0)

    def _cell(self, row: int, column: int, value: str, verdict: Any, name: str) -> None:
        plain = self.quoted if value.lstrip().startswith(FORMULA_STARTS) else self.text
        self.sheet.write_string(row, column, value, verdict if name == "verdict" and verdict else plain)

    def _said(self, name: str, value: str) -> str:
        """Words of people for what is a name of the model."""
        words: dict[str, str] = {"verdict": self.words["verdicts"], "level": self.words["levels"]}.get(name, {})
        return words.get(value, value)
