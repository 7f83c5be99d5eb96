"""Web pages: every visible word with the zone it stands in; nothing is taken for boilerplate, since footers carry the
statements that we look for."""

from __future__ import annotations

import regex

from grantdocs.model.document import Document
from grantdocs.readers.building import Builder
from grantdocs.readers.html import READER
from grantdocs.readers.html.metadata import read_metadata
from grantdocs.readers.html.page import Page, lay_out, page_text
from grantdocs.readers.html.sheets import note_unseen_sheets
from grantdocs.readers.reader import Content
from grantdocs.readers.text import note_doubt

__all__ = ["read_html"]

_HEADER_CHARSET_RE = regex.compile(r"charset\s*+=\s*+[\"']?(?P<name>[\w.:-]++)", regex.IGNORECASE)


def read_html(content: Content) -> Document:
    builder = Builder(content, READER)
    header = _HEADER_CHARSET_RE.search(content.media_type or "")
    decoded = page_text(content.data, header["name"] if header else None)
    note_doubt(builder, decoded)
    page = Page(decoded.text, is_xml=_is_xml(content), companions=content.companions)
    parser = lay_out(builder, page)
    note_unseen_sheets(builder, parser, page)
    read_metadata(builder, parser)
    return builder.document()


def _is_xml(content: Content) -> bool:
    """Pages sent as HTML are read as HTML, whatever they call themselves; so do browsers."""
    declared = (content.media_type or "").partition(";")[0].strip().lower()
    return declared == READER.media_types[1] or (not declared and content.extension in {"xhtml", "xht"})
