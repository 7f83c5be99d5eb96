"""From dates as written to days of the calendar: years that stand elsewhere, relative years, orders of numbers."""

from __future__ import annotations

import calendar as civil
import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from grantdocs.extractors.dates.bare_months import in_sentence
from grantdocs.extractors.dates.periods import Periods
from grantdocs.model.document import Gap
from grantdocs.text.stretches import Stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grantdocs.extractors.dates.layout import Layout
    from grantdocs.extractors.dates.mentions import Mention
    from grantdocs.extractors.dates.points import Point
    from grantdocs.extractors.reading import Reading

__all__ = ["Dated", "complete", "settle_order", "with_years"]

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_NEAR = 300
"""Characters up to which a date with a year gives it to one without."""
_LAST_YEAR_DAYS, _NEXT_YEAR_DAYS = 60, 120
"""A day without year may belong to the year before or after if that puts it this close to the publication."""
_ONE_YEAR = 366
_SURE_DAYS = 60
"""Of two years that are possible the one that puts the day this close is meant."""
_NEWS_DAYS = 30
"""What a publication tells of happened or happens this close to it, most often."""
_YEAR_OFFSET = {"last": -1, "this": 0, "next": 1}
_NEAREST = {"recent": (0, -1), "coming": (0, 1)}
"""`last November` is the latest one, `next March` the first to come: years to try, counted from the publication's."""


class Dated(NamedTuple):
    """A mention with the days it stands for."""

    mention: Mention
    start: dt.date
    end: dt.date
    precision: str
    relative: bool = False
    beside: tuple[int, int] | None = None
    """Where the year was taken from, if it stands elsewhere in the sentence."""


def settle_order(mentions: Sequence[Mention], reading: Reading) -> tuple[list[Mention], list[Gap]]:
    """Decide between day first and month first for numeric dates that allow both.

    Where writers of the language disagree, another date of the document must decide; else it is a gap.
    """
    points = [point for mention in mentions for point in mention.points if point.separator in {"/", "-"}]
    if not any(point.swappable for point in points):
        return list(mentions), []
    plain = [
        point for point in points if not point.swappable and point.form == "number-dmy" and point.day != point.month
    ]
    month_first = {point.month_first for point in plain}
    varies = bool(reading.lexicon.first("calendar", "order_varies"))
    if not varies and not month_first:
        return list(mentions), []
    settled: list[Mention] = []
    gaps: list[Gap] = []
    for mention in mentions:
        if not any(point.swappable for point in mention.points):
            settled.append(mention)
        elif len(month_first) == 1:
            wanted = month_first == {True}
            settled.append(
                mention._replace(
                    first=_ordered(mention.first, month_first=wanted),
                    last=mention.last and _ordered(mention.last, month_first=wanted),
                )
            )
        else:
            gaps.append(_two_readings(mention, reading))
    return settled, gaps


def complete(mentions: Iterable[Mention]) -> list[Dated]:
    """The mentions that say all by themselves."""
    found = []
    for mention in mentions:
        if all(point.year is not None and point.relative is None for point in mention.points):
            dated = _dated(mention)
            if dated:
                found.append(dated)
    return found


def with_years(
    mentions: Sequence[Mention], known: Sequence[Dated], published: dt.date | None, layout: Layout
) -> tuple[list[Dated], list[Gap]]:
    """All dates that can be resolved, in reading order, and gaps for those that cannot.

    `known` are the complete ones. A year that only introduces months of the same sentence is absorbed by them.
    """
    found = {dated.mention.start: dated for dated in known}
    around = _Around(mentions, known, layout)
    gaps: list[Gap] = []
    absorbed: set[int] = set()
    for mention in mentions:
        if mention.start in found:
            continue
        if any(point.relative is not None for point in mention.points):
            if mention.first.relative == "same":
                dated = around.in_same_year(mention)
            elif published is None:
                gaps.append(_relative_gap(mention, layout.reading))
                continue
            else:
                dated = _dated(_with_relative_year(mention, published))
        elif leader := around.year_before(mention):
            dated = _dated(_with_year(mention, leader.first.year or 0))
            if dated and leader.is_years and leader.first.marked:
                dated = dated._replace(beside=(leader.start, leader.end))
                absorbed.add(leader.start)
            elif dated and mention.first.day is not None and not leader.is_years:
                dated = dated._replace(relative=True)
            else:
                dated = None
        elif all(point.day is not None for point in mention.points):
            dated = _by_neighbours(mention, around, published)
            if dated is None and published is not None:
                gaps.append(_relative_gap(mention, layout.reading))
        elif published is not None and all(map(_is_month, mention.points)) and in_sentence(mention, layout):
            dated = _closest(mention, published)
        else:
            dated = None
        if dated:
            found[mention.start] = dated
    ordered = [found[start] for start in sorted(found) if start not in absorbed]
    return [dated for dated in ordered if dated.precision != "winter"], [
        *gaps,
        *(_winter_gap(dated, layout.reading) for dated in ordered if dated.precision == "winter"),
    ]


