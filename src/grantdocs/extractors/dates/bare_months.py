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
        if layout.text[first].isupper() and (
            not _LED_RE.search(layout.text, max(start, first - _LED_REACH), first) or _NAME_RE.match(layout.text, last)
        ):
            return False
    return not layout.tokens.holds("recurring", start, end)
