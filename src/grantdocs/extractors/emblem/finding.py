"""Where in a picture the emblem of the Union stands: twelve upright stars on a circle on a field of 2:3.

Candidates are fields of one colour with the form of a flag and rings of equal spots; each is turned into a patch of one
size, and what the specification says of the emblem is asked of it (`ring.py`). No trained model takes part.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np

from grantdocs.extractors.emblem.candidates import Candidate, candidates
from grantdocs.extractors.emblem.edges import measured
from grantdocs.extractors.emblem.levels import Levels
from grantdocs.extractors.emblem.ring import Likeness, is_plausible, likeness, patch

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Emblem", "find_emblems"]

_WORKING_PIXELS: Final = 1_200_000
"""Larger pictures are made smaller: an emblem of 1 cm on a scanned page keeps 40 pixels."""
_ENOUGH: Final = 0.5
_OFF: Final = 0.13
"""By how much the ring may be too large or too small for its field."""
_STARS_TOLD: Final = 31
"""Height in pixels below which stars alone, without the edges of a field around them, say too little."""
_BLUE_HUES: Final = (95, 130)
"""Hues of OpenCV, half degrees."""
_COLOURLESS: Final = 70
_DARK: Final = 50
_LIGHT: Final = 150
_FRAME: Final = 0.05
"""Thickness of a frame that belongs to the emblem, by the height of the picture."""
_DARK_FRAME: Final = 140
_ALIKE: Final = 0.85
_YELLOW_TINT: Final = -0.32
_BLUE: Final = (0, 51, 153)
_YELLOW: Final = (255, 204, 0)
_WHITE: Final = (255, 255, 255)
_BLACK: Final = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Emblem:
    """An emblem in a picture; places and sizes in pixels of the picture."""

    left: float
    top: float
    width: float
    height: float
    turned: float
    """Degrees, clockwise."""
    mono: bool
    """One-colour version."""
    field: tuple[int, int, int]
    stars: tuple[int, int, int]
    """Red, green, blue, as the middle values of field and stars."""
    framed: bool
    """The edges of the field were seen, so that width and height are measured; else they follow from the ring."""
    confidence: float


def find_emblems(picture: NDArray[Any]) -> tuple[Emblem, ...]:
    """All emblems of an RGB picture (height, width, 3), the surest first."""
    times = math.ceil((picture.shape[0] * picture.shape[1] / _WORKING_PIXELS) ** 0.5)
    small = picture
    if times > 1:
        # Whole numbers of pixels make one, which is much faster than any other ratio.
        even = picture[: picture.shape[0] // times * times, : picture.shape[1] // times * times]
        small = cv2.resize(even, (even.shape[1] // times, even.shape[0] // times), interpolation=cv2.INTER_AREA)
    scale = 1 / times
    levels = Levels(small)
    whole = Levels(picture) if times > 1 else levels
    found: list[Emblem] = []
    for candidate in candidates(small):
        if any(_inside(candidate, one, scale) for one in found):
            continue
        emblem = _judge(levels, candidate)
        if emblem is not None:
            found.append(_enlarged(emblem, whole, scale))
    return tuple(sorted(found, key=lambda one: -one.confidence))


def _judge(levels: Levels, candidate: Candidate) -> Emblem | None:
    if not is_plausible(levels, candidate):
        return None
    if candidate.framed:
        candidate = measured(levels, candidate)
    view = patch(levels, candidate)
    seen = likeness(view, candidate.height, framed=candidate.framed)
    if seen is None or seen.confidence < _ENOUGH:
        return None
    mono = _is_mono(seen)
    if mono is None:
        return None
    if not candidate.framed:
        ring, candidate = candidate, _with_edges(levels, candidate, seen.radius)
        if not candidate.framed and candidate.height < _STARS_TOLD and min(seen.field) < _LIGHT:
            return None
        if abs(candidate.height / (ring.height * seen.radius) - 1) > _OFF:
            return None
    return Emblem(
        left=candidate.x - candidate.width / 2,
        top=candidate.y - candidate.height / 2,
        width=candidate.width,
        height=candidate.height,
        turned=candidate.turned,
        mono=mono,
        field=seen.field,
        stars=seen.stars,
        framed=candidate.framed,
        confidence=round(seen.confidence, 3),
    )


def _with_edges(levels: Levels, ring: Candidate, radius: float) -> Candidate:
    """The field around a ring: its edges where they are seen about where they should be, else as the ring tells."""
    thought = replace(ring, width=ring.width * radius, height=ring.height * radius)
    seen = measured(levels, thought)
    if 0.03 < abs(seen.height / thought.height - 1) + abs(seen.width / thought.width - 1) < 0.2:
        return replace(seen, framed=True)
    return thought


def _enlarged(emblem: Emblem, whole: Levels, scale: float) -> Emblem:
    """In pixels of the picture itself, with the edges measured there."""
    field = Candidate(
        x=(emblem.left + emblem.width / 2) / scale,
        y=(emblem.top + emblem.height / 2) / scale,
        width=emblem.width / scale,
        height=emblem.height / scale,
        turned=emblem.turned,
        framed=emblem.framed,
    )
    if min(emblem.field) > _LIGHT and _fills(field, whole.picture):
        height, width = whole.picture.shape[:2]
        field = replace(field, x=width / 2, y=height / 2, width=width, height=height)
    elif field.framed:
        field = measured(whole, field, frame=min(emblem.field) > _LIGHT)
    left, right = _shown(field.x, field.width, whole.picture.shape[1])
    top, bottom = _shown(field.y, field.height, whole.picture.shape[0])
    return replace(emblem, left=left, top=top, width=right - left, height=bottom - top)


def _shown(middle: float, length: float, limit: float) -> tuple[float, float]:
    """Begin and end of what is in the picture: it may be cut where a ring of stars tells how large the field was."""
    return max(0.0, middle - length / 2), min(float(limit), middle + length / 2)


def _fills(field: Candidate, picture: NDArray[Any]) -> bool:
    """Whether between a light field and the edges of the picture there is nothing but a thin dark frame."""
    height, width = picture.shape[:2]
    thin = _FRAME * height
    return (
        int(picture[0, 0].max()) < _DARK_FRAME
        and not field.turned
        and height - field.height <= 2 * thin
        and width - field.width <= 2 * thin
    )


def _inside(candidate: Candidate, emblem: Emblem, scale: float) -> bool:
    x, y = candidate.x / scale, candidate.y / scale
    return (
        emblem.left < x < emblem.left + emblem.width
        and emblem.top < y < emblem.top + emblem.height
        and candidate.height / scale < emblem.height * 1.5
    )


def _is_mono(seen: Likeness) -> bool | None:
    """Whether it is a one-colour version; None where field and stars have colours that no version has.

    Small stars are blended with the field, so what counts is the direction from the field's colour to theirs.
    """
    field, stars = seen.field, seen.stars
    hue, saturation, value = cv2.cvtColor(np.array([[field]], np.uint8), cv2.COLOR_RGB2HSV)[0, 0].tolist()
    is_blue = _BLUE_HUES[0] <= hue <= _BLUE_HUES[1] and saturation > _COLOURLESS and value > _DARK
    step = np.subtract(stars, field, dtype=np.float64)

    def towards(colour: tuple[int, int, int]) -> float:
        whole = np.subtract(colour, field, dtype=np.float64)
        return float(step @ whole / max(np.linalg.norm(step) * np.linalg.norm(whole), 1e-9))

    if is_blue:
        likest = max((towards(_YELLOW), False), (towards(_WHITE), True))
        if seen.tint < _YELLOW_TINT and likest[0] > _ALIKE:
            return False
    elif saturation <= _COLOURLESS or value <= _DARK:
        likest = max((towards(_WHITE), True), (towards(_BLACK), True), (towards(_BLUE), True))
    else:
        return None
    return likest[1] if likest[0] > _ALIKE else None
