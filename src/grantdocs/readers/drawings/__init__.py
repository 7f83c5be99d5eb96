"""What drawings of Office documents hold: pictures, text, charts, diagrams, and descriptions for those who cannot see
them. DrawingML and its forerunner VML come out as the same few kinds of items, which `place` hands to a builder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from grantdocs.model.document import Zone
from grantdocs.model.location import Anchor, Box
from grantdocs.readers.building import Builder, Inline, plain
from grantdocs.readers.ooxml import Package, Relation, attribute, name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "Boxed", "Canvas", "Described", "Item", "Linked", "Picture", "Played", "Unread", "Writing", "own_or_shared",
    "place",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    alt: str = ""
    name: str = ""
    width_mm: float | None = None
    height_mm: float | None = None
    data: bytes | None = field(default=None, repr=False)
    url: str | None = None
    is_drawn: bool = False
    """A figure without bytes of its own: a shape, a chart, a diagram."""
    shown: Box | None = None
    """The part of it that is shown, as shares of its width and height."""
    turned: float = 0.0
    """Degrees, clockwise."""


@dataclass(frozen=True, slots=True)
class Writing:
    """One line of text, as the stretches between its tabs."""

    parts: Sequence[Inline]
    language: str | None = None
    part: str = ""
    """Part of the package that holds it, where that is not the one with the drawing."""


@dataclass(frozen=True, slots=True)
class Boxed:
    """A text box whose content is that of a Word document."""

    content: _Element


@dataclass(frozen=True, slots=True)
class Described:
    """Alternative text of what is no picture: of a text box, a table, a group."""

    text: str


@dataclass(frozen=True, slots=True)
class Linked:
    """Target of a link that lies on what is no picture."""

    url: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that may hold text which is not read."""

    detail: str


@dataclass(frozen=True, slots=True)
class Played:
    """A film or a sound, by its gap."""

    gap: tuple[str, str, str]


Item = Picture | Writing | Boxed | Described | Linked | Unread | Played


@dataclass(frozen=True, slots=True)
class Canvas:
    """The part of a package that a drawing stands in, with what it refers to."""

    package: Package
    part: str
    relations: dict[str, Relation]

    def relation(self, *identifiers: str) -> Relation | None:
        return next((self.relations[key] for key in identifiers if key in self.relations), None)

    def picture(self, relation: Relation | None) -> tuple[str, bytes | None]:
        """File name and bytes of a picture; those of linked ones are elsewhere."""
        if relation is None:
            return "", None
        data = None if relation.is_outside else self.package.picture(relation.target)
        return relation.target.replace("\\", "/").rpartition("/")[2], data

    def address(self, element: _Element | None) -> str | None:
        """Target of an `a:hlinkClick` and its kin, when it leads outside."""
        relation = self.relation(attribute(element, "r:id")) if element is not None else None
        return relation.target if relation and relation.is_outside else None

    def clicked(self, properties: _Element | None) -> str | None:
        """Where a click on something with these properties leads."""
        if properties is None:
            return None
        return self.address(properties.find(name("a:hlinkClick"))) or self.address(
            properties.find(name("a:hlinkHover"))
        )


def own_or_shared(items: list[Item], shared: Picture, *, is_figure: bool) -> list[Item]:
    """Items of a drawing together with what is said of the drawing as a whole, once."""
    pictures = [index for index, item in enumerate(items) if isinstance(item, Picture)]
    is_silent = not any(isinstance(item, Writing | Boxed) for item in items)
    if not pictures and (is_figure or (shared.alt and is_silent)):
        return [shared, *items]
    if not pictures:
        said = [Described(shared.alt)] if shared.alt else []
        return [*said, *([Linked(shared.url)] if shared.url else []), *items]
    first = items[pictures[0]]
    assert isinstance(first, Picture)
    items = list(items)
    items[pictures[0]] = replace(first, alt=first.alt or shared.alt, url=first.url or shared.url)
    return [Described(shared.alt), *items] if shared.alt and first.alt not in {"", shared.alt} else items


def place(builder: Builder, item: Item, anchor: Anchor, zone: Zone) -> None:
    """Hand an item to the builder; text boxes of Word are walked by who knows Word's paragraphs."""
    if isinstance(item, Picture):
        builder.image(
            alt=item.alt, name=item.name, width_mm=item.width_mm, height_mm=item.height_mm, zone=zone,
            data=item.data, anchor=anchor, url=item.url, shown=item.shown, turned=item.turned,
        )  # fmt: skip
    elif isinstance(item, Writing):
        builder.tabbed(item.parts, zone, _in_part(anchor, item.part), item.language)
    elif isinstance(item, Described):
        builder.paragraph(plain(item.text), Zone.ALT_TEXT, anchor)
    elif isinstance(item, Linked):
        builder.link(item.url)
    elif isinstance(item, Unread):
        builder.gap("unread-part", item.detail, anchor=anchor)
    elif isinstance(item, Played):
        builder.gap(*item.gap, anchor=anchor)


def _in_part(anchor: Anchor, part: str) -> Anchor:
    if not part:
        return anchor
    return Anchor(page=anchor.page, paragraph=anchor.paragraph, table=anchor.table, part=part)
