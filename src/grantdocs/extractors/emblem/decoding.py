"""The bytes of a picture as red, green and blue on white paper, within bounds."""

from __future__ import annotations

import io
import warnings
import zlib
from typing import TYPE_CHECKING, Any, Final

from grantdocs.extractors.emblem.svg import drawn, is_drawing

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

__all__ = ["pixels"]

_MOST_BYTES: Final = 60_000_000
_MOST_PIXELS: Final = 50_000_000
"""Larger pictures are not unpacked, except JPEG files, which unpack in an eighth of their size."""
_MOST_JPEG_PIXELS: Final = 400_000_000
_ENOUGH: Final = (2400, 2400)
_GZIP: Final = b"\x1f\x8b"
_MOST_UNPACKED: Final = 20_000_000


def pixels(data: bytes) -> NDArray[Any] | None:
    """Height, width, 3; the first frame of what moves. None for what is damaged, too large, or of an unknown format."""
    if len(data) > _MOST_BYTES:
        return None
    if data[:2] == _GZIP:
        data = _unpacked(data)
    if is_drawing(data):
        painted = drawn(data)
        if painted is None:
            return None
        data = painted
    return _decoded(data)


def _unpacked(data: bytes) -> bytes:
    """Drawings are often packed (SVGZ, EMZ, WMZ)."""
    try:
        return zlib.decompressobj(wbits=31).decompress(data, _MOST_UNPACKED)
    except zlib.error:
        return b""


def _decoded(data: bytes) -> NDArray[Any] | None:
    import numpy as np
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            # Its own size is looked at below; what Pillow remarks on a damaged file ends in an error or in pixels.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as picture:
                size = picture.width * picture.height
                if size > (_MOST_JPEG_PIXELS if picture.format == "JPEG" else _MOST_PIXELS):
                    return None
                picture.draft("RGB" if picture.mode != "CMYK" else "CMYK", _ENOUGH)
                if picture.width * picture.height > _MOST_PIXELS:
                    return None
                shown = _on_white(ImageOps.exif_transpose(picture))
    except Exception:  # noqa: BLE001  a codec may raise anything on what somebody made to do harm
        return None
    return np.asarray(shown)


def _on_white(picture: Image) -> Image:
    from PIL import Image

    if picture.mode.startswith("I"):
        # 16 bits a pixel: the upper half of them.
        highest = max(255, float(picture.getextrema()[1]))  # type: ignore[arg-type]
        scale = 255 / (65535 if highest > 255 else 255)
        picture = picture.convert("F").point(lambda value: value * scale).convert("L")
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        paper = Image.new("RGBA", layer.size, (255, 255, 255, 255))
        paper.alpha_composite(layer)
        picture = paper
    return picture.convert("RGB")
