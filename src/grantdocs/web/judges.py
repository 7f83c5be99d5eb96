"""Keeps the judging in processes that serve one form each and can be killed; one of them always waits, warmed up.

What comes back is plain JSON and bytes, never pickled: the process may have been taken over by what it read.
"""

from __future__ import annotations

import json
import multiprocessing
import threading
import time
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, Final

from grantdocs.confinement import fall_silent, limit_memory
from grantdocs.web.judging import Answer, Job, judge

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from grantdocs.web.bounds import Bounds

__all__ = ["Judges"]

_WARM: Final = "grantdocs.web.warmed"
_START_SECONDS: Final = 120
_BEFORE: Final = -1
"""Before any publication was opened: none is to blame."""
_HARD_ENDS: Final = 3
"""So many publications of one form may end their process; then the form is given up."""
_READY, _BEGIN, _DONE = "ready", "begin", "done"


class _Ended(Exception):
    """The process ended or was killed: at which publication, and why, as a key of the words."""

    def __init__(self, at: int, how: str) -> None:
        super().__init__(at, how)
        self.at = at
        self.how = how


class Judges:
    """Judges forms, each in a new process. To be used from several threads."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        methods = multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        if "forkserver" in methods:
            self._context.set_forkserver_preload([_WARM])
        self._lock = threading.Lock()
        self._spare: _Judge | None = None
        self._working: set[_Judge] = set()
        self._is_closed = False

    def prepare(self) -> None:
        """Have a process waiting. Returns at once; the process warms up by itself."""
        threading.Thread(target=self._prepare, daemon=True).start()

    def judge(self, job: Job) -> Answer:
        """The answer to a form, within the time that its publications are given."""
        lost: dict[int, str] = {}
        while True:
            judge_ = self._take()
            try:
                return judge_.judge(replace(job, lost=lost))
            except _Ended as ended:
                if ended.at in lost or ended.at not in range(len(job.uploads)) or len(lost) >= _HARD_ENDS:
                    return Answer(problems=(ended.how,), media_type="")
                lost[ended.at] = ended.how
            finally:
                judge_.end()
                with self._lock:
                    self._working.discard(judge_)

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            left = [*self._working, *filter(None, [self._spare])]
            self._spare = None
        for each in left:
            each.end()

    def _prepare(self) -> None:
        with self._lock:
            if self._spare is None and not self._is_closed:
                self._spare = _Judge(self._context, self._bounds)

    def _take(self) -> _Judge:
        with self._lock:
            taken, self._spare = self._spare, None
            if taken is None or not taken.is_alive:
                taken = _Judge(self._context, self._bounds)
            self._working.add(taken)
        self.prepare()
        return taken


class _Judge:
    """A process that waits for its form."""

    def __init__(self, context: Any, bounds: Bounds) -> None:
        self._seconds = bounds.judging_seconds
        self._line, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=_serve, args=(theirs, bounds.memory), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    def judge(self, job: Job) -> Answer:
        at = _BEFORE
        try:
            self._hear(at, time.monotonic() + _START_SECONDS)
            self._line.send(job)
            deadline = time.monotonic() + self._seconds
            while True:
                heard = self._hear(at, deadline)
                if heard["is"] == _DONE:
                    body = self._line.recv_bytes()
                    return Answer(
                        body, str(heard["media_type"]), str(heard["name"]), tuple(map(str, heard["problems"]))
                    )
                at = int(heard["at"])
                deadline = time.monotonic() + self._seconds
        except (EOFError, OSError) as gone:
            raise _Ended(at, "crashed") from gone

    def end(self) -> None:
        self._line.close()
        with suppress(AttributeError, ValueError):
            self._process.kill()
            self._process.join(5)

    def _hear(self, at: int, deadline: float) -> dict[str, Any]:
        if not self._line.poll(max(0.0, deadline - time.monotonic())):
            raise _Ended(at, "timeout")
        said: dict[str, Any] = json.loads(self._line.recv_bytes())
        return said


def _serve(line: Connection, memory: int) -> None:
    """The process: load what judging needs, wait for a form, answer it, end."""
    fall_silent()
    import_module(_WARM)
    limit_memory(memory)
    with suppress(EOFError, OSError):
        _say(line, {"is": _READY})
        job: Job = line.recv()
        try:
            answer = judge(job, lambda at: _say(line, {"is": _BEGIN, "at": at}))
        except MemoryError:
            answer = Answer(problems=("memory",), media_type="")
        _say(
            line,
            {"is": _DONE, "media_type": answer.media_type, "name": answer.name, "problems": answer.problems},
        )
        line.send_bytes(answer.body)


def _say(line: Connection, said: dict[str, Any]) -> None:
    line.send_bytes(json.dumps(said).encode())
