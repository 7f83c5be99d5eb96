"""How fast audits are, beside reading alone: `python benchmarks/audit.py [--documents N] [--slice N]`.

The same slices of generated publications go in turn to reading alone, to the unit of work in this process, and to one
and two workers, so that a machine that changes its speed changes all of them. One document in a hundred is hostile:
it ends its worker, hangs (until `--timeout`), or eats memory; what only this process must not do is left out here.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from audit_archive import HOSTILE, publications, warc_record

from grantdocs.audit.isolation import Workers
from grantdocs.audit.records import Item, Record, Settings
from grantdocs.audit.sources import items
from grantdocs.audit.unit import audit_one, warm
from grantdocs.errors import ReadError
from grantdocs.readers import read

TASK = "audit_task"
CAPTURES = 10_000_000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--documents", type=int, default=400)
    arguments.add_argument("--slice", type=int, default=50)
    arguments.add_argument("--timeout", type=float, default=20)
    arguments.add_argument("--hostile", type=float, default=0.01)
    chosen = arguments.parse_args()
    settings = Settings(timeout=chosen.timeout, memory=1_000_000_000)
    with tempfile.TemporaryDirectory() as folder:
        found = archive(Path(folder), chosen.documents, chosen.hostile)
        run(found, chosen.slice, settings)


def archive(folder: Path, count: int, hostile: float, kinds: tuple[str, ...] = HOSTILE) -> list[Item]:
    """Half of the documents in a folder, half in a web archive; and how long it takes to list them."""
    (folder / "pages").mkdir()
    with (folder / "site.warc.gz").open("wb") as web:
        for number, (name, data) in enumerate(publications(count, hostile=hostile, kinds=kinds)):
            if number % 20 < 10:
                (folder / "pages" / name).write_bytes(data)
            else:
                web.write(warc_record(f"http://site.test/{name}", data))
    start = time.perf_counter()
    listed = [each for each in items([str(folder)]) if isinstance(each, Item)]
    seconds = time.perf_counter() - start
    assert len(listed) == count
    print(
        f"{count} documents, {sum(i.size for i in listed) / 1e6:.1f} MB; listing them: {seconds / count * 1e3:.2f} ms each"
    )
    return sorted(listed, key=lambda item: item.uri.rpartition("/")[2])


def run(found: list[Item], step: int, settings: Settings) -> None:
    warm()
    sys.path.insert(0, str(Path(__file__).parent))
    with Workers(settings, jobs=1, task=TASK) as one, Workers(settings, jobs=2, task=TASK) as two:
        ways: dict[str, Callable[[list[Item]], list[Record]]] = {
            "reading alone": read_all,
            "judged in one process": lambda batch: [audit_one(item, settings) for item in batch],
            "1 worker": lambda batch: list(one.map(batch)),
            "2 workers": lambda batch: list(two.map(batch)),
        }
        for way in ways.values():
            way([item for item in found if not is_hostile(item)][:20])
        peaceful = [item for item in found if not is_hostile(item)]
        print(f"\nwithout hostile documents ({len(peaceful)})")
        seconds, _ = turns(peaceful, step, ways, one)
        print(f"two workers are {seconds['1 worker'] / seconds['2 workers']:.2f} times as fast as one")
        print(f"isolation costs {isolation_ms(one, peaceful):.2f} ms a document")
        print(
            f"{CAPTURES:,} captures: {CAPTURES * seconds['2 workers'] / len(peaceful) / 86_400:.1f} days on two such cores"
        )
        print(f"\nwith hostile documents ({len(found)})")
        _, statuses = turns(found, step, {name: ways[name] for name in ("1 worker", "2 workers")}, one)
        print("  ".join(f"{name}: {count}" for name, count in sorted(statuses.items())))
    print(f"peak memory of the supervisor: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def isolation_ms(worker: Workers, found: list[Item]) -> float:
    """The way to a worker and back, of documents as large as these that nobody judges."""
    size = int(statistics.median(item.size for item in found))
    batch = [Item(f"http://x.test/{number}-nothing", data=bytes(size)) for number in range(500)]
    start = time.perf_counter()
    assert len(list(worker.map(batch))) == len(batch)
    return (time.perf_counter() - start) / len(batch) * 1e3


def turns(
    found: list[Item], step: int, ways: dict[str, Callable[[list[Item]], list[Record]]], watched: Workers
) -> tuple[dict[str, float], Counter[str]]:
    seconds = dict.fromkeys(ways, 0.0)
    statuses: Counter[str] = Counter()
    memory = []
    for start in range(0, len(found), step):
        results = []
        for name, way in ways.items():
            begin = time.perf_counter()
            records = way(found[start : start + step])
            seconds[name] += time.perf_counter() - begin
            if name.endswith(("worker", "workers")):
                results.append(sorted(records, key=lambda record: record.uri))
        for first, second in zip(*results, strict=True):
            assert first == second, f"{first.uri}: {first.status} {first.reason}, {second.status} {second.reason}"
        statuses.update(record.status.value for record in results[0])
        memory.append(sum(map(resident, watched.pids)))
    for name, spent in seconds.items():
        print(f"{name:<24}{len(found) / spent:8.1f} documents/s{spent / seconds[next(iter(ways))]:8.2f}")
    print("memory of one worker after each slice, MB: " + " ".join(str(size) for size in memory))
    return seconds, statuses


def read_all(batch: list[Item]) -> list[Record]:
    for item in batch:
        with suppress(ReadError):
            read(item.path if item.data is None else item.data, name=item.uri)
    return []


def is_hostile(item: Item) -> bool:
    return any(f"-{deed}" in item.uri for deed in HOSTILE)


def resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")), 0)


if __name__ == "__main__":
    main()
