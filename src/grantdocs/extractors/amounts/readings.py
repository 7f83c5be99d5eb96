"""Figures that may be read in two ways ("1.234"): the document's other figures, its sums or a fixed rate decide.

What a sum or a rate decided says so in its notation: `by-sum`, `by-rate`.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from grantdocs.extractors.amounts.legacy import is_same_sum
from grantdocs.model.document import Gap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from grantdocs.extractors.amounts.grammar import Money
    from grantdocs.extractors.reading import Reading

__all__ = ["settle"]

_MOST_TERMS = 6
_MARKS = {"comma": ",", "point": "."}


def settle(reading: Reading, moneys: Sequence[Money]) -> tuple[list[Money], list[Gap]]:
    """The figures with one reading each, and a gap for each that stays open (which is left out)."""
    settled: list[Money] = []
    marks = {part for money in moneys if not money.readings for part in money.notation.split()}
    gaps: list[Gap] = []
    for index, money in enumerate(moneys):
        if not money.readings:
            settled.append(money)
            continue
        choice = next(
            (
                (value, note)
                for value, note in (
                    (_by_mark(money, marks), ""),
                    (_by_sum(index, moneys), " by-sum"),
                    (_by_rate(index, moneys), " by-rate"),
                )
                if value is not None
            ),
            None,
        )
        if choice is None:
            span = reading.folded.span(money.start, money.end)
            both = " or ".join(str(value) for value in money.readings)
            detail = f"“{reading.quote(span)}” can be read as {both}."
            gaps.append(Gap("ambiguous-number", detail, "/amounts", (span,)))
        else:
            value, note = choice
            notation = _notation(money, value) + note
            settled.append(replace(money, value=value, readings=(), notation=notation))
    return settled, gaps


def _notation(money: Money, value: Decimal) -> str:
    """The notation under the reading that was chosen: a lone mark that parts no thousands parts decimals."""
    lone = money.notation in {"group-comma", "group-point"}
    return money.notation.replace("group", "decimal") if lone and value != money.readings[0] else money.notation


def _by_mark(money: Money, others: Collection[str]) -> Decimal | None:
    """The reading under which the mark means what it means in the document's other figures (their notations)."""
    if money.scaled or not money.notation.startswith("group-"):
        return None
    name = money.notation.removeprefix("group-")
    if f"group-{name}" in others:
        return money.readings[0]
    other_mark = "point" if name == "comma" else "comma"
    # With "12,50" elsewhere the point of "1.234" cannot be a decimal mark as well.
    return money.readings[0] if f"decimal-{other_mark}" in others and f"decimal-{name}" not in others else None


def _by_sum(index: int, moneys: Sequence[Money]) -> Decimal | None:
    """The only reading that makes one figure the sum of those right after it, or right before it."""
    fitting = [value for value in moneys[index].readings if _makes_a_sum(index, value, moneys)]
    return fitting[0] if len(fitting) == 1 else None


def _by_rate(index: int, moneys: Sequence[Money]) -> Decimal | None:
    """The only reading that is the figure beside it, once in euro and once in a currency that the euro replaced."""
    money = moneys[index]
    beside = [other for other in moneys[max(0, index - 1) : index + 2] if other is not money and not other.readings]
    fitting = [
        value
        for value in money.readings
        if any(is_same_sum(value, money.currency, other.value, other.currency) for other in beside)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _makes_a_sum(index: int, value: Decimal, moneys: Sequence[Money]) -> bool:
    low = max(0, index - _MOST_TERMS)
    values = [money.readings or (money.value,) for money in moneys[low : index + 1 + _MOST_TERMS]]
    values[index - low] = (value,)
    return _holds_a_sum(index - low, values) or _holds_a_sum(len(values) - 1 - index + low, values[::-1])


def _holds_a_sum(index: int, values: Sequence[tuple[Decimal, ...]]) -> bool:
    """Whether the value at `index`, or one before it, is the sum of those after it, that at `index` among them."""
    for first in range(index + 1):
        for total in values[first]:
            if total and any(
                total == rest for rest in _sums(values[first + 1 : first + 1 + _MOST_TERMS], index - first)
            ):
                return True
    return False


def _sums(terms: Sequence[tuple[Decimal, ...]], least: int) -> Iterator[Decimal]:
    """Sums of the first two and more terms that reach the term at `least` (counted from 1)."""
    sums = {Decimal(0)}
    for count, readings in enumerate(terms, start=1):
        sums = {total + value for total in sums for value in readings}
        if count >= max(2, least):
            yield from sums
