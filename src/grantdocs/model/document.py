"""A publication as read: one text, blocks that index it, pictures, links, and what could not be read."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Final

from grantdocs.model.location import Anchor, Box, Location, Span

__all__ = ["OWN_REMARKS", "Block", "Document", "Gap", "Image", "Link", "Source", "Typeface", "Zone"]

OWN_REMARKS: Final = "grantdocs"
"""Who wrote the remarks in the copies that reports make; readers leave them out, for the copy does not say that."""


class Zone(StrEnum):
    """What part of a publication a block belongs to."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    CAPTION = "caption"
    HEADER = "header"
    FOOTER = "footer"
    NAVIGATION = "navigation"
    FOOTNOTE = "footnote"
    TEXT_BOX = "text-box"
    ALT_TEXT = "alt-text"
    COMMENT = "comment"
    IMAGE_TEXT = "image-text"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from and what its bytes are."""

    uri: str
    media_type: str
    format: str
    """Short name of the reader: text, markdown, html, docx, pdf, pptx."""
    digest: str
    """`sha256:` and 64 hexadecimal digits of the bytes."""
    size: int
    """Bytes."""
    archive: str | None = None
    """URI of the archive that it was taken from."""
    captured: str | None = None
    """ISO 8601 instant at which a crawler saved it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of `Document.text`: paragraph, heading, cell, alternative text. Never overlaps another block."""

    span: Span
    zone: Zone
    anchor: Anchor = field(default_factory=Anchor)
    language: str | None = None
    """As declared by the file (HTML `lang`, DOCX `w:lang`); what the text itself shows is found later."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the publication; sizes as placed, in millimetres, None where the format does not tell."""

    alt: str = ""
    name: str = ""
    """File name or address as written in the source, without its folder."""
    width_mm: float | None = None
    height_mm: float | None = None
    page: int | None = None
    zone: Zone = Zone.BODY
    data: bytes | Callable[[], bytes | None] | None = field(default=None, repr=False)
    """The picture's own bytes, or what draws them when called; None where they are not in the file. Ask `content`."""
    span: Span | None = None
    """Where its alternative text stands in `Document.text`."""
    is_drawn: bool = False
    """Part of a page on which shapes are drawn, no picture of its own."""
    anchor: Anchor = field(default_factory=Anchor)
    at: int | None = None
    """How many characters of `Document.text` come before it."""
    shown: Box | None = None
    """The part that is shown, as shares of the picture's width and height, beyond 0 and 1 blank; None for all of it."""
    turned: float = 0.0
    """Degrees, clockwise, by which it is turned where it is placed; its sizes are those before."""

    def content(self) -> bytes | None:
        """The bytes of the picture; formats that only draw it (PDF) do so now."""
        return self.data() if callable(self.data) else self.data


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: target as written, and the text that carries it (None for pictures)."""

    url: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Typeface:
    """How some characters of a block look."""

    font: str
    """PostScript name of the font without the mark of a subset, such as `Arial-BoldMT`."""
    size: float
    """Points, as shown."""
    is_bold: bool
    is_italic: bool
    is_underlined: bool
    colour: str
    """`#rrggbb`"""
    characters: int
    """How many characters of the block look so, blanks not counted."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that could not be read or decided, and the part of the facts that it leaves open."""

    reason: str
    """Short kebab-case name: `page-without-text`, `ambiguous-number`, `limit-reached`, ..."""
    detail: str
    """One sentence for a person."""
    pointer: str = ""
    """JSON Pointer into the facts; the empty string leaves everything open."""
    spans: tuple[Span, ...] = ()
    anchor: Anchor | None = None


@dataclass(frozen=True)
class Document:
    """A read publication.

    Blocks stand in reading order and are separated in `text` by one line feed; cells of one table row are separated
    by one tab. Inside a block there is neither. Blanks that the format makes meaningless (line ends of HTML source,
    line breaks of wrapped paragraphs) are single spaces.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...]
    images: tuple[Image, ...] = ()
    links: tuple[Link, ...] = ()
    gaps: tuple[Gap, ...] = ()
    title: str | None = None
    published: str | None = None
    """ISO date of publication as the file's own metadata give it (HTML meta, DOCX properties never)."""
    modified: str | None = None
    """ISO date of the last change as a web page's own metadata give it."""
    language: str | None = None
    """BCP 47 tag as declared by the file, often wrong."""
    page_sizes_mm: tuple[tuple[float, float], ...] = ()
    """Width and height of each page in millimetres."""
    typefaces: Callable[[Anchor], tuple[Typeface, ...]] | None = field(default=None, repr=False)
    """Finds out what the block at an anchor is set in; None where the format does not tell. Ask `typefaces_at`."""

    def quote(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def block_index(self, offset: int) -> int:
        """Index of the block that holds the character at `offset`, or the one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def block_at(self, offset: int) -> Block:
        return self.blocks[self.block_index(offset)]

    def locate(self, span: Span) -> Location:
        """Turn characters into a place; the only way to do so."""
        block = self.block_at(span.start)
        return Location(span, block.zone, block.anchor)

    def typefaces_at(self, span: Span) -> tuple[Typeface, ...]:
        """The typefaces of the blocks that a span runs over, the one with most characters first; this takes a while.

        Nothing where the format does not tell.
        """
        if self.typefaces is None:
            return ()
        first, last = self.block_index(span.start), self.block_index(max(span.start, span.end - 1))
        found: Counter[Typeface] = Counter()
        for block in self.blocks[first : last + 1]:
            for typeface in self.typefaces(block.anchor):
                found[replace(typeface, characters=0)] += typeface.characters
        return tuple(replace(typeface, characters=count) for typeface, count in found.most_common())

    @cached_property
    def _starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]
