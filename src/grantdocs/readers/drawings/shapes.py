"""Walks DrawingML: shapes, pictures, groups with their scale, frames around charts and diagrams, in drawing order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from grantdocs.model.location import Box
from grantdocs.readers.drawings import Boxed, Canvas, Item, Picture, Played, Unread, Writing, own_or_shared
from grantdocs.readers.drawings.charts import chart_lines
from grantdocs.readers.drawings.wording import language_of, lines_of
from grantdocs.readers.media import FILM, SOUND
from grantdocs.readers.ooxml import EMU_PER_MM, attribute, chosen, local, name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Drawing", "drawings", "is_hidden", "items", "size_mm", "word_drawing"]

_GROUPS = frozenset({"grpSp", "wgp", "wpc", "lockedCanvas"})
_SHAPES = frozenset({"sp", "wsp", "pic", "graphicFrame", "cxnSp", "contentPart", "chart", "relIds"})
_THROUGH = frozenset(
    """cSld spTree wsDr twoCellAnchor oneCellAnchor absoluteAnchor userShapes relSizeAnchor absSizeAnchor graphic
    graphicData""".split()
)
_PROPERTIES = tuple(f"nv{kind}Pr" for kind in ("Sp", "Pic", "GraphicFrame", "CxnSp", "GrpSp", "ContentPart"))
_FIGURES = ("star", "wave", "doubleWave", "irregularSeal", "sun")
"""Beginnings of the names of ready-made shapes that are not the frame or the background of something."""
_FILMS = ("{*}videoFile", "{*}quickTimeFile", "{*}webVideoPr")
_SOUNDS = ("{*}audioFile", "{*}wavAudioFile", "{*}audioCd")
_FORMULAS = ("Equation", "MathType")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was drawn as one: a shape, a picture, a frame or a group of them."""

    element: _Element
    properties: _Element | None
    """Its name, descriptions and links."""
    size: tuple[float | None, float | None]
    """Width and height as placed, in millimetres."""
    shapes: tuple[tuple[_Element, tuple[float | None, float | None]], ...]
    """The shapes in it with their sizes."""

    @property
    def called(self) -> str:
        return attribute(self.properties, "name") if self.properties is not None else ""


def drawings(root: _Element) -> Iterator[Drawing]:
    """The drawings of a slide, a sheet or a chart, in drawing order; hidden ones are not there."""
    for element in root:
        kind = local(element)
        if kind == "AlternateContent":
            choice = chosen(element)
            if choice is not None:
                yield from drawings(choice)
        elif kind in _THROUGH:
            yield from _placed(element)
        elif kind in _SHAPES or kind in _GROUPS:
            properties = _properties(element)
            if not is_hidden(properties):
                yield Drawing(element, properties, _own_size(element), tuple(_shapes(element, (1.0, 1.0))))


def _placed(holder: _Element) -> Iterator[Drawing]:
    """What a wrapper holds; that of a sheet tells the size of what does not tell it itself."""
    size = size_mm(holder.find(name("xdr:ext")))
    for drawing in drawings(holder):
        if size[0] and not drawing.size[0]:
            yield replace(drawing, size=size, shapes=tuple((shape, size) for shape, _ in drawing.shapes))
        else:
            yield drawing


def word_drawing(element: _Element) -> Drawing | None:
    """A `w:drawing`: its frame says how large it is placed and describes it."""
    frame = next((child for child in element if local(child) in {"inline", "anchor"}), None)
    properties = frame.find(name("wp:docPr")) if frame is not None else None
    if frame is None or is_hidden(properties):
        return None
    size = size_mm(frame.find(name("wp:extent")))
    shapes: list[tuple[_Element, tuple[float | None, float | None]]] = []
    for drawn in drawings(frame):
        if local(drawn.element) in _GROUPS:
            shapes += _shapes(drawn.element, _scale(size, drawn.size))
        else:
            shapes.append((drawn.element, size))
    return Drawing(element, properties, size, tuple(shapes))


def items(drawing: Drawing, canvas: Canvas) -> list[Item]:
    """All that is to be read of a drawing."""
    found: list[Item] = []
    is_alone = len(drawing.shapes) == 1
    for shape, size in drawing.shapes:
        found += _contents(shape, size, None if is_alone else _properties(shape), canvas)
    said = [drawing.properties, _properties(drawing.shapes[0][0]) if is_alone else None]
    alt = next((text for properties in said if (text := _description(properties))), "")
    url = next((target for properties in said if (target := canvas.clicked(properties))), None)
    shared = Picture(alt, drawing.called, *drawing.size, url=url, is_drawn=True)
    is_figure = any(_is_figure(shape) for shape, _ in drawing.shapes)
    return [*own_or_shared(found, shared, is_figure=is_figure), *_played(drawing.element)]


