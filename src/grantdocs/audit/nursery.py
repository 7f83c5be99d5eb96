"""A process that loads everything once and then forks workers on demand: a new worker costs milliseconds.

It is a program of its own, not one of multiprocessing's servers, so that a script which calls the library needs no main
guard, and so that the daemonic processes of a cluster may have workers, too.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from multiprocessing import reduction
from multiprocessing.connection import Connection, Pipe, wait
from types import TracebackType
from typing import Final, Self

from grantdocs.errors import GrantdocsError

__all__ = ["Nursery", "NurseryLost", "tend"]

_ENVIRONMENT: Final = {
    # One document, one core: threads of libraries would only get into the way of the other workers, and of forks.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENCV_FOR_THREADS_NUM": "1",
    "MALLOC_ARENA_MAX": "2",
    # The order of a set must not depend on which machine judged.
    "PYTHONHASHSEED": "0",
}
_PROGRAM: Final = "import sys; sys.path[:] = {path!r}; from grantdocs.audit.nursery import tend; tend({end})"
_START, _KILL, _MEET, _ENDED = "start", "kill", "meet", "ended"


class NurseryLost(Exception):
    """Somebody ended the nursery; its workers cannot be told from lost ones any more."""


class Nursery:
    """The supervisor's side: starts and ends workers, and knows how each of them ended.

    `task` names the module whose `warm` loads what they need; `serve`, a function of a module, is what each of them
    does with its line to the supervisor.
    """

    def __init__(self, task: str, serve: Callable[[Connection], None]) -> None:
        ours, theirs = Pipe()
        program = _PROGRAM.format(path=[str(each) for each in sys.path], end=theirs.fileno())
        self._process = subprocess.Popen(  # noqa: S603 - this Python, and our own program
            [sys.executable, "-P", "-c", program],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env={**os.environ, **_ENVIRONMENT},
            start_new_session=True,  # Ctrl-C is for the supervisor, who ends it in order
        )
        theirs.close()
        self.control: Connection = ours
        self._ended: dict[int, int] = {}
        self._send((task, serve))

    def start(self) -> tuple[int, Connection]:
        """A new worker: its process id, and the line to it that `serve` is given the other end of."""
        ours, theirs = Pipe()
        try:
            self._send((_START, 0))
            reduction.send_handle(self.control, theirs.fileno(), self._process.pid)
            while True:
                word, pid, code = self._receive()
                if word == _START:
                    self._ended.pop(pid, None)  # another's, who had the same number before
                    return pid, ours
                self._ended[pid] = code
        except OSError as error:
            raise NurseryLost from error
        finally:
            theirs.close()

    def kill(self, pid: int) -> None:
        with suppress(NurseryLost):
            self._send((_KILL, pid))

    def meet(self, languages: Iterable[str]) -> None:
        """There are documents in these languages: a worker that is started later shall know them."""
        with suppress(NurseryLost):
            for language in languages:
                self._send((_MEET, language))

    def collect(self) -> None:
        """Take note of workers that ended; raises NurseryLost where the nursery itself did."""
        while self.control.poll():
            _, pid, code = self._receive()
            self._ended[pid] = code

    def exit_code(self, pid: int) -> int:
        """How a worker ended that hung up: its exit code, or the negative number of a signal; waits for it."""
        while pid not in self._ended:
            _, other, code = self._receive()
            self._ended[other] = code
        return self._ended.pop(pid)

    def close(self) -> None:
        """End the nursery and all that it started."""
        self.control.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        # Where it was too busy to end its workers, or was ended by somebody: all that it started is of its group.
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _send(self, message: object) -> None:
        try:
            self.control.send(message)
        except OSError as error:
            raise NurseryLost from error

    def _receive(self) -> tuple[str, int, int]:
        try:
            message = self.control.recv()
        except (EOFError, OSError) as error:
            raise NurseryLost from error
        if isinstance(message, GrantdocsError):
            raise message
        word, pid, code = message
        return word, pid, code


def tend(end: int) -> None:
    """The program of the nursery: load what every document needs, then fork and reap until the supervisor hangs up.

    Where workers end, others take their place and would have to load the languages of the documents over and over
    again: from the first that ended on, spare moments are used to load them here.
    """
    control = Connection(end)
    task, serve = control.recv()
    warm = import_module(task).warm
    try:
        warm()
    except GrantdocsError as error:
        control.send(error)
        return
    _freeze()
    bell, ring = os.pipe()
    os.set_blocking(ring, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(ring, warn_on_full_buffer=False)
    workers: set[int] = set()
    met: dict[str, bool] = {}
    """Languages of the documents, and whether they are loaded."""
    has_losses = False
    try:
        while True:
            strange = [language for language, is_loaded in met.items() if has_losses and not is_loaded]
            woken = wait([control, bell], 0 if strange else None)
            if bell in woken:
                os.read(bell, 512)
                has_losses |= _reap(workers, control)
            if control in woken:
                word, about = control.recv()
                if word == _START:
                    _fork(workers, control, serve)
                elif word == _MEET:
                    met.setdefault(about, False)
                elif about in workers:
                    os.kill(about, signal.SIGKILL)
            if not woken:
                warm(strange[:1])
                met[strange[0]] = True
                _freeze()
    except (EOFError, OSError):
        pass  # the supervisor is gone
    for pid in workers:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _freeze() -> None:
    """What is shared with the workers shall stay untouched by their garbage collectors, and so stay shared."""
    gc.collect()
    gc.freeze()


def _fork(workers: set[int], control: Connection, serve: Callable[[Connection], None]) -> None:
    end = reduction.recv_handle(control)
    pid = os.fork()
    if not pid:
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            control.close()
            serve(Connection(end))
            code = 0
        finally:
            os._exit(code)
    os.close(end)
    workers.add(pid)
    control.send((_START, pid, 0))


def _reap(workers: set[int], control: Connection) -> bool:
    """Tell how workers ended; whether any did."""
    has_losses = False
    for pid in sorted(workers):
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            workers.discard(pid)
            control.send((_ENDED, pid, code))
            has_losses = True
    return has_losses
