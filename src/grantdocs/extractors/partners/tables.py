"""Partners in cells: a column of roles or of names, and a label whose value names several with their countries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from grantdocs.extractors.funding_cues import cues_of
from grantdocs.extractors.organisations.geography import country_coded, country_named
from grantdocs.extractors.partners.claims import Claim, item_name
from grantdocs.extractors.partners.named import Named
from grantdocs.extractors.reading import Reading

__all__ = ["claims", "is_head_of_table"]

_TABLE_RE = regex.compile(r"[^\n\t]*\t[^\n]*(?:\n[^\n\t]*\t[^\n]*)*")
_PART_RE = regex.compile(r"\s*(?P<part>(?:\([^()\n\t]*+\)|[^;()\n\t]){1,300}?)\s*(?:;|(?<=\)),|(?=[\n\t])|$)")
_VALUE_RE = regex.compile(r"\s?:\s?|\t|\s-\s")
_COUNTRY_RE = regex.compile(r"[\p{L} .'-]{3,40}")
_IN_BRACKET_RE = regex.compile(r"[^()]+\((?P<country>[^()]*)\)")
_NO_NAME_RE = regex.compile(r"@|\d{4}|www\.")
_LONGEST = 140
_ROLE_MARKS = " .:()*-"
_ALL_ROWS = 2


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    text: str
    role: str | None
    country: str | None


def claims(reading: Reading, named: Named) -> Iterator[Claim]:
    for found in _TABLE_RE.finditer(reading.folded.text):
        rows = list(_rows(reading, found.start(), found.group()))
        yield from _role_column(reading, named, rows)
        yield from _name_column(reading, named, rows)
    yield from _values(reading, named)


def is_head_of_table(reading: Reading, start: int, line: str) -> bool:
    """Whether a row names no country where the rows below it do."""
    table = _TABLE_RE.match(reading.folded.text, start)
    if table is None or any(cell.country for cell in _row(reading, start, line)):
        return False
    below = list(_rows(reading, start, table.group()))[1:]
    return bool(below) and any(cell.country for cell in below[0])


def _role_column(reading: Reading, named: Named, rows: list[tuple[_Cell, ...]]) -> Iterator[Claim]:
    """Rows such as `NAME | country | coordinator`."""
    for column in range(1, max(map(len, rows))):
        held = [row for row in rows if len(row) > column and row[column].role]
        if len(held) < _ALL_ROWS:
            continue
        for row in held:
            names = (cell for cell in row[:column] if not cell.country and not cell.role)
            country = next((cell.country for cell in row if cell.country), None)
            if name := next((cell for cell in names if _is_name(cell.text)), None):
                yield _claim(reading, named, name, country, row[column].role or "")


def _name_column(reading: Reading, named: Named, rows: list[tuple[_Cell, ...]]) -> Iterator[Claim]:
    """A column headed by a role, with a name in each row that names its country or holds a known name."""
    for column, head in enumerate(rows[0]):
        if head.role is None or len(rows[0]) < _ALL_ROWS or any(cell.country for cell in rows[0]):
            continue
        below = [row for row in rows[1:] if len(row) == len(rows[0])]
        if any(row[column].role for row in below) or any(rows[0][column - 1].role for _ in [0] if column):
            continue
        for row in below:
            country = next((cell.country for cell in row if cell.country), None)
            if country and _is_name(row[column].text):
                yield _claim(reading, named, row[column], country, head.role)


def _values(reading: Reading, named: Named) -> Iterator[Claim]:
    """`Partners: NAME (country); NAME (country)`, also in the cell behind the label."""
    text, roles = reading.folded.text, cues_of(reading).roles()
    opened = {hit.start for hit in roles}
    for hit in roles:
        opening = _VALUE_RE.match(text, hit.end)
        if opening is None:
            continue
        parts = list(_parts(text, opening.end()))
        for start, part in parts:
            bracket = _IN_BRACKET_RE.match(part)
            country = country_named(bracket["country"].lower(), reading) if bracket else None
            listed = len(parts) > 1 and hit.label == "partner" and opening.group() == "\t"
            if _is_several(named, start, part):
                continue
            if _is_name(part) and start not in opened and (country or listed):
                yield _claim(reading, named, _Cell(start, part, None, country), country, hit.label)


def _is_several(named: Named, start: int, part: str) -> bool:
    """`City Library, Town School (Italy)`: the country is that of the last name only."""
    return ", " in part and len(named.beginning(start, start + len(part))) > 1


def _parts(text: str, start: int) -> Iterator[tuple[int, str]]:
    position = start
    while found := _PART_RE.match(text, position):
        yield found.start("part"), found["part"]
        if found.end() == position or text[found.end() - 1] not in ";,":
            return
        position = found.end()


def _claim(reading: Reading, named: Named, cell: _Cell, country: str | None, role: str) -> Claim:
    for first, last, organisation in named.near(cell.start, cell.start + 2):
        if first <= cell.start + 2 and cell.start < last <= cell.start + len(cell.text) + 1:
            return Claim(replace(organisation, country=country or organisation.country), role)
    whole = item_name(reading, cell.start, cell.text)
    return Claim(replace(whole, country=country or whole.country), role)


def _is_name(text: str) -> bool:
    return text[:1].isupper() and 3 <= len(text) <= _LONGEST and not _NO_NAME_RE.search(text)


def _rows(reading: Reading, start: int, table: str) -> Iterator[tuple[_Cell, ...]]:
    for line in table.split("\n"):
        yield _row(reading, start, line)
        start += len(line) + 1


def _row(reading: Reading, start: int, line: str) -> tuple[_Cell, ...]:
    cells = []
    for text in line.split("\t"):
        left = len(text) - len(text.lstrip())
        cells.append(_cell(reading, start + left, text.strip()))
        start += len(text) + 1
    return tuple(cells)


def _cell(reading: Reading, start: int, text: str) -> _Cell:
    end = start + len(text)
    cues = cues_of(reading)
    roles = cues.roles_within(start, end)
    held = sum(hit.end - hit.start for hit in roles)
    role = roles[0].label if roles and held >= len(text.strip(_ROLE_MARKS)) - 1 else None
    country = country_named(text.lower(), reading) if len(text.split()) <= 2 and _COUNTRY_RE.fullmatch(text) else None
    country = country or country_coded(text, reading)
    return _Cell(start, text, role, country if country and not roles else None)
