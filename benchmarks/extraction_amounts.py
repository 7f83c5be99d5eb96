"""Amounts against price-parser, Babel's number parsing and a plain pattern, on the same texts.

None of the peers finds amounts in running text: each is given every figure that a wide pattern finds, with the words
beside it, and counts where it names value and currency. Two that are the same sum in one text count as often as they
stand there in the marked tables, and once in annotated documents.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

import regex

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests" / "extractors"))

from dates_texts import reading_of  # noqa: E402
from extraction_dates import Row  # noqa: E402
from marked_amounts import FRESH, TABLES, Table  # noqa: E402

import grantdocs  # noqa: E402
from grantdocs.extractors.amounts import extract  # noqa: E402
from grantdocs.extractors.reading import begin  # noqa: E402
from grantdocs.languages import tags  # noqa: E402
from grantdocs.model.document import Document  # noqa: E402

Sum = tuple[Decimal, str | None]
Tool = Callable[["Case"], Iterable[Sum]]

_FIGURE_RE = regex.compile(r"\d(?:[\d.,'’`´′ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]*\d)?")
_BESIDE = 16
"""Characters before and behind a figure that a peer is given with it."""
_ROUNDS = 3
"""In which the texts of a language are read as one; the quickest counts."""
_SEP = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}'’`´′]"
_PLAIN_RE = regex.compile(
    rf"(?<![\d.,])(?P<whole>\d{{1,3}}(?:(?:{_SEP}{{1,2}}|[.,])\d{{3}}(?!\d))+|\d+)(?P<cents>\s?[.,]\s?\d{{1,2}}(?!\d))?"
)
_SIGNS = {
    "€": "EUR",
    "zł": "PLN",
    "kč": "CZK",
    "ft": "HUF",
    "lei": "RON",
    "kr": "SEK",
    "£": "GBP",
    "$": "USD",
    "лв": "BGN",
}
_SIGN_RE = regex.compile(r"(?i)\s?(?P<code>EUR|[A-Z]{3}(?![A-Za-z])|€|euro?\w*|eiro|zł|Kč|Ft|lei|kr|£|\$|лв|євро)")
_CODES = frozenset("EUR PLN CZK HUF RON SEK DKK BGN HRK LVL LTL EEK SKK SIT CHF NOK GBP USD".split())


@dataclass(frozen=True)
class Case:
    language: str
    text: str
    sums: Counter[Sum]
    document: Document | None = None
    """None for a sentence of a marked table, whose language is told."""


def rows(name: str = "table") -> Iterator[Row]:
    """All tools on the marked tables of every language."""
    for tag, table in (FRESH if name == "fresh" else TABLES).items():
        yield from compared(name, tag, list(_marked(table)))


def annotated(gold: Path, root: Path) -> Iterator[Row]:
    """All tools on documents whose amounts somebody wrote down, language by language."""
    cases: dict[str, list[Case]] = {}
    for entry in json.loads(gold.read_text("utf-8")):
        if entry.get("amounts") is None or entry.get("language") not in tags():
            continue
        document = grantdocs.read(root / entry["file"])
        sums = Counter({(Decimal(one["value"]), one["currency"]): 1 for one in entry["amounts"]})
        cases.setdefault(entry["language"], []).append(Case(entry["language"], document.text, sums, document))
    for tag in sorted(cases):
        yield from compared(gold.stem, tag, cases[tag])


def compared(name: str, language: str, cases: list[Case]) -> list[Row]:
    found = [Row(name, language, tool) for tool in TOOLS]
    for case in cases:
        for row, tool in zip(found, TOOLS.values(), strict=True):
            sums = list(tool(case))
            counted = Counter(sums) if case.document is None else Counter(set(sums))
            row.hits += (counted & case.sums).total()
            row.false += (counted - case.sums).total()
            row.missed += (case.sums - counted).total()
    whole = Case(language, "\n".join(case.text for case in cases), Counter())
    for _ in range(_ROUNDS):
        for row, tool in zip(found, TOOLS.values(), strict=True):
            began = time.process_time()
            list(tool(whole))
            row.seconds = min(row.seconds, time.process_time() - began)
            row.characters = len(whole.text)
    return found


def _marked(table: Table) -> Iterator[Case]:
    for case in (*table.found, *table.none):
        sums = Counter((Decimal(mark.value), mark.currency) for mark in case.marks)
        yield Case(case.language, case.text, sums)


def _grantdocs(case: Case) -> Iterator[Sum]:
    amounts, _, _ = extract(begin(case.document) if case.document else reading_of(case.text, case.language))
    return ((amount.value, amount.currency) for amount in amounts for _ in amount.spans)


def _price_parser(case: Case) -> Iterator[Sum]:
    from price_parser import Price

    for before, figure, after in _figures(case.text):
        price = Price.fromstring(f"{before}{figure}{after}", currency_hint=f"{after}{before}")
        currency = _code(price.currency)
        if price.amount is not None and currency:
            yield price.amount, currency


def _babel(case: Case) -> Iterator[Sum]:
    from babel.numbers import NumberFormatError, parse_decimal

    names = _currency_names(case.language)
    for before, figure, after in _figures(case.text):
        behind = regex.match(r"\s?([\p{L}.]+|\p{Sc})", after)
        ahead = regex.search(r"([\p{L}.]+|\p{Sc})\s?$", before)
        found = (names.get(match[1].rstrip(".").casefold()) for match in (behind, ahead) if match)
        currency = next(filter(None, found), None)
        if currency is None:
            continue
        try:
            yield parse_decimal(regex.sub(r"\s", "\N{NO-BREAK SPACE}", figure), locale=case.language), currency
        except (NumberFormatError, InvalidOperation):
            try:
                yield parse_decimal(regex.sub(r"\s", "", figure), locale=case.language), currency
            except (NumberFormatError, InvalidOperation):
                continue


def _plain_pattern(case: Case) -> Iterator[Sum]:
    """What one would write in an afternoon."""
    for match in _PLAIN_RE.finditer(case.text):
        sign = _SIGN_RE.match(case.text, match.end())
        if sign is None:
            sign = next(iter(_SIGN_RE.finditer(case.text, max(0, match.start() - 4), match.start())), None)
        currency = _code(sign["code"]) if sign else None
        if currency:
            cents = regex.sub(r"\D", "", match["cents"] or "")
            whole = regex.sub(r"\D", "", match["whole"])
            yield Decimal(f"{whole}.{cents}" if cents else whole), currency


TOOLS: dict[str, Tool] = {
    "grantdocs": _grantdocs,
    "price-parser": _price_parser,
    "babel": _babel,
    "pattern": _plain_pattern,
}


def _figures(text: str) -> Iterator[tuple[str, str, str]]:
    """Each figure with the words before and behind it, up to the figures beside it."""
    matches = list(_FIGURE_RE.finditer(text))
    for index, match in enumerate(matches):
        low = max(matches[index - 1].end() if index else 0, match.start() - _BESIDE)
        high = min(matches[index + 1].start() if index + 1 < len(matches) else len(text), match.end() + _BESIDE)
        yield text[low : match.start()], match[0], text[match.end() : high]


def _code(sign: str | None) -> str | None:
    if not sign:
        return None
    upper = sign.upper().strip(".")
    if upper in _CODES:
        return upper
    return _SIGNS.get(sign.casefold().strip("."), "EUR" if upper.startswith(("EUR", "EIRO")) else None)


@cache
def _currency_names(language: str) -> dict[str, str]:
    """Codes, signs and names of currencies in a language, as CLDR has them."""
    from babel import Locale
    from babel.numbers import get_currency_name

    locale = Locale.parse(language)
    names = {"€": "EUR", "£": "GBP", "$": "USD"}
    for code in _CODES:
        forms = [
            code,
            locale.currency_symbols.get(code, code),
            *(get_currency_name(code, n, locale) for n in (1, 2, 5)),
        ]
        names |= {form.rstrip(".").casefold(): code for form in forms if form}
    return names
