"""Numbers in words: "two hundred and fifty thousand", "fünfzehntausend", "un millón y medio"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from grantdocs.text.folding import fold_key
from grantdocs.text.phrase_index import PhraseIndex, Token, last_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Item", "SpelledNumbers"]

_HUNDRED, _THOUSAND = Decimal(100), Decimal(1000)
_LETTERS = 2
"""Of a word that is a part of a longer one, at the least."""
_COMPOUND = 6


@dataclass(frozen=True, slots=True)
class Item:
    """A word of a spelled number: a `number`, a `scale` that multiplies, or `and` between others."""

    role: str
    value: Decimal = Decimal(0)


class SpelledNumbers:
    """Reads numbers from words, also from those that are written together."""

    def __init__(self, words: Iterable[tuple[str, Item]]) -> None:
        listed = list(words)
        self._index: PhraseIndex[Item] = PhraseIndex(listed)
        self._ends = PhraseIndex((last_word(word), "") for word, item in listed if item.role != "and")
        self._parts: dict[str, list[Item]] = {}
        for word, item in listed:
            key = fold_key(word)
            if key.isalpha() and len(key) >= _LETTERS:
                self._parts.setdefault(key, []).append(item)

    def at_end(self, words: Sequence[Token]) -> tuple[tuple[int, int], Decimal] | None:
        """The longest number that ends these words: its characters and its value."""
        if not words or not (self._ends.begins(words[-1].text) or self._split(words[-1].text)):
            return None
        for first in range(len(words)):
            items = self._items(words, first)
            if items and items[0][0].role != "and" and items[-1][0].role != "and" and (value := _value(items)):
                return (words[first].start, words[-1].end), value
        return None

    def fraction(self, words: Sequence[Token], index: int) -> tuple[Decimal, int] | None:
        """A fraction such as "and a half" at `index`, and the index after it."""
        joined = index
        while joined < len(words) and any(item.role == "and" for item, _ in self._at(words, joined)):
            joined += 1
        for item, following in self._at(words, joined) if joined < len(words) else ():
            if item.role == "number" and item.value < 1:
                return item.value, following
        return None

    def _items(self, words: Sequence[Token], first: int) -> list[list[Item]] | None:
        """What each word from `first` on may mean; None where one means no number."""
        found: list[list[Item]] = []
        index = first
        while index < len(words):
            hits = self._at(words, index)
            if hits:
                last = max(following for _, following in hits)
                found.append([item for item, following in hits if following == last])
                index = last
            elif split := self._split(words[index].text):
                found += split
                index += 1
            else:
                return None
        return found

    def _at(self, words: Sequence[Token], index: int) -> list[tuple[Item, int]]:
        ends = {word.end: place for place, word in enumerate(words[index:], start=index + 1)}
        return [(hit.label, ends[hit.end]) for hit in self._index.at(words, index)]

    def _split(self, word: str) -> list[list[Item]] | None:
        """The parts of a number that is written as one word, longer parts first."""
        if len(word) < _COMPOUND or not word.isalpha():
            return None
        return self._rest(word)

    def _rest(self, word: str) -> list[list[Item]] | None:
        if not word:
            return []
        for length in range(len(word), _LETTERS - 1, -1):
            items = self._parts.get(word[:length])
            rest = self._rest(word[length:]) if items else None
            if items and rest is not None:
                return [items, *rest]
        return None


def _value(items: Sequence[Sequence[Item]]) -> Decimal | None:
    """What the words make together; None where none of them is a number."""
    total, part, last, is_number = Decimal(0), Decimal(0), Decimal(1), False
    joined = False
    for meanings in items:
        number = next((item for item in meanings if item.role == "number"), None)
        scale = next((item for item in meanings if item.role == "scale"), None)
        is_number = is_number or number is not None
        if number and not (scale and part):
            if number.value < 1 and not part and last > 1:
                total += number.value * last  # "a million and a half"
            elif number.value < 1 and part == 1 and not joined:
                part = number.value  # "one half million"
            elif number.value >= _THOUSAND:
                total, last = total + number.value, number.value
            else:
                part += number.value
        elif scale and scale.value == _HUNDRED:
            part = (part or 1) * _HUNDRED
        elif scale and not part and 1 < last < scale.value:
            total, last = total * scale.value, scale.value  # "two thousand million"
        elif scale:
            total, part, last = total + (part or 1) * scale.value, Decimal(0), scale.value
        joined = number is None and scale is None
    value = total + part
    return value if is_number and value >= 1 else None
