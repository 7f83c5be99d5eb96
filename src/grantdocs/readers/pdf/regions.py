"""Parts of a page to look at as pictures, because shapes are drawn there: a flag may be made of them."""

from __future__ import annotations

from grantdocs.model.location import Box
from grantdocs.readers.pdf.lines import PagePicture, PageReading

__all__ = ["MOST_REGIONS", "drawn_regions"]

MOST_REGIONS = 8
"""Of a page; where there are more, what was drawn stays unknown."""
_AROUND = 0.75
"""By how much of its size a region reaches beyond what was noted: of a flag, only stars are shapes, not its field."""


def drawn_regions(page: PageReading, drawings: list[Box]) -> list[PagePicture]:
    """Drawings with what is around them, those that overlap as one."""
    regions: list[Box] = []
    for box in drawings:
        region = _widened(box, page)
        while overlapping := [other for other in regions if _overlap(region, other)]:
            regions = [other for other in regions if other not in overlapping]
            for other in overlapping:
                region = Box(
                    min(region.left, other.left), min(region.top, other.top),
                    max(region.right, other.right), max(region.bottom, other.bottom),
                )  # fmt: skip
        regions.append(region)
    return [PagePicture(region) for region in regions]


def _widened(box: Box, page: PageReading) -> Box:
    more = _AROUND * max(box.right - box.left, box.bottom - box.top)
    return Box(
        max(0.0, box.left - more), max(0.0, box.top - more),
        min(page.width, box.right + more), min(page.height, box.bottom + more),
    )  # fmt: skip


def _overlap(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom
