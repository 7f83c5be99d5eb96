"""Pages and documents inside a page that live elsewhere and so cannot be read."""

from __future__ import annotations

import regex

from grantdocs.readers.html.pictures import file_name, is_speck
from grantdocs.readers.media import FILM, medium

__all__ = ["frame_gap", "object_gap"]

_NOWHERE = ("about:", "javascript:", "#")
_PLAYER_RE = regex.compile(r"\b(?:autoplay|fullscreen|picture-in-picture)\b", regex.IGNORECASE)
_SOURCES = ("src", "data-src", "data-lazy-src", "data-cmp-src", "data-cookieblock-src")


def frame_gap(attributes: dict[str, str | None]) -> tuple[str, str, str] | None:
    """Reason, detail and pointer; None for a frame that shows nothing."""
    address = next((written for name in _SOURCES if (written := (attributes.get(name) or "").strip())), "")
    if not address or address.lower().startswith(_NOWHERE) or is_speck(attributes):
        return None
    if "allowfullscreen" in attributes or _PLAYER_RE.search(attributes.get("allow") or ""):
        # A player, of films or of maps.
        return FILM
    return "frame-not-read", "another page shown inside this one was not read", ""


def object_gap(attributes: dict[str, str | None]) -> tuple[str, str, str] | None:
    """The same of an `object` or `embed` that is no picture."""
    address = (attributes.get("data") or attributes.get("src") or "").strip()
    if not address:
        return None
    kind = (attributes.get("type") or "").strip().lower()
    detail = "a document shown inside the page was not read"
    return medium(kind, file_name(address)) or ("embedded-document", detail, "")