def _played(element: _Element) -> list[Played]:
    """Films and sounds, whose pictures are only what shows before they start."""
    kinds = ((_FILMS, FILM), (_SOUNDS, SOUND))
    return [Played(gap) for tags, gap in kinds if next(element.iter(*tags), None) is not None][:1]


def is_hidden(properties: _Element | None) -> bool:
    return properties is not None and attribute(properties, "hidden") in {"1", "true"}


def size_mm(extent: _Element | None, scale: tuple[float, float] = (1.0, 1.0)) -> tuple[float | None, float | None]:
    if extent is None:
        return None, None
    try:
        width, height = (int(attribute(extent, side)) / EMU_PER_MM for side in ("cx", "cy"))
    except ValueError:
        return None, None
    # Nothing is placed without extent: the size is left to who shows it.
    return round(width * scale[0], 2) or None, round(height * scale[1], 2) or None


def _shapes(
    element: _Element, scale: tuple[float, float]
) -> Iterator[tuple[_Element, tuple[float | None, float | None]]]:
    kind = local(element)
    if kind == "AlternateContent":
        for inner in () if (choice := chosen(element)) is None else choice:
            yield from _shapes(inner, scale)
    elif kind in _SHAPES:
        if not is_hidden(_properties(element)):
            yield element, size_mm(_extent(element), scale)
    elif kind in _GROUPS:
        if is_hidden(_properties(element)):
            return
        inner_scale = _scale_of_group(element)
        scale = (scale[0] * inner_scale[0], scale[1] * inner_scale[1])
        for inner in element:
            yield from _shapes(inner, scale)
    elif kind in _THROUGH:
        for inner in element:
            yield from _shapes(inner, scale)


def _contents(
    shape: _Element, size: tuple[float | None, float | None], described: _Element | None, canvas: Canvas
) -> Iterator[Item]:
    for picture in _pictures(shape):
        width, height = size
        called, data = canvas.picture(canvas.relation(attribute(picture, "r:embed"), attribute(picture, "r:link")))
        alt, url = _description(described), canvas.clicked(described)
        shown, turned = _cropped(picture), _turned(shape)
        yield Picture(alt, called, width, height, data, url, shown=shown, turned=turned)
        described = None
    if local(shape) in {"graphicFrame", "chart", "relIds"}:
        yield from _framed(shape, canvas)
        return
    for part in shape:
        kind = local(part)
        if kind == "txbx":
            yield from (Boxed(content) for content in part if local(content) == "txbxContent")
        elif kind in {"txBody", "txSp"}:
            url = canvas.clicked(_properties(shape))
            for paragraph in part.iter(name("a:p")):
                for line in lines_of(paragraph, canvas, url):
                    yield Writing(line, language_of(paragraph))


def _pictures(shape: _Element) -> Iterator[_Element]:
    """The `a:blip` of a picture or of the filling of a shape."""
    for part in shape:
        if local(part) == "blipFill":
            yield from part.findall(name("a:blip"))
        elif local(part) == "spPr":
            yield from _pictures(part)


def _cropped(picture: _Element) -> Box | None:
    """What is left of a picture by the `a:srcRect` beside its `a:blip`: its sides tell how much is cut off there."""
    filling = picture.getparent()
    cut = filling.find(name("a:srcRect")) if filling is not None else None
    if cut is None:
        return None
    left, top, right, bottom = (_share(attribute(cut, side)) for side in ("l", "t", "r", "b"))
    return Box(left, top, 1 - right, 1 - bottom) if any((left, top, right, bottom)) else None


def _share(written: str) -> float:
    """Thousandths of a per cent, or per cent with their sign."""
    try:
        return float(written[:-1]) / 100 if written.endswith("%") else int(written or 0) / 100_000
    except ValueError:
        return 0.0


def _turned(shape: _Element) -> float:
    """Degrees by which a shape is turned clockwise, half a circle either way."""
    transform = _transform(shape)
    try:
        sixty_thousandths = int(attribute(transform, "rot", "0")) if transform is not None else 0
    except ValueError:
        return 0.0
    return (sixty_thousandths / 60_000 + 180) % 360 - 180


