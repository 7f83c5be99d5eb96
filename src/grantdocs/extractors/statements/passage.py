"""A stretch of a folded text, word by word: what wordings are held against."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from grantdocs.extractors.statements.wordings import SENTENCE_ENDS, Piece
from grantdocs.text.folding import Folded
from grantdocs.text.words import Words, split_words, without

__all__ = ["Text", "differs_in_accents", "ends_otherwise"]


@dataclass(frozen=True)
class Text:
    """A stretch of a folded text as words, and as one stream of words with single blanks."""

    folded: Folded
    original: str = field(repr=False)
    start: int
    end: int
    hidden: tuple[tuple[int, int], ...] = ()
    """Stretches of the folded text that are left out: the foot and head of pages between two halves of a sentence."""

    @cached_property
    def words(self) -> Words:
        lower = self.folded.lower
        start, end = self.start, min(self.end, len(lower))
        while start > 0 and lower[start - 1].isalnum():
            start -= 1
        while end < len(lower) and lower[end].isalnum():
            end += 1
        words = split_words(self.folded, self.original, start, end)
        first, last = bisect_right(self.hidden, (start, start)) - 1, bisect_right(self.hidden, (end, end))
        return without(words, self.hidden[max(0, first) : last]) if self.hidden else words

    @cached_property
    def stream(self) -> str:
        return " " + " ".join(self.words.bare) + " "

    @cached_property
    def offsets(self) -> list[int]:
        """Where in the stream each word starts."""
        offsets, at = [], 1
        for word in self.words.bare:
            offsets.append(at)
            at += len(word) + 1
        return offsets

    @cached_property
    def pairs(self) -> dict[tuple[str, ...], list[int]]:
        """Where each word stands before each other."""
        pairs: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i, pair in enumerate(pairwise((*self.words.bare, ""))):
            pairs[pair].append(i)
        return pairs

    @cached_property
    def breaks(self) -> tuple[bool, ...]:
        """Whether a sentence ends before each word, and after the last."""
        inner = (not SENTENCE_ENDS.isdisjoint(self.between(i)) for i in range(1, len(self.words)))
        return (True, *inner, True)

    def place(self, word: int) -> int:
        """Where in the stream this word starts, or where it ends."""
        return self.offsets[word] if word < len(self.offsets) else len(self.stream)

    def word_at(self, place: int) -> int:
        """The number of the word that starts at this place of the stream or after it."""
        return bisect_left(self.offsets, place)

    def between(self, word: int) -> str:
        """What stands between this word and the one before it."""
        if not 0 < word < len(self.words):
            return "\n"
        return self.folded.text[self.words.ends[word - 1] : self.words.starts[word]]

    def quote(self, start: int, end: int) -> str:
        """Words `start` to `end` (exclusive) as the folded text writes them."""
        return self.folded.text[self.words.starts[start] : self.words.ends[end - 1]] if end > start else ""


def differs_in_accents(text: Text, piece: Piece, word: int) -> bool:
    """The word has lost or won accents; capitals and Greek do so by custom."""
    written = text.words.written[word]
    if written == piece.written or text.words.bare[word] != piece.bare:
        return False
    shown = text.quote(word, word + 1)
    return not shown.isupper() and not "\u0370" <= shown[0] <= "\u03ff"


def ends_otherwise(text: Text, piece: Piece, word: int) -> bool:
    """Accents too many on the last letters make another form of the word."""
    return differs_in_accents(text, piece, word) and piece.written.endswith(piece.bare[-2:])
