"""The text frames, tables, pictures, notes and comments of slides, and what their masters show on all of them, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from grantdocs.model.document import Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder, Cell, plain
from grantdocs.readers.drawings import Canvas, Described, Linked, Picture, Writing, place
from grantdocs.readers.drawings.shapes import Drawing, drawings, items
from grantdocs.readers.drawings.wording import language_of, lines_of
from grantdocs.readers.ooxml import Package, attribute, local, name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Slides"]

_ZONES = {"ctrTitle": Zone.TITLE, "title": Zone.HEADING, "ftr": Zone.FOOTER, "hdr": Zone.HEADER}
_LEFT_OUT = frozenset({"sldNum", "dt", "sldImg"})
"""Slide numbers, dates that change by themselves, thumbnails."""
_OFF = frozenset({"0", "false"})
_Size = tuple[float | None, float | None]


@dataclass(slots=True)
class Slides:
    builder: Builder
    package: Package
    size: _Size
    tables: int = 0
    patterns: set[str] = field(default_factory=set)
    """Masters and layouts that were read already."""
    sizes: dict[str, dict[str, _Size]] = field(default_factory=dict)
    """Sizes of the placeholders of each layout."""

    def read(self, part: str, number: int) -> None:
        root = self.package.tree(part)
        if root is None:
            if not self.package.holds(part):
                self.builder.gap("unread-part", "a slide is missing in the file", anchor=Anchor(page=number, part=part))
            return
        if attribute(root, "show") in _OFF:
            return
        layout = next(iter(self.package.related(part, "slideLayout")), "")
        if layout and attribute(root, "showMasterSp") not in _OFF and layout not in self.patterns:
            self._read_patterns(layout, number)
        self._read_drawings(root, part, number, Zone.BODY, self._placeholder_sizes(layout))
        for notes in self.package.related(part, "notesSlide"):
            notes_root = self.package.tree(notes)
            if notes_root is not None:
                self._read_drawings(notes_root, notes, number, Zone.COMMENT, {})
        for comments in self.package.related(part, "comments"):
            self._read_comments(comments, number)

    def _read_patterns(self, layout: str, number: int) -> None:
        """Text and pictures that a layout and its master put on their slides; their placeholders are not shown."""
        root = self.package.tree(layout)
        masters = self.package.related(layout, "slideMaster")
        is_over_master = root is None or attribute(root, "showMasterSp") not in _OFF
        for part in (*(masters if is_over_master else ()), layout):
            pattern = self.package.tree(part) if part not in self.patterns else None
            self.patterns.add(part)
            if pattern is not None:
                self._read_drawings(pattern, part, number, Zone.HEADER, {}, is_pattern=True)

    def _read_drawings(
        self, root: _Element, part: str, number: int, zone: Zone, sizes: dict[str, _Size], *, is_pattern: bool = False
    ) -> None:
        canvas = Canvas(self.package, part, self.package.relations(part))
        anchor = Anchor(page=number, part=part)
        self._background(root, canvas, anchor, zone)
        for drawing in drawings(root):
            placeholder = _placeholder(drawing.element)
            kind = attribute(placeholder, "type", "body") if placeholder is not None else ""
            if kind in _LEFT_OUT or (is_pattern and placeholder is not None):
                continue
            if drawing.size[0] is None and placeholder is not None:
                size = next((sizes[key] for key in _keys(placeholder) if key in sizes), drawing.size)
                drawing = replace(drawing, size=size, shapes=tuple((shape, size) for shape, _ in drawing.shapes))  # noqa: PLW2901
            self._drawing(drawing, canvas, anchor, _ZONES.get(kind, zone) if zone is Zone.BODY else zone)

    def _drawing(self, drawing: Drawing, canvas: Canvas, anchor: Anchor, zone: Zone) -> None:
        for item in items(drawing, canvas):
            if isinstance(item, Linked) and _is_written(drawing):
                continue  # its text carries the link
            place(self.builder, item, anchor, _lower(zone) if isinstance(item, Described | Picture) else zone)
        if local(drawing.element) == "graphicFrame":
            for table in drawing.element.iter(name("a:tbl")):
                self._table(table, canvas, anchor, zone)

    def _background(self, root: _Element, canvas: Canvas, anchor: Anchor, zone: Zone) -> None:
        filling = root.find(f"{name('p:cSld')}/{name('p:bg')}/{name('p:bgPr')}/{name('a:blipFill')}/{name('a:blip')}")
        if filling is not None:
            called, data = canvas.picture(canvas.relation(attribute(filling, "r:embed"), attribute(filling, "r:link")))
            width, height = self.size
            self.builder.image(name=called, width_mm=width, height_mm=height, zone=zone, data=data, anchor=anchor)

    def _table(self, table: _Element, canvas: Canvas, anchor: Anchor, zone: Zone) -> None:
        self.tables += 1
        for row_number, row in enumerate(table.findall(name("a:tr")), 1):
            cells: list[Cell] = []
            for column, element in enumerate(row.findall(name("a:tc")), 1):
                if attribute(element, "hMerge") in {"1", "true"} or attribute(element, "vMerge") in {"1", "true"}:
                    continue  # goes on with the cell before or above
                place_of = Anchor(page=anchor.page, table=self.tables, row=row_number, column=column, part=anchor.part)
                paragraphs = [
                    [stretch for part in line for stretch in (*part, (" ", None))]
                    for paragraph in element.iter(name("a:p"))
                    for line in lines_of(paragraph, canvas)
                ]
                cells.append(Cell(paragraphs, place_of, language_of(element)))
            self.builder.row(cells, Zone.TABLE_CELL if zone is Zone.BODY else zone)

    def _read_comments(self, part: str, number: int) -> None:
        """Comments of both kinds: a text of its own, or paragraphs with answers below."""
        root = self.package.tree(part)
        canvas = Canvas(self.package, part, {})
        for element in root.iter() if root is not None else ():
            if local(element) == "text" and element.text:
                self.builder.paragraph(plain(element.text), Zone.COMMENT, Anchor(page=number, part=part))
            elif element.tag == name("a:p"):
                for line in lines_of(element, canvas):
                    place(self.builder, Writing(line), Anchor(page=number, part=part), Zone.COMMENT)

    def _placeholder_sizes(self, layout: str) -> dict[str, _Size]:
        """Sizes of the placeholders of a layout, for pictures that leave theirs to it."""
        if layout not in self.sizes:
            root = self.package.tree(layout) if layout else None
            sizes: dict[str, _Size] = {}
            for drawing in drawings(root) if root is not None else ():
                placeholder = _placeholder(drawing.element)
                if placeholder is not None and drawing.size[0] is not None:
                    sizes |= dict.fromkeys(_keys(placeholder), drawing.size)
            self.sizes[layout] = sizes
        return self.sizes[layout]


def _placeholder(shape: _Element) -> _Element | None:
    """What says which placeholder a shape fills, None for a shape of its own."""
    for part in shape:
        if local(part).startswith("nv"):
            return next(part.iter(name("p:ph")), None)
    return None


def _keys(placeholder: _Element) -> Iterator[str]:
    if index := attribute(placeholder, "idx"):
        yield f"number {index}"
    elif kind := attribute(placeholder, "type"):
        yield f"kind {kind}"


def _is_written(drawing: Drawing) -> bool:
    return any((text.text or "").strip() for text in drawing.element.iter(name("a:t")))


def _lower(zone: Zone) -> Zone:
    """Pictures in a placeholder for a heading are no headings."""
    return Zone.BODY if zone in {Zone.TITLE, Zone.HEADING} else zone
