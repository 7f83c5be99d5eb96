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

import regex

from grantdocs.model.location import Span

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

# Runs of characters that stay as they are; what stands between them is looked at one by one.
_PLAIN_RE = regex.compile(
    r"(?:[!-_a-~\u00A1-\u00A7©¬®°±¶·\u00BF-\u015D\u0160\u0161\u0164-\u02AF\u0386-\u0481]++|[\n\t]++|\ (?!\s))++",
    regex.V1,
)
_MARK_RE = regex.compile(r"\p{M}")
_BLANK_RE = regex.compile(r"[\p{Zs}\r\f\v]+")
_CLUSTER_RE = regex.compile(r"[^\p{M}\s]\p{M}+")


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


def fold(text: str) -> Folded:
    parts: list[str] = []
    folded, original = [0], [0]
    length = position = 0
    while position < len(text):
        plain = _PLAIN_RE.match(text, position)
        # A letter that is followed by a combining mark makes one character with it.
        end = plain.end() - bool(_MARK_RE.match(text, plain.end())) if plain else position
        if end > position:
            parts.append(text[position:end])
            length += end - position
            position = end
            continue
        cluster = _BLANK_RE.match(text, position) or _CLUSTER_RE.match(text, position)
        end = cluster.end() if cluster else position + 1
        even = " " if cluster and cluster.group().isspace() else _even(text[position:end])
        parts.append(even)
        for _ in even:
            folded.append(length)
            original.append(position)
            length += 1
        position = end
        folded.append(length)
        original.append(position)
    even_text = "".join(parts)
    return Folded(even_text, _lower(even_text), tuple(folded), tuple(original))


def fold_key(text: str) -> str:
    """A key under which spellings of one name meet: folded, lower case, single blanks, no quotation marks."""
    return " ".join(_lower(_even_all(text)).replace('"', " ").split())


def _even(cluster: str) -> str:
    return unicodedata.normalize("NFKC", cluster.translate(_EVEN)).translate(_EVEN)


def _even_all(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_EVEN)).translate(_EVEN)


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = _GROWING.join(part.lower() for part in text.split(_GROWING))
    return lowered.replace(_FINAL_SIGMA, _SIGMA)
