"""The words beside figures of money, compiled from the language data: currencies, words that multiply, per cent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import regex

from grantdocs.text.folding import fold_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grantdocs.languages import Lexicon

__all__ = ["MoneyWords", "currency_of", "money_words"]

_CODES = (
    "EUR LVL LTL EEK PLN CZK HUF RON BGN HRK SEK DKK NOK ISK GBP USD CHF SKK CYP MTL DEM FRF ITL ESP PTE NLG BEF FIM "
    "IEP GRD RUB BYN UAH MDL GEL RSD BAM MKD"
).split()
_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD"}
_PREFIXES = {"k": 3, "t": 3, "m": 6}
"""Letters that multiply the code or sign they are attached to, as powers of ten: MEUR, k€."""
_POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9}


@dataclass(frozen=True, slots=True)
class MoneyWords:
    decimal: str
    """Decimal mark of the main language."""
    groups: tuple[str, ...]
    """Its usual group separators."""
    before: regex.Pattern[str]
    """Currency, to be searched up to the first character of a figure."""
    after: regex.Pattern[str]
    """Words that multiply and the currency, from the last character of a figure on."""
    scale: regex.Pattern[str]
    """Words that multiply alone."""
    spelled: regex.Pattern[str]
    """A number in words with its currency."""
    currency: regex.Pattern[str]
    """A currency anywhere in a label."""
    percent: regex.Pattern[str]
    numbers: dict[str, Decimal]
    scales: tuple[tuple[regex.Pattern[str], int], ...]

    def power(self, word: str) -> int:
        """The power of ten by which a word multiplies, 0 if it does not."""
        return next((power for pattern, power in self.scales if pattern.fullmatch(word)), 0)


def currency_of(match: regex.Match[str]) -> tuple[str, int]:
    """Code of the currency that a pattern found, and the power of ten of a letter attached to it."""
    code = next(name for name, text in match.groupdict().items() if text and name.isupper())
    return code, _PREFIXES.get(match["prefix"] or "", 0)


@cache
def money_words(lexicon: Lexicon) -> MoneyWords:
    currencies = _currencies(lexicon)
    currency = rf"(?:(?P<prefix>[kmt])(?=eur(?!\w)|[€£$]))?+(?:{currencies})"
    scales = {power: tuple(lexicon.phrases("numbers", "scales", name)) for name, power in _POWERS.items()}
    scale = _any(phrase for phrases in scales.values() for phrase in phrases)
    numbers = {word: Decimal(value) for word, value in lexicon.mapping("numbers", "words").items()}
    number = _any(numbers)
    link = _any(lexicon.phrases("numbers", "of"), whole=False)
    quantity = rf"{number}(?:[\ -](?:{number}|{scale}))*+"
    return MoneyWords(
        decimal=lexicon.first("numbers", "decimal"),
        groups=tuple(lexicon.first("numbers", "groups")),
        before=regex.compile(rf"(?<!\w){currency}\ ?(?P<marked>\)?\ ?[:=]|\))?\ ?$"),
        after=regex.compile(rf"(?P<scale>\ ?{scale}(?:\ {scale}|\ \d{{1,3}}(?!\d))?)?(?:\ {link}\ ?)?\ ?{currency}"),
        scale=regex.compile(rf"\ ?(?P<scale>{scale}(?:\ {scale})?)"),
        spelled=regex.compile(rf"(?<!\w)(?P<quantity>{quantity})(?:\ {link})?\ {currency}"),
        currency=regex.compile(rf"(?<!\w){currency}"),
        percent=regex.compile(rf"\ ?(?:%|‰|{_any(lexicon.phrases('numbers', 'percent'))})"),
        numbers=numbers,
        scales=tuple((regex.compile(_any(phrases)), power) for power, phrases in scales.items()),
    )


def _currencies(lexicon: Lexicon) -> str:
    forms = {form: code for form, code in lexicon.forms("currencies").items() if form not in _SIGNS}
    for code in _CODES:
        forms.setdefault(code.lower(), code)
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    words = (rf"(?P<{forms[form]}>{_phrase(form)})" for form in ordered)
    signs = (rf"(?P<{code}>{regex.escape(sign)})" for sign, code in _SIGNS.items())
    return "|".join((*signs, *words))


def _any(phrases: Iterable[str], *, whole: bool = True) -> str:
    """One group of the phrases; unlike those of `text.phrases` they may follow a figure without a blank."""
    ordered = sorted({fold_key(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return r"(?:" + "|".join(_phrase(phrase, whole=whole) for phrase in ordered) + r")" if ordered else r"(?!)"


def _phrase(phrase: str, *, whole: bool = True) -> str:
    stem = phrase.removesuffix(".")
    words = (r"\w*+".join(regex.escape(part, special_only=True) for part in word.split("*")) for word in stem.split())
    point = r"\.?+" if stem != phrase else ""
    return r"\ ".join(words) + (r"(?!\w)" if whole and stem[-1:].isalnum() else "") + point
