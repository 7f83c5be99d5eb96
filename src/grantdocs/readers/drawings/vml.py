"""Walks VML, the drawings of older Office documents, of watermarks, of embedded objects and of headers of sheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import regex

from grantdocs.model.location import Box
from grantdocs.readers.building import plain
from grantdocs.readers.drawings import Boxed, Canvas, Item, Picture, Unread, Writing, own_or_shared
from grantdocs.readers.drawings.shapes import items as shape_items
from grantdocs.readers.drawings.shapes import word_drawing
from grantdocs.readers.ooxml import attribute, chosen, local

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["vml_items"]

_SHAPES = frozenset("shape rect roundrect oval image line polyline curve arc background".split())
_STYLE_RE = regex.compile(
    r"(?:^|;)\s*+(?P<side>width|height)\s*+:\s*+(?P<number>\d++(?:\.\d*+)?|\.\d++)(?P<unit>pt|in|mm|cm|px|pc|)"
)
_HIDDEN_RE = regex.compile(r"(?:^|;)\s*+(?:visibility\s*+:\s*+hidden|display\s*+:\s*+none)")
_CROP_RE = regex.compile(r"\s*+(?P<number>-?+(?:\d++(?:\.\d*+)?|\.\d++))(?P<unit>f?+)\s*+$")
_SIZE_RE = regex.compile(r"\s*+(?P<width>\d++)\s*+,\s*+(?P<height>\d++)")
_MM = {"pt": 25.4 / 72, "in": 25.4, "mm": 1.0, "cm": 10.0, "px": 25.4 / 96, "pc": 25.4 / 6}
_FORMULAS = ("Equation", "MathType")
_RELATIONS = ("r:id", "o:relid", "r:embed", "r:pict")


def vml_items(root: _Element, canvas: Canvas, scale: tuple[float, float] | None = None) -> list[Item]:
    """All that is to be read of the shapes in `root`; `scale`: millimetres to a unit of the group around them."""
    found: list[Item] = []
    for element in root:
        kind = local(element)
        if kind == "AlternateContent":
            choice = chosen(element)
            found += vml_items(choice, canvas, scale) if choice is not None else ()
        elif kind == "group":
            found += _group(element, canvas, scale)
        elif kind in _SHAPES:
            found += _shape(element, canvas, scale)
        elif kind in {"OLEObject", "objectEmbed", "objectLink", "control"}:
            found += _object(element)
        elif kind == "drawing" and (drawing := word_drawing(element)) is not None:
            found += shape_items(drawing, canvas)
    return found


def _group(group: _Element, canvas: Canvas, scale: tuple[float, float] | None) -> list[Item]:
    if _is_hidden(group):
        return []
    width, height = _size(group, scale)
    units = _SIZE_RE.match(attribute(group, "coordsize", "1000,1000"))
    inner = None
    if units and width and height and int(units["width"]) and int(units["height"]):
        inner = (width / int(units["width"]), height / int(units["height"]))
    shared = Picture(_alt(group), "", width, height, url=_link(group), is_drawn=True)
    return own_or_shared(vml_items(group, canvas, inner), shared, is_figure=False)


def _shape(shape: _Element, canvas: Canvas, scale: tuple[float, float] | None) -> list[Item]:
    if _is_hidden(shape):
        return []
    width, height = _size(shape, scale)
    shared = Picture(_alt(shape), attribute(shape, "id"), width, height, url=_link(shape), is_drawn=True)
    found = list(_contents(shape, canvas, (width, height)))
    is_figure = bool(attribute(shape, "path")) and local(shape) == "shape" and not found
    return own_or_shared(found, shared, is_figure=is_figure)


def _contents(shape: _Element, canvas: Canvas, size: tuple[float | None, float | None]) -> Iterator[Item]:
    for element in shape:
        kind = local(element)
        if kind == "imagedata" or (kind == "fill" and _relation_id(element)):
            called, data = canvas.picture(canvas.relation(_relation_id(element)))
            title = attribute(element, "o:title").strip() if kind == "fill" else ""
            yield Picture(title, called, *size, data, shown=_cropped(element))
        elif kind == "textpath" and attribute(element, "string").strip():
            yield Writing([plain(attribute(element, "string"))])
        elif kind == "textbox":
            yield from (Boxed(content) for content in element if local(content) == "txbxContent")


def _cropped(element: _Element) -> Box | None:
    """What is left of a picture of which shares are cut off at its sides, in 65536ths (`f`) or as fractions."""
    cut = []
    for side in ("cropleft", "croptop", "cropright", "cropbottom"):
        found = _CROP_RE.match(attribute(element, side))
        cut.append(float(found["number"]) / (65_536 if found["unit"] else 1) if found else 0.0)
    return Box(cut[0], cut[1], 1 - cut[2], 1 - cut[3]) if any(cut) else None


def _object(element: _Element) -> Iterator[Item]:
    """An embedded file or a control; of a formula its picture says it all."""
    kind = attribute(element, "ProgID") or attribute(element, "w:progId") or attribute(element, "w:name")
    if not kind.startswith(_FORMULAS):
        yield Unread(f"an embedded object ({kind or 'of an unknown kind'}) was not read")


def _relation_id(element: _Element) -> str:
    return next((found for key in _RELATIONS if (found := attribute(element, key))), "")


def _alt(shape: _Element) -> str:
    return (attribute(shape, "alt") or attribute(shape, "title")).strip()


def _link(shape: _Element) -> str | None:
    href = attribute(shape, "href").strip()
    return href if "://" in href or href.startswith("mailto:") else None


def _is_hidden(shape: _Element) -> bool:
    return bool(_HIDDEN_RE.search(attribute(shape, "style")))


def _size(shape: _Element, scale: tuple[float, float] | None) -> tuple[float | None, float | None]:
    sizes: dict[str, float] = {}
    for found in _STYLE_RE.finditer(attribute(shape, "style")):
        side, unit = str(found["side"]), str(found["unit"])
        if unit:
            sizes[side] = float(found["number"]) * _MM[unit]
        elif scale:
            sizes[side] = float(found["number"]) * scale[side == "height"]
    width, height = (round(sizes[side], 2) if side in sizes else None for side in ("width", "height"))
    return width, height
