"""OpenDocument texts: page headers, body, footnotes, comments, page footers, in this order."""

from __future__ import annotations

from grantdocs.errors import ReadError
from grantdocs.model.document import Document, Zone
from grantdocs.readers.building import Builder
from grantdocs.readers.odf.package import open_package
from grantdocs.readers.odf.properties import read_properties
from grantdocs.readers.odf.running import page_sizes, read_running, started_pages
from grantdocs.readers.odf.story import Story
from grantdocs.readers.odf.styles import MasterPages, read_styles
from grantdocs.readers.odt import READER
from grantdocs.readers.reader import Content

__all__ = ["read_odt"]


def read_odt(content: Content) -> Document:
    opened = open_package(content)
    body = opened.body("text")
    if body is None:
        raise ReadError(content.source, "holds no OpenDocument text", "save it as ODT again")
    builder = Builder(content, READER)
    read_properties(builder, opened)
    styles, running_styles = read_styles(opened)
    masters = MasterPages.of(opened)
    in_use = masters.in_use(started_pages(styles, body))
    running = Story(builder, opened, running_styles, "styles.xml")
    read_running(running, in_use, Zone.HEADER)
    story = Story(builder, opened, styles, "content.xml")
    story.read(body)
    story.read_notes()
    read_running(running, in_use, Zone.FOOTER)
    builder.page_sizes += page_sizes(masters, in_use)
    return builder.document()
