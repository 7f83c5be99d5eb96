"""From what is kept of each document to the tables of a result: the same bytes, whoever judged when."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from grantdocs.audit.store import database
from grantdocs.audit.store.assembly import CHUNK
from grantdocs.audit.store.overviews import OVERVIEWS
from grantdocs.audit.store.sealing import digest_of_file
from grantdocs.audit.store.tables import TABLES, Table

if TYPE_CHECKING:
    from grantdocs.audit.store.assembly import Assembly
    from grantdocs.audit.store.folder import Folder

__all__ = ["connect", "form", "publish"]

_LARGEST: Final = 1_000_000_000
"""Bytes of the Parquet files of a table that the database holds a second time."""
Changes = Callable[[], dict[int, tuple[str, str, str]]]
"""Of the chunk at hand: position -> verdict, report and facts as they are once all documents are known."""


def publish(folder: Folder, assembly: Assembly, changes: Changes) -> dict[str, Any]:
    """Write all tables and put them in the place of the old ones; tells what was written, for the manifest."""
    made = folder.building / "parts"
    told: dict[str, dict[str, Any]] = {}
    for chunk, slices in groupby(assembly.chunks()):
        for number, _ in enumerate(slices):
            _change(assembly, changes())
            for table in TABLES:
                _make(assembly, table, is_begun=number > 0)
        for table in TABLES:
            _write(folder, assembly, table, made, chunk, told)
    documents = database.files(sorted((made / "documents").glob("*.parquet")))
    assembly.connection.execute(f"CREATE VIEW documents AS SELECT * FROM read_parquet({documents})")  # noqa: S608
    for table in OVERVIEWS:
        _make(assembly, table, is_begun=False)
        _write(folder, assembly, table, made, 0, told)
    folder.swap(made)
    _fill(folder)
    return told


def connect(root: Path) -> Any:
    """A connection to the tables of an audit, wherever its folder lies by now."""
    connection = database.connect()
    _declare(connection, root)
    return connection


def form() -> str:
    """Digest of how the tables are made: another one makes other bytes of the same records."""
    queries = "\n".join(f"{table.name}: {table.query}" for table in (*TABLES, *OVERVIEWS))
    return "sha256:" + hashlib.sha256(f"{CHUNK}\n{queries}".encode()).hexdigest()


def _change(assembly: Assembly, changed: dict[int, tuple[str, str, str]]) -> None:
    rows = [(position, *texts) for position, texts in sorted(changed.items())]
    types = {"position": "BIGINT", "verdict": "VARCHAR", "report": "VARCHAR", "facts": "VARCHAR"}
    query, given = database.columns(types, rows)
    assembly.connection.execute(
        "UPDATE chunk SET verdict = changed.verdict, report = changed.report, facts = changed.facts "  # noqa: S608
        f"FROM ({query}) AS changed WHERE chunk.position = changed.position",
        given,
    )


def _make(assembly: Assembly, table: Table, *, is_begun: bool) -> None:
    begin = f"INSERT INTO made_{table.name}" if is_begun else f"CREATE OR REPLACE TEMP TABLE made_{table.name} AS"
    assembly.connection.execute(f"{begin} {table.query}")


def _write(  # noqa: PLR0917
    folder: Folder, assembly: Assembly, table: Table, made: Path, chunk: int, told: dict[str, dict[str, Any]]
) -> None:
    """A part; of a table that has no rows in a chunk there is none, but for the first, which shows its columns."""
    connection = assembly.connection
    rows = connection.execute(f"SELECT count(*) FROM made_{table.name}").fetchall()[0][0]  # noqa: S608
    about = told.setdefault(table.name, {"title": table.title, "rows": 0, "parts": []})
    if chunk and not rows:
        return
    part = made / table.name / f"{chunk:06d}.parquet"
    with folder.writing(part) as unfinished:
        database.copy(connection, f"SELECT * FROM made_{table.name}", unfinished)  # noqa: S608
    connection.execute(f"DROP TABLE made_{table.name}")
    about["rows"] += rows
    about["parts"].append(
        {"path": f"parts/{table.name}/{part.name}", "size": part.stat().st_size, "digest": digest_of_file(part)}
    )


def _fill(folder: Folder) -> None:
    """One file with all tables, for any program that knows DuckDB; it may be moved and copied by itself.

    Tables that would make it too large are views there: they are found where the program runs in the folder.
    """
    with folder.writing(folder.database) as unfinished:
        connection = database.connect(unfinished, spill=folder.building / "spill")
        try:
            connection.execute(f"SET file_search_path = {database.quoted(folder.root.resolve())}")
            for table in (*TABLES, *OVERVIEWS):
                parts = sorted((folder.parts / table.name).glob("*.parquet"))
                kind = "TABLE" if sum(part.stat().st_size for part in parts) <= _LARGEST else "VIEW"
                within = database.quoted(f"parts/{table.name}/*.parquet")
                connection.execute(f"CREATE {kind} {table.name} AS SELECT * FROM read_parquet({within})")  # noqa: S608
                connection.execute(f"COMMENT ON {kind} {table.name} IS {database.quoted(table.title)}")
        finally:
            connection.close()


def _declare(connection: Any, root: Path) -> None:
    for table in (*TABLES, *OVERVIEWS):
        parts = database.quoted((root / "parts" / table.name / "*.parquet").resolve())
        connection.execute(f"CREATE VIEW {table.name} AS SELECT * FROM read_parquet({parts})")  # noqa: S608
        connection.execute(f"COMMENT ON VIEW {table.name} IS {database.quoted(table.title)}")
