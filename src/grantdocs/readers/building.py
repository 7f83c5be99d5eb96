"""Collects blocks, rows, pictures and links, and lays them out as a `Document`; every reader builds with it, so that
the same content has the same text whatever format it came in."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

import regex

from grantdocs.model.document import Block, Document, Gap, Image, Link, Typeface, Zone
from grantdocs.model.location import Anchor, Box, Span

if TYPE_CHECKING:
    from grantdocs.readers.reader import Content, Reader

__all__ = ["Builder", "Cell", "Inline", "OutOfTime", "plain"]

Inline = Sequence[tuple[str, str | None]]
"""Stretches of running text, each with the target of its link or None."""

# Blanks that formats use for their layout; no-break spaces and their kin are characters of the text.
_BLANKS_RE = regex.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]++")
_JUNK_RE = regex.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\uFFFE\uFFFF\uFEFF\uD800-\uDFFF]++")
# Styles of headings are also put on paragraphs for the sake of their numbers.
_LONGEST_HEADING = 250
_LARGEST_MM = 1_000_000
_TOGETHER = 80
"""Paragraphs of a cell that are shorter together than this are one phrase, broken to fit its column."""


class OutOfTime(Exception):
    """Reading took as long as it may; `document` is what it came to so far, with a gap that says so."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document


def plain(text: str, url: str | None = None) -> Inline:
    return ((text, url),)


@dataclass(slots=True)
class Cell:
    """A cell of a row: its paragraphs, and where it stands."""

    paragraphs: Sequence[Inline]
    anchor: Anchor = field(default_factory=Anchor)
    language: str | None = None


@dataclass(slots=True)
class _Piece:
    """A block before its place in the text is known; `links` hold start, end and target within it."""

    text: str
    zone: Zone
    anchor: Anchor
    language: str | None
    links: Sequence[tuple[int, int, str]] = ()
    start: int = 0


@dataclass(slots=True)
class _Picture:
    alt: _Piece | None
    written: str
    name: str
    width_mm: float | None
    height_mm: float | None
    anchor: Anchor
    zone: Zone
    data: bytes | Callable[[], bytes | None] | None
    after: _Piece | None
    """What stands before it."""
    is_drawn: bool
    shown: Box | None
    turned: float


