"""Keeps each document in a process that can be killed: a crash, a hang or a memory eater costs that document only."""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from grantdocs.audit.nursery import Nursery, NurseryLost
from grantdocs.audit.records import Item, Record, Settings, Status
from grantdocs.audit.worker import READY, Answer, serve
from grantdocs.errors import GrantdocsError, ScopeError

__all__ = ["TASK", "Workers"]

TASK: Final = "grantdocs.audit.unit"
_TRIES: Final = 2
_TRIES_OF_KILLED: Final = 4
"""Where memory is short the system kills whom it likes, and people kill processes: often no document is to blame."""
_PATIENCE: Final = 4
"""How many times its seconds a document is given on the clock while it neither uses the processor nor waits for it."""
_START_SECONDS: Final = 120
_FALSE_STARTS: Final = 3
_SHORTEST: Final = 0.05


@dataclass(slots=True)
class _Job:
    item: Item
    tries: int = 0
    is_alone: bool = False
    """Nothing else may run meanwhile, so that nobody else's hunger is laid at its door."""


@dataclass(frozen=True, slots=True)
class _Spent:
    """Seconds in the life of a process."""

    processor: float = 0.0
    """It had the processor."""
    queue: float = 0.0
    """Others had it, and it waited."""


@dataclass(slots=True, eq=False)
class _Worker:
    pid: int
    line: Connection
    deadline: float
    """When to look whether it takes too long."""
    given: float = 0.0
    """When it was given its document."""
    before: _Spent = _Spent()
    """What it had spent by then."""
    is_ready: bool = False
    job: _Job | None = None
    served: int = 0


class Workers:
    """So many workers, each with one document at a time. Use it in a `with` statement."""

    def __init__(self, settings: Settings, *, jobs: int = 1, task: str = TASK) -> None:
        self._settings = settings
        self._jobs = max(1, jobs)
        self._task = task
        self._nursery: Nursery | None = None
        self._workers: list[_Worker] = []
        self._again: deque[_Job] = deque()
        self._false_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids of the workers."""
        return tuple(worker.pid for worker in self._workers)

    def map(self, items: Iterable[Item]) -> Iterator[Record]:
        """A record for each item, as they come; no more items are taken than there are workers.

        Raises GrantdocsError where the settings are wrong or no worker can be started.
        """
        waiting = iter(items)
        is_over = False
        try:
            while True:
                try:
                    is_over = self._feed(waiting, is_over=is_over)
                    if is_over and not self._again and not self._busy:
                        return
                    yield from self._harvest()
                except NurseryLost:
                    self._start_over()
        finally:
            if self._busy:
                self.close()  # who asked went away: nobody waits for what is under way

    def close(self) -> None:
        for worker in self._workers:
            worker.line.close()
        self._workers.clear()
        if self._nursery is not None:
            self._nursery.close()
            self._nursery = None

    @property
    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.job]

    def _feed(self, waiting: Iterator[Item], *, is_over: bool) -> bool:
        """Give every free worker something to do; whether there is nothing more to take."""
        while True:
            busy = self._busy
            if any(worker.job and worker.job.is_alone for worker in busy):
                return is_over
            if self._again:
                if busy and self._again[0].is_alone:
                    return is_over
                worker = self._free(fresh=True)
                if worker is None:
                    return is_over
                self._give(worker, self._again.popleft())
                continue
            if is_over or not (worker := self._free(fresh=False)):
                return is_over
            item = next(waiting, None)
            if item is None:
                return True
            self._give(worker, _Job(item))

    def _free(self, *, fresh: bool) -> _Worker | None:
        """A worker that waits; with `fresh` one that has seen no other document."""
        free = [worker for worker in self._workers if worker.is_ready and not worker.job]
        if fresh and free and all(worker.served for worker in self._workers):
            self._dismiss(free.pop())
        while len(self._workers) < self._jobs:
            self._hire()
        return next((worker for worker in free if not (fresh and worker.served)), None)

    def _hire(self) -> None:
        if self._nursery is None:
            serving = partial(serve, task=self._task, settings=self._settings)
            self._nursery = Nursery(self._task, serving)
        pid, line = self._nursery.start()
        self._workers.append(_Worker(pid, line, time.monotonic() + _START_SECONDS))

    def _dismiss(self, worker: _Worker) -> None:
        """Let a worker go that has nothing to do; it ends when its line does."""
        self._workers.remove(worker)
        worker.line.close()

    def _give(self, worker: _Worker, job: _Job) -> None:
        job.tries += 1
        worker.job = job
        worker.given = time.monotonic()
        worker.before = _spent(worker.pid)
        worker.deadline = worker.given + self._settings.timeout
        try:
            worker.line.send_bytes(pickle.dumps(job.item))
        except OSError:
            # It ended while it waited, which is not the fault of this document; the harvest sees the line end.
            job.tries -= 1

    def _harvest(self) -> Iterator[Record]:
        """Wait until something happens; the records that came of it."""
        assert self._nursery is not None
        watched = [worker for worker in self._workers if worker.job or not worker.is_ready]
        soonest = min(worker.deadline for worker in watched)
        lines = [worker.line for worker in self._workers]
        heard = set(wait([self._nursery.control, *lines], max(0.0, soonest - time.monotonic())))
        if self._nursery.control in heard:
            self._nursery.collect()
        for worker in [worker for worker in self._workers if worker.line in heard]:
            try:
                answer = worker.line.recv_bytes()
            except (EOFError, OSError):
                yield from self._bury(worker)
            else:
                yield from self._take(worker, answer)
        now = time.monotonic()
        for worker in [worker for worker in watched if worker.line not in heard and worker.deadline <= now]:
            if not self._has_excuse(worker, now):
                yield from self._stop(worker)

    def _take(self, worker: _Worker, answer: bytes) -> Iterator[Record]:
        if answer == READY:
            worker.is_ready = True
            self._false_starts = 0
            return
        found: Answer = pickle.loads(answer)  # noqa: S301 - from our own worker
        record, is_spent, languages = found
        job = worker.job
        worker.job = None
        worker.served += 1
        if isinstance(record, GrantdocsError):
            raise record
        assert job is not None
        is_short = record.status is Status.MEMORY
        if self._nursery is not None:
            self._nursery.meet(languages)
        if is_spent or is_short:
            self._dismiss(worker)
        if is_short and job.tries < _TRIES:
            self._again.append(job)
        else:
            yield record

    def _bury(self, worker: _Worker) -> Iterator[Record]:
        """A worker hung up: its document is tried again, and given up where that does not help."""
        assert self._nursery is not None
        self._workers.remove(worker)
        worker.line.close()
        code = self._nursery.exit_code(worker.pid)
        job = worker.job
        if job is None:
            self._count_false_start(worker, code)
            return
        was_killed = code == -signal.SIGKILL
        if job.tries < (_TRIES_OF_KILLED if was_killed else _TRIES):
            job.is_alone = was_killed
            self._again.append(job)
        else:
            yield Record.of(job.item, Status.CRASHED, _ending(code))

    def _has_excuse(self, worker: _Worker, now: float) -> bool:
        """Whether others took the processor from it: a machine under load must not change results."""
        if worker.job is None:
            return False
        spent = _spent(worker.pid)
        if now - worker.given - (spent.queue - worker.before.queue) >= self._settings.timeout * _PATIENCE:
            return False
        left = self._settings.timeout - (spent.processor - worker.before.processor)
        worker.deadline = now + max(left, _SHORTEST)
        return left > 0

    def _stop(self, worker: _Worker) -> Iterator[Record]:
        assert self._nursery is not None
        self._workers.remove(worker)
        self._nursery.kill(worker.pid)
        worker.line.close()
        if worker.job is None:
            self._count_false_start(worker, -signal.SIGKILL)
            return
        yield Record.of(worker.job.item, Status.TIMEOUT, f"takes longer than {self._settings.timeout:g} seconds")

    def _count_false_start(self, worker: _Worker, code: int) -> None:
        self._false_starts += not worker.is_ready
        if self._false_starts >= _FALSE_STARTS:
            raise ScopeError(f"no worker can be started ({_ending(code)}); allow more memory for a document")

    def _start_over(self) -> None:
        """The nursery was lost: take its workers for lost, too, and give what they had to new ones."""
        self._false_starts += 1
        if self._false_starts >= _FALSE_STARTS:
            raise ScopeError("no worker can be started; what went wrong stands on standard error")
        for worker in self._workers:
            if worker.job:
                worker.job.tries -= 1
                self._again.append(worker.job)
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
        self.close()


def _ending(code: int) -> str:
    if code >= 0:
        return f"its worker ended with code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"its worker was ended by {name}"


def _spent(pid: int) -> _Spent:
    """What a process has spent so far; where the platform does not tell, as if it had the processor all the time."""
    about = Path("/proc", str(pid))
    try:
        fields = (about / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        processor = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return _Spent(time.monotonic())
    try:
        return _Spent(processor, int((about / "schedstat").read_text(encoding="ascii").split()[1]) / 1e9)
    except OSError:
        return _Spent(processor)  # this kernel does not count who waits
