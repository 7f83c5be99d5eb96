"""Web pages: what tells them apart; `reading` is loaded where there is one to read."""

from __future__ import annotations

import regex

from grantdocs.model.document import Document
from grantdocs.readers.reader import Content, Reader

__all__ = ["READER"]

_BEGIN_RE = regex.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--.*?-->\s*+)*+<(?:!doctype\s++html|html|head|body|title|meta)\b",
    regex.IGNORECASE | regex.DOTALL,
)


def _looks_like_html(content: Content) -> bool:
    head = content.head
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    return _BEGIN_RE.match(head.removeprefix(b"\xef\xbb\xbf").decode(encoding, errors="ignore")) is not None


def _read(content: Content) -> Document:
    from grantdocs.readers.html.reading import read_html

    return read_html(content)


READER = Reader(
    name="html",
    media_types=("text/html", "application/xhtml+xml"),
    extensions=("html", "htm", "xhtml", "xht"),
    sniff=_looks_like_html,
    read=_read,
)
