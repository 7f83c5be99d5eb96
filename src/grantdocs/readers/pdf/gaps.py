"""Which blank space within the lines of a page parts cells: what is too wide for a blank, and what tabs left."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

__all__ = ["Gap", "parting", "telling"]

_WIDE = 0.9
"""In heights of the letters, from here on blank space may part two cells."""
_BESIDE = 0.12
"""White on both sides of a blank that belongs to the letters, in their height; gaps are measured without it."""
_UNLIKE = 0.06
"""Blank space that differs from a blank by less, in heights of the letters, is as wide as one."""
_STRETCHED = 1.15
"""Times the width of a blank; a line whose blanks are wider has been stretched to the margin."""
_STOPS = (35.43, 36.0)
"""Points from one tab stop to the next where nobody moved them: 1.25 cm, half an inch."""
_AT_STOP = 0.4


@dataclass(slots=True)
class Gap:
    """Blank space between two words of a line."""

    index: int
    """Where in the text of the line the words after it begin."""
    width: float
    origin: float
    """Where the words after it begin on the page."""
    is_jump: bool
    """The file holds no blank here, though it does between other words: whoever wrote it moved on, as tabs do."""
    is_wide: bool = False
    is_blank: bool = False
    """It is as wide as a blank."""


def telling(gaps: list[Gap], size: float, blank: float) -> list[Gap]:
    """Those gaps of one line that are no mere blanks, stretched or not; `blank`: how wide one is on this page."""
    widths = sorted(gap.width for gap in gaps)
    usual = widths[(len(widths) - 1) // 2] if len(widths) > 2 else 0.0
    typed = sorted(gap.width for gap in gaps if not gap.is_jump)
    if len(typed) < 0.5 * len(gaps) and len(gaps) > 2:
        typed = widths
    normal = typed[len(typed) // 2] if typed else blank
    is_stretched = normal > _STRETCHED * blank
    unlike = normal if is_stretched else _UNLIKE * size
    for gap in gaps:
        white = gap.width + _BESIDE * size
        gap.is_wide = white > _WIDE * size and white > 2.2 * (usual + _BESIDE * size)
        gap.is_blank = abs(gap.width - normal) <= unlike
    return [gap for gap in gaps if gap.is_wide or (gap.is_jump and not (gap.is_blank and is_stretched))]


def parting(lines: Sequence[tuple[float, list[Gap]]]) -> list[list[Gap]]:
    """The gaps of each line of a page that may part cells; lines are given as their left end and telling gaps."""
    alike = [_is_at_stop(gap.origin - left) for left, gaps in lines for gap in gaps if gap.is_blank]
    # Some programs leave blanks out wherever they change the letters; then such gaps stand anywhere.
    is_tab_a_blank = sum(alike) > 0.5 * len(alike)
    begun = sorted((gap.origin, number) for number, (_, gaps) in enumerate(lines) for gap in gaps)
    parted: list[list[Gap]] = []
    for number, (left, gaps) in enumerate(lines):
        parted.append(
            [gap for gap in gaps if gap.is_wide or _is_tab(gap, left, begun, number, is_tab_a_blank=is_tab_a_blank)]
        )
    return parted


def _is_tab(gap: Gap, left: float, begun: list[tuple[float, int]], number: int, *, is_tab_a_blank: bool) -> bool:
    """Whether the words after a jump begin at a stop that programs set by themselves, or where those of others do."""
    if gap.is_blank:
        return is_tab_a_blank and _is_at_stop(gap.origin - left)
    if _is_at_stop(gap.origin - left):
        return True
    first = bisect_left(begun, (gap.origin - 2 * _AT_STOP, 0))
    beside = takewhile(lambda other: other[0] <= gap.origin + 2 * _AT_STOP, islice(begun, first, None))
    return any(other != number for _, other in beside)


def _is_at_stop(from_left: float) -> bool:
    return any(abs(from_left - round(from_left / stop) * stop) <= _AT_STOP for stop in _STOPS)
