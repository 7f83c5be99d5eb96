"""The unit of work as the benchmark of audits has it: the real one, but that documents with certain names misbehave."""

from __future__ import annotations

import os

from grantdocs.audit import unit
from grantdocs.audit.records import Item, Record, Settings, Status
from grantdocs.audit.unit import warm

__all__ = ["audit_one", "warm"]


def audit_one(item: Item, settings: Settings) -> Record:
    name = item.uri.rpartition("/")[2]
    if "-exit" in name:
        os._exit(9)
    if "-hang" in name:
        while True:
            pass
    if "-eat" in name:
        hoard = [bytearray(100_000_000) for _ in range(1000)]
        del hoard
    if "-nothing" in name:
        return Record.of(item, Status.UNREAD)
    return unit.audit_one(item, settings)
