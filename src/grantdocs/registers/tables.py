"""A downloaded table as DuckDB reads it: delimited lines and JSON as they are, workbooks made lines first."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from grantdocs.errors import ReadError
from grantdocs.registers.delimited import HEAD, delimited
from grantdocs.registers.mapping import Mapped, recognise

__all__ = ["Table", "first_line", "open_table"]

_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm"})
_OBJECTS: Final = frozenset({".json", ".jsonl", ".ndjson"})
_READ_OBJECTS: Final = "read_json(?, maximum_object_size = 67108864, sample_size = -1)"
_HEADER_WITHIN: Final = 30
"""Rows of a sheet in which the names of the columns stand."""
_FEWEST_COLUMNS: Final = 2
_LONGEST_SAID: Final = 200
_OTHERS: Final = (
    (b"PK\x03\x04", "is a packed archive", "unpack it and name the table that is in it"),
    (b"\x1f\x8b", "is a packed file", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "is a workbook of the old kind (XLS)", "save it as XLSX or CSV"),
    (b"%PDF-", "is a PDF file, no table", "download the table as CSV or XLSX"),
    (b"<", "is a page of the web or XML, no table", "download the table itself, as CSV or XLSX"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """What DuckDB reads, and what the columns mean."""

    file: Path
    mapped: Mapped
    columns: Mapping[str, str]
    """Place in a record -> the column's name for DuckDB."""
    source: str
    """What DuckDB reads the file `?` with, every value as text; lines that are broken are left out."""
    careful: str = ""
    """The same by one thread."""
    tolerant: str = ""
    """The same, where lines that are too short or too long, or end each in its own way, are taken for rows as well."""
    before: int = 0
    """Lines of the file that are before the rows."""


def open_table(connection: Any, path: Path, copy: Path, layout: str | None, encoding: str | None = None) -> Table:
    """`copy` is written where the file is a workbook, or in letters that DuckDB does not know.

    `encoding` is told where only what comes after the beginning shows it.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise ReadError(str(path), "is empty", "check that it was downloaded completely")
    suffix = path.suffix.lower()
    if suffix in _WORKBOOKS:
        _as_csv(path, copy)
        with copy.open("rb") as file:
            head = file.read(HEAD)
        return _of_lines(path, copy, head, layout)
    for begins, reason, advice in _OTHERS:
        if head.lstrip().startswith(begins):
            raise ReadError(str(path), reason, advice)
    if suffix in _OBJECTS:
        return _of_objects(connection, path, layout)
    return _of_lines(path, copy, head, layout, encoding)


def first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:_LONGEST_SAID]


def _of_lines(path: Path, copy: Path, head: bytes, layout: str | None, encoding: str | None = None) -> Table:
    found = delimited(path, copy, head, layout, encoding)
    places = {place: f"c{found.header.index(column)}" for place, column in found.mapped.columns.items()}
    sources = (found.source(), found.source(threads=False), found.source(threads=False, tolerant=True))
    return Table(found.file, found.mapped, places, *sources, found.lines_before)


def _of_objects(connection: Any, path: Path, layout: str | None) -> Table:
    import duckdb

    try:
        found = connection.execute(f"DESCRIBE SELECT * FROM {_READ_OBJECTS}", [str(path)]).fetchall()  # noqa: S608
    except duckdb.Error as error:
        raise ReadError(str(path), f"is no table that can be read ({first_line(error)})", "save it as CSV") from error
    mapped = recognise([str(row[0]) for row in found], layout, path)
    return Table(path, mapped, mapped.columns, _READ_OBJECTS)


def _as_csv(path: Path, target: Path) -> None:
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
    if most < 0:
        raise ReadError(str(path), "holds no sheet", "save it as CSV")


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
