"""What the brackets beside a title or an acronym of a project say: its short name, its number, what it stands for."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

import regex

from grantdocs.extractors.awards.shapes import looks_short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.extractors.awards.codes import NumberMention
    from grantdocs.extractors.funding_cues import Cues
    from grantdocs.text.phrase_index import Hit

__all__ = ["announced_behind", "short_name_behind", "spelled_out_in", "title_said_of"]

_FIRST_RE = regex.compile(r"\s{0,2}\(\s?(?P<name>[^(),;\n\t]{2,30}?)\s?[),;]")
_LAST_RE = regex.compile(r"\s?\([^()\n\t]{2,90}?,\s(?P<name>\p{Lu}[\p{Lu}\d-]{2,14})\)")
"""`"Title" (in English "Title", ABCD)`: a word of capitals ends the bracket."""
_BETWEEN_RE = regex.compile(r"\s?\([\p{Lu}\d/_-]{4,40}\s-\s(?P<name>\p{Lu}[\p{Lu}\d+]{1,14})(?:\s-\s|\))")
"""`"Title" (101000000 - ABCD - CALL)`: behind the number."""
_SHORT_NAME_RE = regex.compile(r"\p{Lu}[\p{L}\d+@.-]*+(?:[ ]\p{Lu}[\p{L}\d+@-]*+){0,3}")
_OPENING_RE = regex.compile(r"[\s:\"'(-]{0,4}")
_SPELLED_RE = regex.compile(r"(?P<name>\p{Lu}[^\s,;\"]*+(?:\s[^,;\s\"]++){2,})(?=[,;])")
_OPENS_RE = regex.compile(r"(?P<name>\p{Lu}[^\n\t()\",;:.]{5,120}?)\s\((?P<inside>[^()\n\t]{2,60})\)")
_BESIDE = 12
"""Characters, a label among them, between a short name and the number in one bracket."""


def short_name_behind(text: str, end: int, numbers: tuple[NumberMention, ...], cues: Cues) -> tuple[int, int] | None:
    """`"Over the border" (OTB)`, and `(Bike the Border, EE-LV 12)` with the number behind the short name."""
    first = _FIRST_RE.match(text, end)
    if first and (looks_short(first["name"]) or _is_before_number(first, numbers, cues)):
        return first.span("name")
    last = _LAST_RE.match(text, end) or _BETWEEN_RE.match(text, end)
    return last.span("name") if last else None


def announced_behind(text: str, end: int, cues: Cues) -> Iterator[tuple[int, int]]:
    """`"Over the border" (in short OTB)`: behind a word for an acronym."""
    for hit in cues.within("acronym", end, end + 40):
        opening = _OPENING_RE.match(text, hit.end)
        short = _SHORT_NAME_RE.match(text, opening.end() if opening else hit.end)
        if short and not text[end : hit.start].strip(" ,(-"):
            yield short.span()


def spelled_out_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """`project KELP (Keeping Lakes Pure; number 12)`: the title before the number."""
    spelled = _SPELLED_RE.match(text, start, end)
    return spelled.span("name") if spelled else None


def title_said_of(text: str, hit: Hit[str], numbers: tuple[NumberMention, ...], cues: Cues) -> tuple[int, int] | None:
    """ "Clean water for all (number 12) is a NAME project": what opens the sentence, up to its number."""
    start, _ = cues.sentence(hit.start)
    found = _OPENS_RE.match(text, start, hit.start)
    if found is None or not _has_number(numbers, *found.span("inside")):
        return None
    copulas = cues.within("copula", found.end(), hit.start)
    return found.span("name") if copulas and not text[found.end() : copulas[0].start].strip() else None


def _has_number(numbers: tuple[NumberMention, ...], start: int, end: int) -> bool:
    """Whether one of these numbers, in order of the text, begins from one character to another (exclusive)."""
    return bisect_left(numbers, start, key=_start) < bisect_left(numbers, end, key=_start)


_start = attrgetter("start")


def _is_before_number(bracket: regex.Match[str], numbers: tuple[NumberMention, ...], cues: Cues) -> bool:
    beside = _has_number(numbers, bracket.end(), bracket.end() + _BESIDE + 1)
    return beside and bracket["name"][:1].isupper() and not cues.any_within("number", *bracket.span("name"))
