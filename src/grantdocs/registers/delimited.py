"""How delimited lines are written: in which letters, parted by what, and where the names of the columns stand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grantdocs.errors import DataError, ReadError
from grantdocs.registers.mapping import Mapped, recognise

__all__ = ["HEAD", "Delimited", "delimited"]

HEAD: Final = 1 << 20
"""Bytes in which the names of the columns end."""
_DELIMITERS: Final = (",", ";", "\t", "|")
_HEADER_WITHIN: Final = 30
"""Lines in which the names of the columns stand."""
_MOST_COLUMNS: Final = 20_000
_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Delimited:
    """Lines of UTF-8, and which register they are."""

    file: Path
    delimiter: str
    header: tuple[str, ...]
    mapped: Mapped
    before: int
    """Records up to the names of the columns, these included."""
    lines_before: int
    """The lines of these records."""

    def source(self, *, threads: bool = True, tolerant: bool = False) -> str:
        """What DuckDB reads the file `?` with; all is said, so that it need not guess.

        Left to guess, it takes quotation marks that no value of its sample has for letters of the values. Its strict
        mode leaves lines out that it would mangle else: "Green" houses has no s then.
        """
        columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(len(self.header)))
        mode = "strict_mode = false, null_padding = true" if tolerant else "strict_mode = true"

        return (
            f"read_csv(?, auto_detect = false, columns = {{{columns}}}, header = false, skip = {self.before}, "
            f"delim = '{self.delimiter}', quote = '\"', escape = '\"', comment = '', ignore_errors = true, "
            f"parallel = {threads}, {mode})"
        )


def delimited(path: Path, copy: Path, head: bytes, layout: str | None, encoding: str | None = None) -> Delimited:
    """The file itself, or where its letters are others than UTF-8, its copy; errors name `path`.

    Without `encoding` its beginning tells, which says nothing where it is all ASCII.
    """
    file = copy if copy.is_file() else path
    encoding = encoding or _encoding(head)
    if not encoding.startswith("utf-8") or b"\n" not in head:
        _copy_lines(file, copy, encoding)
        file = copy
        with copy.open("rb") as source:
            head = source.read(HEAD)
    text = head.decode(errors="replace").removeprefix("\ufeff")
    if len(head) == HEAD:
        text = text[: text.rfind("\n") + 1]
    found: list[Delimited] = []
    refused: list[tuple[int, DataError]] = []
    for delimiter in _DELIMITERS:
        for header, before, lines in _first_records(text, delimiter):
            try:
                mapped = recognise(header, layout, path)
            except DataError as error:
                refused.append((len(header), error))
            else:
                found.append(Delimited(file, delimiter, tuple(header), mapped, before, lines))
                break
    if found:
        return max(found, key=lambda each: len(each.mapped.columns))
    if refused:
        raise max(refused, key=lambda each: each[0])[1]
    raise ReadError(str(path), "is no table that can be read (its first line has no end)", "save it as CSV")


def _encoding(head: bytes) -> str:
    from grantdocs.readers.encoding import decode

    return "utf-8" if head.isascii() and b"\0" not in head else decode(head).encoding


def _copy_lines(file: Path, copy: Path, encoding: str) -> None:
    """The same in UTF-8, with line feeds."""
    part = copy.with_suffix(".utf8")
    with (
        file.open(encoding=encoding, errors="replace") as source,
        part.open("w", newline="\n", encoding="utf-8") as target,
    ):
        while block := source.read(_BLOCK):
            target.write(block)
    part.replace(copy)


def _first_records(text: str, delimiter: str) -> Iterator[tuple[list[str], int, int]]:
    """Records that hold names of columns, with how many records and lines there are up to their end."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for before in range(1, _HEADER_WITHIN + 1):
        try:
            record = next(reader)
        except (StopIteration, csv.Error):
            return
        if any(record) and len(record) <= _MOST_COLUMNS:
            yield [name.strip() for name in record], before, reader.line_num
