"""What every reader promises about every document, as a list of what is broken in one."""

from __future__ import annotations

from itertools import pairwise

from grantdocs.model.document import Block, Document
from grantdocs.model.location import Anchor, Span


def broken_promises(document: Document) -> list[str]:
    return [
        *_text_of_blocks(document),
        *_blocks(document),
        *(f"span {span} of a {kind} is out of bounds" for kind, span in _spans(document) if not _fits(document, span)),
        *(f"size of picture {image.name!r} is not above 0" for image in document.images if _is_odd(image.width_mm, image.height_mm)),
        *(f"gap {gap.reason!r} says nothing" for gap in document.gaps if not gap.detail or "\n" in gap.detail),
        *(f"pointer {gap.pointer!r} is none" for gap in document.gaps if gap.pointer and not gap.pointer.startswith("/")),
    ]  # fmt: skip


def _text_of_blocks(document: Document) -> list[str]:
    joined = ""
    for index, block in enumerate(document.blocks):
        between = document.text[document.blocks[index - 1].span.end : block.span.start] if index else ""
        joined += between + document.quote(block.span)
        if index and between not in {"\n", "\t"}:
            return [f"between blocks stands {between!r}"]
    return [] if joined == document.text else ["the text is not that of the joined blocks"]


def _blocks(document: Document) -> list[str]:
    faults: list[str] = []
    for before, after in pairwise(document.blocks):
        if before.span.end >= after.span.start:
            faults.append(f"block {after.span} does not follow {before.span}")
    for block in document.blocks:
        text = document.quote(block.span)
        if not text or text != text.strip(" ") or "\n" in text or "\t" in text:
            faults.append(f"block {text[:40]!r} is empty, padded or broken")
        if any("\ud800" <= character <= "\udfff" for character in text):
            faults.append(f"block {text[:40]!r} holds half a character")
        if document.locate(block.span).anchor != block.anchor:
            faults.append(f"block {text[:40]!r} is not found where it stands")
        faults += _anchor(block, document)
    return faults


def _anchor(block: Block, document: Document) -> list[str]:
    anchor = block.anchor
    numbers = (anchor.page, anchor.paragraph, anchor.line, anchor.table, anchor.row, anchor.column)
    faults = [f"anchor {anchor} does not count from 1" for number in numbers if number is not None and number < 1]
    if anchor.page is not None and document.page_sizes_mm and anchor.page > len(document.page_sizes_mm):
        faults.append(f"anchor {anchor} is on no page")
    return faults


def without_anchor(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.anchor == Anchor()]


def _spans(document: Document) -> list[tuple[str, Span]]:
    return [
        *(("picture", image.span) for image in document.images if image.span),
        *(("link", link.span) for link in document.links if link.span),
        *(("gap", span) for gap in document.gaps for span in gap.spans),
    ]


def _fits(document: Document, span: Span) -> bool:
    return 0 <= span.start < span.end <= len(document.text)


def _is_odd(*sizes: float | None) -> bool:
    return any(size is not None and not 0 <= size < 1e9 for size in sizes)
