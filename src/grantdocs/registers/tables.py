"""A downloaded table as lines of CSV: its own where it is CSV in letters of one byte or UTF-8, else a copy."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from grantdocs.errors import DataError, ReadError
from grantdocs.registers.keys import text_of
from grantdocs.registers.lines import Shape, cells_at
from grantdocs.registers.mapping import Mapped, recognise

if TYPE_CHECKING:
    from grantdocs.readers.encoding import Decoded

__all__ = ["Table", "open_table"]

_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm"})
_OBJECTS: Final = frozenset({".json", ".jsonl", ".ndjson"})
_DELIMITERS: Final = (",", ";", "\t", "|")
_HEADER_WITHIN: Final = 30
"""Lines in which the names of the columns stand."""
_FEWEST_COLUMNS: Final = 2
_HEAD: Final = 1 << 20
_BLOCK: Final = 1 << 20
_MOST_COLUMNS: Final = 20_000
_UTF8: Final = frozenset({"utf-8", "utf-8-sig"})
_OTHERS: Final = (
    (b"PK\x03\x04", "is a packed archive", "unpack it and name the table that is in it"),
    (b"\x1f\x8b", "is a packed file", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "is a workbook of the old kind (XLS)", "save it as XLSX or CSV"),
    (b"%PDF-", "is a PDF file, no table", "download the table as CSV or XLSX"),
    (b"<", "is a page of the web or XML, no table", "download the table itself, as CSV or XLSX"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """Where the lines of a register stand, and how they are written."""

    file: Path
    begin: int
    """Where the first line after the names of the columns begins."""
    header: tuple[str, ...]
    shape: Shape
    encoding: str | None
    """That of cells which are no UTF-8; None where none was seen yet."""


def open_table(path: Path, copy: Path, layout: str | None) -> tuple[Table, Mapped]:
    """The table, and which register it is; `copy` is written where the file itself has no lines of CSV."""
    head = _head(path)
    if not head.strip():
        raise ReadError(str(path), "is empty", "check that it was downloaded completely")
    suffix = path.suffix.lower()
    if suffix in _WORKBOOKS:
        _workbook_as_lines(path, copy)
        return _of_lines(path, copy, _head(copy), layout, "utf-8", trusted=True)
    for begins, reason, advice in _OTHERS:
        if head.lstrip().startswith(begins):
            raise ReadError(str(path), reason, advice)
    from grantdocs.readers.encoding import decode

    read = decode(head)
    if suffix in _OBJECTS or read.text.lstrip()[:1] in {"[", "{"}:
        return _of_objects(path, copy, read, layout)
    if read.encoding.startswith(("utf-16", "utf-32")) or b"\n" not in head:
        if len(head) == _HEAD and not read.encoding.startswith("utf-") and b"\r" not in head:
            raise ReadError(str(path), "is no table that can be read (its first line has no end)", "save it as CSV")
        _copy_lines(path, copy, read.encoding)
        return _of_lines(path, copy, _head(copy), layout, "utf-8")
    return _of_lines(path, path, head, layout, read.encoding)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _of_lines(
    path: Path, file: Path, head: bytes, layout: str | None, encoding: str, *, trusted: bool = False
) -> tuple[Table, Mapped]:
    """By the first of its first lines that names the columns of a register."""
    begin = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
    refused: tuple[int, DataError] | None = None
    for _ in range(_HEADER_WITHIN):
        header, shape, after = _fullest(head, begin, encoding)
        if after is None:
            break
        try:
            mapped = recognise(header, layout, path)
        except DataError as error:
            if refused is None or len(header) > refused[0]:
                refused = len(header), error
        else:
            known = Shape(shape.delimiter, None if trusted else len(header))
            return Table(file, after, tuple(header), known, None if encoding in _UTF8 else encoding), mapped
        begin = after
    if refused:
        raise refused[1]
    raise ReadError(str(path), "is no table that can be read (its first line has no end)", "save it as CSV")


def _fullest(head: bytes, at: int, encoding: str) -> tuple[list[str], Shape, int | None]:
    """The line at a place, parted by what parts it into most cells, and where the next begins."""
    best: tuple[list[str], Shape, int | None] = [], Shape(","), None
    if at >= len(head):
        return best
    for delimiter in _DELIMITERS:
        shape = Shape(delimiter)
        found = cells_at(head, shape, at)
        if found and len(found[0]) > len(best[0]) and len(found[0]) <= _MOST_COLUMNS and found[1] > at:
            best = [text_of(cell, encoding).strip() for cell in found[0]], shape, found[1]
    return best


def _of_objects(path: Path, copy: Path, read: Decoded, layout: str | None) -> tuple[Table, Mapped]:
    from grantdocs.registers.objects import objects_as_lines

    header = objects_as_lines(path, copy, read.encoding)
    return Table(copy, 0, tuple(header), Shape(","), None), recognise(header, layout, path)


def _copy_lines(path: Path, target: Path, encoding: str) -> None:
    """The same in UTF-8, with line feeds."""
    with (
        path.open(encoding=encoding, errors="replace") as source,
        target.open("w", newline="\n", encoding="utf-8") as file,
    ):
        while block := source.read(_BLOCK):
            file.write(block)


def _workbook_as_lines(path: Path, target: Path) -> None:
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
