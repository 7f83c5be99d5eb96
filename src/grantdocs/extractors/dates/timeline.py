"""Dates in reading order, found by where they stand or by the days that they hold without a walk over all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

__all__ = ["Periods", "Stretches"]


class _Period(Protocol):
    @property
    def start(self) -> dt.date: ...

    @property
    def end(self) -> dt.date: ...


_Held = TypeVar("_Held")
_PeriodT = TypeVar("_PeriodT", bound=_Period)


class Stretches(Generic[_Held]):
    """Things that stand at stretches of a text, in the order of their starts."""

    def __init__(self, held: Iterable[tuple[int, int, _Held]]) -> None:
        """`held` are starts, ends and the things."""
        ordered = list(held)
        self._starts = [start for start, _, _ in ordered]
        # Longer ones may end behind those that follow: how far any of them has reached by then.
        self._reached = list(accumulate((end for _, end, _ in ordered), max))
        self._held = [thing for _, _, thing in ordered]

    def beginning(self, start: int, end: int) -> list[_Held]:
        """Those that begin from `start` to `end` (exclusive)."""
        return self._held[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def last_before(self, end: int) -> _Held | None:
        """The last one that begins before a character."""
        i = bisect_left(self._starts, end)
        return self._held[i - 1] if i else None

    def near(self, start: int, end: int, distance: int) -> list[_Held]:
        """All that stand up to so many characters from a stretch, and perhaps a few that end before that."""
        return self._held[bisect_left(self._reached, start - distance) : bisect_right(self._starts, end + distance)]


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
