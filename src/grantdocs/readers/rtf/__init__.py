"""RTF: what tells it apart; `reading` is loaded where there is some to read."""

from __future__ import annotations

from grantdocs.model.document import Document
from grantdocs.readers.reader import Content, Reader

__all__ = ["READER"]


def _read(content: Content) -> Document:
    from grantdocs.readers.rtf.reading import read_rtf

    return read_rtf(content)


READER = Reader(
    name="rtf",
    media_types=("application/rtf", "text/rtf"),
    extensions=("rtf",),
    sniff=lambda content: content.head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{\\rtf"),
    read=_read,
)
