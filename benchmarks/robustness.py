"""What readers do with damaged and odd files: `python benchmarks/robustness.py [--mutations N] [--files FOLDER]`.

Each file is read in a worker process with limited memory, which is killed when its time is over. The last columns must
all be 0: other exceptions than ReadError, documents that break the contract, hangs, crashes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/readers"))

OUTCOMES = ("read", "ReadError", "of which unforeseen", "other exceptions", "broken promises", "hangs", "crashes")
BAD = OUTCOMES[3:]
SAMPLES = {".txt": "text", ".md": "markdown", ".html": "html", ".docx": "docx", ".pdf": "pdf"}
Case = tuple[str, str, Any]
"""Row of the table, name of the file, and what it is made of: a path, or a number of a mutation."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--mutations", type=int, default=3000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--only", help="kinds of files, with commas between")
    arguments.add_argument("--files", type=Path, help="read the files of this folder instead")
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--seconds", type=float, default=20, help="time for one file")
    arguments.add_argument("--memory", type=int, default=2000, help="megabytes for one worker")
    arguments.add_argument("--keep", type=Path, help="folder for the files that came to a bad end")
    chosen = arguments.parse_args()
    cases = list(_found(chosen.files) if chosen.files else _mutated(chosen.mutations, chosen.seed, chosen.only))
    table: dict[str, Counter[str]] = defaultdict(Counter)
    notes: Counter[str] = Counter()
    slowest = (0.0, "")
    start = time.perf_counter()
    for case, outcome, note, seconds in _results(cases, chosen):
        row, name, made_of = case
        table[row][outcome] += 1
        table[row]["of which unforeseen"] += outcome == "ReadError" and bool(note)
        slowest = max(slowest, (seconds, name))
        if note:
            notes[f"{row}: {outcome}: {note}" + (f" ({name})" if outcome in BAD else "")] += 1
        if outcome in BAD and chosen.keep:
            chosen.keep.mkdir(parents=True, exist_ok=True)
            (chosen.keep / f"{row.replace(' ', '-')}-{Path(name).name}").write_bytes(_bytes(made_of))
    print_table(table)
    print(
        f"\n{len(cases)} files in {time.perf_counter() - start:.0f} s; the slowest took {slowest[0]:.1f} s: {slowest[1]}"
    )
    for note, count in notes.most_common():
        print(f"{count:6} {note}")
    sys.exit(any(table[row][bad] for row in table for bad in BAD))


def print_table(table: dict[str, Counter[str]]) -> None:
    print(f"{'format':<14}{'files':>7}" + "".join(f"{name:>21}" for name in OUTCOMES))
    total: Counter[str] = sum(table.values(), Counter())
    for row, counts in [*sorted(table.items()), ("all", total)]:
        files = sum(counts[name] for name in OUTCOMES if name != "of which unforeseen")
        print(f"{row:<14}{files:>7}" + "".join(f"{counts[name]:>21}" for name in OUTCOMES))


def _found(folder: Path) -> Iterator[Case]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.stat().st_size:
            yield path.suffix.lower() or "-", str(path.relative_to(folder)), path


def _mutated(count: int, seed: int, only: str | None) -> Iterator[Case]:
    kinds = sorted({kind for kind, _ in _sources()})
    kinds = [kind for kind in kinds if not only or kind.partition(" ")[0] in only.split(",")]
    for number in range(count):
        kind = kinds[number % len(kinds)]
        yield kind, f"{seed}-{number}.{kind.partition(' ')[0]}", (kind, seed, number)


def _sources() -> list[tuple[str, bytes]]:
    """Our own samples, and the small files that tests build."""
    from small_files import small_files

    samples = [
        (SAMPLES[path.suffix], path.read_bytes())
        for path in sorted((ROOT / "samples").rglob("*"))
        if path.suffix in SAMPLES
    ]
    return [*small_files().items(), *samples]


_KNOWN: list[tuple[str, bytes]] = []


