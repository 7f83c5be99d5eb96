"""An index beside a register: what its numbers and titles are found by, and where each line begins."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import struct
import sys
import tempfile
import zlib
from array import array
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from grantdocs.errors import ReadError
from grantdocs.profiles import Copy
from grantdocs.registers.keys import hash_of, hashes_of, key_of, text_of
from grantdocs.registers.lines import Shape, cells_at, lines_of
from grantdocs.registers.mapping import layouts
from grantdocs.registers.tables import open_table

if TYPE_CHECKING:
    from grantdocs.registers.mapping import Layout, Mapped
    from grantdocs.registers.tables import Table

__all__ = ["Register", "Row", "cache_folder"]

Row = dict[str, str]
"""Place in a record (`title/lv`, `partner/name`) -> what the table says there; `row` is its number from 1."""

_MOST_ROWS: Final = 500
"""Lines of one project: its partners."""
_MOST_LINES: Final = 10_000_000
"""Several times those of all projects of a period in all member states."""
_VERSION: Final = "3"
_KEYED: Final = ("award_number", "other_number")
_HASH_SIZE: Final = 4
_TRAILER: Final = struct.Struct("<8sQQI")
"""Mark, size of the arrays, size of what is told, checksum of both."""
_MARK: Final = b"grantreg"


class Register:
    """A downloaded copy of a register; opened once it answers any number of look-ups.

    The index is one file: a copy of the lines, only where the register is no CSV that can be read at places; an array
    of hashes for each column that is looked up; an array of where lines begin; what else is told; a trailer.
    """

    def __init__(self, path: str | os.PathLike[str], layout: str | None = None, cache: Path | None = None) -> None:
        """`layout` is the id of a register or a mapping file, recognised without; `cache` is where indexes are kept."""
        self.path = Path(path)
        if not self.path.is_file():
            raise ReadError(str(self.path), "does not exist or is no file", "check the path")
        folder = cache or cache_folder()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ReadError(str(folder), f"cannot keep the index ({error.strerror})", "name another folder") from error
        self._file = folder / f"{self.path.stem[:40]}-{self._fingerprint(layout)}.index"
        if not self._open():
            self._build(layout)
            if not self._open():
                raise ReadError(str(self._file), "cannot be read back", "name another folder")

    @property
    def layout(self) -> Layout:
        found = layouts().get(self._about["layout"]["id"])
        if found is not None and dict(found.data) == self._about["layout"]:
            return found
        from grantdocs.registers.mapping import Layout as Own

        data = self._about["layout"]
        return Own(data["id"], data["title"], data)

    @property
    def rows(self) -> int:
        return int(self._about["rows"])

    @property
    def broken(self) -> int:
        """Lines that were left out, because they have no end within bounds."""
        return int(self._about["broken"])

    def copy(self, row: int | None = None) -> Copy:
        """Which copy of the register this is."""
        date = dt.date.fromisoformat(self._about["date"])
        return Copy(self._about["layout"]["id"], self._about["digest"], self.path.name, date, row)

    def by_number(self, number: str) -> tuple[Row, ...]:
        """The lines of the project with this number, however it is spelled."""
        return self._found(_numbers(self._about["places"]), key_of(number))

    def by_title(self, title: str) -> tuple[Row, ...]:
        """The lines of the projects with this title, in any of the languages that the table has."""
        return self._found(_titles(self._about["places"]), key_of(title))

    def close(self) -> None:
        self._lines.close()

    def _found(self, places: list[str], key: bytes) -> tuple[Row, ...]:
        """By the short hash of a key, which others may share."""
        if not key:
            return ()
        wanted = hash_of(key)
        lines = {line for place in places for line in _positions(self._keys[place], wanted)}
        found: list[Row] = []
        for line in sorted(lines):
            row = self._row(line)
            if any(key_of(row[place]) == key for place in places):
                found.append(row)
                if len(found) == _MOST_ROWS:
                    break
        return tuple(found)

    def _row(self, line: int) -> Row:
        start, stop = self._starts[line : line + 2]
        self._lines.seek(start)
        cells, _ = cells_at(self._lines.read(stop - start), self._shape) or ([], 0)
        row = {"row": str(line + 1)}
        for place, column in self._about["places"].items():
            row[place] = text_of(cells[column], self._about["encoding"]) if column < len(cells) else ""
        return row

    def _open(self) -> bool:
        """Whether there is an index that is whole; one that is not is removed."""
        try:
            with self._file.open("rb") as file:
                about, keys, starts = _read(file)
        except FileNotFoundError:
            return False
        except (ValueError, KeyError, OSError):
            with contextlib.suppress(OSError):
                self._file.unlink()
            return False
        self._about, self._keys, self._starts = about, keys, starts
        self._shape = Shape(about["delimiter"], about["width"])
        # Held open, so that a file put in the place of this one does not answer for it.
        self._lines: BinaryIO = (self._file if about["copied"] else self.path).open("rb")
        return True

    def _fingerprint(self, layout: str | None) -> str:
        """Another file, mapping or version of ours makes another index."""
        mapping = layout or ""
        if layout and Path(layout).is_file():
            mapping = Path(layout).read_text(encoding="utf-8", errors="replace")
        else:
            mapping += json.dumps([dict(each.data) for each in layouts().values()], sort_keys=True)
        parts = (_VERSION, sys.byteorder, str(self.path.resolve()), *map(str, self._state()), mapping)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]

    def _state(self) -> tuple[int, int]:
        stat = self.path.stat()
        return stat.st_size, stat.st_mtime_ns

    def _build(self, layout: str | None) -> None:
        """Written beside and moved into place, so that an interrupted build leaves no half index."""
        before = self._state()
        with tempfile.TemporaryDirectory(dir=self._file.parent) as folder, ThreadPoolExecutor(1) as beside:
            digest = beside.submit(_digest, self.path)
            made = Path(folder, "index")
            try:
                table, mapped = open_table(self.path, made, layout)
                self._fill(made, table, mapped, digest.result)
            except OSError as error:
                raise ReadError(str(self.path), f"cannot be read ({error.strerror})", "check the file") from error
            if self._state() != before:
                raise ReadError(str(self.path), "changed while it was read", "try again when it is written")
            try:
                made.replace(self._file)
            except PermissionError:
                # Where open files cannot be replaced: another process made the same and reads it.
                if not self._file.is_file():
                    raise

    def _fill(self, made: Path, table: Table, mapped: Mapped, digest: Any) -> None:
        columns = {place: table.header.index(column) for place, column in mapped.columns.items()}
        end = table.file.stat().st_size
        keyed = [*_numbers(columns), *_titles(columns)]
        keys, starts, encoding, broken = _keyed(self.path, table, end, [columns[place] for place in keyed])
        changed = dt.datetime.fromtimestamp(self.path.stat().st_mtime, dt.UTC).date()
        about = {
            "layout": dict(mapped.layout.data),
            "places": columns,
            "keyed": keyed,
            "delimiter": table.shape.delimiter,
            "width": table.shape.width,
            "encoding": encoding,
            "copied": table.file == made,
            "rows": len(starts) - 1,
            "broken": broken,
            "digest": digest(),
            "date": changed.isoformat(),
        }
        with made.open("ab") as file:
            _write(file, about, [*keys, starts.tobytes()])


def cache_folder() -> Path:
    """Where the user's programs keep what can be made again."""
    if named := os.environ.get("XDG_CACHE_HOME"):
        return Path(named, "grantdocs")
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local, "grantdocs", "cache")
    return Path.home() / ".cache" / "grantdocs"


