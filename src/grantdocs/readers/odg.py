"""OpenDocument drawings, such as posters and leaflets: pages of shapes, read as slides are."""

from __future__ import annotations

from grantdocs.model.document import Document
from grantdocs.readers.odf.package import is_of_kind, open_package
from grantdocs.readers.reader import Content, Reader

__all__ = ["READER"]


def read_odg(content: Content) -> Document:
    from grantdocs.readers.building import Builder
    from grantdocs.readers.odf.slides import read_slides

    return read_slides(Builder(content, READER), content, open_package(content), "drawing")


READER = Reader(
    name="odg",
    media_types=(
        "application/vnd.oasis.opendocument.graphics",
        "application/vnd.oasis.opendocument.graphics-template",
        "application/vnd.oasis.opendocument.graphics-flat-xml",
    ),
    extensions=("odg", "otg", "fodg"),
    sniff=is_of_kind("graphics"),
    read=read_odg,
)
