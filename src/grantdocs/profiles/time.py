"""Start, end and duration of a project beside those of a profile, as exactly as the publication gives them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from grantdocs.model.facts import DateKind

if TYPE_CHECKING:
    from grantdocs.model.agreements import Agreement
    from grantdocs.model.facts import DateFact, Facts
    from grantdocs.profiles.belonging import Belonging
    from grantdocs.profiles.profile import Profile
    from grantdocs.profiles.sides import Sides

__all__ = ["dates"]

_DAYS = {"day": 1, "month": 31, "quarter": 92, "season": 92, "half": 184, "year": 366}
"""How many days a date of each precision stands for, at the most."""
_WRITTEN = {"month": 7, "year": 4}
"""Letters of an ISO date that a date of a precision fills."""


def dates(profile: Profile, facts: Facts, belonging: Belonging, sides: Sides) -> Iterator[Agreement]:
    """A start or end that differs is told of where none beside it agrees: projects are prolonged, and have phases."""
    found = list(_compared_all(profile, facts, belonging, sides))
    agreed = {each.label for each in found if each.excess == 0}
    yield from (each for each in found if each.excess == 0 or each.label not in agreed)


def _compared_all(profile: Profile, facts: Facts, belonging: Belonging, sides: Sides) -> Iterator[Agreement]:
    for index, date in enumerate(facts.dates):
        if not belonging.holds(date):
            continue
        first, last = _meant(date)
        if profile.start and first:
            yield _compared("start", date, index, first, profile.start, sides)
        if profile.end and last:
            yield _compared("end", date, index, last, profile.end, sides)
        if date.kind is DateKind.PROJECT_PERIOD and date.duration_months and profile.start and profile.end:
            months = _months(profile.start, profile.end)
            yield sides.of_figures(
                "duration", "months", f"/dates/{index}", date, "/end", date.duration_months, months, tolerance=1,
                explained="rounding",
            )  # fmt: skip


def _meant(date: DateFact) -> tuple[tuple[dt.date, dt.date] | None, tuple[dt.date, dt.date] | None]:
    """The days on which the project may begin and end by what a date says."""
    match date.kind:
        case DateKind.PROJECT_PERIOD:
            return _unit(date, date.start, from_end=False), _unit(date, date.end, from_end=True)
        case DateKind.PROJECT_START:
            return _unit(date, date.start or date.end, from_end=date.start is None), None
        case DateKind.PROJECT_END:
            return None, _unit(date, date.end or date.start, from_end=date.end is not None)
        case _:
            return None, None


def _unit(date: DateFact, day: dt.date | None, *, from_end: bool) -> tuple[dt.date, dt.date] | None:
    """The day, or all days of the month or year that it stands for."""
    if day is None:
        return None
    length = dt.timedelta(days=_DAYS.get(date.precision, 366) - 1)
    if date.precision == "year":
        return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    if date.precision == "month":
        after = dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return day.replace(day=1), after - dt.timedelta(days=1)
    return (day - length, day) if from_end else (day, day + length)


def _compared(  # noqa: PLR0917
    label: str, date: DateFact, index: int, unit: tuple[dt.date, dt.date], expected: dt.date, sides: Sides
) -> Agreement:
    first, last = unit
    nearest = min(max(expected, first), last)
    stated = (first if label == "start" else last) if nearest == expected else nearest
    return sides.of_figures(
        label, "days", f"/dates/{index}", date, f"/{label}", stated.toordinal(), expected.toordinal(),
        tolerance=abs((stated - expected).days) if nearest == expected else 0, explained="rounding",
        stated=stated.isoformat()[: _WRITTEN.get(date.precision, 10)], expected=expected.isoformat(),
    )  # fmt: skip


def _months(start: dt.date, end: dt.date) -> int:
    after = end + dt.timedelta(days=1)
    return (after.year - start.year) * 12 + after.month - start.month + (after.day - start.day >= 15)
