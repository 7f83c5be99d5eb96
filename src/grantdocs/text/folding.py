"""A view of a text in which what means the same looks the same, with the way back to the original characters.

Evened out are: compatibility forms (NFKC: ligatures, full-width forms, one form of each accented letter), soft hyphens
and zero-width characters (dropped), all kinds of blanks (one space; tabs and line feeds keep their meaning), quotation
marks, apostrophes, primes and backticks, dashes, and Romanian letters with cedilla for those with comma. `lower` has
the same length as `text`, so that one index serves both.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from grantdocs.model.location import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Folded", "fold", "fold_key"]

_DOUBLE_QUOTES = "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}" + (
    "\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{DOUBLE PRIME}\N{FULLWIDTH QUOTATION MARK}"
)
_SINGLE_QUOTES = "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{SINGLE LOW-9 QUOTATION MARK}" + (
    "\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}\N{GRAVE ACCENT}\N{ACUTE ACCENT}\N{PRIME}\N{MODIFIER LETTER APOSTROPHE}"
    "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
    "\N{GREEK NUMERAL SIGN}\N{GREEK TONOS}\N{MODIFIER LETTER PRIME}"
)
_DASHES = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{MINUS SIGN}"
_FINAL_SIGMA, _SIGMA = "\N{GREEK SMALL LETTER FINAL SIGMA}", "\N{GREEK SMALL LETTER SIGMA}"
_GROWING = "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"
"""The one letter that becomes longer in lower case."""
_DROPPED = "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}" + (
    "\N{ZERO WIDTH NO-BREAK SPACE}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
)
_COMMA_BELOW = {
    "\N{LATIN CAPITAL LETTER S WITH CEDILLA}": "\N{LATIN CAPITAL LETTER S WITH COMMA BELOW}",
    "\N{LATIN SMALL LETTER S WITH CEDILLA}": "\N{LATIN SMALL LETTER S WITH COMMA BELOW}",
    "\N{LATIN CAPITAL LETTER T WITH CEDILLA}": "\N{LATIN CAPITAL LETTER T WITH COMMA BELOW}",
    "\N{LATIN SMALL LETTER T WITH CEDILLA}": "\N{LATIN SMALL LETTER T WITH COMMA BELOW}",
}
"""Romanian is often written with the wrong letters, which look the same."""
_EVEN = str.maketrans(
    {
        **_COMMA_BELOW,
        **dict.fromkeys(_DOUBLE_QUOTES, '"'),
        **dict.fromkeys(_SINGLE_QUOTES, "'"),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_DROPPED, ""),
    }
)

_EVENED = frozenset(map(chr, _EVEN))
_ODD_BLANKS = frozenset("\r\f\v")
_MARK_RE = regex.compile(r"\p{M}")
_MANY_CHANGED = 40
_MANY_UNEVEN = 64
"""Sets of uneven characters of which the patterns are kept."""


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` keeps letter case, `lower` has lost it; both have the same length."""

    text: str
    lower: str
    _folded: tuple[int, ...] = field(repr=False)
    _original: tuple[int, ...] = field(repr=False)
    """Breakpoints: from `_folded[i]` on, offsets run in step with the original from `_original[i]` on."""

    def span(self, start: int, end: int) -> Span:
        """The original characters of folded characters `start` to `end` (exclusive)."""
        first = self.original(start)
        return Span(first, max(first, self.original(end - 1) + 1)) if end > start else Span(first, first)

    def original(self, index: int) -> int:
        i = bisect_right(self._folded, index) - 1
        return self._original[i] + (index - self._folded[i])

    def index(self, offset: int) -> int:
        """The folded index of the original character at `offset`, or of the first one kept after it."""
        i = bisect_left(self._original, offset)
        if i == len(self._original) or self._original[i] != offset:
            i -= 1
        index = self._folded[i] + (offset - self._original[i])
        return min(index, self._folded[i + 1]) if i + 1 < len(self._folded) else min(index, len(self.text))

    def indices(self, offsets: Sequence[int]) -> Sequence[int]:
        """The folded indices of many original characters."""
        in_step = len(self._original) == 1 and (not offsets or max(offsets) <= len(self.text))
        return offsets if in_step else [self.index(offset) for offset in offsets]


def fold(text: str) -> Folded:
    even, uneven = _evened(text)
    if not uneven and "  " not in even:
        return Folded(even, _lower(even), (0,), (0,))
    parts: list[str] = []
    folded, original = [0], [0]
    length = position = 0
    for found in _uneven_re(uneven).finditer(even):
        start, end = found.span()
        cluster = " " if even[start] == " " else _even(even[start:end])
        parts += even[position:start], cluster
        length += start - position
        for _ in cluster:
            folded.append(length)
            original.append(start)
            length += 1
        folded.append(length)
        original.append(end)
        position = end
    even_text = "".join((*parts, even[position:]))
    return Folded(even_text, _lower(even_text), tuple(folded), tuple(original))


def fold_key(text: str) -> str:
    """A key under which spellings of one name meet: folded, lower case, single blanks, no quotation marks."""
    return " ".join(_lower(_even(text)).replace('"', " ").split())


def _evened(text: str) -> tuple[str, str]:
    """The text with all that becomes one other character made even, and the characters that become none or many.

    Each text holds few different characters, and to replace one of them in a whole text is a single call.
    """
    uneven: list[str] = []
    changed: dict[str, str] = {}
    for char in set(text):
        even = _EVEN_CHARACTERS[char]
        if even is None:
            uneven.append(char)
        elif even != char:
            changed[char] = even
    if len(changed) > _MANY_CHANGED:
        text = text.translate({ord(char): even for char, even in changed.items()})
    else:
        for char, even in changed.items():
            text = text.replace(char, even)
    return text, "".join(sorted(uneven))


class _EvenCharacters(dict[str, str | None]):
    """Character -> the one that it becomes; None of those that become none or many, or join the one before them."""

    def __missing__(self, char: str) -> str | None:
        even = " " if char in _ODD_BLANKS or unicodedata.category(char) == "Zs" else _even(char)
        self[char] = found = even if len(even) == 1 and not _MARK_RE.match(even) else None
        return found


_EVEN_CHARACTERS = _EvenCharacters()


@lru_cache(maxsize=_MANY_UNEVEN)
def _uneven_re(characters: str) -> regex.Pattern[str]:
    """Where the length changes: runs of blanks, characters with marks behind them, and what becomes none or many."""
    held = f"|[{regex.escape(characters)}]" if characters else ""
    clusters = r"|[^\p{M}\s]\p{M}++" if _MARK_RE.search(characters) else ""
    return regex.compile(rf"\ {{2,}}{clusters}{held}")


def _even(cluster: str) -> str:
    even = unicodedata.normalize("NFKC", _translated(cluster))
    return even if even is cluster else _translated(even)


def _translated(text: str) -> str:
    # Most texts hold none of these characters, which is sooner seen than translated.
    return text if _EVENED.isdisjoint(text) else text.translate(_EVEN)


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = _GROWING.join(part.lower() for part in text.split(_GROWING))
    return lowered.replace(_FINAL_SIGMA, _SIGMA)
