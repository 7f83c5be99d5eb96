"""A picture in its own size, in half of it, in a quarter: who looks at few points of a large area takes a small one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Levels", "View"]

_PART: Final = 16
"""What is larger than this part of the picture is taken from the whole of it, made smaller once."""


@dataclass(frozen=True, slots=True)
class View:
    """Part of a picture: what lies at (x, y) in the picture is at (x - left, y - top) * factor in it."""

    pixels: NDArray[Any]
    left: int
    top: int
    factor: float
    """1, 1/2, 1/4 ..."""


class Levels:
    """Made when asked for; a pixel of one level is the mean of four of the level before."""

    def __init__(self, picture: NDArray[Any]) -> None:
        self._pictures = [picture]

    @property
    def picture(self) -> NDArray[Any]:
        return self._pictures[0]

    def around(self, x: float, y: float, reach: tuple[float, float], step: float) -> View:
        """What to look at every `step` pixels; at least as far as `reach` to all sides, as far as there is picture."""
        height, width = self.picture.shape[:2]
        level = 0
        while 2 << level <= step * 1.25 and min(height, width) >> level >= 4:
            level += 1
        if not level:
            return View(self.picture, 0, 0, 1.0)
        cell = 1 << level
        left, right = (_whole(side, cell, width) for side in (x - reach[0], x + reach[0] + cell))
        top, bottom = (_whole(side, cell, height) for side in (y - reach[1], y + reach[1] + cell))
        if (right - left) * (bottom - top) * _PART > width * height or right <= left or bottom <= top:
            return View(self._at(level), 0, 0, 1 / cell)
        part = self.picture[top:bottom, left:right]
        for _ in range(level):
            part = _halved(part)
        return View(part, left, top, 1 / cell)

    def _at(self, level: int) -> NDArray[Any]:
        while len(self._pictures) <= level:
            self._pictures.append(_halved(self._pictures[-1]))
        return self._pictures[level]


def _whole(side: float, cell: int, limit: int) -> int:
    """The last place before it, within the picture, at which pixels of the smaller size begin."""
    return min(max(0, math.floor(side / cell)), limit // cell) * cell


def _halved(larger: NDArray[Any]) -> NDArray[Any]:
    height, width = larger.shape[0] // 2, larger.shape[1] // 2
    return cv2.resize(larger[: 2 * height, : 2 * width], (width, height), interpolation=cv2.INTER_AREA)
