"""Stands for the unit of work in tests: does to its worker what the address of the document says."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from grantdocs.audit.records import Item, Record, Settings, Status
from grantdocs.errors import ScopeError

MET = "GRANTDOCS_TEST_MET"
"""Names the file that is told which languages were loaded before workers were started."""


_kept: list[bytes] = []


def warm(languages: Iterable[str] = ()) -> None:
    """There is nothing to load."""
    if MET in os.environ:
        with Path(os.environ[MET]).open("a", encoding="ascii") as told:
            told.writelines(f"{language}\n" for language in languages)


def audit_one(item: Item, settings: Settings) -> Record:
    deed, _, rest = item.uri.partition(":")
    match deed:
        case "hang":
            while True:
                pass
        case "sleep":
            time.sleep(float(rest))
        case "exit":
            os._exit(int(rest))
        case "segfault":
            ctypes.string_at(0)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        case "eat":
            hoard = []
            try:
                while True:
                    hoard.append(bytearray(10_000_000))
            except MemoryError:
                return Record.of(item, Status.MEMORY, "too much")
        case "once":  # dies the first time, and does well the second
            if not Path(rest).exists():
                Path(rest).touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case "wrong":
            raise ScopeError("no such pack")
        case "raise":
            raise ValueError(rest)
        case "noise":
            os.write(1, b"out")
            os.write(2, b"err")
        case "grow":
            _kept.append(b"x" * int(rest))
        case "swell":
            bytes(bytearray(int(rest)))
        case "who":
            return Record.of(item, Status.JUDGED, str(os.getpid()))
        case "speak":
            facts = json.dumps({"document": {"languages": rest.split()}})
            return replace(Record.of(item, Status.JUDGED, rest), facts=facts)
        case "large":
            return Record.of(item, Status.JUDGED, "x" * int(rest))
    return Record.of(item, Status.JUDGED, rest)
