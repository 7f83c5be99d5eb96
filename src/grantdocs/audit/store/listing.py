"""What the sources hold, in their order: the places of the result, whoever judged when and how often it was resumed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from grantdocs.audit.records import Item, Record, Status, canonical
from grantdocs.audit.store import database

if TYPE_CHECKING:
    from grantdocs.audit.store.folder import Folder

__all__ = ["LISTING_COLUMNS", "Listing"]

_SHARED: Final = ("uri", "archive", "captured", "offset", "digest", "size", "media_type")
LISTING_COLUMNS: Final = {
    "position": "BIGINT",
    "id": "VARCHAR",
    **dict.fromkeys(_SHARED, "VARCHAR"),
    "offset": "BIGINT",
    "size": "BIGINT",
    "status": "VARCHAR",
    "reason": "VARCHAR",
    "duplicate_of": "VARCHAR",
}
"""`status` is null where the journal has the record."""
_MOST: Final = 20_000


class Listing:
    """Written anew by each run, for it costs little beside reading the sources."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._connection = database.connect()
        self._rows: list[tuple[Any, ...]] = []
        self._digest = hashlib.sha256()
        self.parts: list[Path] = []
        self.count = 0

    @property
    def digest(self) -> str:
        """Of all that is listed so far."""
        return "sha256:" + self._digest.hexdigest()

    def add(self, item: Item, identity: bytes) -> None:
        """A document whose record is, or will be, in the journal."""
        self._append((identity.hex(), *_shared(item), None, None, None))

    def add_record(self, record: Record) -> None:
        """What is known without a worker: duplicates, revisits, what cannot be opened."""
        self._append((None, *_shared(record), record.status.value, record.reason, record.duplicate_of))

    def add_duplicate(self, item: Item) -> None:
        """Which document has the same bytes is found when all are listed."""
        self._append((None, *_shared(item), Status.DUPLICATE.value, "", None))

    def flush(self) -> None:
        if not self._rows:
            return
        query, given = database.columns(LISTING_COLUMNS, self._rows)
        part = self._folder.building / "listing" / f"{len(self.parts):08d}.parquet"
        with self._folder.writing(part) as unfinished:
            database.copy(self._connection, query, unfinished, given)
        self.parts.append(part)
        self._rows = []

    def _append(self, row: tuple[Any, ...]) -> None:
        self._rows.append((self.count, *row))
        self._digest.update(canonical(row).encode("utf-8", "surrogatepass") + b"\n")
        self.count += 1
        if len(self._rows) >= _MOST:
            self.flush()


def _shared(one: Item | Record) -> tuple[Any, ...]:
    return tuple(getattr(one, name) for name in _SHARED)
