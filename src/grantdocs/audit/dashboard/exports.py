"""The tables of an audit for spreadsheets: CSV of everything, a workbook of what people look at first."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from grantdocs.reports._chrome import clean, clip
from grantdocs.reports._rows import FORMULA_STARTS

__all__ = ["write_tables", "write_workbook"]

_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""By which spreadsheets know that the text is UTF-8."""
_TOO_LONG: Final = ("report", "facts")
"""JSON of whole publications, which is in the Parquet files."""
_CREATED: Final = dt.datetime(1980, 1, 1)  # noqa: DTZ001  the same audit gives the same bytes
_SHEETS: Final = {
    "projects": "SELECT * FROM projects ORDER BY contradictions DESC, project",
    "contradictions": "SELECT * FROM contradictions",
    "failures": "SELECT uri, captured, programme, rule, level, title, message, quote, remedy, fingerprint FROM ("
    "SELECT position, uri, captured FROM documents) JOIN findings USING (position, uri) "
    "WHERE verdict = 'fail' ORDER BY position, n",
    "not judged": "SELECT uri, captured, archive, status, reason FROM documents "
    "WHERE status NOT IN ('judged', 'duplicate', 'revisit') ORDER BY position",
    "near duplicates": "SELECT * FROM near_duplicates",
}
_ROWS: Final = 100_000
"""Rows of a sheet: more than people read, fewer than spreadsheets can take."""
_WIDE: Final = frozenset({"uri", "title", "message", "quote", "remedy", "reason", "source"})


def write_tables(
    connection: Any, manifest: Mapping[str, Any], target: Path, hide: Callable[[str], str]
) -> Iterator[Path]:
    for name in manifest["tables"]:
        path = target / f"{name}.csv"
        columns, rows = _rows(connection, _whole(connection, name))
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(_MARK)
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(columns)
            writer.writerows([_harmless(_text(value, hide)) for value in row] for row in rows)
        yield path


def write_workbook(
    connection: Any, manifest: Mapping[str, Any], target: Path, hide: Callable[[str], str]
) -> Iterator[Path]:
    """Nothing where XlsxWriter (extra `xlsx`) is missing: the CSV files have it all."""
    if find_spec("xlsxwriter") is None:
        return
    from xlsxwriter import Workbook

    path = target / "audit.xlsx"
    with Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": f"grantdocs {manifest['tool']['version']}", "created": _CREATED})
        head = book.add_format({"bold": True, "bottom": 1})
        # What Excel itself puts before a text that looks like a formula: an apostrophe that is not shown.
        quoted = book.add_format({"quote_prefix": True})
        for name, query in _SHEETS.items():
            columns, rows = _rows(connection, f"{query} LIMIT {_ROWS}")
            sheet = book.add_worksheet(name)
            for column, title in enumerate(columns):
                sheet.set_column(column, column, 50 if title in _WIDE else 18)
                sheet.write_string(0, column, title, head)
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    _cell(sheet, number, column, value, quoted, hide)
            sheet.freeze_panes(1, 1)
    yield path


def _cell(sheet: Any, row: int, column: int, value: Any, quoted: Any, hide: Callable[[str], str]) -> None:  # noqa: PLR0917
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53:
        sheet.write_number(row, column, value)
    elif text := _text(value, hide):
        sheet.write_string(row, column, text, quoted if text.lstrip().startswith(FORMULA_STARTS) else None)


def _whole(connection: Any, table: str) -> str:
    known = {row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()}
    left_out = [name for name in _TOO_LONG if name in known]
    chosen = f"* EXCLUDE ({', '.join(left_out)})" if left_out else "*"
    return f"SELECT {chosen} FROM {table}"  # noqa: S608


def _rows(connection: Any, query: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    found = connection.cursor().execute(query)

    def rows() -> Iterator[tuple[Any, ...]]:
        while some := found.fetchmany(1_000):
            yield from some

    return [column[0] for column in found.description], rows()


def _text(value: Any, hide: Callable[[str], str]) -> str:
    if value is None:
        return ""
    return clean(clip(hide(value))) if isinstance(value, str) else str(value)


def _harmless(cell: str) -> str:
    """An apostrophe before what a spreadsheet would compute; negative numbers are numbers."""
    if not cell.lstrip().startswith(FORMULA_STARTS):
        return cell
    return cell if cell.removeprefix("-").replace(".", "", 1).isdecimal() and cell.isascii() else f"'{cell}"
