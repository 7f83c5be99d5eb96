"""PDF files: PDFium gives text and boxes, the layout gives paragraphs, rows, headers and footers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from grantdocs.errors import ReadError
from grantdocs.model.document import Document, Zone
from grantdocs.model.location import Anchor, Box
from grantdocs.readers.building import Builder, Cell, plain
from grantdocs.readers.pdf import READER
from grantdocs.readers.pdf.columns import in_columns
from grantdocs.readers.pdf.footnotes import take_footnotes
from grantdocs.readers.pdf.labels import page_labels
from grantdocs.readers.pdf.line_ends import LineEnds
from grantdocs.readers.pdf.lines import Line, PageReading, around, starts_item
from grantdocs.readers.pdf.page import COVERING, read_page
from grantdocs.readers.pdf.paragraphs import Measures
from grantdocs.readers.pdf.pictures import PlacedPicture
from grantdocs.readers.pdf.probing import refuse_hostile
from grantdocs.readers.pdf.properties import note_contents, read_properties
from grantdocs.readers.pdf.regions import MOST_REGIONS, drawn_regions
from grantdocs.readers.pdf.rows import Row, arrange, join_page_breaks
from grantdocs.readers.pdf.running import take_running_lines
from grantdocs.readers.pdf.signs import Signs, look_through
from grantdocs.readers.pdf.tables import RuledTable, fill, find_ruled_tables
from grantdocs.readers.pdf.typefaces import PdfTypefaces
from grantdocs.readers.reader import Content

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["read_pdf"]

_MM_PER_POINT = 25.4 / 72
_HARDLY = 20
_MOST_LOST = 20
"""Damaged pages in a row after which no others are tried."""
_OCR_SECONDS = 60.0
"""For the words of one page."""


def read_pdf(content: Content) -> Document:
    builder = Builder(content, READER)
    builder.typefaces = PdfTypefaces(content.data)
    signs = look_through(content)
    with _opened(content, signs) as document:
        note_contents(builder, document)
        pages = _pages(document, content, builder, signs)
        _recognise(document, content, builder, pages)
        for page in pages:
            _note_unread(builder, page)
        headers, footers = take_running_lines(pages)
        footnotes = take_footnotes(pages)
        _note_drawings(builder, pages)
        tables, untold = find_ruled_tables(content.data, pages, builder.in_time)
        for number in untold:
            detail = f"the tables of page {number} could not be taken apart; their words were read as plain lines"
            builder.gap("table-not-understood", detail, "/amounts", Anchor(page=number))
        arranged = [_arranged(document, page, tables.get(page.number, [])) for page in pages]
        flow = join_page_breaks([item for items in arranged for item in items])
        lines = [line for item in flow for line in (item.lines if isinstance(item, Row) else [item])]
        measures = Measures.of(lines, {page.number: page for page in pages})
        ends = LineEnds(line for page in pages for line in page.lines)
        _emit_running(builder, measures, ends, headers, Zone.HEADER)
        _Emission(builder, measures, ends, pages, content.data).emit(flow)
        for note in footnotes:
            builder.paragraph(ends.inline_of(note), Zone.FOOTNOTE, Anchor(page=note[0].page, box=around(note)))
        _emit_notes(builder, pages)
        _emit_running(builder, measures, ends, footers, Zone.FOOTER)
        read_properties(builder, document, content.data)
    read = builder.document()
    return _with_labels(read, page_labels(content.data, len(pages))) if signs.has_labels else read


def _with_labels(document: Document, labels: dict[int, str]) -> Document:
    """The same document, each place with what the publication calls its page."""
    blocks = (
        replace(block, anchor=replace(block.anchor, page_label=labels[block.anchor.page]))
        if block.anchor.page in labels
        else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks)) if labels else document


def _emit_notes(builder: Builder, pages: list[PageReading]) -> None:
    """Text boxes before remarks, whose words are no part of the publication."""
    notes = [(page.number, note) for page in pages for note in page.notes]
    for number, note in sorted(notes, key=lambda numbered: numbered[1].zone is Zone.COMMENT):
        for paragraph in note.text.splitlines():
            builder.paragraph(plain(paragraph), note.zone, Anchor(page=number, box=note.box))


def _emit_running(builder: Builder, measures: Measures, ends: LineEnds, lines: list[Line], zone: Zone) -> None:
    for paragraph in measures.running_paragraphs(lines):
        builder.paragraph(ends.inline_of(paragraph), zone, Anchor(page=paragraph[0].page, box=around(paragraph)))


@contextmanager
def _opened(content: Content, signs: Signs) -> Iterator[PdfDocument]:
    import pypdfium2
    from pypdfium2 import raw

    refuse_hostile(content, signs)
    try:
        document = pypdfium2.PdfDocument(content.data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(content.source, "is protected by a password", "save it without a password") from error
        raise ReadError(content.source, "is damaged or cut off", "save or download it again") from error
    try:
        if document.get_formtype() == raw.FORMTYPE_ACRO_FORM:
            document.init_forms()
        if len(document) == 0:
            raise ReadError(content.source, "has no pages", "save or download it again")
        yield document
    finally:
        document.close()


def _pages(document: PdfDocument, content: Content, builder: Builder, signs: Signs) -> list[PageReading]:
    import pypdfium2

    pages: list[PageReading] = []
    lost: list[int] = []
    limits = content.limits
    for index in range(min(len(document), limits.max_pages)):
        if lost[-_MOST_LOST:] == list(range(index - _MOST_LOST + 1, index + 1)) or not builder.in_time():
            break
        try:
            page = read_page(document, index, limits.max_vectors, has_white=signs.has_white)
        except pypdfium2.PdfiumError:
            page = PageReading(index + 1, 0.0, 0.0, is_blank=True)
            lost.append(page.number)
        builder.page_sizes.append((round(page.width * _MM_PER_POINT, 1), round(page.height * _MM_PER_POINT, 1)))
        pages.append(page)
        if sum(len(line.text) for line in page.lines) > limits.max_characters:
            break
    if lost and len(lost) == len(pages):
        raise ReadError(content.source, "is damaged: none of its pages can be read", "save or download it again")
    if lost:
        others = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
        builder.gap("page-not-read", f"page {lost[0]}{others} is damaged and was not read", anchor=Anchor(page=lost[0]))
    if len(document) > limits.max_pages:
        builder.gap("limit-reached", f"only the first {limits.max_pages} of {len(document)} pages were read")
    return pages


def _recognise(document: PdfDocument, content: Content, builder: Builder, pages: list[PageReading]) -> None:
    """Reads the pages that are pictures, if somebody asked for it."""
    unread = [page for page in pages if page.is_garbled or _is_picture(page)]
    if content.ocr is None or not unread:
        return
    from grantdocs.readers.pdf.scans import languages_for, recognise_page

    languages = languages_for(content.ocr, builder.language, pages)
    for page in unread:
        if not builder.in_time():
            return
        recognise_page(document, page, languages, _OCR_SECONDS)
        if not languages and page.is_recognised:
            # Letters of all languages at once are often taken for those of another.
            languages = languages_for((), None, [page])
            recognise_page(document, page, languages, _OCR_SECONDS)


def _note_unread(builder: Builder, page: PageReading) -> None:
    anchor = Anchor(page=page.number)
    number, reason = page.number, f" ({page.not_recognised})" if page.not_recognised else ""
    if page.is_recognised:
        sure = f", with a confidence of {page.confidence:.0f} %" if page.confidence else ""
        detail = f"the words of page {number} were recognised in its picture by a program{sure}; some may be misread"
        builder.gap("text-recognised", detail, anchor=anchor)
    elif page.is_garbled:
        detail = f"the fonts of page {number} do not tell which letters they show, its words were not read{reason}"
        builder.gap("garbled-text", detail, anchor=anchor)
    elif _is_picture(page):
        detail = f"page {number} is a picture without text, its words were not read{reason}"
        builder.gap("page-without-text", detail, anchor=anchor)
    if page.unseen:
        lines = f"{page.unseen} lines" if page.unseen > 1 else "a line"
        detail = f"page {number} holds {lines} in the colour of the paper, which nobody sees and which was left out"
        builder.gap("unseen-text", detail, anchor=anchor)
    for what in page.unread:
        builder.gap("annotation-not-read", f"page {number} holds {what}, which was not read", anchor=anchor)


def _is_picture(page: PageReading) -> bool:
    letters = sum(len(line.text) for line in page.lines)
    return not page.is_blank and (letters == 0 or (letters < _HARDLY and page.pictured > COVERING))


def _note_drawings(builder: Builder, pages: list[PageReading]) -> None:
    """A flag may be drawn with shapes instead of being a picture, and what shapes show is not found out."""
    found = [page.number for page in pages if any(not _holds_words(box, page) for box in page.drawings)]
    if found:
        others = f" and {len(found) - 1} more" if len(found) > 1 else ""
        detail = f"page {found[0]}{others} shows a drawing made of shapes; what it is was not found out"
        builder.gap("drawing-not-understood", detail, "/images", Anchor(page=found[0]))


def _holds_words(box: Box, page: PageReading) -> bool:
    return any(
        box.left <= (line.left + line.right) / 2 <= box.right and box.top <= (line.top + line.bottom) / 2 <= box.bottom
        for line in page.lines
    )


def _arranged(document: PdfDocument, page: PageReading, tables: list[RuledTable]) -> list[Line | Row]:
    """Lines and rows of a page in reading order."""
    arranged: list[Line | Row] = []
    loose: list[Line] = []
    for item in fill(document, page, tables):
        if isinstance(item, Row):
            arranged += [*in_columns(arrange(loose)), item]
            loose = []
        else:
            loose.append(item)
    return [*arranged, *in_columns(arrange(loose))]


class _Emission:
    """Gives paragraphs, rows, pictures and links to the builder, page after page."""

    def __init__(
        self, builder: Builder, measures: Measures, ends: LineEnds, pages: list[PageReading], data: bytes
    ) -> None:
        self._builder = builder
        self._measures = measures
        self._ends = ends
        self._pages = pages
        self._data = data
        self._done = 0
        self._paragraph: list[Line] = []
        self._count = self._table = self._row = 0
        self._row_of: tuple[int, int | None] | None = None

    def emit(self, flow: list[Line | Row]) -> None:
        for item in self._with_wrapped_cells(flow):
            if isinstance(item, Row):
                self._flush()
                self._place_pictures(item.cells[0][0].page)
                self._emit_row(item)
            elif self._paragraph and self._measures.belongs(self._paragraph, item):
                self._paragraph.append(item)
            else:
                self._flush()
                self._place_pictures(item.page)
                self._paragraph = [item]
        self._flush()
        self._place_pictures(len(self._pages) + 1)

    def _with_wrapped_cells(self, flow: list[Line | Row]) -> Iterator[Line | Row]:
        """Text that tabs divide runs on from margin to margin: give such lines to the cell that they go on with."""
        if not any(isinstance(item, Row) and item.table is None for item in flow):
            yield from flow
            return
        waiting: list[Line] = []
        row: Row | None = None
        text: list[Line] = []
        for item in flow:
            if isinstance(item, Line) and text and self._measures.belongs(text, item):
                text.append(item)
                (row.rest if row else waiting).append(item)
                continue
            line = item.as_line if isinstance(item, Row) else item
            if isinstance(item, Row) and line and not row and self._measures.is_wrapped_label(waiting, line):
                item.label, waiting = waiting, []
            yield from [row] if row else waiting
            row, waiting = (item, []) if isinstance(item, Row) else (None, [item])
            text = [line] if line else []
        yield from [row] if row else waiting

    def _flush(self) -> None:
        lines, self._paragraph = self._paragraph, []
        if not lines:
            return
        self._count += 1
        self._row_of = None
        page = lines[0].page
        zone = Zone.HEADING if self._measures.is_heading(lines) else Zone.BODY
        if self._pages[page - 1].is_recognised:
            zone = Zone.IMAGE_TEXT
        elif zone is Zone.BODY and starts_item(lines[0].text):
            zone = Zone.LIST_ITEM
        anchor = Anchor(page=page, paragraph=self._count, box=around([line for line in lines if line.page == page]))
        self._builder.paragraph(self._ends.inline_of(lines), zone, anchor)

    def _emit_row(self, row: Row) -> None:
        page = row.cells[0][0].page
        if self._row_of != (page, row.table):
            self._row_of = (page, row.table)
            self._table += 1
            self._row = 0
        self._row += 1
        cells = []
        for column, lines in enumerate(row.cells, 1):
            before = row.label if column == 1 else []
            after = row.rest if column == len(row.cells) else []
            box = around([line for line in (*before, *lines, *after) if line.page == page])
            anchor = Anchor(page=page, table=self._table, row=self._row, column=column, box=box)
            width = row.widths[column - 1] if row.widths else None
            parts = self._measures.paragraphs(lines, width)
            parts = [[*before, *parts[0]], *parts[1:]]
            parts = [*parts[:-1], [*parts[-1], *after]]
            cells.append(Cell([self._ends.inline_of(part) for part in parts], anchor))
        is_recognised = self._pages[page - 1].is_recognised
        self._builder.row(cells, Zone.IMAGE_TEXT if is_recognised else Zone.TABLE_CELL)

    def _place_pictures(self, page: int) -> None:
        """Pictures and links of the pages before `page`."""
        for reading in self._pages[self._done : page - 1]:
            for picture in reading.pictures:
                anchor = Anchor(page=reading.number, box=picture.box)
                self._builder.image(
                    alt=picture.alt,
                    width_mm=picture.width_mm,
                    height_mm=picture.height_mm,
                    data=PlacedPicture(self._data, reading.number, picture.box),
                    anchor=anchor,
                )
            drawings = [box for box in reading.drawings if not _holds_words(box, reading)]
            for region in drawn_regions(reading, drawings)[:MOST_REGIONS]:
                self._builder.image(
                    width_mm=region.width_mm,
                    height_mm=region.height_mm,
                    data=PlacedPicture(self._data, reading.number, region.box),
                    anchor=Anchor(page=reading.number, box=region.box),
                    is_drawn=True,
                )
            for alt in reading.descriptions:
                self._builder.image(alt=alt, anchor=Anchor(page=reading.number))
            for url in reading.loose_links:
                self._builder.link(url)
        self._done = max(self._done, page - 1)
