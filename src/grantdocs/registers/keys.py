"""What numbers and titles are found by: their letters and digits, however the rest is spelled."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any, Final

__all__ = ["hash_of", "hashes_of", "key_of", "text_of"]

_DROPPED: Final = b" -/._:,;\"'()[]|\x7f" + bytes(code for code in range(0x20) if code != 0x0A)
_DROPPED_BEYOND_ASCII: Final = "–—\u00a0\u202f\u201c\u201d\u201e\u00ab\u00bb"
_LOWER: Final = bytes(range(256)).lower()
_NEWLINE: Final = 0x0A
_BASE: Final = 0x9E3779B1
"""Odd, so that it has an inverse."""
_POWERS: Final = 1 << 20


def key_of(text: str) -> bytes:
    return _keys_of(text.replace("\n", " ").encode(), "utf-8")


def hash_of(key: bytes) -> int:
    """The one that `hashes_of` has for it."""
    return int(_hashes(key + b"\n")[0])


def hashes_of(cells: bytes, encoding: str) -> Any:
    """An array of what the keys of many cells are found by, each cell ended by a newline.

    `encoding` is that of cells which are no UTF-8. Two keys may share a hash.
    """
    return _hashes(_keys_of(cells, encoding))


def _hashes(keys: bytes) -> Any:
    """Each code times a power of its place from the beginning of all; divided by the power of where the key begins."""
    import numpy as np

    powers, inverses = _powers(max(_POWERS, 1 << len(keys).bit_length()))
    codes = np.frombuffer(keys, np.uint8)
    ends = np.flatnonzero(codes == _NEWLINE)
    starts = np.concatenate(([0], ends[:-1] + 1))
    return np.add.reduceat(codes * powers[: len(codes)], starts, dtype=np.uint32) * inverses[starts]


@cache
def _powers(count: int) -> tuple[Any, Any]:
    """Of an odd number and of its inverse, in 32 bits."""
    import numpy as np

    bases = _BASE, pow(_BASE, -1, 1 << 32)
    one, other = (np.cumprod(np.concatenate(([1], np.full(count - 1, base))), dtype=np.uint32) for base in bases)
    return one, other


def _keys_of(cells: bytes, encoding: str) -> bytes:
    cells = cells.translate(_LOWER, _DROPPED)
    if cells.isascii():
        return cells
    try:
        return _plain(cells.decode()).encode()
    except UnicodeDecodeError:
        return b"\n".join([_plain(text_of(cell, encoding)).encode() for cell in cells.split(b"\n")])


def text_of(cell: bytes, encoding: str) -> str:
    cell = cell.replace(b"\0", b"")
    try:
        return cell.decode()
    except UnicodeDecodeError:
        return cell.decode(encoding, errors="replace")


def _plain(text: str) -> str:
    # Small letters first: some are composed otherwise than their capitals.
    text = unicodedata.normalize("NFC", text.lower())
    for mark in _DROPPED_BEYOND_ASCII:
        text = text.replace(mark, "")
    return text
