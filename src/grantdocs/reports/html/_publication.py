"""The publication as a page shows it: headings, paragraphs, lists, tables and pictures, with the marks of findings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from grantdocs.model.document import Zone
from grantdocs.model.location import Span
from grantdocs.reports.html._marks import Mark, Piece, Tone, pieces
from grantdocs.reports.html._safe import language_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grantdocs.model.document import Block, Document, Image

__all__ = ["Part", "Publication", "publication"]

_MOST_CHARACTERS: Final = 150_000
_MOST_BLOCKS: Final = 4_000
"""A publication up to this size is shown whole, a larger one around its findings."""
_MOST_PLACES: Final = 150
_BESIDE: Final = 2
"""Blocks before and after a place that a large publication is shown with."""
_LONG_BLOCK: Final = 3_000
_AROUND: Final = 400
"""Characters around a mark that a long block of a large publication is shown with."""
_MOST_COLUMNS: Final = 60
_FRAMED: Final = frozenset(
    {Zone.HEADER, Zone.FOOTER, Zone.NAVIGATION, Zone.FOOTNOTE, Zone.TEXT_BOX, Zone.COMMENT, Zone.IMAGE_TEXT,
     Zone.METADATA}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """title, heading, paragraph, caption, item, picture, left-out, page; list, table, frame and cell hold others."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    parts: tuple[Part, ...] = ()
    rows: tuple[tuple[Part, ...], ...] = ()
    language: str = ""
    zone: str = ""
    image: Image | None = None
    number: int | None = None
    """Of a picture among the facts, of a table or page in the publication, of blocks that are left out."""
    label: str | None = None
    characters: int = 0


@dataclass(frozen=True, slots=True)
class Publication:
    parts: tuple[Part, ...]
    places: frozenset[int]
    """Offsets of marks that can be linked to."""
    pictures: frozenset[int]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _Item:
    """A part and what it belongs to."""

    part: Part
    page: int | None = None
    page_label: str | None = None
    table: tuple[str | int | None, ...] | None = None
    row: int | None = None
    column: int | None = None
    zone: Zone | None = None
    follows_tab: bool = False


def publication(document: Document, marks: Sequence[Mark], language: str) -> Publication:
    """The parts in reading order; `language` is that of the whole, so that a block says only another one."""
    is_whole = len(document.text) <= _MOST_CHARACTERS and len(document.blocks) <= _MOST_BLOCKS
    items = tuple(_Reader(document, marks, language, is_whole=is_whole).items())
    shown = [item.part for item in items]
    return Publication(
        parts=tuple(_turned(items)),
        places=frozenset(piece.place for part in shown for piece in part.pieces if piece.place is not None),
        pictures=frozenset(part.number for part in shown if part.kind == "picture" and part.number is not None),
        is_whole=is_whole and not any(piece.left_out for part in shown for piece in part.pieces),
    )


