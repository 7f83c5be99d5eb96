"""The edges of a field to a fraction of a pixel: how much of each row and column is field, not background."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grantdocs.extractors.emblem.candidates import Candidate
    from grantdocs.extractors.emblem.levels import Levels

__all__ = ["measured"]

_MARGIN: Final = 0.18
"""How far around the field is looked, as a part of its height."""
_STRIPS: Final = ((0.05, 0.22), (0.78, 0.95))
"""Parts of the width that no star reaches."""
_FRAME: Final = 0.08
"""Thickest line around a field, as a part of its height."""
_ENOUGH: Final = 200
"""Height in pixels from which on edges are found well enough."""
_EDGE: Final = 20.0
"""By how much a colour differs from the field's where the field has ended, as the way between them."""
_SETTLED: Final = 0.015
"""By how much, as a part of the height, a field may change for its lines to have been well chosen."""
_LEAST: Final = 8
"""Width and height in pixels of what is worth a second look."""
_LINES: Final = 12
"""Rows or columns of a strip that are looked at."""
_BANDS: Final = ((0.02, 0.09), (0.91, 0.98))
"""Parts of the height that no star reaches."""


def measured(levels: Levels, field: Candidate, *, frame: bool = False, once: bool = False) -> Candidate:
    """The field with its edges as they are seen; where there is no background around it they stay as given.

    With `frame` the line around a light field belongs to it, as in the black version; `once`: edges that are far away
    are not followed farther.
    """
    seen = _measured(levels, field, frame=frame)
    most = _SETTLED * field.height
    is_settled = abs(seen.height - field.height) < most and abs(seen.width - field.width) < most
    if is_settled or frame or once or min(seen.width, seen.height) < _LEAST:
        return seen
    return _measured(levels, seen, frame=frame)


def _measured(levels: Levels, field: Candidate, *, frame: bool) -> Candidate:
    step = field.height / _ENOUGH
    around = (1 + 2 * _MARGIN) * field.height + 4 * max(2.0, step)
    shown = levels.around(field.x, field.y, (field.width / 2 + around, around), step)
    picture, factor = shown.pixels, shown.factor
    x, y = (field.x - shown.left) * factor, (field.y - shown.top) * factor
    width, height = field.width * factor, field.height * factor
    margin = max(3.0, _MARGIN * height)
    angle = math.radians(field.turned)
    cos, sin = math.cos(angle), math.sin(angle)
    rows, columns = math.ceil(height + 2 * margin), math.ceil(width + 2 * margin)
    if field.turned:
        view = _turned(picture, (x, y), (cos, sin), (columns, rows))
        centre_x, centre_y = columns / 2, rows / 2
    else:
        left, top = math.floor(x - columns / 2), math.floor(y - rows / 2)
        view = _cut(picture, left, top, columns + 1, rows + 1)
        centre_x, centre_y = x - left, y - top
    start_x, start_y = centre_x - width / 2, centre_y - height / 2
    top_edge, bottom = _extent(_middles(view, _STRIPS, start_x, width, axis=1), start_y, height, frame=frame)
    left_edge, right = _extent(_middles(view, _BANDS, start_y, height, axis=0), start_x, width, frame=frame)
    dx, dy = (left_edge + right) / 2 - centre_x, (top_edge + bottom) / 2 - centre_y
    return replace(
        field,
        x=shown.left + (x + cos * dx - sin * dy) / factor,
        y=shown.top + (y + sin * dx + cos * dy) / factor,
        width=(right - left_edge) / factor,
        height=(bottom - top_edge) / factor,
    )


def _cut(picture: NDArray[Any], left: int, top: int, columns: int, rows: int) -> NDArray[Any]:
    """Beyond the picture its outermost pixels go on."""
    height, width = picture.shape[:2]
    before = max(0, -top), max(0, -left)
    after = max(0, top + rows - height), max(0, left + columns - width)
    view = picture[max(0, top) : max(0, top + rows), max(0, left) : max(0, left + columns)]
    if any((*before, *after)):
        view = cv2.copyMakeBorder(view, before[0], after[0], before[1], after[1], cv2.BORDER_REPLICATE)
    return view


