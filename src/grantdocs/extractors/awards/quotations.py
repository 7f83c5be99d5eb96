"""What stands between quotation marks of any kind, nested and unbalanced ones included."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import attrgetter

import regex

from grantdocs.extractors.reading import Reading

__all__ = ["Quotation", "Quotations", "quotations"]

_MARK_RE = regex.compile(r'"|(?<!\w)\'(?=\w)|(?<=[\w.!?)])\'(?!\w)')
_ALWAYS_OPEN = frozenset("\N{DOUBLE LOW-9 QUOTATION MARK}\N{SINGLE LOW-9 QUOTATION MARK}")
_LONGEST = 300
_AFTERTHOUGHT = 160
"""A closing mark without an opening one belongs to the quotation before it, if it is no farther away."""
_start, _outer_start, _outer_end = map(attrgetter, ("start", "outer_start", "outer_end"))


@dataclass(frozen=True, slots=True)
class Quotation:
    """Folded offsets: `start` to `end` are the words, `outer_start` to `outer_end` the marks with them."""

    start: int
    end: int
    outer_start: int
    outer_end: int


@dataclass(frozen=True, slots=True)
class Quotations:
    whole: tuple[Quotation, ...]
    closings: tuple[int, ...]
    """Closing marks that nothing opens."""
    openings: tuple[int, ...]
    """Opening marks that nothing closes."""

    def after(self, position: int) -> Quotation | None:
        i = bisect_left(self.whole, position, key=_outer_start)
        return self.whole[i] if i < len(self.whole) else None

    def beginning(self, start: int, end: int) -> tuple[Quotation, ...]:
        """Those whose words begin from `start` to `end` (exclusive)."""
        first, last = (bisect_left(self.whole, offset, key=_start) for offset in (start, end))
        return self.whole[first:last]

    def before(self, position: int, distance: int) -> tuple[Quotation, ...]:
        """Those that end up to so many characters before a place."""
        first = bisect_left(self.whole, position - distance, key=_outer_end)
        return self.whole[first : bisect_right(self.whole, position, key=_outer_end)]

    def closing_after(self, position: int) -> int | None:
        """The next closing mark that nothing opens."""
        i = bisect_right(self.closings, position)
        return self.closings[i] if i < len(self.closings) else None

    def around(self, position: int) -> Quotation | None:
        i = bisect_right(self.whole, position, key=_start) - 1
        return self.whole[i] if i >= 0 and position < self.whole[i].end else None


def quotations(reading: Reading) -> Quotations:
    text = reading.folded.text
    whole: list[Quotation] = []
    closings: list[int] = []
    openings: list[int] = []
    stack: list[int] = []
    line = 0
    for match in _MARK_RE.finditer(text):
        position = match.start()
        if stack and ("\n" in text[line:position] or "\t" in text[line:position] or position - stack[0] > _LONGEST):
            openings.append(stack[0])
            stack.clear()
        if not stack:
            line = position
        if _opens(reading, position, nested=bool(stack)):
            stack.append(position)
        elif not stack:
            _close_again(text, position, whole, closings)
        else:
            opened = stack.pop()
            if not stack:
                whole.append(Quotation(opened + 1, position, opened, position + 1))
    openings += stack[:1]
    return Quotations(tuple(whole), tuple(closings), tuple(openings))


def _close_again(text: str, position: int, whole: list[Quotation], closings: list[int]) -> None:
    """Marks that close once more than they opened, as after a company's quoted name: the quotation goes on to there."""
    last = whole[-1] if whole else None
    if last and position - last.outer_end < _AFTERTHOUGHT:
        between = text[last.outer_end : position]
        if between[:1] == " " and between[1:2].islower() and not regex.search(r"[\n\t;:]|[.!?]\s", between):
            whole[-1] = Quotation(last.start, position, last.outer_start, position + 1)
            return
    closings.append(position)


def _opens(reading: Reading, position: int, *, nested: bool) -> bool:
    text = reading.folded.text
    if reading.document.text[reading.folded.original(position)] in _ALWAYS_OPEN:
        return True
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    free_before = before.isspace() or before in "([{/-\"'"
    free_after = after.isspace() or after in ".,;:!?)]}/\"'"
    if free_before != free_after:
        return free_before
    return not nested
