"""Plain text: a line is a block, a line with tabs is a row, and text that was wrapped by hand becomes paragraphs."""

from __future__ import annotations

from itertools import pairwise

import regex

from grantdocs.model.document import Document, Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder, plain
from grantdocs.readers.encoding import Decoded, decode
from grantdocs.readers.reader import Content, Reader

__all__ = ["READER", "lay_out_text", "note_doubt", "split_lines"]

_LINE_END_RE = regex.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_ITEM_RE = regex.compile(r"\s*+(?:[-*+•▪◦●·–—□■☐☑✓➢]|\(?\p{Nd}{1,3}\)|\p{Nd}{1,2}\.(?=\s\p{Lu})|\p{L}\))\s")
_NARROWEST, _WIDEST = 40, 100
_FEWEST_BREAKS = 3


def read_text(content: Content) -> Document:
    builder = Builder(content, READER)
    decoded = decode(content.data)
    note_doubt(builder, decoded)
    lay_out_text(builder, decoded.text)
    return builder.document()


def lay_out_text(builder: Builder, text: str, part: str | None = None) -> None:
    """`part` is where the text stands in a file of several."""
    pages = text.split("\f", builder.limits.max_pages)
    if len(pages) > builder.limits.max_pages:
        builder.limit_reached(f"only the first {builder.limits.max_pages} pages were read", "")
        del pages[-1]
    is_paged = any(page.strip() for page in pages[1:])
    is_wrapped = _is_wrapped(split_lines(text))
    before = 0
    for page_number, page in enumerate(pages, 1):
        lines = split_lines(page)
        for number, line in _unwrapped(lines) if is_wrapped else enumerate(lines, 1):
            zone = Zone.LIST_ITEM if _ITEM_RE.match(line) else Zone.BODY
            anchor = Anchor(
                page=page_number if is_paged else None, line=before + number, row=_row(line, before + number), part=part
            )
            builder.tabbed([plain(cell) for cell in line.split("\t", builder.limits.max_blocks)], zone, anchor)
        before += len(lines) - 1


def split_lines(text: str) -> list[str]:
    return _LINE_END_RE.split(text)


def note_doubt(builder: Builder, decoded: Decoded) -> None:
    if decoded.other:
        detail = f"the letters may be encoded as {decoded.encoding} or {decoded.other}; read as the first"
        builder.gap("doubtful-encoding", detail)


def _row(line: str, number: int) -> int | None:
    return number if "\t" in line.strip() else None


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines end where the margin was: nearly every next word would have gone beyond the longest line."""
    if any("\t" in line.strip() for line in lines):
        return False
    width = _width(lines)
    if not _NARROWEST <= width <= _WIDEST:
        return False
    breaks = [(line, after) for line, after in pairwise(lines) if line.strip() and after.strip()]
    wrapped = sum(_is_full(line, after, width) for line, after in breaks)
    return wrapped >= _FEWEST_BREAKS and wrapped >= 0.7 * len(breaks)


def _unwrapped(lines: list[str]) -> list[tuple[int, str]]:
    """Number of the first line and text of each paragraph."""
    width = _width(lines)
    paragraphs: list[tuple[int, str]] = []
    before = ""
    for number, line in enumerate(lines, 1):
        if before.strip() and line.strip() and _is_full(before, line, width) and not _ITEM_RE.match(line):
            first, text = paragraphs[-1]
            paragraphs[-1] = (first, f"{text} {line.strip()}")
        else:
            paragraphs.append((number, line))
        before = line
    return paragraphs


def _width(lines: list[str]) -> int:
    return max((len(line.rstrip()) for line in lines), default=0)


def _is_full(line: str, after: str, width: int) -> bool:
    return len(line.rstrip()) + 1 + len(after.split(maxsplit=1)[0]) > width


READER = Reader(
    name="text",
    media_types=("text/plain",),
    extensions=("txt", "text", "log", "csv", "tsv"),
    # Anything that decodes may be plain text; it is what remains when no other format is recognised.
    sniff=lambda _: False,
    read=read_text,
)
