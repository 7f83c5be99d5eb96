"""The cells of a sheet, row by row as they stand in its part, without keeping more of it than their texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from grantdocs.readers.number_formats import displayed
from grantdocs.readers.ooxml import attribute, each, local, name
from grantdocs.readers.xlsx.workbook import Workbook, rich_text, unescaped

if TYPE_CHECKING:
    from lxml.etree import _Element

    from grantdocs.readers.building import Builder

__all__ = ["SheetContent", "column_of", "place_of", "read_cells"]

_TAGS = ("s:row", "s:cols", "s:hyperlink", "s:headerFooter", "s:drawing", "s:legacyDrawingHF", "s:picture",
         "s:oleObject")  # fmt: skip
_ON = frozenset({"1", "true"})
_REFERENCE_RE = regex.compile(r"\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})")
_LINK_RE = regex.compile(r"\s*+HYPERLINK\s*+\(\s*+\"(?P<url>[^\"#][^\"]*+)\"", regex.IGNORECASE)
_COLUMN_RE = regex.compile(r"[A-Z]{1,3}")
_LETTERS = 26
_DIGITS = "0123456789"
_CELL, _VALUE, _FORMULA, _RICH = (name(f"s:{tag}") for tag in ("c", "v", "f", "is"))
_ROWS_AT_ONCE = 1000


@dataclass(slots=True)
class SheetContent:
    rows: list[tuple[int, list[tuple[int, str]]]] = field(default_factory=list)
    """Number of each row, with the column and text of its filled cells."""
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    """Targets of the links that formulas make, by row and column."""
    references: list[tuple[str, str]] = field(default_factory=list)
    """Range and relation of the links that lie on cells."""
    uncomputed: list[tuple[int, int]] = field(default_factory=list)
    """Cells with a formula whose value was not saved."""
    running: list[tuple[str, str]] = field(default_factory=list)
    """Headers and footers in force: `header` or `footer`, and the text with its codes."""
    drawings: list[str] = field(default_factory=list)
    """Relations of the drawings."""
    running_drawings: list[str] = field(default_factory=list)
    backgrounds: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    """Kinds of embedded objects."""


def read_cells(data: bytes, workbook: Workbook, builder: Builder, most: int) -> SheetContent:
    """Everything of a sheet; of its texts about as many characters as the builder has room for."""
    found = SheetContent()
    hidden: list[tuple[int, int]] = []
    length = row_number = 0
    for element in each(data, *_TAGS):
        kind = local(element)
        if kind == "row":
            number = attribute(element, "r")
            row_number = int(number) if number.isdecimal() else row_number + 1
            if row_number % _ROWS_AT_ONCE == 0 and not builder.in_time():
                break
            if length <= most and attribute(element, "hidden") not in _ON:
                cells = list(_cells(element, row_number, workbook, hidden, found))
                length += sum(len(text) for _, text in cells)
                if cells:
                    found.rows.append((row_number, cells))
            element.clear()
        elif kind == "cols":
            hidden += [_range(column) for column in element if attribute(column, "hidden") in _ON]
        else:
            _note(element, kind, found)
    return found


def place_of(reference: str) -> tuple[int, int]:
    """Row and column of a cell such as `B7`, of the first one in a range."""
    found = _REFERENCE_RE.match(reference)
    return (int(found["row"]), column_of(str(found["column"]))) if found else (0, 0)


@lru_cache(maxsize=1024)
def column_of(letters: str) -> int:
    """0 for what names no column."""
    if not _COLUMN_RE.fullmatch(letters):
        return 0
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


def _cells(
    row: _Element, row_number: int, workbook: Workbook, hidden: list[tuple[int, int]], found: SheetContent
) -> list[tuple[int, str]]:
    cells: list[tuple[int, str]] = []
    column = 0
    for cell in row.iterchildren(_CELL):
        column = column_of(cell.get("r", "").rstrip(_DIGITS)) or column + 1
        if hidden and any(first <= column <= last for first, last in hidden):
            continue
        text, formula = _text(cell, workbook)
        if formula and (link := _LINK_RE.match(formula)):
            found.links[row_number, column] = str(link["url"])
        if text is None:
            found.uncomputed.append((row_number, column))
        elif text.strip():
            cells.append((column, text))
    return cells


def _text(cell: _Element, workbook: Workbook) -> tuple[str | None, str]:
    """What a cell displays, and its formula; None where a formula has no value."""
    value = calculated = None
    for part in cell:
        if part.tag == _VALUE:
            value = part.text
        elif part.tag == _FORMULA:
            calculated = part.text or ""
        elif part.tag == _RICH:
            return rich_text(part), calculated or ""
    formula = calculated or ""
    kind = cell.get("t", "n")
    if value is None:
        return (None if calculated is not None and kind != "str" else ""), formula
    if kind == "s":
        return (workbook.strings[int(value)] if value.isdecimal() and int(value) < len(workbook.strings) else ""), ""
    if kind == "b":
        return ("TRUE" if value in _ON else "FALSE"), formula
    if kind == "e" and cell.get("vm"):
        # A picture or another rich value, with an error for programs that do not know it.
        return "", formula
    if kind in {"str", "e"}:
        return unescaped(value), formula
    if kind == "d":
        return value.removesuffix("T00:00:00").replace("T", " "), formula
    style = cell.get("s", "0")
    number = int(style) if style.isdecimal() else 0
    code = workbook.formats[number] if number < len(workbook.formats) else ""
    return displayed(value, code, from_1904=workbook.from_1904), formula


def _range(column: _Element) -> tuple[int, int]:
    first, last = attribute(column, "min"), attribute(column, "max")
    return (int(first), int(last)) if first.isdecimal() and last.isdecimal() else (0, 0)


def _note(element: _Element, kind: str, found: SheetContent) -> None:
    if kind == "hyperlink":
        found.references.append((attribute(element, "ref"), attribute(element, "r:id")))
    elif kind == "headerFooter":
        found.running += _running(element)
    elif kind == "oleObject":
        found.objects.append(attribute(element, "progId"))
    else:
        holders = {"drawing": found.drawings, "legacyDrawingHF": found.running_drawings, "picture": found.backgrounds}
        holders[kind].append(attribute(element, "r:id"))


def _running(element: _Element) -> list[tuple[str, str]]:
    """Headers and footers of first, odd and even pages, as far as these differ."""
    used = {"odd": True, "even": attribute(element, "differentOddEven") in _ON,
            "first": attribute(element, "differentFirst") in _ON}  # fmt: skip
    texts = {local(part): part.text or "" for part in element}
    return [
        (running, text)
        for pages in ("first", "odd", "even")
        for running in ("header", "footer")
        if used[pages] and (text := texts.get(f"{pages}{running.capitalize()}", ""))
    ]
