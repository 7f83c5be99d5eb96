"""The words beside figures of money: currencies, words that multiply, numbers in words, per cent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import regex

from grantdocs.extractors.amounts.spelled import Item, SpelledNumbers
from grantdocs.languages import Lexicon, by_languages
from grantdocs.text.folding import fold_key
from grantdocs.text.phrase_index import Hit, PhraseIndex, Token, last_word, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


__all__ = ["CODES", "Currency", "MoneyWords", "Scaled", "money_words"]

CODES = (
    "EUR LVL LTL EEK PLN CZK HUF RON BGN HRK SEK DKK NOK ISK GBP USD CHF SKK CYP MTL DEM FRF ITL ESP PTE NLG BEF FIM "
    "IEP GRD RUB BYN UAH MDL GEL RSD BAM MKD"
).split()
_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD"}
_MULTIPLIED = "EUR SEK NOK DKK CZK PLN HUF".split()
_PREFIXES = {"k": 3, "t": 3, "m": 6}
"""Letters that multiply the code or sign they are attached to, as powers of ten: MEUR, k€."""
_SHARED = frozenset(letter + sign.lower() for sign in (*_SIGNS, *CODES) for letter in ("", *_PREFIXES))
"""What stands before its figure in any language."""
_POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9}
_MARKED = {(")",), (":",), ("=",), (")", ":"), (")", "=")}
"""What may stand between a currency and its figure: "(EUR): 100"."""
_BEFORE, _AFTER, _SPELLED = 24, 40, 80
# What a figure's currency ends with, and what its currency or per cent sign begins with.
_LEADS_RE = regex.compile(r"[^\W\d_][.]?\ ?$|[€£$):=]\ ?$")
_FOLLOWS_RE = regex.compile(r"\ ?[^\W\d_]|\ ?[€£$%(~]")
_GROUP = 3
"""Digits of a second figure at the most."""
_IN_WORDS_RE = regex.compile(r"\ ?\([^()\d\n\t]{3,160}+\)(?=\ ?\p{L})")
# What may stand between the word for a telephone or page and the last group of its number: "tel. +371 67 123 456".
_TO_NUMBER_RE = regex.compile(r"[ .:()+/\d-]{0,20}+")
_SHORTEST = 3
"""Letters of a currency's name whose number may be spelled."""
_FIRST_RE = regex.compile(r"\ ?(?P<word>[^\W_]++|[^\w\s]|_)")
_LAST_RE = regex.compile(r"(?r)(?P<word>[^\W_]++|[^\w\s]|_)\ ?")
_CENTS = 2
_CENTS_RE = regex.compile(r"\ (?:(?P<link>[^\W\d_]++)\ )?(?P<cents>\d{1,2}+)(?![\d.,:/]\d|-|\ ?[%€£$])")
# Not a point before another word: "6 euros 20. March".
_CLOSED_RE = regex.compile(r"[,;)!?](?:\s|$)|\.?\ *+(?:[\n\t]|$)")
# "EUR 1 000" at the head of a table multiplies its figures by a thousand.
_UNIT_RE = regex.compile(r"\ ?1(?:[ .,']?000){1,2}+(?![.,]?\d)")
_UNIT_BEFORE_RE = regex.compile(r"(?r)(?<![\d.,])1(?:[ .,']?000){1,2}\ ?")
_OPEN = ").:="
"""Marks before which a currency may stand that leads its figure."""


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
    is_sign: bool = False
    """A code or sign that every language shares, not a word of one."""


@dataclass(frozen=True, slots=True)
class Scaled:
    """What follows a figure: words that multiply it, a second figure after them, the currency."""

    end: int
    factor: int
    """1 where no word multiplies."""
    rest: Decimal
    """What a second figure or a fraction adds: "2 thousand 500", "1 million and a half"."""
    currency: Currency | None


