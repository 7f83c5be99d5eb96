"""Rings of about twelve equal spots among outlines, without any thought of what they show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["rings"]

_MOST: Final = 40
"""Rings that are told of."""
_MOST_SPOTS: Final = 8000
"""More spots than this are a texture, in which no ring is looked for."""
_MOST_EQUAL: Final = 4000
_STEPS: Final = 1.5
"""Spots of one ring differ less than this in size."""
_LINK: Final = 2.3
"""Neighbouring stars stand 1.55 star widths apart, middle to middle."""
_NUMBER: Final = (10, 14)
_STRETCHED: Final = (0.6, 1.7)
"""Width of a ring by its height."""
_ROUND: Final = 0.2
"""How far spots may stand off the circle, as a part of its radius."""

Ring = tuple[float, float, float, float]
"""Left, top, width, height."""


def rings(outlines: Sequence[NDArray[Any]]) -> Iterator[Ring]:
    """Each once, those of the smallest spots first."""
    if not _NUMBER[0] <= len(outlines) <= _MOST_SPOTS:
        return
    boxes = np.array([cv2.boundingRect(outline) for outline in outlines], np.float32)
    width, height = boxes[:, 2], boxes[:, 3]
    sizes = np.maximum(width, height)
    is_spot = (sizes >= 2) & (width < 2 * height + 1) & (height < 2 * width + 1)
    spots, sizes = boxes[is_spot], sizes[is_spot]
    told: set[Ring] = set()
    limit = 2.0
    while limit <= sizes.max(initial=0) and len(told) < _MOST:
        equal = spots[(sizes >= limit) & (sizes <= limit * _STEPS * _STEPS)]
        if _NUMBER[0] <= len(equal) <= _MOST_EQUAL:
            for group in _linked(equal, _LINK * _STEPS * limit):
                ring = _ring(group)
                if ring is not None and ring not in told:
                    told.add(ring)
                    yield ring
        limit *= _STEPS


def _linked(spots: NDArray[Any], reach: float) -> Iterator[NDArray[Any]]:
    """Groups of 10 to 14 spots, each within reach of another of its group."""
    one, other = _neighbours(spots[:, :2] + spots[:, 2:] / 2, reach)
    names = np.arange(len(spots))
    while True:
        least = np.minimum(names[one], names[other])
        if (names[one] == least).all() and (names[other] == least).all():
            break
        np.minimum.at(names, one, least)
        np.minimum.at(names, other, least)
        names = names[names]
    numbers = np.bincount(names)
    for name in np.flatnonzero((numbers >= _NUMBER[0]) & (numbers <= _NUMBER[1])):
        yield spots[names == name]


def _neighbours(middles: NDArray[Any], reach: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs that stand nearer than that: in the order in which they stand, each is compared with the next, the second
    next ... until even the nearest are too far apart."""
    along = int(np.argmax(np.ptp(middles, axis=0)))
    order = np.argsort(middles[:, along], kind="stable")
    x, y = middles[order, along], middles[order, 1 - along]
    pairs: list[tuple[NDArray[np.intp], NDArray[np.intp]]] = []
    for step in range(1, len(order)):
        away = x[step:] - x[:-step]
        near = np.flatnonzero(away < reach)
        if not len(near):
            break
        near = near[away[near] ** 2 + (y[near + step] - y[near]) ** 2 < reach**2]
        pairs.append((order[near], order[near + step]))
    if not pairs:
        return order[:0], order[:0]
    return np.concatenate([one for one, _ in pairs]), np.concatenate([other for _, other in pairs])


def _ring(spots: NDArray[Any]) -> Ring | None:
    """What they cover, if they stand on a circle that may be a little stretched."""
    middles = spots[:, :2] + spots[:, 2:] / 2
    least, most = middles.min(axis=0), middles.max(axis=0)
    wide, high = (most - least).tolist()
    if not high or not _STRETCHED[0] < wide / high < _STRETCHED[1]:
        return None
    away = np.hypot(*(2 * (middles - least) / (most - least) - 1).T)
    if float(np.abs(away - 1).mean()) > _ROUND:
        return None
    left, top = spots[:, :2].min(axis=0).tolist()
    right, bottom = (spots[:, :2] + spots[:, 2:]).max(axis=0).tolist()
    return left, top, right - left, bottom - top
