"""Where in a picture the emblem of the Union stands: twelve upright stars on a circle on a field of 2:3.

Candidates are fields of one colour with the form of a flag and rings of equal spots; each is turned into a patch of one
size, and what the specification says of the emblem is asked of it (`ring.py`). No trained model takes part.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np

from grantdocs.extractors.emblem.candidates import Candidate, candidates
from grantdocs.extractors.emblem.edges import measured
from grantdocs.extractors.emblem.levels import Levels
from grantdocs.extractors.emblem.planes import Planes
from grantdocs.extractors.emblem.ring import Likeness, is_plausible, likeness, patch

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Emblem", "find_emblems"]

_ENOUGH: Final = 0.5
_SAME: Final = 0.012
"""Of the height: candidates that differ by less are looked at once."""
_LEAST: Final = 10
"""Height in pixels of the smallest field whose stars can be told from each other."""
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
    levels, planes = Levels(picture), Planes(picture)
    found: list[Emblem] = []
    judged: list[Candidate] = []
    for candidate in candidates(planes):
        if _is_among(found, candidate.x, candidate.y, candidate.height):
            continue
        if any(_is_same(candidate, one) for one in judged):
            continue
        judged.append(candidate)
        emblem = _judge(levels, candidate)
        if emblem is None:
            continue
        emblem = _shown(levels, emblem)
        x, y = emblem.left + emblem.width / 2, emblem.top + emblem.height / 2
        if not _is_among(found, x, y, emblem.height):
            planes.forget(emblem.left, emblem.top, emblem.width, emblem.height)
            found.append(emblem)
    return tuple(sorted(found, key=lambda one: -one.confidence))


def _judge(levels: Levels, candidate: Candidate) -> Emblem | None:
    if not is_plausible(levels, candidate):
        return None
    if candidate.framed:
        candidate = measured(levels, candidate)
    if min(candidate.width, candidate.height) < _LEAST:
        return None
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
        if candidate.framed:
            candidate = measured(levels, candidate)
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
    seen = measured(levels, thought, once=True)
    if 0.03 < abs(seen.height / thought.height - 1) + abs(seen.width / thought.width - 1) < 0.2:
        return replace(seen, framed=True)
    return thought


def _shown(levels: Levels, emblem: Emblem) -> Emblem:
    """With the frame of a light field, and without what is not in the picture."""
    height, width = levels.picture.shape[:2]
    field = Candidate(
        x=emblem.left + emblem.width / 2,
        y=emblem.top + emblem.height / 2,
        width=emblem.width,
        height=emblem.height,
        turned=emblem.turned,
        framed=emblem.framed,
    )
    if min(emblem.field) > _LIGHT and _fills(field, levels.picture):
        field = replace(field, x=width / 2, y=height / 2, width=width, height=height)
    elif field.framed and min(emblem.field) > _LIGHT:
        field = measured(levels, field, frame=True)
    left, right = _within(field.x, field.width, width)
    top, bottom = _within(field.y, field.height, height)
    return replace(emblem, left=left, top=top, width=right - left, height=bottom - top)


def _within(middle: float, length: float, limit: float) -> tuple[float, float]:
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


def _is_among(found: list[Emblem], x: float, y: float, height: float) -> bool:
    """Whether what has its middle there lies within one that was found."""
    return any(
        one.left < x < one.left + one.width and one.top < y < one.top + one.height and height < one.height * 1.5
        for one in found
    )


def _is_same(one: Candidate, other: Candidate) -> bool:
    near = _SAME * one.height
    return (
        one.framed == other.framed
        and abs(one.x - other.x) <= near
        and abs(one.y - other.y) <= near
        and abs(one.width - other.width) <= near
        and abs(one.height - other.height) <= near
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