class MoneyWords:
    """The words of a document's languages; texts are folded and in lower case."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.decimal: str = lexicon.first("numbers", "decimal")
        self.groups: tuple[str, ...] = tuple(lexicon.first("numbers", "groups"))
        self.range_to: tuple[str, ...] = (
            *_folded(lexicon, "until"),
            *map(fold_key, lexicon.phrases("numbers", "to")),
        )
        self.between: tuple[str, ...] = _folded(lexicon, "between")
        self.conjunctions: tuple[str, ...] = _folded(lexicon, "and")
        self._name_re = _beginnings(form for form in lexicon.forms("currencies") if len(form) >= _SHORTEST)
        self.links: tuple[str, ...] = tuple(map(fold_key, lexicon.phrases("numbers", "and")))
        """What joins the parts of a sum in words."""
        self.capitals = _capitals(lexicon)
        """Abbreviations that are another word in small letters: "2 km" and "20 sek" are no money."""
        listed = list(_phrases(lexicon))
        self._index = PhraseIndex(listed)
        self._ends = PhraseIndex((last_word(phrase), "") for phrase, label in listed if label[0] == "currency")
        self._spelled = SpelledNumbers(_items(lexicon))

    def before(self, lower: str, start: int, claimed: int) -> Currency | None:
        """The currency right before a figure that begins at `start`; nothing up to `claimed` belongs to it."""
        if not _LEADS_RE.search(lower, max(0, start - 3), start):
            return None
        last = _LAST_RE.match(lower, claimed, start)
        if last is None or not (last["word"] in _OPEN or self._ends.begins(last["word"])):
            return None
        words = _words_before(lower, max(claimed, start - _BEFORE), start)
        for index in range(len(words)):
            hit = self._hit(words, index, "currency")
            if hit is None:
                continue
            rest = tuple(word.text for word in words if word.start >= hit.end)
            if not rest or rest in _MARKED:
                # A word before the currency in the label multiplies, as in "(thousand EUR): 100".
                scale = self._power_before(words, index) if rest else None
                power = int(hit.label[2]) or (scale[0] if scale else 0)
                sign = lower[hit.start : hit.end] in _SHARED
                return Currency(hit.start, hit.end, hit.label[1], power, bool(rest), sign)
        return None

    def fills(self, lower: str, start: int, end: int) -> Currency | None:
        """The currency that a stretch consists of."""
        found = self.currency_within(lower, start, end)
        return found if found and (found.start, found.end) == (start, end) else None

    def is_labelled(self, lower: str, start: int) -> bool:
        """Whether the figure that begins at `start` is the number of a telephone, page or room."""
        words = _words_before(lower, max(0, start - _AFTER), start)
        hits = (self._hit(words, index, "label") for index in range(len(words)))
        return any(hit and _TO_NUMBER_RE.fullmatch(lower, hit.end, start) for hit in hits)

    def after(self, lower: str, end: int) -> Scaled:
        """What stands right after a figure that ends at `end`."""
        if in_words := _IN_WORDS_RE.match(lower, end):
            # The number stands in words before its currency, as in "100,00 (one hundred) EUR".
            named = self.after(lower, in_words.end())
            if named.currency and named.factor == 1 and lower[in_words.end() : named.currency.start].strip() == "":
                return named
        if not self._follows(lower, end):
            return Scaled(end, 1, Decimal(0), None)
        words = tokens(lower, end, _line_end(lower, end))
        factor, index, last = self._factor(words, 0, end)
        rest, after_rest = self._rest(words, index, factor)
        for first in dict.fromkeys((after_rest, index)):
            link = first
            if link < len(words) and (of := self._hit(words, link, "of")):
                link = _next(words, of.end)
            for place in dict.fromkeys((link, first)):
                if place < len(words) and (hit := self._hit(words, place, "currency")):
                    # The point of "Eur." is the sentence's, too.
                    last = hit.end - (lower[hit.end - 1] == ".")
                    added = rest if first == after_rest else Decimal(0)
                    return Scaled(last, factor, added, Currency(hit.start, last, hit.label[1], int(hit.label[2])))
        return Scaled(last, factor, Decimal(0), None)

    def _follows(self, lower: str, end: int) -> bool:
        """Whether a word or sign that says something about a figure stands right after it."""
        if not _FOLLOWS_RE.match(lower, end):
            return False
        first = _FIRST_RE.match(lower, end)
        return first is not None and self._index.begins(first["word"])

    def cents_after(self, lower: str, currency: Currency) -> tuple[str, int] | None:
        """The cents that follow a currency in words, "7 euros 50", and where they end, the word for them included."""
        found = _CENTS_RE.match(lower, currency.end)
        if found is None or (found["link"] and found["link"] not in self.links):
            return None
        words = tokens(lower, found.end(), min(len(lower), found.end() + _BEFORE))
        if words and words[0].start <= found.end() + 1 and (cents := self._hit(words, 0, "cents")):
            # The point of "cent." is the sentence's, too.
            return found["cents"], cents.end - (lower[cents.end - 1] == ".")
        # Without such a word another figure may begin: "for 20 euros 15 books".
        closed = _CLOSED_RE.match(lower, found.end()) or (words and words[0].text in self.conjunctions)
        sure = closed and len(found["cents"]) == _CENTS and currency.end - currency.start > _SHORTEST
        return (found["cents"], found.end()) if sure else None

    def _factor(self, words: list[Token], index: int, last: int) -> tuple[int, int, int]:
        """What the words from `index` multiply by, the index after them, and where they end."""
        factor = 1
        while power := self._power(words, index):
            factor *= 10 ** power[0]
            index, last = power[1], power[2]
        return factor, index, last

    def _rest(self, words: list[Token], index: int, factor: int) -> tuple[Decimal, int]:
        """What "2 thousand" goes on with, "500" or "and a half", and the index after it."""
        if factor == 1 or index >= len(words):
            return Decimal(0), index
        if words[index].text.isdigit() and len(words[index].text) <= _GROUP:
            lower_factor, following, _ = self._factor(words, index + 1, 0)
            if lower_factor < factor:
                return Decimal(words[index].text) * lower_factor, following
        fraction = self._spelled.fraction(words, index)
        return (fraction[0] * factor, fraction[1]) if fraction else (Decimal(0), index)

    def percent_end(self, lower: str, end: int) -> int | None:
        """Where the per cent sign or word ends that follows a figure."""
        if not self._follows(lower, end):
            return None
        words = tokens(lower, end, min(len(lower), end + _BEFORE))
        hit = self._hit(words, 0, "percent") if words and words[0].start <= end + 1 else None
        return hit.end if hit else None

    def of_mark(self, mark: str) -> str | None:
        """The currency that a mark for no cents stands for, such as the Swedish ":-"."""
        words = tokens(mark)
        hit = self._hit(words, 0, "currency") if words else None
        return hit.label[1] if hit and hit.end == len(mark) else None

    def currency_within(self, lower: str, start: int, end: int) -> Currency | None:
        """The first currency that a label names, such as "(EUR)", with the word that multiplies beside it."""
        words = tokens(lower, start, end)
        for index in range(len(words)):
            if hit := self._hit(words, index, "currency"):
                beside = (self._power(words, _next(words, hit.end)), self._power_before(words, index))
                power = int(hit.label[2]) or next((found[0] for found in beside if found), 0)
                if not power and (
                    unit := _UNIT_RE.match(lower, hit.end) or _UNIT_BEFORE_RE.match(lower, start, hit.start)
                ):
                    power = unit.group().count("0")
                return Currency(hit.start, hit.end, hit.label[1], power)
        return None

    def _power_before(self, words: list[Token], index: int) -> tuple[int, int, int] | None:
        """The word that multiplies right before the one at `index`: "thousand EUR"."""
        for first in range(max(0, index - 3), index):
            power = self._power(words, first)
            if power and power[1] >= index:  # "thousands of | of euros"
                return power
        return None

    def spelled(self, lower: str) -> Iterator[tuple[tuple[int, int], Decimal, Currency]]:
        """Sums whose number is written in words: the number's characters, its value, its currency."""
        claimed = 0
        for match in self._name_re.finditer(lower):
            place = match.start()
            first = _FIRST_RE.match(lower, place)
            if place < claimed or first is None or not self._index.begins(first["word"]):
                continue
            words = _words_before(lower, max(claimed, place - _SPELLED), place)
            number = self._spelled.at_end(words[: self._last(words, "of")])
            currency = self._hit(tokens(lower, place, _line_end(lower, place)), 0, "currency") if number else None
            if number and currency:
                claimed = currency.end
                yield number[0], number[1], Currency(place, currency.end, currency.label[1])

    def _last(self, words: list[Token], field: str) -> int:
        """Where a phrase begins that ends these words; their number where there is none."""
        for index in range(max(0, len(words) - 2), len(words)):
            hit = self._hit(words, index, field)
            if hit and hit.end == words[-1].end:
                return index
        return len(words)

    def _power(self, words: list[Token], index: int) -> tuple[int, int, int] | None:
        """The power of ten of the word that multiplies at `index`, the index after it, and where it ends."""
        hit = self._hit(words, index, "scale") if index < len(words) else None
        return (int(hit.label[2]), _next(words, hit.end), hit.end) if hit else None

    def _hit(self, words: list[Token], index: int, field: str) -> Hit[tuple[str, str, str]] | None:
        longest = None
        for hit in self._index.at(words, index):
            if hit.label[0] == field and (longest is None or hit.end > longest.end):
                longest = hit
        return longest


