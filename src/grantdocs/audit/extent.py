"""How much of the sources is gone through, by the bytes of their files: archives do not say what is yet to come."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from grantdocs.audit.records import Item, Record

__all__ = ["Extent"]


class Extent:
    """Files and folders only; of lists, globs and what is elsewhere nothing is known beforehand."""

    def __init__(self, sources: Sequence[str]) -> None:
        self.total = sum(map(_size, sources)) if all(map(os.path.exists, sources)) else None
        self._passed = 0
        self._archive: str | None = None
        self._offset = 0

    def share(self, one: Item | Record) -> float | None:
        """How much is gone through with this document, from 0 to 1."""
        if not self.total:
            return None
        if one.archive != self._archive:
            self._passed += _size(self._archive) if self._archive and Path(self._archive).is_file() else 0
            self._archive, self._offset = one.archive, 0
        if one.archive is None:
            self._passed += one.size
        else:
            self._offset = max(self._offset, one.offset or 0)
        return min(1.0, (self._passed + self._offset) / self.total)


def _size(source: str) -> int:
    return sum(_sizes(Path(source)))


def _sizes(path: Path) -> Iterator[int]:
    if not path.is_dir():
        yield path.stat().st_size
        return
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _sizes(Path(entry.path))
            elif entry.is_file():
                yield entry.stat().st_size