class Builder:
    """Give it paragraphs, rows and pictures in reading order, then take `document()`."""

    def __init__(self, content: Content, reader: Reader) -> None:
        self.title: str | None = None
        self.declared_title = ""
        """Title in the properties of the file, which counts where the text has none."""
        self.published: str | None = None
        self.modified: str | None = None
        self.captured: str | None = None
        """ISO instant at which the page was saved, where its file says so."""
        self.language: str | None = None
        self.page_sizes: list[tuple[float, float]] = []
        self.typefaces: Callable[[Anchor], tuple[Typeface, ...]] | None = None
        self._source = content.origin(reader)
        self.limits = content.limits
        self._until = _time_taken() + content.limits.max_seconds
        self._lines: list[list[_Piece]] = []
        self._pictures: list[_Picture] = []
        self._bare_links: list[str] = []
        self._gaps: list[Gap] = []
        self._length = 0
        self._blocks = 0
        self._full = False
        self._said = "\n"
        """What `holds` compares with: the texts of the first `_compared` lines, each between line feeds."""
        self._compared = 0

    def paragraph(
        self, inline: Inline, zone: Zone = Zone.BODY, anchor: Anchor | None = None, language: str | None = None
    ) -> None:
        piece = _piece(inline, zone, anchor or Anchor(), language)
        if piece and piece.zone is Zone.HEADING and len(piece.text) > _LONGEST_HEADING:
            piece.zone = Zone.BODY
        if piece and self._has_room(len(piece.text) + 1):
            self._lines.append([piece])

    def row(self, cells: Iterable[Cell], zone: Zone = Zone.TABLE_CELL) -> None:
        """One line of text, cells apart by tabs, empty ones left out.

        The last cell of a row may hold a whole description: where it is long, its further paragraphs follow as lines
        of their own, with the anchor of the cell.
        """
        shown = list(islice(cells, self.limits.max_blocks + 1))
        if len(shown) > self.limits.max_blocks:
            self.limit_reached(f"only the first {self.limits.max_blocks} cells of a row were read", "")
            del shown[-1]
        filled = [cell for cell in shown if any(text.strip() for part in cell.paragraphs for text, _ in part)]
        line: list[_Piece] = []
        rest: list[_Piece] = []
        for index, cell in enumerate(filled):
            parts = [p for part in cell.paragraphs if (p := _piece(part, zone, cell.anchor, cell.language))]
            if not parts:
                continue
            is_last = len(parts) > 1 and index == len(filled) - 1
            if is_last and sum(len(part.text) + 1 for part in parts) > _TOGETHER:
                parts, rest = parts[:1], parts[1:]
            line.append(_joined(parts))
        for pieces in (line, *([piece] for piece in rest)):
            if pieces and self._has_room(sum(len(piece.text) + 1 for piece in pieces), len(pieces)):
                self._lines.append(pieces)

    def tabbed(
        self,
        parts: Sequence[Inline],
        zone: Zone = Zone.BODY,
        anchor: Anchor | None = None,
        language: str | None = None,
    ) -> None:
        """A line that tabs divide: a row of cells, or a plain paragraph where only one part holds text."""
        anchor = anchor or Anchor()
        filled = [part for part in parts if any(text.strip() for text, _ in part)]
        if len(filled) <= 1:
            self.paragraph([stretch for part in filled for stretch in part], zone, anchor, language)
            return
        is_cell = zone in {Zone.BODY, Zone.LIST_ITEM}
        self.row(
            (Cell([part], _at_column(anchor, column), language) for column, part in enumerate(filled, 1)),
            Zone.TABLE_CELL if is_cell else zone,
        )

    def lead(self, text: str, zone: Zone) -> None:
        """Put a paragraph before all others."""
        piece = _piece(plain(text), zone, Anchor(), None)
        if piece and self._has_room(len(piece.text) + 1):
            self._lines.insert(0, [piece])
            self._said = f"\n{_evened(piece.text)}{self._said}"
            self._compared += 1

    def image(
        self,
        *,
        alt: str = "",
        name: str = "",
        width_mm: float | None = None,
        height_mm: float | None = None,
        zone: Zone = Zone.BODY,
        data: bytes | Callable[[], bytes | None] | None = None,
        anchor: Anchor | None = None,
        language: str | None = None,
        url: str | None = None,
        is_drawn: bool = False,
        shown: Box | None = None,
        turned: float = 0.0,
    ) -> None:
        """A picture; its alternative text becomes a block here, `url` is the target of a link around it."""
        if len(self._pictures) >= self.limits.max_images:
            self.limit_reached(f"only the first {self.limits.max_images} pictures were looked at", "/images")
            return
        anchor = anchor or Anchor()
        piece = _piece(plain(alt, url), Zone.ALT_TEXT, anchor, language)
        if piece and self._has_room(len(piece.text) + 1):
            self._lines.append([piece])
        elif url:
            self._bare_links.append(url)
        self._pictures.append(
            _Picture(
                piece, piece.text if piece else "", name, _size(width_mm), _size(height_mm), anchor, zone, data,
                self._lines[-1][-1] if self._lines else None, is_drawn, shown, turned,
            )
        )  # fmt: skip

    def link(self, url: str) -> None:
        """A link that no text carries."""
        self._bare_links.append(url)

    @property
    def pictures(self) -> int:
        """How many there are so far."""
        return len(self._pictures)

    @property
    def is_full(self) -> bool:
        """Whether a limit on the text has been reached, so that nothing more is taken."""
        return self._full

    def mark(self) -> tuple[int, int]:
        """How many lines and pictures there are, for `rezone`."""
        return len(self._lines), len(self._pictures)

    def rezone(self, mark: tuple[int, int], zone: Zone, changed: Container[Zone]) -> None:
        """Give another zone to what was built since `mark` and stands in one of `changed`."""
        for line in self._lines[mark[0] :]:
            for piece in line:
                if piece.zone in changed:
                    piece.zone = zone
        for picture in self._pictures[mark[1] :]:
            if picture.zone in changed:
                picture.zone = zone

    def gap(self, reason: str, detail: str, pointer: str = "", anchor: Anchor | None = None) -> None:
        # Names of parts, which a detail may quote, hold what somebody else wrote.
        self._gaps.append(Gap(reason, " ".join(detail.split()), pointer, anchor=anchor))

    def in_time(self) -> bool:
        """Whether there is time to read on, for readers that read a page or part before they build anything of it.

        Once it says no, a gap stands for what was not read, and there is as much time again to build what was.
        """
        is_late = _time_taken() > self._until
        if is_late:
            self._note_lateness()
            self._until += self.limits.max_seconds
        return not is_late

    def holds(self, text: str, *, whole: bool) -> bool:
        """Whether a block says `text` already, letter case and blanks aside; `whole`: and nothing else."""
        wanted = _evened(text)
        self._said += "".join(f"{_evened(piece.text)}\n" for line in self._lines[self._compared :] for piece in line)
        self._compared = len(self._lines)
        return (f"\n{wanted}\n" if whole else wanted) in self._said

    def document(self) -> Document:
        parts: list[str] = []
        blocks: list[Block] = []
        links = [Link(url) for url in self._bare_links]
        offset = 0
        for line in self._lines:
            for index, piece in enumerate(line):
                if blocks:
                    parts.append("\t" if index else "\n")
                    offset += 1
                piece.start = offset
                parts.append(piece.text)
                offset += len(piece.text)
                blocks.append(Block(Span(piece.start, offset), piece.zone, piece.anchor, piece.language))
                if piece.links:
                    links += [Link(url, Span(piece.start + a, piece.start + b)) for a, b, url in piece.links]
        placed = {id(piece) for line in self._lines for piece in line} if self._pictures else set()
        return Document(
            source=replace(self._source, captured=self.captured) if self.captured else self._source,
            text="".join(parts),
            blocks=tuple(blocks),
            images=tuple(_laid_out(picture, placed) for picture in self._pictures),
            links=tuple(links),
            gaps=tuple(self._gaps),
            title=self.title or self._first_heading() or self.declared_title or None,
            published=self.published,
            modified=self.modified,
            language=self.language,
            page_sizes_mm=tuple(self.page_sizes),
            typefaces=self.typefaces,
        )

    def _first_heading(self) -> str | None:
        for zone in (Zone.TITLE, Zone.HEADING):
            for line in self._lines:
                if line[0].zone is zone:
                    return line[0].text
        return None

    def _has_room(self, length: int, blocks: int = 1) -> bool:
        if _time_taken() > self._until:
            self._note_lateness()
            raise OutOfTime(self.document())
        self._full = (
            self._full
            or self._length + length > self.limits.max_characters
            or self._blocks + blocks > self.limits.max_blocks
        )
        if self._full:
            self.limit_reached(f"only the first {self._length} characters were read", "")
            return False
        self._length += length
        self._blocks += blocks
        return True

    def _note_lateness(self) -> None:
        self.limit_reached(f"only what could be read in {self.limits.max_seconds:g} seconds was read", "")

    def limit_reached(self, detail: str, pointer: str) -> None:
        """Say so once for each part of the facts that a limit leaves open."""
        if not any(gap.reason == "limit-reached" and gap.pointer == pointer for gap in self._gaps):
            self.gap("limit-reached", detail, pointer)


