"""Order of dates, durations, limits, the programme's period, weekdays."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from grantdocs.model.facts import DateFact, DateKind, Figure

if TYPE_CHECKING:
    from grantdocs.catalogue.programmes import Programme

__all__ = ["derive", "of_dates"]

_OF_PROJECT = (DateKind.PROJECT_PERIOD, DateKind.PROJECT_START, DateKind.PROJECT_END)


def derive(dates: tuple[DateFact, ...], programme: Programme | None, actions: tuple[str, ...]) -> Iterator[Figure]:
    yield from _order(dates)
    yield from _durations(dates)
    yield from _limits(dates, programme, actions)
    yield from _within_period(dates, programme)
    yield from _weekdays(dates)


def _order(dates: tuple[DateFact, ...]) -> Iterator[Figure]:
    for index, date in enumerate(dates):
        if date.kind is DateKind.PROJECT_PERIOD and date.start and date.end:
            yield _ordered(date.start, date.end, (index,), dates)
    starts = [i for i, date in enumerate(dates) if date.kind is DateKind.PROJECT_START and date.start]
    ends = [i for i, date in enumerate(dates) if date.kind is DateKind.PROJECT_END and date.end]
    if len(starts) == len(ends) == 1:
        start, end = dates[starts[0]].start, dates[ends[0]].end
        if start and end:
            yield _ordered(start, end, (starts[0], ends[0]), dates)


def _ordered(start: dt.date, end: dt.date, indexes: tuple[int, ...], dates: tuple[DateFact, ...]) -> Figure:
    """The start may not lie after the end: what is compared is the start with itself, or with the end if earlier."""
    return of_dates(
        "order",
        "days",
        start.toordinal(),
        min(start, end).toordinal(),
        indexes=indexes,
        dates=dates,
        label="start and end",
    )


def _durations(dates: tuple[DateFact, ...]) -> Iterator[Figure]:
    """A stated number of months beside the dates; both endpoints may be counted, so one month either way is right.

    A start alone says nothing of the end, and years alone leave months open at both ends.
    """
    for index, date in enumerate(dates):
        if date.kind is not DateKind.PROJECT_PERIOD or date.precision == "year":
            continue
        if date.duration_months is not None and date.start and date.end and date.start <= date.end:
            months = _months(date.start, date.end)
            yield of_dates(
                "duration",
                "months",
                date.duration_months,
                months,
                indexes=(index,),
                dates=dates,
                label="duration",
                tolerance=1,
            )


def _limits(dates: tuple[DateFact, ...], programme: Programme | None, actions: tuple[str, ...]) -> Iterator[Figure]:
    """A project may last as many months as its action allows, counted to the day before the same day of the month."""
    if programme is None or len(actions) != 1:
        return
    action = next((action for action in programme.actions if action.id == actions[0]), None)
    if action is None:
        return
    for index, date in enumerate(dates):
        if date.kind is not DateKind.PROJECT_PERIOD or not date.start or not date.end or date.start > date.end:
            continue
        days = (date.end - date.start).days + 1
        bound = days
        if action.max_months and date.end > (last := _last_day(date.start, action.max_months)):
            bound = (last - date.start).days + 1
            label = f"{action.id}: {action.max_months}"
        elif action.min_months and date.end < (first := _last_day(date.start, action.min_months)):
            bound = (first - date.start).days + 1
            label = f"{action.id}: {action.min_months}"
        elif action.max_months:
            label = f"{action.id}: {action.max_months}"
        else:
            continue
        tolerance = 0 if date.precision == "day" else 31
        yield of_dates("limit", "days", days, bound, indexes=(index,), dates=dates, label=label, tolerance=tolerance)


def _within_period(dates: tuple[DateFact, ...], programme: Programme | None) -> Iterator[Figure]:
    if programme is None or programme.eligible is None:
        return
    first, last = programme.eligible
    label = f"{first.isoformat()}/{last.isoformat()}"
    for index, date in enumerate(dates):
        if date.kind not in _OF_PROJECT:
            continue
        outside = [day for day in (date.start, date.end) if day and not first <= day <= last]
        day = outside[0] if outside else date.start or date.end
        if day:
            bound = min(max(day, first), last)
            yield of_dates(
                "period", "days", day.toordinal(), bound.toordinal(), indexes=(index,), dates=dates, label=label
            )


def _weekdays(dates: tuple[DateFact, ...]) -> Iterator[Figure]:
    for index, date in enumerate(dates):
        if date.weekday is not None and date.start and date.start == date.end:
            label = date.start.isoformat()
            yield of_dates(
                "weekday", "days", date.weekday, date.start.isoweekday(), indexes=(index,), dates=dates, label=label
            )


def of_dates(
    kind: str,
    unit: str,
    claimed: int,
    computed: int,
    *,
    indexes: tuple[int, ...],
    dates: tuple[DateFact, ...],
    label: str,
    tolerance: int = 0,
    variant: str = "",
) -> Figure:
    """A figure whose terms are dates."""
    return Figure(
        kind=kind,
        unit=unit,
        claimed=claimed,
        computed=computed,
        tolerance=tolerance,
        terms=tuple(f"/dates/{index}" for index in indexes),
        label=label,
        variant=variant,
        spans=tuple(span for index in indexes for span in dates[index].spans[:1]),
    )


def _months(start: dt.date, end: dt.date) -> int:
    """Whole months from start to end, both days included; a broken month counts from its half on."""
    after = end + dt.timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    return months + (after.day - start.day >= 15) - (start.day - after.day >= 15)


def _last_day(start: dt.date, months: int) -> dt.date:
    """The last day of a project that starts on `start` and lasts `months` months."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return dt.date(year, month + 1, day) - dt.timedelta(days=1)
