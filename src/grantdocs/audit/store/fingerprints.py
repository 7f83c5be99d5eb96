"""A set of digests that takes 16 bytes for each, for archives of millions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

__all__ = ["LENGTH", "Fingerprints"]

LENGTH: Final = 16
"""Bytes of a fingerprint."""
_FRESH: Final = 500_000
"""So many are kept in a set before they are sorted in."""


class Fingerprints:
    def __init__(self, known: Iterable[bytes] = ()) -> None:
        import numpy as np

        self._sorted = np.empty(0, dtype=f"S{LENGTH}")
        self._fresh: set[bytes] = set()
        for each in known:
            self.add(each)

    def add(self, fingerprint: bytes) -> bool:
        """Whether it is new."""
        if fingerprint in self:
            return False
        self._fresh.add(fingerprint)
        if len(self._fresh) >= _FRESH:
            self._sort_in()
        return True

    def __contains__(self, fingerprint: bytes) -> bool:
        import numpy as np

        if fingerprint in self._fresh:
            return True
        # numpy drops zeros at the end of bytes; all fingerprints are equally long, so none is mistaken for another.
        wanted = np.array([fingerprint], dtype=self._sorted.dtype)
        at = int(np.searchsorted(self._sorted, wanted)[0])
        return at < len(self._sorted) and bool(self._sorted[at] == wanted[0])

    def __len__(self) -> int:
        return len(self._sorted) + len(self._fresh)

    def _sort_in(self) -> None:
        import numpy as np

        fresh = np.frombuffer(b"".join(self._fresh), dtype=self._sorted.dtype)
        self._sorted = np.sort(np.concatenate([self._sorted, fresh]))
        self._fresh = set()
