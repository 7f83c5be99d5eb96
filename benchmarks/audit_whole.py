"""Whole audits from the command line, undisturbed and killed: `python benchmarks/audit_whole.py [--documents N]`.

Half of the publications lie in a folder, half in a web archive; one in a hundred is hostile. One worker, two workers and
a cluster of two must give the same bytes, and so must audits of which the whole or a worker is killed at random moments
and that are begun again until they finish.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from audit_archive import DAMAGED
from audit_processes import Looks, family, tenths

from audit import CAPTURES, archive

PROGRAM = (sys.executable, "-c", "from grantdocs.cli import main; main()", "audit")
STEP = 0.25
"""Seconds between two looks at the memory."""
LONGEST = 120
"""Seconds, twice the longest time from kill to kill: one audit, however long, is killed again and again."""


@dataclass(slots=True)
class Watched:
    """An audit that ran to its end."""

    seconds: float
    looks: Looks


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--documents", type=int, default=500)
    arguments.add_argument("--hostile", type=float, default=0.01)
    arguments.add_argument("--kills", type=int, default=20)
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        site.mkdir()
        archive(site, chosen.documents, chosen.hostile, DAMAGED)
        run(site, Path(folder), chosen.documents, chosen.kills, random.Random(chosen.seed))


def run(site: Path, folder: Path, count: int, kills: int, chance: random.Random) -> None:
    found = {jobs: watch(site, folder / f"jobs-{jobs}", "--jobs", jobs) for jobs in (1, 2)}
    expected = digests(folder / "jobs-1")
    print(f"processor load before: {os.getloadavg()[0]:.1f}; {' '.join(statuses(folder / 'jobs-1'))}")
    for jobs, watched in found.items():
        print(
            f"{jobs} workers{count / watched.seconds:8.1f} documents/s   "
            f"{watched.looks.processor / count * 1e3:.0f} ms of a core each   peak {max(watched.looks.megabytes):.0f} MB   "
            f"over the run {' '.join(f'{size:.0f}' for size in tenths(watched.looks.megabytes))} MB"
        )
        print("\n".join(watched.looks.told()), flush=True)
    tell_of_report(folder / "jobs-2")
    print(f"two workers are {found[1].seconds / found[2].seconds:.2f} times as fast as one")
    print(f"{CAPTURES:,} captures: {CAPTURES * found[2].seconds / count / 86_400:.1f} days on two such cores")
    tell("two workers", digests(folder / "jobs-2") == expected)
    watch(site, folder / "dask", "--jobs", 2, "--engine", "dask")
    tell("two workers of a cluster", digests(folder / "dask") == expected)
    killed = kill_one_of_cluster(site, folder / "dask-killed", found[2].seconds, chance)
    tell(f"a cluster of which {killed} worker was killed", digests(folder / "dask-killed") == expected)
    rounds = whole = workers = 0
    while whole + workers < kills:
        out = folder / f"killed-{rounds}"
        stopped, lost = kill_again_and_again(site, out, kills - whole - workers, found[2].seconds, chance)
        whole, workers, rounds = whole + stopped, workers + lost, rounds + 1
        tell(f"killed {stopped} times as a whole, {lost} times a worker", digests(out) == expected)


def tell_of_report(out: Path) -> None:
    begin = time.perf_counter()
    subprocess.run([*PROGRAM[:-1], "audit-report", str(out)], check=True, stdout=subprocess.DEVNULL)
    seconds, size = time.perf_counter() - begin, (out / "report.html").stat().st_size
    (out / "report.html").unlink()
    print(f"the report of it as one page: {seconds:.1f} s, {size / 1e6:.2f} MB")


def watch(site: Path, out: Path, *options: object) -> Watched:
    begin = time.perf_counter()
    process = start(site, out, *options)
    looks = Looks(process.pid)
    while process.poll() is None:
        looks.take()
        with suppress(subprocess.TimeoutExpired):
            process.wait(STEP)
    assert process.returncode == 0
    return Watched(time.perf_counter() - begin, looks)


def kill_one_of_cluster(site: Path, out: Path, usual: float, chance: random.Random) -> int:
    """Kills a worker of the cluster, not one of those that keep the documents apart."""
    process = start(site, out, "--jobs", 2, "--engine", "dask")
    killed = 0
    while process.poll() is None and not killed:
        time.sleep(chance.uniform(0.3, 0.6) * usual)
        workers = [pid for pid in family(process.pid) if b"spawn_main" in said(pid) or b"forkserver" in said(pid)]
        for pid in workers[:0:-1][:1]:
            os.kill(pid, signal.SIGKILL)
            killed += 1
    assert process.wait() == 0
    return killed


def kill_again_and_again(site: Path, out: Path, kills: int, usual: float, chance: random.Random) -> tuple[int, int]:
    """The same audit, begun again after each kill, until it is finished; how often all or a worker was killed."""
    whole = workers = 0
    span = min(usual, LONGEST)
    while True:
        process = start(site, out, "--jobs", chance.choice((1, 2)))
        while whole + workers < kills:
            # Loading takes most of a short run, and is no news to be killed in.
            with suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0.05, 0.5) * span)
            if process.poll() is not None:
                break
            children = family(process.pid)[2:]
            if children and chance.random() < 0.3:
                with suppress(ProcessLookupError):
                    os.kill(chance.choice(children), signal.SIGKILL)
                    workers += 1
                continue
            process.kill()
            whole += 1
            break
        if process.wait() == 0:
            return whole, workers
        assert process.returncode == -signal.SIGKILL


def start(site: Path, out: Path, *options: object) -> subprocess.Popen[bytes]:
    command = [*PROGRAM, str(site), "--out", str(out), "--progress", "none", *map(str, options)]
    return subprocess.Popen([*command, "--settings", "none"], stdout=subprocess.DEVNULL)


def said(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def digests(out: Path) -> dict[str, str]:
    files = [out / "manifest.json", *sorted((out / "parts").rglob("*.parquet"))]
    return {str(file.relative_to(out)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def statuses(out: Path) -> Iterator[str]:
    counts = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["counts"]
    return (f"{name}: {count}" for name, count in counts["statuses"].items())


def tell(what: str, is_same: bool) -> None:  # noqa: FBT001
    print(f"{what}: {'the same bytes' if is_same else 'OTHER BYTES'}", flush=True)


if __name__ == "__main__":
    main()
