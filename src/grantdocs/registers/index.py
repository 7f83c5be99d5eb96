"""An index beside a register: the columns that we need in a DuckDB file, found by number in milliseconds."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from grantdocs.errors import ReadError, ScopeError
from grantdocs.profiles import Copy
from grantdocs.registers.mapping import Mapped, layouts, recognise
from grantdocs.registers.tables import as_csv, columns_of, is_workbook, source_of

if TYPE_CHECKING:
    from grantdocs.registers.mapping import Layout

__all__ = ["Register", "Row", "cache_folder"]

Row = dict[str, str]
"""Place in a record (`title/lv`, `partner/name`) -> what the table says there; `row` is its number from 1."""

_MOST_ROWS: Final = 500
"""Lines of one project: its partners."""
_MEMORY: Final = "300MB"
_VERSION: Final = "2"
_DROPPED: Final = " -/._:,;\"'()[]–—\u00a0\u201c\u201d\u201e\u00ab\u00bb"
_COMMON: Final = " -/."
_QUOTED_DROPPED: Final = "'" + _DROPPED.replace("'", "''") + "'"


class Register:
    """A downloaded copy of a register; opened once it answers any number of look-ups."""

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
        self._file = folder / f"{self.path.stem[:40]}-{self._fingerprint(layout)}.duckdb"
        if not self._file.is_file():
            self._build(layout)
        self._connection = _connect(self._file, read_only=True)
        about = self._connection.execute("SELECT told FROM about").fetchone()
        self._about: dict[str, Any] = json.loads(about[0]) if about else {}

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
        found = self._connection.execute("SELECT count(*) FROM register").fetchone()
        return int(found[0]) if found else 0

    def copy(self, row: int | None = None) -> Copy:
        """Which copy of the register this is."""
        date = dt.date.fromisoformat(self._about["date"])
        return Copy(self._about["layout"]["id"], self._about["digest"], self.path.name, date, row)

    def by_number(self, number: str) -> tuple[Row, ...]:
        """The lines of the project with this number, however it is spelled."""
        key = _squeezed(number).upper()
        found = self._found(" OR ".join(f"{_hash_of(place)} = hash($key)" for place in self._numbers), key)
        return tuple(row for row in found if key in {_squeezed(row[place]).upper() for place in self._numbers})

    def by_title(self, title: str) -> tuple[Row, ...]:
        """The lines of the projects with this title, in any of the languages that the table has."""
        key = _squeezed(title).lower()
        self._key_titles()
        found = self._found("rowid IN (SELECT row FROM title_keys WHERE key = hash($key))", key)
        return tuple(row for row in found if key in {_squeezed(row[place]).lower() for place in self._titles})

    def close(self) -> None:
        self._connection.close()

    @property
    def _numbers(self) -> list[str]:
        return _numbers(self._about["places"])

    @property
    def _titles(self) -> list[str]:
        return [place for place in self._about["places"] if place.startswith("title/")]

    def _found(self, condition: str, key: str) -> list[Row]:
        """Lines by the hash of a key, which two keys may share."""
        if not key:
            return []
        places = self._about["places"]
        columns = ", ".join(map(_quoted, places))
        query = f"SELECT rowid + 1, {columns} FROM register WHERE {condition} ORDER BY rowid LIMIT {_MOST_ROWS}"  # noqa: S608
        rows = self._connection.execute(query, {"key": key}).fetchall()
        return [
            dict(zip(("row", *places), ("" if value is None else str(value) for value in row), strict=True))
            for row in rows
        ]

    def _key_titles(self) -> None:
        """Titles are keyed when one is asked for first."""
        known = "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'title_keys'"
        if (found := self._connection.execute(known).fetchone()) and found[0]:
            return
        self._connection.close()
        writing = _connect(self._file)
        each = [f"SELECT {_key(_quoted(place), 'lower')} AS key, rowid AS row FROM register" for place in self._titles]  # noqa: S608
        keys = " UNION ALL ".join(each) or "SELECT 0::UBIGINT AS key, 0 AS row WHERE false"
        writing.execute(f"CREATE TABLE IF NOT EXISTS title_keys AS {keys}")
        writing.close()
        self._connection = _connect(self._file, read_only=True)

    def _fingerprint(self, layout: str | None) -> str:
        """Another file, mapping or version of ours or of DuckDB's makes another index."""
        import duckdb

        stat = self.path.stat()
        mapping = layout or ""
        if layout and Path(layout).is_file():
            mapping = Path(layout).read_text(encoding="utf-8", errors="replace")
        else:
            mapping += json.dumps([dict(each.data) for each in layouts().values()], sort_keys=True)
        parts = (
            _VERSION,
            duckdb.__version__,
            str(self.path.resolve()),
            str(stat.st_size),
            str(stat.st_mtime_ns),
            mapping,
        )
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]

    def _build(self, layout: str | None) -> None:
        """Written beside and moved into place, so that an interrupted build leaves no half index."""
        with tempfile.TemporaryDirectory(dir=self._file.parent) as folder:
            made = Path(folder, "index.duckdb")
            table = self.path
            if is_workbook(table):
                table = Path(folder, "sheet.csv")
                as_csv(self.path, table)
            connection = _connect(made)
            try:
                with ThreadPoolExecutor(1) as beside:
                    digest = beside.submit(_digest, self.path)
                    mapped = self._fill(connection, table, layout)
                    told = json.dumps(self._told(mapped, digest.result()))
                connection.execute("CREATE TABLE about AS SELECT ?::VARCHAR AS told", [told])
            finally:
                connection.close()
            made.replace(self._file)

    def _fill(self, connection: Any, table: Path, layout: str | None) -> Mapped:
        import duckdb

        mapped = recognise(columns_of(connection, table), layout, self.path)
        columns = mapped.columns
        chosen = [f"{_quoted(column)}::VARCHAR AS {_quoted(place)}" for place, column in columns.items()]
        chosen += [f"{_key(_quoted(columns[place]), 'upper')} AS {_hash_of(place)}" for place in _numbers(columns)]
        # Squeezing the columns would take as long as reading the table.
        connection.execute("PRAGMA force_compression = 'uncompressed'")
        try:
            connection.execute(
                f"CREATE TABLE register AS SELECT {', '.join(chosen)} FROM {source_of(table)}",  # noqa: S608
                [str(table)],
            )
        except duckdb.Error as error:
            reason = str(error).partition("\n")[0]
            raise ReadError(str(self.path), f"cannot be read as a table ({reason})", "save it as CSV") from error
        return mapped

    def _told(self, mapped: Mapped, digest: str) -> dict[str, Any]:
        changed = dt.datetime.fromtimestamp(self.path.stat().st_mtime, dt.UTC).date()
        return {
            "layout": dict(mapped.layout.data),
            "places": list(mapped.columns),
            "digest": digest,
            "date": changed.isoformat(),
        }


