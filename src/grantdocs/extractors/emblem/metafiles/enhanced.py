"""Enhanced metafiles (EMF), as [MS-EMF] of Microsoft describes them; of EMF+ only what is drawn both ways."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from grantdocs.extractors.emblem.metafiles.canvas import (
    FILL_WITH_BRUSH,
    MOST_RECORDS,
    Brush,
    Canvas,
    Pen,
    Point,
    TooMuch,
    colour_of,
)  # fmt: skip

__all__ = ["as_svg", "is_enhanced"]

_SIGNATURE: Final = b" EMF"
_STOCK: Final = 0x80000000
_BRUSHES: Final = ("#ffffff", "#c0c0c0", "#808080", "#404040", "#000000", None)
_PENS: Final = ("#ffffff", "#000000", None)
_FIRST_PEN: Final = 6
_NO_LINE, _NO_FILL = 5, 1
_WINDING: Final = 2
_SETTERS: Final = {9: "extent", 10: "origin", 11: "page_extent", 12: "page_origin"}
_RUNS: Final = {
    2: (4, "curve"), 3: (4, "shape"), 4: (4, "line"), 5: (4, "curve on"), 6: (4, "line on"),
    85: (2, "curve"), 86: (2, "shape"), 87: (2, "line"), 88: (2, "curve on"), 89: (2, "line on"),
}  # fmt: skip
"""Bytes of a coordinate, and what is drawn through the points."""
_MANY_RUNS: Final = {7: (4, False), 8: (4, True), 90: (2, False), 91: (2, True)}
_BITMAPS: Final = {76: (84, 32), 77: (84, 32), 80: (48, 40), 81: (48, 72), 114: (84, 32)}
"""Where in the record the places of the bitmap's header and bits stand, and where its width and height on the page."""
_FILLING: Final = frozenset({76, 77})
_WAYS: Final = frozenset({76, 77, 81})
"""Which say how the pixels are put on the page."""


@dataclass(slots=True)
class _Player:
    canvas: Canvas = field(default_factory=Canvas)
    tools: dict[int, Brush | Pen] = field(default_factory=dict)


def is_enhanced(data: bytes) -> bool:
    return data[:4] == b"\1\0\0\0" and data[40:44] == _SIGNATURE


def as_svg(data: bytes) -> str | None:
    player = _Player()
    try:
        for kind, record in _records(data):
            _play(player, kind, record)
        return player.canvas.svg(*_page(data))
    except (struct.error, TooMuch, OverflowError):
        return None


