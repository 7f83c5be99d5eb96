"""Whether a patch shows the emblem: its ring of twelve stars, what is around it, and the form of the stars."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grantdocs.extractors.emblem.candidates import Candidate
    from grantdocs.extractors.emblem.levels import Levels

__all__ = ["HEIGHT", "Likeness", "is_plausible", "likeness", "patch"]

HEIGHT: Final = 120
"""Every candidate is looked at in this height, 180 wide."""
_SMALL: Final = 30
"""The height of a first look."""
_RING: Final = HEIGHT / 3
_STAR: Final = HEIGHT / 18
_COLOURS_TOLD: Final = 100
"""Height in pixels from which stars have pixels of their colour alone; below it follows from the mean of the ring."""
_STARS_OF_RING: Final = 12 * 1.1226 / (4 * math.pi * 6)
"""The part of the ring's area that stars cover: a star covers 1.1226 times the square of its radius."""
_ANGLES: Final = 360
_REACH: Final = 59
"""Pixels from the middle up to which the patch is unrolled."""
_RESOLVED: Final = 30
_WELL_RESOLVED: Final = 50
"""Heights in pixels of the picture from which the form of stars can mostly, and nearly always, be told from dots."""
_UPRIGHT: Final = ((100, 0.05), (60, 0.03), (50, 0.012), (0, 0.005))
"""From this height on, the least share of light that an upright star repeats; dots and ticks stay below 0.01."""
_THIN: Final = 0.42
_THIN_RESOLVED: Final = 0.46
"""Where the form of the stars tells them from ticks."""
_CLEAR: Final = 0.75
_THICK: Final = 0.09
_UNFRAMED: Final = (0.38, 0.12)
"""Second wave by first around the ring: ticks are thinner than stars, stars on too small a ring thicker."""


@dataclass(frozen=True, slots=True)
class Likeness:
    confidence: float
    field: tuple[int, int, int]
    stars: tuple[int, int, int]
    radius: float
    """Of the ring, by what it should be: by how much the field is higher than was thought."""
    tint: float
    """By how much the stars add to the blue of the field, by what they add to its red: less than nothing if yellow."""


def patch(levels: Levels, candidate: Candidate) -> NDArray[Any]:
    """The candidate upright in one size (120 x 180 x 3)."""
    return _upright(levels, candidate, HEIGHT, cv2.INTER_CUBIC)


def is_plausible(levels: Levels, candidate: Candidate) -> bool:
    """A cheap look at twelve stars, the gaps between them and the middle: the stars have to stand out."""
    small = _upright(levels, candidate, _SMALL, cv2.INTER_LINEAR).astype(np.float32).reshape(-1, 3)
    stars, gaps, middle = (small[index] for index in _places())
    plain = gaps.mean(axis=0)
    step = float(np.median(np.linalg.norm(stars - plain, axis=2).max(axis=1)))
    rest = float(np.median(np.linalg.norm(np.concatenate([gaps, middle]) - plain, axis=1)))
    return step > 12 and step > 1.2 * rest


