"""Damaged and hostile PDF files: they are read as far as they go, refused, or cut short with a gap, and all in time."""

from __future__ import annotations

import time
import zlib

import pytest
from raw_pdf import FONT, raw_page, raw_pdf, stream

from grantdocs.errors import ReadError
from grantdocs.model.document import Document
from grantdocs.readers import Limits, read

WORDS = b"BT /F1 12 Tf 72 700 Td (Words of the page) Tj ET"
NOTE = b"<< /Type /Annot /Subtype /Text /Rect [1 1 9 9] /Contents (a remark) >>"
LINK = b"<< /Type /Annot /Subtype /Link /Rect [1 1 590 840] /A << /S /URI /URI (http://example.org/) >> >>"
PIXELS = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8"


def tree(kids: bytes, count: int, **objects: bytes) -> bytes:
    """A file whose root of pages, object 2, has these kids; object 3 is a page."""
    return raw_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            4: stream(WORDS),
            5: FONT,
            **{int(name.removeprefix("o")): body for name, body in objects.items()},
        }
    )


def packed(content: bytes, entries: bytes = b"") -> bytes:
    data = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode %s >> stream\n%s\nendstream" % (len(data), entries, data)


def scattered(count: int) -> bytes:
    words = (b"1 0 0 1 %d %d Tm (w%d) Tj " % (n * 37 % 590, n * 91 % 840, n) for n in range(count))
    return raw_page(b"BT /F1 5 Tf " + b"".join(words) + b"ET")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(tree(b"3 0 R", 2_000_000_000), "Words of the page", id="more pages counted than there are"),
        pytest.param(tree(b"3 0 R", -5), "Words of the page", id="fewer than no pages counted"),
        pytest.param(raw_page(WORDS, page=b"/X " + b"[" * 50_000 + b"]" * 50_000), "Words of the page", id="nested"),
        pytest.param(raw_page(b"q " * 100_000 + WORDS), "Words of the page", id="states saved and never restored"),
        pytest.param(raw_page(b"[" * 100_000), "", id="nested content"),
        pytest.param(raw_page(objects={4: b"10 0 R", 10: b"11 0 R", 11: b"10 0 R"}), "", id="circle of references"),
        pytest.param(raw_page(objects={4: b"<< /Length 4 0 R >> stream\nBT\nendstream"}), "", id="length of itself"),
        pytest.param(raw_page(WORDS, trailer=b"/Prev 9"), "Words of the page", id="tables in a circle"),
        pytest.param(
            raw_page(WORDS, page=b"/MediaBox [0 0 1e30 1e30]"), "Words of the page", id="page larger than the world"
        ),
        pytest.param(raw_page(objects={4: packed(b" " * 20_000_000)}), "", id="content packed a thousandfold"),
    ],
)
def test_read_as_far_as_it_goes(data: bytes, text: str) -> None:
    assert timely(data).text == text


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(tree(b"2 0 R", 3), id="pages in a circle"),
        pytest.param(
            tree(b"10 0 R", 1, o10=b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>"), id="longer way"
        ),
        pytest.param(tree(b"9 0 R 9 0 R", 2), id="pages that are missing"),
    ],
)
def test_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="damaged"):
        timely(data)


def form(content: bytes, inner: bytes) -> bytes:
    resources = b"/Resources << /XObject << %s >> /Font << /F1 5 0 R >> >>" % inner
    return stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + resources)


def forms(*bodies: bytes) -> bytes:
    """A page that draws form 10, where these forms are objects from 10 on."""
    return raw_page(WORDS + b" /X10 Do", resources=b"/XObject << /X10 10 0 R >>", objects=dict(enumerate(bodies, 10)))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(forms(form(b"/X10 Do /X10 Do", b"/X10 10 0 R")), id="a form within itself"),
        pytest.param(
            forms(form(b"/X11 Do /X11 Do", b"/X11 11 0 R"), form(b"/X10 Do /X10 Do", b"/X10 10 0 R")),
            id="two forms within each other",
        ),
        pytest.param(
            forms(
                *(
                    form(b"/A Do " * 10, b" ".join(b"/%c %d 0 R" % (65 + n, 11 + level) for n in range(10)))
                    for level in range(8)
                ),
                form(WORDS, b""),
            ),
            id="ten forms in each of ten forms",
        ),
        pytest.param(
            forms(*(form(b"/A Do " * 10, b"/A %d 0 R" % (11 + level)) for level in range(8)), form(WORDS, b"")),
            id="a form ten times in each form",
        ),
        pytest.param(
            raw_page(objects={4: b"[" + b"10 0 R " * 500_000 + b"]", 10: stream(WORDS * 30)}),
            id="content again and again",
        ),
    ],
)
def test_endless_files_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="looks like a bomb"):
        timely(data, Limits(max_seconds=2))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(forms(form(WORDS, b"")), id="one form"),
        pytest.param(forms(form(b"/X11 Do", b"/X11 11 0 R"), form(WORDS, b"")), id="a form in a form"),
        pytest.param(
            forms(form(WORDS, b"/X10 10 0 R /X11 11 0 R"), form(WORDS, b"/X10 10 0 R")), id="shared resources"
        ),
        pytest.param(raw_page(objects={4: b"[10 0 R 10 0 R]", 10: stream(WORDS)}), id="content twice"),
    ],
)
def test_forms_within_forms_are_read(data: bytes) -> None:
    assert "Words of the page" in timely(data).text


