"""What is measured of an emblem: millimetres as placed, share of the page, colours, and other logos beside it.

Other logos are, in the emblem's own picture, all things apart from the background and from each other; on the page,
pictures no larger than a logo that stand beside the emblem's: within 30 mm on the page where the format tells places,
else in the same paragraph, table row, header or footer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grantdocs.extractors.emblem.colour import difference
from grantdocs.model.document import Zone
from grantdocs.model.facts import EmblemMeasures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grantdocs.extractors.emblem.finding import Emblem
    from grantdocs.extractors.emblem.looking import Sight
    from grantdocs.model.document import Document, Image
    from grantdocs.model.facts import ImageFact
    from grantdocs.model.location import Box

__all__ = ["largest_others", "measures"]

_FIELD: Final = (0x00, 0x33, 0x99)
_STARS: Final = (0xFF, 0xCC, 0x00)
_STARS_TOLD: Final = 60
"""Height of the emblem in pixels from which its stars show their own colour."""
_LOGO_MM: Final = 60.0
"""Height of the largest logo; higher pictures are photographs or posters."""
_NEAR_POINTS: Final = 30 / 25.4 * 72
_RUNNING: Final = frozenset({Zone.HEADER, Zone.FOOTER})
_NO_TEXT: Final = frozenset({Zone.ALT_TEXT, Zone.IMAGE_TEXT, Zone.METADATA, Zone.COMMENT})
"""Words that are no layer of their own on the page."""
_OVER: Final = (0.05, 0.5)
"""Of the emblem's width and of the words' height what has to lie in both."""
_OTHERS: Final = frozenset({"other", "programme_logo"})
Size = tuple[float, float]


def measures(document: Document, image: Image, sight: Sight | None, others: tuple[Size, ...]) -> EmblemMeasures | None:
    """Of the largest emblem in a picture; `others`: width and height in millimetres of logos in other pictures."""
    if sight is None or not sight.emblems:
        return None
    one = max(sight.emblems, key=lambda emblem: emblem.height)
    width, height = one.width / sight.width, one.height / sight.height
    placed = _placed(image, sight)
    width_mm = placed[0] * width if placed else None
    height_mm = placed[1] * height if placed else None
    ratios = [_ratio((one.width, one.height), other) for other in sight.others]
    if width_mm and height_mm:
        ratios += [_ratio((width_mm, height_mm), other) for other in others]
    page = _page_size(document, image)
    share = width_mm * height_mm / (page[0] * page[1]) if page and width_mm and height_mm else None
    return EmblemMeasures(
        left=round(one.left / sight.width, 4),
        top=round(one.top / sight.height, 4),
        width=round(width, 4),
        height=round(height, 4),
        width_mm=None if width_mm is None else round(width_mm, 1),
        height_mm=None if height_mm is None else round(height_mm, 1),
        page_share=None if share is None else round(share, 4),
        to_largest_other=round(min(ratios), 3) if ratios else None,
        proportion=round(width_mm / height_mm if width_mm and height_mm else one.width / one.height, 3),
        turned=round((one.turned + image.turned + 180) % 360 - 180, 1),
        field=_hex(one.field),
        stars=_hex(one.stars),
        field_difference=round(difference(one.field, _FIELD), 1),
        stars_difference=round(difference(one.stars, _STARS), 1) if one.height >= _STARS_TOLD else None,
        is_measured=one.framed,
        number=len(sight.emblems),
        text_before=image.at,
        has_text_over=_has_text_over(document, image, one, sight),
    )


def _placed(image: Image, sight: Sight) -> Size | None:
    """Width and height in millimetres; where a page gives only one of them, the picture keeps its form."""
    if not image.width_mm and not image.height_mm:
        return None
    form = sight.width / sight.height
    return image.width_mm or (image.height_mm or 0) * form, image.height_mm or (image.width_mm or 0) / form


def largest_others(
    document: Document, facts: Sequence[ImageFact], sights: Sequence[Sight | None]
) -> list[tuple[Size, ...]]:
    """For each picture with an emblem the sizes in millimetres of the logos in pictures beside it."""
    images = document.images
    logos = [
        (index, (image.width_mm, image.height_mm))
        for index, (image, fact) in enumerate(zip(images, facts, strict=True))
        if fact.kind in _OTHERS and image.width_mm and image.height_mm and image.height_mm <= _LOGO_MM
    ]
    return [
        tuple(size for index, size in logos if index != own and _is_beside(images[index], image))
        if sight and sight.emblems
        else ()
        for own, (image, sight) in enumerate(zip(images, sights, strict=True))
    ]


def _is_beside(one: Image, other: Image) -> bool:
    a, b = one.anchor, other.anchor
    if a.page != b.page or a.part != b.part:
        return False
    if a.box and b.box:
        return _apart(a.box, b.box) <= _NEAR_POINTS
    if one.zone in _RUNNING or other.zone in _RUNNING:
        return one.zone is other.zone
    if a.table is not None or b.table is not None:
        return (a.table, a.row) == (b.table, b.row)
    return a.paragraph is not None and a.paragraph == b.paragraph


def _apart(one: Box, other: Box) -> float:
    across = max(0.0, one.left - other.right, other.left - one.right)
    down = max(0.0, one.top - other.bottom, other.top - one.bottom)
    return max(across, down)


def _ratio(own: Size, other: Size) -> float:
    return max(own[0] / max(other[0], 1e-6), own[1] / max(other[1], 1e-6))


def _has_text_over(document: Document, image: Image, emblem: Emblem, sight: Sight) -> bool | None:
    """Only blocks no higher than the emblem: what is higher may run around it and not over it."""
    box = image.anchor.box
    if box is None:
        return None
    across, down = (box.right - box.left) / sight.width, (box.bottom - box.top) / sight.height
    left, top = box.left + emblem.left * across, box.top + emblem.top * down
    right, bottom = left + emblem.width * across, top + emblem.height * down
    page = image.anchor.page
    return any(
        block.anchor.page == page
        and block.zone not in _NO_TEXT
        and (words := block.anchor.box) is not None
        and words.bottom - words.top <= bottom - top
        and min(words.right, right) - max(words.left, left) > _OVER[0] * (right - left)
        and min(words.bottom, bottom) - max(words.top, top) > _OVER[1] * (words.bottom - words.top)
        for block in document.blocks
    )


def _page_size(document: Document, image: Image) -> Size | None:
    sizes = document.page_sizes_mm
    if not sizes:
        return None
    return sizes[image.page - 1] if image.page and image.page <= len(sizes) else sizes[0]


def _hex(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
