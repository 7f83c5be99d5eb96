"""The words of a folded text, and finding many phrases in one walk over them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, chain, compress, count
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import regex

from grantdocs.text.folding import fold_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["Entry", "PhraseIndex", "Remembered", "Words", "longest_part", "words_of"]

_FIRST_YEAR, _LAST_YEAR = 1900, 2099
"""What a bare number of four digits may be as a year."""
_PLAIN_MARKS = frozenset("\n\t.,-/:()©;")

_REMEMBERED = 50_000
"""Words of which is kept at hand what was found out about them."""
_PRIMITIVE = r"\p{L}[\p{L}\p{M}\p{N}_]*+|\p{Nd}++|[\n\t]|[^\s\p{L}\p{N}]"
_PRIMITIVE_RE = regex.compile(_PRIMITIVE)
_DIGIT_RE = regex.compile(r"\p{Nd}")
_PIECE_RE = regex.compile(rf"(?s:{_PRIMITIVE}|[^\S\n\t]++|.)")
_Found = TypeVar("_Found")


class Remembered(dict[str, _Found], Generic[_Found]):
    """What a function says of each word; a word that was seen costs one look-up, without a call."""

    def __init__(self, function: Callable[[str], _Found]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> _Found:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[word] = self._function(word)
        return found


@dataclass(frozen=True, slots=True)
class Words:
    """The primitives of a text: words, runs of digits and single marks; `starts` and `ends` (exclusive) are characters.

    A code of one character says of each what it is without knowing any word: w a word; N a number that can be a month
    or a day, D a day, y two digits, Y a year, x another number; a mark itself, or ? for one that plays no part.
    """

    texts: tuple[str, ...]
    codes: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def starting_at(self, start: int) -> int:
        """The first primitive at or after a character."""
        return bisect_left(self.starts, start)

    def holds_any(self, start: int, end: int) -> bool:
        """Whether there are words of these characters; of lines without a hint there are none."""
        i = self.starting_at(start)
        return i < len(self.starts) and self.starts[i] < end


def words_of(lower: str, hints: Remembered[bool] | None = None) -> Words:
    """The words of a text; with `hints`, only of lines with a figure or a stretch without blanks that is a hint."""
    # Whole lines go through calls that loop in C: this is where the time of reading dates is spent.
    pieces: list[str] = []
    codes: list[str] = []
    for line in lower.split("\n"):
        stretches = line.split(" ")
        if hints is None or _DIGIT_RE.search(line) or any(map(hints.__getitem__, stretches)):
            pieces += chain.from_iterable(map(_PIECES.__getitem__, stretches))
            codes += chain.from_iterable(map(_PIECE_CODES.__getitem__, stretches))
            pieces[-1] = codes[-1] = "\n"
        else:
            pieces += (line, "\n")
            codes += ("", "\n")
    ends = list(accumulate(map(len, pieces)))
    del pieces[-1], codes[-1], ends[-1]  # no line ends behind the last one
    return Words(
        tuple(compress(pieces, codes)),
        "".join(codes),
        tuple(compress((0, *ends), codes)),
        tuple(compress(ends, codes)),
    )


def _code(text: str) -> str:
    if text[0].isalpha():
        return "w"
    if not text.isdecimal():
        return "" if not _PRIMITIVE_RE.match(text) else text if text in _PLAIN_MARKS else "?"
    if len(text) == 4:
        return "Y" if _FIRST_YEAR <= int(text) <= _LAST_YEAR else "x"
    if len(text) > 2:
        return "x"
    number = int(text)
    if 1 <= number <= 31:
        return "N" if number <= 12 else "D"
    return "y" if len(text) == 2 else "x"


def _pieces(stretch: str) -> tuple[str, ...]:
    """What a stretch without blanks consists of, and the blank behind it."""
    return (*_PIECE_RE.findall(stretch), " ")


def _piece_codes(stretch: str) -> tuple[str, ...]:
    return (*map(_code, _PIECE_RE.findall(stretch)), "")


_PIECES = Remembered(_pieces)
_PIECE_CODES = Remembered(_piece_codes)


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One phrase with all that it stands for."""

    rest: tuple[str, ...]
    """Its primitives after the first; one that ends with `*` stands for all words that begin so."""
    classes: tuple[tuple[str, Any], ...]
    capital: bool
    """Always written with a capital letter."""
    length: int
    """Its primitives."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """The phrases that a word may begin, the longest first."""

    alone: tuple[Entry, ...]
    by_second: dict[str, tuple[Entry, ...]]
    stems: tuple[str, ...]
    """Beginnings of second words that stand for many, and the phrases of each."""
    by_stem: tuple[tuple[str, Entry], ...]

    def going_on(self, second: str) -> Sequence[Entry]:
        """Phrases that may go on with this word."""
        found = self.by_second.get(second, ())
        if not self.stems or not second.startswith(self.stems):
            return found
        stemmed = (entry for stem, entry in self.by_stem if second.startswith(stem))
        return sorted((*found, *stemmed), key=lambda entry: -entry.length)


class PhraseIndex:
    """Phrases by their first words; blanks inside a phrase do not matter."""

    def __init__(self, phrases: Iterable[tuple[str, Any, str]]) -> None:
        """`phrases` are triples of a class, a value and the phrase."""
        classes: dict[str, dict[str, Any]] = {}
        capitals: dict[str, bool] = {}
        for name, value, phrase in phrases:
            key = fold_key(phrase)
            classes.setdefault(key, {}).setdefault(name, value)
            capitals[key] = capitals.get(key, True) and phrase[:1].isupper()
        self._whole: dict[str, list[Entry]] = {}
        self._stems: dict[str, list[Entry]] = {}
        for key, held in classes.items():
            first, *rest = _parts(key)
            index = self._stems if first.endswith("*") else self._whole
            entry = Entry(tuple(rest), tuple(held.items()), capitals[key], 1 + len(rest))
            index.setdefault(first.removesuffix("*"), []).append(entry)
        self._lengths = tuple(sorted({len(stem) for stem in self._stems}, reverse=True))
        self._begun = Remembered(self._look_up)
        self.combinations = tuple(dict.fromkeys(frozenset(held) for held in classes.values()))
        every = (*self._whole.values(), *self._stems.values())
        self.longest = max((entry.length for entries in every for entry in entries), default=0)
        """Primitives of the longest phrase."""

    def __contains__(self, text: str) -> bool:
        """Whether any phrase begins with this word."""
        return self._begun[text] is not None

    def begun(self, words: Words, first: int = 0, end: int | None = None) -> list[int]:
        """The primitives, of those from `first` to `end` (exclusive), that phrases may begin with."""
        texts = words.texts[first:end] if first or end is not None else words.texts
        return list(compress(count(first), map(self._begun.__getitem__, texts)))

    def all_at(self, words: Words, i: int) -> Iterator[Entry]:
        """All phrases that begin with the primitive `i`, the longest first."""
        begun, texts = self._begun[words.texts[i]], words.texts
        if begun is None:
            return
        if (begun.by_second or begun.stems) and i + 1 < len(texts):
            for entry in begun.going_on(texts[i + 1]):
                if entry.length == 2 or _continues(texts, i, entry.rest):
                    yield entry
        yield from begun.alone

    def longest_at(self, words: Words, i: int) -> Entry | None:
        begun, texts = self._begun[words.texts[i]], words.texts
        if begun is None:
            return None
        if (begun.by_second or begun.stems) and i + 1 < len(texts):
            for entry in begun.going_on(texts[i + 1]):
                if entry.length == 2 or _continues(texts, i, entry.rest):
                    return entry
        return begun.alone[0] if begun.alone else None

    def _look_up(self, text: str) -> _Begun | None:
        entries = list(self._whole.get(text, ()))
        for length in self._lengths:
            if length <= len(text):
                entries += self._stems.get(text[:length], ())
        if not entries:
            return None
        entries.sort(key=lambda entry: -entry.length)
        by_second: dict[str, list[Entry]] = {}
        by_stem: list[tuple[str, Entry]] = []
        for entry in entries:
            if entry.rest and entry.rest[0].endswith("*"):
                by_stem.append((entry.rest[0][:-1], entry))
            elif entry.rest:
                by_second.setdefault(entry.rest[0], []).append(entry)
        return _Begun(
            tuple(entry for entry in entries if not entry.rest),
            {second: tuple(held) for second, held in by_second.items()},
            tuple(dict.fromkeys(stem for stem, _ in by_stem)),
            tuple(by_stem),
        )


def longest_part(phrase: str) -> str:
    """The longest word of a phrase, which stands in every text that the phrase stands in."""
    return max(_parts(fold_key(phrase)), key=len)


def _parts(key: str) -> list[str]:
    """Primitives of a phrase; a star stays with the letters before it."""
    parts: list[str] = []
    for part in _PRIMITIVE_RE.findall(key):
        if part == "*" and parts:
            parts[-1] += "*"
        else:
            parts.append(part)
    return parts


def _continues(texts: Sequence[str], i: int, rest: tuple[str, ...]) -> bool:
    """Whether a phrase goes on after its second primitive."""
    if i + len(rest) >= len(texts):
        return False
    for offset in range(2, len(rest) + 1):
        part, text = rest[offset - 1], texts[i + offset]
        if not (text.startswith(part[:-1]) if part.endswith("*") else text == part):
            return False
    return True
