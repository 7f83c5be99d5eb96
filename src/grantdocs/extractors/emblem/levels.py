"""A picture in its own size, in half of it, in a quarter: who looks at few points of a large area takes a small one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Levels"]


class Levels:
    """Made when asked for; a pixel of one level is the mean of four of the level before."""

    def __init__(self, picture: NDArray[Any]) -> None:
        self._pictures = [picture]

    @property
    def picture(self) -> NDArray[Any]:
        return self._pictures[0]

    def for_step(self, pixels: float) -> tuple[NDArray[Any], float]:
        """What to look at every so many pixels, and how large it is by the picture itself (1, 1/2, 1/4 ...)."""
        level = 0
        while 2 << level <= pixels * 1.25 and min(self._at(level).shape[:2]) >= 4:
            level += 1
        return self._at(level), 0.5**level

    def _at(self, level: int) -> NDArray[Any]:
        while len(self._pictures) <= level:
            larger = self._pictures[-1]
            even = larger[: larger.shape[0] // 2 * 2, : larger.shape[1] // 2 * 2]
            half = (even.shape[1] // 2, even.shape[0] // 2)
            self._pictures.append(cv2.resize(even, half, interpolation=cv2.INTER_AREA))
        return self._pictures[level]
