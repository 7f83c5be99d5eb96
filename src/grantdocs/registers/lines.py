"""The lines of a table in CSV, found in its bytes: whole blocks at once where they are well formed, else one by one.

A mark of quotation opens a cell only at its beginning, and only where another closes it at the cell's end; any other is
a letter. What has no end within bounds is left out and counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Lines", "Shape", "cells_at", "lines_of"]

_BLOCK: Final = 1 << 20
_LONGEST: Final = 1 << 22
"""Bytes of one line, with those that its quoted cells hold."""
_AT_ONCE: Final = 20_000
_NEWLINE: Final = 0x0A
_RETURN: Final = 0x0D
_BLANK: Final = 0x20
_QUOTE: Final = 0x22
_UNCLOSED_RE: Final = regex.compile(rb'"(?:[^"]++|"")*+"?+\Z')


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is written."""

    delimiter: str
    width: int | None = None
    """Columns of each line; None where lines may be shorter, and each is well formed."""
    cell: regex.Pattern[bytes] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        mark = regex.escape(self.delimiter.encode())
        pattern = (
            rb'(?:"(?P<quoted>(?:[^"]++|"")*+)"(?=%b|\r?+\n|\r?+\Z)|(?P<plain>[^%b\n]*+))(?P<end>%b|\r?+\n|\r?+\Z)'
        )
        object.__setattr__(self, "cell", regex.compile(pattern % (mark, mark, mark)))


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines that follow one another."""

    starts: Any
    """Where each begins in the file, as an array."""
    columns: tuple[bytes, ...]
    """The cells of each column asked for, marks of quotation and all, with a newline after each and in none."""
    broken: int = 0
    """Lines after these that were left out."""


def lines_of(file: BinaryIO, begin: int, end: int, shape: Shape, columns: Sequence[int]) -> Iterator[Lines]:
    """All lines between two places of an unbuffered file, with the cells of these columns."""
    at, size = begin, _BLOCK
    while at < end:
        file.seek(at)
        block = file.read(min(size, end - at))
        if not block:
            return
        last = at + len(block) >= end
        if last and not block.endswith(b"\n"):
            block += b"\n"
        found, used = _well_formed(block, at, shape, columns) or _one_by_one(
            block, at, shape, columns, last=last, size=size
        )
        if used:
            yield found
            at, size = at + used, _BLOCK
        elif size < _LONGEST:
            size = _LONGEST
        else:
            yield Lines(found.starts, found.columns, broken=1)
            at, size = _after_line(file, at, end), _BLOCK


def cells_at(data: bytes, shape: Shape, at: int = 0, *, whole: bool = True) -> tuple[list[bytes], int] | None:
    """The cells of the line at a place, and where the next begins; None where it ends beyond data that is not whole."""
    found = _cells(data, shape, at, whole=whole)
    if found is None or shape.width is None or len(found[0]) == shape.width:
        return found
    stop = data.find(b"\n", at) + 1
    if not 0 < stop < found[1]:
        return found
    # A mark of quotation that was never closed swallowed what follows.
    alone = _cells(data[at:stop], shape, 0, whole=True)
    return alone and (alone[0], stop)


def _well_formed(block: bytes, at: int, shape: Shape, columns: Sequence[int]) -> tuple[Lines, int] | None:
    """The lines of a block in which every mark of quotation opens or closes a cell."""
    import numpy as np

    delimiter = ord(shape.delimiter)
    codes = np.frombuffer(block, np.uint8)
    marked = (codes == _NEWLINE) | (codes == delimiter)
    quoting = b'"' in block
    if quoting:
        marked |= codes == _QUOTE
    places = np.flatnonzero(marked)
    marks = codes[places]
    if quoting:
        quotes = marks == _QUOTE
        if not _are_paired(codes, places[quotes], delimiter):
            return None
        outside = ~quotes & (np.cumsum(quotes.view(np.uint8), dtype=np.uint8) & 1 == 0)
        places, marks = places[outside], marks[outside]
    ends = np.flatnonzero(marks == _NEWLINE)
    if not len(ends):
        return None
    firsts = np.concatenate(([0], ends[:-1] + 1))
    parts = ends - firsts
    if quoting and shape.width is not None and not ((parts == shape.width - 1) | (parts == 0)).all():
        return None
    stops = places[ends]
    starts = np.concatenate(([0], stops[:-1] + 1))
    found = tuple(_column(codes, column, places, firsts, parts, starts, stops) for column in columns)
    return Lines(starts + at, found), int(stops[-1]) + 1


def _are_paired(codes: Any, quotes: Any, delimiter: int) -> bool:
    """Whether each odd one stands at the beginning of a cell, each even one at the end; within, they are doubled."""
    openers, closers = quotes[0::2], quotes[1::2]
    before = codes[openers[openers > 0] - 1]
    after = codes[closers[closers < len(codes) - 1] + 1]
    begins = (before == delimiter) | (before == _NEWLINE) | (before == _QUOTE)
    finishes = (after == delimiter) | (after == _NEWLINE) | (after == _QUOTE) | (after == _RETURN)
    return bool(begins.all() and finishes.all())


def _column(codes: Any, column: int, places: Any, firsts: Any, parts: Any, starts: Any, stops: Any) -> bytes:  # noqa: PLR0917
    import numpy as np

    has = parts >= column
    if has.all():
        left = places[firsts + (column - 1)] + 1 if column else starts
        right = places[firsts + column]
    else:
        left = np.where(has, places[np.where(has, firsts + (column - 1), 0)] + 1, stops) if column else starts
        right = np.where(has, places[np.where(has, firsts + column, 0)], stops)
    lengths = right - left + 1
    ends = np.cumsum(lengths)
    each = np.repeat((left - ends + lengths).astype(np.int32), lengths)
    each += np.arange(len(each), dtype=np.int32)
    cells = codes.take(each)
    cells[cells == _NEWLINE] = _BLANK
    cells[ends - 1] = _NEWLINE
    return bytes(cells)


def _one_by_one(
    block: bytes, at: int, shape: Shape, columns: Sequence[int], *, last: bool, size: int
) -> tuple[Lines, int]:
    """The lines of a block with marks of quotation astray; none where the first of them does not end in it."""
    import numpy as np

    starts: list[int] = []
    rows: list[list[bytes]] = []
    place, stop = 0, block.rfind(b"\n") + 1
    while place < stop and len(rows) < _AT_ONCE:
        # What has no end in a block of full size has none.
        found = cells_at(block, shape, place, whole=last or (place == 0 and size == _LONGEST))
        if found is None or found[1] > stop:
            break
        starts.append(at + place)
        rows.append(found[0])
        place = found[1]
    return Lines(np.array(starts, np.int64), tuple(_ended(rows, column) for column in columns)), place


def _ended(rows: list[list[bytes]], column: int) -> bytes:
    return b"".join([(row[column].replace(b"\n", b" ") if column < len(row) else b"") + b"\n" for row in rows])


def _cells(data: bytes, shape: Shape, at: int, *, whole: bool) -> tuple[list[bytes], int] | None:
    stop = data.find(b"\n", at) + 1
    if not stop and not whole:
        return None
    stop = stop or len(data)
    delimiter = shape.delimiter.encode()
    if data[at : at + 1] != b'"' and data.find(delimiter + b'"', at, stop) < 0:
        return data[at:stop].rstrip(b"\r\n").split(delimiter), stop
    cells: list[bytes] = []
    while found := shape.cell.match(data, at):
        quoted = found["quoted"]
        if quoted is None and not whole and _UNCLOSED_RE.match(data, at):
            return None
        cells.append(found["plain"].rstrip(b"\r") if quoted is None else quoted.replace(b'""', b'"'))
        at = found.end()
        if found["end"] != delimiter:
            if not found["end"] and not whole:
                return None
            break
    return cells, at


def _after_line(file: BinaryIO, at: int, end: int) -> int:
    """Where the next line begins, however long this one is."""
    while at < end:
        file.seek(at)
        block = file.read(_BLOCK)
        if not block:
            return end
        if (found := block.find(b"\n")) >= 0:
            return at + found + 1
        at += len(block)
    return end
