"""Workers for what takes the supervisor long: they compute what it would, and it computes what is lost with them."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from grantdocs.audit.nursery import Nursery, NurseryLost
from grantdocs.confinement import fall_silent

__all__ = ["Crew", "assist", "warm"]

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD: Final = 4
"""Tasks for each worker that are begun or done while an earlier one is not: results keep their order."""


@dataclass(slots=True, eq=False)
class _Job:
    work: Callable[[Any], Any]
    task: Any
    result: Any = None
    is_done: bool = False

    def do(self) -> None:
        self.result, self.is_done = self.work(self.task), True


@dataclass(slots=True, eq=False)
class _Worker:
    pid: int
    line: Connection
    job: _Job | None = None


class Crew:
    """So many workers, each with one task at a time; with one job there are none. Use it in a `with` statement."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._nursery: Nursery | None = None
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._dismiss()

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids of the workers."""
        return tuple(worker.pid for worker in self._workers)

    def map(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """What `work`, a function of a module, makes of each task, in their order."""
        self._hire()
        waiting = iter(tasks)
        begun: deque[_Job] = deque()
        try:
            while self._feed(work, waiting, begun):
                if begun[0].is_done:
                    yield begun.popleft().result
                else:
                    self._harvest()
        finally:
            if begun:
                self._dismiss()  # who asked went away: nobody waits for what is under way

    def _hire(self) -> None:
        try:
            while self._jobs > 1 and len(self._workers) < self._jobs:
                self._nursery = self._nursery or Nursery(__name__, assist)
                self._workers.append(_Worker(*self._nursery.start()))
        except NurseryLost:
            self._dismiss()

    def _feed(self, work: Callable[[Any], Any], waiting: Iterator[Any], begun: deque[_Job]) -> bool:
        """Give every free worker something to do; whether anything is begun."""
        free = (worker for worker in self._workers if not worker.job)
        for worker, task in zip(free, islice(waiting, _AHEAD * self._jobs - len(begun)), strict=False):
            worker.job = _Job(work, task)
            begun.append(worker.job)
            with suppress(OSError):  # it was lost while it waited; the harvest sees its line end
                worker.line.send_bytes(pickle.dumps((work, task)))
        if not begun:
            for task in islice(waiting, 1):
                begun.append(_Job(work, task))
                begun[0].do()
        return bool(begun)

    def _harvest(self) -> None:
        """Wait for results. What a worker had that was lost is computed here; there is no other in its place."""
        busy = [(worker, worker.job) for worker in self._workers if worker.job]
        heard = wait([worker.line for worker, _ in busy])
        for worker, job in busy:
            if worker.line not in heard:
                continue
            try:
                job.result = pickle.loads(worker.line.recv_bytes())  # noqa: S301 - from our own worker
            except (EOFError, OSError):
                self._workers.remove(worker)
                worker.line.close()
                job.do()
            else:
                worker.job, job.is_done = None, True

    def _dismiss(self) -> None:
        for worker in self._workers:
            worker.line.close()
        self._workers.clear()
        if self._nursery is not None:
            self._nursery.close()
            self._nursery = None


def warm(_languages: Iterable[str] = ()) -> None:
    """Load what the tasks need."""
    from grantdocs.audit import consistency, joint  # noqa: F401


def assist(connection: Connection) -> None:
    """Do one task after the other until the other side hangs up. What fails here will fail there, where it is told."""
    fall_silent()
    try:
        while True:
            work, task = pickle.loads(connection.recv_bytes())  # noqa: S301 - from our own supervisor
            connection.send_bytes(pickle.dumps(work(task), protocol=5))
    except (EOFError, OSError):
        return
