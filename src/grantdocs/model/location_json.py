"""Places as they are published in facts and reports; what a format does not know is left out."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grantdocs.model.document import Document
    from grantdocs.model.location import Anchor, Span

__all__ = ["anchor_json", "location_json"]


def location_json(span: Span, document: Document) -> dict[str, Any]:
    """Where a span starts: zone, block and what the format knows of page, paragraph, table, part."""
    if not document.blocks:
        return {}
    block = document.block_index(span.start)
    return {"zone": str(document.blocks[block].zone), "block": block, **anchor_json(document.blocks[block].anchor)}


def anchor_json(anchor: Anchor) -> dict[str, Any]:
    found = {field.name: getattr(anchor, field.name) for field in fields(anchor)}
    if anchor.box is not None:
        found["box"] = [anchor.box.left, anchor.box.top, anchor.box.right, anchor.box.bottom]
    return {name: value for name, value in found.items() if value is not None}
