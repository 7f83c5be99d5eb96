"""What the processes of an audit take while it runs: memory and time of the supervisor, the nursery and the workers."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Looks", "family", "tenths"]

ROLES = ("supervisor", "nursery", "workers", "crew")
"""The crew compares and judges jointly once all is judged, with a nursery of its own."""
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class _Look:
    at: float
    pid: int
    role: str
    resident: float
    """Megabytes, with all that is shared with others,"""
    proportional: float
    """and with its part of what is shared only."""
    processor: float
    """Seconds since it began,"""
    queue: float
    """and those in which it waited for the processor."""


@dataclass(slots=True)
class Looks:
    """At an audit of this machine, from its first process on."""

    pid: int
    _looks: list[_Look] = field(default_factory=list)
    _sums: list[float] = field(default_factory=list)
    _nursery: int | None = None

    def take(self) -> None:
        family_now, now = family(self.pid), time.monotonic()
        found = [
            look for number, pid in enumerate(family_now) if (look := _look(pid, self._role(number, family_now), now))
        ]
        self._looks += found
        self._sums.append(sum(look.proportional for look in found))

    def _role(self, number: int, family_now: list[int]) -> str:
        if number == 0:
            return "supervisor"
        self._nursery = self._nursery or family_now[1]
        if family_now[1] != self._nursery:
            return "crew"
        return "nursery" if number == 1 else "workers"

    @property
    def megabytes(self) -> list[float]:
        """Of all processes together from look to look, what they share counted once."""
        return self._sums

    @property
    def processor(self) -> float:
        """Seconds of a core that all processes took together, as far as they were looked at."""
        return sum(last.processor for _, last in _first_and_last(self._looks))

    def told(self) -> Iterator[str]:
        for role in ROLES:
            of_role = self._of(role)
            if not of_role:
                continue
            yield (
                f"  {role:<11}{len({look.pid for look in of_role}):3} processes   largest over the run, MB: "
                f"resident {_listed(look.resident for look in of_role)}; "
                f"their part {_listed(look.proportional for look in of_role)}"
            )
        workers = list(_first_and_last(self._of("workers")))
        begin, end = min(first.at for first, _ in workers), max(last.at for _, last in workers)
        supervisor = self._of("supervisor")
        beside = _processor(look for look in supervisor if begin <= look.at <= end)
        judging = _processor(self._of("workers"))
        yield f"  while the workers judge for {judging:.1f} s the supervisor takes {beside:.1f} s, {beside / judging:.1%}"
        yield (
            f"  comparing and writing then take {supervisor[-1].at - end:.1f} s on the clock, of the processor "
            f"{_processor(look for look in supervisor if look.at >= end):.1f} s of the supervisor and "
            f"{_processor(self._of('crew')):.1f} s of the crew"
        )
        alive = sum(last.at - first.at for first, last in workers)
        idle = alive - judging - sum(last.queue - first.queue for first, last in workers)
        yield f"  workers wait for documents, and for the disk, in {idle / alive:.1%} of their time"

    def _of(self, role: str) -> list[_Look]:
        return [look for look in self._looks if look.role == role]


def family(pid: int) -> list[int]:
    """A process and all that it started, the older ones first."""
    found = [pid]
    for each in found:
        with suppress(OSError):
            for thread in Path(f"/proc/{each}/task").iterdir():
                found += map(int, (thread / "children").read_text(encoding="ascii").split())
    return found


def tenths(values: list[float]) -> list[float]:
    return [max(values[len(values) * step // 10 :][: max(1, len(values) // 10)]) for step in range(10)]


def _listed(values: Iterator[float]) -> str:
    return " ".join(f"{value:.0f}" for value in tenths(list(values)))


def _processor(looks: Iterable[_Look]) -> float:
    return sum(last.processor - first.processor for first, last in _first_and_last(looks))


def _first_and_last(looks: Iterable[_Look]) -> Iterator[tuple[_Look, _Look]]:
    by_pid: dict[int, list[_Look]] = defaultdict(list)
    for look in looks:
        by_pid[look.pid].append(look)
    return ((found[0], found[-1]) for found in by_pid.values())


def _look(pid: int, role: str, now: float) -> _Look | None:
    about = Path("/proc", str(pid))
    try:
        memory = dict(
            line.split(":", 1) for line in (about / "smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
        )
        fields = (about / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        queue = int((about / "schedstat").read_text(encoding="ascii").split()[1]) / 1e9
    except OSError:
        return None
    resident, proportional = (int(memory[name].split()[0]) / 1024 for name in ("Rss", "Pss"))
    return _Look(now, pid, role, resident, proportional, (int(fields[11]) + int(fields[12])) / _TICKS, queue)