def _keyed(path: Path, table: Table, end: int, columns: list[int]) -> tuple[list[bytes], array[int], str, int]:
    """What the keys of each column are found by, where lines begin and the last ends, how letters that are no UTF-8 are
    read, and how many lines were left out."""
    hashes: list[list[bytes]] = [[] for _ in columns]
    starts = array("q")
    encoding, broken = table.encoding, 0
    with table.file.open("rb", buffering=0) as file:
        for lines in lines_of(file, table.begin, end, table.shape, columns):
            starts.frombytes(lines.starts.tobytes())
            if len(starts) > _MOST_LINES:
                raise ReadError(str(path), f"has more than {_MOST_LINES:,} lines", "split it")
            broken += lines.broken
            for known, cells in zip(hashes, lines.columns, strict=True):
                if cells:
                    encoding = encoding or _encoding_of(cells)
                    known.append(hashes_of(cells, encoding or "utf-8").tobytes())
    starts.append(end)
    return [b"".join(each) for each in hashes], starts, encoding or "utf-8", broken


def _encoding_of(cells: bytes) -> str | None:
    """Of the first cells that are no UTF-8."""
    if not cells.isascii():
        try:
            cells.decode()
        except UnicodeDecodeError:
            from grantdocs.readers.encoding import decode

            return decode(cells).encoding
    return None


def _write(file: BinaryIO, about: dict[str, Any], arrays: list[bytes]) -> None:
    told = json.dumps(about, ensure_ascii=False).encode()
    checksum, size = zlib.crc32(told), 0
    for each in arrays:
        checksum, size = zlib.crc32(each, checksum), size + len(each)
        file.write(each)
    file.write(told)
    file.write(_TRAILER.pack(_MARK, size, len(told), checksum))


def _read(file: BinaryIO) -> tuple[dict[str, Any], dict[str, bytes], array[int]]:
    """What is told, the keys, and where lines begin; ValueError where the file is not as it was written."""
    whole = file.seek(0, os.SEEK_END)
    if whole < _TRAILER.size:
        raise ValueError("cut off")
    file.seek(whole - _TRAILER.size)
    mark, size, length, checksum = _TRAILER.unpack(file.read(_TRAILER.size))
    if mark != _MARK or size + length + _TRAILER.size > whole:
        raise ValueError("another file")
    file.seek(whole - _TRAILER.size - length - size)
    data, told = file.read(size), file.read(length)
    if zlib.crc32(data, zlib.crc32(told)) != checksum:
        raise ValueError("damaged")
    about: dict[str, Any] = json.loads(told)
    step = about["rows"] * _HASH_SIZE
    keys = {place: data[i * step : (i + 1) * step] for i, place in enumerate(about["keyed"])}
    starts = array("q")
    starts.frombytes(data[len(keys) * step :])
    return about, keys, starts


def _positions(keys: bytes, wanted: int) -> Iterable[int]:
    key = wanted.to_bytes(_HASH_SIZE, sys.byteorder)
    at = keys.find(key)
    while at >= 0:
        if at % _HASH_SIZE == 0:
            yield at // _HASH_SIZE
        at = keys.find(key, at + 1)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


def _numbers(places: Iterable[str]) -> list[str]:
    return [place for place in places if place in _KEYED]


def _titles(places: Iterable[str]) -> list[str]:
    return [place for place in places if place.startswith("title/")]
