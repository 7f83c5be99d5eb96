"""Workbooks, for their tables of budgets: the sheets in their order, cells as they are displayed with the values that
formulas had when the file was saved. Hidden sheets, rows and columns are not shown to anybody and not read.

The parts are walked here: of the libraries for workbooks the fast ones lose number formats, links, comments, pictures
and what is hidden, and none keeps to the limits on unpacking."""

from __future__ import annotations

from grantdocs.errors import ReadError
from grantdocs.model.document import Document
from grantdocs.readers.building import Builder
from grantdocs.readers.ooxml import Package
from grantdocs.readers.properties import declared_title, note_damage, read_properties
from grantdocs.readers.reader import Content
from grantdocs.readers.xlsx import READER
from grantdocs.readers.xlsx.cell_pictures import place_cell_pictures
from grantdocs.readers.xlsx.sheets import Sheets
from grantdocs.readers.xlsx.workbook import read_workbook

__all__ = ["read_xlsx"]


def read_xlsx(content: Content) -> Document:
    builder = Builder(content, READER)
    package = Package(content)
    # Without a title of its own a workbook has the name of its first sheet.
    builder.title = declared_title(package) or None
    workbook = read_workbook(package)
    if workbook is None:
        raise ReadError(content.source, "holds no workbook", "save it as XLSX again")
    limit = content.limits.max_pages
    if len(workbook.sheets) > limit:
        builder.gap("limit-reached", f"only the first {limit} of {len(workbook.sheets)} sheets were read")
    sheets = Sheets(builder, package, workbook)
    for number, sheet in enumerate(workbook.sheets[:limit], 1):
        if not builder.in_time():
            break
        sheets.read(sheet, number)
    place_cell_pictures(builder, package, workbook.part)
    read_properties(builder, package)
    note_damage(builder, package)
    return builder.document()
