"""Value added tax: the amount without it and the tax make the amount with it, where all three stand together."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from typing import TYPE_CHECKING, Final

from grantdocs.extractors.figures.terms import Term, spans_of, sum_tolerance
from grantdocs.model.facts import Amount, AmountKind, Figure

if TYPE_CHECKING:
    from grantdocs.extractors.reading import Reading

__all__ = ["derive"]

_TOGETHER: Final = 3
_REACH: Final = 200
"""Characters within which the three stand."""
_HIGHEST: Final = Decimal("0.28")
"""No rate of the tax in the Union is higher."""
_LOWEST: Final = Decimal("0.02")


def derive(reading: Reading, amounts: tuple[Amount, ...]) -> Iterator[Figure]:
    placed = [Term(index, amount) for index, amount in enumerate(amounts) if amount.spans and not amount.hedge]
    placed.sort(key=lambda term: term.amount.spans[0].start)
    for at in range(len(placed) - _TOGETHER + 1):
        three = placed[at : at + _TOGETHER]
        start, end = three[0].amount.spans[0].start, three[-1].amount.spans[0].end
        near = end - start <= _REACH and "\n" not in reading.document.text[start:end]
        if near and len({term.amount.currency for term in three}) == 1:
            yield from _tax(three)


def _tax(three: list[Term]) -> Iterator[Figure]:
    for net, tax, gross in permutations(three):
        sides = (net.amount.vat, gross.amount.vat)
        plain = tax.amount.vat is None and tax.amount.kind is AmountKind.OTHER
        if sides == ("excluded", "included") and plain and _LOWEST <= tax.amount.value / net.amount.value <= _HIGHEST:
            terms = [gross, net, tax]
            yield Figure(
                kind="sum",
                unit="minor",
                claimed=gross.minor,
                computed=net.minor + tax.minor,
                tolerance=sum_tolerance(terms),
                terms=tuple(term.pointer for term in terms),
                label=gross.amount.kind.value,
                spans=spans_of(terms),
            )