def _turned(
    picture: NDArray[Any], middle: tuple[float, float], turn: tuple[float, float], size: tuple[int, int]
) -> NDArray[Any]:
    (x, y), (cos, sin), (columns, rows) = middle, turn, size
    half_x, half_y = (columns - 1) / 2, (rows - 1) / 2
    matrix = np.array(
        [
            [cos, -sin, x - 0.5 - cos * half_x + sin * half_y],
            [sin, cos, y - 0.5 - sin * half_x - cos * half_y],
        ]
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    view: NDArray[Any] = cv2.warpAffine(picture, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return view


def _middles(
    view: NDArray[Any], parts: tuple[tuple[float, float], ...], start: float, length: float, axis: int
) -> NDArray[Any]:
    """The middle colour along the field's edge, for each row (or column) of the view: the mean of that of the parts."""
    number = max(1, min(_LINES, round((parts[0][1] - parts[0][0]) * length)))
    last = view.shape[axis] - 1
    chosen = [
        [min(last, round(start + (low + (high - low) * line / number) * length)) for line in range(number)]
        for low, high in parts
    ]
    middles: NDArray[Any] = _middle(np.ascontiguousarray(view.swapaxes(0, axis)[chosen])).mean(axis=0)
    return middles


def _middle(lines: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The median of the lines of each part (the upper one of two), bit by bit: many times faster than to sort them."""
    half = (lines.shape[1] + 1) // 2
    middle = np.zeros((lines.shape[0], 1, *lines.shape[2:]), np.uint8)
    for bit in (128, 64, 32, 16, 8, 4, 2, 1):
        more = middle | np.uint8(bit)
        reaching = np.add.reduce((lines >= more).view(np.uint8), axis=1, keepdims=True, dtype=np.uint8)
        np.copyto(middle, more, where=reaching >= half)
    return middle[:, 0]


def _extent(profile: NDArray[Any], start: float, length: float, *, frame: bool) -> tuple[float, float]:
    """Where the field begins and ends on a line of colours, by the share of field in the pixels at its edges."""
    middle = profile[round(start + 0.25 * length) : round(start + 0.75 * length) + 1]
    field = np.sort(middle, axis=0)[len(middle) // 2]
    low, high = start, start + length
    half = max(2, round(min(start, 0.25 * length)))
    for is_end in (False, True):
        edge = high if is_end else low
        first, last = max(0, round(edge) - half), min(len(profile), round(edge) + half)
        inside = _inside(profile[first:last][:: -1 if not is_end else 1], field)
        if inside is None:
            continue
        if is_end:
            high = first + inside
        else:
            low = last - inside
    if frame:
        lightness = profile.mean(axis=1)
        reach = max(3, round(_FRAME * length))
        low -= _thickness(lightness[max(0, round(low) - reach) : round(low) + 1][::-1])
        high += _thickness(lightness[round(high) - 1 : round(high) + reach])
    return low, high


def _inside(outwards: NDArray[Any], field: NDArray[Any]) -> float | None:
    """How many of the pixels on a way out of the field belong to it; None where it does not end.

    What comes next after the field is compared with it, be it only a thin border: not the page behind.
    """
    steps = outwards - field
    apart = np.linalg.norm(steps, axis=1)
    if len(apart) < 3 or apart.max() < _EDGE:
        return None
    at = int(np.argmax(apart >= max(_EDGE, 0.25 * float(apart.max()))))
    begun = steps[at]
    while at + 1 < len(apart) and apart[at + 1] > 1.02 * apart[at] and _is_same_way(begun, steps[at + 1]):
        at += 1
    contrast = steps[at]
    share: NDArray[Any] = 1 - np.clip((steps[: at + 1] @ contrast) / float(contrast @ contrast), 0, 1)
    return float(share.sum())


def _is_same_way(one: NDArray[Any], other: NDArray[Any]) -> bool:
    return float(one @ other) > 0.85 * float(np.linalg.norm(one) * np.linalg.norm(other))


def _thickness(lightness: NDArray[Any]) -> float:
    """How many pixels of a dark line stand between the field, where the piece begins, and what is light behind it."""
    if len(lightness) < 3:
        return 0.0
    darkest = int(lightness.argmin())
    before, dark, behind = float(lightness[0]), float(lightness[darkest]), float(lightness[darkest:].max())
    if min(before, behind) - dark < 20:
        return 0.0
    left = int(np.argmax(lightness[darkest:] > dark + 0.9 * (behind - dark)))
    front = np.clip((before - lightness[: darkest + 1]) / (before - dark), 0, 1)
    back = np.clip((behind - lightness[darkest + 1 : darkest + left]) / (behind - dark), 0, 1)
    return float(front.sum() + back.sum())