def likeness(view: NDArray[Any], height: float, *, framed: bool = True) -> Likeness | None:
    """How much the patch is like the emblem, None where it plainly is not; `height` is that in the picture.

    Without a frame nothing but the stars themselves says whether the ring is too small or too large for them.
    """
    lab = cv2.cvtColor(view, cv2.COLOR_RGB2LAB).astype(np.float32)
    inner = _disc() & ~_ring_area()
    field = np.median(lab[inner], axis=0)
    away = np.sqrt(((lab - field) ** 2).sum(axis=2))
    centre = _centre(away)
    polar = cv2.warpPolar(away, (_REACH, _ANGLES), centre, _REACH, cv2.INTER_LINEAR)
    blur = _STAR * max(0.0, 12.0 / height)
    low, high = int(_RING - _STAR - blur * 0.5), math.ceil(_RING + _STAR + blur * 0.5)
    around = polar[:, low:high].mean(axis=1)
    peaks = _by_sector(polar[:, low:high].max(axis=1))
    strength = float(np.median(peaks))
    if strength < 18 or peaks.min() < 0.45 * strength:
        return None
    quiet = float(np.percentile(polar[:, : low - 3], 90)), float(np.percentile(polar[:, high + 3 :], 80))
    if max(quiet) > 0.4 * strength or not _reaches_on(polar, (0.45 if height >= _RESOLVED else 0.6) * strength):
        return None
    spectrum = np.fft.rfft(around - around.mean())
    light = lab[:, :, 0] - field[0]
    light = np.maximum(light * np.sign(light[_ring_area()].sum()), 0)
    share, second = _share_of_twelve(spectrum), _second_wave(spectrum)
    if share < _CLEAR:
        # JPEG blurs colours more than light.
        lit = cv2.warpPolar(light, (_REACH, _ANGLES), centre, _REACH, cv2.INTER_LINEAR)[:, low:high].mean(axis=1)
        in_light = np.fft.rfft(lit - lit.mean())
        second = max(second, _second_wave(in_light))
        if _share_of_twelve(in_light) > share:
            spectrum, share = in_light, _share_of_twelve(in_light)
    phase = abs(float(np.angle(spectrum[12])))
    radius = _radius(polar, low - 8, min(high + 8, _REACH))
    is_plain = peaks.min() > 0.7 * strength and not max(quiet) > 0.25 * strength
    if share < (0.36 if is_plain else 0.45) or phase > 1.15 or abs(radius / _RING - 1) > 0.13:
        return None
    thin, thick = (_THIN, _THICK if height >= _WELL_RESOLVED else 0.0) if framed else _UNFRAMED
    if height >= _UPRIGHT[1][0]:
        thin = _THIN_RESOLVED
    if height >= _RESOLVED and not thick <= second <= thin:
        return None
    ring = _ring_area()
    confidence = min(1.0, 0.25 + share * 0.55 + 0.2 * (1 - phase / 1.15))
    confidence *= _form(light, centre, -float(np.angle(spectrum[12])) / 12, radius, height)
    bright = away >= max(np.percentile(away[ring], 88), 0.6 * strength)
    plain = np.median(view[inner], axis=0)
    blend = view[ring].mean(axis=0) - plain
    stars = np.median(view[ring & bright], axis=0) if height >= _COLOURS_TOLD else plain + blend / _STARS_OF_RING
    return Likeness(confidence, _rgb(plain), _rgb(stars), radius / _RING, _tint(view))


def _tint(view: NDArray[Any]) -> float:
    """Compression smears the colour of small stars all over the field, so all of it is compared with its sides."""
    beside = np.concatenate([view[25:95, 14:26], view[25:95, -26:-14]]).reshape(-1, 3)
    added = view[_disc()].mean(axis=0) - np.median(beside, axis=0)
    return float(added[2] / max(float(added[0]), 1e-6))


