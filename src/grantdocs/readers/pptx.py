"""Slides: text frames, tables, pictures and notes, slide by slide; what masters show on every slide stands once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grantdocs.errors import ReadError
from grantdocs.model.document import Document, Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder, Cell, Inline
from grantdocs.readers.docx.drawings import drawn_pictures, shows_shapes
from grantdocs.readers.ooxml import EMU_PER_MM, Package, Relation, attribute, has_part, local, name
from grantdocs.readers.reader import Content, Reader

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["READER"]

_TITLES = frozenset({"title", "ctrTitle"})
_RUNNING = frozenset({"ftr", "hdr"})
_LEFT_OUT = frozenset({"sldNum", "dt", "sldImg"})
"""Slide numbers, dates that change by themselves, thumbnails."""


def read_pptx(content: Content) -> Document:
    builder = Builder(content, READER)
    package = Package(content)
    main = next(iter(package.related("", "officeDocument")), "ppt/presentation.xml")
    root = package.xml(main)
    if root is None:
        raise ReadError(content.source, "holds no presentation", "save it as PPTX again")
    relations = package.relations(main)
    listed = [relations.get(attribute(slide, "r:id")) for slide in root.iter(name("p:sldId"))]
    slides = [relation.target for relation in listed if relation]
    limit = content.limits.max_pages
    if len(slides) > limit:
        builder.gap("limit-reached", f"only the first {limit} of {len(slides)} slides were read")
    masters = _Slide(builder, package)
    for number, slide in enumerate(slides[:limit], 1):
        _read_slide(masters, slide, number)
    size = root.find(name("p:sldSz"))
    if size is not None:
        width, height = (round(int(attribute(size, side, "0")) / EMU_PER_MM, 1) for side in ("cx", "cy"))
        builder.page_sizes += [(width, height)] * min(len(slides), limit)
    return builder.document()


def _read_slide(masters: _Slide, part: str, number: int) -> None:
    package = masters.package
    root = package.xml(part)
    if root is None or attribute(root, "show") == "0":
        return
    for layout in package.related(part, "slideLayout"):
        for pattern in (*package.related(layout, "slideMaster"), layout):
            masters.read_pattern(pattern, number)
    slide = _Slide(masters.builder, package)
    slide.read(root, part, number)
    for notes in package.related(part, "notesSlide"):
        notes_root = package.xml(notes)
        if notes_root is not None:
            slide.read(notes_root, notes, number, Zone.COMMENT)


@dataclass(slots=True)
class _Slide:
    builder: Builder
    package: Package
    tables: int = 0
    relations: dict[str, Relation] = field(default_factory=dict)
    patterns: set[str] = field(default_factory=set)
    """Masters and layouts that were read already."""

    def read(self, root: _Element, part: str, number: int, zone: Zone = Zone.BODY) -> None:
        self.relations = self.package.relations(part)
        for shape in _shapes(root):
            self._shape(shape, Anchor(page=number, part=part), zone)

    def read_pattern(self, part: str, number: int) -> None:
        """Text and pictures that a master or layout puts on its slides; its placeholders are not shown."""
        root = self.package.xml(part) if part not in self.patterns else None
        self.patterns.add(part)
        if root is None:
            return
        self.relations = self.package.relations(part)
        for shape in _shapes(root):
            if _placeholder(shape) is None:
                self._shape(shape, Anchor(page=number, part=part), Zone.HEADER)

    def _shape(self, shape: _Element, anchor: Anchor, zone: Zone) -> None:
        kind = _placeholder(shape)
        if kind in _LEFT_OUT:
            return
        if zone is Zone.BODY and kind in _TITLES:
            zone = Zone.HEADING
        elif zone is Zone.BODY and kind in _RUNNING:
            zone = Zone.FOOTER
        if local(shape) == "graphicFrame":
            for table in shape.iter(name("a:tbl")):
                self._table(table, anchor)
            if shows_shapes(shape):
                described = next((element for element in shape.iter() if local(element) == "cNvPr"), None)
                self.builder.image(alt=_alt(described), name=_called(described), anchor=anchor, zone=zone)
            return
        for body in shape.findall(name("p:txBody")):
            for paragraph in body.findall(name("a:p")):
                for line in self._lines(paragraph):
                    self.builder.tabbed(line, zone, anchor, _language(paragraph))
        described = next((element for element in shape.iter() if local(element) == "cNvPr"), None)
        if local(shape) == "pic" or (described is not None and attribute(described, "descr")):
            for found in drawn_pictures(shape, self.package, self.relations):
                self.builder.image(**found, anchor=anchor, zone=zone)
        elif shows_shapes(shape) and not _says_something(shape):
            self.builder.image(name=_called(described), anchor=anchor, zone=zone)

    def _lines(self, paragraph: _Element) -> Iterator[list[Inline]]:
        lines: list[list[list[tuple[str, str | None]]]] = [[[]]]
        for element in paragraph:
            if local(element) == "br":
                lines.append([[]])
            elif local(element) in {"r", "fld"}:
                text = element.find(name("a:t"))
                pieces = (text.text or "" if text is not None else "").replace("\v", "\n").split("\t")
                for index, piece in enumerate(pieces):
                    if index:
                        lines[-1].append([])
                    lines[-1][-1].append((piece, self._target(element)))
        for line in lines:
            yield list(line)

    def _target(self, run: _Element) -> str | None:
        click = run.find(f"{name('a:rPr')}/{name('a:hlinkClick')}")
        relation = self.relations.get(attribute(click, "r:id")) if click is not None else None
        return relation.target if relation and relation.is_outside else None

    def _table(self, table: _Element, anchor: Anchor) -> None:
        self.tables += 1
        for row_number, row in enumerate(table.findall(name("a:tr")), 1):
            cells: list[Cell] = []
            for column, element in enumerate(row.findall(name("a:tc")), 1):
                place = Anchor(page=anchor.page, table=self.tables, row=row_number, column=column, part=anchor.part)
                paragraphs = [
                    [stretch for part in line for stretch in (*part, (" ", None))]
                    for paragraph in element.iter(name("a:p"))
                    for line in self._lines(paragraph)
                ]
                cells.append(Cell(paragraphs, place))
            self.builder.row(cells)


def _shapes(root: _Element) -> Iterator[_Element]:
    """Shapes, pictures and tables in drawing order, also those in groups."""
    for element in root:
        kind = local(element)
        if kind in {"sp", "pic", "graphicFrame", "cxnSp"}:
            yield element
        elif kind in {"cSld", "spTree", "grpSp", "AlternateContent", "Choice"}:
            yield from _shapes(element)


def _called(described: _Element | None) -> str:
    return attribute(described, "name") if described is not None else ""


def _alt(described: _Element | None) -> str:
    return attribute(described, "descr") if described is not None else ""


def _says_something(shape: _Element) -> bool:
    return any((text.text or "").strip() for text in shape.iter(name("a:t")))


def _placeholder(shape: _Element) -> str | None:
    """Kind of the placeholder that a shape fills, None for a shape of its own."""
    found = next(shape.iter(name("p:ph")), None)
    return attribute(found, "type", "body") if found is not None else None


def _language(paragraph: _Element) -> str | None:
    properties = next(paragraph.iter(name("a:rPr")), None)
    return attribute(properties, "lang") or None if properties is not None else None


READER = Reader(
    name="pptx",
    media_types=("application/vnd.openxmlformats-officedocument.presentationml.presentation",),
    extensions=("pptx", "ppsx", "pptm", "potx"),
    sniff=lambda content: has_part(content, "ppt/presentation.xml"),
    read=read_pptx,
)
