"""What records of a metafile draw on: the tools in hand, how places are turned, and the shapes so far as SVG."""

from __future__ import annotations

import base64
import io
import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

__all__ = ["FILL_WITH_BRUSH", "MOST_RECORDS", "Brush", "Canvas", "Pen", "Point", "TooMuch", "View", "colour_of"]

MOST_RECORDS: Final = 200_000
_MOST_POINTS: Final = 400_000
_FARTHEST: Final = 100.0
"""Of a place, in sizes of the page."""
_MOST_BITMAPS: Final = 50
_MOST_PIXELS: Final = 25_000_000
FILL_WITH_BRUSH: Final = 0x00F00021
"""Of the many ways to put pixels on the page the one that leaves the brush's colour."""
_BLENDS: Final = {0x008800C6: "multiply", 0x00EE0086: "screen"}
"""A mask and what it lets through."""
_JPEG, _PNG = 4, 5
"""Ways of packing a bitmap that are files of their own."""
Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]


class TooMuch(Exception):
    """More is drawn than any logo needs."""


@dataclass(frozen=True, slots=True)
class Brush:
    colour: str | None
    """None fills nothing."""


@dataclass(frozen=True, slots=True)
class Pen:
    colour: str | None
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class View:
    """The tools in hand and how places of the drawing are turned into places of the page; saved and restored."""

    origin: Point = (0.0, 0.0)
    extent: Point = (1.0, 1.0)
    page_origin: Point = (0.0, 0.0)
    page_extent: Point = (1.0, 1.0)
    world: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    brush: Brush = Brush("#ffffff")
    pen: Pen = Pen("#000000")
    winding: bool = False
    at: Point = (0.0, 0.0)

    def scale(self) -> Point:
        return self.page_extent[0] / (self.extent[0] or 1.0), self.page_extent[1] / (self.extent[1] or 1.0)

    def place(self, point: Point) -> Point:
        a, b, c, d, e, f = self.world
        x, y = a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f
        across, down = self.scale()
        return (x - self.origin[0]) * across + self.page_origin[0], (y - self.origin[1]) * down + self.page_origin[1]


