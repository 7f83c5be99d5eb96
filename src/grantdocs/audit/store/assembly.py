"""Listing and journal put together: every document in the order of the sources, with its record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Self

from grantdocs.audit.store import database
from grantdocs.audit.store.journal import RECORD_COLUMNS
from grantdocs.audit.store.listing import LISTING_COLUMNS
from grantdocs.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from grantdocs.audit.store.folder import Folder
    from grantdocs.audit.store.journal import Journal
    from grantdocs.audit.store.listing import Listing

__all__ = ["CHUNK", "Assembly"]

CHUNK: Final = 4_000
"""Documents of one part of a table."""
_MOST: Final = 200
"""Documents that are at hand at once,"""
_LARGEST: Final = 8_000_000
"""and bytes of their reports and facts, where it is more than one: JSON takes many times as much while it is read."""
_OF_RECORD: Final = ("digest", "size", "media_type", "status", "reason")
_ONLY_OF_RECORD: Final = ("verdict", "likeness", "report", "facts")


class Assembly:
    """A database that lives while a result is made. Use it in a `with` statement."""

    def __init__(self, folder: Folder, listing: Listing, journal: Journal) -> None:
        self._root = folder.root
        self._file = folder.building / "work.duckdb"
        self.connection = database.connect(self._file, spill=folder.building / "spill")
        self._list(listing.parts, journal.parts)
        self._find_originals()
        self.count = listing.count

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()
        self._file.unlink(missing_ok=True)

    def chunks(self) -> Iterator[int]:
        """Numbers of the chunks, each as often as there are slices of it; meanwhile the table `chunk` holds a slice."""
        for number in range(max(1, -(-self.count // CHUNK))):
            for first, last in self._slices(number * CHUNK, (number + 1) * CHUNK):
                self._take(first, last)
                yield number

    def _list(self, listed: list[Path], parts: list[Path]) -> None:
        rows = f"SELECT * FROM read_parquet({database.files(listed)})" if listed else _none(LISTING_COLUMNS)  # noqa: S608
        self.connection.execute(f"CREATE TABLE rows_listed AS {rows}")
        # What was judged twice, for it had failed, counts as it came out last.
        kept = (
            "SELECT id, max(filename) AS part, arg_max(weight, filename) AS weight FROM (SELECT id, filename, "  # noqa: S608
            "coalesce(strlen(report), 0) + coalesce(strlen(facts), 0) AS weight "
            f"FROM read_parquet({database.files(parts)}, filename = true)) SEMI JOIN rows_listed USING (id) GROUP BY id"
            if parts
            else _none({"id": "VARCHAR", "part": "VARCHAR", "weight": "BIGINT"})
        )
        self.connection.execute(
            f"CREATE TABLE listed AS SELECT rows_listed.*, part, weight FROM rows_listed LEFT JOIN ({kept}) USING (id) "  # noqa: S608
            "ORDER BY position"
        )
        self.connection.execute("DROP TABLE rows_listed")
        query = "SELECT count(*), min(uri) FROM listed WHERE status IS NULL AND part IS NULL"
        missing, first = self.connection.execute(query).fetchall()[0]
        if missing:
            raise StoreError(str(self._root), f"the engine gave no record of {missing} documents, such as {first}")

    def _find_originals(self) -> None:
        self.connection.execute(
            "UPDATE listed SET duplicate_of = original.uri FROM ("
            "SELECT digest, arg_min(uri, position) AS uri FROM listed WHERE id IS NOT NULL GROUP BY digest"
            ") AS original WHERE listed.status = 'duplicate' AND listed.duplicate_of IS NULL "
            "AND listed.digest = original.digest"
        )

    def _slices(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Positions from and up to which documents are taken at once."""
        query = f"SELECT position, coalesce(weight, 0) FROM listed WHERE {_between(first, last)} ORDER BY position"  # noqa: S608
        begin, weight = first, 0
        for position, more in self.connection.execute(query).fetchall():
            if position > begin and (weight + more > _LARGEST or position - begin >= _MOST):
                yield begin, position
                begin, weight = position, 0
            weight += more
        yield begin, last

    def _take(self, first: int, last: int) -> None:
        between = _between(first, last)
        query = f"SELECT DISTINCT part FROM listed WHERE part IS NOT NULL AND {between} ORDER BY part"  # noqa: S608
        parts = [row[0] for row in self.connection.execute(query).fetchall()]
        records = (
            f"SELECT * FROM read_parquet({database.files(parts)}, filename = true)"  # noqa: S608
            if parts
            else _none({"id": "VARCHAR", **RECORD_COLUMNS, "filename": "VARCHAR"})
        )
        either = ", ".join(f"coalesce(record.{name}, listed.{name}) AS {name}" for name in _OF_RECORD)
        self.connection.execute(
            "CREATE OR REPLACE TEMP TABLE chunk AS SELECT position, listed.uri, listed.archive, listed.captured, "  # noqa: S608
            f'listed."offset", {either}, listed.duplicate_of, {", ".join(_ONLY_OF_RECORD)} '
            f"FROM listed LEFT JOIN ({records}) AS record ON record.id = listed.id AND record.filename = listed.part "
            f"WHERE {between} ORDER BY position"
        )


def _between(first: int, last: int) -> str:
    return f"position >= {first} AND position < {last}"


def _none(columns: dict[str, str]) -> str:
    """A query of no rows."""
    return "SELECT " + ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in columns.items()) + " WHERE false"
