"""What the paragraph styles of a Word document say about the zone of a paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from grantdocs.model.document import Zone
from grantdocs.readers.ooxml import Package, attribute, name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Styles", "read_styles"]

# Built-in styles are stored under these names whatever the language of the program.
_ZONES = (
    (regex.compile(r"title$|subtitle$"), Zone.TITLE),
    (regex.compile(r"heading \d|toc heading$"), Zone.HEADING),
    (regex.compile(r"caption$"), Zone.CAPTION),
    (regex.compile(r"list(?! paragraph)"), Zone.LIST_ITEM),
)


@dataclass(frozen=True, slots=True)
class Styles:
    zones: dict[str, Zone] = field(default_factory=dict)
    """Zone of each paragraph style that has one, by the id of the style."""
    language: str | None = None

    def zone(self, properties: _Element | None) -> Zone:
        """Zone of a paragraph with these `w:pPr`."""
        if properties is None:
            return Zone.BODY
        style = properties.find(name("w:pStyle"))
        zone = self.zones.get(attribute(style, "w:val")) if style is not None else None
        if zone:
            return zone
        if properties.find(name("w:outlineLvl")) is not None:
            return Zone.HEADING
        numbering = properties.find(f"{name('w:numPr')}/{name('w:numId')}")
        is_item = numbering is not None and attribute(numbering, "w:val") != "0"
        return Zone.LIST_ITEM if is_item else Zone.BODY


def read_styles(package: Package, main: str) -> Styles:
    root = next((package.xml(part) for part in package.related(main, "styles")), None)
    if root is None:
        return Styles()
    zones: dict[str, Zone] = {}
    for style in root.iter(name("w:style")):
        named = style.find(name("w:name"))
        title = attribute(named, "w:val").lower() if named is not None else ""
        zone = next((zone for pattern, zone in _ZONES if pattern.match(title)), None)
        if zone is None and style.find(f"{name('w:pPr')}/{name('w:outlineLvl')}") is not None:
            zone = Zone.HEADING
        if zone:
            zones[attribute(style, "w:styleId")] = zone
    default = root.find(f"{name('w:docDefaults')}/{name('w:rPrDefault')}/{name('w:rPr')}/{name('w:lang')}")
    return Styles(zones, attribute(default, "w:val") or None if default is not None else None)
