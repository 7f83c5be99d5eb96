"""Which pixels of a picture are blue, yellow, dark or light: asked once of all of them, a few rows at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Plane", "Planes"]

_HALVED_FROM: Final = 300_000
"""Pixels from which fields of colour, and one-colour versions, are looked for in half the size."""
_QUARTERED_FROM: Final = 6_400_000
"""Pixels from which one-colour versions are looked for in a quarter of the size, and yellow stars in half."""
_AT_ONCE: Final = 250_000
"""Pixels: fewer are many calls, more are new memory every time, which takes longer than the work in it."""
_MOST: Final = 128
"""A pixel of half the size is set where more than half of its four are: a line one pixel wide keeps fields apart."""
_BUSY: Final = (4_000, 300)
"""Corners from which on a plane is too busy in its size: so many, or one in so many pixels of the picture."""
_AROUND: Final = 0.03
"""Of the height of an emblem: how much around it belongs to it."""
_NEITHER: Final = 178
"""As grey: not dark and not light."""
_ALIGNED: Final = 16
"""Pixels: what is cut out begins at a multiple of them, so that it can be halved some times."""


@dataclass(frozen=True, slots=True)
class Plane:
    """Values of 0 to 255; a pixel stands for `scale` by `scale` of the picture."""

    values: NDArray[Any]
    scale: int

    @classmethod
    def of(cls, picture: NDArray[Any], scale: int) -> Plane:
        return cls(np.empty((picture.shape[0] // scale, picture.shape[1] // scale), np.uint8), scale)

    def rows(self, top: int, number: int) -> NDArray[Any]:
        """Where those rows of the picture belong."""
        return self.values[top // self.scale : (top + number) // self.scale]

    def above(self, level: int) -> Plane:
        return Plane(cv2.threshold(self.values, level, 255, cv2.THRESH_BINARY)[1], self.scale)

    def up_to(self, level: int) -> Plane:
        return Plane(cv2.threshold(self.values, level, 255, cv2.THRESH_BINARY_INV)[1], self.scale)

    def outlines(self, how: int) -> tuple[Sequence[NDArray[Any]], int]:
        """Of all areas that are set, and the scale they are in: a smaller one where there are too many to follow, as in
        noise. Lines of points as OpenCV finds them."""
        left, top, width, height = cv2.boundingRect(self.values)
        if not width:
            return (), self.scale
        most = max(_BUSY[0], self.values.size * self.scale**2 // _BUSY[1])
        left, top = left // _ALIGNED * _ALIGNED, top // _ALIGNED * _ALIGNED
        values, scale = self.values[top : top + height + _ALIGNED, left : left + width + _ALIGNED], self.scale
        while min(values.shape) > _ALIGNED and _corners(values) > most:
            values, scale, left, top = _majority(values), scale * 2, left // 2, top // 2
        return cv2.findContours(values, how, cv2.CHAIN_APPROX_SIMPLE, offset=(left, top))[0], scale


class Planes:
    """255 where a picture is blue, clearly blue, yellow, else 0; and how light it is."""

    def __init__(self, picture: NDArray[Any]) -> None:
        height, width = picture.shape[:2]
        scale = 1 if height * width <= _HALVED_FROM else 2 if height * width <= _QUARTERED_FROM else 4
        self.blue, self.clear_blue = Plane.of(picture, min(2, scale)), Plane.of(picture, min(2, scale))
        self.yellow = Plane.of(picture, max(1, scale // 2))
        self.grey = Plane.of(picture, scale)
        at_once = max(4, _AT_ONCE // width // 4 * 4)
        room = [np.empty((at_once, width), np.uint8) for _ in range(7)]
        for top in range(0, height, at_once):
            self._fill(picture[top : top + at_once], top, room)

    def forget(self, left: float, top: float, width: float, height: float) -> None:
        """What was found to be an emblem, so that its parts are not looked at again."""
        margin = _AROUND * height
        for plane, nothing in ((self.blue, 0), (self.clear_blue, 0), (self.yellow, 0), (self.grey, _NEITHER)):
            rows = slice(max(0, round((top - margin) / plane.scale)), round((top + height + margin) / plane.scale))
            columns = slice(max(0, round((left - margin) / plane.scale)), round((left + width + margin) / plane.scale))
            plane.values[rows, columns] = nothing

    def _fill(self, picture: NDArray[Any], top: int, room: list[NDArray[Any]]) -> None:
        """The rows from `top` on. What is larger than the result stays in `room`, which is used again."""
        number = len(picture)
        red, green, blue, first, second, one, other = (place[:number] for place in room)
        cv2.split(picture, [red, green, blue])
        # Green is nearly as light as the whole, and costs nothing.
        grey = self.grey.rows(top, number)
        if self.grey.scale == 1:
            grey[:] = green
        else:
            _halved(green if self.grey.scale == 2 else _halved(green), grey)
        cv2.subtract(red, blue, first)
        cv2.subtract(green, blue, second)
        _where((first, 60), (second, 40), (one, other), self.yellow.rows(top, number))
        cv2.subtract(blue, red, first)
        cv2.subtract(blue, green, second)
        for plane, more_than_red, more_than_green in ((self.blue, 30, 8), (self.clear_blue, 75, 45)):
            _where((first, more_than_red), (second, more_than_green), (one, other), plane.rows(top, number))


def _where(
    one: tuple[NDArray[Any], int],
    other: tuple[NDArray[Any], int],
    room: tuple[NDArray[Any], NDArray[Any]],
    to: NDArray[Any],
) -> None:
    """255 where both are above their levels; in half the size if that is what it is to be written to."""
    cv2.threshold(*one, 255, cv2.THRESH_BINARY, room[0])
    cv2.threshold(*other, 255, cv2.THRESH_BINARY, room[1])
    if to.shape == room[0].shape:
        cv2.bitwise_and(room[0], room[1], to)
    else:
        _majority(cv2.bitwise_and(room[0], room[1], room[0]), to)


def _halved(plane: NDArray[Any], to: NDArray[Any] | None = None) -> NDArray[Any]:
    """Without the last row or column where their number is odd: every other ratio than two takes far longer."""
    height, width = plane.shape[0] // 2, plane.shape[1] // 2
    if to is None:
        to = np.empty((height, width), np.uint8)
    if to.size:
        cv2.resize(plane[: 2 * height, : 2 * width], (width, height), to, interpolation=cv2.INTER_AREA)
    return to


def _majority(mask: NDArray[Any], to: NDArray[Any] | None = None) -> NDArray[Any]:
    half = _halved(mask, to)
    if half.size:
        cv2.threshold(half, _MOST, 255, cv2.THRESH_BINARY, half)
    return half


def _corners(mask: NDArray[Any]) -> int:
    """Pixels that differ from those above and to the left, about as many as it takes steps to follow all outlines."""
    here = mask[1:, 1:]
    above, beside = cv2.bitwise_xor(here, mask[:-1, 1:]), cv2.bitwise_xor(here, mask[1:, :-1])
    return cv2.countNonZero(cv2.bitwise_and(above, beside))
