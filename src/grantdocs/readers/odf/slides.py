"""Slides of a presentation and pages of a drawing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from grantdocs.errors import ReadError
from grantdocs.model.document import Document, Zone
from grantdocs.readers.building import Builder, plain
from grantdocs.readers.odf.package import OpenPackage, attribute, name, tag
from grantdocs.readers.odf.properties import read_properties
from grantdocs.readers.odf.story import Story
from grantdocs.readers.odf.styles import MasterPages, read_styles
from grantdocs.readers.reader import Content

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_slides"]

_TITLES = frozenset({"title"})
_LEFT_OUT = frozenset({"page-number", "date-time", "page"})
"""Slide numbers, dates that change by themselves, thumbnails."""
_RUNNING = frozenset({"header", "footer"})
_DECLARED = (
    ("presentation:use-header-name", "presentation:display-header", "presentation:header-decl"),
    ("presentation:use-footer-name", "presentation:display-footer", "presentation:footer-decl"),
)


def read_slides(builder: Builder, content: Content, opened: OpenPackage, kind: str) -> Document:
    body = opened.body(kind)
    if body is None:
        raise ReadError(content.source, "holds no slides or drawings", "save it again")
    read_properties(builder, opened)
    styles, master_styles = read_styles(opened)
    story = Story(builder, opened, styles, "content.xml", box_zone=Zone.BODY)
    deck = _Deck(story, replace(story, styles=master_styles, part="styles.xml", zone=Zone.HEADER), body)
    slides = body.findall(name("draw:page"))
    limit = content.limits.max_pages
    if len(slides) > limit:
        builder.gap("limit-reached", f"only the first {limit} of {len(slides)} slides were read")
    masters = MasterPages.of(opened)
    for number, slide in enumerate(slides[:limit], 1):
        master = masters.pages.get(attribute(slide, "draw:master-page-name"))
        if size := masters.size_mm(master):
            builder.page_sizes.append(size)
        if styles.page_switch(attribute(slide, "draw:style-name"), "presentation:visibility") != "hidden":
            deck.read(slide, master, number)
    return builder.document()


@dataclass(slots=True)
class _Deck:
    slides: Story
    patterns: Story
    body: _Element
    shown: set[str] = field(default_factory=set)
    """Master pages that were read already."""
    declared: set[str] = field(default_factory=set)
    """Headers and footers that stood on a slide already."""

    def read(self, slide: _Element, master: _Element | None, number: int) -> None:
        self.slides.page = self.patterns.page = number
        style = attribute(slide, "draw:style-name")
        if (
            master is not None
            and self.slides.styles.page_switch(style, "presentation:background-objects-visible") != "false"
        ):
            self._read_pattern(master)
        for element in slide:
            self._element(self.slides, element)
        self._declared(slide, style)
        self.slides.read_notes()
        self.slides.notes = type(self.slides.notes)()
        notes = slide.find(name("presentation:notes"))
        if notes is not None:
            for element in notes:
                self._element(replace(self.slides, zone=Zone.COMMENT), element)

    def _read_pattern(self, master: _Element) -> None:
        """Text and pictures that a master puts on its slides; its placeholders are not shown."""
        called = attribute(master, "style:name")
        if called in self.shown:
            return
        self.shown.add(called)
        for element in master:
            if tag(element) != "presentation:notes" and not attribute(element, "presentation:class"):
                self._element(self.patterns, element)

    def _element(self, story: Story, element: _Element) -> None:
        kind = attribute(element, "presentation:class")
        if tag(element) == "office:annotation":
            story.notes.comments.append(element)
        elif kind in _LEFT_OUT or attribute(element, "presentation:placeholder") == "true":
            return
        elif story.zone is Zone.BODY and (kind in _TITLES or kind in _RUNNING):
            story.draw(element, zone=Zone.HEADING if kind in _TITLES else Zone.FOOTER)
        elif tag(element).startswith(("draw:", "dr3d:")):
            story.draw(element)

    def _declared(self, slide: _Element, style: str) -> None:
        """The footer that slides name instead of holding it, once for all that name it."""
        for key, switch, element in _DECLARED:
            wanted = attribute(slide, key)
            if not wanted or self.slides.styles.page_switch(style, switch) == "false":
                continue
            for declared in self.body.iterfind(name(element)):
                text = "".join(map(str, declared.itertext()))
                if attribute(declared, "presentation:name") == wanted and text not in self.declared:
                    self.declared.add(text)
                    self.slides.builder.paragraph(plain(text), Zone.FOOTER)
