"""Places in a picture that may be an emblem: fields with the form of a flag, and rings of equal spots."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Candidate", "candidates"]

_LEAST: Final = (18, 12)
"""Width and height in pixels."""
_PROPORTIONS: Final = (1.1, 2.1)
"""Width by height; far from 1.5 it is still an emblem, though a distorted one."""
_FILLED: Final = 0.72
_MOST: Final = 40
"""Candidates of one kind that are looked at, the largest first."""
_MOST_SPOTS: Final = 4000
"""More spots than this are a texture, in which no ring is looked for."""
_HALVED_FROM: Final = 300_000
"""Pixels from which one-colour versions are looked for in half the size."""
_STEPS: Final = 1.5
"""Spots of one ring differ less than this in size."""
_LINK: Final = 2.3
"""Neighbouring stars stand 1.55 star widths apart, middle to middle."""
_RING_TO_FIELD: Final = 3 / 2 / (1 + 1 / 6)
"""Height of the field by the outer height of the ring of stars."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field by its middle, its size in pixels and how far it is turned clockwise, in degrees."""

    x: float
    y: float
    width: float
    height: float
    turned: float
    framed: bool


def candidates(picture: NDArray[Any]) -> Iterator[Candidate]:
    """The likeliest first: blue fields, rings of yellow, dark fields and light ones in a dark frame, rings of light and
    of dark spots, all that is not background."""
    red, green, blue = cv2.split(picture)
    more_than_red, more_than_green = cv2.subtract(blue, red), cv2.subtract(blue, green)
    yield from _fields(_where(more_than_red, 30, more_than_green, 8), 1)
    yield from _fields(_where(more_than_red, 75, more_than_green, 45), 1)
    yield from _rings(_where(cv2.subtract(red, blue), 60, cv2.subtract(green, blue), 40), 1)
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    scale = 1
    if grey.size > _HALVED_FROM:
        scale = 2
        grey = cv2.resize(grey, (grey.shape[1] // 2, grey.shape[0] // 2), interpolation=cv2.INTER_AREA)
    yield from _fields(cv2.threshold(grey, 110, 255, cv2.THRESH_BINARY_INV)[1], scale)
    yield from _rings(cv2.threshold(grey, 185, 255, cv2.THRESH_BINARY)[1], scale)
    yield from _rings(cv2.threshold(grey, 170, 255, cv2.THRESH_BINARY_INV)[1], scale, inside=True)
    yield from _all_of_it(grey, scale)


def _all_of_it(grey: NDArray[Any], scale: int) -> Iterator[Candidate]:
    """The picture, and the part of it that differs from its corner."""
    differs = cv2.threshold(cv2.absdiff(grey, np.full_like(grey, grey[0, 0])), 20, 255, cv2.THRESH_BINARY)[1]
    for left, top, width, height in ((0, 0, grey.shape[1], grey.shape[0]), cv2.boundingRect(differs)):
        if height and _PROPORTIONS[0] < width / height < _PROPORTIONS[1]:
            x, y = (left + width / 2) * scale, (top + height / 2) * scale
            yield Candidate(x, y, width * scale, height * scale, 0.0, framed=True)


def _where(first: NDArray[Any], least: int, second: NDArray[Any], other: int) -> NDArray[Any]:
    above = cv2.threshold(first, least, 255, cv2.THRESH_BINARY)[1]
    mask: NDArray[Any] = cv2.bitwise_and(above, cv2.threshold(second, other, 255, cv2.THRESH_BINARY)[1])
    return mask


def _fields(mask: NDArray[Any], scale: int) -> Iterator[Candidate]:
    """Connected areas of the mask, and the holes in them, that have the form of a flag; the largest first."""
    outlines = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)[0]
    good: list[tuple[float, Any]] = []
    for outline in outlines:
        if len(outline) < 4:
            continue
        _, _, width, height = cv2.boundingRect(outline)
        if width * scale < _LEAST[0] or height * scale < _LEAST[1]:
            continue
        if not _PROPORTIONS[0] < width / height < _PROPORTIONS[1]:
            continue
        area = cv2.contourArea(outline)
        if area > _FILLED * (width - 1) * (height - 1):
            good.append((area, outline))
    good.sort(key=lambda pair: -pair[0])
    for _, outline in good[:_MOST]:
        yield _field(outline, scale)


def _field(outline: NDArray[Any], scale: int) -> Candidate:
    left, top, width, height = cv2.boundingRect(outline)
    (x, y), (w, h), angle = cv2.minAreaRect(outline)
    if abs(angle) > 45:
        w, h, angle = h, w, angle - math.copysign(90, angle)
    if abs(angle) < 0.4 or height * scale < 30:
        x, y, w, h, angle = left + (width - 1) / 2, top + (height - 1) / 2, width - 1, height - 1, 0.0
    # A contour runs through the middles of its pixels, half a pixel inside the field.
    return Candidate((x + 0.5) * scale, (y + 0.5) * scale, (w + 1) * scale, (h + 1) * scale, angle, framed=True)


def _rings(mask: NDArray[Any], scale: int, *, inside: bool = False) -> Iterator[Candidate]:
    """About twelve spots of nearly equal size that stand in a circle; `inside`: also within a frame."""
    outlines = cv2.findContours(mask, cv2.RETR_LIST if inside else cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    if not 10 <= len(outlines) <= _MOST_SPOTS:
        return
    boxes = np.array([cv2.boundingRect(outline) for outline in outlines], np.float32)
    width, height = boxes[:, 2], boxes[:, 3]
    size = np.maximum(width, height)
    spots = boxes[(size >= 2) & (width < 2 * height + 1) & (height < 2 * width + 1)]
    spots = spots[np.argsort(np.maximum(spots[:, 2], spots[:, 3]))]
    sizes = np.maximum(spots[:, 2], spots[:, 3])
    limit, tried = 2.0, 0
    while limit <= sizes.max(initial=0) and tried < _MOST:
        equal = spots[(sizes >= limit) & (sizes <= limit * _STEPS * _STEPS)]
        if 10 <= len(equal) <= 600:
            for ring in _linked(equal, limit * _STEPS):
                tried += 1
                yield _around(ring, scale)
        limit *= _STEPS


def _linked(spots: NDArray[Any], size: float) -> Iterator[NDArray[Any]]:
    """Groups of 10 to 14 spots, each within reach of another of its group."""
    middles = spots[:, :2] + spots[:, 2:] / 2
    near = (np.abs(middles[:, None] - middles[None]) ** 2).sum(axis=2) < (_LINK * size) ** 2
    left = set(range(len(spots)))
    while left:
        group, reached = set(), {left.pop()}
        while reached:
            group |= reached
            reached = set(np.flatnonzero(near[list(reached)].any(axis=0)).tolist()) - group
        left -= group
        if 10 <= len(group) <= 14:
            yield spots[sorted(group)]


def _around(ring: Sequence[Any] | NDArray[Any], scale: int) -> Candidate:
    boxes = np.asarray(ring)
    low, high = boxes[:, :2].min(axis=0), (boxes[:, :2] + boxes[:, 2:]).max(axis=0)
    (x, y), (width, height) = (low + high) / 2 * scale, (high - low) * scale
    return Candidate(
        float(x), float(y), float(width) * _RING_TO_FIELD * 1.5, float(height) * _RING_TO_FIELD, 0.0, framed=False
    )
