"""The organisations of a text in its order, found by where they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from grantdocs.extractors.organisations import Organisation
from grantdocs.extractors.partners.claims import folded
from grantdocs.extractors.reading import Reading
from grantdocs.model.location import Span
from grantdocs.text.stretches import Stretches

__all__ = ["Named", "Place"]

Place = tuple[int, int, Organisation]
"""First folded character of a name, the one behind its last, and whose name it is."""


class Named:
    def __init__(self, reading: Reading, organisations: Iterable[Organisation]) -> None:
        self.all = tuple(sorted(organisations, key=attrgetter("span")))
        self.places: Sequence[Place] = [(*folded(reading, one.span), one) for one in self.all]
        self._starts = [start for start, _, _ in self.places]
        self._stretches = Stretches((start, end, (start, end, one)) for start, end, one in self.places)
        self._spans = Stretches((one.span.start, one.span.end, one) for one in self.all)

    def beginning(self, start: int, end: int) -> Sequence[Place]:
        """Those that begin from one folded character to another (exclusive)."""
        return self.places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def from_(self, start: int) -> Iterator[Place]:
        """Those that begin at a folded character or behind it."""
        return map(self.places.__getitem__, range(bisect_left(self._starts, start), len(self.places)))

    def back_from(self, end: int) -> Iterator[Place]:
        """Those that begin before a folded character, the last one first."""
        return map(self.places.__getitem__, range(bisect_left(self._starts, end) - 1, -1, -1))

    def near(self, start: int, end: int) -> Sequence[Place]:
        """Those that overlap folded characters or stand right beside them, and perhaps a few before."""
        return self._stretches.near(start, end, 0)

    def over(self, span: Span) -> Organisation | None:
        """The first one that overlaps a span."""
        return next((one for one in self._spans.near(span.start, span.end, 0) if one.span.overlaps(span)), None)
