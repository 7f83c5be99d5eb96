"""The funding programmes that we know (`rules/programmes/<id>.json`), read once and only when asked for."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any

from grantdocs._resources import rules_folder
from grantdocs.errors import ScopeError

__all__ = ["Action", "AwardForm", "Ceiling", "GrantingAuthority", "Programme", "programme", "programmes"]


@dataclass(frozen=True, slots=True)
class AwardForm:
    """How a programme writes the numbers of its grants."""

    pattern: str
    """Over folded text that keeps its letter case; the number is the group `number`, or else the whole match."""
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    hints: tuple[str, ...] = ()
    """One of these stands in every match, so that the pattern need not be tried on other texts."""
    needs_label: bool = False
    shared: bool = False
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The highest share that the Union pays."""

    max: Decimal
    of: str | None
    action: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Action:
    """A kind of grant within a programme, with the limits of its amounts and durations."""

    id: str
    source: str
    pattern: str | None = None
    names: tuple[str, ...] = ()
    lump_sums: tuple[Decimal, ...] = ()
    max_grant: Decimal | None = None
    currency: str | None = None
    min_months: int | None = None
    max_months: int | None = None


@dataclass(frozen=True, slots=True)
class GrantingAuthority:
    id: str
    names: Mapping[str, str]
    """BCP 47 tag -> name."""
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme in one period."""

    id: str
    period: str
    """`2014-2020`"""
    names: Mapping[str, tuple[str, ...]]
    award_numbers: tuple[AwardForm, ...]
    funds: tuple[str, ...]
    packs: tuple[str, ...]
    country: str | None = None
    """ISO 3166-1 alpha-2 of a programme that runs in one country."""
    abbreviations: tuple[str, ...] = ()
    period_bound: bool = False
    """The name alone fixes the period."""
    period_marks: tuple[str, ...] = ()
    rates: tuple[Ceiling, ...] = ()
    eligible: tuple[dt.date, dt.date] | None = None
    """First and last day on which expenditure is eligible."""
    actions: tuple[Action, ...] = ()
    sites: tuple[str, ...] = ()
    granting_authorities: tuple[GrantingAuthority, ...] = ()
    statements: tuple[str, ...] = ()
    """Families of statements that point to this programme."""
    disclaimer: str | None = None
    source: str | None = field(default=None, repr=False)

    @property
    def years(self) -> tuple[int, int]:
        first, last = self.period.split("-")
        return int(first), int(last)

    def action(self, identifier: str) -> Action | None:
        return next((action for action in self.actions if action.id == identifier), None)


def programme(identifier: str) -> Programme:
    """The programme of this id; ScopeError where there is none."""
    try:
        return programmes()[identifier]
    except KeyError:
        raise ScopeError(f"no programme {identifier!r} is known") from None


@cache
def programmes() -> Mapping[str, Programme]:
    """All programmes by id, in the order of their ids."""
    folder = str(rules_folder() / "programmes")
    names = sorted(entry.name for entry in os.scandir(folder) if entry.name.endswith(".json"))
    profiles = (_programme(_load(f"{folder}{os.sep}{name}")) for name in names)
    return MappingProxyType({profile.id: profile for profile in profiles})


def _load(path: str) -> dict[str, Any]:
    """Hundreds of small files: bytes straight to the parser take half the time of a `Path` and a decoder."""
    with open(path, "rb") as file:  # noqa: PTH123
        data: dict[str, Any] = json.loads(file.read())
    return data


def _programme(data: dict[str, Any]) -> Programme:
    eligibility = data.get("eligibility")
    return Programme(
        id=data["id"],
        period=data["period"],
        names={tag: tuple(names) for tag, names in data["names"].items()},
        award_numbers=tuple(map(_form, data["award_numbers"])),
        funds=tuple(data["funds"]),
        packs=tuple(data["packs"]),
        country=data.get("country"),
        abbreviations=tuple(data.get("abbreviations", ())),
        period_bound=data.get("period_bound", False),
        period_marks=tuple(data.get("period_marks", ())),
        rates=tuple(
            Ceiling(Decimal(rate["max"]), rate.get("of"), rate.get("action"), rate["source"])
            for rate in data.get("rates", ())
        ),
        eligible=(dt.date.fromisoformat(eligibility["start"]), dt.date.fromisoformat(eligibility["end"]))
        if eligibility
        else None,
        actions=tuple(map(_action, data.get("actions", ()))),
        sites=tuple(data.get("sites", ())),
        granting_authorities=tuple(
            GrantingAuthority(one["id"], one["names"], one.get("country"))
            for one in data.get("granting_authorities", ())
        ),
        statements=tuple(data.get("statements", ())),
        disclaimer=data.get("disclaimer"),
        source=data.get("source"),
    )


def _form(data: dict[str, Any]) -> AwardForm:
    return AwardForm(
        pattern=data["pattern"],
        examples=tuple(data["examples"]),
        counter_examples=tuple(data["counter_examples"]),
        hints=tuple(data.get("hints", ())),
        needs_label=data.get("needs_label", False),
        shared=data.get("shared", False),
        action=data.get("action"),
    )


def _action(data: dict[str, Any]) -> Action:
    months = data.get("duration_months", {})
    return Action(
        id=data["id"],
        source=data["source"],
        pattern=data.get("pattern"),
        names=tuple(data.get("names", ())),
        lump_sums=tuple(map(Decimal, data.get("lump_sums", ()))),
        max_grant=Decimal(data["max_grant"]) if "max_grant" in data else None,
        currency=data.get("currency"),
        min_months=months.get("min"),
        max_months=months.get("max"),
    )