@by_languages
def money_words(lexicon: Lexicon) -> MoneyWords:
    return MoneyWords(lexicon)


def _phrases(lexicon: Lexicon) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for code in CODES:
        yield code, ("currency", code, "0")
    for sign, code in (*_SIGNS.items(), *((code, code) for code in _MULTIPLIED)):
        for letter, power in _PREFIXES.items():
            yield letter + sign, ("currency", code, str(power))
        yield sign, ("currency", code, "0")
    for form, code in lexicon.forms("currencies").items():
        yield form, ("currency", code, "0")
    for name, power in _POWERS.items():
        for form, code in lexicon.forms("currency_units", name).items():
            yield form, ("currency", code, str(power))
        yield from ((phrase, ("scale", name, str(power))) for phrase in lexicon.phrases("numbers", "scales", name))
    yield from ((phrase, ("of", "", "")) for phrase in lexicon.phrases("numbers", "of"))
    yield from ((phrase, ("cents", "", "")) for phrase in lexicon.phrases("numbers", "cents"))
    yield from ((phrase, ("label", "", "")) for phrase in lexicon.phrases("numbers", "labels"))
    yield from ((phrase, ("percent", "", "")) for phrase in ("%", *lexicon.phrases("numbers", "percent")))


def _capitals(lexicon: Lexicon) -> frozenset[str]:
    """What stands for a currency in capitals only: codes of others than the language's own, some abbreviations."""
    own = {form for forms in lexicon.first("currencies").values() for form in forms}
    listed = {form for code in CODES for form in lexicon.phrases("currencies", code) if form.isupper()}
    return frozenset(map(fold_key, (listed | set(CODES)) - (own & set(CODES)) - {"EUR"}))


def _folded(lexicon: Lexicon, name: str) -> tuple[str, ...]:
    """The words of a range, as they stand in folded text."""
    return tuple(map(fold_key, lexicon.phrases("calendar", "range", name)))


def _items(lexicon: Lexicon) -> Iterator[tuple[str, Item]]:
    """The words that spelled numbers are made of."""
    for word, value in lexicon.mapping("numbers", "words").items():
        yield word, Item("number", Decimal(value))
    for name, power in _POWERS.items():
        yield from ((word, Item("scale", Decimal(10**power))) for word in lexicon.phrases("numbers", "scales", name))
    yield from ((word, Item("and")) for word in ("-", *lexicon.phrases("numbers", "and")))


def _beginnings(names: Iterable[str]) -> re.Pattern[str]:
    """Where one of these may begin as a word that does not follow a figure."""
    letters = sorted({re.escape(name.partition("*")[0][:_SHORTEST]) for name in names})
    # Of the two libraries this one looks through a text several times faster for a list of plain words.
    return re.compile(rf"(?<=[ '-])(?<!\d[ '-])(?:{'|'.join(letters)})")


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
