"""Walks one story of a Word document (body, header, notes): its paragraphs, tables, text boxes and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from grantdocs.model.document import Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder, Cell, Inline, plain
from grantdocs.readers.docx.chunks import read_chunk
from grantdocs.readers.docx.package import WordPackage
from grantdocs.readers.docx.runs import Runs
from grantdocs.readers.docx.styles import Styles
from grantdocs.readers.docx.wrapping import WRAPPERS, wrapped
from grantdocs.readers.drawings import Boxed, Canvas, Item, Linked, Picture, place
from grantdocs.readers.drawings.shapes import items, word_drawing
from grantdocs.readers.drawings.vml import vml_items
from grantdocs.readers.ooxml import attribute, local, name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Story"]

_BLOCKS = frozenset({"p", "tbl", "altChunk", "subDoc"})
_PARAGRAPH, _TABLE, _PARAGRAPH_PROPERTIES, _VANISH = name("w:p"), name("w:tbl"), name("w:pPr"), name("w:vanish")


@dataclass(slots=True)
class Story:
    builder: Builder
    package: WordPackage
    part: str
    styles: Styles
    zone: Zone = Zone.BODY
    """Zone of all its paragraphs; in the body the styles tell."""
    paragraphs: int = 0
    tables: int = 0
    canvas: Canvas = field(init=False)
    hides: bool = False
    """Whether anything in the part is hidden, by itself or by its style: seldom, and slow to ask run by run."""
    after: list[Callable[[], None]] = field(default_factory=list)
    """Text boxes and pictures that wait for the end of the paragraph or row they hang on."""

    def __post_init__(self) -> None:
        self.canvas = Canvas(self.package, self.part, self.package.relations(self.part))

    def read(self, container: _Element) -> None:
        self.hides = bool(self.styles.hidden) or next(container.iter(_VANISH), None) is not None
        self._read(container)

    def _read(self, container: _Element, zone: Zone | None = None) -> None:
        for element in _blocks(container):
            if element.tag == _TABLE:
                self._table(element)
            elif element.tag == _PARAGRAPH:
                self._paragraph(element, zone)
            else:
                self._embedded(element)

    def _embedded(self, element: _Element) -> None:
        """A document in this one: read as a document of its own, or a gap."""
        relation = self.canvas.relation(attribute(element, "r:id"))
        read_chunk(self.builder, self.package, relation, self._anchor())

    def _paragraph(self, element: _Element, zone: Zone | None = None) -> None:
        properties = element.find(_PARAGRAPH_PROPERTIES)
        zone = zone or (self.styles.zone(properties) if self.zone is Zone.BODY else self.zone)
        for lines, language in self._lines(element, properties):
            self.builder.tabbed(lines, zone, self._anchor(), language)
        self._place_waiting()

    def _lines(self, element: _Element, properties: _Element | None) -> Iterator[tuple[list[Inline], str | None]]:
        """The lines of a paragraph (line breaks divide it), each as the stretches between its tabs."""
        self.paragraphs += 1
        runs = Runs(self.canvas.relations, self.styles, self.hides, self.hides and self.styles.hides(properties))
        runs.read(element)
        for drawing, url in runs.drawings:
            self._hang(drawing, url)
        for line in runs.lines:
            yield list(line), runs.language

    def _hang(self, element: _Element, url: str | None) -> None:
        """Let the pictures and text boxes of a drawing follow the paragraph or row."""
        if local(element) == "drawing":
            drawing = word_drawing(element)
            found = items(drawing, self.canvas) if drawing else []
        else:
            found = vml_items(element, self.canvas)
        if url and not any(isinstance(item, Picture) for item in found):
            found.append(Linked(url))
        anchor = self._anchor()
        for item in found:
            linked = replace(item, url=item.url or url) if isinstance(item, Picture) else item
            self.after.append(self._placing(linked, anchor))

    def _placing(self, item: Item, anchor: Anchor) -> Callable[[], None]:
        zone = Zone.TEXT_BOX if self.zone is Zone.BODY else self.zone
        if isinstance(item, Boxed):
            return lambda: self._read(item.content, zone)
        return lambda: place(self.builder, item, anchor, self.zone if isinstance(item, Picture) else zone)

    def _place_waiting(self) -> None:
        while self.after:
            waiting, self.after = self.after, []
            for placing in waiting:
                placing()

    def _table(self, table: _Element) -> None:
        self.tables += 1
        number = self.tables
        for described in ("w:tblCaption", "w:tblDescription"):
            text = table.find(f"{name('w:tblPr')}/{name(described)}")
            if text is not None:
                self.builder.paragraph(plain(attribute(text, "w:val")), Zone.ALT_TEXT, self._anchor())
        for row_number, row in enumerate(_rows(table), 1):
            cells = list(_cells(row))
            if any(block.tag != _PARAGRAPH for _, cell in cells for block in _blocks(cell)):
                # A table or a document in a cell: the outer table only places things beside each other.
                for _, cell in cells:
                    self._read(cell)
            else:
                self._row(cells, number, row_number)

    def _row(self, cells: list[tuple[int, _Element]], table: int, row: int) -> None:
        filled: list[Cell] = []
        for column, element in cells:
            anchor = Anchor(table=table, row=row, column=column, part=self.part)
            cell = Cell([], anchor)
            paragraphs: list[Inline] = []
            for block in _blocks(element):
                for line, language in self._lines(block, block.find(_PARAGRAPH_PROPERTIES)):
                    paragraphs.append([stretch for inline in line for stretch in (*inline, (" ", None))])
                    cell.language = cell.language or language
            cell.paragraphs = paragraphs
            filled.append(cell)
        self.builder.row(filled, Zone.TABLE_CELL if self.zone is Zone.BODY else self.zone)
        self._place_waiting()

    def _anchor(self) -> Anchor:
        return Anchor(paragraph=self.paragraphs or 1, part=self.part)


def _blocks(container: Iterable[_Element]) -> Iterator[_Element]:
    """Paragraphs, tables and embedded documents, through whatever wraps them."""
    for element in container:
        tag: object = element.tag
        if tag == _PARAGRAPH or (kind := local(element)) in _BLOCKS:
            yield element
        elif kind in WRAPPERS:
            yield from _blocks(wrapped(element))


def _rows(table: Iterable[_Element]) -> Iterator[_Element]:
    for element in table:
        if local(element) == "tr":
            properties = element.find(name("w:trPr"))
            if properties is None or properties.find(name("w:del")) is None:
                yield element
        elif local(element) in WRAPPERS:
            yield from _rows(wrapped(element))


def _cells(row: _Element) -> Iterator[tuple[int, _Element]]:
    """Cells with the number of their first column; those that only continue a merged one hold no text."""
    before = row.find(f"{name('w:trPr')}/{name('w:gridBefore')}")
    column = 1 + (_number(before) if before is not None else 0)
    for element in _cell_elements(row):
        properties = element.find(name("w:tcPr"))
        span = properties.find(name("w:gridSpan")) if properties is not None else None
        merge = properties.find(name("w:vMerge")) if properties is not None else None
        is_deleted = properties is not None and properties.find(name("w:cellDel")) is not None
        if not is_deleted and (merge is None or attribute(merge, "w:val") == "restart"):
            yield column, element
        column += _number(span) if span is not None else 1


def _cell_elements(row: Iterable[_Element]) -> Iterator[_Element]:
    for element in row:
        if local(element) == "tc":
            yield element
        elif local(element) in WRAPPERS:
            yield from _cell_elements(wrapped(element))


def _number(element: _Element) -> int:
    value = attribute(element, "w:val")
    return min(int(value), 1000) if value.isascii() and value.isdigit() else 1
