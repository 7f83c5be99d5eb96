"""One profile from several sources: the first that knows a value wins, and what others say otherwise is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from grantdocs.profiles import UNKNOWN_LANGUAGE, Profile
from grantdocs.profiles.likeness import number_key, same_name, words_of
from grantdocs.profiles.money import explanation

if TYPE_CHECKING:
    from grantdocs.model.facts import AmountKind
    from grantdocs.profiles import ProfilePartner

__all__ = ["Difference", "differences", "merge"]

_BASES_OF_RATE = Decimal("0.00005")


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sources that do not say the same of a project."""

    place: str
    """JSON Pointer into the profile."""
    one: str
    other: str
    why: str
    """base, rounding, paid, or real."""


def merge(profiles: Iterable[Profile]) -> Profile:
    """What the sources know together; an earlier one is believed before a later one."""
    found, *others = profiles
    for other in others:
        numbers = {number_key(number): number for number in (*other.numbers, *found.numbers)}
        ordered = dict.fromkeys(number_key(number) for number in (*found.numbers, *other.numbers))
        found = replace(
            found,
            numbers=tuple(numbers[key] for key in ordered),
            titles=_named({**other.titles, **found.titles}),
            acronym=found.acronym or other.acronym,
            programme=found.programme or other.programme,
            amounts={**other.amounts, **found.amounts},
            rate=found.rate if found.rate is not None else other.rate,
            start=found.start or other.start,
            end=found.end or other.end,
            partners=tuple(_partners(found.partners, other.partners)),
            sites=tuple(dict.fromkeys((*found.sites, *other.sites))),
            contact=found.contact or other.contact,
            copies=(*found.copies, *other.copies),
        )
    return found


def differences(one: Profile, other: Profile, *, paid: bool = False) -> Iterator[Difference]:
    """Figures and dates that both know and do not agree on; `paid` where the other gives what was paid so far."""
    for kind in one.amounts.keys() & other.amounts.keys():
        mine, theirs = one.amounts[kind], other.amounts[kind]
        if mine != theirs:
            yield Difference(f"/{kind.value}", str(mine), str(theirs), _why(kind, one, other, paid=paid))
    if one.rate is not None and other.rate is not None and one.rate != other.rate:
        step = Decimal(1).scaleb(max(_exponent(one.rate), _exponent(other.rate))) / 2
        near = abs(one.rate - other.rate) <= step + _BASES_OF_RATE
        yield Difference("/rate", str(one.rate), str(other.rate), "rounding" if near else "real")
    days: tuple[tuple[str, dt.date | None, dt.date | None], ...] = (
        ("/start", one.start, other.start),
        ("/end", one.end, other.end),
    )
    for place, first, second in days:
        if first and second and first != second:
            yield Difference(place, first.isoformat(), second.isoformat(), "real")


def _why(kind: AmountKind, one: Profile, other: Profile, *, paid: bool) -> str:
    """Against all amounts of either side: 90 000 eligible is told as the total by a source without a total."""
    mine, theirs = one.amounts[kind], other.amounts[kind]
    if found := explanation(mine, theirs, other.amounts, kind) or explanation(theirs, mine, one.amounts, kind):
        return found
    return "paid" if paid and theirs < mine else "real"


def _exponent(value: Decimal) -> int:
    return int(value.as_tuple().exponent)


def _named(names: dict[str, str]) -> dict[str, str]:
    """A name whose language is not known is left out where it stands under a language."""
    known = {words_of(name) for tag, name in names.items() if tag != UNKNOWN_LANGUAGE}
    return {tag: name for tag, name in names.items() if tag != UNKNOWN_LANGUAGE or words_of(name) not in known}


def _partners(mine: tuple[ProfilePartner, ...], theirs: tuple[ProfilePartner, ...]) -> Iterator[ProfilePartner]:
    """Those of both, each once; a partner takes over what the other source knows of it."""
    left = list(theirs)
    for partner in mine:
        names = [*partner.names.values()]
        same = next((other for other in left if any(same_name(n, names) for n in other.names.values())), None)
        if same is None:
            yield partner
            continue
        left.remove(same)
        yield replace(
            partner,
            names=_named({**same.names, **partner.names}),
            role=partner.role if partner.role not in {None, "partner"} else same.role or partner.role,
            country=partner.country or same.country,
            amounts={**same.amounts, **partner.amounts},
            rate=partner.rate if partner.rate is not None else same.rate,
        )
    yield from left
