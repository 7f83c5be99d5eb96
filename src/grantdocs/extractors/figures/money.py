"""Sums, shares, ceilings, parts and lump sums."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from grantdocs.extractors.figures.slips import is_one_slip
from grantdocs.extractors.figures.terms import (
    PARTS,
    WHOLES,
    Group,
    Groups,
    Term,
    groups_of,
    in_minor,
    spans_of,
    sum_tolerance,
    unit,
)
from grantdocs.model.facts import Amount, AmountKind, Figure, Rate, Scope

if TYPE_CHECKING:
    from grantdocs.catalogue.programmes import Ceiling, Programme

__all__ = ["derive"]

_MISSING_PART = Decimal("0.05")
"""Parts that fall short of the whole by more than this share may lack a part that the text does not mention."""
_NEAR_RATE = Decimal("0.001")
"""A share this close to the programme's rate was meant to be that rate; a lower one is the project's own choice."""
_PERCENT = Decimal("0.01")
_FEWEST_PARTNERS = 2
_MOST_PARTNERS = 12
"""Of a project whose partners the text need not name all."""


def derive(
    amounts: tuple[Amount, ...],
    rates: tuple[Rate, ...],
    programme: Programme | None,
    actions: tuple[str, ...],
    partners: int,
) -> Iterator[Figure]:
    groups = groups_of(amounts)
    ceilings = _ceilings_of(programme, actions)
    others = {in_minor(amount.value) for amount in amounts if amount.kind is AmountKind.OTHER and not amount.hedge}
    for group in groups.values():
        yield from _sums(group, others)
        yield from _shares(group, rates, ceilings, partners)
        yield from _ceilings(group, ceilings, partners)
    yield from _parts(amounts, groups)
    project = groups.get((Scope.PROJECT, None, "EUR"), {})
    yield from _lump_sums(project, programme, actions)


def _ceilings_of(programme: Programme | None, actions: tuple[str, ...]) -> tuple[Ceiling, ...]:
    """Those that may bind the project: of its action, or else of the programme; all where its action is not known."""
    rates = programme.rates if programme else ()
    if not actions:
        return rates
    of_action = tuple(rate for rate in rates if rate.action in actions)
    return of_action or tuple(rate for rate in rates if rate.action is None)


def _sums(group: Group, others: set[int]) -> Iterator[Figure]:
    """`others` are amounts of which the text does not tell what they are; one may be the part that is missing."""
    parts = [group[kind] for kind in PARTS if kind in group]
    total, eligible = group.get(AmountKind.TOTAL_COST), group.get(AmountKind.ELIGIBLE_COST)
    ineligible = group.get(AmountKind.INELIGIBLE_COST)
    if total and eligible and ineligible:
        yield _sum(total, [eligible, ineligible])
    whole = eligible or total
    if whole is None or AmountKind.UNION_CONTRIBUTION not in group or len(parts) < 2:
        return
    if any(_differ_in_tax(part, whole) for part in parts):
        return
    if whole is total and ineligible:
        parts.append(ineligible)
    figure = _sum(whole, parts)
    if total and eligible and abs(figure.excess) > 0 and _sum(total, parts).excess == 0:
        figure = _sum(total, parts)
    shortfall = Decimal(figure.difference)
    if figure.excess > 0 and figure.difference in others:
        return
    all_named = AmountKind.NATIONAL_CONTRIBUTION in group and AmountKind.OWN_CONTRIBUTION in group
    if (
        all_named
        or shortfall <= _MISSING_PART * figure.claimed
        or is_one_slip(whole.amount.value, [part.amount.value for part in parts], figure.tolerance)
    ):
        yield figure


def _differ_in_tax(one: Term, other: Term) -> bool:
    """Whether one is said to be with value added tax, the other without."""
    return {one.amount.vat, other.amount.vat} == {"included", "excluded"}


def _sum(whole: Term, parts: list[Term]) -> Figure:
    terms = [whole, *parts]
    return Figure(
        kind="sum",
        unit="minor",
        claimed=whole.minor,
        computed=sum(part.minor for part in parts),
        tolerance=sum_tolerance(terms),
        terms=tuple(term.pointer for term in terms),
        label=whole.amount.kind.value,
        spans=spans_of(terms),
    )


def _shares(group: Group, rates: tuple[Rate, ...], ceilings: tuple[Ceiling, ...], partners: int) -> Iterator[Figure]:
    union = group.get(AmountKind.UNION_CONTRIBUTION)
    whole = next((group[kind] for kind in WHOLES if kind in group), None)
    if union is None or whole is None or whole.minor <= 0:
        return
    stated = next((rate for rate in rates if rate.of == union.index and not rate.hedge), None)
    if stated is None and union.amount.scope is Scope.PROJECT:
        named = {
            rate.value for rate in rates if rate.kind == "union_contribution" and rate.of is None and not rate.hedge
        }
        stated = next((r for r in rates if {r.value} == named and r.kind == "union_contribution"), None)
    if stated:
        half_step = min(_PERCENT, Decimal(1).scaleb(int(stated.value.as_tuple().exponent))) / 2
        # A rate may be that of the eligible cost, which is no more than the total; only a programme's own rate is sure.
        sure = any(rate.max == stated.value for rate in ceilings)
        figure = _share(union, whole, stated.value, partners, f"/rates/{rates.index(stated)}")
        if not (sure and _is_near(figure, whole)):
            tolerance = max(figure.tolerance, in_minor(whole.amount.value * half_step))
            figure = replace(figure, tolerance=tolerance)
        binds = sure or whole.amount.kind is AmountKind.ELIGIBLE_COST or figure.difference >= -figure.tolerance
        if binds and not _is_of_other_base(figure, whole):
            yield figure
        return
    for rate in ceilings:
        figure = _share(union, whole, rate.max, partners, None)
        if _is_near(figure, whole):
            yield figure
            return


def _is_of_other_base(figure: Figure, whole: Term) -> bool:
    """Whether the share may be one of the cost without the tax that is in it, or with the one that is not."""
    return (whole.amount.vat == "included" and figure.excess < 0) or (
        whole.amount.vat == "excluded" and figure.excess > 0
    )


def _is_near(figure: Figure, whole: Term) -> bool:
    """Whether the share was meant to be the programme's rate to the cent."""
    return abs(figure.difference) <= max(figure.tolerance, int(whole.minor * _NEAR_RATE))