def _framed(frame: _Element, canvas: Canvas) -> Iterator[Item]:
    """What stands in a frame: a chart, a diagram, an embedded object with its preview."""
    for element in (frame, *_shown(frame)):
        kind = local(element)
        if kind == "chart":
            yield from _chart(canvas.relation(attribute(element, "r:id")), canvas)
        elif kind == "relIds":
            yield from _diagram(canvas.relation(attribute(element, "r:dm")), canvas)
        elif kind == "pic":
            yield from _contents(element, size_mm(_extent(element)), _properties(element), canvas)
        elif kind == "oleObj" and not attribute(element, "progId").startswith(_FORMULAS):
            yield Unread(f"an embedded object ({attribute(element, 'progId') or 'of an unknown kind'}) was not read")


def _shown(element: _Element) -> Iterator[_Element]:
    for child in element:
        if local(child) == "AlternateContent":
            choice = chosen(child)
            yield from _shown(choice) if choice is not None else ()
        elif local(child) == "tbl":
            continue
        else:
            yield child
            if local(child) != "pic":
                yield from _shown(child)


def _chart(relation: object, canvas: Canvas) -> Iterator[Item]:
    part = getattr(relation, "target", "")
    root = canvas.package.tree(part) if part else None
    if root is None:
        yield Unread("a chart was not read: its part is missing or damaged")
        return
    for line in chart_lines(root):
        yield Writing([((text, None),) for text in line], part=part)
    own = Canvas(canvas.package, part, canvas.package.relations(part))
    for added in canvas.package.related(part, "chartUserShapes"):
        added_root = canvas.package.tree(added)
        for drawing in drawings(added_root) if added_root is not None else ():
            yield from items(drawing, own)


def _diagram(relation: object, canvas: Canvas) -> Iterator[Item]:
    """SmartArt: the texts of its points, and the pictures in them; its layout repeats them."""
    part = getattr(relation, "target", "")
    root = canvas.package.tree(part) if part else None
    if root is None:
        yield Unread("a diagram was not read: its part is missing or damaged")
        return
    own = Canvas(canvas.package, part, canvas.package.relations(part))
    for element in root.iter():
        kind = local(element)
        if kind == "p" and element.tag == name("a:p"):
            for line in lines_of(element, own):
                yield Writing(line, language_of(element), part)
        elif kind == "blip":
            called, data = own.picture(own.relation(attribute(element, "r:embed"), attribute(element, "r:link")))
            yield Picture(name=called, data=data)
        elif kind == "cNvPr" and _description(element):
            yield Picture(_description(element), attribute(element, "name"), url=own.clicked(element), is_drawn=True)


def _is_figure(shape: _Element) -> bool:
    """Whether something is drawn that is no picture: a chart, a diagram, a shape other than a line or a frame."""
    kind = local(shape)
    if kind in {"chart", "relIds", "contentPart"}:
        return True
    if kind == "graphicFrame":
        return any(local(element) in {"chart", "relIds"} for element in _shown(shape))
    for properties in shape:
        for geometry in properties if local(properties) == "spPr" else ():
            drawn = local(geometry)
            if drawn == "custGeom" or (drawn == "prstGeom" and attribute(geometry, "prst").startswith(_FIGURES)):
                return not _is_written_on(shape)
    return False


def _is_written_on(shape: _Element) -> bool:
    return any(
        local(inner) in {"txbxContent", "blip"} or (local(inner) == "t" and inner.text) for inner in shape.iter()
    )


def _properties(shape: _Element) -> _Element | None:
    """The `cNvPr` of a shape."""
    for part in shape:
        kind = local(part)
        if kind == "cNvPr":
            return part
        if kind in _PROPERTIES:
            return next((inner for inner in part if local(inner) == "cNvPr"), None)
    return None


def _description(properties: _Element | None) -> str:
    if properties is None:
        return ""
    title, description = attribute(properties, "title").strip(), attribute(properties, "descr").strip()
    return description if not title or title in description else f"{title} {description}".rstrip()


def _own_size(element: _Element) -> tuple[float | None, float | None]:
    return size_mm(_extent(element))


def _extent(element: _Element) -> _Element | None:
    """The `a:ext` of a shape, frame or group."""
    transform = _transform(element)
    return transform.find(name("a:ext")) if transform is not None else None


def _transform(element: _Element) -> _Element | None:
    for part in element:
        if local(part) == "xfrm":
            return part
        if local(part) in {"spPr", "grpSpPr"}:
            return part.find(name("a:xfrm"))
    return None


def _scale_of_group(group: _Element) -> tuple[float, float]:
    transform = _transform(group)
    inner = transform.find(name("a:chExt")) if transform is not None else None
    return _scale(size_mm(_extent(group)), size_mm(inner))


def _scale(outer: tuple[float | None, float | None], inner: tuple[float | None, float | None]) -> tuple[float, float]:
    across, down = (o / i if o and i else 1.0 for o, i in zip(outer, inner, strict=True))
    return across, down
