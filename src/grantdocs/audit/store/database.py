"""DuckDB as an audit uses it: bounded, without network, and with the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from grantdocs.errors import ScopeError

if TYPE_CHECKING:
    import duckdb

__all__ = ["columns", "connect", "copy", "files", "quoted"]

_MEMORY: Final = "1GB"
_FORM: Final = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048"


def connect(
    file: Path | None = None, *, spill: Path | None = None, read_only: bool = False
) -> duckdb.DuckDBPyConnection:
    """One thread, for several share the rows out otherwise each time."""
    try:
        import duckdb
    except ImportError:
        raise ScopeError("audits are kept with DuckDB: pip install 'grantdocs[audit]'") from None
    settings: dict[str, Any] = {
        "memory_limit": _MEMORY,
        "threads": 1,
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        **({} if spill is None else {"temp_directory": str(spill)}),
    }
    return duckdb.connect(str(file or ":memory:"), read_only=read_only, config=settings)


def copy(
    connection: duckdb.DuckDBPyConnection, query: str, target: Path, given: Mapping[str, Any] | None = None
) -> None:
    """The rows of a query as a Parquet file."""
    connection.execute(f"COPY ({query}) TO {quoted(target)} ({_FORM})", dict(given or {}))


def columns(types: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> tuple[str, dict[str, Any]]:
    """A query that gives these rows, and its parameters."""
    names = list(types)
    given = {f"c{i}": [_whole(row[i]) for row in rows] for i in range(len(names))}
    listed = ", ".join(f'unnest($c{i}::{types[name]}[]) AS "{name}"' for i, name in enumerate(names))
    return f"SELECT {listed}", given


def _whole(value: Any) -> Any:
    """Halves of characters, as names of files may have them, are told by their number."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode(errors="backslashreplace").decode()
    return value


def files(paths: Sequence[Path]) -> str:
    """A list of files in SQL."""
    return "[" + ", ".join(map(quoted, paths)) + "]"


def quoted(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
