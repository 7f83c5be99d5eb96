"""A web page on its way into a document: parsed within bounds, walked, and told where it hides what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import regex

from grantdocs.model.location import Anchor
from grantdocs.readers.encoding import Decoded, decode
from grantdocs.readers.html.markup import bounded, written_out
from grantdocs.readers.reader import HEAD

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

    from grantdocs.readers.building import Builder
    from grantdocs.readers.companions import Companions

__all__ = ["Page", "host_of", "lay_out", "own_host", "page_text"]

_CHARSET_RE = regex.compile(
    rb"<meta\b[^>]*?\bcharset\s*+=\s*+[\"']?(?P<meta>[\w.:-]++)|^\s*+<\?xml\b[^>]*?\bencoding=[\"'](?P<xml>[\w.:-]++)",
    regex.IGNORECASE,
)
_FEW_WORDS = 60
"""Characters that pages hold which a program fills in the browser."""


@dataclass(frozen=True, slots=True)
class Page:
    text: str
    part: str | None = None
    """Part of the package that it is, for anchors."""
    is_xml: bool = False
    attached: Callable[[str], bytes | None] | None = None
    """Finds the bytes of a picture by its address, where they came with the page."""
    companions: Companions | None = None
    """Finds what was saved in a folder beside the page."""
    frames: int = 0
    """Pages that this one stands in."""

    def data(self, address: str) -> bytes | None:
        """What came with the page under an address."""
        if self.attached and (data := self.attached(address)):
            return data
        return self.companions.data(address) if self.companions and address else None

    def picture(self, address: str) -> bytes | Callable[[], bytes | None] | None:
        """The same, or what reads it when called."""
        if self.attached and (data := self.attached(address)):
            return data
        return self.companions.find(address) if self.companions else None


def lay_out(builder: Builder, page: Page) -> LexborHTMLParser:
    """Build what the page shows; what stands in its head is for `read_metadata`."""
    from selectolax.lexbor import LexborHTMLParser

    from grantdocs.readers.html.sheets import read_sheets
    from grantdocs.readers.html.walk import walk

    most = builder.limits.max_elements
    text, is_cut = bounded(written_out(page.text) if page.is_xml else page.text, most)
    if is_cut:
        builder.gap("limit-reached", f"only the first {most} elements of the page were read")
    parser = LexborHTMLParser(text)
    root = parser.css_first("frameset") or parser.body
    length = walk(builder, root, parser, page) if root is not None else 0
    read_sheets(builder, parser, page)
    if length < _FEW_WORDS and not page.frames and parser.css_first("body script, head script[src]") is not None:
        detail = "the page is filled by a program in the browser; save it from there as HTML or PDF"
        builder.gap("page-built-by-script", detail, anchor=Anchor(part=page.part))
    return parser


def page_text(data: bytes, declared: str | None = None) -> Decoded:
    """`declared` by who sent the page comes before what the page says of itself; so do browsers."""
    written = None if declared else _CHARSET_RE.search(data[:HEAD])
    if written:
        declared = (written["meta"] or written["xml"]).decode("ascii", "ignore")
    return decode(data, declared)


def own_host(parser: LexborHTMLParser) -> str:
    """Where the page says it comes from; empty where it does not."""
    for selector, name in (
        ('link[rel="canonical"]', "href"),
        ('meta[property="og:url"]', "content"),
        ("base[href]", "href"),
    ):
        node = parser.css_first(selector)
        if node is not None and (host := host_of(node.attributes.get(name) or "")):
            return host
    return ""


def host_of(address: str) -> str:
    try:
        return (urlsplit(address.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
