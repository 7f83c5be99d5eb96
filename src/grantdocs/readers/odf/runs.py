"""The running text of an OpenDocument paragraph: what is shown, with tabs, line breaks, fields, links and drawings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grantdocs.readers.odf.package import attribute, tag
from grantdocs.readers.odf.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Runs"]

_SKIPPED = frozenset(
    """text:page-number text:page-count text:page-continuation text:sheet-name text:ruby-text text:script
    text:tracked-changes text:change text:change-start text:change-end text:note-citation text:bookmark""".split()
)
"""Page numbers are never text: they differ from page to page. What was deleted stands among the tracked changes."""
_FIELDS_OF_HIDING = frozenset({"text:hidden-text", "text:hidden-paragraph"})
_THROUGH = frozenset({"text", "loext", "presentation"})


@dataclass(slots=True)
class Runs:
    styles: Styles
    lines: list[list[list[tuple[str, str | None]]]] = field(default_factory=lambda: [[[]]])
    """Lines of the paragraph; a line is the stretches between tabs; a stretch is texts with their links."""
    drawings: list[tuple[_Element, str | None]] = field(default_factory=list)
    """Frames and shapes, each with the target of the link around it."""
    notes: list[_Element] = field(default_factory=list)
    comments: list[_Element] = field(default_factory=list)
    language: str | None = None
    is_hidden: bool = False
    urls: list[str] = field(default_factory=list)

    def read(self, container: _Element) -> None:
        self._text(container.text)
        for element in container:
            self._element(element, tag(element))
            self._text(element.tail)

    def _element(self, element: _Element, kind: str) -> None:
        if kind == "text:span":
            self._span(element)
        elif kind == "text:a":
            self.urls.append(attribute(element, "xlink:href"))
            self.read(element)
            self.urls.pop()
        elif kind == "text:s":
            self._text(" ")
        elif kind == "text:tab":
            self.lines[-1].append([])
        elif kind == "text:line-break":
            self.lines.append([[]])
        elif kind == "text:note":
            self.notes.append(element)
        elif kind == "office:annotation":
            self.comments.append(element)
        elif kind.startswith(("draw:", "dr3d:")):
            self.drawings.append((element, self._url()))
        elif kind in _FIELDS_OF_HIDING:
            self._hiding(element, kind)
        elif kind not in _SKIPPED and kind.partition(":")[0] in _THROUGH:
            self.read(element)

    def _span(self, element: _Element) -> None:
        style = attribute(element, "text:style-name")
        if self.styles.is_hidden("text", style):
            return
        if self.language is None:
            self.language = self.styles.language("text", style)
        self.read(element)

    def _hiding(self, element: _Element, kind: str) -> None:
        is_hidden = attribute(element, "text:is-hidden") == "true"
        if kind == "text:hidden-paragraph":
            self.is_hidden = self.is_hidden or is_hidden
        elif not is_hidden:
            self._text(attribute(element, "text:string-value") or element.text)

    def _text(self, text: str | None) -> None:
        if text:
            self.lines[-1][-1].append((text, self._url()))

    def _url(self) -> str | None:
        url = next((url for url in reversed(self.urls) if url), None)
        # Places in this document are no links.
        return None if url is None or url.startswith("#") else url
