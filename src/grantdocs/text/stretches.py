"""What stands at stretches of a text, found by its place without a walk over all of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from itertools import accumulate
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grantdocs.model.location import Span

__all__ = ["Apart", "Stretches", "spans"]


_Held = TypeVar("_Held")


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


def spans(held: Iterable[Span]) -> Stretches[Span]:
    return Stretches((span.start, span.end, span) for span in sorted(held))


class Apart:
    """Stretches of which none overlaps another."""

    def __init__(self, taken: Iterable[tuple[int, int]] = ()) -> None:
        self._taken: list[tuple[int, int]] = []
        for start, end in taken:
            self.takes(start, end)

    def takes(self, start: int, end: int) -> bool:
        """Adds a stretch, unless it overlaps one of them."""
        free = not self.meets(start, end)
        if free:
            insort(self._taken, (start, end))
        return free

    def meets(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps one of them."""
        i = bisect_left(self._taken, (end,))
        return i > 0 and self._taken[i - 1][1] > start
