"""Drawings (SVG, EMF, WMF) as pictures, by resvg; what would fetch something or grow without end is taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import regex

from grantdocs.extractors.emblem.metafiles import as_svg, is_metafile
from grantdocs.extractors.emblem.reach import stays_near

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["drawn", "is_drawing"]

_MOST_BYTES: Final = 2_000_000
_MOST_SHAPES: Final = 20_000
"""Shapes when every `use` is replaced by what it uses."""
_DEEPEST: Final = 20
_PIXELS: Final = 600_000
_WIDEST: Final = 2400
_TALLEST: Final = 30.0
"""Height by width; what is taller still is no drawing to look at."""
_SPACE: Final = "http://www.w3.org/2000/svg"
_BEGIN_RE = regex.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+|<!--.*?-->\s*+|<!DOCTYPE[^>]*+>\s*+)*+<(?:\w++:)?svg[\s>]",
    regex.DOTALL,
)
_SIDE_RE = regex.compile(r"\s*+(?P<number>\d++(?:\.\d*+)?|\.\d++)(?P<unit>\w*+|%)\s*+$")
_OUTSIDE_RE = regex.compile(r"@import|url\(\s*+['\"]?+(?!#|data:)", regex.IGNORECASE)


def is_drawing(data: bytes) -> bool:
    return _BEGIN_RE.match(data[:4096]) is not None or is_metafile(data)


def drawn(data: bytes) -> bytes | None:
    """A PNG file; None where resvg is not installed, and for what it cannot draw."""
    from lxml import etree

    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        return None
    root = _tree(as_svg(data)) if is_metafile(data) else _harmless(data)
    if root is None:
        return None
    tall = _tall(root)
    width = min(_WIDEST, round((_PIXELS / tall) ** 0.5))
    if tall > _TALLEST or not stays_near(root, width):
        return None
    text = etree.tostring(root, encoding="unicode")
    try:
        return bytes(svg_to_bytes(svg_string=text, background="#ffffff", skip_system_fonts=True, width=width))
    except (ValueError, MemoryError, OSError):
        return None
    except BaseException as error:
        if type(error).__module__ == "pyo3_runtime":  # a panic, which is no Exception
            return None
        raise


def _tree(text: str | None) -> _Element | None:
    from lxml import etree

    return etree.fromstring(text, etree.XMLParser(huge_tree=True)) if text else None


def _tall(root: _Element) -> float:
    """Height by width, the larger one where view and size tell two."""
    sides = [_sides(root.get("width", ""), root.get("height", "")), _sides(*_view_box(root))]
    return max((height / width for width, height in sides if width and height), default=1.0)


def _view_box(root: _Element) -> tuple[str, str]:
    numbers = root.get("viewBox", "").replace(",", " ").split()
    return (numbers[2], numbers[3]) if len(numbers) == 4 else ("", "")


def _sides(width: str, height: str) -> tuple[float, float]:
    found = _SIDE_RE.match(width), _SIDE_RE.match(height)
    if found[0] is None or found[1] is None or found[0]["unit"] != found[1]["unit"]:
        return 0.0, 0.0
    return float(found[0]["number"]), float(found[1]["number"])


def _harmless(data: bytes) -> _Element | None:
    """The drawing without pictures from elsewhere, filters and entities; None where it is too large or damaged."""
    from lxml import etree

    if len(data) > _MOST_BYTES:
        return None
    if _SPACE.encode() not in data:
        # Drawings inside web pages need no namespaces.
        names = f'<svg xmlns="{_SPACE}" xmlns:xlink="http://www.w3.org/1999/xlink"'.encode()
        data = regex.sub(rb"<svg(?=[\s>])", names, data, count=1)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    elements = [] if root is None else list(root.iter())  # lxml may recover nothing
    if not elements:
        return None
    for element in elements:
        if not isinstance(element.tag, str) or _local(element) in {"filter", "script", "foreignObject"}:
            _remove(element)
            continue
        element.attrib.pop("filter", "")
        target = _target(element) or "#"
        is_style = _local(element) == "style"
        if not target.startswith(("#", "data:image/")) or (is_style and _OUTSIDE_RE.search(element.text or "")):
            _remove(element)
    return None if _shapes(root) > _MOST_SHAPES else root


def _shapes(root: _Element) -> int:
    """How many shapes are drawn once every `use` is followed; more than allowed where they use each other in turn."""
    named = {identity: element for element in root.iter() if (identity := element.get("id"))}
    known: dict[str, int] = {}

    def count(element: Any, depth: int) -> int:
        total = 0
        for inner in element.iter():
            total += 1
            if _local(inner) != "use":
                continue
            name = (_target(inner) or "").removeprefix("#")
            if name in known:
                total += known[name]
            elif name in named:
                if depth >= _DEEPEST:
                    return _MOST_SHAPES + 1
                known[name] = _MOST_SHAPES + 1
                known[name] = count(named[name], depth + 1)
                total += known[name]
        return min(total, _MOST_SHAPES + 1)

    return count(root, 0)


def _target(element: _Element) -> str | None:
    for name, value in element.attrib.items():
        if str(name).rpartition("}")[2].rpartition(":")[2] == "href":
            return str(value).strip()
    return None


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
