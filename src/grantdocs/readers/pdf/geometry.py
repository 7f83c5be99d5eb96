"""From the coordinates of a PDF page (origin at the bottom left, not turned yet) to those of who looks at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["Geometry"]


@dataclass(frozen=True, slots=True)
class Geometry:
    """Points, origin at the top left corner of the page as shown."""

    width: float
    height: float
    turned: int
    """Degrees clockwise: 0, 90, 180, 270."""
    left: float
    bottom: float
    right: float
    top: float
    """The visible part of the page before turning."""

    @classmethod
    def of(cls, page: Any) -> Geometry:
        left, bottom, right, top = page.get_cropbox()
        width, height = page.get_size()
        return cls(width, height, page.get_rotation() % 360, left, bottom, right, top)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        if self.turned == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turned == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turned == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left

    def turn(self) -> Callable[[float, float, float, float], tuple[float, float, float, float]]:
        """`box` as a function that costs little; it is called for every line, and pages are seldom turned."""
        if self.turned:
            return self.box
        from_left, from_top = self.left, self.top
        return lambda left, bottom, right, top: (
            left - from_left, from_top - top, right - from_left, from_top - bottom,
        )  # fmt: skip

    def back(self, x: float, y: float) -> tuple[float, float]:
        """The point of the page that is shown at `x`, `y`."""
        if self.turned == 0:
            return x + self.left, self.top - y
        if self.turned == 90:
            return y + self.left, x + self.bottom
        if self.turned == 180:
            return self.right - x, y + self.bottom
        return self.right - y, self.top - x