class _Reader:
    """One walk over the blocks."""

    def __init__(self, document: Document, marks: Sequence[Mark], language: str, *, is_whole: bool) -> None:
        self.document, self.language, self.is_whole = document, language, is_whole
        self.marks: dict[int, list[Mark]] = {}
        for mark in marks:
            first, last = document.block_index(mark.span.start), document.block_index(max(0, mark.span.end - 1))
            for index in range(first, last + 1):
                self.marks.setdefault(index, []).append(mark)
        self.kept = None if is_whole else self._near(marks)
        self.described = {image.span.start: number for number, image in enumerate(document.images) if image.span}
        self.undescribed = sorted(
            (image.at if image.at is not None else len(document.text), number)
            for number, image in enumerate(document.images)
            if not image.span
        )

    def items(self) -> Iterator[_Item]:
        left_out = characters = 0
        for index, block in enumerate(self.document.blocks):
            if self.kept is not None and index not in self.kept:
                left_out, characters = left_out + 1, characters + block.span.end - block.span.start
                continue
            if left_out:
                yield _Item(Part("left-out", number=left_out, characters=characters))
                left_out = characters = 0
            yield from self._pictures_before(block.span.start)
            yield self._item(index, block)
        if left_out:
            yield _Item(Part("left-out", number=left_out, characters=characters))
        yield from self._pictures_before(len(self.document.text))

    def _near(self, marks: Sequence[Mark]) -> set[int]:
        """The blocks around the places that findings point at, the strongest first, and the beginning."""
        chosen = sorted((mark for mark in marks if mark.tone > Tone.PASS), key=lambda mark: -mark.tone)
        kept = set(range(2 * _BESIDE + 1))
        for mark in chosen[:_MOST_PLACES]:
            first = self.document.block_index(mark.span.start)
            kept.update(range(first - _BESIDE, first + _BESIDE + 1))
        return kept

    def _item(self, index: int, block: Block) -> _Item:
        anchor, span = block.anchor, block.span
        language = language_tag(block.language)
        part = Part(
            _KINDS.get(block.zone, "paragraph"),
            pieces=self._pieces(index, span),
            language="" if language == self.language else language,
            zone=block.zone.value,
        )
        if block.zone is Zone.ALT_TEXT:
            number = self.described.get(span.start)
            image = None if number is None else self.document.images[number]
            part = replace(part, image=image, number=number)
        is_cell = block.zone is Zone.TABLE_CELL
        table = (anchor.part, anchor.page, anchor.table) if is_cell or anchor.table is not None else None
        before = self.document.text[span.start - 1 : span.start]
        return _Item(part, anchor.page, anchor.page_label, table, anchor.row, anchor.column, block.zone, before == "\t")

    def _pieces(self, index: int, span: Span) -> tuple[Piece, ...]:
        marks = self.marks.get(index, ())
        windows = None
        if not self.is_whole and span.end - span.start > _LONG_BLOCK:
            strong = [mark.span for mark in marks if mark.tone > Tone.PASS][:_MOST_PLACES]
            ends = [offset for found in strong for offset in (found.start, found.end)]
            spots = [offset for offset in ends if span.start <= offset <= span.end]
            windows = _merged([Span(span.start, span.start + _AROUND), *(_around(offset) for offset in spots)])
        return tuple(pieces(self.document.text, span, marks, windows))

    def _pictures_before(self, offset: int) -> Iterator[_Item]:
        while self.undescribed and self.undescribed[0][0] <= offset:
            _, number = self.undescribed.pop(0)
            image = self.document.images[number]
            yield _Item(Part("picture", image=image, number=number), image.page or image.anchor.page)


_KINDS: Final = {
    Zone.TITLE: "title", Zone.HEADING: "heading", Zone.LIST_ITEM: "item", Zone.CAPTION: "caption",
    Zone.ALT_TEXT: "picture",
}  # fmt: skip


def _around(offset: int) -> Span:
    return Span(max(0, offset - _AROUND), offset + _AROUND)


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The same characters in spans that do not touch, in order."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _turned(items: Sequence[_Item]) -> Iterator[Part]:
    """Neighbours that belong together as one part; a part for each turn of the page."""
    page: int | None = None
    position = 0
    while position < len(items):
        item = items[position]
        if item.page is not None and item.page != page:
            page = item.page
            yield Part("page", number=page, label=item.page_label)
        end = position + 1
        while end < len(items) and _belong_together(item, items[end]):
            end += 1
        together = items[position:end]
        position = end
        if item.table is not None:
            yield Part("table", rows=tuple(_rows(together)), number=_number_of(item.table))
        elif item.zone is Zone.LIST_ITEM:
            yield Part("list", parts=tuple(each.part for each in together))
        elif item.zone in _FRAMED:
            yield Part("frame", parts=tuple(each.part for each in together), zone=item.zone.value)
        else:
            yield item.part


def _belong_together(first: _Item, other: _Item) -> bool:
    if first.table is not None or other.table is not None:
        return first.table == other.table
    return (
        first.zone is other.zone
        and first.page == other.page
        and (first.zone is Zone.LIST_ITEM or first.zone in _FRAMED)
    )


def _number_of(table: tuple[str | int | None, ...]) -> int | None:
    number = table[-1]
    return number if isinstance(number, int) else None


@dataclass(slots=True)
class _Row:
    number: int | None
    cells: dict[int, list[Part]] = field(default_factory=dict)


def _rows(items: Sequence[_Item]) -> Iterator[tuple[Part, ...]]:
    """The cells by row; where the format numbers none, a tab leads to the next cell and a line end to the next row."""
    rows: list[_Row] = []
    for item in items:
        is_new = not rows or (item.row != rows[-1].number if item.row is not None else not item.follows_tab)
        if is_new:
            rows.append(_Row(item.row))
        cells = rows[-1].cells
        cells.setdefault(item.column if item.column is not None else len(cells) + 1, []).append(item.part)
    for row in rows:
        last = max(row.cells)
        columns = range(1, last + 1) if min(row.cells) >= 1 and last <= _MOST_COLUMNS else sorted(row.cells)
        yield tuple(Part("cell", parts=tuple(row.cells.get(column, ()))) for column in columns)
