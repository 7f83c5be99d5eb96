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
_SIDE: Final = HEIGHT // 4
"""What lies left and right of the square around the ring."""
_MIDDLE: Final = (HEIGHT - 1) / 2
_SUM: Final = np.ones((1, 3), np.float32)
_CORNER: Final = (slice(8, 20), slice(-20, -8))
_SHRUNK: Final = 1.2 * HEIGHT
_REACH: Final = 59
"""Pixels from the middle up to which the patch is unrolled."""
_MOVED: Final = 5
"""By how much the middle of the ring may be off the patch's, in pixels."""
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
    # What is made larger needs smooth curves between its pixels, which take three times as long.
    return _upright(levels, candidate, HEIGHT, cv2.INTER_CUBIC if candidate.height < _SHRUNK else cv2.INTER_LINEAR)


def is_plausible(levels: Levels, candidate: Candidate) -> bool:
    """A cheap look at twelve stars, the gaps between them and the middle: the stars have to stand out."""
    small = _upright(levels, candidate, _SMALL, cv2.INTER_LINEAR).reshape(-1, 3)
    stars, plain_spots = _places()
    plain = small[plain_spots[:12]].mean(axis=0, dtype=np.float32)
    steps = np.sort(_length(small[stars] - plain).max(axis=1))
    rests = np.sort(_length(small[plain_spots] - plain))
    step, rest = float(steps[5] + steps[6]) / 2, float(rests[11] + rests[12]) / 2
    return step > 12 and step > 1.2 * rest


def likeness(view: NDArray[Any], height: float, *, framed: bool = True) -> Likeness | None:
    """How much the patch is like the emblem, None where it plainly is not; `height` is that in the picture.

    Without a frame nothing but the stars themselves says whether the ring is too small or too large for them.
    """
    square = view[:, _SIDE : _SIDE + HEIGHT]
    ring = _ring_area()
    lab = cv2.cvtColor(square, cv2.COLOR_RGB2LAB)
    field = _middle_colour(lab, _inner())
    apart = cv2.subtract(lab, np.array((*field, 0.0)), dtype=cv2.CV_32F)
    away = cv2.sqrt(cv2.transform(cv2.multiply(apart, apart), _SUM))
    centre = _centre(away)
    polar = _polar(away, centre)
    blur = _STAR * max(0.0, 12.0 / height)
    low, high = int(_RING - _STAR - blur * 0.5), math.ceil(_RING + _STAR + blur * 0.5)
    peaks = _by_sector(polar[:, low:high].max(axis=1))
    strength = float(np.median(peaks))
    if strength < 18 or peaks.min() < 0.45 * strength:
        return None
    quiet = max(_at_share(polar[:, : low - 3], 0.9), _at_share(polar[:, high + 3 :], 0.8))
    if quiet > 0.4 * strength or not _reaches_on(polar, (0.45 if height >= _RESOLVED else 0.6) * strength):
        return None
    spectrum = _around(polar, low, high)
    light = _light(apart, ring)
    share, second = _share_of_twelve(spectrum), _second_wave(spectrum)
    if share < _CLEAR:
        # JPEG blurs colours more than light.
        in_light = _around(_polar(light, centre), low, high)
        second = max(second, _second_wave(in_light))
        if _share_of_twelve(in_light) > share:
            spectrum, share = in_light, _share_of_twelve(in_light)
    phase = abs(float(np.angle(spectrum[12])))
    radius = _radius(polar, low - 8, min(high + 8, _REACH))
    is_plain = peaks.min() > 0.7 * strength and not quiet > 0.25 * strength
    if share < (0.36 if is_plain else 0.45) or phase > 1.15 or abs(radius / _RING - 1) > 0.13:
        return None
    thin, thick = (_THIN, _THICK if height >= _WELL_RESOLVED else 0.0) if framed else _UNFRAMED
    if height >= _UPRIGHT[1][0]:
        thin = _THIN_RESOLVED
    if height >= _RESOLVED and not thick <= second <= thin:
        return None
    if not _has_corners(view, field, 0.6 * strength):
        return None
    confidence = min(1.0, 0.25 + share * 0.55 + 0.2 * (1 - phase / 1.15))
    confidence *= _form(light, centre, -float(np.angle(spectrum[12])) / 12, radius, height)
    plain = np.array(_middle_colour(square, _inner()))
    if height >= _COLOURS_TOLD:
        bright = (away >= max(_at_share(away[ring > 0], 0.88), 0.6 * strength)) & (ring > 0)
        stars = np.array(_middle_colour(square, _mask(bright)))
    else:
        stars = plain + (cv2.mean(square, ring)[:3] - plain) / _STARS_OF_RING
    return Likeness(confidence, _rgb(plain), _rgb(stars), radius / _RING, _tint(view))


