"""Films and sounds: nobody here watches or hears them, and every format says so in the same words."""

from __future__ import annotations

import regex

__all__ = ["FILM", "SOUND", "medium"]

FILM = ("film-not-watched", "what a film shows was not looked at", "/images")
"""Reason, detail and pointer of its gap. A film may show the emblem; the text of the publication is not in it."""
SOUND = ("sound-not-heard", "a sound was not listened to", "/extraction")
"""It shows no picture and holds no text of the publication: it is named, and leaves no fact open."""
_SOUND_RE = regex.compile(r"\.(?:mp3|wav|og[ga]|opus|m4a|aac|flac|wma|midi?|aiff?)$", regex.IGNORECASE)
_FILM_RE = regex.compile(r"\.(?:mp4|m4v|mov|avi|webm|og[vm]|mkv|wmv|mpe?g|3gp|flv|swf)$", regex.IGNORECASE)


def medium(kind: str, name: str) -> tuple[str, str, str] | None:
    """The gap of a file by its media type or else its name; None for what is neither film nor sound."""
    if kind.startswith("audio/") or (not kind.startswith("video/") and _SOUND_RE.search(name)):
        return SOUND
    return FILM if kind.startswith("video/") or _FILM_RE.search(name) else None
