"""PDF files on which PDFium would end the interpreter: they are refused, however the part is packed that does it."""

from __future__ import annotations

import base64
import os
import sys
import time
import zlib
from collections.abc import Callable

import pytest
from raw_pdf import raw_page, stream

from grantdocs.errors import ReadError
from grantdocs.readers import Limits, read
from grantdocs.readers.pdf.streams import streams_of, unpacked

WORDS = b"BT /F1 12 Tf 72 700 Td (Words of the page) Tj ET"
NESTED = b"/Span << /MCID 1 >> BDC " * 25_000 + WORDS
DEEP = b"/Span BMC " * 1_500


def packed(content: bytes, filters: bytes = b"/FlateDecode", entries: bytes = b"") -> bytes:
    data = zlib.compress(content, 9)
    return b"<< /Length %d /Filter %s %s >> stream\n%s\nendstream" % (len(data), filters, entries, data)


def written(data: bytes, filters: bytes) -> bytes:
    return b"<< /Length %d /Filter %s >> stream\n%s\nendstream" % (len(data), filters, data)


PACKED = zlib.compress(NESTED, 9)
IN_85 = base64.a85encode(PACKED, wrapcol=70) + b"~>"


@pytest.mark.parametrize(
    "objects",
    [
        pytest.param({4: stream(NESTED)}, id="as it is"),
        pytest.param({4: packed(NESTED)}, id="packed"),
        pytest.param({4: written(zlib.compress(PACKED), b"[/FlateDecode /Fl]")}, id="packed twice"),
        pytest.param({4: written(IN_85, b"[/ASCII85Decode /FlateDecode]")}, id="written with letters"),
        pytest.param({4: written(PACKED.hex(" ").encode() + b">", b"[ /AHx /Fl ]")}, id="written with digits"),
        pytest.param({4: packed(NESTED, entries=b"/Subtype /Image")}, id="said to be a picture"),
        pytest.param(
            {4: b"[11 0 R 10 0 R]", 10: packed(NESTED, entries=b"/Length1 9"), 11: stream(WORDS)},
            id="said to be a font",
        ),
        pytest.param({4: written(PACKED[:-4] + b"\0\0\0\0", b"/FlateDecode")}, id="with a wrong checksum"),
    ],
)
def test_nested_marks_are_refused_at_once(objects: dict[int, bytes]) -> None:
    assert "nested" in refusal(raw_page(objects=objects))


@pytest.mark.parametrize(
    "objects",
    [
        pytest.param({4: packed(NESTED, b"/Fl#61teDecode")}, id="name of the filter in disguise"),
        pytest.param({4: packed(NESTED, b"10 0 R"), 10: b"/FlateDecode"}, id="filter elsewhere"),
        pytest.param(
            {
                4: b"[" + b"".join(b"%d 0 R " % n for n in range(10, 40)) + b"]",
                **dict.fromkeys(range(10, 40), packed(DEEP)),
            },
            id="in many parts",
        ),
        pytest.param({4: b"[" + b"10 0 R null " * 60 + b"]", 10: packed(DEEP)}, id="one part again and again"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound the memory of a process")
def test_what_cannot_be_told_is_tried_in_a_process_of_its_own(objects: dict[int, bytes]) -> None:
    assert "cannot be opened" in refusal(raw_page(objects=objects), Limits(max_seconds=20))


@pytest.mark.parametrize(
    "objects",
    [
        pytest.param({4: packed(b"/Span BMC EMC " * 5_000 + WORDS)}, id="many marks side by side"),
        pytest.param({4: packed(b"/Span BMC " * 50 + WORDS)}, id="some marks left open"),
        pytest.param({4: b"[10 0 R 10 0 R]", 10: written(WORDS.hex().encode(), b"/ASCIIHexDecode")}, id="digits"),
        pytest.param({4: written(b"\x80\x0b\x60\x50\x22\x0c", b"/LZWDecode")}, id="packed in another way"),
    ],
)
def test_others_are_read(objects: dict[int, bytes]) -> None:
    read(raw_page(objects=objects), name="x.pdf")


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 5, 17, 4_000])
@pytest.mark.parametrize(
    ("filters", "write"),
    [
        (b"/ASCII85Decode", lambda data: base64.a85encode(data + bytes(8), wrapcol=60) + b"~>"),
        (b"/ASCIIHexDecode", lambda data: data.hex().encode() + b">"),
        (b"/FlateDecode", zlib.compress),
    ],
)
def test_unpacked(size: int, filters: bytes, write: Callable[[bytes], bytes]) -> None:
    data = os.urandom(size)
    file = raw_page(objects={4: written(write(data), filters)})
    found = unpacked(file, next(streams_of(file)), 10_000)
    assert found is not None
    assert found.startswith(data)


def test_packed_data_may_hold_the_word_that_ends_them() -> None:
    words = b"endstream " + WORDS
    data = zlib.compress(words, 0)
    file = raw_page(objects={4: written(data, b"/FlateDecode")})
    assert unpacked(file, next(streams_of(file)), 10_000) == words


def refusal(data: bytes, limits: Limits | None = None) -> str:
    before = time.process_time()
    with pytest.raises(ReadError) as caught:
        read(data, name="x.pdf", limits=limits)
    assert time.process_time() - before < 5
    return str(caught.value)
