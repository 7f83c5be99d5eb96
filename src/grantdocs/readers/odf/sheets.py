"""OpenDocument sheets: cells as they are displayed, row by row, with the shapes, comments and headers around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grantdocs.errors import ReadError
from grantdocs.model.document import Document, Zone
from grantdocs.readers.building import Builder, plain
from grantdocs.readers.odf.package import attribute, name, open_package
from grantdocs.readers.odf.properties import read_properties
from grantdocs.readers.odf.running import read_running
from grantdocs.readers.odf.story import Story
from grantdocs.readers.odf.styles import MasterPages, read_styles
from grantdocs.readers.ods import READER
from grantdocs.readers.reader import Content

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_ods"]

_A4 = (210.0, 297.0)
"""Size of a sheet's pages where the file does not tell."""


def read_ods(content: Content) -> Document:
    opened = open_package(content)
    body = opened.body("spreadsheet")
    if body is None:
        raise ReadError(content.source, "holds no sheets", "save it as ODS again")
    builder = Builder(content, READER)
    read_properties(builder, opened)
    styles, running_styles = read_styles(opened)
    masters = MasterPages.of(opened)
    sheets = [table for table in body.findall(name("table:table")) if styles.is_shown(_style(table))]
    in_use = masters.in_use(styles.master_page("table", _style(sheet)) for sheet in sheets)
    running = Story(builder, opened, running_styles, "styles.xml")
    read_running(running, in_use, Zone.HEADER)
    story = Story(builder, opened, styles, "content.xml")
    for number, sheet in enumerate(sheets, 1):
        story.page = number
        first = next(iter(masters.in_use([styles.master_page("table", _style(sheet))])), None)
        builder.page_sizes.append(masters.size_mm(first) or _A4)
        title = attribute(sheet, "table:name")
        builder.paragraph(plain(title), Zone.HEADING, story.anchor())
        shapes = sheet.find(name("table:shapes"))
        story.read_table(sheet)
        if shapes is not None:
            story.read(shapes)
        story.read_notes()
        story.notes = type(story.notes)()
    read_running(running, in_use, Zone.FOOTER)
    return builder.document()


def _style(sheet: _Element) -> str:
    return attribute(sheet, "table:style-name")