def test_lost_pages_are_a_gap() -> None:
    document = timely(tree(b"3 0 R 9 0 R 3 0 R", 3))
    assert document.text == "Words of the page\nWords of the page"
    assert [(gap.reason, gap.pointer, gap.anchor and gap.anchor.page) for gap in document.gaps] == [
        ("page-not-read", "", 2)
    ]
    assert len(document.page_sizes_mm) == 3


def test_a_page_that_is_named_again_and_again() -> None:
    document = timely(tree(b"3 0 R " * 5_000, 5_000), Limits(max_pages=50))
    assert [gap.reason for gap in document.gaps] == ["limit-reached"]


def test_a_large_number_of_shapes() -> None:
    document = timely(raw_page(b"1 2 10 10 re f 5 5 m 90 90 l S\n" * 50_000 + WORDS))
    assert document.text == "Words of the page"


def test_a_large_number_of_words_all_over_the_page() -> None:
    assert len(timely(scattered(5_000)).blocks) > 1_000


@pytest.mark.parametrize("annotation", [NOTE, LINK])
def test_a_large_number_of_annotations(annotation: bytes) -> None:
    document = timely(raw_page(WORDS, page=b"/Annots [%s]" % (b"10 0 R " * 20_000), objects={10: annotation}))
    assert document.text.startswith("Words of the page")
    assert [gap.reason for gap in document.gaps] == ["annotation-not-read"]


def test_fields_in_a_circle() -> None:
    first = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Kids [10 0 R 11 0 R] /Parent 11 0 R /Rect [1 1 9 9] >>"
    objects = {10: first, 11: b"<< /T (b) /Parent 10 0 R /Kids [10 0 R] >>"}
    data = raw_page(WORDS, page=b"/Annots [10 0 R]", catalog=b"/AcroForm << /Fields [10 0 R] >>", objects=objects)
    assert timely(data).text == "Words of the page"


def test_figures_in_a_circle() -> None:
    objects = {
        10: b"<< /Type /StructTreeRoot /K 11 0 R /ParentTree << /Nums [0 [11 0 R]] >> >>",
        11: b"<< /S /Figure /P 12 0 R /Pg 3 0 R /K [12 0 R 0] /Alt (emblem) >>",
        12: b"<< /S /Div /P 11 0 R /Pg 3 0 R /K [11 0 R 12 0 R] >>",
    }
    catalog = b"/MarkInfo << /Marked true >> /StructTreeRoot 10 0 R"
    content = b"/Figure << /MCID 0 >> BDC 1 1 9 9 re f EMC " + WORDS
    document = timely(raw_page(content, page=b"/StructParents 0", catalog=catalog, objects=objects))
    assert document.text.startswith("Words of the page")


def test_pictures_are_not_unpacked() -> None:
    picture = packed(b"\0" * 10_000_000, PIXELS)
    content = b"q 595 0 0 842 0 0 cm /Im1 Do Q"
    document = timely(raw_page(content, resources=b"/XObject << /Im1 10 0 R >>", objects={10: picture}))
    assert [gap.reason for gap in document.gaps] == ["page-without-text"]


def test_time_is_looked_at_between_pages() -> None:
    document = timely(tree(b"3 0 R " * 50, 50), Limits(max_seconds=0))
    assert [gap.reason for gap in document.gaps] == ["limit-reached"]


def timely(data: bytes, limits: Limits | None = None) -> Document:
    """Read, and not in minutes: every one of these files takes a few milliseconds on an idle machine."""
    before = time.process_time()
    try:
        return read(data, name="x.pdf", limits=limits)
    finally:
        assert time.process_time() - before < 20
