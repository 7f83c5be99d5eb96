"""Days, months and years as far as they are written, and the series in which each has what its neighbours say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from grantdocs.extractors.dates.tokens import Tokens

__all__ = [
    "BARE",
    "TEXT_MONTHS",
    "Point",
    "Series",
    "completed",
    "connects",
    "continues",
    "filled",
    "is_textual_day",
]

_MONTHS = frozenset({"number-my", "number-ym", "text-my", "text-ym", "month"})
_COMPLETE = frozenset({"text-dmy", "text-mdy", "number-dmy", "number-dmy-short", "number-ymd"})
TEXT_MONTHS = frozenset({"month", "text-my", "text-ym"})
BARE = frozenset({"day", "month", "day-year", "unit"})
"""Forms that are dates only with the help of their neighbours."""


class Point(NamedTuple):
    """One day, month, part of a year or year, as far as it is written."""

    form: str
    first: int
    end: int
    """Tokens of it, `end` exclusive."""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    unit: tuple[str, Any] | None = None
    """`("season", "spring")`, `("half", 1)`, `("quarter", 4)`."""
    relative: str | None = None
    """this, last, next: the year as seen from the publication; same: that of the date before."""
    separator: str = ""
    """Mark between the numbers of a numeric date."""
    swappable: bool = False
    """Day and month of a numeric date may stand the other way round."""
    month_first: bool = False
    """The month of a numeric date stands before the day."""
    marked: bool = False
    """A word for 'year' stands beside the year."""
    year_borrowed: bool = False
    """The year was written with a neighbour."""

    @property
    def is_anchored(self) -> bool:
        """It says more than a number or a month's name alone."""
        return self.month is not None and (self.day is not None or self.year is not None or self.relative is not None)


class Series(NamedTuple):
    """Points that connectives hold together: `10.-12. jūnijā`, `2023. un 2024. gadā`."""

    points: tuple[Point, ...]
    connections: tuple[str, ...]
    """Between each two points: range, list."""


def connects(left: Point, right: Point, found: dict[str, str | None]) -> str | None:
    """Whether two neighbours belong to one series, and how."""
    years = left.form == right.form == "year"
    if (
        "relative-year" in {left.form, right.form}
        or (left.form == "day" and right.form in _MONTHS)
        or (right.form == "day" and left.form in {"number-ym", "number-my"})
    ):
        # "Newsletter 2 - March 2018", "2018/12-7": the number of an issue or a paper, no day.
        return None
    if found.get("time") and (right.month is None or right.day is None):
        return None  # "12.05.2021, kl. 10.00-15.30" ends with an hour
    if found.get("slash"):
        # A school year: 2019/2020, 2019/20.
        return "range" if years or (left.form == "year" and right.form == "day") else None
    if found.get("range"):
        # Beside a year, a number of two digits is a year too, if the year has no word of its own: 2014-20.
        return None if left.form == "year" and right.form == "day" and left.marked else "range"
    if left.form == "year" and right.form == "day":
        return None
    if left.form in _COMPLETE and right.form == "day" and found.get("list") == ",":
        # "On 26 November 2022, 14 pupils", "26.11.2022, 10.00-12.30": the date is complete.
        return None
    # In a list the numbers are written alike: "14. un 15. maijā".
    if right.form in BARE or left.form in BARE or years:
        return "list"
    return "list" if left.is_anchored and right.is_anchored and found.get("list") != "," else None


def continues(left: Point, right: Point, tokens: Tokens) -> bool:
    if left.form == "month":
        return right.form in {"month", "text-my"}
    if left.form == "text-ym" and right.form == "month":
        return (left.month or 0) < (right.month or 0)  # "2021. aasta maist juulini"
    if left.form in TEXT_MONTHS:
        return right.form == left.form and (left.year, left.month) < (right.year, right.month)
    if right.form == "day":
        # "8-tól 12-ig": the ending of the second says that a range ends there.
        endings = [tokens.values[point.end - 1].get("ordinal") for point in (left, right)]
        return None not in endings and endings[0] != endings[1]
    return is_textual_day(right)


def is_textual_day(point: Point) -> bool:
    return point.form in {"text-dm", "text-md", "text-ymd", "text-ymd-month-first", "text-dmy", "text-mdy"}


def completed(points: list[Point], connections: list[str]) -> bool:
    """The last, bare point can take what it lacks from those before it, or the text for both: `from May to July`."""
    last, before = points[-1], points[:-1]
    if last.form == "month" and before[-1].form == "month" and connections[-1] == "range":
        return True
    if last.form == "day" and before[-1].form == "year":
        return _short_end(before[-1], last) is not None
    return (
        any(point.month is not None for point in before)
        if last.form not in {"month", "unit"}
        else any(point.year is not None for point in before)
    )


def _short_end(year: Point, last: Point) -> Point | None:
    """`2014-20`: the end of a range of years may leave the century out."""
    if year.year is None or last.day is None or last.end - last.first != 1:
        return None
    full = year.year - year.year % 100 + last.day
    return last._replace(form="year", year=full, day=None) if year.year < full <= year.year + 30 else None


def filled(points: list[Point]) -> list[Point]:
    """Each point with what its neighbours say for it: the right one first, then the left one."""
    if len(points) > 1 and points[-1].form == "day" and points[-2].form == "year" and points[-2].month is None:
        points = [*points[:-1], _short_end(points[-2], points[-1]) or points[-1]]
    for i in range(len(points) - 2, -1, -1):
        points[i] = _borrow(points[i], points[i + 1])
    for i in range(1, len(points)):
        points[i] = _borrow(points[i], points[i - 1])
    return points


def _borrow(point: Point, other: Point) -> Point:
    if point.form == "year":
        return point._replace(marked=point.marked or (other.form == "year" and other.marked))
    if point.month is None and point.day is not None:
        point = point._replace(month=other.month)
    if point.year is None and point.relative is None and (point.month is not None or point.unit is not None):
        point = point._replace(year=other.year, relative=other.relative, year_borrowed=other.year is not None)
    return point
