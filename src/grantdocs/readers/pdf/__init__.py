"""PDF files: what tells them apart; `reading` is loaded where there is one to read."""

from __future__ import annotations

from grantdocs.model.document import Document
from grantdocs.readers.reader import Content, Reader

__all__ = ["READER"]


def _read(content: Content) -> Document:
    from grantdocs.readers.pdf.reading import read_pdf

    return read_pdf(content)


READER = Reader(
    name="pdf",
    media_types=("application/pdf",),
    extensions=("pdf",),
    sniff=lambda content: b"%PDF-" in content.data[:1024],
    read=_read,
)
