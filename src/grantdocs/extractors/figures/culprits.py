"""What may have been meant where amounts disagree: one slip of the pen that explains the difference exactly.

A suggestion, never a fact: it has to mend what disagrees and may break nothing that agrees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from grantdocs.extractors.figures.slips import slips
from grantdocs.model.facts import Amount, Figure, Suggestion

if TYPE_CHECKING:
    from grantdocs.extractors.reading import Reading

__all__ = ["suggested"]

_SUMS: Final = frozenset({"sum", "partner_sum"})
_EXACT: Final = frozenset({*_SUMS, "share"})
"""Kinds of figures that tell to the cent what a term would have to be."""
_MONEY: Final = frozenset({*_EXACT, "part", "ceiling"})
_MOST: Final = 3
"""More suggestions than these explain nothing."""
_CENTS: Final = 5
"""What the rounding of partners' shares may add up to in a share that is meant to be exact."""
_EURO: Final = 100


def suggested(
    reading: Reading,
    amounts: tuple[Amount, ...],
    figures: tuple[Figure, ...],
    derive: Callable[[tuple[Amount, ...]], Iterable[Figure]],
) -> tuple[Figure, ...]:
    """The same figures; those that do not hold with what may have been meant. `derive` computes those of amounts."""
    failing = [figure for figure in figures if figure.excess and figure.kind in _EXACT]
    if not failing:
        return figures
    explaining = {(index, value): slip for figure in failing for index, slip, value in _explaining(figure, amounts)}
    best = _best(explaining, amounts, figures, derive)
    if not 0 < len(best) <= _MOST:
        return figures
    found = [_suggestion(reading, amounts[index], index, explaining[index, value], value) for index, value in best]
    return tuple(_with(figure, found) for figure in figures)


def _with(figure: Figure, found: list[Suggestion]) -> Figure:
    concerned = tuple(each for each in found if each.pointer in figure.terms)
    if not (figure.excess and figure.kind in _MONEY and concerned):
        return figure
    return replace(figure, suggestions=concerned, variant="suggested" if len(concerned) == 1 else "several")


def _explaining(figure: Figure, amounts: tuple[Amount, ...]) -> Iterator[tuple[int, str, Decimal]]:
    """Each term with the slip that would alone explain the figure."""
    for place, pointer in enumerate(figure.terms):
        if not pointer.startswith("/amounts/"):
            continue
        index = int(pointer.rpartition("/")[2])
        for value, slip in slips(amounts[index].value).items():
            if _holds(figure, place, int(value * 100) - int(amounts[index].value * 100)):
                yield index, slip, value


def _holds(figure: Figure, place: int, change: int) -> bool:
    """Whether the figure holds when the term at `place` changes by so many cents; the first is what is claimed."""
    if figure.kind in _SUMS:
        return abs(figure.difference + (change if place == 0 else -change)) <= figure.tolerance
    if figure.tolerance > _EURO:
        return False
    if place == 0:
        return abs(figure.difference + change) <= figure.tolerance
    whole = _percent(figure.label)
    return whole is not None and abs(figure.difference - change * whole) <= figure.tolerance


def _percent(label: str) -> Decimal | None:
    number = label.removesuffix("%").strip()
    return Decimal(number) / 100 if number.replace(".", "", 1).isdecimal() else None


def _best(
    changes: Iterable[tuple[int, Decimal]],
    amounts: tuple[Amount, ...],
    figures: tuple[Figure, ...],
    derive: Callable[[tuple[Amount, ...]], Iterable[Figure]],
) -> list[tuple[int, Decimal]]:
    """Those after which least disagrees, and less than before."""
    money = [figure for figure in figures if figure.kind in _MONEY]
    before = sum(1 for figure in money if figure.excess)
    ranked: dict[tuple[int, int], list[tuple[int, Decimal]]] = {}
    for index, value in changes:
        changed = (*amounts[:index], replace(amounts[index], value=value), *amounts[index + 1 :])
        derived = [figure for figure in derive(changed) if figure.kind in _MONEY]
        still = sum(1 for figure in derived if figure.excess) + max(0, len(money) - len(derived))
        inexact = sum(1 for figure in derived if figure.kind == "share" and abs(figure.difference) > _CENTS)
        if still < before:
            ranked.setdefault((still, inexact), []).append((index, value))
    return ranked[min(ranked)] if ranked else []


def _suggestion(reading: Reading, amount: Amount, index: int, slip: str, value: Decimal) -> Suggestion:
    written = reading.quote(amount.spans[0]) if amount.spans else format(amount.value, "f")
    return Suggestion(f"/amounts/{index}", slip, written, value.quantize(Decimal("0.01")), amount.currency)
