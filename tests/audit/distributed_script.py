"""Judges the same documents on this machine and on a cluster of two workers; a program of its own, for it needs sockets.

Prints one JSON object: `same` with the real unit of work, `mistakes` of the set-up, `killed` where a worker is lost
midway.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator

from grantdocs.audit.engines import dask
from grantdocs.audit.engines.local import Local
from grantdocs.audit.isolation import TASK
from grantdocs.audit.records import Item, Record, Settings, digest_of
from grantdocs.errors import ScopeError


def main() -> None:
    from distributed import Client, LocalCluster

    options = {"host": "127.0.0.1", "dashboard_address": None, "silence_logs": 50}
    with LocalCluster(n_workers=2, threads_per_worker=1, **options) as cluster, Client(cluster) as client:
        address = cluster.scheduler_address.removeprefix("tcp://")
        told = {
            "same": compare(TASK, address, list(pages()), Settings(timeout=120)),
            "mistakes": mistakes(address),
        }
        deeds = [Item(f"sleep:0.01{number:04}") for number in range(1, 160)]
        deeds += [Item(uri) for uri in ("exit:3", "hang:", "fine:1")]
        pid = next(iter(client.run(os.getpid).values()))
        threading.Timer(0.5, os.kill, (pid, signal.SIGKILL)).start()
        told["killed"] = compare("hostile_task", address, deeds, Settings(timeout=1))
        told["is_lost"] = pid not in client.run(os.getpid).values()
    sys.stdout.write(json.dumps(told))


def compare(task: str, address: str, items: list[Item], settings: Settings) -> dict[str, object]:
    far = list(dask.Dask(address, task).map(iter(items), settings, jobs=2))
    near = list(Local(task).map(iter(items), settings, jobs=1))
    statuses = [record.status.value for record in near]
    return {
        "items": len(items),
        "near": digest(near),
        "far": digest(far),
        "statuses": {status: statuses.count(status) for status in sorted(set(statuses))},
    }


def digest(records: list[Record]) -> str:
    return digest_of(repr(sorted(records, key=lambda record: record.uri)).encode())


def pages() -> Iterator[Item]:
    for number in range(18):  # two batches
        text = f"<html lang='en'><p>The project is funded by the European Union. Budget: EUR {number} 000.50"
        yield Item(f"http://x.test/{number}", data=text.encode(), media_type="text/html")


def mistakes(address: str) -> list[str]:
    """What the engine says of a set-up that cannot work."""
    told = []
    for item, task, packs in (
        (Item("gone/a.html", path="/gone/a.html"), "hostile_task", None),
        (Item("wrong:"), "hostile_task", None),
        (Item("fine:"), "hostile_task", ("no-such-pack",)),
    ):
        try:
            list(dask.Dask(address, task).map(iter([item]), Settings(packs=packs), jobs=1))
        except ScopeError as error:
            told.append(str(error))
    return told


if __name__ == "__main__":
    main()
