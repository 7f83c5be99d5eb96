"""Refuses PDF files whose streams unpack to more than PDFium could hold: it knows no limit, and takes the interpreter
with it when memory ends."""

from __future__ import annotations

import zlib

import regex

from grantdocs.errors import ReadError
from grantdocs.readers.reader import Content

__all__ = ["refuse_bombs"]

_STREAM_RE = regex.compile(rb"\bstream\r?\n")
_LONGEST_HEAD = 1_000
"""Bytes before a stream in which its dictionary begins."""
_HIGHEST_RATIO = 1_032
"""Deflate makes nothing larger than this many times."""
# Pictures are unpacked line by line, and only when somebody asks; files in the file never are.
_HARMLESS_RE = regex.compile(rb"/Subtype\s*+/Image|/Type\s*+/EmbeddedFile")


def refuse_bombs(content: Content) -> None:
    data, most = memoryview(content.data), content.limits.free_expansion
    for found in _STREAM_RE.finditer(content.data):
        head = content.data[max(0, found.start() - _LONGEST_HEAD) : found.start()]
        head = head[head.rfind(b" obj") + 1 :]
        times = head.count(b"/FlateDecode") + head.count(b"/Fl ")
        if not times or _HARMLESS_RE.search(head):
            continue
        end = content.data.find(b"endstream", found.end())
        packed = data[found.end() : end if end >= 0 else len(data)]
        if _unpacks_beyond(packed, times, most):
            raise ReadError(
                content.source,
                f"holds a part that would unpack to more than {most / 1_000_000:g} MB",
                "save it again; it looks like a bomb",
            )


def _unpacks_beyond(packed: bytes | memoryview, times: int, most: int) -> bool:
    for _ in range(times):
        if times == 1 and len(packed) * _HIGHEST_RATIO <= most:
            return False
        try:
            packed = zlib.decompressobj().decompress(packed, most + 1)
        except zlib.error:
            # Encrypted or damaged: what PDFium cannot unpack either does no harm.
            return False
    return len(packed) > most
