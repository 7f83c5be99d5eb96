"""Frames and shapes of OpenDocument: the picture each shows, its alternative text, size and bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grantdocs.readers.odf.package import OpenPackage, attribute, embedded_bytes, name, tag
from grantdocs.readers.odf.styles import length_mm

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["description", "drawn_picture", "frame_picture", "shows_shape"]

_FIGURES = ("star", "wave", "doublewave", "irregular", "sun", "non-primitive", "mso-spt100")
"""Beginnings of the names of shapes that are not the frame or the background of something."""
_FREE = frozenset({"draw:path", "draw:polygon"})


def frame_picture(frame: _Element, opened: OpenPackage) -> dict[str, Any] | None:
    """What `Builder.image` wants to know about the picture of a `draw:frame`; the first of several ways to show it."""
    image = frame.find(name("draw:image"))
    if image is None:
        return None
    href = attribute(image, "xlink:href")
    data = opened.data(href) if href else embedded_bytes(image)
    return _placed(frame) | {"name": href.rpartition("/")[2] or attribute(frame, "draw:name"), "data": data}


def drawn_picture(shape: _Element) -> dict[str, Any]:
    """A shape or object that no picture stands for: what it shows is known only where it is described."""
    return _placed(shape) | {"name": attribute(shape, "draw:name")}


def shows_shape(shape: _Element) -> bool:
    """Whether a shape is more than a line or a frame."""
    geometry = shape.find(name("draw:enhanced-geometry"))
    if tag(shape) in _FREE:
        return True
    return geometry is not None and attribute(geometry, "draw:type").removeprefix("ooxml-").lower().startswith(_FIGURES)


def description(element: _Element) -> str:
    written = element.findtext(name("svg:desc")) or "", element.findtext(name("svg:title")) or ""
    return next((text.strip() for text in written if text.strip()), "")


def _placed(element: _Element) -> dict[str, Any]:
    width, height = (length_mm(attribute(element, side)) for side in ("svg:width", "svg:height"))
    return {"alt": description(element), "width_mm": width, "height_mm": height}
