"""What the workers gave back, in numbered Parquet parts: a part that is there is whole, and what it holds is done."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import astuple, fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from grantdocs.audit.records import Item, Record, Settings, Status, canonical
from grantdocs.audit.store import database
from grantdocs.audit.store.fingerprints import LENGTH, Fingerprints
from grantdocs.audit.store.sealing import named_by_content

if TYPE_CHECKING:
    from grantdocs.audit.store.folder import Folder

__all__ = ["FAILED", "RECORD_COLUMNS", "Identities", "Journal"]

FAILED: Final = (Status.TIMEOUT, Status.MEMORY, Status.CRASHED)
"""What may come out otherwise on another day, or another machine."""
RECORD_COLUMNS: Final = {
    each.name: "BIGINT" if each.name in {"size", "offset"} else "VARCHAR" for each in fields(Record)
}
_MOST: Final = 250
"""Records of a part,"""
_LARGEST: Final = 32_000_000
"""characters of a part,"""
_LONGEST: Final = 10.0
"""and seconds of work that a kill may cost."""


class Identities:
    """Tells documents apart: the same bytes at the same place, judged with the same settings and rules, are done."""

    def __init__(self, settings: Settings) -> None:
        self._key = settings.key("")

    def of(self, one: Item | Record) -> bytes:
        told = canonical([self._key, one.digest, one.uri, one.archive, one.captured, one.offset])
        return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=LENGTH).digest()


class Journal:
    def __init__(self, folder: Folder, identities: Identities) -> None:
        self._folder = folder
        self._identities = identities
        self._connection = database.connect()
        self._rows: list[tuple[Any, ...]] = []
        self._size = 0
        self._since = time.monotonic()
        self._number = max((int(part.stem.partition("-")[0]) for part in self.parts), default=0)

    @property
    def parts(self) -> list[Path]:
        return sorted(self._folder.journal.glob("*.parquet"))

    def done(self, *, but_failed: bool = False) -> Fingerprints:
        """The identities of what need not be judged again."""
        return Fingerprints(self._identities_kept(but_failed=but_failed))

    def add(self, record: Record) -> None:
        row = astuple(record)
        self._rows.append((self._identities.of(record).hex(), *row))
        self._size += sum(len(value) for value in row if isinstance(value, str))
        late = time.monotonic() - self._since > _LONGEST
        if late or len(self._rows) >= _MOST or self._size >= _LARGEST:
            self.flush()

    def flush(self) -> None:
        """Write the records that are not on the disk yet as the next part."""
        if self._rows:
            query, given = database.columns({"id": "VARCHAR", **RECORD_COLUMNS}, self._rows)
            self._number += 1
            part = self._folder.journal / f"{self._number:08d}.parquet"
            with self._folder.writing(part, partial(named_by_content, self._number)) as unfinished:
                database.copy(self._connection, query, unfinished, given)
        self._rows, self._size, self._since = [], 0, time.monotonic()

    def _identities_kept(self, *, but_failed: bool) -> Iterator[bytes]:
        if not self.parts:
            return
        query = f"SELECT id FROM read_parquet({database.files(self.parts)})"  # noqa: S608
        if but_failed:
            query += f" WHERE status NOT IN ({', '.join(map(database.quoted, FAILED))})"
        found = self._connection.execute(query)
        while rows := found.fetchmany(10_000):
            yield from (bytes.fromhex(row[0]) for row in rows)
