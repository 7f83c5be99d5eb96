"""Quoted text in a page: escaped, and characters that steer or hide are shown as what they are."""

from __future__ import annotations

import unicodedata
from typing import Final

import regex
from markupsafe import Markup, escape

__all__ = ["has_slots", "language_tag", "plain", "shown", "to_fill_in"]

_STEERING_RE: Final = regex.compile(
    r"[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}--[\t\n\r\u00AD\u200C\u200D]]", regex.V1
)
"""Control, formatting and half characters. Soft hyphens and joiners do nothing but what readers expect."""
_SLOT_RE: Final = regex.compile(r"‹[^‹›]++›")
"""A place in a wording where a name or number of the project goes."""
_TAG_RE: Final = regex.compile(r"[a-z]{2}(?:-(?:[A-Za-z]{4}|[A-Za-z]{2}|\d{3})){0,2}")


def shown(text: object) -> Markup:
    """Markup of the text, with `U+202E` in a frame of its own where a character could turn or hide others."""
    parts: list[Markup] = []
    done = 0
    written = str(text)
    for found in _STEERING_RE.finditer(written):
        code = _code(found[0])
        name = unicodedata.name(found[0], code).lower()
        parts += [escape(written[done : found.start()]), _CHIP.format(name, code)]
        done = found.end()
    return Markup("").join([*parts, escape(written[done:])])


def to_fill_in(text: str) -> Markup:
    """The same for a wording to paste, with the places marked where a person has to write something."""
    parts: list[Markup] = []
    done = 0
    for found in _SLOT_RE.finditer(text):
        parts += [shown(text[done : found.start()]), Markup('<span class="slot">{}</span>').format(shown(found[0]))]
        done = found.end()
    return Markup("").join([*parts, shown(text[done:])])


def has_slots(text: str) -> bool:
    return _SLOT_RE.search(text) is not None


def plain(text: object) -> str:
    """The same for attributes and titles, which hold no markup: `‹U+202E›`."""
    return _STEERING_RE.sub(lambda found: f"‹{_code(found[0])}›", str(text))


def language_tag(tag: str | None) -> str:
    """The tag as an attribute may hold it; empty where a file declares something else."""
    written = (tag or "").replace("_", "-")
    written = written[:2].lower() + written[2:]
    return written if _TAG_RE.fullmatch(written) else ""


_CHIP: Final = Markup('<bdi class="steering" title="{}">{}</bdi>')


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"
