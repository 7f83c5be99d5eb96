"""The words beside figures of money: currencies, words that multiply, numbers in words, per cent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import regex

from grantdocs.text.phrase_index import Hit, PhraseIndex, Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.languages import Lexicon

__all__ = ["Currency", "MoneyWords", "Scaled", "money_words"]

_CODES = (
    "EUR LVL LTL EEK PLN CZK HUF RON BGN HRK SEK DKK NOK ISK GBP USD CHF SKK CYP MTL DEM FRF ITL ESP PTE NLG BEF FIM "
    "IEP GRD RUB BYN UAH MDL GEL RSD BAM MKD"
).split()
_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD"}
_MULTIPLIED = "EUR SEK NOK DKK CZK PLN HUF".split()
_PREFIXES = {"k": 3, "t": 3, "m": 6}
"""Letters that multiply the code or sign they are attached to, as powers of ten: MEUR, k€."""
_POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9}
_MARKED = {(")",), (":",), ("=",), (")", ":"), (")", "=")}
"""What may stand between a currency and its figure: "(EUR): 100"."""
_BEFORE, _AFTER, _SPELLED = 24, 40, 48
# What a figure's currency ends with, and what its currency or per cent sign begins with.
_LEADS_RE = regex.compile(r"[^\W\d_][.]?\ ?$|[€£$):=]\ ?$")
_FOLLOWS_RE = regex.compile(r"\ ?[^\W\d_]|\ ?[€£$%(~]")
_SHORTEST = 3
"""Letters of a currency's name whose number may be spelled."""


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency at folded characters `start` to `end`."""

    start: int
    end: int
    code: str
    power: int = 0
    """What a letter attached to it multiplies by, as a power of ten."""
    marked: bool = False
    """A colon or a closing bracket stands between it and the figure."""


@dataclass(frozen=True, slots=True)
class Scaled:
    """What follows a figure: words that multiply it, a second figure after them, the currency."""

    end: int
    factor: int
    """1 where no word multiplies."""
    rest: int
    currency: Currency | None


class MoneyWords:
    """The words of a document's languages; texts are folded and in lower case."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.decimal: str = lexicon.first("numbers", "decimal")
        self.groups: tuple[str, ...] = tuple(lexicon.first("numbers", "groups"))
        self._numbers = {word: Decimal(value) for word, value in lexicon.mapping("numbers", "words").items()}
        self._names = sorted({form for form in lexicon.forms("currencies") if len(form) >= _SHORTEST})
        self._index = PhraseIndex(_phrases(lexicon))

    def before(self, lower: str, start: int, claimed: int) -> Currency | None:
        """The currency right before a figure that begins at `start`; nothing up to `claimed` belongs to it."""
        if not _LEADS_RE.search(lower, max(0, start - 3), start):
            return None
        words = _words_before(lower, max(claimed, start - _BEFORE), start)
        for index in range(len(words)):
            hit = self._hit(words, index, "currency")
            if hit is None:
                continue
            rest = tuple(word.text for word in words if word.start >= hit.end)
            if not rest or rest in _MARKED:
                return Currency(hit.start, hit.end, hit.label[1], int(hit.label[2]), bool(rest))
        return None

    def after(self, lower: str, end: int) -> Scaled:
        """What stands right after a figure that ends at `end`."""
        if not _FOLLOWS_RE.match(lower, end):
            return Scaled(end, 1, 0, None)
        words = tokens(lower, end, _line_end(lower, end))
        index = 0
        factor, rest, last = 1, 0, end
        while power := self._power(words, index):
            factor *= 10 ** power[0]
            index, last = power[1], power[2]
        number, link = index, index
        if factor > 1 and number < len(words) and words[number].text.isdigit() and len(words[number].text) <= 3:
            link = number + 1
        if link < len(words) and (of := self._hit(words, link, "of")):
            link = _next(words, of.end)
        for first in dict.fromkeys((link, index)):
            if first < len(words) and (hit := self._hit(words, first, "currency")):
                rest = int(words[number].text) if number < first and words[number].text.isdigit() else 0
                # The point of "Eur." is the sentence's, too.
                last = hit.end - (lower[hit.end - 1] == ".")
                return Scaled(last, factor, rest, Currency(hit.start, last, hit.label[1], int(hit.label[2])))
        return Scaled(last, factor, 0, None)

    def percent_end(self, lower: str, end: int) -> int | None:
        """Where the per cent sign or word ends that follows a figure."""
        if not _FOLLOWS_RE.match(lower, end):
            return None
        words = tokens(lower, end, min(len(lower), end + _BEFORE))
        hit = self._hit(words, 0, "percent") if words and words[0].start <= end + 1 else None
        return hit.end if hit else None

    def currency_within(self, lower: str, start: int, end: int) -> Currency | None:
        """The first currency that a label names, such as "(EUR)"."""
        words = tokens(lower, start, end)
        hits = (self._hit(words, index, "currency") for index in range(len(words)))
        return next((Currency(hit.start, hit.end, hit.label[1], int(hit.label[2])) for hit in hits if hit), None)

    def spelled(self, lower: str) -> Iterator[tuple[tuple[int, int], Decimal, Currency]]:
        """Sums whose number is written in words: the number's characters, its value, its currency."""
        for place in sorted({place for name in self._names for place in _places(lower, name)}):
            words = _words_before(lower, max(0, place - _SPELLED), place)
            of = self._last(words, "of")
            first = of
            while first and self._is_number(words, first - 1):
                first -= 1
            value = self._spelled_value(words[first:of])
            currency = self._hit(tokens(lower, place, _line_end(lower, place)), 0, "currency") if value else None
            if currency:
                span = (words[first].start, words[of - 1].end)
                yield span, value, Currency(place, currency.end, currency.label[1])

    def _last(self, words: list[Token], field: str) -> int:
        """Where a phrase begins that ends these words; their number where there is none."""
        for index in range(max(0, len(words) - 2), len(words)):
            hit = self._hit(words, index, field)
            if hit and hit.end == words[-1].end:
                return index
        return len(words)

    def _is_number(self, words: list[Token], index: int) -> bool:
        return words[index].text in self._numbers or self._power(words, index) is not None

    def _spelled_value(self, words: list[Token]) -> Decimal:
        if not any(word.text in self._numbers for word in words):
            return Decimal(0)
        total = part = Decimal(0)
        for index, word in enumerate(words):
            power = self._power(words, index)
            if word.text in self._numbers:
                part += self._numbers[word.text]
            elif power and power[0] > 2:
                total += (part or 1) * 10 ** power[0]
                part = Decimal(0)
            elif power:
                part = (part or 1) * 10 ** power[0]
        return total + part

    def _power(self, words: list[Token], index: int) -> tuple[int, int, int] | None:
        """The power of ten of the word that multiplies at `index`, the index after it, and where it ends."""
        hit = self._hit(words, index, "scale") if index < len(words) else None
        return (int(hit.label[2]), _next(words, hit.end), hit.end) if hit else None

    def _hit(self, words: list[Token], index: int, field: str) -> Hit[tuple[str, str, str]] | None:
        hits = (hit for hit in self._index.at(words, index) if hit.label[0] == field)
        return max(hits, key=lambda hit: hit.end, default=None)


