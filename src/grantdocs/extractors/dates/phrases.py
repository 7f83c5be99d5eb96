"""Finding many phrases in one walk over the words of a folded text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import regex

from grantdocs.text.folding import fold_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Entry", "PhraseIndex", "Primitive", "primitives"]

_REMEMBERED = 50_000
"""Words whose phrases are kept at hand."""
_PRIMITIVE_RE = regex.compile(
    r"(?P<word>\p{L}[\p{L}\p{M}\p{N}_]*+)|(?P<number>\p{Nd}++)|(?P<mark>[\n\t]|[^\s\p{L}\p{N}])"
)


class Primitive(NamedTuple):
    """A word, a run of digits or a single mark; `start` and `end` (exclusive) count characters."""

    kind: str
    text: str
    start: int
    end: int


def primitives(lower: str) -> list[Primitive]:
    return [Primitive(found.lastgroup or "", found.group(), *found.span()) for found in _PRIMITIVE_RE.finditer(lower)]


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase with all that it stands for."""

    rest: tuple[str, ...]
    """Its primitives after the first; one that ends with `*` stands for all words that begin so."""
    classes: tuple[tuple[str, Any], ...]
    capital: bool
    """Always written with a capital letter."""

    @property
    def length(self) -> int:
        return 1 + len(self.rest)


class PhraseIndex:
    """Phrases by their first word; blanks inside a phrase do not matter."""

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
            entry = Entry(tuple(rest), tuple(held.items()), capitals[key])
            index.setdefault(first.removesuffix("*"), []).append(entry)
        self._lengths = tuple(sorted({len(stem) for stem in self._stems}, reverse=True))
        self._known: dict[str, tuple[Entry, ...]] = {}
        self.combinations = tuple(dict.fromkeys(frozenset(held) for held in classes.values()))

    def may_begin(self, text: str) -> bool:
        """Whether any phrase begins with this word."""
        return bool(self._candidates(text))

    def all_at(self, words: list[Primitive], i: int) -> Iterator[Entry]:
        """All phrases that begin with the primitive `i`, the longest first."""
        for entry in self._candidates(words[i].text):
            if not entry.rest or _continues(words, i, entry.rest):
                yield entry

    def longest_at(self, words: list[Primitive], i: int) -> Entry | None:
        return next(self.all_at(words, i), None)

    def _candidates(self, text: str) -> tuple[Entry, ...]:
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[text] = tuple(sorted(self._look_up(text), key=lambda entry: -entry.length))
        return found

    def _look_up(self, text: str) -> Iterator[Entry]:
        yield from self._whole.get(text, ())
        for length in self._lengths:
            if length <= len(text):
                yield from self._stems.get(text[:length], ())


def _parts(key: str) -> list[str]:
    """Primitives of a phrase; a star stays with the letters before it."""
    parts: list[str] = []
    for found in _PRIMITIVE_RE.finditer(key):
        if found.group() == "*" and parts:
            parts[-1] += "*"
        else:
            parts.append(found.group())
    return parts


def _continues(words: list[Primitive], i: int, rest: tuple[str, ...]) -> bool:
    if i + len(rest) >= len(words):
        return not rest
    for offset, part in enumerate(rest, start=1):
        text = words[i + offset].text
        if not (text.startswith(part[:-1]) if part.endswith("*") else text == part):
            return False
    return True