def _upright(levels: Levels, candidate: Candidate, height: int, flags: int) -> NDArray[Any]:
    width = round(1.5 * height)
    step_x, step_y = candidate.width / width, candidate.height / height
    source, factor = levels.for_step(min(step_x, step_y))
    angle = math.radians(candidate.turned)
    cos, sin = math.cos(angle) * factor, math.sin(angle) * factor
    x, y = (width - 1) / 2, (height - 1) / 2
    matrix = np.array(
        [
            [cos * step_x, -sin * step_y, candidate.x * factor - 0.5 - cos * step_x * x + sin * step_y * y],
            [sin * step_x, cos * step_y, candidate.y * factor - 0.5 - sin * step_x * x - cos * step_y * y],
        ]
    )
    flags |= cv2.WARP_INVERSE_MAP
    view: NDArray[Any] = cv2.warpAffine(source, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return view


@cache
def _places() -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Where, in a patch four times smaller, the twelve stars are (3 x 3 each), the gaps, and some of the middle."""

    def at(reach: float, degrees: float) -> tuple[int, int]:
        angle = math.radians(degrees)
        return round(22 + reach * math.sin(angle)), round(14.5 - reach * math.cos(angle))

    def near(x: int, y: int) -> list[int]:
        return [(y + dy) * 45 + x + dx for dy in (-1, 0, 1) for dx in (-1, 0, 1)]

    stars = [near(*at(10, number * 30)) for number in range(12)]
    gaps = [y * 45 + x for x, y in (at(10, number * 30 + 15) for number in range(12))]
    middle = [y * 45 + x for x, y in (at(reach, number * 60) for reach in (0, 5) for number in range(6))]
    return np.array(stars), np.array(gaps), np.array(middle)


def _centre(away: NDArray[Any]) -> tuple[float, float]:
    """The middle of the ring: that of the patch, mended by a few pixels where the stars say so."""
    x0, y0 = 89.5, 59.5
    weight = np.where(_ring_area(6), away, 0)
    weight = np.where(weight > 0.5 * np.percentile(away[_ring_area()], 95), weight, 0)
    total = float(weight.sum())
    if total <= 0:
        return x0, y0
    ys, xs = _grid()
    x, y = float((weight * xs).sum() / total), float((weight * ys).sum() / total)
    return (x, y) if math.hypot(x - x0, y - y0) < 5 else (x0, y0)


def _share_of_twelve(spectrum: NDArray[Any]) -> float:
    """How much of what changes around the ring repeats twelve times."""
    power = np.abs(spectrum[1:80]) ** 2
    return float(power[11::12].sum() / max(power.sum(), 1e-9))


def _second_wave(spectrum: NDArray[Any]) -> float:
    """By the first: much where marks are thin, little where they are thick or blurred."""
    return float(abs(spectrum[24]) / max(abs(spectrum[12]), 1e-9))


def _reaches_on(polar: NDArray[Any], most: float) -> bool:
    """Whether there is still field above and below the ring, as far as there has to be."""
    outside = polar[:, round(_RING + _STAR) + 3 : _REACH - 3]
    return all(float(np.median(outside[angle - 20 : angle + 21])) < most for angle in (90, 270))


def _radius(polar: NDArray[Any], low: int, high: int) -> float:
    profile = polar[:, low:high].mean(axis=0)
    profile = np.maximum(profile - profile.min(), 0)
    return float((profile * np.arange(low, high)).sum() / max(float(profile.sum()), 1e-9))


def _by_sector(values: NDArray[Any]) -> NDArray[Any]:
    """The highest value in each of the twelve parts around a star; angle 0 points to the right, where a star stands."""
    turned: NDArray[Any] = np.roll(values, 15).reshape(12, 30).max(axis=1)
    return turned


def _form(light: NDArray[Any], middle: tuple[float, float], turn: float, radius: float, height: float) -> float:
    """1 where the marks are upright stars, little where they are dots, ticks or turned stars; 0.8 if too small to tell.

    The twelve are laid over each other, which evens out noise; then what repeats five times around, with a point on
    top, is compared with all the light. Lightness alone is used: JPEG keeps it sharper than colour.
    """
    if height < _RESOLVED:
        return 0.8
    side = 2 * math.ceil(_STAR * 1.4) + 1
    mean = np.zeros((side, side), np.float32)
    for number in range(12):
        angle = number * math.pi / 6 + turn
        x, y = middle[0] + radius * math.sin(angle), middle[1] - radius * math.cos(angle)
        dx, dy = _balance(cv2.getRectSubPix(light, (side, side), (x, y)))
        mean += cv2.getRectSubPix(light, (side, side), (x + dx, y + dy))
    half = (side - 1) / 2
    around = np.fft.rfft(cv2.warpPolar(mean, (10, 120), (half, half), 10, cv2.INTER_LINEAR), axis=0)[:, 2:9]
    upright = float((around[5] * np.exp(-2.5j * math.pi)).real.sum() / max(float(np.abs(around[0]).sum()), 1e-9))
    needed = next(least for from_height, least in _UPRIGHT if height >= from_height)
    return 1.0 if upright > needed else 0.75 if height < _WELL_RESOLVED and upright > -0.01 else 0.3


def _balance(mark: NDArray[Any]) -> tuple[float, float]:
    """How far the mark's centre of light lies from the middle, at most three pixels."""
    strong = np.maximum(mark - 0.3 * mark.max(), 0)
    total = float(strong.sum())
    if total <= 0:
        return 0.0, 0.0
    half = (mark.shape[0] - 1) / 2
    steps = np.arange(mark.shape[0], dtype=np.float32) - half
    dx, dy = float((strong.sum(axis=0) * steps).sum()) / total, float((strong.sum(axis=1) * steps).sum()) / total
    return (dx, dy) if math.hypot(dx, dy) < 3 else (0.0, 0.0)


@cache
def _grid() -> tuple[NDArray[Any], NDArray[Any]]:
    ys, xs = np.mgrid[0:HEIGHT, 0 : round(1.5 * HEIGHT)].astype(np.float32)
    return ys, xs


@cache
def _distance() -> NDArray[Any]:
    ys, xs = _grid()
    distance: NDArray[Any] = np.hypot(xs - 89.5, ys - 59.5)
    return distance


@cache
def _ring_area(margin: float = 0.0) -> NDArray[np.bool_]:
    area: NDArray[np.bool_] = np.abs(_distance() - _RING) <= _STAR + margin
    return area


@cache
def _disc() -> NDArray[np.bool_]:
    disc: NDArray[np.bool_] = _distance() <= _REACH
    return disc


def _rgb(colour: NDArray[Any]) -> tuple[int, int, int]:
    red, green, blue = (min(255, max(0, round(float(value)))) for value in colour)
    return red, green, blue