def _has_corners(view: NDArray[Any], field: tuple[float, float, float], most: float) -> bool:
    """Whether the field has its corners, all but one, within which round badges and narrow bands have none."""
    blocks = [view[rows, columns] for rows in _CORNER for columns in _CORNER]
    lab = cv2.cvtColor(np.concatenate(blocks), cv2.COLOR_RGB2LAB).reshape(len(blocks), -1, 3)
    away = np.sort(_length(np.sort(lab, axis=1)[:, lab.shape[1] // 2] - np.array(field)))
    return float(away[-2]) < most


def _middle_colour(image: NDArray[Any], mask: NDArray[Any]) -> tuple[float, float, float]:
    """The median of each of three channels, where the mask is set."""
    middles = []
    for channel in range(3):
        up_to = np.cumsum(cv2.calcHist([image], [channel], mask, [256], [0, 256]))
        # The first values up to which there are half of them, and more than half: two where their number is even.
        half = float(up_to[-1]) / 2
        low, high = np.searchsorted(up_to, half), np.searchsorted(up_to, half, side="right")
        middles.append((float(low) + min(float(high), 255.0)) / 2)
    return middles[0], middles[1], middles[2]


def _at_share(values: NDArray[Any], share: float) -> float:
    """The value that such a share of them is below."""
    flat = values.ravel()
    at = round(share * (len(flat) - 1))
    return float(np.partition(flat, at)[at])


def _length(steps: NDArray[Any]) -> NDArray[Any]:
    length: NDArray[Any] = np.sqrt(np.einsum("...i,...i->...", steps, steps))
    return length


def _polar(image: NDArray[Any], centre: tuple[float, float]) -> NDArray[Any]:
    """Angles by distances. Beyond its edges the image goes on: OpenCV would leave there what the memory held before."""
    wide = cv2.copyMakeBorder(image, _MOVED, _MOVED, _MOVED, _MOVED, cv2.BORDER_REPLICATE)
    middle = centre[0] + _MOVED, centre[1] + _MOVED
    polar: NDArray[Any] = cv2.warpPolar(wide, (_REACH, _ANGLES), middle, _REACH, cv2.INTER_LINEAR)
    return polar


def _around(polar: NDArray[Any], low: int, high: int) -> NDArray[Any]:
    """What changes around the ring, as waves."""
    around = cv2.reduce(polar[:, low:high], 1, cv2.REDUCE_AVG).ravel()
    spectrum: NDArray[Any] = np.fft.rfft(around - around.mean())
    return spectrum


def _light(apart: NDArray[Any], ring: NDArray[Any]) -> NDArray[Any]:
    """By how much it is lighter than the field, or darker where the ring is."""
    light = cv2.extractChannel(apart, 0)
    if cv2.mean(light, ring)[0] < 0:
        light = -light
    return cv2.threshold(light, 0, 0, cv2.THRESH_TOZERO)[1]


def _tint(view: NDArray[Any]) -> float:
    """Compression smears the colour of small stars all over the field, so all of it is compared with its sides."""
    whole = cv2.mean(view[:, _SIDE : _SIDE + HEIGHT], _disc())
    beside = _middle_colour(view, _beside())
    return (whole[2] - beside[2]) / max(whole[0] - beside[0], 1e-6)


def _upright(levels: Levels, candidate: Candidate, height: int, flags: int) -> NDArray[Any]:
    width = round(1.5 * height)
    step_x, step_y = candidate.width / width, candidate.height / height
    angle = math.radians(candidate.turned)
    reach = (candidate.width + candidate.height * abs(math.sin(angle))) / 2 + 3 * step_x
    other = (candidate.height + candidate.width * abs(math.sin(angle))) / 2 + 3 * step_y
    shown = levels.around(candidate.x, candidate.y, (reach, other), min(step_x, step_y))
    cos, sin = math.cos(angle) * shown.factor, math.sin(angle) * shown.factor
    middle_x, middle_y = (candidate.x - shown.left) * shown.factor, (candidate.y - shown.top) * shown.factor
    x, y = (width - 1) / 2, (height - 1) / 2
    matrix = np.array(
        [
            [cos * step_x, -sin * step_y, middle_x - 0.5 - cos * step_x * x + sin * step_y * y],
            [sin * step_x, cos * step_y, middle_y - 0.5 - sin * step_x * x - cos * step_y * y],
        ]
    )
    flags |= cv2.WARP_INVERSE_MAP
    view: NDArray[Any] = cv2.warpAffine(
        shown.pixels, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return view


@cache
def _places() -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where, in a patch four times smaller, the stars are (3 x 3 each); the twelve gaps, some of the middle."""

    def at(reach: float, degrees: float) -> tuple[int, int]:
        angle = math.radians(degrees)
        return round(22 + reach * math.sin(angle)), round(14.5 - reach * math.cos(angle))

    def near(x: int, y: int) -> list[int]:
        return [(y + dy) * 45 + x + dx for dy in (-1, 0, 1) for dx in (-1, 0, 1)]

    stars = [near(*at(10, number * 30)) for number in range(12)]
    gaps = [at(10, number * 30 + 15) for number in range(12)]
    middle = [at(reach, number * 60) for reach in (0, 5) for number in range(6)]
    return np.array(stars), np.array([y * 45 + x for x, y in gaps + middle])


def _centre(away: NDArray[Any]) -> tuple[float, float]:
    """The middle of the ring: that of the patch, mended by a few pixels where the stars say so."""
    least = 0.5 * _at_share(away[_ring_area() > 0], 0.95)
    weight = cv2.threshold(cv2.copyTo(away, _ring_area(6)), least, 0, cv2.THRESH_TOZERO)[1]
    moments = cv2.moments(weight)
    if moments["m00"] <= 0:
        return _MIDDLE, _MIDDLE
    x, y = moments["m10"] / moments["m00"], moments["m01"] / moments["m00"]
    return (x, y) if math.hypot(x - _MIDDLE, y - _MIDDLE) < _MOVED else (_MIDDLE, _MIDDLE)


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
    angles = [number * math.pi / 6 + turn for number in range(12)]
    middles = [(middle[0] + radius * math.sin(angle), middle[1] - radius * math.cos(angle)) for angle in angles]
    marks = np.stack([cv2.getRectSubPix(light, (side, side), place) for place in middles])
    mended = zip(middles, _balance(marks), strict=True)
    mean = np.zeros((side, side), np.float32)
    for (x, y), (dx, dy) in mended:
        mean += cv2.getRectSubPix(light, (side, side), (x + dx, y + dy))
    half = (side - 1) / 2
    around = np.fft.rfft(cv2.warpPolar(mean, (10, 120), (half, half), 10, cv2.INTER_LINEAR), axis=0)[:, 2:9]
    upright = float((around[5] * np.exp(-2.5j * math.pi)).real.sum() / max(float(np.abs(around[0]).sum()), 1e-9))
    needed = next(least for from_height, least in _UPRIGHT if height >= from_height)
    return 1.0 if upright > needed else 0.75 if height < _WELL_RESOLVED and upright > -0.01 else 0.3


def _balance(marks: NDArray[Any]) -> list[tuple[float, float]]:
    """How far the centre of light of each lies from its middle, at most four pixels."""
    strong = np.maximum(marks - 0.3 * marks.max(axis=(1, 2), keepdims=True), 0)
    down, across = strong.sum(axis=2), strong.sum(axis=1)
    total = np.maximum(down.sum(axis=1), 1e-9)
    steps = np.arange(marks.shape[1], dtype=np.float32) - (marks.shape[1] - 1) / 2
    away = zip((across @ steps / total).tolist(), (down @ steps / total).tolist(), strict=True)
    return [(dx, dy) if math.hypot(dx, dy) < 4 else (0.0, 0.0) for dx, dy in away]


@cache
def _distance() -> NDArray[Any]:
    ys, xs = np.mgrid[0:HEIGHT, 0:HEIGHT]
    distance: NDArray[Any] = np.hypot(xs - _MIDDLE, ys - _MIDDLE)
    return distance


@cache
def _ring_area(margin: float = 0.0) -> NDArray[Any]:
    return _mask(np.abs(_distance() - _RING) <= _STAR + margin)


@cache
def _disc() -> NDArray[Any]:
    return _mask(_distance() <= _REACH)


@cache
def _inner() -> NDArray[Any]:
    """The field, without the ring, as far as the patch is unrolled."""
    return _mask((_disc() > 0) & (_ring_area() == 0))


@cache
def _beside() -> NDArray[Any]:
    """Parts of the whole patch that lie left and right of what is unrolled."""
    mask = np.zeros((HEIGHT, 3 * HEIGHT // 2), np.uint8)
    mask[25:95, 14:26] = mask[25:95, -26:-14] = 255
    return mask


def _mask(area: NDArray[np.bool_]) -> NDArray[Any]:
    return area.astype(np.uint8) * 255


def _rgb(colour: NDArray[Any]) -> tuple[int, int, int]:
    red, green, blue = (min(255, max(0, round(float(value)))) for value in colour)
    return red, green, blue
