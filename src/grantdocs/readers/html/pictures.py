"""Pictures of web pages: alternative text, file name, size at 96 dots an inch, and bytes where the page holds them."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, unquote_to_bytes

import regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["drawing", "file_name", "picture"]

_MM_PER_PIXEL = 25.4 / 96
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
    """The same of an inline SVG that says what it shows; the many icons that do not are no pictures."""
    title = node.css_first("title")
    alt = node.attributes.get("aria-label") or (title.text() if title else "")
    if not alt.strip():
        return None
    return {
        "alt": alt,
        "width_mm": _millimetres(node.attributes.get("width")),
        "height_mm": _millimetres(node.attributes.get("height")),
        "data": (node.html or "").encode(),
    }


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
