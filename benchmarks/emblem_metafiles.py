"""Writes emblems as drawings of Windows: EMF and WMF, of shapes or around a bitmap."""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Iterable

from emblem_pictures import BLUE, YELLOW, emblem, star

__all__ = ["METAFILES", "emf", "emf_around_bitmap", "wmf"]

_WIDTH, _HEIGHT = 2700, 1800
Point = tuple[float, float]


def emf(number: int = 12, *, small: bool = True) -> bytes:
    """Field and stars as polygons, of 16 bits a coordinate or of 32."""
    records = [
        *_brush(1, BLUE),
        _record(37, struct.pack("<I", 0x80000008)),
        _record(43, struct.pack("<4i", 0, 0, _WIDTH, _HEIGHT)),
        *_brush(2, YELLOW),
        *(_polygon(corners, small=small) for corners in _stars(number)),
    ]
    return _emf(records)


def emf_around_bitmap() -> bytes:
    stream = io.BytesIO()
    emblem(200).convert("RGB").save(stream, "DIB")
    dib = stream.getvalue()
    header, bits = dib[:40], dib[40:]
    place = struct.pack("<10i", 0, 0, 1, 1, 0, 0, 0, 0, 300, 200)
    parts = struct.pack("<4I", 80, len(header), 80 + len(header), len(bits))
    way = struct.pack("<2I2i", 0, 0x00CC0020, _WIDTH, _HEIGHT)
    return _emf([_record(81, place + parts + way + header + bits)])


def wmf(number: int = 12) -> bytes:
    records = [
        _words(0x020B, 0, 0),
        _words(0x020C, _HEIGHT, _WIDTH),
        _words(0x02FA, 5, 0, 0, 0, 0),
        _words(0x012D, 0),
        *_tool(1, BLUE),
        _words(0x041B, _HEIGHT, _WIDTH, 0, 0),
        *_tool(2, YELLOW),
        *(
            _words(0x0324, len(corners), *(round(one) for corner in corners for one in corner))
            for corners in _stars(number)
        ),
        _words(0),
    ]
    body = b"".join(records)
    head = struct.pack("<HHHIHIH", 1, 9, 0x300, (18 + len(body)) // 2, 4, max(map(len, records)) // 2, 0)
    placeable = struct.pack("<IH4hHIH", 0x9AC6CDD7, 0, 0, 0, _WIDTH, _HEIGHT, 1440, 0, 0)
    return placeable + head + body


METAFILES = {
    "emf": emf,
    "emf of 32 bits": lambda: emf(small=False),
    "emf around a bitmap": emf_around_bitmap,
    "wmf": wmf,
}


def _stars(number: int) -> Iterable[list[Point]]:
    for index in range(number):
        angle = index * 2 * math.pi / number
        yield star((_WIDTH / 2 + 600 * math.sin(angle), _HEIGHT / 2 - 600 * math.cos(angle)), 100)


def _emf(records: list[bytes]) -> bytes:
    body = b"".join([*records, _record(14, struct.pack("<3I", 0, 16, 20))])
    bounds = struct.pack("<4i", 0, 0, _WIDTH - 1, _HEIGHT - 1)
    frame = struct.pack("<4i", 0, 0, _WIDTH * 10, _HEIGHT * 10)
    counts = struct.pack("<4sIIIHHIII", b" EMF", 0x10000, 88 + len(body), len(records) + 2, 3, 0, 0, 0, 0)
    return _record(1, bounds + frame + counts + struct.pack("<4i", 4000, 3000, 400, 300)) + body


def _record(kind: int, body: bytes) -> bytes:
    body += bytes(-len(body) % 4)
    return struct.pack("<2I", kind, 8 + len(body)) + body


def _brush(number: int, colour: tuple[int, int, int]) -> list[bytes]:
    value = colour[0] | colour[1] << 8 | colour[2] << 16
    return [_record(39, struct.pack("<4I", number, 0, value, 0)), _record(37, struct.pack("<I", number))]


def _polygon(corners: list[Point], *, small: bool) -> bytes:
    numbers = [round(one) for corner in corners for one in corner]
    points = struct.pack(f"<{len(numbers)}{'h' if small else 'i'}", *numbers)
    return _record(86 if small else 3, struct.pack("<4iI", 0, 0, 1, 1, len(corners)) + points)


def _words(kind: int, *numbers: int) -> bytes:
    body = struct.pack(f"<{len(numbers)}h", *numbers)
    return struct.pack("<IH", 3 + len(numbers), kind) + body


def _tool(number: int, colour: tuple[int, int, int]) -> list[bytes]:
    value = struct.pack("<HBBBBH", 0, *colour, 0, 0)
    return [struct.pack("<IH", 7, 0x02FC) + value, _words(0x012D, number)]
