"""The pixels of a picture as its page shows it, drawn only when somebody asks for them."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field

from grantdocs.model.location import Box

__all__ = ["PlacedPicture"]

_DPI = 300
_MOST_PIXELS = 4_000_000
_SMALLEST = 2.0
"""Points; what is smaller is a rule or a speck."""


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """Calling it gives a PNG file of that part of the page, or None. It keeps the bytes of the whole publication."""

    pdf: bytes = field(repr=False)
    page: int
    box: Box

    def __call__(self) -> bytes | None:
        import pypdfium2

        try:
            document = pypdfium2.PdfDocument(self.pdf)
            try:
                return self._drawn(document[self.page - 1])
            finally:
                document.close()
        except (pypdfium2.PdfiumError, ValueError, MemoryError):
            return None

    def _drawn(self, page: object) -> bytes | None:
        size: tuple[float, float] = page.get_size()  # type: ignore[attr-defined]
        left, right = max(0.0, self.box.left), min(size[0], self.box.right)
        top, bottom = max(0.0, self.box.top), min(size[1], self.box.bottom)
        if right - left < _SMALLEST or bottom - top < _SMALLEST:
            return None
        scale = min(_DPI / 72, (_MOST_PIXELS / ((right - left) * (bottom - top))) ** 0.5)
        crop = (left, size[1] - bottom, size[0] - right, top)
        bitmap = page.render(scale=scale, crop=crop, rev_byteorder=True, prefer_bgrx=False)  # type: ignore[attr-defined]
        try:
            rows, stride, width = memoryview(bitmap.buffer).cast("B"), bitmap.stride, bitmap.width
            pixels = (bytes(rows[row * stride : row * stride + 3 * width]) for row in range(bitmap.height))
            return _png(width, bitmap.height, b"".join(b"\0" + row for row in pixels))
        finally:
            bitmap.close()


def _png(width: int, height: int, rows: bytes) -> bytes:
    """`rows`: red, green and blue of each pixel, each row behind a zero."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows, 6)), chunk(b"IEND", b"")]
    )
