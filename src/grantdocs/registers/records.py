"""From the lines that a register has of one project to a profile; what cannot be read for sure is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

import regex

from grantdocs.model.facts import AmountKind
from grantdocs.profiles import Profile, ProfilePartner
from grantdocs.profiles.likeness import number_key, same_name

if TYPE_CHECKING:
    from grantdocs.profiles import Copy
    from grantdocs.registers.index import Register, Row
    from grantdocs.registers.mapping import Layout

__all__ = ["amount_of", "date_of", "profiles_of", "programme_of"]

_ISO_RE = regex.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[T ].*)?")
_DAY_RE = regex.compile(r"(?P<one>\d{1,2})(?P<mark>[./-])(?P<other>\d{1,2})(?P=mark)(?P<year>\d{4})(?:[T ].*)?")
_SERIAL_RE = regex.compile(r"\d{5}(?:\.0+)?")
_NUMBER_RE = regex.compile(r"-?\d++(?:[.,]\d++)*+(?:[eE][+-]?\d{1,3})?")
_BLANKS_RE = regex.compile(r"[\s\u00a0\u202f']+")
_COUNTRY_RE = regex.compile(r"[A-Z]{2}")
_FIRST_SERIAL: Final = dt.date(1899, 12, 30)
"""Day 0 of workbooks."""
_CENT: Final = Decimal("0.01")
_GROUP: Final = 3


def profiles_of(rows: Iterable[Row], register: Register) -> tuple[Profile, ...]:
    """A profile for each award number among the lines, in their order."""
    layout = register.layout
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(number_key(row.get("award_number", "")), []).append(row)
    return tuple(_profile(each, layout, register.copy(int(each[0]["row"]))) for each in grouped.values())


def programme_of(number: str) -> str | None:
    """The programme that the form of a number shows, where it is that of one programme only."""
    from grantdocs.catalogue.programme_index import index

    shown = {
        match.programme
        for match in index().numbers(number)
        if (match.start, match.end) == (0, len(number)) and not match.form.needs_label
    }
    return shown.pop() if len(shown) == 1 else None


def amount_of(text: str) -> Decimal | None:
    """A number of a table; None where a mark may part thousands or decimals alike ("1,234")."""
    plain = _BLANKS_RE.sub("", text).strip("€")
    if not _NUMBER_RE.fullmatch(plain):
        return None
    marks = [char for char in plain if char in ".,"]
    if len(set(marks)) == 1 and len(marks) == 1:
        whole, _, rest = plain.partition(marks[0])
        if len(rest) == _GROUP and rest.isdecimal() and len(whole.lstrip("-")) <= _GROUP and whole.lstrip("-") != "0":
            return None
        plain = plain.replace(",", ".")
    elif len(set(marks)) == 1:
        plain = plain.replace(marks[0], "")
    elif marks:
        plain = plain.replace("," if marks[-1] == "." else ".", "").replace(",", ".")
    try:
        value = Decimal(plain).quantize(_CENT)
    except InvalidOperation:
        return None
    return value if value >= 0 else None


def date_of(text: str, order: str) -> dt.date | None:
    """A day of a table, by the order in which it writes days and months; also the numbers of workbooks."""
    text = text.strip()
    try:
        if found := _ISO_RE.fullmatch(text):
            return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
        if _SERIAL_RE.fullmatch(text):
            return _FIRST_SERIAL + dt.timedelta(days=int(text.partition(".")[0]))
        if found := _DAY_RE.fullmatch(text):
            one, other, year = int(found["one"]), int(found["other"]), int(found["year"])
            return _ordered(one, other, year, "day-first" if found["mark"] == "." else order)
    except (ValueError, OverflowError):
        return None
    return None


def _ordered(one: int, other: int, year: int, order: str) -> dt.date | None:
    readings = {dt.date(year, month, day) for day, month in ((one, other), (other, one)) if month <= 12 and day <= 31}
    if order == "day-first":
        return dt.date(year, other, one)
    if order == "month-first":
        return dt.date(year, one, other)
    return readings.pop() if len(readings) == 1 else None


def _profile(rows: list[Row], layout: Layout, copy: Copy) -> Profile:
    def first(place: str) -> str:
        return next((value for row in rows if (value := row.get(place, "").strip())), "")

    order = layout.data.get("dates", "iso")
    number = first("award_number")
    rate = amount_or_share(first("rate"), percent=layout.data.get("rates") == "percent")
    titles = {place.partition("/")[2]: first(place) for place in rows[0] if place.startswith("title/")}
    start, end = date_of(first("start"), order), date_of(first("end"), order)
    return Profile(
        numbers=tuple(dict.fromkeys(filter(None, (number, first("other_number"))))),
        titles=_distinct({tag: title for tag, title in titles.items() if title}),
        acronym=first("acronym") if len(first("acronym")) > 1 else None,
        programme=_programme(number, first("programme"), layout),
        currency=layout.data.get("currency", "EUR"),
        amounts=_amounts(first, ""),
        rate=rate,
        start=start,
        end=end if start is None or end is None or start <= end else None,
        partners=tuple(_partners(rows, layout)),
        sites=tuple(filter(None, [first("site")])),
        copies=(copy,),
        uri=copy.file,
    )


def amount_or_share(text: str, *, percent: bool) -> Decimal | None:
    """A share of 1, also where the table gives it in percent."""
    try:
        value = Decimal(text.strip().rstrip("%").replace(",", ".").strip())
    except InvalidOperation:
        return None
    share = (value / 100 if percent or text.strip().endswith("%") else value).normalize()
    return share if 0 < share <= 1 else None


def _programme(number: str, named: str, layout: Layout) -> str | None:
    known = layout.data.get("programmes", {})
    from grantdocs.catalogue.programmes import programmes

    found = known.get(named) or next((id_ for word, id_ in known.items() if named.startswith(word)), None)
    found = found or programme_of(number)
    return found if found in programmes() else None


def _distinct(titles: Mapping[str, str]) -> dict[str, str]:
    """A title without a known language is left out where it is one that has a language."""
    named = {title for tag, title in titles.items() if tag != "und"}
    return {tag: title for tag, title in titles.items() if tag != "und" or title not in named}


def _amounts(value_of: object, prefix: str) -> dict[AmountKind, Decimal]:
    assert callable(value_of)
    read = {kind: amount_of(value_of(f"{prefix}{kind.value}")) for kind in AmountKind}
    return {kind: amount for kind, amount in read.items() if amount}


def _partners(rows: list[Row], layout: Layout) -> Iterator[ProfilePartner]:
    seen: set[str] = set()
    roles: Mapping[str, str] = layout.data.get("roles", {})
    for row in rows:
        name = row.get("partner/name", "").strip()
        if name and name not in seen:
            seen.add(name)
            role = roles.get(row.get("partner/role", "").strip()) or layout.data.get("role")
            yield _partner(
                name, role, row.get("partner/country", ""), _amounts(lambda p, r=row: r.get(p, ""), "partner/")
            )
        numbers = sorted({int(place.split("/")[1]) for place in row if place.startswith("numbered/")})
        for number in numbers:
            further = row.get(f"numbered/{number}/name", "").strip()
            if further and further not in seen and not same_name(further, seen):
                seen.add(further)
                yield _partner(further, "partner", row.get(f"numbered/{number}/country", ""), {})


def _partner(name: str, role: str | None, country: str, amounts: dict[AmountKind, Decimal]) -> ProfilePartner:
    code = country.strip().upper()
    return ProfilePartner({"und": name}, role, code if _COUNTRY_RE.fullmatch(code) else None, amounts)