@dataclass(slots=True)
class Canvas:
    view: View = field(default_factory=View)
    saved: list[View] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)
    path: list[str] | None = None
    """Of a path that is being put together; shapes go there instead."""
    reach: float = 0.0
    """The farthest place so far."""
    points: int = 0
    bitmaps: int = 0

    def turn(self, **changes: object) -> None:
        self.view = replace(self.view, **changes)  # type: ignore[arg-type]

    def save(self) -> None:
        if len(self.saved) < 1000:
            self.saved.append(self.view)

    def restore(self, number: int) -> None:
        """-1 is the last one saved, 1 the first."""
        index = number if number < 0 else number - 1
        if self.saved and -len(self.saved) <= index < len(self.saved):
            self.view = self.saved[index]
            del self.saved[index:]

    def figure(self, runs: Sequence[Sequence[Point]], *, closed: bool, curved: bool = False) -> None:
        """Straight lines or cubic curves through points; closed ones are filled."""
        written = " ".join(self._written(run, curved=curved) + (" Z" if closed else "") for run in runs if run)
        self._draw(written, filled=closed)

    def go_on(self, points: Sequence[Point], *, curved: bool) -> None:
        """From where the last line ended."""
        if not points:
            return
        if self.path is None:
            self._draw(self._written([self.view.at, *points], curved=curved), filled=False)
        else:
            begin = "" if self.path and not self.path[-1].endswith("Z") else f"M{self._place(self.view.at)} "
            self.path.append(f"{begin}{'C' if curved else 'L'}" + " ".join(self._place(point) for point in points))
        self.turn(at=points[-1])

    def move(self, point: Point) -> None:
        self.turn(at=point)
        if self.path is not None:
            self.path.append(f"M{self._place(point)}")

    def close(self) -> None:
        if self.path:
            self.path.append("Z")

    def end_path(self, *, filled: bool, stroked: bool) -> None:
        written, self.path = " ".join(self.path or ()), None
        self._draw(written, filled=filled, stroked=stroked)

    def box(self, left: float, top: float, right: float, bottom: float) -> None:
        self.figure([[(left, top), (right, top), (right, bottom), (left, bottom)]], closed=True)

    def area(self, left: float, top: float, right: float, bottom: float) -> None:
        """A box without a line around it."""
        pen = self.view.pen
        self.turn(pen=Pen(None))
        self.box(left, top, right, bottom)
        self.turn(pen=pen)

    def ellipse(self, left: float, top: float, right: float, bottom: float) -> None:
        x, y, rx, ry = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
        turns = [number * math.pi / 24 for number in range(48)]
        self.figure([[(x + rx * math.cos(turn), y + ry * math.sin(turn)) for turn in turns]], closed=True)

    def bitmap(self, dib: bytes, box: tuple[float, float, float, float], way: int = 0) -> None:
        """A device-independent bitmap, left out if damaged or too large; `way`: how it is put on the page."""
        self.bitmaps += 1
        if self.bitmaps > _MOST_BITMAPS:
            raise TooMuch
        (x0, y0), (x1, y1) = self.view.place(box[:2]), self.view.place(box[2:])
        self.reach = max(self.reach, *map(abs, (x0, y0, x1, y1)))
        data = _as_png(dib)
        if data is not None and x0 != x1 and y0 != y1:
            place = f'x="{min(x0, x1):.3f}" y="{min(y0, y1):.3f}"'
            size = f'width="{abs(x1 - x0):.3f}" height="{abs(y1 - y0):.3f}"'
            blend = f'style="mix-blend-mode:{_BLENDS[way]}"' if way in _BLENDS else ""
            address = f"data:image/png;base64,{base64.b64encode(data).decode()}"
            self.shapes.append(f'<image {place} {size} {blend} preserveAspectRatio="none" href="{address}"/>')

    def svg(self, left: float, top: float, width: float, height: float) -> str | None:
        if not self.shapes or not (0 < width < 1e7 and 0 < height < 1e7 and 0.03 < width / height < 1000):
            return None
        if not self.reach < _FARTHEST * (max(width, height) + abs(left) + abs(top)):
            return None  # who paints it would come to harm
        view = f"{left:.3f} {top:.3f} {width:.3f} {height:.3f}"
        size = f'width="{1000.0:.0f}" height="{1000 * height / width:.3f}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" {size}>{"".join(self.shapes)}</svg>'

    def _draw(self, written: str, *, filled: bool, stroked: bool = True) -> None:
        if not written:
            return
        if self.path is not None:
            self.path.append(written)
            return
        fill = self.view.brush.colour if filled else None
        stroke = self.view.pen.colour if stroked else None
        if fill is None and stroke is None:
            return
        width = max(abs(self.view.pen.width * self.view.scale()[0] * self.view.world[0]), 0.01)
        line = f'stroke="{stroke}" stroke-width="{width:.3f}"' if stroke else ""
        rule = "nonzero" if self.view.winding else "evenodd"
        self.shapes.append(f'<path d="{written}" fill="{fill or "none"}" fill-rule="{rule}" {line}/>')

    def _written(self, points: Sequence[Point], *, curved: bool) -> str:
        places = [self._place(point) for point in points]
        if curved and len(places) >= 4:
            return f"M{places[0]} C{' '.join(places[1 : 1 + (len(places) - 1) // 3 * 3])}"
        return f"M{places[0]} L{' '.join(places[1:])}" if len(places) > 1 else f"M{places[0]}"

    def _place(self, point: Point) -> str:
        self.points += 1
        if self.points > _MOST_POINTS:
            raise TooMuch
        x, y = self.view.place(point)
        self.reach = max(self.reach, abs(x), abs(y))
        return f"{x:.3f},{y:.3f}"


def colour_of(value: int) -> str:
    """A COLORREF: red in the lowest byte."""
    return f"#{value & 255:02x}{value >> 8 & 255:02x}{value >> 16 & 255:02x}"


def _as_png(dib: bytes) -> bytes | None:
    from PIL import Image

    header = int.from_bytes(dib[:4], "little")
    packing = int.from_bytes(dib[16:20], "little") if header >= 40 else 0
    file = dib[header:] if packing in {_JPEG, _PNG} else dib
    formats = {_JPEG: ("JPEG",), _PNG: ("PNG",)}.get(packing, ("DIB",))
    stream = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(file), formats=formats) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    return None
                picture.convert("RGB").save(stream, "PNG", compress_level=1)
    except Exception:  # noqa: BLE001  a codec may raise anything on what somebody made to do harm
        return None
    return stream.getvalue()
