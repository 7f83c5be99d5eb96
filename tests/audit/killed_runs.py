"""Kills an audit at one moment after the other, resumes it, and prints what each time came out; a program for tests.

It forks, which is only safe in a program of its own: python killed_runs.py SITE OUT MOMENTS SEED
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import sites

import grantdocs
from grantdocs.audit import run
from grantdocs.audit.store import database, folder, journal
from grantdocs.audit.unit import warm

site, out, moments, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
journal._MOST = 2
journal._LONGEST = float("inf")  # how fast the machine is must not tell what is on the disk when it is killed
_JUDGING = 24
"""Moments until the last record is in the journal, about; those of writing the tables are many more."""


def main() -> None:
    warm()
    np.sort(np.arange(2))
    chance = random.Random(seed)
    total = int(in_child(lambda: audit_counting(out / "whole", None)))
    expected = sites.digests(out / "whole")
    judging = min(_JUDGING, total)
    early = chance.sample(range(judging), min(moments // 2, judging))
    late = chance.sample(range(judging, total), min(moments - len(early), total - judging))
    chosen = sorted({0, *early, *late})
    told = []
    for moment in chosen:
        here = out / f"killed-{moment}"
        in_child(lambda: audit_counting(here, moment))  # noqa: B023  called at once
        kept = int(in_child(lambda: kept_in(here)))  # noqa: B023
        judged = json.loads(in_child(lambda: resumed(here)))  # noqa: B023
        told.append(
            {
                "moment": moment,
                "kept": kept,
                "judged_again": judged,
                "same": sites.digests(here) == expected,
                "tidy": not (here / "building").exists() and not list(here.rglob("*.tmp")),
            }
        )
    print(json.dumps(told))


def audit_counting(to: Path, moment: int | None) -> str:
    """Counts everything that is done to the disk, before and after, and each document that is judged."""
    events = 0

    def counted(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def step() -> None:
            nonlocal events
            if events == moment:
                os.kill(os.getpid(), signal.SIGKILL)
            events += 1

        def wrapped(*arguments: object, **options: object) -> object:
            step()
            found = call(*arguments, **options)
            step()
            return found

        return wrapped

    Path.replace = counted("replace", Path.replace)  # type: ignore[method-assign,assignment]
    folder._to_disk = counted("to_disk", folder._to_disk)  # type: ignore[assignment]
    folder.shutil.rmtree = counted("rmtree", folder.shutil.rmtree)  # type: ignore[assignment]
    run.Journal.add = counted("add", run.Journal.add)  # type: ignore[method-assign,assignment]
    run.engine_of = lambda _: sites.Inline()
    grantdocs.audit([site], out=to, jobs=1)
    return str(events)


def kept_in(to: Path) -> str:
    """How many documents are told of in the journal."""
    parts = sorted((to / "journal").glob("*.parquet"))
    if not parts:
        return "0"
    with closing(database.connect()) as connection:
        return str(
            connection.execute(f"SELECT count(DISTINCT id) FROM read_parquet({database.files(parts)})").fetchall()[0][0]
        )


def resumed(to: Path) -> str:
    engine = sites.Inline()
    run.engine_of = lambda _: engine
    grantdocs.audit([site], out=to, jobs=2)
    return json.dumps(engine.judged)


def in_child(call: Callable[[], str]) -> str:
    """What a function says that runs in a fork, or nothing if that was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, call().encode())
            os._exit(0)
        except BaseException:  # noqa: BLE001  whatever it is, the child ends here
            traceback.print_exc()
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        sys.exit("an audit failed")
    return said


main()
