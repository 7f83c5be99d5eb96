"""Pictures of web pages: alternative text, file name, size at 96 dots an inch, and bytes where the page holds them."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, unquote_to_bytes

import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["backgrounds", "canvas", "drawing", "embedded", "file_name", "picture", "style_pictures"]

_MM_PER_PIXEL = 25.4 / 96
_ICON = 32
"""Pixels."""
_PICTURE_RE = regex.compile(r"\.(?:svgz?|png|jpe?g|gif|webp|avif|bmp)$", regex.IGNORECASE)
_BACKGROUND_RE = regex.compile(
    r"\b(?:background(?:-image)?|content)\s*+:[^;{}]*?\burl\(\s*+(?P<url>\"[^\"]*+\"|'[^']*+'|[^)\s]*+)",
    regex.IGNORECASE,
)
_RULE_RE = regex.compile(r"(?P<about>[^{}]*+)\{(?P<body>[^{}]*+)\}")
_SELECTOR_RE = regex.compile(r"[.#](?P<word>[\w\-]++)")
_VIEW_RE = regex.compile(r"\s*+[\d.\-]++[\s,]++[\d.\-]++[\s,]++(?P<width>[\d.]++)[\s,]++(?P<height>[\d.]++)\s*+$")
_EM_RE = regex.compile(r"\s*+[\d.]++r?em\b", regex.IGNORECASE)
_PIXELS_RE = regex.compile(r"\s*+(?P<number>\d++(?:\.\d++)?)\s*+(?:px)?\s*+$")
_STYLE_RE = regex.compile(r"(?:^|;)\s*+(?P<side>width|height)\s*+:\s*+(?P<number>\d++(?:\.\d++)?)px", regex.IGNORECASE)


def picture(node: LexborNode) -> dict[str, Any]:
    """What `Builder.image` wants to know about an `img`, `input` or `area`."""
    attributes = node.attributes
    source = (attributes.get("src") or "").strip()
    # Pages that load pictures late have a placeholder as source and the picture beside it.
    later = attributes.get("data-src") or attributes.get("data-lazy-src") or attributes.get("data-original")
    address = later.strip() if later and (not source or source.startswith("data:")) else source
    style = {found["side"].lower(): found["number"] for found in _STYLE_RE.finditer(attributes.get("style") or "")}
    return {
        "alt": attributes.get("alt") or "",
        "name": file_name(address),
        "width_mm": _millimetres(style.get("width") or attributes.get("width")),
        "height_mm": _millimetres(style.get("height") or attributes.get("height")),
        "data": _embedded(address),
    }


def drawing(node: LexborNode) -> dict[str, Any] | None:
    """The same of an inline `svg`; icons, as small as letters or meant for nobody, count only with words."""
    attributes = node.attributes
    title, use = node.css_first("title"), node.css_first("use")
    alt = attributes.get("aria-label") or (title.text() if title else "") or attributes.get("title") or ""
    if not alt.strip() and _is_icon(attributes):
        return None
    target = (use.attributes.get("href") or use.attributes.get("xlink:href") or "") if use else ""
    return {
        "alt": alt,
        "name": target.rpartition("#")[2] or _marks(attributes),
        "width_mm": _millimetres(attributes.get("width")),
        "height_mm": _millimetres(attributes.get("height")),
        "data": (node.html or "").encode(),
    }


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
    return [{"alt": alt, "name": name or _marks(attributes)} for name in _urls(style)]


def style_pictures(sheet: str) -> list[dict[str, Any]]:
    """The same of the pictures that a style sheet puts behind what its rules are about."""
    found: dict[str, None] = {}
    for rule in _RULE_RE.finditer(sheet):
        for name in _urls(rule["body"]):
            found.setdefault(name or " ".join(_SELECTOR_RE.findall(rule["about"])))
    return [{"alt": "", "name": name} for name in found]


def _urls(style: str) -> list[str]:
    return [file_name(found["url"].strip("\"' ")) for found in _BACKGROUND_RE.finditer(style)]


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
