"""The digest of a document's bytes, where its source did not compute it on the way."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from grantdocs.audit.records import Item, Record, Status

__all__ = ["digested"]


def digested(item: Item) -> Item | Record:
    """The item with the digest of its bytes; files are read through for it, and once more by who judges them."""
    if item.digest:
        return item
    try:
        if item.data is not None:
            found = hashlib.sha256(item.data)
        else:
            with Path(item.path or "").open("rb") as file:
                found = hashlib.file_digest(file, "sha256")
    except OSError as error:
        return Record.of(item, Status.UNREAD, f"cannot be opened ({error.strerror or error})")
    return replace(item, digest="sha256:" + found.hexdigest())
