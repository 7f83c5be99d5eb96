"""Puts a document that stands in another one into the text of that one: its blocks, pictures, links and gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from grantdocs.model.document import Block, Document, Image
from grantdocs.model.location import Anchor, Span
from grantdocs.readers.building import Builder, Cell, Inline

__all__ = ["embed"]


def embed(builder: Builder, document: Document, part: str) -> None:
    """`part` names the embedded document in the one around it."""
    pictures = {image.span: image for image in document.images if image.span}
    links: dict[int, list[tuple[Span, str]]] = {}
    for span, url in sorted((link.span, link.url) for link in document.links if link.span):
        links.setdefault(document.block_at(span.start).span.start, []).append((span, url))
    for line in _lines(document):
        if len(line) == 1 and line[0].span in pictures:
            _picture(builder, pictures[line[0].span], part)
        elif len(line) == 1:
            (block,) = line
            builder.paragraph(_inline(document, block.span, links), block.zone, _within(block, part), block.language)
        else:
            cells = (Cell([_inline(document, b.span, links)], _within(b, part), b.language) for b in line)
            builder.row(cells, line[0].zone)
    for image in document.images:
        if not image.span:
            _picture(builder, image, part)
    for link in document.links:
        if not link.span:
            builder.link(link.url)
    for gap in document.gaps:
        builder.gap(gap.reason, gap.detail, gap.pointer, gap.anchor or Anchor(part=part))


def _lines(document: Document) -> Iterator[list[Block]]:
    """Blocks by line: those of a row are apart by tabs."""
    line: list[Block] = []
    for block in document.blocks:
        if line and document.text[block.span.start - 1] != "\t":
            yield line
            line = []
        line.append(block)
    if line:
        yield line


def _inline(document: Document, span: Span, links: dict[int, list[tuple[Span, str]]]) -> Inline:
    stretches: list[tuple[str, str | None]] = []
    at = span.start
    for link, url in links.get(span.start, ()):
        if link.start >= at and link.end <= span.end:
            stretches += [(document.text[at : link.start], None), (document.quote(link), url)]
            at = link.end
    stretches.append((document.text[at : span.end], None))
    return [(text, url) for text, url in stretches if text]


def _picture(builder: Builder, image: Image, part: str) -> None:
    builder.image(
        alt=image.alt, name=image.name, width_mm=image.width_mm, height_mm=image.height_mm, zone=image.zone,
        data=image.data, anchor=Anchor(page=image.page, part=part),
    )  # fmt: skip


def _within(block: Block, part: str) -> Anchor:
    return replace(block.anchor, part=part)
