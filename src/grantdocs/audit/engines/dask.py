"""Workers of a dask.distributed cluster, or of one that is started on this machine where no address is given.

Each task is a batch of documents, and each worker keeps them apart in processes of its own, as the local engine does. A
worker that is lost costs time only: the scheduler gives its batches to others. Documents in folders are read where they
are judged, so all machines have to see them under the same path; what comes out of archives is sent along.

    dask scheduler                                    # on one machine; then on each of the others, once for each core:
    dask worker tcp://host:8786 --nthreads 1 --nworkers auto
    grantdocs audit archive/ --out audit/ --engine dask://host:8786

The same two by SSH: `dask ssh --hostfile hosts.txt --nthreads 1`; by SLURM: `dask_jobqueue.SLURMCluster(cores=1, ...)`,
whose `scheduler_address` is the one to name; by Kubernetes: the dask operator's DaskCluster, with an image that holds
grantdocs in the same version, and its scheduler service as address.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from grantdocs.audit.isolation import TASK, Workers
from grantdocs.audit.knowledge import knowledge
from grantdocs.audit.records import Item, Record, Settings
from grantdocs.errors import GrantdocsError, ScopeError

__all__ = ["Dask", "engine"]

_BATCH: Final = 16
_BATCH_BYTES: Final = 4_000_000
_AHEAD: Final = 2
"""Batches for each core of the cluster that wait or are judged."""
_RETRIES: Final = 5
_SECONDS_FOR_WORKERS: Final = 60
_of_thread: Final = threading.local()

_Answer = list[Record] | GrantdocsError


@dataclass(frozen=True, slots=True)
class Dask:
    address: str = ""
    """host:port of the scheduler; empty to start a cluster on this machine."""
    task: str = TASK

    def map(self, items: Iterator[Item], settings: Settings, *, jobs: int) -> Iterator[Record]:
        distributed = _distributed()
        with ExitStack() as stack:
            client = self._client(distributed, stack, jobs)
            ahead = _AHEAD * max(1, sum(client.ncores().values()))
            batches = _batches(items)
            expected = knowledge(settings.packs).digest
            done = distributed.as_completed([], loop=client.loop)
            while True:
                while done.count() < ahead and (batch := next(batches, None)):
                    task = (judge_batch, batch, settings, self.task, expected)
                    done.add(client.submit(*task, pure=False, retries=_RETRIES))
                if not done.count():
                    return
                answer: _Answer = next(done).result()
                if isinstance(answer, GrantdocsError):
                    raise answer
                yield from answer

    def _client(self, distributed: Any, stack: ExitStack, jobs: int) -> Any:
        where: Any = f"tcp://{self.address}"
        if not self.address:
            options = {"host": "127.0.0.1", "dashboard_address": None, "silence_logs": logging.CRITICAL}
            where = stack.enter_context(
                distributed.LocalCluster(n_workers=max(1, jobs), threads_per_worker=1, **options)
            )
        try:
            client = stack.enter_context(distributed.Client(where, set_as_default=False))
            client.wait_for_workers(1, timeout=_SECONDS_FOR_WORKERS)
        except (OSError, TimeoutError) as error:
            raise ScopeError(f"no dask worker can be reached at {self.address or 'this machine'}: {error}") from error
        return client


def engine(address: str) -> Dask:
    return Dask(address)


def judge_batch(batch: list[Item], settings: Settings, task: str, expected: str) -> _Answer:
    """What a worker of the cluster runs. Mistakes of the set-up come back as answers, for they would not go away by
    being tried again."""
    here = knowledge(settings.packs)
    if here.digest != expected:
        return ScopeError(
            f"a worker of the cluster has other rules, or another version ({here.version}), or lacks optional "
            "libraries; install the same everywhere"
        )
    for item in batch:
        if item.path is not None and not Path(item.path).parent.is_dir():
            return ScopeError(f"a worker of the cluster does not see {item.path}; share the folder under that path")
    try:
        return list(_workers(settings, task).map(batch))
    except GrantdocsError as error:
        return error


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError as error:
        raise ScopeError("dask.distributed is not installed: pip install grantdocs[dask]") from error


def _workers(settings: Settings, task: str) -> Workers:
    """The isolated worker of this thread; it stays from batch to batch."""
    known: tuple[str, Workers] | None = getattr(_of_thread, "workers", None)
    wanted = f"{os.getpid()} {task} {settings.digest}"
    if known is None or known[0] != wanted:
        if known is not None:
            atexit.unregister(known[1].close)
            known[1].close()
        known = _of_thread.workers = (wanted, Workers(settings, task=task))
        atexit.register(known[1].close)
    return known[1]


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.data or b"")
        if len(batch) >= _BATCH or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
