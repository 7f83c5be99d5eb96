"""The forms of dates in all languages as patterns over the codes of `tokens`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import regex

from grantdocs.extractors.dates.phrases import Remembered
from grantdocs.extractors.dates.points import (
    BARE,
    TEXT_MONTHS,
    Point,
    Series,
    completed,
    connects,
    continues,
    filled,
    is_textual_day,
)
from grantdocs.extractors.dates.tokens import Calendar, Tokens, calendar
from grantdocs.languages import Lexicon, by_languages

if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["Grammar", "grammar"]

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
_POINT_REACH, _CONNECTION_REACH = 16, 20
"""Tokens that tell a form or a connective; the longest are shorter."""


class _Shape(NamedTuple):
    """A form of points as some codes fit it."""

    form: str
    length: int
    at: dict[str, int]
    """Which of the codes hold the values."""


class _Connection(NamedTuple):
    length: int
    groups: dict[str, str | None]


@dataclass(frozen=True)
class Grammar:
    calendar: Calendar
    point: regex.Pattern[str]
    connection: regex.Pattern[str]
    start: regex.Pattern[str]
    order: str

    @cached_property
    def shapes(self) -> Remembered[_Shape | None]:
        """Codes -> the longest form that they begin with: all texts write their dates in the same few ways."""
        return Remembered(self._shape)

    @cached_property
    def connections(self) -> Remembered[_Connection | None]:
        return Remembered(self._connection)

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
            following, kind = self._connected(tokens, points[-1])
            if kind is None and (is_textual_day(points[-1]) or points[-1].form in TEXT_MONTHS):
                # Endings can say from and until: "3. maist 5. juunini", "aprillist juunini 2021".
                following = self._point_at(tokens, points[-1].end)
                kind = "range" if following and continues(points[-1], following, tokens) else None
            if kind is None or following is None:
                break
            points.append(following)
            connections.append(kind)
        while points and points[-1].form in BARE and len(points) > 1 and not completed(points, connections):
            points.pop()
            connections.pop()
        if len(points) == 1 and points[0].form in {"day", "day-year", "unit"}:
            return None
        return Series(tuple(filled(points)), tuple(connections))

    def _connected(self, tokens: Tokens, point: Point) -> tuple[Point | None, str | None]:
        """The point behind a connective behind another point, and what the connective says."""
        connection = self.connections[tokens.reach(point.end, _CONNECTION_REACH)]
        if connection is None:
            return None, None
        end = point.end + connection.length
        if any("opens" in tokens.values[i] for i in range(point.end, end)):
            return None, None
        if point.form == "day" and connection.groups["list"] == "," and "day" in tokens.values[point.end - 1]:
            return None, None  # "2. diena, 8. aprīlis": the second day of a journey
        following = self._point_at(tokens, end)
        return following, connects(point, following, connection.groups) if following else None

    def _days_of_year(self, tokens: Tokens, year: Point) -> Series | None:
        """`2024. gada 22.-23. maijā`: the year opens a series of days or months."""
        series = self._yearless_at(tokens, year.end)
        if series is None:
            return None
        points = [point._replace(year=year.year, year_borrowed=True) for point in series.points]
        points[0] = points[0]._replace(first=year.first, year_borrowed=False)
        return Series(tuple(points), series.connections)

    def _days_of_relative_year(self, tokens: Tokens, start: int) -> Series | None:
        """`pagājušā gada 8. un 9. oktobrī`"""
        relative = tokens.values[start].get("relative")
        series = self._yearless_at(tokens, start + 1) if relative else None
        if series is None:
            return None
        points = [point._replace(relative=relative) for point in series.points]
        points[0] = points[0]._replace(first=start)
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
        shape = self.shapes[tokens.reach(start, _POINT_REACH)]
        return self._point(tokens, start, shape) if shape else None

    def _shape(self, codes: str) -> _Shape | None:
        found = self.point.match(codes)
        if found is None:
            return None
        form = next(form for group, form in _FORMS.items() if found.start(group) == found.end())
        return _Shape(form, found.end(), {name: found.start(name) for name in _VALUES if found.start(name) >= 0})

    def _connection(self, codes: str) -> _Connection | None:
        found = self.connection.match(codes)
        return _Connection(found.end(), found.groupdict()) if found else None

    def _point(self, tokens: Tokens, start: int, shape: _Shape) -> Point | None:
        form, end, values = shape.form, start + shape.length, tokens.values
        at = {name: start + place for name, place in shape.at.items()}
        month = "month" if "month" in at else "roman" if "roman" in at else None
        point = Point(
            form, start, end,
            year=values[at["year"]]["number"] if "year" in at else None,
            month=values[at[month]][month] if month else None,
            day=values[at["day"]]["number"] if "day" in at else None,
            relative=values[at["relative"]]["relative"] if "relative" in at else None,
            marked="year" in at and self._has_year_word(tokens, start, end),
        )  # fmt: skip
        if "unit" in at:
            unit = values[at["unit"]]
            name = next(name for name in ("season", "half", "quarter") if name in unit)
            following = values[at["next"]]["number"] if "next" in at else None
            if following is not None and point.year is not None and following % 100 != (point.year + 1) % 100:
                return None
            return point._replace(unit=(name if following is None else f"{name}-over", unit[name]))
        if "a" in at or "b" in at:
            return _numeric(point, tokens, at, self.order)
        return point

    def _has_year_word(self, tokens: Tokens, start: int, end: int) -> bool:
        """Or an ending that makes the number a word: `2019-ben`."""
        return any(tokens.values[i].keys() & {"year", "ordinal"} for i in range(start, end))


_VALUES = ("year", "month", "roman", "day", "relative", "unit", "next", "a", "b", "short")


@by_languages
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


def _numeric(point: Point, tokens: Tokens, at: dict[str, int], order: str) -> Point | None:
    """Day, month and year of a numeric date; None where the numbers are written as no date is."""
    b = tokens.values[at["b"]]["number"]
    if point.form == _BLANKS:
        pair = tokens.digits(at["a"]) == tokens.digits(at["b"]) == 2
        return point._replace(day=tokens.values[at["a"]]["number"], month=b) if pair else None
    separator = tokens.codes[at["b"] - 1 if at["b"] > point.first else point.first + 1]
    point = point._replace(separator=separator)
    if "a" not in at:
        two_digits = tokens.digits(at["b"]) == 2
        glued = all(tokens.glued(i) for i in range(point.first + 1, point.first + 3))
        if not glued or (not two_digits and (separator != "/" or point.form == "number-ym")):
            return None
        return point._replace(month=b)
    a = tokens.values[at["a"]]["number"]
    if "short" in at:
        if any(tokens.digits(at[name]) != 2 for name in ("a", "b", "short")):
            return None
        point = point._replace(year=2000 + tokens.values[at["short"]]["number"])
    if point.form.startswith("number-ymd") or separator == ".":
        return point._replace(day=a, month=b)
    swappable = a <= 12 and b <= 12 and a != b
    month_first = b > 12 or (swappable and order == "mdy")
    day, month = (b, a) if month_first else (a, b)
    return point._replace(day=day, month=month, swappable=swappable, month_first=month_first)
