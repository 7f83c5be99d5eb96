"""The forms of dates in all languages, over the codes of `dates_tokens`: points, and the series that they stand in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import regex

from grantdocs.extractors.dates.tokens import Calendar, Tokens, calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.languages import Lexicon

__all__ = ["Grammar", "Point", "Series", "grammar"]

# {X} stands for the codes of a class of words, see _CLASSES. The longest form that fits wins.
_POINTS = {
    "text-ymd": r"Y(?:\.?{o}?{g},?|\.|{o})?(?P<day>[ND])\.?{o}?{j}?(?P<month>{M})\.?{d}?",
    "text-ymd-month-first": r"Y\.?{o}?{g}?,?(?P<month>{K})\.?{m}?(?P<day>[ND])\.?{o}?{d}?",
    "text-dmy": r"(?P<day>[ND])\.?{o}?{j}?(?P<month>{M})\.?,?{j}?Y(?:\.?{o}?{g})?",
    "roman-dmy": r"(?P<day>[ND])\.?(?P<roman>{Q})\.?Y(?:\.?{g})?",
    "roman-ymd": r"Y\.(?P<roman>{Q})\.(?P<day>[ND])\.?{o}?",
    "text-dmy-dashes": r"(?P<day>[ND])-(?P<month>{M})\.?-Y",
    "text-mdy": r"(?P<month>{K})\.?(?P<day>[ND])\.?{o}?,?Y(?:\.?{g})?|(?P<month>{M})\.?(?P<day>[ND]){o}?,Y",
    "number-dmy": r"(?P<a>[ND])(?:\.(?P<b>[ND])\.|/(?P<b>[ND])/|-(?P<b>[ND])-)Y(?:\.?{g})?",
    "number-dmy-short": r"(?P<a>[ND])(?:\.(?P<b>[ND])\.|/(?P<b>[ND])/)(?P<short>[NDy])",
    "number-ymd": r"Y(?:\.(?P<b>N)\.|/(?P<b>N)/|-(?P<b>N)-)(?P<a>[ND])(?:\.?{o})?",
    "number-ymd-blanks": r"Y(?P<b>N)(?P<a>[ND])(?![NDYyx](?!:))",
    "text-ym": r"Y(?:\.?{o}?{g},?|\.|{o})?(?P<month>{M})\.?{m}?",
    "text-my": r"(?P<month>{M})\.?{m}?,?{j}?Y(?:\.?{o}?{g})?",
    "number-ym": r"Y[/-](?P<b>N)",
    "number-my": r"(?P<b>N)[/.]Y(?:\.?{g})?",
    "unit-first": r"(?P<unit>{U})\.?[,/]?{j}?{g}?Y(?:/(?P<next>[YNDy]))?(?:\.?{o}?{g})?",
    "unit-last": r"Y(?:/(?P<next>[YNDy]))?(?:\.?{o}?{g},?|\.|{o})?(?P<unit>{U})",
    "relative": r"(?P<relative>{R}),?(?:(?P<day>[ND])\.?{o}?{j}?)?(?P<month>{M})\.?",
    "relative-month-first": r"(?P<relative>{R}),?(?P<month>{K})\.?{m}?(?P<day>[ND])\.?{o}?{d}?",
    "relative-last": r"(?:(?P<day>[ND])\.?{o}?{j}?)?(?P<month>{M})(?:\.?{m})?,?(?P<relative>{R})",
    "relative-last-month-first": r"(?P<month>{K})\.?{m}?(?P<day>[ND])\.?{o}?{d}?,?(?P<relative>{R})",
    "relative-unit": r"(?P<relative>{R})(?P<unit>{U})|(?P<unit>{U}){j}?(?P<relative>{R})",
    "relative-year": r"(?P<relative>{R})",
    "text-dm": r"(?P<day>[ND])\.?{o}?{j}?(?P<month>{M})\.?{d}?",
    "text-md": r"(?P<month>{K})\.?{m}?(?P<day>[ND])\.?{o}?{d}?",
    "number-dm": r"(?P<a>[ND])\.(?P<b>N)(?:\.(?![ND]\.))?",
    "year": r"Y(?:\.?{o}?{g}|{o})?",
    "day": r"(?P<day>[ND])\.?{o}?{d}?",
    "day-year": r"(?P<day>[ND]){o}?,?Y",
    "month": r"(?P<month>{M})\.?{m}?",
    "unit": r"(?P<unit>{U})",
}
_CONNECTION = (
    r"(?:(?P<time>,?(?:{T}x(?:[.:]x)?|x(?:[.:]x)?{t}),?)?{P}?\.?,?\)?(?P<range>--?|-?{u}|(?P<slash>/))\(?{W}?,?(?:{i}|{f}|{d})?{P}?{j}?"
    r"|\.?(?P<list>,?{a}|,)(?:{i}|{f}|{j})?(?:{W},?{j}?)?)"
)
_CLASSES = {
    "M": ("month",), "K": ("leading_month",), "U": ("season", "half", "quarter"), "R": ("relative",), "P": ("part",),
    "g": ("year",), "d": ("day",), "m": ("month_word",), "o": ("ordinal",), "j": ("joiner",), "u": ("until",),
    "f": ("from", "since"), "i": ("in",), "a": ("and",), "W": ("weekday",),
    "T": ("clock-ahead",), "t": ("clock",), "Q": ("roman",),
}  # fmt: skip
_START = r"Y|[ND](?!(?:\.?[w\n\t;:?()©]|\.[yxD](?!\.)|[ND]|$))|"
"""Where points may begin: a number with a plain word or an end of something behind it is no day."""
_YEAR_RE = regex.compile(r"(?<!\[)Y")
_BLANKS = "number-ymd-blanks"
"""`2019 09 16`: a date only where the year is written first."""
_MONTHS = frozenset({"number-my", "number-ym", "text-my", "text-ym", "month"})
_COMPLETE = frozenset({"text-dmy", "text-mdy", "number-dmy", "number-dmy-short", "number-ymd"})
_TEXT_MONTHS = frozenset({"month", "text-my", "text-ym"})
_BARE = frozenset({"day", "month", "day-year", "unit"})
"""Forms that are dates only with the help of their neighbours."""


@dataclass(frozen=True, slots=True)
class Point:
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
    """this, last, next: the year as seen from the publication."""
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


@dataclass(frozen=True, slots=True)
class Series:
    """Points that connectives hold together: `10.-12. jūnijā`, `2023. un 2024. gadā`."""

    points: tuple[Point, ...]
    connections: tuple[str, ...]
    """Between each two points: range, list."""


@dataclass(frozen=True)
class Grammar:
    calendar: Calendar
    point: regex.Pattern[str]
    connection: regex.Pattern[str]
    start: regex.Pattern[str]
    order: str

    @cached_property
    def forms(self) -> list[tuple[int, str]]:
        """The group that closes a form, and the form."""
        return [(self.point.groupindex[group], form) for group, form in _FORMS.items()]

    @cached_property
    def values(self) -> list[tuple[str, int]]:
        return [(name, self.point.groupindex[name]) for name in _VALUES]

    def series(self, tokens: Tokens) -> Iterator[Series]:
        """All stretches that can be dates, bare years and days among them; what they mean is decided later."""
        position = 0
        while begin := self.start.search(tokens.codes, position):
            series = self._series_at(tokens, begin.start())
            if series is None:
                position = begin.start() + 1
            else:
                yield series
                position = series.points[-1].end

    def _series_at(self, tokens: Tokens, start: int) -> Series | None:
        point = self._point_at(tokens, start)
        if point is None:
            return None
        if point.form == "relative-year":
            return self._days_of_relative_year(tokens, start) or Series((point,), ())
        if point.form == "year" and point.marked and (days := self._days_of_year(tokens, point)):
            return days
        points, connections = [point], list[str]()
        while True:
            connection = self.connection.match(tokens.codes, points[-1].end)
            if connection and any("opens" in tokens.values[i] for i in range(*connection.span())):
                connection = None
            following = self._point_at(tokens, connection.end()) if connection else None
            kind = _connects(points[-1], following, connection.groupdict()) if connection and following else None
            if kind is None and (_textual_day(points[-1]) or points[-1].form in _TEXT_MONTHS):
                # Endings can say from and until: "3. maist 5. juunini", "aprillist juunini 2021".
                following = self._point_at(tokens, points[-1].end)
                kind = "range" if following and _continues(points[-1], following, tokens) else None
            if kind is None or following is None:
                break
            points.append(following)
            connections.append(kind)
        while points and points[-1].form in _BARE and len(points) > 1 and not _completed(points):
            points.pop()
            connections.pop()
        if len(points) == 1 and points[0].form in {"day", "day-year", "unit"}:
            return None
        return Series(tuple(_filled(points)), tuple(connections))

    def _days_of_year(self, tokens: Tokens, year: Point) -> Series | None:
        """`2024. gada 22.-23. maijā`: the year opens a series of days or months."""
        series = self._yearless_at(tokens, year.end)
        if series is None:
            return None
        points = [replace(point, year=year.year, year_borrowed=True) for point in series.points]
        points[0] = replace(points[0], first=year.first, year_borrowed=False)
        return Series(tuple(points), series.connections)

    def _days_of_relative_year(self, tokens: Tokens, start: int) -> Series | None:
        """`pagājušā gada 8. un 9. oktobrī`"""
        relative = tokens.values[start].get("relative")
        series = self._yearless_at(tokens, start + 1) if relative else None
        if series is None:
            return None
        points = [replace(point, relative=relative) for point in series.points]
        points[0] = replace(points[0], first=start)
        return Series(tuple(points), series.connections)

    def _yearless_at(self, tokens: Tokens, start: int) -> Series | None:
        following = self._point_at(tokens, start)
        if following is None or following.form not in {"day", "month", "text-dm", "text-md"}:
            return None
        series = self._series_at(tokens, start)
        if series is None or any(point.year is not None or point.month is None for point in series.points):
            return None
        return series

    def _point_at(self, tokens: Tokens, start: int) -> Point | None:
        found = self.point.match(tokens.codes, start)
        return self._point(tokens, found) if found else None

    def _point(self, tokens: Tokens, found: regex.Match[str]) -> Point | None:
        groups, end = found.groups(), found.end()
        form = next(form for group, form in self.forms if groups[group - 1] == "" and found.start(group) == end)
        at = {name: found.start(group) for name, group in self.values if groups[group - 1] is not None}
        value = {name: tokens.values[index] for name, index in at.items()}
        held = found.group()
        point = Point(
            form, found.start(), found.end(),
            year=value["year"]["number"] if "year" in value else None,
            month=value["month"]["month"] if "month" in value else value.get("roman", {}).get("roman"),
            day=value["day"]["number"] if "day" in value else None,
            relative=value["relative"]["relative"] if "relative" in value else None,
            marked="year" in at and self._has_year_word(tokens, found.start(), found.end()),
        )  # fmt: skip
        if "unit" in value:
            name = next(name for name in ("season", "half", "quarter") if name in value["unit"])
            following = tokens.values[at["next"]]["number"] if "next" in at else None
            if following is not None and point.year is not None and following % 100 != (point.year + 1) % 100:
                return None
            point = replace(point, unit=(name if following is None else f"{name}-over", value["unit"][name]))
        if "a" in at or "b" in at:
            return _numeric(point, held, tokens, at, self.order)
        return point

    def _has_year_word(self, tokens: Tokens, start: int, end: int) -> bool:
        """Or an ending that makes the number a word: `2019-ben`."""
        return any(tokens.values[i].keys() & {"year", "ordinal"} for i in range(start, end))


_VALUES = ("year", "month", "roman", "day", "relative", "unit", "next", "a", "b", "short")


@cache
def grammar(lexicon: Lexicon) -> Grammar:
    words = calendar(lexicon)
    classes = {name: words.pattern(*held) for name, held in _CLASSES.items()}
    order = str(lexicon.first("calendar", "order") or "dmy")
    forms = "|".join(
        f"(?:{_YEAR_RE.sub('(?P<year>Y)', _fill(pattern if order == 'ymd' or name != _BLANKS else '(?!)', classes))})"
        f"(?P<{_group(name)}>)"
        for name, pattern in _POINTS.items()
    )
    return Grammar(
        words,
        regex.compile(forms, regex.POSIX),
        regex.compile(_fill(_CONNECTION, classes)),
        regex.compile(_START + words.pattern("month", "season", "half", "quarter", "relative")),
        order,
    )


def _fill(pattern: str, classes: dict[str, str]) -> str:
    for name, codes in classes.items():
        pattern = pattern.replace("{" + name + "}", codes)
    return pattern


def _group(form: str) -> str:
    return "is_" + form.replace("-", "_")


_FORMS = {_group(form): form for form in _POINTS}
"""The empty group that closes a form -> the form."""


def _numeric(point: Point, held: str, tokens: Tokens, at: dict[str, int], order: str) -> Point | None:
    """Day, month and year of a numeric date; None where the numbers are written as no date is."""
    b = tokens.values[at["b"]]["number"]
    if point.form == _BLANKS:
        pair = tokens.digits(at["a"]) == tokens.digits(at["b"]) == 2
        return replace(point, day=tokens.values[at["a"]]["number"], month=b) if pair else None
    separator = held[at["b"] - point.first - 1] if at["b"] > point.first else held[1]
    point = replace(point, separator=separator)
    if "a" not in at:
        two_digits = tokens.digits(at["b"]) == 2
        glued = all(tokens.glued(i) for i in range(point.first + 1, point.first + 3))
        if not glued or (not two_digits and (separator != "/" or point.form == "number-ym")):
            return None
        return replace(point, month=b)
    a = tokens.values[at["a"]]["number"]
    if "short" in at:
        if any(tokens.digits(at[name]) != 2 for name in ("a", "b", "short")):
            return None
        point = replace(point, year=2000 + tokens.values[at["short"]]["number"])
    if point.form.startswith("number-ymd") or separator == ".":
        return replace(point, day=a, month=b)
    swappable = a <= 12 and b <= 12 and a != b
    month_first = b > 12 or (swappable and order == "mdy")
    day, month = (b, a) if month_first else (a, b)
    return replace(point, day=day, month=month, swappable=swappable, month_first=month_first)


def _connects(left: Point, right: Point, found: dict[str, str | None]) -> str | None:
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
    if right.form in _BARE or left.form in _BARE or years:
        return "list"
    return "list" if left.is_anchored and right.is_anchored and found.get("list") != "," else None


def _continues(left: Point, right: Point, tokens: Tokens) -> bool:
    if left.form == "month":
        return right.form in {"month", "text-my"}
    if left.form in _TEXT_MONTHS:
        return right.form == left.form and (left.year, left.month) < (right.year, right.month)
    if right.form == "day":
        # "8-tól 12-ig": the ending of the second says that a range ends there.
        endings = [tokens.values[point.end - 1].get("ordinal") for point in (left, right)]
        return None not in endings and endings[0] != endings[1]
    return _textual_day(right)


def _textual_day(point: Point) -> bool:
    return point.form in {"text-dm", "text-md", "text-ymd", "text-ymd-month-first", "text-dmy", "text-mdy"}


def _completed(points: list[Point]) -> bool:
    """The last, bare point can take what it lacks from those before it."""
    last, before = points[-1], points[:-1]
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
    return replace(last, form="year", year=full, day=None) if year.year < full <= year.year + 30 else None


def _filled(points: list[Point]) -> list[Point]:
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
        return replace(point, marked=point.marked or (other.form == "year" and other.marked))
    if point.month is None and point.day is not None:
        point = replace(point, month=other.month)
    if point.year is None and point.relative is None and (point.month is not None or point.unit is not None):
        point = replace(point, year=other.year, relative=other.relative, year_borrowed=other.year is not None)
    return point
