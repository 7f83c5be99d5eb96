"""Drawings as files of their own (SVG): title, description, the words in them, and the pictures set into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from grantdocs.errors import ReadError
from grantdocs.model.document import Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder, plain

if TYPE_CHECKING:
    from grantdocs.readers.reader import Content

__all__ = ["is_svg", "read_svg"]

_BEGIN_RE = regex.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+|<!--.*?-->\s*+|<!DOCTYPE\s++svg\b[^>\[]*+(?:\[[^\]]*+\]\s*+)?>\s*+)*+"
    rb"<(?:\w++:)?svg[\s>]",
    regex.DOTALL | regex.IGNORECASE,
)
_ROOT_RE = regex.compile(r"<(?:(?P<prefix>\w++):)?svg[\s>]", regex.IGNORECASE)
_LENGTH_RE = regex.compile(r"\s*+(?P<number>\d++(?:\.\d++)?)\s*+(?P<unit>mm|cm|in|pt|pc)\s*+$", regex.IGNORECASE)
_VIEW_RE = regex.compile(
    r"\s*+[\d.eE+\-]++[\s,]++[\d.eE+\-]++[\s,]++(?P<width>\d++(?:\.\d++)?)[\s,]++(?P<height>\d++(?:\.\d++)?)\s*+$"
)
_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6}


def is_svg(content: Content) -> bool:
    return _BEGIN_RE.match(content.head) is not None


def read_svg(builder: Builder, content: Content) -> None:
    from selectolax.lexbor import LexborHTMLParser

    from grantdocs.readers.html.drawn import drawn_words
    from grantdocs.readers.html.markup import bounded, written_out
    from grantdocs.readers.html.page import page_text
    from grantdocs.readers.html.pictures import drawing_words, drawn_pictures

    text, is_cut = bounded(written_out(_from_root(page_text(content.data).text)), builder.limits.max_elements)
    if is_cut:
        builder.gap("limit-reached", f"only the first {builder.limits.max_elements} elements of the drawing were read")
    node = LexborHTMLParser(text).css_first("svg")
    if node is None:
        raise ReadError(content.source, "is a damaged drawing", "save or download it again")
    attributes = node.attributes
    width, height = _size_mm(attributes)
    if width and height:
        builder.page_sizes.append((width, height))
    builder.language = attributes.get("xml:lang") or attributes.get("lang") or None
    anchor = Anchor(page=1)
    alt = drawing_words(node)
    builder.title = alt.partition(" – ")[0] or None
    builder.image(alt=alt, name=content.name, width_mm=width, height_mm=height, data=content.data, anchor=anchor)
    lines = drawn_words(node)
    for line in lines:
        builder.paragraph(plain(line), Zone.IMAGE_TEXT, anchor)
    for found in drawn_pictures(node):
        found.pop("address")
        builder.image(**found, anchor=anchor)
    for said in node.css("metadata"):
        words = " ".join(said.text(separator=" ").split())
        if words and not builder.holds(words, whole=False):
            builder.paragraph(plain(words), Zone.METADATA, anchor)
    for link in node.css("a"):
        if url := (link.attributes.get("href") or link.attributes.get("xlink:href") or "").strip():
            builder.link(url)
    if not lines:
        builder.gap("image-without-text-reading", "words that are drawn as shapes were not read", anchor=anchor)


def _from_root(text: str) -> str:
    """The drawing without what stands before it, and without a prefix before its names."""
    found = _ROOT_RE.search(text)
    if found is None:
        return ""
    text = text[found.start() :]
    prefix = found["prefix"]
    return text.replace(f"<{prefix}:", "<").replace(f"</{prefix}:", "</") if prefix else text


def _size_mm(attributes: dict[str, str | None]) -> tuple[float | None, float | None]:
    """None for sizes in pixels and shares, which whoever shows the drawing chooses; of one side, the view tells the
    other."""
    width, height = _millimetres(attributes.get("width")), _millimetres(attributes.get("height"))
    view = _VIEW_RE.match(attributes.get("viewbox") or attributes.get("viewBox") or "")
    across, down = (float(view["width"]), float(view["height"])) if view else (0.0, 0.0)
    if across and down and (width or height):
        width, height = width or (height or 0) * across / down, height or (width or 0) * down / across
    return (round(width, 1) if width else None), (round(height, 1) if height else None)


def _millimetres(length: str | None) -> float | None:
    found = _LENGTH_RE.match(length or "")
    return float(found["number"]) * _MM[found["unit"].lower()] if found else None
