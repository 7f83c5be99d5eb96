"""Workbooks: what tells them apart; `reading` is loaded where there is one to read."""

from __future__ import annotations

from grantdocs.model.document import Document
from grantdocs.readers.ooxml import holds_main_part
from grantdocs.readers.reader import Content, Reader

__all__ = ["READER"]


def _read(content: Content) -> Document:
    from grantdocs.readers.xlsx.reading import read_xlsx

    return read_xlsx(content)


READER = Reader(
    name="xlsx",
    media_types=(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template",
        "application/vnd.ms-excel.sheet.macroenabled.12",
        "application/vnd.ms-excel.template.macroenabled.12",
    ),
    extensions=("xlsx", "xlsm", "xltx", "xltm"),
    sniff=lambda content: holds_main_part(content, "xl"),
    read=_read,
)
