"""What is seen in the pictures of a publication: emblems, and how large other things in the same picture are.

A picture that stands in several places is looked at once. How much is looked at is bounded by pixels, not by time, so
that the same publication has the same facts on every machine.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from grantdocs.extractors.emblem.decoding import pixels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grantdocs.extractors.emblem.finding import Emblem
    from grantdocs.model.location import Box

__all__ = ["Eyes", "Sight", "is_installed"]

_MOST_MEGAPIXELS: Final = 400.0
_PER_PICTURE: Final = 0.5
"""Megapixels that every picture counts in addition, for being unpacked."""
_SMALL: Final = 600
"""Width in pixels in which other things in the picture are measured."""
_DIFFERENT: Final = 36
_LEAST_PART: Final = 0.3
"""Of the emblem's height; lower things are lines of letters."""
_BLUE_SHARE: Final = 0.004
_YELLOW_SHARE: Final = 0.0003
_MOST_PIXELS: Final = 50_000_000
"""Of the part of a picture that is shown, with what is blank around it."""
_BACKDROP: Final = 0.97
"""What is as wide or as high as the picture, nearly, lies behind the logos."""
_LEAST: Final = 16
"""Pixels; a lower picture can show no stars."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A picture that was looked at."""

    width: int
    height: int
    emblems: tuple[Emblem, ...] = ()
    others: tuple[tuple[float, float], ...] = ()
    """Width and height, in pixels, of other things beside an emblem."""
    may_hold: bool = False
    """No emblem was found, but the colours of one are there."""


@dataclass(slots=True)
class Eyes:
    """Looks at pictures, each once, until enough was looked at."""

    left: float = _MOST_MEGAPIXELS
    known: dict[tuple[bytes, Box | None], Sight | None] = field(default_factory=dict)

    def look(self, data: bytes, shown: Box | None = None) -> Sight | None:
        """None where the picture cannot be shown or too much was looked at already; `shown`: the part to look at."""
        key = hashlib.sha256(data).digest(), shown
        if key not in self.known:
            self.known[key] = self._look(data, shown) if self.left > 0 else None
        return self.known[key]

    def _look(self, data: bytes, shown: Box | None) -> Sight | None:
        picture = pixels(data)
        self.left -= _PER_PICTURE
        if picture is not None and shown is not None:
            picture = _part(picture, shown)
        if picture is None:
            return None
        self.left -= picture.shape[0] * picture.shape[1] / 1e6
        return _sight(picture)


def _part(picture: NDArray[Any], shown: Box) -> NDArray[Any] | None:
    """With white where the part reaches beyond the picture; None where there is nothing or far too much."""
    import cv2

    height, width = picture.shape[:2]
    left, right = round(shown.left * width), round(shown.right * width)
    top, bottom = round(shown.top * height), round(shown.bottom * height)
    if right <= left or bottom <= top or (right - left) * (bottom - top) > _MOST_PIXELS:
        return None
    part = picture[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    around = max(0, -top), max(0, bottom - height), max(0, -left), max(0, right - width)
    if not part.size or not any(around):
        return part if part.size else None
    whole: NDArray[Any] = cv2.copyMakeBorder(part, *around, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    return whole


def is_installed() -> bool:
    from importlib.util import find_spec

    return find_spec("cv2") is not None


def _sight(picture: NDArray[Any]) -> Sight:
    from grantdocs.extractors.emblem.finding import find_emblems

    height, width = picture.shape[:2]
    if min(height, width) < _LEAST:
        return Sight(width, height)
    emblems = find_emblems(picture)
    if emblems:
        return Sight(width, height, emblems, _others(picture, emblems))
    return Sight(width, height, may_hold=_has_colours(picture))


def _others(picture: NDArray[Any], emblems: tuple[Emblem, ...]) -> tuple[tuple[float, float], ...]:
    """Things that differ from the background at the picture's edge; what stands close together is one thing."""
    import cv2
    import numpy as np

    step = max(1.0, picture.shape[1] / _SMALL)
    size = max(1, round(picture.shape[1] / step)), max(1, round(picture.shape[0] / step))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    edge = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    background = np.median(edge, axis=0).astype(np.int16)
    apart = (np.abs(small.astype(np.int16) - background).max(axis=2) > _DIFFERENT).astype(np.uint8)
    for one in emblems:
        margin = 0.04 * one.height
        rows = slice(max(0, int((one.top - margin) / step)), int((one.top + one.height + margin) / step) + 2)
        columns = slice(max(0, int((one.left - margin) / step)), int((one.left + one.width + margin) / step) + 2)
        apart[rows, columns] = 0
    least = max(one.height for one in emblems)
    apart = _without_letters(apart, _LEAST_PART * least / step)
    reach = max(1, round(0.08 * least / step))
    joined = cv2.morphologyEx(apart, cv2.MORPH_CLOSE, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    stats = cv2.connectedComponentsWithStats(joined)[2][1:]
    sizes = [(float(w) * step, float(h) * step) for _, _, w, h, _ in stats.tolist()]
    whole_height, whole_width = picture.shape[:2]
    return tuple(
        (w, h)
        for w, h in sizes
        if h >= _LEAST_PART * least and h < _BACKDROP * whole_height and w < _BACKDROP * whole_width
    )


def _without_letters(apart: NDArray[Any], least: float) -> NDArray[Any]:
    """Lines of letters that stand close together are no logo, however high they are together."""
    import cv2

    labels, stats = cv2.connectedComponentsWithStats(apart)[1:3]
    is_high = stats[:, 3] >= least
    is_high[0] = False
    high: NDArray[Any] = is_high[labels].astype(apart.dtype)
    return high


def _has_colours(picture: NDArray[Any]) -> bool:
    """Whether there is blue and yellow as in the emblem, or nothing but shades of one colour."""
    import cv2
    import numpy as np

    step = max(1, picture.shape[1] // 300)
    hsv = cv2.cvtColor(np.ascontiguousarray(picture[::step, ::step]), cv2.COLOR_RGB2HSV)
    hue, saturation, value = hsv[:, :, 0], hsv[:, :, 1], hsv[:, :, 2]
    strong = (saturation > 110) & (value > 60)
    blue = float((strong & (hue >= 100) & (hue <= 128)).mean())
    yellow = float((strong & (hue >= 18) & (hue <= 34) & (value > 140)).mean())
    colourless = float((saturation < 40).mean())
    return (blue > _BLUE_SHARE and (yellow > _YELLOW_SHARE or colourless + blue > 0.97)) or colourless > 0.995
