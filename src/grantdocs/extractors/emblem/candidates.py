"""Places in a picture that may be an emblem: fields with the form of a flag, and rings of equal spots."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np

from grantdocs.extractors.emblem.planes import Plane, Planes
from grantdocs.extractors.emblem.spots import rings

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Candidate", "candidates"]

_LEAST: Final = (18, 12)
"""Width and height in pixels."""
_PROPORTIONS: Final = (1.1, 2.1)
"""Width by height; far from 1.5 it is still an emblem, though a distorted one."""
_FILLED: Final = 0.72
_MOST: Final = 40
"""Fields of one kind that are looked at, the largest first."""
_STRAIGHT: Final = 30
"""Height in pixels below which nothing is thought to be turned."""
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


def candidates(planes: Planes) -> Iterator[Candidate]:
    """The likeliest first: blue fields, rings of yellow, dark fields and light ones in a dark frame, rings of light and
    of dark spots, all that is not background. What is forgotten meanwhile is not looked at any more."""
    yield from _fields(planes.blue)
    yield from _fields(planes.clear_blue)
    yield from _rings(planes.yellow)
    yield from _fields(planes.grey.up_to(110))
    yield from _rings(planes.grey.above(185))
    yield from _rings(planes.grey.up_to(170), inside=True)
    yield from _all_of_it(planes.grey)


def _all_of_it(grey: Plane) -> Iterator[Candidate]:
    """The picture, and the part of it that differs from its corner."""
    apart = cv2.absdiff(grey.values, np.full_like(grey.values, grey.values[0, 0]))
    differs = cv2.threshold(apart, 20, 255, cv2.THRESH_BINARY)[1]
    for left, top, width, height in ((0, 0, *grey.values.shape[::-1]), cv2.boundingRect(differs)):
        if height and _PROPORTIONS[0] < width / height < _PROPORTIONS[1]:
            x, y = (left + width / 2) * grey.scale, (top + height / 2) * grey.scale
            yield Candidate(x, y, width * grey.scale, height * grey.scale, 0.0, framed=True)


def _fields(plane: Plane) -> Iterator[Candidate]:
    """Connected areas, and the holes in them, that have the form of a flag; the largest first."""
    outlines, scale = plane.outlines(cv2.RETR_LIST)
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
    if abs(angle) < 0.4 or height * scale < _STRAIGHT:
        x, y, w, h, angle = left + (width - 1) / 2, top + (height - 1) / 2, width - 1, height - 1, 0.0
    # A contour runs through the middles of its pixels, half a pixel inside the field.
    return Candidate((x + 0.5) * scale, (y + 0.5) * scale, (w + 1) * scale, (h + 1) * scale, angle, framed=True)


def _rings(plane: Plane, *, inside: bool = False) -> Iterator[Candidate]:
    """`inside`: also of spots within a frame."""
    outlines, scale = plane.outlines(cv2.RETR_LIST if inside else cv2.RETR_EXTERNAL)
    for left, top, width, height in rings(outlines):
        x, y = (left + width / 2) * scale, (top + height / 2) * scale
        high, wide = height * _RING_TO_FIELD * scale, width * _RING_TO_FIELD * 1.5 * scale
        yield Candidate(x, y, wide, high, 0.0, framed=False)