def _page(data: bytes) -> tuple[float, float, float, float]:
    """What the picture shows, in the dots of the device it was made for; else what it draws."""
    left, top, right, bottom, *frame = struct.unpack_from("<8i", data, 8)
    dots_x, dots_y, mm_x, mm_y = struct.unpack_from("<4i", data, 72)
    if mm_x > 0 and mm_y > 0 and frame[2] > frame[0] and frame[3] > frame[1]:
        across, down = dots_x / mm_x / 100, dots_y / mm_y / 100
        return frame[0] * across, frame[1] * down, (frame[2] - frame[0]) * across, (frame[3] - frame[1]) * down
    return left, top, right - left + 1, bottom - top + 1


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The kind and the bytes of each record; a damaged file ends early."""
    at = 0
    for _ in range(MOST_RECORDS):
        if at + 8 > len(data):
            return
        kind, size = struct.unpack_from("<2I", data, at)
        if kind == 14 or size < 8 or at + size > len(data):
            return
        yield kind, data[at : at + size]
        at += size
    raise TooMuch


def _play(player: _Player, kind: int, record: bytes) -> None:
    canvas = player.canvas
    if kind in _RUNS:
        _run(canvas, record, *_RUNS[kind])
    elif kind in _MANY_RUNS:
        _many_runs(canvas, record, *_MANY_RUNS[kind])
    elif kind in _SETTERS:
        canvas.turn(**{_SETTERS[kind]: struct.unpack_from("<2i", record, 8)})
    elif kind in _BITMAPS:
        _bitmap(canvas, kind, record)
    elif kind in {37, 38, 39, 40, 95}:
        _tool(player, kind, record)
    elif kind in {42, 43, 44}:
        box = struct.unpack_from("<4i", record, 8)
        (canvas.ellipse if kind == 42 else canvas.box)(*box)
    elif kind == 27:
        canvas.move(_point(record, 8))
    elif kind == 54:
        canvas.go_on([_point(record, 8)], curved=False)
    elif kind == 61:
        canvas.close()
    elif kind == 59:
        canvas.path = []
    elif kind in {62, 63, 64}:
        canvas.end_path(filled=kind != 64, stroked=kind != 62)
    elif kind in {67, 68}:
        canvas.path = None
    else:
        _state(canvas, kind, record)


def _state(canvas: Canvas, kind: int, record: bytes) -> None:
    if kind == 33:
        canvas.save()
    elif kind == 34:
        canvas.restore(struct.unpack_from("<i", record, 8)[0])
    elif kind == 19:
        canvas.turn(winding=struct.unpack_from("<I", record, 8)[0] == _WINDING)
    elif kind == 35:
        canvas.turn(world=struct.unpack_from("<6f", record, 8))
    elif kind == 36:
        *given, mode = struct.unpack_from("<6fI", record, 8)
        own, new = canvas.view.world, (given[0], given[1], given[2], given[3], given[4], given[5])
        world = {1: (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 2: _times(new, own), 3: _times(own, new), 4: new}
        canvas.turn(world=world.get(mode, own))


def _times(first: tuple[float, ...], then: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _run(canvas: Canvas, record: bytes, size: int, what: str) -> None:
    points = _points(record, 28, struct.unpack_from("<I", record, 24)[0], size)
    if what.endswith(" on"):
        canvas.go_on(points, curved=what == "curve on")
    else:
        canvas.figure([points], closed=what == "shape", curved=what == "curve")


def _many_runs(canvas: Canvas, record: bytes, size: int, closed: bool) -> None:  # noqa: FBT001  of a table
    number, total = struct.unpack_from("<2I", record, 24)
    if number > len(record) // 4:
        return
    counts = struct.unpack_from(f"<{number}I", record, 32)
    points = _points(record, 32 + 4 * number, total, size)
    runs: list[list[Point]] = []
    start = 0
    for count in counts:
        runs.append(points[start : start + count])
        start += count
    canvas.figure(runs, closed=closed)


def _points(record: bytes, at: int, number: int, size: int) -> list[Point]:
    number = min(number, (len(record) - at) // (2 * size))
    numbers = struct.unpack_from(f"<{2 * number}{'i' if size == 4 else 'h'}", record, at)
    return [(float(x), float(y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


def _point(record: bytes, at: int) -> Point:
    x, y = struct.unpack_from("<2i", record, at)
    return float(x), float(y)


def _tool(player: _Player, kind: int, record: bytes) -> None:
    (number,) = struct.unpack_from("<I", record, 8)
    if kind == 37:
        _take(player, number)
    elif kind == 40:
        player.tools.pop(number, None)
    elif kind == 39:
        style, colour = struct.unpack_from("<2I", record, 12)
        player.tools[number] = Brush(None if style == _NO_FILL else colour_of(colour))
    elif kind == 38:
        style, width, _, colour = struct.unpack_from("<IiiI", record, 12)
        player.tools[number] = Pen(None if style & 15 == _NO_LINE else colour_of(colour), width)
    else:
        style, width, _, colour = struct.unpack_from("<4I", record, 28)
        player.tools[number] = Pen(None if style & 15 == _NO_LINE else colour_of(colour), width)


def _take(player: _Player, number: int) -> None:
    stock = number - _STOCK
    if 0 <= stock < len(_BRUSHES):
        tool: Brush | Pen | None = Brush(_BRUSHES[stock])
    elif 0 <= stock - _FIRST_PEN < len(_PENS):
        tool = Pen(_PENS[stock - _FIRST_PEN])
    else:
        tool = player.tools.get(number)
    if isinstance(tool, Brush):
        player.canvas.turn(brush=tool)
    elif isinstance(tool, Pen):
        player.canvas.turn(pen=tool)


def _bitmap(canvas: Canvas, kind: int, record: bytes) -> None:
    parts, size = _BITMAPS[kind]
    header_at, header, bits_at, bits = struct.unpack_from("<4I", record, parts)
    left, top = struct.unpack_from("<2i", record, 24)
    width, height = struct.unpack_from("<2i", record, size)
    if header and bits:
        dib = record[header_at : header_at + header] + record[bits_at : bits_at + bits]
        way = struct.unpack_from("<I", record, 68 if kind == 81 else 40)[0] if kind in _WAYS else 0
        canvas.bitmap(dib, (left, top, left + width, top + height), way)
    elif kind in _FILLING and struct.unpack_from("<I", record, 40)[0] == FILL_WITH_BRUSH:
        canvas.area(left, top, left + width, top + height)
