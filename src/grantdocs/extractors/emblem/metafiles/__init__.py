"""Drawings of Windows (EMF, WMF) as SVG.

No library reads them off Windows under a licence that fits, so the records that logos are made of are played here:
filled shapes, lines, curves and bitmaps. Letters are left out, they hold no emblem.
"""

from __future__ import annotations

from grantdocs.extractors.emblem.metafiles import enhanced, plain

__all__ = ["as_svg", "is_metafile"]


def is_metafile(data: bytes) -> bool:
    return enhanced.is_enhanced(data) or plain.is_plain(data)


def as_svg(data: bytes) -> str | None:
    """None for what is damaged, too large, or draws nothing that is understood."""
    return enhanced.as_svg(data) if enhanced.is_enhanced(data) else plain.as_svg(data)
