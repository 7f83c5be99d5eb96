"""Windows metafiles (WMF) of 16 bits, as [MS-WMF] of Microsoft describes them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from grantdocs.extractors.emblem.metafiles.canvas import (
    FILL_WITH_BRUSH,
    MOST_RECORDS,
    Brush,
    Canvas,
    Pen,
    TooMuch,
    colour_of,
)  # fmt: skip

__all__ = ["as_svg", "is_plain"]

_PLACEABLE: Final = b"\xd7\xcd\xc6\x9a"
_PLACEABLE_LENGTH: Final = 22
_PLAIN: Final = (b"\1\0\x09\0\0\3", b"\2\0\x09\0\0\3", b"\1\0\x09\0\0\1", b"\2\0\x09\0\0\1")
_HEADER_LENGTH: Final = 18
_NO_LINE, _NO_FILL, _WINDING = 5, 1, 2
_BRUSH, _PEN, _OTHER_TOOLS = 0x02FC, 0x02FA, frozenset({0x02FB, 0x00F7, 0x0142, 0x06FF, 0x01F9, 0x02FD})
_BITMAPS: Final = {0x0F43: (28, 20), 0x0B41: (26, 18), 0x0940: (22, 14)}
"""Where the bitmap begins in the record, and where its height, width, top and left on the page do."""


@dataclass(slots=True)
class _Player:
    canvas: Canvas = field(default_factory=Canvas)
    tools: list[Brush | Pen | Literal["other"] | None] = field(default_factory=list)
    """A place may be taken by a tool that does not matter here."""
    window: tuple[float, float, float, float] | None = None


def is_plain(data: bytes) -> bool:
    return data[:4] == _PLACEABLE or data[:6] in _PLAIN


def as_svg(data: bytes) -> str | None:
    player = _Player()
    try:
        page = struct.unpack_from("<4h", data, 6) if data[:4] == _PLACEABLE else None
        for kind, record in _records(data):
            _play(player, kind, record)
            view = player.canvas.view
            if player.window is None and kind == 0x020C:
                player.window = (*view.origin, *view.extent)
    except (struct.error, TooMuch, OverflowError):
        return None
    if page is not None and page[2] != page[0] and page[3] != page[1]:
        left, top = min(page[0], page[2]), min(page[1], page[3])
        return player.canvas.svg(left, top, abs(page[2] - page[0]), abs(page[3] - page[1]))
    if player.window is None:
        return None
    left, top, width, height = player.window
    return player.canvas.svg(min(left, left + width), min(top, top + height), abs(width), abs(height))


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The function and the bytes of each record, those of its head included."""
    at = _HEADER_LENGTH + (_PLACEABLE_LENGTH if data[:4] == _PLACEABLE else 0)
    for _ in range(MOST_RECORDS):
        if at + 6 > len(data):
            return
        words, kind = struct.unpack_from("<IH", data, at)
        if kind == 0 or words < 3 or at + 2 * words > len(data):
            return
        yield kind, data[at : at + 2 * words]
        at += 2 * words
    raise TooMuch


def _play(player: _Player, kind: int, record: bytes) -> None:
    canvas = player.canvas
    if kind in {0x0324, 0x0325}:
        (number,) = struct.unpack_from("<h", record, 6)
        canvas.figure([_points(record, 8, number)], closed=kind == 0x0324)
    elif kind == 0x0538:
        (number,) = struct.unpack_from("<H", record, 6)
        counts = struct.unpack_from(f"<{number}H", record, 8)
        points = _points(record, 8 + 2 * number, sum(counts))
        starts = [sum(counts[:index]) for index in range(number)] if number < 5000 else []
        canvas.figure(
            [points[start : start + count] for start, count in zip(starts, counts, strict=False)], closed=True
        )
    elif kind in {0x041B, 0x0418, 0x061C}:
        at = 10 if kind == 0x061C else 6
        bottom, right, top, left = struct.unpack_from("<4h", record, at)
        (canvas.ellipse if kind == 0x0418 else canvas.box)(left, top, right, bottom)
    elif kind in {0x0213, 0x0214}:
        y, x = struct.unpack_from("<2h", record, 6)
        if kind == 0x0214:
            canvas.move((x, y))
        else:
            canvas.go_on([(x, y)], curved=False)
    elif kind in _BITMAPS:
        begin, place = _BITMAPS[kind]
        height, width, top, left = struct.unpack_from("<4h", record, place)
        (way,) = struct.unpack_from("<I", record, 6)
        canvas.bitmap(record[begin:], (left, top, left + width, top + height), way)
    elif kind == 0x061D and struct.unpack_from("<I", record, 6)[0] == FILL_WITH_BRUSH:
        height, width, top, left = struct.unpack_from("<4h", record, 10)
        canvas.area(left, top, left + width, top + height)
    else:
        _state(player, kind, record)


def _state(player: _Player, kind: int, record: bytes) -> None:
    canvas = player.canvas
    if kind in {0x020B, 0x020C}:
        # Places stay those of the drawing itself, for the page is given in them.
        y, x = struct.unpack_from("<2h", record, 6)
        if kind == 0x020B:
            canvas.turn(origin=(x, y), page_origin=(x, y))
        else:
            canvas.turn(extent=(x, y), page_extent=(x, y))
    elif kind == 0x0106:
        canvas.turn(winding=struct.unpack_from("<H", record, 6)[0] == _WINDING)
    elif kind == 0x001E:
        canvas.save()
    elif kind == 0x0127:
        canvas.restore(struct.unpack_from("<h", record, 6)[0])
    elif kind == _BRUSH:
        style, colour = struct.unpack_from("<HI", record, 6)
        _keep(player, Brush(None if style == _NO_FILL else colour_of(colour)))
    elif kind == _PEN:
        style, width, _, colour = struct.unpack_from("<HhhI", record, 6)
        _keep(player, Pen(None if style & 15 == _NO_LINE else colour_of(colour), width))
    elif kind in _OTHER_TOOLS:
        _keep(player, "other")
    elif kind == 0x012D:
        _take(player, struct.unpack_from("<H", record, 6)[0])
    elif kind == 0x01F0:
        (number,) = struct.unpack_from("<H", record, 6)
        if number < len(player.tools):
            player.tools[number] = None


def _keep(player: _Player, tool: Brush | Pen | Literal["other"]) -> None:
    """A new tool has the first free number."""
    if None in player.tools:
        player.tools[player.tools.index(None)] = tool
    elif len(player.tools) < MOST_RECORDS:
        player.tools.append(tool)


def _take(player: _Player, number: int) -> None:
    tool = player.tools[number] if number < len(player.tools) else None
    if isinstance(tool, Brush):
        player.canvas.turn(brush=tool)
    elif isinstance(tool, Pen):
        player.canvas.turn(pen=tool)


def _points(record: bytes, at: int, number: int) -> list[tuple[float, float]]:
    number = max(0, min(number, (len(record) - at) // 4))
    numbers = struct.unpack_from(f"<{2 * number}h", record, at)
    return [(float(x), float(y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
