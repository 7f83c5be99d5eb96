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
_DEEPEST = 20
_BODY_LEVEL = "9"
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
        level = properties.find(_OUTLINE)
        if level is not None and attribute(level, "w:val") != _BODY_LEVEL:
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
        level = style.find(f"{name('w:pPr')}/{name('w:outlineLvl')}")
        if zone is None and level is not None:
            zone = Zone.BODY if attribute(level, "w:val") == _BODY_LEVEL else Zone.HEADING
        if zone:
            zones[identifier] = zone
    default = root.find(f"{name('w:docDefaults')}/{name('w:rPrDefault')}/{name('w:rPr')}/{name('w:lang')}")
    language = attribute(default, "w:val") or None if default is not None else None
    return Styles(_inherited(zones, bases), language, _hidden(hides, bases))


def _inherited(zones: dict[str, Zone], bases: dict[str, str]) -> dict[str, Zone]:
    """Styles that build on that of a heading are headings too."""
    for identifier in bases:
        above = [identifier]
        while above[-1] in bases and above[-1] not in zones and len(above) < _DEEPEST:
            above.append(bases[above[-1]])
        if zones.get(above[-1]) is Zone.HEADING:
            zones |= dict.fromkeys(above, Zone.HEADING)
    return zones


def _hidden(hides: dict[str, bool], bases: dict[str, str]) -> frozenset[str]:
    """Styles that hide their text by themselves or by the style they build on."""
    if not any(hides.values()):
        return frozenset()
    hidden: set[str] = set()
    for identifier in bases:
        style = identifier
        for _ in range(_DEEPEST):
            if style in hides or style not in bases:
                break
            style = bases[style]
        if hides.get(style):
            hidden.add(identifier)
    return frozenset(hidden)
