"""OpenDocument texts: what tells them apart; `odf.texts` is loaded where there is one to read."""

from __future__ import annotations

from grantdocs.model.document import Document
from grantdocs.readers.odf.package import is_of_kind
from grantdocs.readers.reader import Content, Reader

__all__ = ["READER"]


def _read(content: Content) -> Document:
    from grantdocs.readers.odf.texts import read_odt

    return read_odt(content)


READER = Reader(
    name="odt",
    media_types=(
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.text-template",
        "application/vnd.oasis.opendocument.text-flat-xml",
    ),
    extensions=("odt", "ott", "fodt"),
    sniff=is_of_kind("text"),
    read=_read,
)
