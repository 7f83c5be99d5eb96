"""Each place where a text states an amount: the figure, its label, its place in a table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from grantdocs.extractors.amounts import grammar as money_grammar
from grantdocs.extractors.amounts.binding import Binding, bind
from grantdocs.extractors.amounts.cues import Context, Field, context
from grantdocs.extractors.amounts.givers import with_givers
from grantdocs.extractors.amounts.readings import settle
from grantdocs.extractors.amounts.tables import Place, Tables
from grantdocs.extractors.amounts.words import money_words
from grantdocs.extractors.funding_cues import programme_names
from grantdocs.model.facts import AmountKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grantdocs.extractors.amounts.grammar import Money
    from grantdocs.extractors.amounts.rates import Percentage
    from grantdocs.extractors.reading import Reading
    from grantdocs.model.document import Gap

__all__ = ["AmountMention", "find"]

_SURE, _SURE_AFTER = 2.2, 2.8
"""Cost of a binding up to which a label makes a figure without currency an amount."""
_IN_HEAD = 0.1
_LABEL_WIDTH = 120
_TWO = 2
_UNITS = frozenset({1000, 10**6})
_UNIT_LEAD_RE = regex.compile(r"[\p{L}\d)]\ ?(?:[(\[,/]\ ?(?:\p{L}{1,2}\ )?(?:[x×*]\ ?)?|\ [x×*]\ ?)$")
_FIGURE_RE = regex.compile(r"\d[\d .,']*+")
_UNIT_TAIL_RE = regex.compile(r"\ ?[)\]]?[ :]?(?=[\t\n])")
_UNIT_WIDTH = 8
_YEARS = (1900, 2100)
_AFTER_LABEL_RE = regex.compile(r"[:=\t]\s*+$|-\ $")
_ENDS_RE = regex.compile(r"[ .,;)]*+(?:[\n\t]|$)")
_IN_CODE_RE = regex.compile(r"\d-\d")
_WORD_AFTER_RE = regex.compile(r"\ ?[\p{L}/%°]")

_Places = dict[tuple[int, int], Place | None]


@dataclass(frozen=True, slots=True)
class AmountMention:
    money: Money
    binding: Binding | None
    place: Place | None
    low: int
    """Where the mention before ends, as a folded character."""

    @property
    def kind(self) -> AmountKind:
        return self.binding.cue.kind if self.binding else AmountKind.OTHER

    @property
    def label(self) -> tuple[int, int]:
        """The label, or the figure where it has none."""
        return (self.binding.cue.start, self.binding.cue.end) if self.binding else (self.money.start, self.money.end)


def find(reading: Reading, shares: Sequence[Percentage]) -> tuple[Context, list[AmountMention], list[Gap]]:
    """What stands around the figures, the mentions in order, and what could be read in several ways."""
    lower = reading.folded.lower
    figures = _without_units(money_grammar.find(reading), lower)
    likely = {money.number for money in figures if _plausible(money, lower)}
    tables = Tables(lower, [money for money in figures if money.number in likely])
    places = {money.number: tables.place(money) for money in figures}
    named = [_in_currency_of_table(reading, money, places[money.number]) for money in figures]
    # "Budget, MEUR | 5,5": in a column of money any figure is an amount.
    moneys = [money for money in named if money.number in likely or _fills_cell(money, places[money.number], lower)]
    heads = {place.column_head for place in places.values() if place and place.column_head}
    around = context(reading, moneys, [share.span for share in shares], heads)
    programmes = [(name.start, name.end) for name in programme_names(reading)] if moneys else []
    around = with_givers(around, moneys, programmes)
    kept, bindings = _amounts_only(around, moneys, places, shares)
    moneys, gaps = settle(reading, kept)
    if len(moneys) < len(kept):
        bindings = bind(around, moneys, _in_heads(around, moneys, places))
    lows = [0, *(money.end for money in moneys)]
    found = [
        AmountMention(money, bindings.get(index), places.get(money.number), lows[index])
        for index, money in enumerate(moneys)
    ]
    return around, _with_currencies(reading, around, found), gaps


def _without_units(figures: Sequence[Money], lower: str) -> list[Money]:
    """Without those that say what the figures below them are in: "Cost (EUR 1 000)", "in thousand EUR"."""
    return [m for m in figures if not (m.value in _UNITS and m.currency and _is_unit(m, lower))]


def _is_unit(money: Money, lower: str) -> bool:
    """Whether a figure ends, behind a bracket or comma, the head of a column whose first cell is a bare figure."""
    start, end = lower.rfind("\n", 0, money.start) + 1, lower.find("\n", money.end)
    before = lower[lower.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)]
    column = lower.count("\t", start, money.start)
    stop = lower.find("\n", end + 1)
    below = lower[end + 1 : stop if stop >= 0 else len(lower)].split("\t") if end >= 0 else []
    if "\t" in before or not 0 < column < len(below) or not _FIGURE_RE.fullmatch(below[column].strip()):
        return False
    cell = lower.rfind("\t", start, money.start) + 1
    return bool(_UNIT_LEAD_RE.search(lower, cell, money.start) and _UNIT_TAIL_RE.match(lower, money.end))


def _plausible(money: Money, lower: str) -> bool:
    """Whether a figure is written like money; one without currency must be, and stand where amounts stand."""
    if money.currency or money.scaled:
        return True
    if _IN_CODE_RE.search(lower, max(0, money.start - 2), money.end + 2):
        return False
    ends = _ENDS_RE.match(lower, money.end) is not None
    if not ends and not money.cents and _WORD_AFTER_RE.match(lower, money.end):
        return False
    if money.cents:
        return money.grouped or money.value >= 100 or (ends and _begins(lower, money.start))
    if money.grouped:
        return True
    if _YEARS[0] <= money.value <= _YEARS[1]:
        return False
    return ends and _begins(lower, money.start) and (money.value >= 100 or money.value == 0)


def _begins(lower: str, start: int) -> bool:
    """Whether a figure stands first in its cell or paragraph, or right after a colon or dash."""
    first = start == 0 or lower[start - 1] in "\n\t"
    return first or _AFTER_LABEL_RE.search(lower, max(0, start - 4), start) is not None


def _fills_cell(money: Money, place: Place | None, lower: str) -> bool:
    """Whether a figure that gets its currency from the head of its table stands alone in its cell."""
    if place is None or money.currency is None or place.cell == place.row_head or place.row_head is None:
        return False
    before, after = lower[place.cell[0] : money.number[0]], lower[money.number[1] : place.cell[1]]
    return not before.strip() and not after.strip()


def _in_currency_of_table(reading: Reading, money: Money, place: Place | None) -> Money:
    """The figure with the currency that the head of its column or row names: "Budget (EUR)"."""
    if money.currency or place is None:
        return money
    words = money_words(reading.lexicon)
    # What a corner or a title names holds for figures that look like money, or stand in the only column of figures.
    titles = place.titles if place.row_head and (place.columns == _TWO or money.cents) else ()
    for head in (_unit_cell(reading.folded.lower, place), place.column_head, place.row_head, *titles):
        if head and (named := words.currency_within(reading.folded.lower, *head)):
            return money.named(named)
    return money


def _unit_cell(lower: str, place: Place) -> tuple[int, int] | None:
    """The cell after a figure where that is so short that it may hold its currency only."""
    start = place.cell[1] + 1
    if lower[start - 1 : start] != "\t":
        return None
    end = min((at for mark in "\t\n" if (at := lower.find(mark, start)) >= 0), default=len(lower))
    return (start, end) if end - start <= _UNIT_WIDTH and not any(map(str.isdigit, lower[start:end])) else None


def _amounts_only(
    around: Context, moneys: list[Money], places: _Places, shares: Sequence[Percentage]
) -> tuple[list[Money], dict[int, Binding]]:
    """The figures that a currency, a label or an amount beside them makes amounts, and their labels."""
    while True:
        bindings = bind(around, moneys, _in_heads(around, moneys, places))
        sure = {
            money.number
            for before, money, binding in zip(
                [None, *moneys], moneys, map(bindings.get, range(len(moneys))), strict=False
            )
            if money.currency
            or _is_tax(around, before, money)
            or (binding and _is_amount(around, before, money, binding, shares))
        }
        rows = {around.line(number[0]) for number in sure if places.get(number)}
        kept = [money for money in moneys if money.number in sure or _is_in_row(around, money, places, rows)]
        if len(kept) == len(moneys):
            return kept, bindings
        moneys = kept


def _is_in_row(around: Context, money: Money, places: _Places, rows: set[tuple[int, int]]) -> bool:
    """Whether a figure with groups and cents stands in a row of a table beside amounts."""
    beside = places.get(money.number) is not None and around.line(money.start) in rows
    return beside and money.cents and money.grouped


def _is_amount(
    around: Context, before: Money | None, money: Money, binding: Binding, shares: Sequence[Percentage]
) -> bool:
    """Whether a figure without currency is one: its label is close, or an amount or a rate stands beside it."""
    if binding.cue.source is not Field.FUNDING and binding.cost <= (_SURE_AFTER if binding.after else _SURE):
        return True
    chained = before is not None and before.currency and "\n" not in around.lower[before.end : money.start]
    return money.cents and bool(chained or any(share.is_beside(money, around.lower) for share in shares))


def _is_tax(around: Context, before: Money | None, money: Money) -> bool:
    """Whether a figure with cents follows an amount and "including VAT"."""
    if before is None or before.currency is None or not money.cents or "\n" in around.lower[before.end : money.start]:
        return False
    return bool(around.of(Field.VAT, before.end, money.start)) and not around.has_stop(before.end, money.start)


def _in_heads(around: Context, moneys: Sequence[Money], places: _Places) -> Mapping[int, Binding]:
    """Labels at the head of a column, or of a row of several figures where that says more."""
    given: dict[int, Binding] = {}
    for index, money in enumerate(moneys):
        place = places.get(money.number)
        if place is None:
            continue
        head = next(iter(around.kinds_within(*place.column_head)), None) if place.column_head else None
        row = next(iter(around.kinds_within(*place.row_head)), None) if place.row_head else None
        says_more = row and (place.columns == 2 or row.kind is not AmountKind.TOTAL_COST)
        if head and not says_more:
            given[index] = Binding(head, _IN_HEAD, after=False)
        elif row and place.columns > 2:
            given[index] = Binding(row, _IN_HEAD, after=False)
    return given


def _with_currencies(reading: Reading, around: Context, found: Sequence[AmountMention]) -> list[AmountMention]:
    """The figures with the currency of their label, their column or their neighbour, if they have none of their own."""
    words = money_words(reading.lexicon)
    by_line: dict[int, list[Money]] = {}
    for one in found:
        if one.money.currency:
            by_line.setdefault(around.line(one.money.start)[0], []).append(one.money)
    completed: list[AmountMention] = []
    for one in found:
        money, place = one.money, one.place
        if money.currency is None:
            label = (min(one.label[0], money.end), max(one.label[1], money.start))
            label = label if label[1] - label[0] <= _LABEL_WIDTH else one.label
            for stretch in (place.cell, label) if place else (label,):
                if named := words.currency_within(around.lower, *stretch):
                    money = money.named(named)
                    break
            else:
                beside = by_line.get(around.line(money.start)[0], ())
                nearest = min(beside, key=lambda other: abs(other.start - one.money.start), default=None)
                money = replace(money, currency=nearest.currency) if nearest else money
        completed.append(one if money is one.money else replace(one, money=money))
    return completed
