"""Slides: what tells them apart; `reading` is loaded where there is one to read."""

from __future__ import annotations

from grantdocs.model.document import Document
from grantdocs.readers.ooxml import holds_main_part
from grantdocs.readers.reader import Content, Reader

__all__ = ["READER"]


def _read(content: Content) -> Document:
    from grantdocs.readers.pptx.reading import read_pptx

    return read_pptx(content)


READER = Reader(
    name="pptx",
    media_types=(
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.openxmlformats-officedocument.presentationml.slideshow",
        "application/vnd.openxmlformats-officedocument.presentationml.template",
        "application/vnd.ms-powerpoint.presentation.macroenabled.12",
        "application/vnd.ms-powerpoint.slideshow.macroenabled.12",
        "application/vnd.ms-powerpoint.template.macroenabled.12",
    ),
    extensions=("pptx", "ppsx", "pptm", "ppsm", "potx", "potm"),
    sniff=lambda content: holds_main_part(content, "ppt"),
    read=_read,
)
