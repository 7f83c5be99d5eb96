"""Walks one story of a Word document (body, header, notes): its paragraphs, tables, text boxes and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from grantdocs.model.document import Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder, Cell, Inline
from grantdocs.readers.docx.drawings import drawn_pictures
from grantdocs.readers.docx.runs import Runs
from grantdocs.readers.docx.styles import Styles
from grantdocs.readers.ooxml import Package, Relation, attribute, local, name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Story"]

_WRAPPERS = frozenset("sdt sdtContent ins moveTo customXml smartTag body AlternateContent Choice".split())
_GONE = frozenset({"del", "moveFrom", "Fallback", "sectPr"})


@dataclass(slots=True)
class Story:
    builder: Builder
    package: Package
    part: str
    styles: Styles
    zone: Zone = Zone.BODY
    """Zone of all its paragraphs; in the body the styles tell."""
    paragraphs: int = 0
    tables: int = 0
    relations: dict[str, Relation] = field(init=False)
    after: list[Callable[[], None]] = field(default_factory=list)
    """Text boxes and pictures that wait for the end of the paragraph or row they hang on."""

    def __post_init__(self) -> None:
        self.relations = self.package.relations(self.part)

    def read(self, container: _Element) -> None:
        for element in _blocks(container):
            if local(element) == "tbl":
                self._table(element)
            elif local(element) == "p":
                self._paragraph(element)
            else:
                self.builder.gap("unread-part", "a document embedded in this one was not read", anchor=self._anchor())

    def _paragraph(self, element: _Element, zone: Zone | None = None) -> None:
        zone = zone or self._zone(element)
        for lines, language in self._lines(element):
            self.builder.tabbed(lines, zone, self._anchor(), language)
        self._place_waiting()

    def _zone(self, element: _Element) -> Zone:
        return self.styles.zone(element.find(name("w:pPr"))) if self.zone is Zone.BODY else self.zone

    def _lines(self, element: _Element) -> Iterator[tuple[list[Inline], str | None]]:
        """The lines of a paragraph (line breaks divide it), each as the stretches between its tabs."""
        self.paragraphs += 1
        runs = Runs(self.relations)
        runs.read(element)
        for drawing in runs.drawings:
            self._hang(drawing)
        for line in runs.lines:
            yield list(line), runs.language

    def _hang(self, drawing: _Element) -> None:
        """Let the pictures and text boxes of a drawing follow the paragraph or row."""
        anchor = self._anchor()
        for found in drawn_pictures(drawing, self.package, self.relations):
            self.after.append(self._placed(found | {"anchor": anchor, "zone": self.zone}))
        for box in _text_boxes(drawing):
            self.after.append(self._box(box))

    def _placed(self, found: dict[str, Any]) -> Callable[[], None]:
        return lambda: self.builder.image(**found)

    def _box(self, box: _Element) -> Callable[[], None]:
        zone = Zone.TEXT_BOX if self.zone is Zone.BODY else self.zone

        def place() -> None:
            for element in _blocks(box):
                if local(element) == "tbl":
                    self._table(element)
                elif local(element) == "p":
                    self._paragraph(element, zone)

        return place

    def _place_waiting(self) -> None:
        while self.after:
            waiting, self.after = self.after, []
            for place in waiting:
                place()

    def _table(self, table: _Element) -> None:
        self.tables += 1
        number = self.tables
        for row_number, row in enumerate(_rows(table), 1):
            cells = list(_cells(row))
            if any(next(cell.iter(name("w:tbl")), None) is not None for _, cell in cells):
                # A table in a cell: the outer one only places things beside each other.
                for _, cell in cells:
                    self.read(cell)
            else:
                self._row(cells, number, row_number)

    def _row(self, cells: list[tuple[int, _Element]], table: int, row: int) -> None:
        filled: list[Cell] = []
        for column, element in cells:
            anchor = Anchor(table=table, row=row, column=column, part=self._part_name())
            cell = Cell([], anchor)
            paragraphs: list[Inline] = []
            for block in _blocks(element):
                for line, language in self._lines(block) if local(block) == "p" else ():
                    paragraphs.append([stretch for inline in line for stretch in (*inline, (" ", None))])
                    cell.language = cell.language or language
            cell.paragraphs = paragraphs
            filled.append(cell)
        self.builder.row(filled, Zone.TABLE_CELL if self.zone is Zone.BODY else self.zone)
        self._place_waiting()

    def _anchor(self) -> Anchor:
        return Anchor(paragraph=self.paragraphs or 1, part=self._part_name())

    def _part_name(self) -> str:
        return self.part


def _blocks(container: _Element) -> Iterator[_Element]:
    """Paragraphs, tables and embedded documents, through whatever wraps them."""
    for element in container:
        kind = local(element)
        if kind in {"p", "tbl", "altChunk"}:
            yield element
        elif kind in _WRAPPERS:
            yield from _blocks(element)


def _rows(table: _Element) -> Iterator[_Element]:
    for element in table:
        if local(element) == "tr":
            properties = element.find(name("w:trPr"))
            if properties is None or properties.find(name("w:del")) is None:
                yield element
        elif local(element) in _WRAPPERS:
            yield from _rows(element)


def _cells(row: _Element) -> Iterator[tuple[int, _Element]]:
    """Cells with the number of their first column; those that only continue a merged one hold no text."""
    before = row.find(f"{name('w:trPr')}/{name('w:gridBefore')}")
    column = 1 + (_number(before) if before is not None else 0)
    for element in _cell_elements(row):
        properties = element.find(name("w:tcPr"))
        span = properties.find(name("w:gridSpan")) if properties is not None else None
        merge = properties.find(name("w:vMerge")) if properties is not None else None
        if merge is None or attribute(merge, "w:val") == "restart":
            yield column, element
        column += _number(span) if span is not None else 1


def _cell_elements(row: Iterable[_Element]) -> Iterator[_Element]:
    for element in row:
        if local(element) == "tc":
            yield element
        elif local(element) in _WRAPPERS:
            yield from _cell_elements(element)


def _number(element: _Element) -> int:
    value = attribute(element, "w:val")
    return min(int(value), 1000) if value.isascii() and value.isdigit() else 1


def _text_boxes(drawing: _Element) -> Iterator[_Element]:
    """Outermost text boxes; those inside them are found when their paragraphs are read."""
    for element in drawing:
        kind = local(element)
        if kind == "txbxContent":
            yield element
        elif kind not in _GONE:
            yield from _text_boxes(element)