def _time_taken() -> float:
    """Seconds of a processor, of this thread and of programs that were run; under load the same as without."""
    about = os.times()
    return time.thread_time() + about.children_user + about.children_system


def _piece(inline: Inline, zone: Zone, anchor: Anchor, language: str | None) -> _Piece | None:
    """One block: blanks collapsed over the borders of stretches, none at either end."""
    if len(inline) == 1 and inline[0][1] is None:
        text = _clean(inline[0][0]).strip()
        return _Piece(text, zone, anchor, language) if text else None
    text = ""
    links: list[tuple[int, int, str]] = []
    for stretch, url in inline:
        cleaned = _clean(stretch)
        if not text:
            cleaned = cleaned.lstrip()
        elif text.endswith(" "):
            cleaned = cleaned.lstrip(" ")
        if url and cleaned.strip():
            start = len(text) + len(cleaned) - len(cleaned.lstrip())
            end = len(text) + len(cleaned.rstrip())
            if links and links[-1][2] == url and links[-1][1] >= start - 1:
                start = links.pop()[0]
            links.append((start, end, url))
        text += cleaned
    text = text.rstrip()
    return _Piece(text, zone, anchor, language, links) if text else None


def _evened(text: str) -> str:
    return " ".join(text.split()).casefold()


def _size(millimetres: float | None) -> float | None:
    """None for what no page holds: negative sizes, endless ones and such as are no numbers."""
    return millimetres if millimetres is not None and 0 <= millimetres < _LARGEST_MM else None


def _clean(text: str) -> str:
    if text.isprintable() and "  " not in text:
        return text
    return _BLANKS_RE.sub(" ", _JUNK_RE.sub("", text))


def _joined(parts: Sequence[_Piece]) -> _Piece:
    first = parts[0]
    if len(parts) == 1:
        return first
    text = ""
    links: list[tuple[int, int, str]] = []
    for part in parts:
        text += " " if text else ""
        links += [(len(text) + start, len(text) + end, url) for start, end, url in part.links]
        text += part.text
    return _Piece(text, first.zone, first.anchor, first.language, links)


def _at_column(anchor: Anchor, column: int) -> Anchor:
    return Anchor(
        page=anchor.page, paragraph=anchor.paragraph, line=anchor.line, table=anchor.table, row=anchor.row,
        column=column, xpath=anchor.xpath, part=anchor.part, box=anchor.box,
    )  # fmt: skip


def _laid_out(picture: _Picture, placed: set[int]) -> Image:
    piece = picture.alt
    is_placed = piece is not None and id(piece) in placed
    return Image(
        alt=picture.written, name=picture.name, width_mm=picture.width_mm, height_mm=picture.height_mm,
        page=picture.anchor.page, zone=picture.zone, data=picture.data, anchor=picture.anchor,
        is_drawn=picture.is_drawn, shown=picture.shown, turned=picture.turned,
        span=Span(piece.start, piece.start + len(piece.text)) if piece and is_placed else None,
        at=picture.after.start + len(picture.after.text) if picture.after else 0,
    )  # fmt: skip
