"""Which months without day and year are dates: those that a sentence speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from grantdocs.extractors.dates.layout import Layout
    from grantdocs.extractors.dates.mentions import Mention

__all__ = ["in_sentence"]

_LED_RE = regex.compile(r"(?<!\p{L})\p{Ll}++[.',]?\s?$")
"""A word in small letters leads to it; a name leads to a name: `in June`, not `Theresa May`."""
_NAME_RE = regex.compile(r"\s\p{Lu}\p{Ll}")
"""Behind it a name goes on: `April Jones`."""
_LED_REACH = 20
_FIRST_RE = regex.compile(r"\p{Lu}\p{Ll}{0,2}\s")
"""`Im August` opens a sentence."""
_SMALL_RE = regex.compile(r"\s\p{Ll}")
_SHORTEST = 4
"""Letters of a month's name; what is shorter is as often another word, but for the fifth."""
_MAY, _MAY_LENGTH = 5, 3
_SENTENCE_LENGTH = 20


def in_sentence(mention: Mention, layout: Layout) -> bool:
    """The month stands in a sentence, not in a calendar, a menu or a name, and is not the one of every year."""
    start, end = layout.sentence(mention.start, mention.end)
    if end - start < _SENTENCE_LENGTH or layout.is_quoted(mention.start, mention.end):
        return False
    for point in mention.points:
        tokens = layout.tokens
        first = tokens.starts[point.first]
        last = tokens.ends[point.end - 1 - (tokens.codes[point.end - 1] == ".")]
        length = last - first
        if length < (_MAY_LENGTH if point.month == _MAY else _SHORTEST) or layout.text[last - 1] == ".":
            return False
        if layout.text[first].isupper() and not _is_led(start, first, last, layout):
            return False
    return not layout.tokens.holds("recurring", start, end)


def _is_led(start: int, first: int, last: int, layout: Layout) -> bool:
    """What stands around a month with a capital makes it no name; such a month may open a sentence."""
    text = layout.text
    if _NAME_RE.match(text, last):
        return False
    if first == start:
        return _SMALL_RE.match(text, last) is not None and _in_small_letters(text[first:last], layout)
    return (
        _LED_RE.search(text, max(start, first - _LED_REACH), first) is not None
        or _FIRST_RE.fullmatch(text, start, first) is not None
    )


def _in_small_letters(month: str, layout: Layout) -> bool:
    """The language writes its months with a small letter, so that the capital is the one of the sentence."""
    forms = layout.reading.lexicon.data[0]["calendar"]["months"]
    return any(month.lower() == form for held in forms for form in held)
