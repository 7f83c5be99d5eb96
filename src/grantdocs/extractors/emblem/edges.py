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

__all__ = ["measured"]

_MARGIN: Final = 0.18
"""How far around the field is looked, as a part of its height."""
_STRIPS: Final = ((0.05, 0.22), (0.78, 0.95))
"""Parts of the width that no star reaches."""
_FRAME: Final = 0.08
"""Thickest line around a field, as a part of its height."""
_BANDS: Final = ((0.02, 0.09), (0.91, 0.98))
"""Parts of the height that no star reaches."""


def measured(picture: NDArray[Any], field: Candidate, *, frame: bool = False) -> Candidate:
    """The field with its edges as they are seen; where there is no background around it they stay as given.

    With `frame` the line around a light field belongs to it, as in the black version.
    """
    x, y, width, height = field.x, field.y, field.width, field.height
    margin = max(3.0, _MARGIN * height)
    rows, columns = math.ceil(height + 2 * margin), math.ceil(width + 2 * margin)
    angle = math.radians(field.turned)
    cos, sin = math.cos(angle), math.sin(angle)
    half_x, half_y = (columns - 1) / 2, (rows - 1) / 2
    matrix = np.array(
        [
            [cos, -sin, x - 0.5 - cos * half_x + sin * half_y],
            [sin, cos, y - 0.5 - sin * half_x - cos * half_y],
        ]
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    view = cv2.warpAffine(picture, matrix, (columns, rows), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    view = view.astype(np.float32)
    start_x, start_y = (columns - width) / 2, (rows - height) / 2
    top, bottom = _extent(_means(view, _STRIPS, start_x, width, axis=1), start_y, height, frame=frame)
    left, right = _extent(_means(view, _BANDS, start_y, height, axis=0), start_x, width, frame=frame)
    dx, dy = (left + right - columns) / 2, (top + bottom - rows) / 2
    return replace(field, x=x + cos * dx - sin * dy, y=y + sin * dx + cos * dy, width=right - left, height=bottom - top)


def _means(
    view: NDArray[Any], parts: tuple[tuple[float, float], ...], start: float, length: float, axis: int
) -> NDArray[Any]:
    """The mean colour along the field's edge, for each row (or column) of the view."""
    chosen: list[int] = []
    for low, high in parts:
        first, last = round(start + low * length), round(start + high * length)
        chosen += range(first, max(last, first + 1))
    means: NDArray[Any] = np.median(np.take(view, chosen, axis=axis), axis=axis)
    return means


def _extent(profile: NDArray[Any], start: float, length: float, *, frame: bool) -> tuple[float, float]:
    """Where the field begins and ends on a line of colours, by the share of field in the pixels at its edges."""
    middle = profile[round(start + 0.25 * length) : round(start + 0.75 * length) + 1]
    field = np.median(middle, axis=0)
    low, high = start, start + length
    half = max(2, round(min(start, 0.25 * length)))
    for is_end in (False, True):
        edge = high if is_end else low
        first, last = max(0, round(edge) - half), min(len(profile), round(edge) + half)
        piece = profile[first:last]
        outer = piece[-2:].mean(axis=0) if is_end else piece[:2].mean(axis=0)
        contrast = outer - field
        strength = float((contrast * contrast).sum())
        if strength < 400 or len(piece) < 3:
            continue
        share = 1 - np.clip(((piece - field) @ contrast) / strength, 0, 1)
        if is_end:
            high = first + float(share.sum())
        else:
            low = last - float(share.sum())
    if frame:
        lightness = profile.mean(axis=1)
        reach = max(3, round(_FRAME * length))
        low -= _thickness(lightness[max(0, round(low) - reach) : round(low) + 1][::-1])
        high += _thickness(lightness[round(high) - 1 : round(high) + reach])
    return low, high


def _thickness(lightness: NDArray[Any]) -> float:
    """How many pixels of a dark line stand between the field, where the piece begins, and the page, where it ends."""
    if len(lightness) < 3:
        return 0.0
    light, dark = float(min(lightness[0], lightness[-1])), float(lightness.min())
    if light - dark < 20:
        return 0.0
    return float(np.clip((light - lightness) / (light - dark), 0, 1).sum())
