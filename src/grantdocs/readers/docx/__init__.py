"""Word documents: what tells them apart; `reading` is loaded where there is one to read."""

from __future__ import annotations

from grantdocs.model.document import Document
from grantdocs.readers.ooxml import holds_main_part
from grantdocs.readers.reader import Content, Reader

__all__ = ["READER"]


def _read(content: Content) -> Document:
    from grantdocs.readers.docx.reading import read_docx

    return read_docx(content)


READER = Reader(
    name="docx",
    media_types=(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
        "application/vnd.ms-word.document.macroenabled.12",
        "application/vnd.ms-word.template.macroenabled.12",
    ),
    extensions=("docx", "docm", "dotx", "dotm"),
    sniff=lambda content: holds_main_part(content, "word"),
    read=_read,
)
