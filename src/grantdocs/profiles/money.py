"""Amounts and rates beside those of a profile, by value: base, rounding, hedges and scopes told from contradictions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from grantdocs.model.facts import AmountKind, Scope
from grantdocs.profiles.likeness import same_name

if TYPE_CHECKING:
    from grantdocs.model.agreements import Agreement
    from grantdocs.model.facts import Amount, Facts, Rate
    from grantdocs.profiles.belonging import Belonging
    from grantdocs.profiles.profile import Profile
    from grantdocs.profiles.sides import Sides

__all__ = ["amounts", "explanation", "rates"]

_BASES: Final = {
    AmountKind.TOTAL_COST: (AmountKind.ELIGIBLE_COST,),
    AmountKind.ELIGIBLE_COST: (AmountKind.TOTAL_COST,),
}
"""Kinds that publications take for one another."""
_PUBLIC: Final = (AmountKind.UNION_CONTRIBUTION, AmountKind.NATIONAL_CONTRIBUTION)
"""What makes up public support, which publications give as the contribution of either."""
_PPM: Final = 1_000_000
_CENT: Final = Decimal("0.01")


def amounts(profile: Profile, facts: Facts, belonging: Belonging, sides: Sides) -> Iterator[Agreement]:
    for index, amount in enumerate(facts.amounts):
        if amount.hedge or amount.currency not in {None, profile.currency} or not belonging.holds(amount):
            continue
        known = _of_whom(amount, profile)
        if known is None or amount.kind not in known[1]:
            continue
        place, own = known
        expected = own[amount.kind]
        tolerance, explained = _explained(amount, own, profile)
        yield sides.of_figures(
            amount.kind.value, "minor", f"/amounts/{index}", amount, f"{place}/{amount.kind.value}",
            _minor(amount.value), _minor(expected), tolerance=tolerance, explained=explained,
        )  # fmt: skip


def rates(profile: Profile, facts: Facts, belonging: Belonging, sides: Sides) -> Iterator[Agreement]:
    """The Union's share where a publication gives it for the project, whatever cost it is counted from."""
    known = set(_shares(profile))
    if not known:
        return
    expected = profile.rate if profile.rate is not None else max(known)
    ceilings = _ceilings(profile)
    for index, rate in enumerate(facts.rates):
        if rate.hedge or rate.kind != AmountKind.UNION_CONTRIBUTION or not belonging.holds(rate):
            continue
        if not _is_of_project(rate, facts) or (rate.of is None and rate.value in ceilings):
            continue
        step = Decimal(1).scaleb(int(rate.value.as_tuple().exponent)) / 2
        near = [share for share in known if abs(share - rate.value) <= step + Decimal("0.00005")]
        based = bool(near) and expected not in near
        tolerance = abs(_ppm(rate.value) - _ppm(expected)) if near else 0
        yield sides.of_figures(
            "rate", "ppm", f"/rates/{index}", rate, "/rate", _ppm(rate.value), _ppm(expected), tolerance=tolerance,
            explained="base" if based else "rounding",
        )  # fmt: skip


def explanation(stated: Decimal, expected: Decimal, others: Mapping[AmountKind, Decimal], kind: AmountKind) -> str:
    """Why two amounts of one kind differ: `base`, `rounding`, or nothing where the difference is real."""
    if abs(stated - expected) < max(_step(stated), _step(expected)):
        return "rounding"
    return "base" if any(abs(stated - other) <= _CENT for other in _same_base(kind, others)) else ""


def _of_whom(amount: Amount, profile: Profile) -> tuple[str, Mapping[AmountKind, Decimal]] | None:
    """The amounts of the project, or of the partner that is meant, and where they stand in the profile."""
    if amount.scope is Scope.PROJECT:
        return "", profile.amounts
    if amount.scope is Scope.PARTNER and amount.party:
        for index, partner in enumerate(profile.partners):
            if same_name(amount.party, partner.names.values()):
                return f"/partners/{index}", partner.amounts
    return None


def _explained(amount: Amount, own: Mapping[AmountKind, Decimal], profile: Profile) -> tuple[int, str]:
    """How far from the expected amount it may be, and why."""
    expected = own[amount.kind]
    missed = abs(_minor(amount.value) - _minor(expected))
    step = _minor(_step(amount.value, amount.notation))
    if missed <= 1 or missed < step:
        return max(1, step - 1), "rounding"
    if any(abs(_minor(amount.value) - _minor(other)) < max(step, 2) for other in _same_base(amount.kind, own)):
        return missed, "base"
    everywhere = [profile.amounts, *(partner.amounts for partner in profile.partners)]
    others = [each for each in everywhere if each is not own]
    if any(abs(_minor(amount.value) - _minor(other.get(amount.kind, Decimal(-1)))) < max(step, 2) for other in others):
        return missed, "scope"
    return max(1, step - 1), ""


def _same_base(kind: AmountKind, own: Mapping[AmountKind, Decimal]) -> Iterator[Decimal]:
    yield from (own[other] for other in _BASES.get(kind, ()) if other in own)
    if kind in _PUBLIC and all(each in own for each in _PUBLIC):
        yield own[_PUBLIC[0]] + own[_PUBLIC[1]]


def _shares(profile: Profile) -> Iterator[Decimal]:
    if profile.rate is not None:
        yield profile.rate
    union = profile.amounts.get(AmountKind.UNION_CONTRIBUTION)
    for base in (AmountKind.ELIGIBLE_COST, AmountKind.TOTAL_COST):
        if union is not None and profile.amounts.get(base):
            yield (union / profile.amounts[base]).quantize(Decimal("0.000001"))


def _ceilings(profile: Profile) -> frozenset[Decimal]:
    """Rates of the programme, which a publication may mean where no amount stands beside the rate."""
    from grantdocs.catalogue.programmes import programmes

    known = programmes().get(profile.programme or "")
    return frozenset(rate.max for rate in known.rates) if known else frozenset()


def _is_of_project(rate: Rate, facts: Facts) -> bool:
    return rate.of is None or facts.amounts[rate.of].scope is Scope.PROJECT


def _step(value: Decimal, notation: str = "") -> Decimal:
    """The smallest step of a figure: a cent, a whole unit, or the last digit that is given of millions in words."""
    exponent = int(value.as_tuple().exponent)
    if "scale" in notation.split():
        return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))
    return Decimal(1).scaleb(max(exponent, -2)) if exponent < 0 else Decimal(1)


def _minor(value: Decimal) -> int:
    return int((value * 100).quantize(Decimal(1), ROUND_HALF_UP))


def _ppm(value: Decimal) -> int:
    return int((value * _PPM).quantize(Decimal(1), ROUND_HALF_UP))