def cache_folder() -> Path:
    """Where the user's programs keep what can be made again."""
    if named := os.environ.get("XDG_CACHE_HOME"):
        return Path(named, "grantdocs")
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local, "grantdocs", "cache")
    return Path.home() / ".cache" / "grantdocs"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


def _connect(file: Path, *, read_only: bool = False) -> Any:
    """A connection that stays within its memory and never reaches for the network."""
    try:
        import duckdb
    except ImportError:
        raise ScopeError("registers are read with DuckDB: pip install 'grantdocs[registers]'") from None
    settings: dict[str, Any] = {
        "memory_limit": _MEMORY,
        "threads": min(4, os.cpu_count() or 1),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    return duckdb.connect(str(file), read_only=read_only, config=settings)


def _numbers(places: Iterable[str]) -> list[str]:
    return [place for place in places if place in {"award_number", "other_number"}]


def _hash_of(place: str) -> str:
    return _quoted(f"hash of {place}")


def _key(column: str, case: str) -> str:
    """Few values have other marks than the common ones, and to drop all from each value takes twice as long."""
    text = f"{case}({column}::VARCHAR)"
    for mark in _COMMON:
        text = f"replace({text}, '{mark}', '')"
    rest = f"translate({text}, {_QUOTED_DROPPED}, '')"
    return f"hash(CASE WHEN regexp_full_match({text}, '[\\pL\\pN]*') THEN {text} ELSE {rest} END)"


def _squeezed(text: str) -> str:
    return text.translate(_REMOVED)


_REMOVED: Final = dict.fromkeys(map(ord, _DROPPED))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
