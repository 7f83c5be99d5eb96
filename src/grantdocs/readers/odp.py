"""OpenDocument slides: frames, tables, pictures and notes, slide by slide; what masters show stands once."""

from __future__ import annotations

from grantdocs.model.document import Document
from grantdocs.readers.odf.package import is_of_kind, open_package
from grantdocs.readers.reader import Content, Reader

__all__ = ["READER"]


def read_odp(content: Content) -> Document:
    from grantdocs.readers.building import Builder
    from grantdocs.readers.odf.slides import read_slides

    return read_slides(Builder(content, READER), content, open_package(content), "presentation")


READER = Reader(
    name="odp",
    media_types=(
        "application/vnd.oasis.opendocument.presentation",
        "application/vnd.oasis.opendocument.presentation-template",
        "application/vnd.oasis.opendocument.presentation-flat-xml",
    ),
    extensions=("odp", "otp", "fodp"),
    sniff=is_of_kind("presentation"),
    read=read_odp,
)
