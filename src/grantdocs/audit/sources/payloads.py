"""The body of an HTTP answer as the browser saw it: out of chunks, decompressed, within bounds."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any, Final

__all__ = ["TooLarge", "decoded"]

_STEP: Final = 65_536


class TooLarge(Exception):
    """It decompresses to more bytes than a document may have."""


def decoded(raw: bytes, transfer: str, content: str, most: int) -> tuple[bytes, bool]:
    """The body and whether it is complete. `transfer` and `content` are the headers that tell how it is encoded; they
    often still do so when the crawler has decoded it, and then it stays as it is."""
    is_whole = True
    for coding in (*_codings(content), *_codings(transfer))[::-1]:
        opened = _OPENERS.get(coding)
        if opened is None:
            continue
        body, ended_well = _drained(opened(io.BytesIO(raw)), most)
        if not ended_well and (not body or coding == "br"):
            continue
        raw, is_whole = body, is_whole and ended_well
    return raw, is_whole


def _drained(reader: Any, most: int) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    size = 0
    try:
        while part := reader.read(_STEP):
            parts.append(part)
            size += len(part)
            if size > most:
                raise TooLarge
    except OSError:
        return b"".join(parts), False
    return b"".join(parts), True


def _codings(header: str) -> list[str]:
    return [coding.strip().lower() for coding in header.split(",")]


def _chunks(stream: io.BytesIO) -> Any:
    from fastwarc.stream_io import ChunkedReader

    return ChunkedReader(stream)


def _deflated(stream: io.BytesIO) -> Any:
    return _Inflating(stream.getvalue())


def _brotli(stream: io.BytesIO) -> Any:
    from fastwarc.stream_io import BrotliReader

    return BrotliReader(stream)


_OPENERS: Final[dict[str, Callable[[io.BytesIO], Any]]] = {
    "chunked": _chunks,
    "gzip": _deflated,
    "x-gzip": _deflated,
    "deflate": _deflated,
    "br": _brotli,
}


class _Inflating:
    """Reads gzip, zlib and bare deflate, of which servers call any `deflate`; what ends too early is an error."""

    def __init__(self, raw: bytes) -> None:
        self._rest = raw
        is_framed = raw[:2] == b"\x1f\x8b" or (raw[:1] == b"\x78" and int.from_bytes(raw[:2], "big") % 31 == 0)
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 32 if is_framed else -zlib.MAX_WBITS)

    def read(self, size: int) -> bytes:
        try:
            found = self._inflate.decompress(self._rest, size)
        except zlib.error as error:
            raise OSError(str(error)) from error
        self._rest = self._inflate.unconsumed_tail
        if not found and not self._inflate.eof:
            raise OSError("ends too early")
        return found
