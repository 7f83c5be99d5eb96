"""Pictures of web pages: alternative text, file name, size at 96 dots an inch, and bytes where the page holds them."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, unquote_to_bytes

import regex

from grantdocs.readers.html.drawn import used_name
from grantdocs.readers.html.stylesheet import rules

if TYPE_CHECKING:
    from collections.abc import Container

    from selectolax.lexbor import LexborNode

__all__ = [
    "backgrounds",
    "canvas",
    "drawing",
    "drawing_words",
    "drawn_pictures",
    "embedded",
    "file_name",
    "is_speck",
    "picture",
    "poster",
    "style_pictures",
]

_MM_PER_PIXEL = 25.4 / 96
_ICON = 32
"""Pixels."""
_PICTURE_RE = regex.compile(r"\.(?:svgz?|png|jpe?g|gif|webp|avif|bmp)$", regex.IGNORECASE)
_BACKGROUND_RE = regex.compile(
    r"\b(?:background(?:-image)?|content)\s*+:[^;{}]{0,300}?\burl\(\s*+(?P<url>\"[^\"]*+\"|'[^']*+'|[^)\s]*+)",
    regex.IGNORECASE,
)
_SELECTOR_RE = regex.compile(r"[.#](?P<word>[\w\-]++)")
_VIEW_RE = regex.compile(r"\s*+[\d.\-]++[\s,]++[\d.\-]++[\s,]++(?P<width>[\d.]++)[\s,]++(?P<height>[\d.]++)\s*+$")
_LATE = (
    "data-src", "data-lazy-src", "data-original", "data-lazy", "data-url", "data-image", "data-srcset",
    "data-lazy-srcset", "srcset",
)  # fmt: skip
_PLACEHOLDER_RE = regex.compile(r"\b(?:blank|placeholder|spacer|pixel|lazy|loading|1x1)\b[^/]*+$", regex.IGNORECASE)
_EM_RE = regex.compile(r"\s*+[\d.]++r?em\b", regex.IGNORECASE)
_PIXELS_RE = regex.compile(r"\s*+(?P<number>\d++(?:\.\d++)?)\s*+(?:px)?\s*+$")
_STYLE_RE = regex.compile(r"(?:^|;)\s*+(?P<side>width|height)\s*+:\s*+(?P<number>\d++(?:\.\d++)?)px", regex.IGNORECASE)


def picture(node: LexborNode) -> dict[str, Any]:
    """What `Builder.image` wants to know about an `img`, `input` or `area`; `address` is for finding its bytes."""
    attributes = node.attributes
    style = {found["side"].lower(): found["number"] for found in _STYLE_RE.finditer(attributes.get("style") or "")}
    address = _address(node, attributes)
    return {
        "alt": attributes.get("alt") or attributes.get("aria-label") or attributes.get("title") or "",
        "name": file_name(address),
        "address": address,
        "width_mm": _millimetres(style.get("width") or attributes.get("width")),
        "height_mm": _millimetres(style.get("height") or attributes.get("height")),
        "data": _embedded(address),
    }


def _address(node: LexborNode, attributes: dict[str, str | None]) -> str:
    """Pages that load pictures late have a placeholder as source and the picture beside it."""
    source = (attributes.get("src") or "").strip()
    if source and not source.startswith("data:") and not _PLACEHOLDER_RE.search(source):
        return source
    for name in _LATE:
        if written := (attributes.get(name) or "").strip():
            return _first_of_set(written) if "srcset" in name else written
    if source:
        return source
    around = node.parent
    if around is not None and around.tag == "picture":
        for choice in around.css("source"):
            named = choice.attributes
            if written := (named.get("srcset") or named.get("data-srcset") or "").strip():
                return _first_of_set(written)
    return ""


def _first_of_set(written: str) -> str:
    return written.split(maxsplit=1)[0].rstrip(",")


def drawing(node: LexborNode) -> dict[str, Any] | None:
    """The same of an inline `svg`; icons, as small as letters or meant for nobody, count only with words."""
    attributes = node.attributes
    alt = attributes.get("aria-label") or drawing_words(node) or attributes.get("title") or ""
    if not alt.strip() and _is_icon(attributes):
        return None
    return {
        "alt": alt,
        "name": used_name(node.css_first("use")) or _marks(attributes),
        "width_mm": _millimetres(attributes.get("width")),
        "height_mm": _millimetres(attributes.get("height")),
        "data": (node.html or "").encode(),
    }


def drawing_words(node: LexborNode) -> str:
    """Title and description of a drawing, not those of its parts."""
    child = node.first_child
    words: list[str] = []
    while child is not None:
        if child.tag in {"title", "desc"}:
            words.append(child.text())
        child = child.next
    first = "" if words else next((title.text() for title in node.css("title")), "")
    return " – ".join(text for word in words if (text := " ".join(word.split()))) or first


def drawn_pictures(node: LexborNode) -> list[dict[str, Any]]:
    """The same as `picture` of those set into an inline `svg`."""
    found: list[dict[str, Any]] = []
    for shape in node.css("image, img"):
        attributes = shape.attributes
        address = attributes.get("href") or attributes.get("xlink:href") or attributes.get("src") or ""
        alt = attributes.get("aria-label") or drawing_words(shape)
        found.append({"alt": alt, "name": file_name(address), "address": address, "data": _embedded(address)})
    return found


def poster(attributes: dict[str, str | None]) -> dict[str, Any] | None:
    """The same as `picture` of what a film shows before it starts."""
    address = (attributes.get("poster") or "").strip()
    alt = attributes.get("aria-label") or attributes.get("title") or ""
    return {"alt": alt, "name": file_name(address), "address": address, "data": _embedded(address)} if address else None


def is_speck(attributes: dict[str, str | None]) -> bool:
    """Whether it is a dot that counts visitors, or a frame of no size."""
    sides = [attributes.get("width"), attributes.get("height")]
    return all(side is not None and (found := _PIXELS_RE.match(side)) and float(found["number"]) <= 2 for side in sides)


def canvas(node: LexborNode) -> dict[str, Any]:
    """The same of a `canvas`, on which a program draws."""
    attributes = node.attributes
    return {
        "alt": attributes.get("aria-label") or attributes.get("title") or "",
        "name": _marks(attributes),
        "width_mm": _millimetres(attributes.get("width")),
        "height_mm": _millimetres(attributes.get("height")),
    }


def embedded(node: LexborNode) -> dict[str, Any] | None:
    """The same of an `object` or `embed`; None where it is no picture."""
    attributes = node.attributes
    address = (attributes.get("data") or attributes.get("src") or "").strip()
    kind = attributes.get("type") or (address[5:].partition(";")[0] if address[:5].lower() == "data:" else "")
    name = file_name(address)
    if not kind.startswith("image/") and not _PICTURE_RE.search(name):
        return None
    return {
        "alt": attributes.get("aria-label") or attributes.get("title") or "",
        "name": name,
        "address": address,
        "width_mm": _millimetres(attributes.get("width")),
        "height_mm": _millimetres(attributes.get("height")),
        "data": _embedded(address),
    }


def backgrounds(attributes: dict[str, str | None]) -> list[dict[str, Any]]:
    """The same of the pictures that the style of an element puts behind it."""
    style = attributes.get("style") or ""
    if "url(" not in style:
        return []
    alt = attributes.get("aria-label") or (attributes.get("title") if attributes.get("role") == "img" else "") or ""
    return [found | {"alt": alt, "name": found["name"] or _marks(attributes)} for found in _urls(style)]


def style_pictures(sheet: str, marks: Container[str] | None = None) -> list[dict[str, Any]]:
    """The same of the pictures that a style sheet puts behind what its rules are about; `marks` are the classes and
    ids of a page: rules about others are passed over."""
    pictures: dict[str, dict[str, Any]] = {}
    for about, body, _ in rules(sheet) if "url(" in sheet else ():
        words = _SELECTOR_RE.findall(about)
        if marks is None or any(_is_about(selector, marks) for selector in about.split(",")):
            for found in _urls(body):
                found["name"] = found["name"] or " ".join(words)
                pictures.setdefault(found["name"], found)
    return list(pictures.values())


def _is_about(selector: str, marks: Container[str]) -> bool:
    return all(word in marks for word in _SELECTOR_RE.findall(selector))


def _urls(style: str) -> list[dict[str, Any]]:
    addresses = [found["url"].strip("\"' ") for found in _BACKGROUND_RE.finditer(style)]
    return [{"alt": "", "name": file_name(a), "address": a, "data": _embedded(a)} for a in addresses]


def _marks(attributes: dict[str, str | None]) -> str:
    """What an element without a file name is called."""
    return " ".join(f"{attributes.get('id') or ''} {attributes.get('class') or ''}".split())


def _is_icon(attributes: dict[str, str | None]) -> bool:
    width, height = attributes.get("width") or "", attributes.get("height") or ""
    if attributes.get("aria-hidden") == "true" or _EM_RE.match(width or height):
        return True
    sides = [float(found["number"]) for side in (width, height) if (found := _PIXELS_RE.match(side))]
    if not sides and (box := _VIEW_RE.match(attributes.get("viewbox") or attributes.get("viewBox") or "")):
        sides = [float(box["width"]), float(box["height"])]
    return bool(sides) and max(sides) <= _ICON


def file_name(address: str) -> str:
    if address[:5].lower() == "data:":
        return ""
    return unquote(address.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2])


def _millimetres(pixels: str | None) -> float | None:
    found = _PIXELS_RE.match(pixels or "")
    return round(float(found["number"]) * _MM_PER_PIXEL, 2) if found else None


def _embedded(address: str) -> bytes | None:
    if address[:5].lower() != "data:":
        return None
    header, _, body = address[5:].partition(",")
    try:
        if header.lower().endswith(";base64"):
            return base64.b64decode("".join(unquote(body).split()) + "==", validate=False) or None
        return unquote_to_bytes(body) or None
    except (binascii.Error, ValueError):
        return None
