"""Web pages saved with all that belongs to them in one file (.mht, .mhtml)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grantdocs.errors import ReadError
from grantdocs.model.document import Document
from grantdocs.readers.building import Builder
from grantdocs.readers.messages import Attached, header, is_saved_page, leaves, parse, payload, sent_at
from grantdocs.readers.reader import Content, Reader
from grantdocs.readers.text import note_doubt

if TYPE_CHECKING:
    from email.message import Message

__all__ = ["READER"]

_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def read_mhtml(content: Content) -> Document:
    from grantdocs.readers.html.metadata import read_metadata
    from grantdocs.readers.html.page import Page, lay_out, page_text
    from grantdocs.readers.html.sheets import note_unseen_sheets

    builder = Builder(content, READER)
    message = parse(content.data)
    root = _root(message)
    if root is None:
        raise ReadError(content.source, "holds no web page", "save the page again as HTML")
    location = header(root, "Content-Location")
    attached = Attached.of(message, location if "://" in location else "")
    decoded = page_text(payload(root), root.get_content_charset())
    note_doubt(builder, decoded)
    is_xml = root.get_content_type() != "text/html"
    page = Page(decoded.text, location or None, is_xml=is_xml, attached=attached.find)
    parser = lay_out(builder, page)
    note_unseen_sheets(builder, parser, page)
    read_metadata(builder, parser)
    builder.captured = sent_at(message)
    return builder.document()


def _root(message: Message) -> Message | None:
    pages = [part for part in leaves(message) if part.get_content_type() in _PAGES]
    wanted = str(message.get_param("start") or "").strip("<>")
    location = header(message, "Snapshot-Content-Location")
    for page in pages:
        if wanted and header(page, "Content-ID").strip("<>") == wanted:
            return page
    for page in pages:
        if location and header(page, "Content-Location") == location:
            return page
    return pages[0] if pages else None


READER = Reader(
    name="mhtml",
    media_types=("multipart/related", "application/x-mimearchive"),
    extensions=("mht", "mhtml"),
    sniff=is_saved_page,
    read=read_mhtml,
)
