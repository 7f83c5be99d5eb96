"""One sheet after the other: its name, headers, rows, comments, drawings and footers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from grantdocs.errors import ReadError
from grantdocs.model.document import Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder, Cell, plain
from grantdocs.readers.drawings import Canvas, Picture, place
from grantdocs.readers.drawings.shapes import drawings, items
from grantdocs.readers.drawings.vml import vml_items
from grantdocs.readers.ooxml import Package, Relation, attribute, local, name
from grantdocs.readers.xlsx.cells import SheetContent, place_of, read_cells
from grantdocs.readers.xlsx.workbook import Sheet, Workbook, rich_text

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Sheets"]

_CODE_RE = regex.compile(
    r"&(?:(?P<section>[LCR])|(?P<and>&)|\"[^\"]*+\"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d{1,3}|[BIUESXYOHPNDTFAZG](?:[+-]\d++)?)"
)
"""Codes in headers and footers: the section that follows, an ampersand, and fonts, sizes, colours, page numbers, days
and names, none of which is text."""
_THREAD = "tc="
"""Author of the stand-in that a threaded comment leaves for older programs."""
_LARGEST_RANGE = 1000


@dataclass(slots=True)
class Sheets:
    builder: Builder
    package: Package
    workbook: Workbook

    def read(self, sheet: Sheet, number: int) -> None:
        place_on_sheet = Anchor(table=number, part=sheet.part)
        content = self._content(sheet, place_on_sheet)
        if content is None:
            return
        relations = self.package.relations(sheet.part)
        canvas = Canvas(self.package, sheet.part, relations)
        if content.rows or content.drawings or content.running:
            self.builder.paragraph(plain(sheet.name), Zone.HEADING, place_on_sheet)
        self._running(content, "header", place_on_sheet)
        self._background(content, canvas, place_on_sheet)
        self._running_pictures(content, canvas, number)
        self._rows(content, relations, place_on_sheet)
        self._comments(sheet, number)
        self._drawings(content, canvas, number)
        self._running(content, "footer", place_on_sheet)
        if content.uncomputed:
            row, column = content.uncomputed[0]
            detail = f"{len(content.uncomputed)} formulas of sheet {sheet.name!r} were saved without their values"
            self.builder.gap("formula-without-value", detail, anchor=_at(place_on_sheet, row, column))
        for kind in dict.fromkeys(content.objects):
            detail = f"an embedded object ({kind or 'of an unknown kind'}) was not read"
            self.builder.gap("unread-part", detail, anchor=place_on_sheet)

    def _content(self, sheet: Sheet, anchor: Anchor) -> SheetContent | None:
        from lxml import etree

        try:
            data = self.package.data(sheet.part)
            if data:
                most = self.package.content.limits.max_characters
                return read_cells(data, self.workbook, self.builder, most)
            self.builder.gap("unread-part", f"sheet {sheet.name!r} is missing in the file", anchor=anchor)
        except ReadError as error:
            self.package.damaged[sheet.part] = error.reason
        except (etree.XMLSyntaxError, ValueError):
            self.package.damaged[sheet.part] = "holds broken XML"
        return None

    def _running(self, content: SheetContent, running: str, anchor: Anchor) -> None:
        """The sections of a header or footer stand beside each other."""
        zone = Zone.HEADER if running == "header" else Zone.FOOTER
        for _, text in (entry for entry in content.running if entry[0] == running):
            columns: list[list[str]] = [[""] for _ in "LCR"]
            section = "C"
            at = 0
            for code in _CODE_RE.finditer(text):
                columns["LCR".index(section)][-1] += text[at : code.start()] + ("&" if code["and"] else "")
                section = str(code["section"] or section)
                at = code.end()
            columns["LCR".index(section)][-1] += text[at:]
            lines = [column[0].splitlines() for column in columns]
            for row in range(max(map(len, lines))):
                parts = [plain(column[row]) for column in lines if row < len(column)]
                self.builder.tabbed(parts, zone, anchor)

    def _rows(self, content: SheetContent, relations: dict[str, Relation], anchor: Anchor) -> None:
        links = content.links | dict(_linked_cells(content.references, relations))
        for number, cells in content.rows:
            self.builder.row(
                Cell(
                    [plain(line, links.get((number, column))) for line in text.splitlines()]
                    if links or "\n" in text
                    else [plain(text)],
                    _at(anchor, number, column),
                )
                for column, text in cells
            )

    def _comments(self, sheet: Sheet, number: int) -> None:
        for part in self.package.related(sheet.part, "threadedComment"):
            root = self.package.tree(part)
            for element in root if root is not None else ():
                text = next((inner.text or "" for inner in element if local(inner) == "text"), "")
                self._comment(text, element, Anchor(table=number, part=part))
        for part in self.package.related(sheet.part, "comments"):
            root = self.package.tree(part)
            authors = [author.text or "" for author in root.iter(name("s:author"))] if root is not None else []
            for element in root.iter(name("s:comment")) if root is not None else ():
                author = attribute(element, "authorId", "0")
                is_known = author.isdecimal() and int(author) < len(authors)
                if is_known and authors[int(author)].startswith(_THREAD):
                    continue
                text = next((rich_text(inner) for inner in element if local(inner) == "text"), "")
                self._comment(text, element, Anchor(table=number, part=part))

    def _comment(self, text: str, element: _Element, anchor: Anchor) -> None:
        row, column = place_of(attribute(element, "ref"))
        for line in text.splitlines():
            self.builder.paragraph(plain(line), Zone.COMMENT, _at(anchor, row, column))

    def _drawings(self, content: SheetContent, canvas: Canvas, number: int) -> None:
        for relation in filter(None, map(canvas.relation, content.drawings)):
            root = self.package.tree(relation.target)
            own = Canvas(self.package, relation.target, self.package.relations(relation.target))
            for drawing in drawings(root) if root is not None else ():
                for item in items(drawing, own):
                    zone = Zone.BODY if isinstance(item, Picture) else Zone.TEXT_BOX
                    place(self.builder, item, Anchor(table=number, part=relation.target), zone)

    def _running_pictures(self, content: SheetContent, canvas: Canvas, number: int) -> None:
        for relation in filter(None, map(canvas.relation, content.running_drawings)):
            root = self.package.tree(relation.target)
            own = Canvas(self.package, relation.target, self.package.relations(relation.target))
            for item in vml_items(root, own) if root is not None else ():
                place(self.builder, item, Anchor(table=number, part=relation.target), Zone.HEADER)

    def _background(self, content: SheetContent, canvas: Canvas, anchor: Anchor) -> None:
        for relation in filter(None, map(canvas.relation, content.backgrounds)):
            called, data = canvas.picture(relation)
            self.builder.image(name=called, data=data, anchor=anchor)


def _linked_cells(
    references: list[tuple[str, str]], relations: dict[str, Relation]
) -> list[tuple[tuple[int, int], str]]:
    """Cells under links that lead outside; a link may lie on a range."""
    found: list[tuple[tuple[int, int], str]] = []
    for reference, identifier in references:
        relation = relations.get(identifier)
        if relation is None or not relation.is_outside:
            continue
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = place_of(first), place_of(last or first)
        if 0 <= (bottom - top + 1) * (right - left + 1) <= _LARGEST_RANGE:
            found += [((r, c), relation.target) for r in range(top, bottom + 1) for c in range(left, right + 1)]
    return found


def _at(anchor: Anchor, row: int, column: int) -> Anchor:
    return Anchor(table=anchor.table, row=row or None, column=column or None, part=anchor.part)
