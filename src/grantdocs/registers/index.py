"""An index beside a register: the columns that we need in a DuckDB file, found by number in milliseconds."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from grantdocs.errors import ReadError, ScopeError
from grantdocs.profiles import Copy
from grantdocs.registers.mapping import layouts
from grantdocs.registers.survey import survey
from grantdocs.registers.tables import first_line, open_table

if TYPE_CHECKING:
    from grantdocs.registers.mapping import Layout, Mapped
    from grantdocs.registers.survey import Survey
    from grantdocs.registers.tables import Table

__all__ = ["Register", "Row", "cache_folder"]

Row = dict[str, str]
"""Place in a record (`title/lv`, `partner/name`) -> what the table says there; `row` is its number from 1."""

_MOST_ROWS: Final = 500
"""Lines of one project: its partners."""
_MEMORY: Final = "300MB"
_MOST_OF: Final = 0.9
_MOST_REFUSED: Final = 1000
_VERSION: Final = "4"
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
        self._chosen = layout
        self._connection: Any = None
        self._file = folder / f"{self.path.stem[:40]}-{self._fingerprint(layout)}.duckdb"
        if not self._open():
            self._build()

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
    def left_out(self) -> int:
        """How many lines, at least, are broken and were left out; one of them may hide others."""
        return int(self._about["left_out"])

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
        found = self._found("rowid IN (SELECT row FROM titles.keys WHERE key = hash($key))", key)
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
        import duckdb

        if not key:
            return []
        places = self._about["places"]
        columns = ", ".join(map(_quoted, places))
        query = f"SELECT rowid + 1, {columns} FROM kept.register WHERE {condition} ORDER BY rowid LIMIT {_MOST_ROWS}"  # noqa: S608
        try:
            rows = self._asked(query, key)
        except duckdb.Error:
            # A damage that opening did not show.
            self._connection.close()
            self._forget()
            self._build()
            rows = self._asked(query, key)
        return [
            dict(zip(("row", *places), ("" if value is None else str(value) for value in row), strict=True))
            for row in rows
        ]

    def _asked(self, query: str, key: str) -> list[tuple[Any, ...]]:
        if "titles.keys" in query and not self._titles_open:
            self._open_titles()
        rows: list[tuple[Any, ...]] = self._connection.execute(query, {"key": key}).fetchall()
        return rows

    def _open_titles(self) -> None:
        """Titles are keyed when one is asked for first; beside the index, for others may read it meanwhile."""
        file = self._file.with_suffix(".titles.duckdb")
        if not file.is_file():
            each = [
                f"SELECT {_key(_quoted(place), 'lower')} AS key, rowid AS row FROM kept.register"  # noqa: S608
                for place in self._titles
            ]
            keys = " UNION ALL ".join(each) or "SELECT 0::UBIGINT AS key, 0 AS row WHERE false"
            with tempfile.TemporaryDirectory(dir=file.parent) as folder:
                made = Path(folder, "titles.duckdb")
                self._connection.execute(f"ATTACH {_text(made)} AS made")
                self._connection.execute(f"CREATE TABLE made.keys AS {keys}")
                self._connection.execute("DETACH made")
                _put(made, file)
        self._connection.execute(f"ATTACH {_text(file)} AS titles (READ_ONLY)")
        self._titles_open = True

    def _open(self) -> bool:
        """Whether there is an index that can be read; one that cannot is removed."""
        if not self._file.is_file():
            return False
        self._titles_open = False
        self._connection = _connect()
        import duckdb

        try:
            self._connection.execute(f"ATTACH {_text(self._file)} AS kept (READ_ONLY)")
            ((told,),) = self._connection.execute("SELECT told FROM kept.about").fetchall()
            self._about: dict[str, Any] = json.loads(told)
        except (duckdb.Error, ValueError):
            self._connection.close()
            self._forget()
            return False
        return True

    def _forget(self) -> None:
        for file in (self._file, self._file.with_suffix(".titles.duckdb")):
            file.unlink(missing_ok=True)

    def _fingerprint(self, layout: str | None) -> str:
        """Another file, mapping or version of ours or of DuckDB's makes another index."""
        import duckdb

        mapping = layout or ""
        if layout and Path(layout).is_file():
            mapping = Path(layout).read_text(encoding="utf-8", errors="replace")
        else:
            mapping += json.dumps([dict(each.data) for each in layouts().values()], sort_keys=True)
        parts = (_VERSION, duckdb.__version__, str(self.path.resolve()), *map(str, self._state()), mapping)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]

    def _state(self) -> tuple[int, int]:
        stat = self.path.stat()
        return stat.st_size, stat.st_mtime_ns

    def _build(self) -> None:
        """Written beside and moved into place, so that an interrupted build leaves no half index."""
        before = self._state()
        with tempfile.TemporaryDirectory(dir=self._file.parent) as folder, ThreadPoolExecutor(1) as beside:
            made = Path(folder, "index.duckdb")
            whole = beside.submit(survey, self.path)
            connection, copy = _connect(made), Path(folder, "table.csv")
            try:
                table = open_table(connection, self.path, copy, self._chosen)
                filled = self._fill(connection, table, whole.result)
                if filled is None:
                    table = open_table(connection, self.path, copy, self._chosen, whole.result().encoding)
                    filled = self._fill(connection, table, whole.result)
                assert filled is not None
                told = json.dumps(self._told(table.mapped, whole.result().digest, *filled))
                connection.execute("CREATE TABLE about AS SELECT ?::VARCHAR AS told", [told])
            except OSError as error:
                raise ReadError(str(self.path), f"cannot be read ({error.strerror})", "check the file") from error
            finally:
                connection.close()
            if self._state() != before:
                raise ReadError(str(self.path), "changed while it was read", "try again when it is written")
            _put(made, self._file)
        if not self._open():
            raise ReadError(str(self._file), "cannot be read back", "name another folder")

    def _fill(self, connection: Any, table: Table, whole: Callable[[], Survey]) -> tuple[int, int] | None:
        """How many rows there are, and how many lines, at least, were left out; None where its letters are others."""
        import duckdb

        # Squeezing the columns would take as long as reading the table.
        connection.execute("PRAGMA force_compression = 'uncompressed'")
        try:
            return _filled(connection, table, whole if table.file == self.path else lambda: survey(table.file))
        except duckdb.Error as error:
            reason = f"cannot be read as a table ({first_line(error)})"
            raise ReadError(str(self.path), reason, "save it as CSV") from error

    def _told(self, mapped: Mapped, digest: str, rows: int, left_out: int) -> dict[str, Any]:
        changed = dt.datetime.fromtimestamp(self.path.stat().st_mtime, dt.UTC).date()
        return {
            "layout": dict(mapped.layout.data),
            "places": list(mapped.columns),
            "rows": rows,
            "left_out": left_out,
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


def _filled(connection: Any, table: Table, whole: Callable[[], Survey]) -> tuple[int, int] | None:
    import duckdb

    if not table.tolerant:
        return _taken(connection, table, table.source), 0
    try:
        rows = _taken(connection, table, table.source)
    except duckdb.InvalidInputException:
        # Lines that end each in its own way.
        return _taken(connection, table, table.tolerant), 0
    seen = whole()
    if not seen.encoding.startswith("utf-8"):
        return None
    total = seen.lines - table.before
    if rows >= total:
        return rows, 0
    # Lines within values, empty lines, or lines that were left out: only reading once more tells.
    readable, refused = _counted(connection, table)
    if readable > rows:
        # Several threads lose what is behind a broken line, too.
        rows = _taken(connection, table, table.careful)
    if readable > 2 * rows and readable > _MOST_OF * total:
        # Not some lines are broken then, but all are shorter or longer than the names of the columns.
        rows = _taken(connection, table, table.tolerant)
    return rows, max(readable - rows + refused, seen.endless)


def _counted(connection: Any, table: Table) -> tuple[int, int]:
    """The lines that can be read by any means, and those that cannot."""
    reading = f"{table.tolerant[:-1]}, store_rejects = true, rejects_limit = {_MOST_REFUSED})"
    ((whole,),) = connection.execute(f"SELECT count(*) FROM {reading}", [str(table.file)]).fetchall()  # noqa: S608
    ((refused,),) = connection.execute("SELECT count(DISTINCT line) FROM reject_errors").fetchall()
    return whole, refused


def _taken(connection: Any, table: Table, source: str) -> int:
    """The rows of a source made the table `register`; how many they are."""
    columns = table.columns
    chosen = [f"{_quoted(column)}::VARCHAR AS {_quoted(place)}" for place, column in columns.items()]
    chosen += [f"{_key(_quoted(columns[place]), 'upper')} AS {_hash_of(place)}" for place in _numbers(columns)]
    query = f"CREATE OR REPLACE TABLE register AS SELECT {', '.join(chosen)} FROM {source}"  # noqa: S608
    ((rows,),) = connection.execute(query, [str(table.file)]).fetchall()
    return int(rows)


def _put(made: Path, file: Path) -> None:
    try:
        made.replace(file)
    except PermissionError:
        # Where open files cannot be replaced: another process made the same and reads it.
        if not file.is_file():
            raise


def _connect(file: Path | None = None) -> Any:
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
    return duckdb.connect(str(file or ":memory:"), config=settings)


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


def _text(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
