"""Headers, footers and sizes of the pages that a text or sheet is laid out on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from grantdocs.model.document import Zone
from grantdocs.readers.odf.package import attribute, tag
from grantdocs.readers.odf.story import WRAPPERS, Story, hides
from grantdocs.readers.odf.styles import MasterPages, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["page_sizes", "read_running", "started_pages"]

_PARTS = {
    Zone.HEADER: ("style:header", "style:header-left", "style:header-first", "loext:header-first"),
    Zone.FOOTER: ("style:footer", "style:footer-left", "style:footer-first", "loext:footer-first"),
}


def read_running(story: Story, pages: Iterable[_Element], zone: Zone) -> None:
    """Headers or footers of the master pages in use; kinds of pages often repeat the same one."""
    from lxml import etree

    known: set[bytes] = set()
    for page in pages:
        for part in page:
            if tag(part) in _PARTS[zone] and attribute(part, "style:display") != "false":
                inside = b"".join(etree.tostring(element) for element in part)
                if inside not in known:
                    known.add(inside)
                    replace(story, zone=zone, box_zone=zone).read(part)


def started_pages(styles: Styles, body: _Element) -> list[str]:
    """Master pages that the paragraphs and tables of a text start; the empty name is that of all texts."""
    started: list[str] = []
    for element in _flow(body):
        family = "table" if tag(element) == "table:table" else "paragraph"
        style = attribute(element, "table:style-name") or attribute(element, "text:style-name")
        page = styles.master_page(family, style)
        if (page or not started) and page not in started:
            started.append(page)
    return started or [""]


def _flow(container: _Element) -> Iterator[_Element]:
    for element in container:
        if tag(element) in {"text:p", "text:h", "table:table"}:
            yield element
        elif tag(element) in WRAPPERS and not hides(element):
            yield from _flow(element)


def page_sizes(masters: MasterPages, pages: Iterable[_Element]) -> list[tuple[float, float]]:
    """One size a kind of page: how many pages there are is known only to who lays them out."""
    return [size for page in pages if (size := masters.size_mm(page))]