@cache
def money_words(lexicon: Lexicon) -> MoneyWords:
    return MoneyWords(lexicon)


def _phrases(lexicon: Lexicon) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for code in _CODES:
        yield code, ("currency", code, "0")
    for sign, code in (*_SIGNS.items(), *((code, code) for code in _MULTIPLIED)):
        for letter, power in _PREFIXES.items():
            yield letter + sign, ("currency", code, str(power))
        yield sign, ("currency", code, "0")
    for form, code in lexicon.forms("currencies").items():
        yield form, ("currency", code, "0")
    for name, power in _POWERS.items():
        yield from ((phrase, ("scale", name, str(power))) for phrase in lexicon.phrases("numbers", "scales", name))
    yield from ((phrase, ("of", "", "")) for phrase in lexicon.phrases("numbers", "of"))
    yield from ((phrase, ("percent", "", "")) for phrase in ("%", *lexicon.phrases("numbers", "percent")))


def _words_before(lower: str, low: int, end: int) -> list[Token]:
    """Words of one cell or paragraph up to `end`, none of them cut."""
    low = max(low, lower.rfind("\n", low, end) + 1, lower.rfind("\t", low, end) + 1)
    while 0 < low < end and lower[low - 1].isalnum() and lower[low].isalnum():
        low += 1
    return tokens(lower, low, end)


def _line_end(lower: str, start: int) -> int:
    """The end of the cell or paragraph, or of what is looked at."""
    end = min(len(lower), start + _AFTER)
    end = min((stop for mark in "\n\t" if (stop := lower.find(mark, start, end)) >= 0), default=end)
    while start < end < len(lower) and lower[end - 1].isalnum() and lower[end].isalnum():
        end -= 1
    return end


def _next(words: list[Token], end: int) -> int:
    return next((index for index, word in enumerate(words) if word.start >= end), len(words))


def _places(lower: str, name: str) -> Iterator[int]:
    """Where a name begins as a word that does not follow a figure."""
    name = name.partition("*")[0]
    place = lower.find(name)
    while place >= 0:
        before = lower[max(0, place - 2) : place]
        if before[-1:] in {" ", "'"} and not before[:1].isdigit():
            yield place
        place = lower.find(name, place + 1)
