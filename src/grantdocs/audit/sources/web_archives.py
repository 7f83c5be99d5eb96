"""The documents in WARC files, as they stream by; damage costs only the records that it hit."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, Final

import regex

from grantdocs.audit.records import Item, Record, Status, digest_of
from grantdocs.audit.sources.files import File, is_document_type, read_up_to, shown, unread
from grantdocs.audit.sources.payloads import TooLarge, decoded
from grantdocs.errors import ScopeError
from grantdocs.readers.limits import Limits
from grantdocs.readers.reader import HEAD

__all__ = ["DAMAGE", "in_warc"]

_GZIP: Final = b"\x1f\x8b\x08"
_BEGIN: Final = b"WARC/1."
_LENGTH_RE: Final = regex.compile(rb"^content-length:[ \t]*+(?P<bytes>\d{1,18}+)", regex.IGNORECASE | regex.MULTILINE)
DAMAGE: Final = (OSError, ValueError, EOFError, zlib.error, zipfile.BadZipFile)
"""What reading an archive raises that is not as it was written, by itself or in a ZIP archive (WACZ)."""
_STEP: Final = 1_000_000
_KINDS: Final = frozenset({"response", "resource", "revisit"})
_WHOLE: Final = frozenset({200, 203})
"""Answers that are documents; others are redirections, refusals and parts."""


def in_warc(file: File, limits: Limits) -> Iterator[Item | Record]:
    """Responses and resources with the media type of a document, and revisits of such."""
    iterator = _library()
    start, is_first = 0, True
    with file.open() as stream:
        while True:
            at = start
            try:
                for record in iterator(stream):
                    at = record.stream_pos
                    yield from _documents(record, file, limits)
            except DAMAGE as error:
                following = _next_record(stream, at + 1, is_packed=file.uri.lower().endswith(".gz"))
                rest = "the rest was left out" if following is None else f"read on at byte {following}"
                where = "" if is_first and not at else f" at byte {at}"
                yield unread(f"{file.uri}#{at}", f"cannot be read as WARC{where} ({error}); {rest}", file.uri)
                if following is None:
                    return
                start, is_first = following, False
                stream.seek(following)
            else:
                if not _ends_well(stream, at):
                    yield unread(f"{file.uri}#{at}", "ends in the middle of a record", file.uri)
                return


def _library() -> Any:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise ScopeError("to read web archives, install grantdocs[warc]") from error

    every = WarcRecordType.any_type
    return lambda stream: ArchiveIterator(stream, record_types=every, parse_http=True, auto_decode="none")


def _documents(record: Any, file: File, limits: Limits) -> Iterator[Item | Record]:
    kind, uri = record.headers.get("WARC-Type"), record.headers.get("WARC-Target-URI")
    if not uri or kind not in _KINDS:
        return
    http = record.http_headers if record.is_http else None
    status = http.status_code if http else None
    declared = http.get("Content-Type") if http else record.headers.get("Content-Type")
    item = Item(
        uri=shown(uri.strip("<>")),
        media_type=shown(declared) if declared else None,
        captured=record.headers.get("WARC-Date"),
        archive=file.uri,
        offset=record.stream_pos,
        truncated=record.headers.get("WARC-Truncated"),
        http_status=status,
    )
    if kind == "revisit":
        if is_document_type(declared, item.uri, bytes):
            first = record.headers.get("WARC-Refers-To-Target-URI")
            yield Record.of(item, Status.REVISIT, duplicate_of=shown(first.strip("<>")) if first else item.uri)
        return
    if status is not None and status not in _WHOLE:
        return
    head = record.reader.read(min(HEAD, limits.max_bytes))
    if not is_document_type(declared, item.uri, lambda: _unpacked(head, http, limits)):
        return
    yield _document(record, item, head, limits)


def _document(record: Any, item: Item, head: bytes, limits: Limits) -> Item | Record:
    http = record.http_headers if record.is_http else None
    raw = read_up_to(record.reader, limits.max_bytes, head)
    size = len(raw)
    if size > limits.max_bytes:
        return _too_large(item, limits)
    try:
        data, is_whole = _body(raw, http, limits)
    except TooLarge:
        return _too_large(item, limits)
    if size < record.content_length:
        item = replace(item, truncated=item.truncated or "the archive ends")
        if not data:
            return Record.of(item, Status.UNREAD, "the archive ends before it")
    elif not is_whole:
        item = replace(item, truncated=item.truncated or "damaged encoding")
    return replace(item, data=data, digest=digest_of(data), size=len(data))


def _too_large(item: Item, limits: Limits) -> Record:
    return Record.of(item, Status.UNREAD, f"is larger than {limits.max_bytes / 1_000_000:g} MB")


def _unpacked(head: bytes, http: Any, limits: Limits) -> bytes:
    try:
        return _body(head, http, limits)[0]
    except TooLarge:
        return b""


def _body(raw: bytes, http: Any, limits: Limits) -> tuple[bytes, bool]:
    if http is None:
        return raw, True
    return decoded(raw, http.get("Transfer-Encoding") or "", http.get("Content-Encoding") or "", limits.max_bytes)


def _ends_well(stream: BinaryIO, last: int) -> bool:
    """Whether the last record is all there, and nothing behind it; the library takes any end for the end."""
    try:
        stream.seek(last)
        if stream.read(len(_GZIP)) == _GZIP:
            stream.seek(last)
            members = gzip.GzipFile(fileobj=stream)
            while members.read(_STEP):
                pass
        else:
            stream.seek(last)
            return not stream.read(1) or _is_whole(stream, last)
    except (EOFError, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error):
        return False
    except (OSError, ValueError):
        return True  # it cannot go back
    return True


def _is_whole(stream: BinaryIO, start: int) -> bool:
    stream.seek(start)
    head, blank, _ = stream.read(_STEP).partition(b"\r\n\r\n")
    length = _LENGTH_RE.search(head)
    if not blank or length is None:
        return False
    end = start + len(head) + len(blank) + int(length["bytes"])
    stream.seek(end)
    after = stream.read(_STEP)
    return after.startswith(b"\r\n\r\n") and not after.strip()


def _next_record(stream: BinaryIO, start: int, *, is_packed: bool) -> int | None:
    """Where the next record begins behind damage: a gzip member that unpacks to one, or the line that opens it.

    None where there is none, or where the stream cannot go back.
    """
    try:
        stream.seek(start)
        sign = _GZIP if is_packed else _BEGIN
        base, window = start, b""
        while block := stream.read(_STEP):
            window += block
            for found in _all(sign, window):
                if sign == _BEGIN or _opens_record(stream, base + found):
                    return base + found
            kept = window[1 - len(sign) :]
            base += len(window) - len(kept)
            window = kept
            stream.seek(base + len(kept))
    except DAMAGE:
        return None
    return None


def _all(sign: bytes, window: bytes) -> Iterator[int]:
    found = window.find(sign)
    while found >= 0:
        yield found
        found = window.find(sign, found + 1)


def _opens_record(stream: BinaryIO, offset: int) -> bool:
    stream.seek(offset)
    try:
        return gzip.GzipFile(fileobj=stream).read(len(_BEGIN)) == _BEGIN
    except DAMAGE:
        return False
