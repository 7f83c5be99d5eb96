"""How far an audit is: rate, time left, verdicts, what could not be read; for people, for programs, or not at all."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from grantdocs.audit.records import Record

__all__ = ["FORMS", "Progress"]

FORMS: Final = ("plain", "json", "none")
_EVERY: Final = {"plain": 1.0, "json": 5.0}
"""Seconds between two lines."""
_SILENT: Final = 10.0
"""Seconds between two lines that do not go to a terminal."""


class Progress:
    def __init__(
        self, form: str = "none", *, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._form = form
        self._out = out or sys.stderr
        self._clock = clock
        self._started = clock()
        self._next = self._started
        self._is_terminal = form == "plain" and self._out.isatty()
        self.share: float | None = None
        """How much of the sources is gone through, from 0 to 1, where that is known."""
        self.listed = 0
        self.known = 0
        """Of these, those that need not be judged: done before, or the same bytes."""
        self.judged = 0
        self.verdicts: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()

    def skip(self, *, status: str = "done") -> None:
        self.listed += 1
        self.known += 1
        self.statuses[status] += 1
        self._show()

    def take(self) -> None:
        self.listed += 1

    def finish_one(self, record: Record) -> None:
        self.judged += 1
        self.statuses[record.status.value] += 1
        if record.verdict:
            self.verdicts[record.verdict] += 1
        self._show()

    def stage(self, name: str) -> None:
        """Another part of the work begins: `judging`, `comparing`, `writing`, `done`."""
        self._show(name, at_once=True)

    def _show(self, stage: str = "judging", *, at_once: bool = False) -> None:
        now = self._clock()
        if self._form == "none" or (now < self._next and not at_once):
            return
        wait = _EVERY[self._form] if self._is_terminal or self._form == "json" else _SILENT
        self._next = now + wait
        seconds = now - self._started
        rate = self.judged / seconds if seconds > 0 else 0.0
        left = seconds * (1 - self.share) / self.share if self.share else None
        line = self._json(stage, seconds, rate, left) if self._form == "json" else self._plain(stage, rate, left)
        if self._is_terminal:
            self._out.write(f"\r\x1b[2K{line}" + ("\n" if stage == "done" else ""))
        else:
            self._out.write(line + "\n")
        self._out.flush()

    def _json(self, stage: str, seconds: float, rate: float, left: float | None) -> str:
        return json.dumps(
            {
                "stage": stage,
                "seconds": round(seconds, 1),
                "documents": self.known + self.judged,
                "share": None if self.share is None else round(self.share, 4),
                "judged": self.judged,
                "known": self.known,
                "per_second": round(rate, 2),
                "seconds_left": None if left is None else round(max(0.0, left)),
                "verdicts": dict(sorted(self.verdicts.items())),
                "statuses": dict(sorted(self.statuses.items())),
            }
        )

    def _plain(self, stage: str, rate: float, left: float | None) -> str:
        told = [f"{stage}: {self.known + self.judged:,} documents"]
        if self.share is not None and stage == "judging":
            told.append(f"{self.share:.0%} of the sources")
        if self.judged:
            told.append(f"{rate:.1f} a second")
        if left is not None and stage == "judging":
            told.append(f"{_span(left)} left")
        told += [f"{count} {name}" for name, count in sorted((self.verdicts + self._trouble()).items())]
        return ", ".join(told)

    def _trouble(self) -> Counter[str]:
        return Counter({name: count for name, count in self.statuses.items() if name != "judged"})


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(max(0.0, seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
