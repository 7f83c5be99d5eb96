"""Tables of OpenDocument: rows and cells, those that are repeated, covered or hidden among them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from grantdocs.model.location import Anchor
from grantdocs.readers.building import Cell, Inline
from grantdocs.readers.odf.package import attribute, tag

if TYPE_CHECKING:
    from lxml.etree import _Element

    from grantdocs.readers.odf.story import Story

__all__ = ["read_table"]

_ROW_GROUPS = frozenset({"table:table-header-rows", "table:table-rows", "table:table-row-group"})
_COLUMN_GROUPS = frozenset({"table:table-header-columns", "table:table-columns", "table:table-column-group"})
_GONE = frozenset({"collapse", "filter"})
_MOST_REPEATS = 100
"""Rows or cells with the same words; formats to the end of the sheet are repeated a million times, without words."""
_MOST_REPEATED = 20_000
"""Characters up to which a cell or row is repeated: nobody copies whole pages side by side."""
_LAST_COLUMN = 20_000
_INNER = frozenset(
    """text:list text:list-item text:list-header text:section text:index-body text:table-of-content
    text:numbered-paragraph""".split()
)
_VALUES = ("office:string-value", "office:value", "office:date-value", "office:time-value", "office:boolean-value")


def read_table(story: Story, table: _Element, number: int) -> None:
    hidden = _hidden_columns(table)
    row_number = 1
    for row, repeats in _rows(table):
        if any(tag(inner) == "table:table" for _, cell, _ in _cells(row, hidden) for inner in _inside(cell)):
            # A table in a cell: the outer one only places things beside each other.
            for _, cell, _ in _cells(row, hidden):
                story.read(cell)
        elif attribute(row, "table:visibility") not in _GONE:
            _read_row(story, row, hidden, (number, row_number, repeats))
        row_number += repeats


def _read_row(story: Story, row: _Element, hidden: frozenset[int], place: tuple[int, int, int]) -> None:
    table, first, repeats = place
    cells = [(column, *_content(story, cell), times) for column, cell, times in _cells(row, hidden)]
    lengths = [sum(len(text) for part in paragraphs for text, _ in part) for _, paragraphs, *_ in cells]
    allowed = [_bounded(story, times, length) for (*_, times), length in zip(cells, lengths, strict=True)]
    length = sum(each * times for each, times in zip(lengths, allowed, strict=True))
    for number in range(first, first + _bounded(story, repeats, length)):
        filled: list[Cell] = []
        for (column, paragraphs, language, _), times in zip(cells, allowed, strict=True):
            for shift in range(times):
                anchor = Anchor(page=story.page, table=table, row=number, column=column + shift, part=story.part)
                filled.append(Cell(paragraphs, anchor, language))
        story.place_row(filled)


def _bounded(story: Story, repeats: int, length: int) -> int:
    """How often something of this length is repeated; once where it says nothing."""
    allowed = min(repeats, _MOST_REPEATS, max(1, _MOST_REPEATED // length)) if length else 1
    if length and repeats > allowed:
        detail = f"a row or cell is repeated {repeats} times; it was read {allowed} times"
        story.builder.limit_reached(detail, "")
    return allowed


def _content(story: Story, cell: _Element) -> tuple[list[Inline], str | None]:
    """Paragraphs of a cell as they are displayed, and their language."""
    found: list[Inline] = []
    spoken: str | None = None
    for element in _inside(cell):
        if tag(element) in {"text:p", "text:h"}:
            for line, language in story.lines(element):
                found.append([stretch for inline in line for stretch in (*inline, (" ", None))])
                spoken = spoken or language
        elif tag(element) == "office:annotation":
            story.notes.comments.append(element)
        elif tag(element).startswith("draw:"):
            story.hang(element)
    if not found and (value := next((v for key in _VALUES if (v := attribute(cell, key))), "")):
        # Programs that write sheets without laying them out leave the value without its display.
        found.append([(value, None)])
    return found, spoken


def _inside(cell: _Element) -> Iterator[_Element]:
    for element in cell:
        if tag(element) in _INNER:
            if attribute(element, "text:display") != "none":
                yield from _inside(element)
        else:
            yield element


def _rows(table: _Element) -> Iterator[tuple[_Element, int]]:
    for element in table:
        kind = tag(element)
        if kind == "table:table-row":
            yield element, _count(element, "table:number-rows-repeated")
        elif kind in _ROW_GROUPS and attribute(element, "table:display") != "false":
            yield from _rows(element)


def _cells(row: _Element, hidden: frozenset[int]) -> Iterator[tuple[int, _Element, int]]:
    """Cells with the number of their first column and how often they are repeated, without those under others."""
    column = 1
    for element in row:
        kind = tag(element)
        if kind not in {"table:table-cell", "table:covered-table-cell"}:
            continue
        repeats = _count(element, "table:number-columns-repeated")
        if kind == "table:table-cell" and column not in hidden:
            yield column, element, repeats
        column += repeats


def _hidden_columns(table: _Element) -> frozenset[int]:
    hidden: set[int] = set()
    column = 1
    for element in _columns(table):
        repeats = _count(element, "table:number-columns-repeated")
        if attribute(element, "table:visibility") in _GONE:
            hidden.update(range(column, min(column + repeats, _LAST_COLUMN)))
        column += repeats
    return frozenset(hidden)


def _columns(table: _Element) -> Iterator[_Element]:
    for element in table:
        if tag(element) == "table:table-column":
            yield element
        elif tag(element) in _COLUMN_GROUPS:
            yield from _columns(element)


def _count(element: _Element, key: str) -> int:
    written = attribute(element, key)
    return max(1, int(written)) if written.isascii() and written.isdigit() and len(written) < 10 else 1
