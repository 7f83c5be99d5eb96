"""Pages inside a page that live elsewhere and so cannot be read."""

from __future__ import annotations

import regex

from grantdocs.readers.html.pictures import is_speck

__all__ = ["frame_gap"]

_NOWHERE = ("about:", "javascript:", "#")
_PLAYER_RE = regex.compile(r"\b(?:autoplay|fullscreen|picture-in-picture)\b", regex.IGNORECASE)
_SOURCES = ("src", "data-src", "data-lazy-src", "data-cmp-src", "data-cookieblock-src")


def frame_gap(attributes: dict[str, str | None]) -> tuple[str, str, str] | None:
    """Reason, detail and pointer; None for a frame that shows nothing."""
    address = next((written for name in _SOURCES if (written := (attributes.get(name) or "").strip())), "")
    if not address or address.lower().startswith(_NOWHERE) or is_speck(attributes):
        return None
    if "allowfullscreen" in attributes or _PLAYER_RE.search(attributes.get("allow") or ""):
        # A player or a map: it may show the emblem, but holds no text of the publication.
        return "film-not-watched", "a film or map from another page was not looked at", "/images"
    return "frame-not-read", "another page shown inside this one was not read", ""