def _share(union: Term, whole: Term, rate: Decimal, partners: int, pointer: str | None) -> Figure:
    terms = [union.pointer, whole.pointer, *([pointer] if pointer else [])]
    computed = in_minor(whole.amount.value * rate)
    return Figure(
        kind="share",
        unit="minor",
        claimed=union.minor,
        computed=computed,
        tolerance=_share_tolerance([union, whole], partners, is_less=union.minor < computed),
        terms=tuple(terms),
        label=f"{(rate * 100).normalize():f} %",
        spans=spans_of([union, whole]),
    )


def _share_tolerance(terms: list[Term], partners: int, *, is_less: bool) -> int:
    """One cent a partner, for the system rounds each partner's share down; one euro where a figure is whole euros.

    A project whose partners are not all named has more than one; a partner's own share is rounded once.
    """
    rounded = max(unit(term.amount) for term in terms)
    if rounded > 1:
        return rounded
    is_shared = any(term.amount.scope is Scope.PROJECT for term in terms)
    return max(_MOST_PARTNERS if is_less else _FEWEST_PARTNERS, partners) if is_shared else 1


def _ceilings(group: Group, ceilings: tuple[Ceiling, ...], partners: int) -> Iterator[Figure]:
    union = group.get(AmountKind.UNION_CONTRIBUTION)
    whole = next((group[kind] for kind in WHOLES if kind in group), None)
    if union is None or whole is None or not ceilings:
        return
    ceiling = max(rate.max for rate in ceilings)
    limit = in_minor(whole.amount.value * ceiling)
    figure = Figure(
        kind="ceiling",
        unit="minor",
        claimed=union.minor,
        computed=min(union.minor, limit),
        tolerance=_share_tolerance([union, whole], partners, is_less=False),
        terms=(union.pointer, whole.pointer),
        label=f"{(ceiling * 100).normalize():f} %",
        spans=spans_of([union, whole]),
    )
    if not _is_of_other_base(figure, whole):
        yield figure


def _parts(amounts: tuple[Amount, ...], groups: Groups) -> Iterator[Figure]:
    """A part named as such, a contribution beside its cost, and a partner's figure beside the project's."""
    pairs: dict[tuple[int, int], tuple[Term, Term]] = {}
    for index, amount in enumerate(amounts):
        if amount.part_of is not None and not amount.hedge:
            parent = amounts[amount.part_of]
            if parent.currency == amount.currency and not parent.hedge:
                pairs[index, amount.part_of] = (Term(index, amount), Term(amount.part_of, parent))
    for (scope, _party, currency), group in groups.items():
        whole = next((group[kind] for kind in reversed(WHOLES) if kind in group), None)
        for kind in PARTS:
            if whole and kind in group:
                pairs.setdefault((group[kind].index, whole.index), (group[kind], whole))
        project = groups.get((Scope.PROJECT, None, currency), {})
        if scope is Scope.PARTNER:
            for kind, term in group.items():
                if kind in project:
                    pairs.setdefault((term.index, project[kind].index), (term, project[kind]))
    for part, whole in pairs.values():
        if whole.amount.vat == "excluded" and part.amount.vat != "excluded":
            continue
        yield Figure(
            kind="part",
            unit="minor",
            claimed=part.minor,
            computed=min(part.minor, whole.minor),
            terms=(part.pointer, whole.pointer),
            label=part.amount.kind.value,
            spans=spans_of([part, whole]),
        )


def _lump_sums(project: Group, programme: Programme | None, actions: tuple[str, ...]) -> Iterator[Figure]:
    """The grant of an action that pays lump sums is one of them; the nearest one is what is compared.

    Some call the grant the total, some name what the project costs beside it: whichever comes nearest is the grant.
    """
    kinds = (AmountKind.UNION_CONTRIBUTION, AmountKind.TOTAL_COST)
    # A sum that is said to be with or without value added tax is that of a purchase.
    terms = [project[kind] for kind in kinds if kind in project and project[kind].amount.vat is None]
    if programme is None or not terms or len(actions) != 1:
        return
    for action in programme.actions:
        if action.id == actions[0] and action.lump_sums:
            pairs = [(term, lump) for term in terms for lump in map(in_minor, action.lump_sums)]
            term, lump = min(pairs, key=lambda pair: abs(pair[1] - pair[0].minor))
            yield Figure(
                kind="lump_sum",
                unit="minor",
                claimed=term.minor,
                computed=lump,
                terms=(term.pointer,),
                label=action.id,
                spans=spans_of([term]),
            )
