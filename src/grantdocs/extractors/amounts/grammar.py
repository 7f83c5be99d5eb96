"""Figures that may be sums of money: how they are written, what they are worth, and in which currency."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import regex

from grantdocs.extractors.amounts.words import Currency, MoneyWords, Scaled, money_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.extractors.reading import Reading

__all__ = ["Money", "find", "stands_at"]

_NUMBER_RE = regex.compile(
    r"""
    (?:(?<=(?<!\w)eur)|(?<![\p{L}\d_]|\d[.,:/']|\p{L}[./_-]|[\#§]))
    (?P<whole>
        \d{1,3}+(?:(?:'\ ?|\ '?|[.,])\d{3}(?!\d))++  # groups of three digits
        | \d{1,3}+\ \d{6}(?=[.,]\d\d(?!\d))           # a blank between groups was forgotten
        | \d++
    )
    (?P<fraction>[.,]\d++|(?<=\D\d{3})(?:\ [.,]\ ?\d\d?|[.,]\ \d\d)(?!\d|\ \d|\.))?+
    (?P<nil>\ ?[.,:]\ ?-{1,2}(?![\d-]))?+             # no cents: 25.000,-
    (?![.,/:]?\d)
    """,
    regex.VERBOSE,
)
_CODE_RE = regex.compile(r"0\d")
_GROUP_MARK_RE = regex.compile(r"\D+")
_FORGOTTEN_BLANK_RE = regex.compile(r"\ \d{6}")
_YEAR_BEHIND_RE = regex.compile(r"\s(?:19|20)\d\d(?![\d.,']\d|\d)")
_FIGURE_RE = regex.compile(r"\ ?\d")
_SECTION_RE = regex.compile(r"\s?§")
_SIGNS = "€£$"
_CENTS_BEHIND_RE = regex.compile(r"\d\d(?!\d|[.,:/-]\d|\ ?[%€£$])")
_END_RE = regex.compile(r"[.,;)\n\t]|$")
_DASH_RE = regex.compile(r"\ ?-\ ?")
_MARK_NAMES = {" ": "space", ",": "comma", ".": "point"}
_LONGEST = 24
"""Characters before the decimals beyond which a figure is a code."""
_SHORT_SIGN = 3
"""Letters of an abbreviation that may stand before any figure ("kr 50"); after a word it must look like money."""
_BETWEEN = 24
_REPEATED = 24
"""Characters between a figure and the words that repeat it in brackets, at the most."""
_YEARS = (1900, 2100)
_TOO_MUCH = 10**6
"""A figure of this size beside a word that multiplies is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Money:
    """A figure at folded characters `start` to `end`, its currency included."""

    start: int
    end: int
    value: Decimal
    currency: str | None
    notation: str
    readings: tuple[Decimal, ...] = ()
    """All values where the writing leaves several open."""
    number: tuple[int, int] = (0, 0)
    """The figure without its currency."""
    cents: bool = False
    """Written with two decimals or with a mark for no cents."""
    range_end: bool = False
    """The upper end of a range whose lower end is the figure before it."""
    factor: int = 1
    """What words or letters multiply the number by."""

    def named(self, currency: Currency) -> Money:
        """The same figure in a currency that a label or the head of a table names: "Cost (thousand EUR)"."""
        if not currency.power:
            return replace(self, currency=currency.code)
        factor = 10**currency.power
        return replace(
            self,
            currency=currency.code,
            value=_plain(self.value * factor),
            notation=f"{self.notation} scale",
            factor=self.factor * factor,
        )

    @property
    def grouped(self) -> bool:
        return "group" in self.notation

    @property
    def scaled(self) -> bool:
        return "scale" in self.notation.split()


def find(reading: Reading) -> list[Money]:
    """All figures that are no part of a code, a date or a percentage, in order of the text."""
    lower, words = _without_taken(reading), money_words(reading.lexicon)
    found: list[Money] = []
    position = claimed = 0
    while match := _NUMBER_RE.search(lower, position):
        position = match.end()
        money = _money(match, lower, words, claimed)
        if money is None or _is_word(reading.folded.text, money, words):
            continue
        if found and (bottom := _bottom_of_range(found[-1], money, lower, words)):
            found[-1] = bottom
            money = replace(money, currency=money.currency or bottom.currency, range_end=True)
        found.append(money)
        # A currency belongs to one figure only.
        position = claimed = max(position, money.end)
    return sorted([*found, *_spelled(lower, words, found)], key=lambda money: money.start)


def stands_at(reading: Reading, start: int) -> bool:
    """Whether a sum begins at a folded character, a figure with the currency behind it that no other figure claims.

    A year claims none: `120000 EUR 2019`.
    """
    lower, words = reading.folded.lower, money_words(reading.lexicon)
    match = _NUMBER_RE.match(lower, start)
    money = _money(match, lower, words, start) if match else None
    if money is None or money.currency is None or _is_word(reading.folded.text, money, words):
        return False
    return _FIGURE_RE.match(lower, money.end) is None or bool(_YEAR_BEHIND_RE.match(lower, money.end))


def _is_word(text: str, money: Money, words: MoneyWords) -> bool:
    """A code in small letters may be a word of the language, as `dem 2` and `2 km` are; only `eur` is written so."""
    before, after = text[money.start : money.number[0]].strip(), text[money.number[1] : money.end].strip()
    code = money.currency != "EUR" and before == (money.currency or "").lower() != ""
    # "Torikatu 5 E 12", "5 e §": a letter alone is a currency only in small letters, and not before a section mark.
    letter = len(before) == 1 and before.isalpha()
    if len(after) == 1 and after.isalpha():
        letter = after.isupper() or _SECTION_RE.match(text, money.end) is not None
    named = text[money.end : money.end + 1] == "-" and text[money.end + 1 : money.end + 2].isupper()  # 5 EUR-Lex
    return code or named or letter or any(word.islower() and word in words.capitals for word in (before, after))


def _without_taken(reading: Reading) -> str:
    """The lower-case text with the digits of taken stretches hidden."""
    lower, parts, position = reading.folded.lower, list[str](), 0
    for span in reading.taken:
        start, end = max(position, reading.folded.index(span.start)), reading.folded.index(span.end)
        if start < end:
            parts += (lower[position:start], regex.sub(r"\d", "#", lower[start:end]))
            position = end
    return "".join(parts) + lower[position:]


def _money(match: regex.Match[str], lower: str, words: MoneyWords, claimed: int) -> Money | None:
    start, end = match.span()
    if _CODE_RE.match(match["whole"]):
        return None
    left, right = words.before(lower, start, claimed), words.after(lower, end)
    if left and not _may_lead(left, match):
        left = None
    if left and right.currency and (right.currency.code != left.code or _leads_another(lower, right)):
        right = Scaled(end, 1, Decimal(0), None) if right.factor == 1 else right
    elif right.currency and _leads_another(lower, right) and words.is_labelled(lower, start):
        return None
    currency = left or right.currency or _in_mark(match, words)
    last = right.end
    glued = right.currency is None and lower[last : last + 1].isalpha()
    if glued or words.percent_end(lower, last):
        return None
    value = _value(match, words, right, currency.power if currency else 0)
    if value is None:
        return None
    total, readings, notation, cents = value
    if behind := _cents_behind(match, lower, right, words):
        total, notation, cents, last = total + Decimal(behind[0]).scaleb(-2), "decimal-sign", True, behind[1]
    first = left.start if left and not left.marked else start
    factor = right.factor * 10 ** (currency.power if currency else 0)
    code = currency.code if currency else None
    return Money(first, last, total, code, notation, readings, match.span(), cents, factor=factor)


def _cents_behind(number: regex.Match[str], lower: str, right: Scaled, words: MoneyWords) -> tuple[str, int] | None:
    """The cents that stand behind the sign or the currency, and where they end: the French "12€50", "7 euros 50"."""
    if right.currency is None or right.factor > 1 or number["fraction"] or number["nil"]:
        return None
    if lower[right.end - 1] not in _SIGNS:
        return words.cents_after(lower, right.currency)
    found = _CENTS_BEHIND_RE.match(lower, right.end) if number["whole"].isdigit() else None
    return (found.group(), found.end()) if found else None


def _in_mark(number: regex.Match[str], words: MoneyWords) -> Currency | None:
    """The currency of a mark for no cents: the Swedish "250:-"."""
    mark = (number["nil"] or "").replace(" ", "")
    code = words.of_mark(mark) if mark else None
    return Currency(number.end(), number.end(), code) if code else None


def _may_lead(left: Currency, number: regex.Match[str]) -> bool:
    """Whether a currency stands before its figure: codes and signs do, words where the figure is plainly money."""
    short = left.end - left.start <= _SHORT_SIGN
    return (
        left.marked
        or left.is_sign
        or short
        or bool(number["fraction"] or number["nil"])
        or not number["whole"].isdigit()
    )


def _leads_another(lower: str, right: Scaled) -> bool:
    """Whether the currency after a figure stands close before the next one: "EUR 100 EUR 200"."""
    return right.factor == 1 and _FIGURE_RE.match(lower, right.end) is not None


def _value(
    match: regex.Match[str], words: MoneyWords, right: Scaled, power: int
) -> tuple[Decimal, tuple[Decimal, ...], str, bool] | None:
    """Value, open readings, notation, and whether cents are written."""
    whole, decimals = match["whole"], (match["fraction"] or "").strip()
    mark, decimals = decimals[:1], decimals[1:].strip()
    groups = _GROUP_MARK_RE.findall(whole)
    if len(whole) > _LONGEST or (len(decimals) > 2 and (groups or len(decimals) > 3)):
        return None
    factor = right.factor * 10**power
    scaled_groups = len(groups) == 1 and groups[0] in ",." and not decimals and factor > 1
    if scaled_groups and words.groups[:1] != (groups[0],):
        # "33,000 million": beside a word that multiplies, a lone mark stands before decimals,
        # but in languages that part thousands with it: "3.200 millones".
        mark, groups = groups[0], []
        whole, _, decimals = whole.partition(mark)
    value = _decimal(whole, decimals)
    readings: tuple[Decimal, ...] = ()
    if factor == 1 and not decimals and not match["nil"] and groups and _is_open(whole, groups, words):
        head, _, tail = whole.rpartition(groups[-1])
        readings = (value, _decimal(head, tail))
    total = value
    if factor > 1:
        total = _plain(value * factor + right.rest)
        readings = (value, total) if value >= _TOO_MUCH else ()
        if groups and scaled_groups and words.decimal == ".":
            # Many who write English at home write a comma before decimals.
            readings = (total, _plain(_decimal(*whole.split(groups[0])) * factor))
    cents = len(decimals) == 2 or bool(match["nil"])
    return total, readings, _notation(whole, groups, mark) + (" scale" if factor > 1 else ""), cents


def _is_open(whole: str, groups: list[str], words: MoneyWords) -> bool:
    """Whether three digits after the last mark may be thousands as well as decimals."""
    mark = groups[-1]
    if mark not in ",." or whole.endswith(mark + "000"):
        return False
    if len(groups) > 1:
        return mark not in groups[:-1]
    return mark == words.decimal or mark not in words.groups


def _notation(whole: str, groups: list[str], mark: str) -> str:
    parts = [] if not mark else ["decimal-comma" if mark == "," else "decimal-point"]
    if _FORGOTTEN_BLANK_RE.search(whole):
        parts.append("group-irregular")
    elif groups:
        names = {"apostrophe" if "'" in group else _MARK_NAMES[group] for group in groups}
        parts.append("group-" + (names.pop() if len(names) == 1 else "mixed"))
    return " ".join(parts) or "integer"


def _bottom_of_range(before: Money, money: Money, lower: str, words: MoneyWords) -> Money | None:
    """The figure before, completed, where it and this one are the ends of a range: "10 000-20 000 EUR"."""
    dashed = _DASH_RE.fullmatch(lower, before.end, money.start) is not None
    if (before.currency is None) == (money.currency is None) or not (dashed or _is_range(before, money, lower, words)):
        return None
    if money.factor > 1 and before.factor == 1 and before.currency is None:
        before = replace(
            before, value=_plain(before.value * money.factor), factor=money.factor, notation=f"{before.notation} scale"
        )
    if money.value <= before.value:
        return None
    return replace(before, currency=before.currency or money.currency)


def _is_range(before: Money, money: Money, lower: str, words: MoneyWords) -> bool:
    """Whether the words of a range join two figures: "from 10 000 to 20 000", "between 10 000 and 20 000"."""
    link = lower[before.end : money.start].strip()
    if before.currency and not ((money.grouped or money.cents) and _END_RE.match(lower, money.end)):
        return False
    if not before.currency and not before.grouped and _YEARS[0] <= before.value <= _YEARS[1]:
        return False
    if link in words.range_to:
        return True
    lead = lower[max(0, before.start - _BETWEEN) : before.start].rstrip()
    return link in words.conjunctions and lead.endswith(words.between)


def _spelled(lower: str, words: MoneyWords, found: list[Money]) -> Iterator[Money]:
    """Sums whose number is spelled, "one and a half million euros", but not those that only repeat a figure."""
    for number, value, currency in words.spelled(lower):
        beside = (money for money in found if money.start < currency.end and number[0] < money.end + _REPEATED)
        if not any(number[0] < money.end or int(money.value) == value for money in beside):
            yield Money(number[0], currency.end, _plain(value), currency.code, "words scale", (), number)


def _decimal(whole: str, decimals: str) -> Decimal:
    digits = _GROUP_MARK_RE.sub("", whole)
    return Decimal(f"{digits}.{decimals}" if decimals else digits)


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
