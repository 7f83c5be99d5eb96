"""How much the page takes in, and how long and how large the judging of it may become."""

from __future__ import annotations

from dataclasses import dataclass

from grantdocs.readers.limits import Limits

__all__ = ["Bounds"]


@dataclass(frozen=True, slots=True)
class Bounds:
    total_bytes: int = 32_000_000
    """Of all publications of one form together."""
    files: int = 20
    upload_seconds: float = 60
    judging_seconds: float = 60
    """For one publication, on the clock; what takes longer is killed."""
    memory: int = 1_500_000_000
    """Bytes that judging may take beyond what it needs anyway, where the system can hold it to that."""
    at_once: int = 2
    """Forms that are worked on; others wait."""
    waiting: int = 8
    """Forms that may wait; more are sent away."""

    @property
    def posted_bytes(self) -> int:
        """Publications that an answer carried along come back in base64."""
        return self.total_bytes * 4 // 3

    @property
    def limits(self) -> Limits:
        return Limits(max_bytes=self.total_bytes, max_seconds=self.judging_seconds / 2)
