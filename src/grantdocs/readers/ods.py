"""OpenDocument sheets: what tells them apart; `odf.sheets` is loaded where there is one to read."""

from __future__ import annotations

from grantdocs.model.document import Document
from grantdocs.readers.odf.package import is_of_kind
from grantdocs.readers.reader import Content, Reader

__all__ = ["READER"]


def _read(content: Content) -> Document:
    from grantdocs.readers.odf.sheets import read_ods

    return read_ods(content)


READER = Reader(
    name="ods",
    media_types=(
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet-template",
        "application/vnd.oasis.opendocument.spreadsheet-flat-xml",
    ),
    extensions=("ods", "ots", "fods"),
    sniff=is_of_kind("spreadsheet"),
    read=_read,
)
