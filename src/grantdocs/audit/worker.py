"""What runs in a worker: takes one document after the other and answers each with a record, within its memory."""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from grantdocs.audit.records import Record, Settings
from grantdocs.errors import GrantdocsError

__all__ = ["READY", "Answer", "serve"]

READY: Final = b"ready"
Answer = tuple[Record | GrantdocsError, bool]
"""The record of a document, or why no document can be judged; whether the worker has grown so much that it should be
replaced."""
_GROWTH: Final = 400_000_000
"""Bytes by which a worker may grow over many documents."""
_PATIENCE: Final = 5
"""More than that of the supervisor."""
_GRACE: Final = 10


def serve(connection: Connection, task: str, settings: Settings) -> None:
    """Answer until the other side hangs up; `task` names the module with `audit_one`."""
    audit_one = import_module(task).audit_one
    _fall_silent()
    _limit_memory(settings.memory)
    first = _peak()
    try:
        connection.send_bytes(READY)
        while True:
            item = pickle.loads(connection.recv_bytes())  # noqa: S301 - from our own supervisor
            # Who supervises kills us in time. Where it was killed itself, a document that hangs must not hang for ever.
            with Path(os.devnull).open("wb") as nowhere:
                faulthandler.dump_traceback_later(settings.timeout * _PATIENCE + _GRACE, exit=True, file=nowhere)
                answer = _answer(audit_one, item, settings)
                faulthandler.cancel_dump_traceback_later()
            connection.send_bytes(pickle.dumps((answer, _peak() - first > _GROWTH)))
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


def _fall_silent() -> None:
    """Libraries in C complain to standard error about damaged files; the record says what matters."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _limit_memory(allowed: int) -> None:
    """Let the system refuse more address space, where it can and we know how much is taken by now."""
    taken = Path("/proc/self/statm")
    if sys.platform == "win32" or not taken.is_file():
        return
    import resource

    pages = int(taken.read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + allowed
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _peak() -> int:
    """The most memory that this process ever held, in bytes; 0 where the platform does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
