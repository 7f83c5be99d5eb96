"""Amounts as terms of identities: whose they are, what they can be compared with, and how exact they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from grantdocs.model.facts import Amount, AmountKind, Scope
from grantdocs.model.location import Span

__all__ = ["PARTS", "WHOLES", "Group", "Groups", "Term", "groups_of", "in_minor", "spans_of", "sum_tolerance", "unit"]

PARTS = (
    AmountKind.UNION_CONTRIBUTION,
    AmountKind.NATIONAL_CONTRIBUTION,
    AmountKind.OWN_CONTRIBUTION,
    AmountKind.PRIVATE_CONTRIBUTION,
)
WHOLES = (AmountKind.ELIGIBLE_COST, AmountKind.TOTAL_COST)


@dataclass(frozen=True, slots=True)
class Term:
    index: int
    amount: Amount

    @property
    def pointer(self) -> str:
        return f"/amounts/{self.index}"

    @property
    def minor(self) -> int:
        return in_minor(self.amount.value)


Group = dict[AmountKind, Term]
Groups = dict[tuple[Scope, str | None, str | None], Group]
"""By scope, party and currency."""


def groups_of(amounts: tuple[Amount, ...]) -> Groups:
    """Binding amounts of one scope, party and currency, one a kind; a kind with two different values is left out.

    Of a cost that stands there with and without value added tax the one with it is the cost.
    """
    found: dict[tuple[Scope, str | None, str | None], dict[AmountKind, list[Term]]] = {}
    for index, amount in enumerate(amounts):
        if amount.hedge or amount.scope not in {Scope.PROJECT, Scope.PARTNER}:
            continue
        party = amount.party if amount.scope is Scope.PARTNER else None
        group = found.setdefault((amount.scope, party, amount.currency), {})
        group.setdefault(amount.kind, []).append(Term(index, amount))
    return {key: dict(_agreed(group)) for key, group in found.items()}


def _agreed(group: dict[AmountKind, list[Term]]) -> Iterator[tuple[AmountKind, Term]]:
    for kind, terms in group.items():
        gross = [term for term in terms if term.amount.vat != "excluded"] or terms
        if len({term.minor for term in gross}) == 1:
            yield kind, gross[0]


def sum_tolerance(terms: list[Term]) -> int:
    """Exact to the cent; half a unit of the coarsest figure for each term where figures are rounded."""
    coarsest = max((unit(term.amount) for term in terms), default=1)
    return 0 if coarsest <= 1 else coarsest * len(terms) // 2


def unit(amount: Amount) -> int:
    """Smallest step of a figure in minor units: 1 for cents, 100 for whole euros, more for round figures in words."""
    exponent = amount.value.as_tuple().exponent
    if isinstance(exponent, int) and exponent <= -2:
        return 1
    if "scale" in amount.notation.split():
        digits = max(2, len(str(abs(int(amount.value)))) - 2)
        return int(10**digits)
    return 10 if exponent == -1 else 100


def in_minor(value: Decimal) -> int:
    """In hundredths of the currency's unit, exact half up as Council Regulation (EC) 1103/97 rounds."""
    return int((value * 100).quantize(Decimal(1), ROUND_HALF_UP))


def spans_of(terms: Iterable[Term]) -> tuple[Span, ...]:
    return tuple(span for term in terms for span in term.amount.spans[:1])