def _is_month(point: Point) -> bool:
    return point.month is not None and point.day is None and point.year is None


def _ordered(point: Point, *, month_first: bool) -> Point:
    if not point.swappable or point.month_first == month_first:
        return point
    return point._replace(day=point.month, month=point.day, month_first=month_first)


def _two_readings(mention: Mention, reading: Reading) -> Gap:
    point = next(point for point in mention.points if point.swappable)
    one = dt.date(point.year or 1, point.month or 1, point.day or 1)
    other = one.replace(month=one.day, day=one.month)
    span = reading.folded.span(mention.start, mention.end)
    return Gap("ambiguous-date", f"'{reading.quote(span)}' is {one} or {other}.", "/dates", (span,))


def _relative_gap(mention: Mention, reading: Reading) -> Gap:
    span = reading.folded.span(mention.start, mention.end)
    return Gap("relative-date", f"The year of '{reading.quote(span)}' is not known.", "/dates", (span,))


def _winter_gap(dated: Dated, reading: Reading) -> Gap:
    span = reading.folded.span(dated.mention.start, dated.mention.end)
    earlier = dated.start.year - 1
    detail = f"'{reading.quote(span)}' is the winter from December {earlier} or from December {earlier + 1}."
    return Gap("ambiguous-date", detail, "/dates", (span,))


class _Around:
    """What the dates of a text say for those without year."""

    def __init__(self, mentions: Sequence[Mention], known: Sequence[Dated], layout: Layout) -> None:
        self._mentions, self._known, self._layout = mentions, known, layout
        self._only_years: dict[tuple[int, int], int | None] = {}

    def year_before(self, mention: Mention) -> Mention | None:
        """The year that the sentence gave before: `2023. gadā ... oktobrī`."""
        start, _ = self._layout.sentence(mention.start, mention.end)
        before = self._with_year.last_before(mention.start)
        return before if before is not None and before.start >= start and before.last is None else None

    def year_after(self, mention: Mention) -> int | None:
        """The only year that the rest of the sentence gives: `no 14. jūnija ... 2024. gadā`."""
        sentence = self._layout.sentence(mention.start, mention.end)
        if sentence not in self._only_years:
            years = {dated.start.year for dated in self._years.beginning(*sentence)}
            self._only_years[sentence] = years.pop() if len(years) == 1 else None
        return self._only_years[sentence]

    def in_same_year(self, mention: Mention) -> Dated | None:
        """The year of the date before: `Atklāja 2022. gada jūnijā. Darbi sākās tā paša gada martā.`"""
        before = self._with_year.last_before(mention.start)
        if before is None or before.last is not None or mention.start - before.end > _NEAR:
            return None
        return _dated(_with_year(mention, before.first.year or 0))

    def in_period(self, mention: Mention) -> Dated | None:
        """The day in the year in which the first period that holds it begins."""
        found: list[tuple[int, Dated]] = []
        for year, periods in self._periods.items():
            candidate = _relative(mention, year)
            period = periods.first_around(candidate.start, candidate.end) if candidate else None
            if candidate and period:
                found.append((period.mention.start, candidate))
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def nearest_day(self, mention: Mention, *, published: bool) -> Dated | None:
        """The day that stands next to it in the same block or one beside it.

        Where the day of publication is known, a day further down the page says nothing of those above it.
        """
        near = [
            dated
            for dated in self._days.near(mention.start, mention.end, _NEAR)
            if _distance(dated.mention, mention) <= _NEAR
            and self._are_neighbours(dated.mention, mention)
            and (not published or dated.mention.start < mention.start or self._are_together(dated.mention, mention))
        ]
        return min(near, key=lambda dated: _distance(dated.mention, mention), default=None)

    def _are_neighbours(self, one: Mention, other: Mention) -> bool:
        return abs(self._layout.block(one.start) - self._layout.block(other.start)) <= 2

    def _are_together(self, one: Mention, other: Mention) -> bool:
        return self._layout.block(one.start) == self._layout.block(other.start)

    @cached_property
    def _with_year(self) -> Stretches[Mention]:
        dated = (mention for mention in self._mentions if mention.points[-1].year is not None)
        return Stretches((mention.start, mention.end, mention) for mention in dated)

    @cached_property
    def _years(self) -> Stretches[Dated]:
        return self._known_to("year")

    @cached_property
    def _days(self) -> Stretches[Dated]:
        return self._known_to("day")

    def _known_to(self, precision: str) -> Stretches[Dated]:
        known = (dated for dated in self._known if dated.precision == precision)
        return Stretches((dated.mention.start, dated.mention.end, dated) for dated in known)

    @cached_property
    def _periods(self) -> dict[int, Periods[Dated]]:
        """Short periods by the years that they begin in."""
        periods: dict[int, list[Dated]] = {}
        for dated in self._known:
            if dated.precision == "day" and dated.start < dated.end and (dated.end - dated.start).days < _ONE_YEAR:
                periods.setdefault(dated.start.year, []).append(dated)
        return {year: Periods(held) for year, held in periods.items()}


