"""Members of a consortium in tables with a column of countries, behind codes such as `LP:` and `PP2:`, and behind
the name of whoever leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from grantdocs.extractors.funding_cues import cues_of
from grantdocs.extractors.organisations import Organisation
from grantdocs.extractors.organisations.geography import country_coded, country_named
from grantdocs.extractors.organisations.words import conjunctions
from grantdocs.extractors.partners.claims import Claim, item_name
from grantdocs.extractors.partners.named import Named
from grantdocs.extractors.reading import Reading

__all__ = ["claims"]

_TABLE_RE = regex.compile(r"(?:^|(?<=\n))[^\n\t]*\t[^\n]*+(?:\n[^\n\t]*\t[^\n]*+)+")
_CODED_RE = regex.compile(r"(?:^|(?<=[\n\t]))[ *-]*(?P<code>LP|LB|PP|PB|AP)\s?\d{0,2}\s?[:.)-]\s?[*]*(?=\p{Lu})")
_CODES = {"L": "lead", "A": "associated", "P": "partner"}
_AS_RE = regex.compile(r"\s(?P<word>\p{Ll}{1,4})\s(?:\p{Ll}{2,3}\s)?")
_AS = 10
"""Characters that `_AS_RE` matches at most."""
_BY_RE = regex.compile(r"\s\p{Lu}")
"""`NAME is led by OTHER`: the name behind has the role."""
_NEXT_RE = regex.compile(r"(?:,|\s\p{Ll}{1,4})\s(?:\p{Ll}{1,4}\s)?")
_BRACKET_RE = regex.compile(r"\([^()]*+\)")
_NAME_RE = regex.compile(r"\p{Lu}[^@\n\t]{2,139}")
_FEWEST = 2
_LEAST_SHARE = 0.75
"""Share of the rows below the head whose cell names a country."""
_ABOVE = 2
"""Lines above a table that may hold its title."""


def claims(reading: Reading, named: Named) -> Iterator[Claim]:
    for table in _TABLE_RE.finditer(reading.folded.text):
        yield from _of_table(reading, named, table.start(), table.group())
    coded = list(_CODED_RE.finditer(reading.folded.text))
    for code in coded if len(coded) >= _FEWEST else ():
        end = next((i for i in (reading.folded.text.find(mark, code.end()) for mark in "\n\t") if i >= 0), None)
        whole = _organisation(reading, named, code.end(), reading.folded.text[code.end() : end])
        yield Claim(whole, _CODES[code["code"][0]])
    yield from _appositions(reading, named)


def _appositions(reading: Reading, named: Named) -> Iterator[Claim]:
    """`NAME as lead partner, NAME and NAME`: the role behind the name, the other names behind the role."""
    text = reading.folded.text
    for hit in cues_of(reading).hits["lead"]:
        if _BY_RE.match(text, hit.end):
            continue
        near = [(end, one) for _, end, one in named.near(hit.start - _AS, hit.start) if 0 < hit.start - end <= _AS]
        behind = [(_AS_RE.fullmatch(text, end, hit.start), one) for end, one in near]
        leads = [one for gap, one in behind if gap and gap["word"] not in conjunctions(reading.lexicon)]
        if not leads:
            continue
        yield Claim(leads[-1], "lead")
        position = hit.end
        for start, end, one in named.from_(position):
            if start < position:
                continue
            if not _NEXT_RE.fullmatch(text, position, start):
                break
            yield Claim(one, "partner")
            position = end


def _of_table(reading: Reading, named: Named, start: int, table: str) -> Iterator[Claim]:
    """Rows of names and countries below a head or a title that speaks of partners."""
    rows = list(_rows(start, table))
    head, below = rows[0], [row for row in rows[1:] if len(row) == len(rows[0])]
    for column in range(len(head)):
        known = [_country(reading, row[column][1]) for row in below]
        if sum(map(bool, known)) < max(_FEWEST, _LEAST_SHARE * len(below)) or _country(reading, head[column][1]):
            continue
        if not _speaks_of_partners(reading, start, start + len(table.partition("\n")[0])):
            return
        width = _name_column(below, column)
        if width is None:
            return
        for row, country in zip(below, known, strict=True):
            at, text = row[width]
            if country and _NAME_RE.fullmatch(text):
                whole = replace(_organisation(reading, named, at, text), country=country)
                yield Claim(whole, _role(reading, row))
        return


def _rows(start: int, table: str) -> Iterator[list[tuple[int, str]]]:
    """The cells of each row with the places where their words begin."""
    for line in table.split("\n"):
        row: list[tuple[int, str]] = []
        for cell in line.split("\t"):
            row.append((start + len(cell) - len(cell.lstrip()), cell.strip()))
            start += len(cell) + 1
        yield row


def _country(reading: Reading, text: str) -> str | None:
    if len(text.split()) > _FEWEST + 1:
        return None
    return country_coded(text, reading) or country_named(text.lower(), reading)


def _speaks_of_partners(reading: Reading, start: int, end: int) -> bool:
    """The head itself, or one of the lines right above the table."""
    text = reading.folded.text
    for _ in range(_ABOVE):
        start = text.rfind("\n", 0, max(0, start - 1)) + 1
    return bool(cues_of(reading).roles_within(start, end))


def _name_column(rows: list[list[tuple[int, str]]], country: int) -> int | None:
    """The column, not that of the countries, whose cells are the longest."""
    columns = [column for column in range(len(rows[0])) if column != country]
    return max(columns, key=lambda column: sum(len(row[column][1]) for row in rows), default=None)


def _role(reading: Reading, row: list[tuple[int, str]]) -> str:
    """Coordinator, in brackets behind the name or in a cell of its own; else a partner."""
    start, end = row[0][0], row[-1][0] + len(row[-1][1])
    roles = [hit.label for hit in cues_of(reading).roles_within(start, end)]
    return "lead" if "lead" in roles else roles[0] if roles else "partner"


def _organisation(reading: Reading, named: Named, start: int, text: str) -> Organisation:
    """The known name that fills the cell, else the cell up to what is said about it."""
    plain = len(_BRACKET_RE.sub("", text).strip(" .;,"))
    for first, last, organisation in named.beginning(start, start + 3):
        if last - first >= plain - 2:
            return organisation
    stop = _BRACKET_RE.search(text)
    cell = item_name(reading, start, text)
    if stop is None and ", " not in text and len(cell.written) < plain:
        span = reading.folded.span(start, start + plain)
        return Organisation(reading.quote(span), reading.quote(span), span, cell.country)
    return cell
