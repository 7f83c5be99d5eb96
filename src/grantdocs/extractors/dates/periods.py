"""Periods in reading order, found by the days that they hold without a walk over all of them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

__all__ = ["Periods"]


class _Period(Protocol):
    @property
    def start(self) -> dt.date: ...

    @property
    def end(self) -> dt.date: ...


_PeriodT = TypeVar("_PeriodT", bound=_Period)


class Periods(Generic[_PeriodT]):
    """Periods in reading order, of which the first one that holds some days is asked for."""

    def __init__(self, periods: Sequence[_PeriodT]) -> None:
        self._periods = periods
        ordered = sorted((period.start, period.end) for period in periods)
        self._starts = [start for start, _ in ordered]
        self._reached = list(accumulate((end for _, end in ordered), max))
        self._halves: tuple[Periods[_PeriodT], Periods[_PeriodT]] | None = None

    def first_around(self, start: dt.date, end: dt.date) -> _PeriodT | None:
        begun = bisect_right(self._starts, start)
        if not begun or self._reached[begun - 1] < end:
            return None
        if len(self._periods) == 1:
            return self._periods[0]
        if self._halves is None:
            middle = len(self._periods) // 2
            self._halves = Periods(self._periods[:middle]), Periods(self._periods[middle:])
        first, second = self._halves
        return first.first_around(start, end) or second.first_around(start, end)