def _by_neighbours(mention: Mention, around: _Around, published: dt.date | None) -> Dated | None:
    """A day without year, where the document fixes the year: by a period that holds it, a date near by, or its own."""
    if held := around.in_period(mention):
        return held
    nearest = around.nearest_day(mention, published=published is not None)
    anchor = nearest.start if nearest else published
    if anchor is None:
        year = around.year_after(mention)
        return _relative(mention, year) if year else None
    return _nearer_to(published, anchor, mention) if published else _closest(mention, anchor)


def _nearer_to(published: dt.date, anchor: dt.date, mention: Mention) -> Dated | None:
    """The day that a date near by gives, or the one in the publication's year, if that is nearer to the publication.

    The latter only where the former would lie after the publication, or where it is news: close to the publication, but
    not to the date near by.
    """
    found, other = _closest(mention, anchor), _closest(mention, published)
    if found is None or other is None:
        return found or other
    is_news = _days(other.start, published) <= _NEWS_DAYS < _days(found.start, anchor)
    if found.start <= published and not is_news:
        return found
    return min((found, other), key=lambda dated: _days(dated.start, published))


def _days(one: dt.date, other: dt.date) -> int:
    return abs((one - other).days)


def _closest(mention: Mention, anchor: dt.date) -> Dated | None:
    """The day in the year of `anchor`, or in a neighbouring year that comes closer; None where both may be meant."""
    fitting: list[tuple[int, Dated]] = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        candidate = _relative(mention, year)
        if candidate is None or not _weekday_fits(candidate):
            continue
        days = (candidate.start - anchor).days
        if year == anchor.year or -_LAST_YEAR_DAYS <= days < 0 or 0 < days <= _NEXT_YEAR_DAYS:
            fitting.append((abs(days), candidate))
    if not fitting:
        return None
    distance, best = min(fitting, key=lambda pair: pair[0])
    return best if len(fitting) == 1 or distance <= _SURE_DAYS else None


def _distance(one: Mention, other: Mention) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _weekday_fits(dated: Dated) -> bool:
    return (
        dated.mention.weekday is None
        or dated.mention.last is not None
        or (dated.start.isoweekday() == dated.mention.weekday)
    )


def _relative(mention: Mention, year: int) -> Dated | None:
    dated = _dated(_with_year(mention, year))
    return dated._replace(relative=True) if dated else None


def _with_relative_year(mention: Mention, published: dt.date) -> Mention:
    relative = mention.first.relative or mention.points[-1].relative
    for offset in _NEAREST.get(relative or "", ()):
        candidate = _with_year(mention, published.year + offset)
        dated = _dated(candidate)
        if dated and (dated.start <= published if relative == "recent" else dated.end >= published):
            return candidate
    return _with_year(mention, published.year)


def _with_year(mention: Mention, year: int) -> Mention:
    def filled(point: Point) -> Point:
        if point.year is not None:
            return point
        return point._replace(year=year + _YEAR_OFFSET.get(point.relative or "this", 0), year_borrowed=True)

    return mention._replace(first=filled(mention.first), last=mention.last and filled(mention.last))


def _dated(mention: Mention) -> Dated | None:
    relative = any(point.relative is not None for point in mention.points)
    first, last = mention.points[0], mention.points[-1]
    start, end = _interval(first), _interval(last)
    if start is None or end is None:
        return None
    if mention.last is not None and start[0] > end[1]:
        # "from November to February 2020" begins the year before.
        if first.year_borrowed and (moved := _interval(first._replace(year=(first.year or 0) - 1))):
            start = moved
        elif last.year_borrowed and (moved := _interval(last._replace(year=(last.year or 0) + 1))):
            end = moved
    if mention.is_end:
        return Dated(mention, end[1], end[1], "day", relative)
    return Dated(mention, start[0], end[1], start[2], relative)


def _interval(point: Point) -> tuple[dt.date, dt.date, str] | None:
    """First and last day and precision of a point whose year is known."""
    year = point.year
    if year is None or not dt.MINYEAR <= year < dt.MAXYEAR:
        return None
    if point.unit is not None:
        name, value = point.unit
        if name.startswith("season"):
            month = _SEASONS[value]
            if value == "winter" and name == "season":
                return dt.date(year, 12, 1), dt.date(year, 12, 31), "winter"
            return dt.date(year, month, 1), _month_end(year + (month == 12), (month + 2 - 1) % 12 + 1), "season"
        months = 6 if name.startswith("half") else 3
        return dt.date(year, months * (value - 1) + 1, 1), _month_end(year, months * value), name.partition("-")[0]
    if point.month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"
    if point.day is None:
        return dt.date(year, point.month, 1), _month_end(year, point.month), "month"
    try:
        day = dt.date(year, point.month, point.day)
    except ValueError:
        return None
    return day, day, "day"


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, civil.monthrange(year, month)[1])
