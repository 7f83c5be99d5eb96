"""Similarity hash of a text (Charikar 2002): texts that share most runs of three words differ in few of its 64 bits."""

from __future__ import annotations

import hashlib
from typing import Final

import regex

from grantdocs.model.document import Document, Zone

__all__ = ["likeness"]

_WORD: Final = regex.compile(r"\w++")
_RUN: Final = 3
_FEWEST: Final = 20
"""Words below which a text is like too many others."""
_AROUND: Final = frozenset({Zone.NAVIGATION, Zone.HEADER, Zone.FOOTER, Zone.METADATA, Zone.COMMENT})
"""What a site or template puts on every page: one article has other menus on other sites."""


def likeness(document: Document) -> str | None:
    """16 hexadecimal digits; None for a publication that says only a few words of its own."""
    import numpy as np

    own = (block.span for block in document.blocks if block.zone not in _AROUND)
    words = _WORD.findall("\n".join(document.text[span.start : span.end] for span in own).casefold())
    if len(words) < _FEWEST:
        return None
    runs = {" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)}
    hashes = b"".join(hashlib.blake2b(run.encode(), digest_size=8).digest() for run in runs)
    bits = np.unpackbits(np.frombuffer(hashes, dtype=np.uint8).reshape(-1, 8), axis=1)
    majority = bits.sum(axis=0, dtype=np.int64) * 2 > len(runs)
    return np.packbits(majority).tobytes().hex()