def _bytes(made_of: Any) -> bytes:
    if isinstance(made_of, Path):
        return made_of.read_bytes()
    from mutations import mutate

    if not _KNOWN:
        _KNOWN.extend(_sources())
    kind, seed, number = made_of
    chance = random.Random(f"{seed}:{number}")
    source = chance.choice([data for known, data in _KNOWN if known == kind])
    return mutate(source, chance, [data for _, data in _KNOWN])


def _results(cases: Iterable[Case], chosen: argparse.Namespace) -> Iterator[tuple[Case, str, str, float]]:
    context = multiprocessing.get_context("forkserver")
    waiting = iter(cases)
    workers = [_Worker(context, chosen.memory) for _ in range(chosen.jobs)]
    busy: list[_Worker] = []
    for worker in workers:
        if (case := next(waiting, None)) is not None:
            worker.give(case)
            busy.append(worker)
    while busy:
        wait([worker.pipe for worker in busy], timeout=0.2)
        for worker in list(busy):
            result = worker.result(chosen.seconds)
            if result is None:
                continue
            case, seconds = worker.case, time.monotonic() - worker.since
            yield case, *result, seconds
            if (following := next(waiting, None)) is not None:
                worker.give(following)
            else:
                busy.remove(worker)
    for worker in workers:
        worker.end()


class _Worker:
    case: Case
    since: float

    def __init__(self, context: Any, memory: int) -> None:
        self.context, self.memory = context, memory
        self._start()

    def _start(self) -> None:
        self.pipe, other = self.context.Pipe()
        self.process = self.context.Process(target=_work, args=(other, self.memory), daemon=True)
        self.process.start()
        other.close()
        # What comes first is the word that all libraries are loaded: a file is not charged for that.
        self.pipe.recv()

    def give(self, case: Case) -> None:
        self.case, self.since = case, time.monotonic()
        self.pipe.send(case)

    def result(self, seconds: float) -> tuple[str, str] | None:
        if self.pipe.poll():
            try:
                outcome, note = self.pipe.recv()
            except (EOFError, OSError):
                self.process.join()
                code = self.process.exitcode
                self._start()
                return "crashes", f"exit code {code}"
            return outcome, note
        if time.monotonic() - self.since > seconds:
            self.end()
            self._start()
            return "hangs", f"more than {seconds:g} seconds"
        return None

    def end(self) -> None:
        self.process.kill()
        self.process.join()


def _work(pipe: Connection, memory: int) -> None:
    import logging

    from contract import broken_promises
    from small_files import small_files

    import grantdocs
    from grantdocs.errors import ReadError

    for kind, data in small_files().items():
        try:
            grantdocs.read(data, name=f"a.{kind}")
        except ReadError:
            continue
    # What libraries say of damage on the way is of no use here.
    logging.disable()
    resource.setrlimit(resource.RLIMIT_AS, (memory * 1_000_000, memory * 1_000_000))
    pipe.send("ready")
    while True:
        _, name, made_of = pipe.recv()
        data = _bytes(made_of)
        try:
            broken = broken_promises(grantdocs.read(data, name=Path(name).name))
            pipe.send(("broken promises", "; ".join(broken)[:200]) if broken else ("read", ""))
        except ReadError as error:
            # Where a reader says what is wrong, it raises the error itself; what it did not foresee is only wrapped.
            is_unforeseen = error.__cause__ is not None and f"({type(error.__cause__).__name__})" in error.reason
            pipe.send(("ReadError", _place(error.__cause__) if is_unforeseen else ""))
        except BaseException as error:  # noqa: BLE001 - that is what is counted
            pipe.send(("other exceptions", _place(error)))


def _place(error: BaseException | None) -> str:
    """The kind of an exception and the last line of ours that it came through."""
    place = ""
    trace = error.__traceback__ if error else None
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if "grantdocs" in path:
            place = f"{Path(path).parent.name}/{Path(path).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"


if __name__ == "__main__":
    main()
