"""Invented projects: budgets rounded as Jems rounds them (each partner's share down to the cent, the project their sum),
dates, and the contradictions that are planted in them."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

_CENT: Final = Decimal("0.01")


@dataclass
class Project:
    total: Decimal = Decimal(0)
    union: Decimal = Decimal(0)
    own: Decimal = Decimal(0)
    state: Decimal | None = None
    ineligible: Decimal | None = None
    rate: Decimal = Decimal(0)
    partners: list[tuple[str, Decimal, Decimal]] = field(default_factory=list)
    """Name, budget, share of the Union."""
    start: dt.date = dt.date(2000, 1, 1)
    end: dt.date = dt.date(2000, 1, 1)
    months: int = 0
    event: dt.date = dt.date(2000, 1, 1)
    weekday: int = 6


def budget(
    chance: random.Random, names: list[str], shape: str, ceiling: Decimal, first: int, *, whole: bool, kind: str | None
) -> Project:
    """One whose figures hold, but for the contradiction of this kind; `first` is the first year of its programme."""
    rate = ceiling
    if shape == "rate" and chance.random() < 0.3:
        rate = Decimal(chance.choice(("0.5", "0.6", "0.75")))
    partners = []
    for name in names:
        budget = Decimal(chance.randint(1_500_000, 48_000_000)) / 100
        partners.append((name, budget, (budget * rate).quantize(_CENT, ROUND_DOWN)))
    total = sum((budget for _, budget, _ in partners), Decimal(0))
    union = sum((share for _, _, share in partners), Decimal(0))
    if chance.random() < 0.25:
        union = (total * rate).quantize(_CENT, ROUND_HALF_UP)
    state = (total * Decimal("0.05")).quantize(_CENT, ROUND_DOWN) if chance.random() < 0.3 and rate < 1 else None
    ineligible = (total * Decimal(chance.randint(1, 9)) / 100).quantize(_CENT) if shape == "eligible" else None
    if whole:  # each figure rounded by itself, after the cents were added up
        partners = [(name, _euro(budget), _euro(share)) for name, budget, share in partners]
        total, union = _euro(total), _euro(union)
        state, ineligible = state and _euro(state), ineligible and _euro(ineligible)
    own = total - union - (state or 0)
    if whole and chance.random() < 0.3:
        own += chance.choice((-1, 1))
    project = Project(total, union, own, state, ineligible, rate, partners)
    months = chance.choice((12, 18, 24, 30, 36))
    start = dt.date(first + chance.randint(1, 4), chance.randint(1, 12), 1)
    _plant(chance, project, kind, whole=whole)
    if kind == "period":
        start = dt.date({2014: 2023, 2021: 2029}[first], chance.randint(2, 12), 1)
        months = max(months, 24)
    return dated(chance, start, months, project, kind)


def dated(chance: random.Random, start: dt.date, months: int, project: Project, kind: str | None) -> Project:
    project.start, project.months = start, months
    project.end = _after(start, months) - dt.timedelta(days=1)
    project.event = start + dt.timedelta(days=chance.randint(20, 200))
    project.weekday = project.event.isoweekday()
    if kind == "order":
        project.start, project.end = project.end, project.start
    elif kind == "duration":
        project.months = months + chance.choice((-6, 6, 12))
    elif kind == "weekday":
        project.weekday = project.weekday % 7 + 1
    return project


def _plant(chance: random.Random, project: Project, kind: str | None, *, whole: bool) -> None:
    least = Decimal(50) if whole else Decimal("0.5")
    match kind:
        case "sum":
            name = chance.choice(["total", "own"])
            setattr(project, name, _slipped(chance, getattr(project, name), lambda change: abs(change) > least))
        case "share":
            sure = project.rate in {Decimal("0.85"), Decimal("0.80")}

            def tells(change: Decimal) -> bool:
                share = change / project.total
                far, near = Decimal("0.006"), Decimal("0.0009")
                return share > far or (sure and (share < -far or least < abs(change) < near * project.total))

            project.union = _slipped(chance, project.union, tells, ("digit", "swap"))
        case "ceiling":
            share = Decimal(chance.choice(("0.9", "0.95", "0.88")))
            project.union = (project.total * share).quantize(_CENT if not whole else Decimal(1))
            project.state, project.own = None, project.total - project.union
        case "part":
            name, budget, _ = project.partners[0]
            more = project.total + budget
            project.partners[0] = (name, more, (more * project.rate).quantize(_CENT, ROUND_DOWN))
        case "partner_sum":
            at = chance.randrange(len(project.partners))
            name, budget, union = project.partners[at]
            budget = _slipped(chance, budget, lambda change: abs(change) > 10 * least, ("digit", "swap"))
            project.partners[at] = (name, budget, union)
        case _:
            pass


def _slipped(
    chance: random.Random,
    value: Decimal,
    fits: Callable[[Decimal], bool],
    slips: tuple[str, ...] = ("digit", "swap", "double"),
) -> Decimal:
    """With a digit mistyped, two swapped or one doubled, so that it tells."""
    digits = str(value)
    for _ in range(10_000):
        at = chance.randrange(len(digits))
        slip = chance.choice(slips)
        if not digits[at].isdecimal() or at == 0:
            continue
        if slip == "digit":
            read = digits[:at] + chance.choice("0123456789") + digits[at + 1 :]
        elif slip == "double":
            read = digits[:at] + digits[at] + digits[at:]
        elif digits[at - 1].isdecimal():
            read = digits[: at - 1] + digits[at] + digits[at - 1] + digits[at + 1 :]
        else:
            continue
        slipped = Decimal(read)
        if slipped != value and len(str(slipped).partition(".")[2]) <= 2 and fits(slipped - value):
            return slipped.quantize(value)
    message = "no slip tells"
    raise ValueError(message)


def _after(start: dt.date, months: int) -> dt.date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _euro(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)
