"""What the styles of an OpenDocument file say about its paragraphs, pages and slides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from grantdocs.model.document import Zone
from grantdocs.readers.odf.package import OpenPackage, attribute, name, tag

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["MasterPages", "Styles", "length_mm", "read_styles"]

# Built-in styles are stored under these names whatever the language of the program.
_ZONES = (
    (regex.compile(r"(?:sub)?title$", regex.IGNORECASE), Zone.TITLE),
    (regex.compile(r"heading(?: \d+)?$|(?:contents|index) heading$", regex.IGNORECASE), Zone.HEADING),
    (regex.compile(r"caption$|illustration$|table$|figure$|drawing$", regex.IGNORECASE), Zone.CAPTION),
    (regex.compile(r"list(?! paragraph)|numbering \d", regex.IGNORECASE), Zone.LIST_ITEM),
)
_LENGTH_RE = regex.compile(r"(?P<number>-?+\d++(?:\.\d++)?+)(?P<unit>cm|mm|in|inch|pt|pc|px)")
_MM = {"cm": 10.0, "mm": 1.0, "in": 25.4, "inch": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}
_LONGEST_CHAIN = 20
"""Styles that a style is derived from; a circle of them would never end."""


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by family and name: those that a part defines for itself, and those that all share."""

    styles: dict[tuple[str, str], _Element] = field(default_factory=dict)

    def zone(self, style: str) -> Zone | None:
        """Zone that a paragraph style names, if any."""
        for element in self._chain("paragraph", style):
            title = attribute(element, "style:display-name") or attribute(element, "style:name").replace("_20_", " ")
            found = next((zone for pattern, zone in _ZONES if pattern.match(title)), None)
            if found:
                return found
            if attribute(element, "style:default-outline-level"):
                return Zone.HEADING
        return None

    def is_hidden(self, family: str, style: str) -> bool:
        return self._property(family, style, "style:text-properties", "text:display") == "none"

    def language(self, family: str, style: str) -> str | None:
        language = self._property(family, style, "style:text-properties", "fo:language")
        if not language or language in {"none", "zxx"}:
            return None
        country = self._property(family, style, "style:text-properties", "fo:country")
        return language if country in {"", "none"} else f"{language}-{country}"

    def is_shown(self, sheet: str) -> bool:
        return self._property("table", sheet, "style:table-properties", "table:display") != "false"

    def page_switch(self, page: str, switch: str) -> str:
        """A switch of a slide, such as `presentation:visibility`."""
        return self._property("drawing-page", page, "style:drawing-page-properties", switch)

    def master_page(self, family: str, style: str) -> str:
        """Master page that starts with a paragraph or table of this style."""
        chain = self._chain(family, style)
        return next((page for element in chain if (page := attribute(element, "style:master-page-name"))), "")

    def _property(self, family: str, style: str, group: str, wanted: str) -> str:
        for element in self._chain(family, style):
            properties = element.find(name(group))
            if properties is not None and (value := attribute(properties, wanted)):
                return value
        return ""

    def _chain(self, family: str, style: str) -> Iterator[_Element]:
        """A style and those that it is derived from."""
        for _ in range(_LONGEST_CHAIN):
            element = self.styles.get((family, style))
            if element is None:
                return
            yield element
            style = attribute(element, "style:parent-style-name")


def read_styles(opened: OpenPackage) -> tuple[Styles, Styles]:
    """Styles of the body, and styles of the master pages: both have their own under the same names."""
    shared = _styles(opened.styles, "office:styles")
    own = _styles(opened.content, "office:automatic-styles")
    of_masters = _styles(opened.styles, "office:automatic-styles")
    return Styles(shared | own), Styles(shared | of_masters)


def default_language(opened: OpenPackage) -> str | None:
    for default in opened.styles.iter(name("style:default-style")) if opened.styles is not None else ():
        properties = default.find(name("style:text-properties"))
        if attribute(default, "style:family") == "paragraph" and properties is not None:
            language, country = attribute(properties, "fo:language"), attribute(properties, "fo:country")
            if language not in {"", "none", "zxx"}:
                return language if country in {"", "none"} else f"{language}-{country}"
    return None


def _styles(root: _Element | None, group: str) -> dict[tuple[str, str], _Element]:
    holder = root.find(name(group)) if root is not None else None
    return {
        (attribute(style, "style:family"), attribute(style, "style:name")): style
        for style in (holder if holder is not None else ())
        if tag(style) == "style:style"
    }


@dataclass(frozen=True, slots=True)
class MasterPages:
    """Master pages by name, with the layouts that give them their sizes."""

    pages: dict[str, _Element]
    layouts: dict[str, _Element]

    @classmethod
    def of(cls, opened: OpenPackage) -> MasterPages:
        root = opened.styles
        pages = root.iter(name("style:master-page")) if root is not None else ()
        layouts = root.iter(name("style:page-layout")) if root is not None else ()
        return cls(
            {attribute(page, "style:name"): page for page in pages},
            {attribute(layout, "style:name"): layout for layout in layouts},
        )

    def in_use(self, started: Iterable[str]) -> list[_Element]:
        """Pages that the text starts with or goes over to; an empty name stands for the page of all texts."""
        found: dict[str, _Element] = {}
        for start in started:
            wanted = start or ("Standard" if "Standard" in self.pages else next(iter(self.pages), ""))
            while wanted in self.pages and wanted not in found:
                found[wanted] = self.pages[wanted]
                wanted = attribute(found[wanted], "style:next-style-name")
        return list(found.values())

    def size_mm(self, page: _Element | None) -> tuple[float, float] | None:
        layout = self.layouts.get(attribute(page, "style:page-layout-name")) if page is not None else None
        properties = layout.find(name("style:page-layout-properties")) if layout is not None else None
        if properties is None:
            return None
        width, height = (length_mm(attribute(properties, side)) for side in ("fo:page-width", "fo:page-height"))
        return (round(width, 1), round(height, 1)) if width and height else None


def length_mm(written: str) -> float | None:
    found = _LENGTH_RE.fullmatch(written.strip())
    return round(float(found["number"]) * _MM[found["unit"]], 2) if found else None
