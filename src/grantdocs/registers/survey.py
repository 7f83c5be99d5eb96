"""What only a walk over a whole file tells: its digest, its lines, its letters. One reading for all three."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["Survey", "survey"]

_BLOCK: Final = 1 << 20
_LONGEST: Final = 3
"""Blocks of a line: it is longer than those that DuckDB reads."""


@dataclass(frozen=True, slots=True)
class Survey:
    digest: str
    lines: int
    endless: int
    """How many of the lines are longer than any of a table, at least."""
    encoding: str
    """By the first block that says more than ASCII does, however far down it is."""


def survey(file: Path) -> Survey:
    digest, count, endless, without, last = hashlib.sha256(), 0, 0, 0, b"\n"
    encoding: str | None = None
    with file.open("rb") as source:
        while block := source.read(_BLOCK):
            digest.update(block)
            ends = block.count(b"\n")
            without = 0 if ends else without + 1
            endless += without == _LONGEST
            count += ends
            last = block[-1:]
            if encoding is None and not block.isascii():
                encoding = _encoding(block)
    return Survey("sha256:" + digest.hexdigest(), count + (last != b"\n"), endless, encoding or "utf-8")


def _encoding(block: bytes) -> str:
    from grantdocs.readers.encoding import decode

    return decode(block).encoding
