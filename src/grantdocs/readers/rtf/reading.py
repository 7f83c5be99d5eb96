"""RTF: body, tables, headers, footers, footnotes, text boxes, comments, links, pictures and properties."""

from __future__ import annotations

from grantdocs.model.document import Document, Zone
from grantdocs.readers.building import Builder, plain
from grantdocs.readers.reader import Content
from grantdocs.readers.rtf import READER
from grantdocs.readers.rtf.stories import Stories
from grantdocs.readers.rtf.tokens import tokens

__all__ = ["read_rtf"]


def read_rtf(content: Content) -> Document:
    builder = Builder(content, READER)
    stories = Stories(builder, content.source)
    for token in tokens(content.data.decode("latin-1")):
        stories.take(token)
    stories.finish()
    title = stories.said.pop("title", "")
    builder.declared_title = title
    if title and not builder.holds(title, whole=False):
        builder.paragraph(plain(title), Zone.METADATA)
    for text in stories.said.values():
        if not builder.holds(text, whole=False):
            builder.paragraph(plain(text), Zone.METADATA)
    return builder.document()
