"""The rows of a downloaded table: CSV and JSON are read by DuckDB, workbooks are made CSV first, sheet by sheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from grantdocs.errors import ReadError

__all__ = ["as_csv", "columns_of", "is_workbook", "source_of"]

_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm"})
_HEADER_WITHIN: Final = 30
"""Rows of a sheet in which the names of the columns stand."""
_FEWEST_COLUMNS: Final = 2


def is_workbook(path: Path) -> bool:
    return path.suffix.lower() in _WORKBOOKS


def source_of(path: Path) -> str:
    """What DuckDB reads the file `?` with: every value as text, lines that are broken left out.

    Left to guess, it takes quotation marks that no value of its sample has for letters of the values.
    """
    if path.suffix.lower() in {".json", ".jsonl", ".ndjson"}:
        return "read_json(?, maximum_object_size = 67108864, sample_size = -1)"
    return (
        "read_csv(?, all_varchar = true, header = true, strict_mode = false, ignore_errors = true, "
        "sample_size = 5000, quote = '\"', escape = '\"')"
    )


def columns_of(connection: Any, path: Path) -> list[str]:
    import duckdb

    try:
        found = connection.execute(f"DESCRIBE SELECT * FROM {source_of(path)}", [str(path)]).fetchall()  # noqa: S608
    except duckdb.Error as error:
        raise ReadError(str(path), f"is no table that can be read ({_first_line(error)})", "save it as CSV") from error
    return [str(row[0]) for row in found]


def as_csv(path: Path, target: Path) -> None:
    """The sheet of a workbook with most rows, from the row that names its columns on."""
    from grantdocs.readers import Limits
    from grantdocs.readers.ooxml import Package, attribute, each
    from grantdocs.readers.opening import open_content
    from grantdocs.readers.xlsx.workbook import read_workbook

    package = Package(open_content(path, None, None, Limits(max_bytes=300_000_000)))
    workbook = read_workbook(package)
    if workbook is None:
        raise ReadError(str(path), "holds no workbook", "save it as CSV")
    most = -1
    for sheet in workbook.sheets:
        data = package.data(sheet.part)
        if data is None:
            continue
        part = target.with_suffix(".part")
        with part.open("w", newline="", encoding="utf-8") as file:
            rows = _rows(each(data, "s:row"), workbook.strings, attribute)
            count = _write(rows, csv.writer(file))
        if count > most:
            most = count
            part.replace(target)
        else:
            part.unlink()


def _write(rows: Iterator[list[str]], writer: Any) -> int:
    """Rows from the header on, all as long as it is; the header is the fullest of the first rows."""
    head: list[list[str]] = []
    for row in rows:
        head.append(row)
        if len(head) == _HEADER_WITHIN:
            break
    if not head:
        return 0
    filled = [sum(bool(cell) for cell in row) for row in head]
    start = filled.index(max(filled)) if max(filled) >= _FEWEST_COLUMNS else 0
    start = next(
        i for i, count in enumerate(filled) if count >= max(_FEWEST_COLUMNS, filled[start] * 0.8) or i == start
    )
    width = len(head[start])
    count = 0
    for row in (*head[start:], *rows):
        writer.writerow((row + [""] * width)[:width])
        count += 1
    return count


def _rows(elements: Iterator[Any], strings: tuple[str, ...], attribute: Any) -> Iterator[list[str]]:
    from grantdocs.readers.ooxml import local
    from grantdocs.readers.xlsx.cells import place_of
    from grantdocs.readers.xlsx.workbook import rich_text

    for element in elements:
        row: list[str] = []
        for cell in element:
            if local(cell) != "c":
                continue
            column = place_of(attribute(cell, "r"))[1] or len(row) + 1
            parts = {local(part): part for part in cell}
            value = (parts["v"].text or "") if "v" in parts else rich_text(parts["is"]) if "is" in parts else ""
            if attribute(cell, "t") == "s":
                value = strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
            row += [""] * (column - 1 - len(row))
            row.append(" ".join(value.split()))
        element.clear()
        yield row


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
