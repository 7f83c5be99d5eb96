"""The style sheets of a page: the pictures that they put behind its parts, where they can be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from grantdocs.readers.encoding import decode
from grantdocs.readers.html.pictures import style_pictures

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

    from grantdocs.readers.building import Builder
    from grantdocs.readers.html.page import Page

__all__ = ["note_unseen_sheets", "read_sheets"]

_MOST_SHEETS = 50
_LARGEST_SHEET = 2_000_000
_SHOWN = frozenset({"", "all", "screen"})


def read_sheets(builder: Builder, parser: LexborHTMLParser, page: Page) -> None:
    """Call it when the page has been walked. What linked sheets hide is not left out: they serve many pages, and
    programs switch what they say."""
    for sheet in parser.css("style"):
        for found in style_pictures(sheet.text()):
            _place(builder, found, page, "")
    marks: frozenset[str] | None = None
    for address in _linked(parser):
        data = page.data(address)
        if data and b"url(" in data:
            # A sheet of the whole site also speaks of parts that this page does not have.
            marks = _marks(parser) if marks is None else marks
            for found in style_pictures(decode(data[:_LARGEST_SHEET]).text, marks):
                _place(builder, found, page, address)


def note_unseen_sheets(builder: Builder, parser: LexborHTMLParser, page: Page) -> None:
    """A page whose style sheets are elsewhere may show a picture that nothing in it names. Nearly every page has such
    sheets, and an emblem that only they know is rare; so this counts only where the page has no picture at all. Where
    it has some, these are witnesses enough: what they show is judged, or is itself left open."""
    if not builder.pictures and any(page.data(address) is None for address in _linked(parser)):
        detail = "the page has no picture of its own; its style sheet, which may show some, is not part of the file"
        builder.gap("stylesheet-not-read", detail, "/images")


def _linked(parser: LexborHTMLParser) -> Iterator[str]:
    for link in parser.css("link[rel][href]")[:_MOST_SHEETS]:
        attributes = link.attributes
        kinds = (attributes.get("rel") or "").lower().split()
        media = (attributes.get("media") or "").partition(" and ")[0].strip().lower()
        address = (attributes.get("href") or "").strip()
        if "stylesheet" in kinds and "alternate" not in kinds and address and media in _SHOWN:
            yield address


def _marks(parser: LexborHTMLParser) -> frozenset[str]:
    """Classes and ids of the page's elements."""
    nodes = (node.attributes for node in parser.css("[class], [id]"))
    written = (attributes.get(name) or "" for attributes in nodes for name in ("class", "id"))
    return frozenset(word for value in written for word in value.split())


def _place(builder: Builder, found: dict[str, Any], page: Page, sheet: str) -> None:
    address = found.pop("address")
    if address and not found["data"]:
        try:
            found["data"] = page.picture(urljoin(sheet, address))
        except ValueError:
            found["data"] = None
    builder.image(**found)
