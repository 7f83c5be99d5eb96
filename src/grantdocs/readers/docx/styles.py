"""What the paragraph styles of a Word document say about the zone of a paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from grantdocs.model.document import Zone
from grantdocs.readers.ooxml import Package, attribute, flag, name

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
_STYLE, _OUTLINE = name("w:pStyle"), name("w:outlineLvl")
_NUMBERING = f"{name('w:numPr')}/{name('w:numId')}"


@dataclass(frozen=True, slots=True)
class Styles:
    zones: dict[str, Zone] = field(default_factory=dict)
    """Zone of each paragraph style that has one, by the id of the style."""
    language: str | None = None
    hidden: frozenset[str] = frozenset()
    """Styles of paragraphs and characters whose text is not shown."""

    def hides(self, properties: _Element | None) -> bool:
        """Whether the style of a paragraph with these `w:pPr` hides its text."""
        style = properties.find(_STYLE) if self.hidden and properties is not None else None
        return style is not None and attribute(style, "w:val") in self.hidden

    def zone(self, properties: _Element | None) -> Zone:
        """Zone of a paragraph with these `w:pPr`."""
        if properties is None:
            return Zone.BODY
        style = properties.find(_STYLE)
        zone = self.zones.get(attribute(style, "w:val")) if style is not None else None
        if zone:
            return zone
        if properties.find(_OUTLINE) is not None:
            return Zone.HEADING
        numbering = properties.find(_NUMBERING)
        is_item = numbering is not None and attribute(numbering, "w:val") != "0"
        return Zone.LIST_ITEM if is_item else Zone.BODY


def read_styles(package: Package, main: str) -> Styles:
    root = next((package.tree(part) for part in package.related(main, "styles")), None)
    if root is None:
        return Styles()
    zones: dict[str, Zone] = {}
    hides: dict[str, bool] = {}
    bases: dict[str, str] = {}
    for style in root.iter(name("w:style")):
        identifier = attribute(style, "w:styleId")
        base, properties = style.find(name("w:basedOn")), style.find(name("w:rPr"))
        bases[identifier] = attribute(base, "w:val") if base is not None else ""
        if properties is not None and properties.find(name("w:vanish")) is not None:
            hides[identifier] = flag(properties, "w:vanish")
        named = style.find(name("w:name"))
        title = attribute(named, "w:val").lower() if named is not None else ""
        zone = next((zone for pattern, zone in _ZONES if pattern.match(title)), None)
        if zone is None and style.find(f"{name('w:pPr')}/{name('w:outlineLvl')}") is not None:
            zone = Zone.HEADING
        if zone:
            zones[identifier] = zone
    default = root.find(f"{name('w:docDefaults')}/{name('w:rPrDefault')}/{name('w:rPr')}/{name('w:lang')}")
    language = attribute(default, "w:val") or None if default is not None else None
    return Styles(zones, language, _hidden(hides, bases))


def _hidden(hides: dict[str, bool], bases: dict[str, str]) -> frozenset[str]:
    """Styles that hide their text by themselves or by the style they build on."""
    if not any(hides.values()):
        return frozenset()
    hidden: set[str] = set()
    for identifier in bases:
        seen: set[str] = set()
        style = identifier
        while style in bases and style not in hides and style not in seen:
            seen.add(style)
            style = bases[style]
        if hides.get(style):
            hidden.add(identifier)
    return frozenset(hidden)
