"""Similarity hash of a text (Charikar 2002): texts that share most runs of three words differ in few of its 64 bits."""

from __future__ import annotations

import hashlib
from typing import Final

import regex

__all__ = ["likeness"]

_WORD: Final = regex.compile(r"\w++")
_RUN: Final = 3
_FEWEST: Final = 20
"""Words below which a text is like too many others."""


def likeness(text: str) -> str | None:
    """16 hexadecimal digits; None for a text of a few words."""
    import numpy as np

    words = _WORD.findall(text.casefold())
    if len(words) < _FEWEST:
        return None
    runs = {" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)}
    hashes = b"".join(hashlib.blake2b(run.encode(), digest_size=8).digest() for run in runs)
    bits = np.unpackbits(np.frombuffer(hashes, dtype=np.uint8).reshape(-1, 8), axis=1)
    majority = bits.sum(axis=0, dtype=np.int64) * 2 > len(runs)
    return np.packbits(majority).tobytes().hex()
