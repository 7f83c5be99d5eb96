"""Pictures of Word documents and slides: alternative text, file name, placed size and bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import regex

from grantdocs.readers.ooxml import EMU_PER_MM, Package, Relation, attribute, local, name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["drawn_pictures", "shows_shapes", "size_mm"]

_STYLE_RE = regex.compile(r"(?:^|;)\s*+(?P<side>width|height)\s*+:\s*+(?P<number>[\d.]++)(?P<unit>pt|in|mm|cm|px)")
_FIGURES = ("star", "wave", "doubleWave", "irregularSeal", "sun")
"""Beginnings of the names of ready-made shapes that are not the frame or the background of something."""
_MM = {"pt": 25.4 / 72, "in": 25.4, "mm": 1.0, "cm": 10.0, "px": 25.4 / 96}


def drawn_pictures(drawing: _Element, package: Package, relations: dict[str, Relation]) -> Iterator[dict[str, Any]]:
    """What `Builder.image` wants to know about each picture of a `w:drawing`, `w:pict` or `p:pic`."""
    blips = list(_outside_boxes(drawing, name("a:blip")))
    described = next(_outside_boxes(drawing, name("wp:docPr")), None)
    shared = _description(described)
    for blip in blips:
        own = _own_properties(blip)
        relation = relations.get(attribute(blip, "r:embed") or attribute(blip, "r:link"))
        extent = next(drawing.iter(name("wp:extent")), None) if len(blips) == 1 else None
        if extent is None:
            extent = _own_extent(blip)
        url = _click(described, relations) or _click(own, relations)
        yield _found(shared or _description(own), relation, package, size_mm(extent)) | {"url": url}
        shared = ""
    for image in _outside_boxes(drawing, name("v:imagedata")):
        shape = image.getparent()
        alt = attribute(shape, "alt") if shape is not None else ""
        relation = relations.get(attribute(image, "r:id"))
        size = _style_size(attribute(shape, "style")) if shape is not None else (None, None)
        yield _found(alt, relation, package, size)
    if not blips and (shared or shows_shapes(drawing)):
        # A shape, chart or group: what it shows is only known where it is described for those who cannot see it.
        extent = next(drawing.iter(name("wp:extent")), None)
        called = attribute(described, "name") if described is not None else ""
        yield _found(shared, None, package, size_mm(extent)) | {"name": called}


def shows_shapes(drawing: _Element) -> bool:
    """Whether something is drawn that is no picture: a chart, a diagram, a shape other than a line or a frame."""
    for element in _shown(drawing):
        kind = local(element)
        if kind in {"chart", "relIds", "contentPart"}:
            return True
        if kind == "custGeom" or (kind == "prstGeom" and attribute(element, "prst").startswith(_FIGURES)):
            properties = element.getparent()
            shape = properties.getparent() if properties is not None else None
            if shape is None or not _is_written_on(shape):
                return True
        if kind == "shape" and attribute(element, "path") and not _is_written_on(element):
            return True
    return False


def _is_written_on(shape: _Element) -> bool:
    return any(
        local(inner) in {"txbxContent", "imagedata"} or (local(inner) == "t" and inner.text) for inner in shape.iter()
    )


def size_mm(extent: _Element | None) -> tuple[float | None, float | None]:
    if extent is None:
        return None, None
    try:
        width, height = (int(attribute(extent, side)) / EMU_PER_MM for side in ("cx", "cy"))
    except ValueError:
        return None, None
    return round(width, 2), round(height, 2)


def _found(
    alt: str, relation: Relation | None, package: Package, size: tuple[float | None, float | None]
) -> dict[str, Any]:
    data = package.data(relation.target) if relation and not relation.is_outside else None
    return {
        "alt": alt,
        "name": relation.target.rpartition("/")[2] if relation else "",
        "width_mm": size[0],
        "height_mm": size[1],
        "data": data,
    }


def _outside_boxes(element: _Element, tag: str) -> Iterator[_Element]:
    return (found for found in _shown(element) if found.tag == tag)


def _shown(element: _Element) -> Iterator[_Element]:
    """An element with all in it, but not what is in text boxes (read with their paragraphs) or in fallbacks."""
    yield element
    for child in element:
        if local(child) not in {"txbxContent", "Fallback"}:
            yield from _shown(child)


def _description(properties: _Element | None) -> str:
    if properties is None:
        return ""
    return attribute(properties, "descr").strip() or attribute(properties, "title").strip()


def _own_properties(blip: _Element) -> _Element | None:
    picture = _picture_of(blip)
    if picture is None:
        return None
    return next((element for element in picture.iter() if local(element) == "cNvPr"), None)


def _own_extent(blip: _Element) -> _Element | None:
    picture = _picture_of(blip)
    return next(picture.iter(name("a:ext")), None) if picture is not None else None


def _picture_of(blip: _Element) -> _Element | None:
    fill = blip.getparent()
    return fill.getparent() if fill is not None else None


def _click(properties: _Element | None, relations: dict[str, Relation]) -> str | None:
    click = properties.find(name("a:hlinkClick")) if properties is not None else None
    relation = relations.get(attribute(click, "r:id")) if click is not None else None
    return relation.target if relation and relation.is_outside else None


def _style_size(style: str) -> tuple[float | None, float | None]:
    sizes = {f["side"]: round(float(f["number"]) * _MM[f["unit"]], 2) for f in _STYLE_RE.finditer(style)}
    return sizes.get("width"), sizes.get("height")
