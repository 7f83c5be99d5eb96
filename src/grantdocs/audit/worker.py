"""What runs in a worker: takes one document after the other and answers each with a record, within its memory."""

from __future__ import annotations

import faulthandler
import os
import pickle
import sys
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from grantdocs.audit.records import Record, Settings
from grantdocs.confinement import fall_silent, limit_memory
from grantdocs.errors import GrantdocsError

__all__ = ["READY", "Answer", "serve"]

READY: Final = b"ready"
Answer = tuple[Record | GrantdocsError, bool, tuple[str, ...]]
"""The record of a document, or why no document can be judged; whether the worker has grown so much that it should be
replaced; the languages that it had not met before."""
_GROWTH: Final = 250_000_000
"""Bytes by which a worker may grow over many documents: each mix of languages brings words of its own."""
_PATIENCE: Final = 20
"""More than that of the supervisor, and wide, for nobody tells who had the processor."""
_GRACE: Final = 10


def serve(connection: Connection, task: str, settings: Settings) -> None:
    """Answer until the other side hangs up; `task` names the module with `audit_one`."""
    audit_one = import_module(task).audit_one
    fall_silent()
    limit_memory(settings.memory)
    first = _held()
    met: set[str] = set()
    try:
        connection.send_bytes(READY)
        while True:
            item = pickle.loads(connection.recv_bytes())  # noqa: S301 - from our own supervisor
            # Who supervises kills us in time. Where it was killed itself, a document that hangs must not hang for ever.
            with Path(os.devnull).open("wb") as nowhere:
                faulthandler.dump_traceback_later(settings.timeout * _PATIENCE + _GRACE, exit=True, file=nowhere)
                answer = _answer(audit_one, item, settings)
                faulthandler.cancel_dump_traceback_later()
            new = tuple(sorted(answer.languages - met)) if isinstance(answer, Record) else ()
            met.update(new)
            connection.send_bytes(pickle.dumps((answer, _held() - first > _GROWTH, new)))
    except (EOFError, OSError):
        return


def _answer(audit_one: object, item: object, settings: Settings) -> Record | GrantdocsError:
    assert callable(audit_one)
    try:
        answer = audit_one(item, settings)
        assert isinstance(answer, Record)
    except GrantdocsError as error:
        return error
    return answer


def _held() -> int:
    """Bytes of memory that this process holds, or held at most; 0 where the platform tells neither."""
    if sys.platform == "win32":
        return 0
    import resource

    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
