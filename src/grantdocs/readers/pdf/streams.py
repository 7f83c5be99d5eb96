"""The streams of a PDF file, found and unpacked without PDFium and within bounds, to know what it would be given."""

from __future__ import annotations

import binascii
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import regex

__all__ = ["Stream", "streams_of", "unpacked"]

_STREAM_RE = regex.compile(rb"\bstream\r?\n")
_NUMBER_RE = regex.compile(rb"(?P<number>\d++)\s++\d++\s*+$")
_LONGEST_HEAD = 2_000
"""Bytes before a stream in which its dictionary begins."""
_FILTER_RE = regex.compile(rb"/Filter\s*+(?P<filters>\[[^\]]*+\]|/[^\s/<>\[\]()]++|\d)")
_NAME_RE = regex.compile(rb"/[^\s/<>\[\]()]++")
_BLANKS = b" \t\r\n\f\0"
_DAMAGED_STEP = 256
_NEVER_A_DIGIT = bytes(range(33)) + bytes(range(118, 256))
_TO_DIGIT = bytes(max(0, min(code - 33, 84)) for code in range(256))


@dataclass(frozen=True, slots=True)
class Stream:
    number: int
    """Of its object, -1 where it is not known."""
    head: bytes
    """Its dictionary, or the end of it."""
    begin: int
    end: int
    """Where `endstream` stands first; packed data may hold that word by chance."""


def streams_of(data: bytes) -> Iterator[Stream]:
    for found in _STREAM_RE.finditer(data):
        before = data[max(0, found.start() - _LONGEST_HEAD) : found.start()]
        at = before.rfind(b"obj")
        number = _NUMBER_RE.search(before, max(0, at - 24), at) if at > 0 else None
        end = data.find(b"endstream", found.end())
        head = before[at + 3 :] if at >= 0 else before
        yield Stream(int(number["number"]) if number else -1, head, found.end(), end if end >= 0 else len(data))


def unpacked(data: bytes, stream: Stream, most: int) -> bytes | None:
    """What PDFium would make of a stream, or a little more than `most` bytes of it; None where that is not known."""
    filters = _FILTER_RE.search(stream.head)
    names = _NAME_RE.findall(filters["filters"]) if filters else []
    if (filters and not names) or b"#" in b"".join(names) or b"/Predictor" in stream.head:
        return None
    found: bytes = data[stream.begin : stream.end]
    for index, name in enumerate(names):
        if name in {b"/FlateDecode", b"/Fl"}:
            found = _inflated(data, stream, most) if index == 0 else _inflated_whole(found, most)
        elif name in {b"/ASCII85Decode", b"/A85"}:
            found = _from_85(found)
        elif name in {b"/ASCIIHexDecode", b"/AHx"}:
            digits = found.partition(b">")[0].translate(None, _BLANKS)
            try:
                found = binascii.unhexlify(digits + b"0" * (len(digits) % 2))
            except binascii.Error:
                return None
        else:
            return None
    return found


def _inflated(data: bytes, stream: Stream, most: int) -> bytes:
    """Goes on where `endstream` is only a part of what is packed."""
    begin, end = stream.begin, stream.end
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    found = b""
    begin += 2
    while begin < end and len(found) <= most:
        try:
            found += unpack.decompress(data[begin:end], most + 1 - len(found))
        except zlib.error:
            return _inflated_whole(data[stream.begin : end], most)
        if unpack.eof:
            break
        begin, end = end, data.find(b"endstream", end + 1)
    return found


def _inflated_whole(packed: bytes, most: int) -> bytes:
    """As far as it can be unpacked; its checksum, which PDFium does not mind, is not looked at."""
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        return unpack.decompress(packed[2:], most + 1)
    except zlib.error:
        found, unpack = b"", zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(2, len(packed), _DAMAGED_STEP):
        try:
            found += unpack.decompress(packed[at : at + _DAMAGED_STEP], most + 1 - len(found))
        except zlib.error:
            break
        if len(found) > most:
            break
    return found


def _from_85(written: bytes) -> bytes:
    """ASCII85 for all groups at once, each in a place of its own of one very long number."""
    digits = written.partition(b"~")[0].replace(b"z", b"!!!!!").translate(_TO_DIGIT, _NEVER_A_DIGIT)
    padding = -len(digits) % 5
    digits += b"\x54" * padding
    total = 0
    for index in range(5):
        lanes = bytearray(len(digits) // 5 * 8)
        lanes[::8] = digits[index::5]
        total = total * 85 + int.from_bytes(lanes, "little")
    lanes = bytearray(total.to_bytes(len(digits) // 5 * 8 + 8, "little"))
    found = bytearray(len(digits) // 5 * 4)
    for index in range(4):
        found[index::4] = lanes[3 - index : len(digits) // 5 * 8 : 8]
    return bytes(found[: len(found) - padding] if padding else found)
