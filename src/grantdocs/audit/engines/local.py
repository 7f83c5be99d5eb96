"""The workers of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grantdocs.audit.isolation import TASK, Workers
from grantdocs.audit.records import Item, Record, Settings
from grantdocs.errors import ScopeError

__all__ = ["Local", "engine"]


@dataclass(frozen=True, slots=True)
class Local:
    task: str = TASK

    def map(self, items: Iterator[Item], settings: Settings, *, jobs: int) -> Iterator[Record]:
        with Workers(settings, jobs=jobs, task=self.task) as workers:
            yield from workers.map(items)


def engine(address: str) -> Local:
    if address:
        raise ScopeError(f"the local engine has no address; for another machine say dask://{address}")
    return Local()
