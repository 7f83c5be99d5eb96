"""Sums, shares, ceilings, parts and lump sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from grantdocs.model.facts import Amount, AmountKind, Figure, Rate, Scope
from grantdocs.model.location import Span

if TYPE_CHECKING:
    from grantdocs.catalogue.programmes import Programme

__all__ = ["derive"]

_PARTS = (
    AmountKind.UNION_CONTRIBUTION,
    AmountKind.NATIONAL_CONTRIBUTION,
    AmountKind.OWN_CONTRIBUTION,
    AmountKind.PRIVATE_CONTRIBUTION,
)
_WHOLES = (AmountKind.ELIGIBLE_COST, AmountKind.TOTAL_COST)
_MISSING_PART = Decimal("0.05")
"""Parts that fall short of the whole by more than this share may lack a part that the text does not mention."""
_NEAR_RATE = Decimal("0.001")
"""A share this close to the programme's rate was meant to be that rate; a lower one is the project's own choice."""
_FEWEST_PARTNERS = 2
"""Of a project whose number of partners the text does not tell."""


@dataclass(frozen=True, slots=True)
class _Term:
    index: int
    amount: Amount

    @property
    def pointer(self) -> str:
        return f"/amounts/{self.index}"

    @property
    def minor(self) -> int:
        return _minor(self.amount.value)


_Group = dict[AmountKind, _Term]


def derive(
    amounts: tuple[Amount, ...],
    rates: tuple[Rate, ...],
    programme: Programme | None,
    actions: tuple[str, ...],
    partners: int,
) -> Iterator[Figure]:
    groups = _groups(amounts)
    for group in groups.values():
        yield from _sums(group)
        yield from _shares(group, rates, programme, partners)
        yield from _ceilings(group, programme, partners)
    yield from _parts(amounts, groups)
    project = groups.get((Scope.PROJECT, None, "EUR"), {})
    yield from _lump_sums(project, programme, actions)


def _groups(amounts: tuple[Amount, ...]) -> dict[tuple[Scope, str | None, str | None], _Group]:
    """Binding amounts of one scope, party and currency, one a kind; a kind with two different values is left out."""
    groups: dict[tuple[Scope, str | None, str | None], dict[AmountKind, list[_Term]]] = {}
    for index, amount in enumerate(amounts):
        if amount.hedge or amount.scope not in {Scope.PROJECT, Scope.PARTNER}:
            continue
        party = amount.party if amount.scope is Scope.PARTNER else None
        group = groups.setdefault((amount.scope, party, amount.currency), {})
        group.setdefault(amount.kind, []).append(_Term(index, amount))
    return {
        key: {kind: terms[0] for kind, terms in group.items() if len({t.amount.value for t in terms}) == 1}
        for key, group in groups.items()
    }


def _sums(group: _Group) -> Iterator[Figure]:
    parts = [group[kind] for kind in _PARTS if kind in group]
    total, eligible = group.get(AmountKind.TOTAL_COST), group.get(AmountKind.ELIGIBLE_COST)
    ineligible = group.get(AmountKind.INELIGIBLE_COST)
    if total and eligible and ineligible:
        yield _sum(total, [eligible, ineligible])
    whole = eligible or total
    if whole is None or AmountKind.UNION_CONTRIBUTION not in group or len(parts) < 2:
        return
    if whole is total and ineligible:
        parts.append(ineligible)
    figure = _sum(whole, parts)
    if total and eligible and abs(figure.excess) > 0 and _sum(total, parts).excess == 0:
        figure = _sum(total, parts)
    shortfall = Decimal(figure.claimed - figure.computed)
    all_named = AmountKind.NATIONAL_CONTRIBUTION in group and AmountKind.OWN_CONTRIBUTION in group
    if all_named or shortfall <= _MISSING_PART * figure.claimed:
        yield figure


def _sum(whole: _Term, parts: list[_Term]) -> Figure:
    terms = [whole, *parts]
    return Figure(
        kind="sum",
        unit="minor",
        claimed=whole.minor,
        computed=sum(part.minor for part in parts),
        tolerance=_sum_tolerance(terms),
        terms=tuple(term.pointer for term in terms),
        label=whole.amount.kind.value,
        spans=_spans(terms),
    )


def _sum_tolerance(terms: list[_Term]) -> int:
    """Exact to the cent; half a unit of the coarsest figure for each term where figures are rounded."""
    coarsest = max((_unit(term.amount) for term in terms), default=1)
    return 0 if coarsest <= 1 else coarsest * len(terms) // 2


def _unit(amount: Amount) -> int:
    """Smallest step of a figure in minor units: 1 for cents, 100 for whole euros, more for round figures in words."""
    exponent = amount.value.as_tuple().exponent
    if isinstance(exponent, int) and exponent <= -2:
        return 1
    if "scale" in amount.notation.split():
        digits = max(2, len(str(abs(int(amount.value)))) - 2)
        return int(10**digits)
    return 10 if exponent == -1 else 100


def _shares(group: _Group, rates: tuple[Rate, ...], programme: Programme | None, partners: int) -> Iterator[Figure]:
    union = group.get(AmountKind.UNION_CONTRIBUTION)
    whole = next((group[kind] for kind in _WHOLES if kind in group), None)
    if union is None or whole is None or whole.minor <= 0:
        return
    stated = next((rate for rate in rates if rate.of == union.index and not rate.hedge), None)
    if stated is None and union.amount.scope is Scope.PROJECT:
        named = {
            rate.value for rate in rates if rate.kind == "union_contribution" and rate.of is None and not rate.hedge
        }
        stated = next((r for r in rates if {r.value} == named and r.kind == "union_contribution"), None)
    if stated:
        half_step = Decimal(1).scaleb(int(stated.value.as_tuple().exponent)) / 2
        tolerance = max(_share_tolerance([union, whole], partners), _minor(whole.amount.value * half_step))
        figure = _share(union, whole, stated.value, tolerance, f"/rates/{rates.index(stated)}")
        # A rate may be that of the eligible cost, which is no more than the total; only a programme's own rate is sure.
        sure = programme is not None and any(rate.max == stated.value for rate in programme.rates)
        if sure or whole.amount.kind is AmountKind.ELIGIBLE_COST or figure.difference >= -tolerance:
            yield figure
        return
    for rate in programme.rates if programme else ():
        figure = _share(union, whole, rate.max, _share_tolerance([union, whole], partners), None)
        if abs(figure.difference) <= max(figure.tolerance, int(whole.minor * _NEAR_RATE)):
            yield figure
            return


def _share(union: _Term, whole: _Term, rate: Decimal, tolerance: int, pointer: str | None) -> Figure:
    terms = [union.pointer, whole.pointer, *([pointer] if pointer else [])]
    return Figure(
        kind="share",
        unit="minor",
        claimed=union.minor,
        computed=_minor(whole.amount.value * rate),
        tolerance=tolerance,
        terms=tuple(terms),
        label=f"{(rate * 100).normalize():f} %",
        spans=_spans([union, whole]),
    )


def _share_tolerance(terms: list[_Term], partners: int) -> int:
    """One cent a partner, for the system rounds each partner's share down; one euro where a figure is whole euros.

    A project whose partners are not all named has more than one; a partner's own share is rounded once.
    """
    rounded = max(_unit(term.amount) for term in terms)
    if rounded > 1:
        return rounded
    is_shared = any(term.amount.scope is Scope.PROJECT for term in terms)
    return max(_FEWEST_PARTNERS, partners) if is_shared else 1


def _ceilings(group: _Group, programme: Programme | None, partners: int) -> Iterator[Figure]:
    union = group.get(AmountKind.UNION_CONTRIBUTION)
    whole = next((group[kind] for kind in _WHOLES if kind in group), None)
    if union is None or whole is None or programme is None or not programme.rates:
        return
    ceiling = max(rate.max for rate in programme.rates)
    limit = _minor(whole.amount.value * ceiling)
    yield Figure(
        kind="ceiling",
        unit="minor",
        claimed=union.minor,
        computed=min(union.minor, limit),
        tolerance=_share_tolerance([union, whole], partners),
        terms=(union.pointer, whole.pointer),
        label=f"{(ceiling * 100).normalize():f} %",
        spans=_spans([union, whole]),
    )


def _parts(amounts: tuple[Amount, ...], groups: dict[tuple[Scope, str | None, str | None], _Group]) -> Iterator[Figure]:
    """A part named as such, a contribution beside its cost, and a partner's figure beside the project's."""
    pairs: dict[tuple[int, int], tuple[_Term, _Term]] = {}
    for index, amount in enumerate(amounts):
        if amount.part_of is not None and not amount.hedge:
            parent = amounts[amount.part_of]
            if parent.currency == amount.currency and not parent.hedge:
                pairs[index, amount.part_of] = (_Term(index, amount), _Term(amount.part_of, parent))
    for (scope, _party, currency), group in groups.items():
        whole = next((group[kind] for kind in reversed(_WHOLES) if kind in group), None)
        for kind in _PARTS:
            if whole and kind in group:
                pairs.setdefault((group[kind].index, whole.index), (group[kind], whole))
        project = groups.get((Scope.PROJECT, None, currency), {})
        if scope is Scope.PARTNER:
            for kind, term in group.items():
                if kind in project:
                    pairs.setdefault((term.index, project[kind].index), (term, project[kind]))
    for part, whole in pairs.values():
        yield Figure(
            kind="part",
            unit="minor",
            claimed=part.minor,
            computed=min(part.minor, whole.minor),
            terms=(part.pointer, whole.pointer),
            label=part.amount.kind.value,
            spans=_spans([part, whole]),
        )


def _lump_sums(project: _Group, programme: Programme | None, actions: tuple[str, ...]) -> Iterator[Figure]:
    """The grant of an action that pays lump sums is one of them; the nearest one is what is compared."""
    term = project.get(AmountKind.TOTAL_COST) or project.get(AmountKind.UNION_CONTRIBUTION)
    if programme is None or term is None or len(actions) != 1:
        return
    for action in programme.actions:
        if action.id == actions[0] and action.lump_sums:
            sums = sorted(map(_minor, action.lump_sums), key=lambda minor: abs(minor - term.minor))
            yield Figure(
                kind="lump_sum",
                unit="minor",
                claimed=term.minor,
                computed=sums[0],
                terms=(term.pointer,),
                label=action.id,
                spans=_spans([term]),
            )


def _minor(value: Decimal) -> int:
    """In hundredths of the currency's unit, exact half up as Council Regulation (EC) 1103/97 rounds."""
    return int((value * 100).quantize(Decimal(1), ROUND_HALF_UP))


def _spans(terms: Iterable[_Term]) -> tuple[Span, ...]:
    return tuple(span for term in terms for span in term.amount.spans[:1])
