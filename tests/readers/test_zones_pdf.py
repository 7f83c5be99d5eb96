"""One sentence in each part of a PDF: it is read with its zone, or the part is named as a gap."""

from __future__ import annotations

import pytest
from drawn_pdf import A4, drawn, flowing, lines_at, picture, text_paragraph
from raw_pdf import raw_page, stream

from grantdocs.model.document import Document
from grantdocs.readers import read

SENTENCE = "The reading room was opened"
WORDS = SENTENCE.encode()
BODY = b"BT /F1 12 Tf 72 700 Td (Words of the page) Tj ET "
RECT = b"/Rect [72 500 300 520]"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >>"


def annotated(entries: bytes, *, form: bytes = b"", further: dict[int, bytes] | None = None) -> bytes:
    """A page with one annotation, object 10; `form`: entries of the form of the document, if it has one."""
    catalog = b"/AcroForm << /Fields [10 0 R] /DA (/F1 10 Tf) /DR << /Font << /F1 5 0 R >> >> %s >>" % form
    note = b"<< /Type /Annot %s %s >>" % (RECT if b"/Rect" not in entries else b"", entries)
    is_field = b"/Widget" in entries
    return raw_page(
        BODY, page=b"/Annots [10 0 R]", catalog=catalog if is_field else b"", objects={10: note, **(further or {})}
    )


def field(entries: bytes) -> bytes:
    return annotated(b"/Subtype /Widget /F 4 /T (name) %s" % entries)


def sideways() -> bytes:
    return raw_page(BODY + b"BT /F1 9 Tf 0 1 -1 0 40 300 Tm (%s) Tj ET" % WORDS)


def outlined() -> bytes:
    content = b"/Span << /ActualText (%s) >> BDC BT /F1 12 Tf 72 700 Td (xxxxxxxxxxxxxx) Tj ET EMC" % WORDS
    return raw_page(content)


def form_object() -> bytes:
    inner = stream(b"BT /F1 12 Tf 72 600 Td (%s) Tj ET" % WORDS, FORM)
    return raw_page(BODY + b"/X1 Do", resources=b"/XObject << /X1 10 0 R >>", objects={10: inner})


def nested_form_objects() -> bytes:
    outer = stream(b"q 1 0 0 1 0 -50 cm /X2 Do Q", FORM.replace(b"/Font", b"/XObject << /X2 11 0 R >> /Font"))
    inner = stream(b"BT /F1 12 Tf 72 600 Td (%s) Tj ET" % WORDS, FORM)
    return raw_page(BODY + b"/X1 Do", resources=b"/XObject << /X1 10 0 R >>", objects={10: outer, 11: inner})


def scanned(mode: int) -> bytes:
    image = stream(
        b"\x80", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    content = b"BT %d Tr /F1 12 Tf 72 700 Td (%s) Tj ET q 595 0 0 842 0 0 cm /Im1 Do Q" % (mode, WORDS)
    return raw_page(content, resources=b"/XObject << /Im1 10 0 R >>", objects={10: image})


def described() -> bytes:
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/"><r:Description><dc:title><r:Alt><r:li>%s</r:li></r:Alt>'
        b"</dc:title></r:Description></r:RDF></x:xmpmeta>" % WORDS
    )
    return raw_page(BODY, catalog=b"/Metadata 10 0 R", objects={10: stream(packet, b"/Type /Metadata /Subtype /XML")})


def titled(key: bytes) -> bytes:
    return raw_page(BODY, trailer=b"/Info 10 0 R", objects={10: b"<< /%s (%s) >>" % (key, WORDS)})


def running(top: int):
    def draw(canvas, _template) -> None:
        lines_at(canvas, 72, top, [SENTENCE])

    return draw


def on_pages(top: int) -> Document:
    prose = "Two villages on both sides of the border opened their libraries to each other for a whole year. "
    flow = [text_paragraph(f"Part {'abcdefghij'[n % 10]}: {prose * (2 + n % 5)}") for n in range(30)]
    return flowing(*flow, on_page=running(top))


def footnoted() -> bytes:
    def draw(canvas) -> None:
        lines_at(canvas, 72, 100, ["Two villages opened their libraries to each other.", "They did so for a year."], 11)
        canvas.line(72, 100, 200, 100)
        lines_at(canvas, 72, 760, [f"1 {SENTENCE}"], 8)

    return drawn(draw)


@pytest.mark.parametrize(
    ("data", "zone"),
    [
        pytest.param(raw_page(b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % WORDS), "body", id="page"),
        pytest.param(form_object(), "body", id="form object"),
        pytest.param(nested_form_objects(), "body", id="form object in a form object"),
        pytest.param(outlined(), "body", id="actual text"),
        pytest.param(sideways(), "text-box", id="text that runs upwards"),
        pytest.param(annotated(b"/Subtype /FreeText /DA (/F1 9 Tf) /Contents (%s)" % WORDS), "text-box", id="text box"),
        pytest.param(annotated(b"/Subtype /Text /Contents (%s)" % WORDS), "comment", id="note"),
        pytest.param(
            annotated(b"/Subtype /Highlight /QuadPoints [72 520 300 520 72 500 300 500] /Contents (%s)" % WORDS),
            "comment",
            id="remark on a highlight",
        ),
        pytest.param(annotated(b"/Subtype /Stamp /Contents (%s)" % WORDS), "comment", id="stamp"),
        pytest.param(field(b"/FT /Tx /V (%s)" % WORDS), "body", id="field"),
        pytest.param(field(b"/FT /Ch /Ff 131072 /Opt [(other) (%s)] /V (%s)" % (WORDS, WORDS)), "body", id="choice"),
        pytest.param(field(b"/FT /Ch /Opt [(other) (%s)] /V (%s)" % (WORDS, WORDS)), "body", id="list"),
        pytest.param(field(b"/FT /Tx /Ff 4096 /V (%s\\nand more)" % WORDS), "text-box", id="field of several lines"),
        pytest.param(footnoted(), "footnote", id="footnote"),
        pytest.param(titled(b"Title"), "metadata", id="title of the file"),
        pytest.param(titled(b"Subject"), "metadata", id="subject of the file"),
        pytest.param(titled(b"Keywords"), "metadata", id="keywords of the file"),
        pytest.param(described(), "metadata", id="title in the XMP packet"),
        pytest.param(scanned(3), "image-text", id="recognised by a program"),
    ],
)
def test_zones_that_are_read(data: bytes, zone: str) -> None:
    assert zones_of(read(data)) == [zone]


@pytest.mark.parametrize(("top", "zone"), [(40, "header"), (810, "footer")])
def test_headers_and_footers(top: int, zone: str) -> None:
    assert zones_of(on_pages(top)) == [zone]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(drawn(lambda canvas: canvas.drawImage(picture(), 0, 0, *A4)), "page-without-text", id="scan"),
        pytest.param(scanned(3), "text-recognised", id="recognised by a program"),
        pytest.param(
            raw_page(
                BODY,
                catalog=b"/Names << /EmbeddedFiles << /Names [(a) 10 0 R] >> >>",
                objects={10: b"<< /Type /Filespec /F (a.docx) /UF (a.docx) /EF << /F 11 0 R >> >>", 11: stream(WORDS)},
            ),
            "attachment-not-read",
            id="packed file",
        ),
        pytest.param(
            raw_page(BODY, catalog=b"/AcroForm << /Fields [] /XFA 10 0 R >>", objects={10: stream(b"<xdp/>")}),
            "form-not-read",
            id="form that is a program",
        ),
        pytest.param(
            annotated(b"/Subtype /FileAttachment /FS << /Type /Filespec /F (a.pdf) >>"), "annotation-not-read", id="pin"
        ),
        pytest.param(annotated(b"/Subtype /FreeText /DA (/F1 9 Tf)"), "annotation-not-read", id="drawn text box"),
        pytest.param(
            annotated(
                b"/Subtype /Stamp /AP << /N 11 0 R >>",
                further={11: stream(b"BT /F1 12 Tf 5 5 Td (%s) Tj ET" % WORDS, FORM)},
            ),
            "annotation-not-read",
            id="drawn stamp",
        ),
        pytest.param(annotated(b"/Subtype /RichMedia"), "annotation-not-read", id="film"),
    ],
)
def test_what_is_not_read_is_named(data: bytes, reason: str) -> None:
    assert [gap.reason for gap in read(data).gaps] == [reason]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(annotated(b"/Subtype /Text /F 2 /Contents (%s)" % WORDS), id="hidden note"),
        pytest.param(annotated(b"/Subtype /FreeText /F 32 /DA (/F1 9 Tf) /Contents (%s)" % WORDS), id="not shown"),
        pytest.param(annotated(b"/Subtype /Popup /Contents (%s)" % WORDS), id="window of a note"),
        pytest.param(field(b"/FT /Tx /Ff 8192 /V (%s)" % WORDS), id="password"),
        pytest.param(field(b"/FT /Ch /Ff 131072 /Opt [(other) (%s)] /V (other)" % WORDS), id="choice not made"),
        pytest.param(field(b"/FT /Tx /TU (%s)" % WORDS), id="empty field"),
        pytest.param(field(b"/FT /Btn /Ff 65536 /MK << /CA (%s) >>" % WORDS), id="button"),
        pytest.param(raw_page(BODY + b"% " + WORDS), id="remark in the file"),
        pytest.param(raw_page(BODY, catalog=b"/OpenAction << /S /JavaScript /JS (%s) >>" % WORDS), id="script"),
        pytest.param(titled(b"Producer"), id="program"),
        pytest.param(titled(b"CreationDate"), id="date of the file"),
    ],
)
def test_what_is_no_text(data: bytes) -> None:
    document = read(data)
    assert zones_of(document) == []
    assert document.gaps == ()
    assert document.published is None


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(scanned(0), id="seen text over a picture"),
        pytest.param(raw_page(b"BT 3 Tr /F1 12 Tf 72 700 Td (%s) Tj ET" % WORDS), id="unseen text without a picture"),
    ],
)
def test_text_that_no_program_recognised(data: bytes) -> None:
    assert zones_of(read(data)) == ["body"]


@pytest.mark.parametrize(("state", "mark"), [(b"Yes", "☑"), (b"Off", "☐")])
def test_check_boxes(state: bytes, mark: str) -> None:
    data = field(b"/FT /Btn /V /%s /AS /%s /AP << /N << /Yes 11 0 R /Off 11 0 R >> >>" % (state, state))
    assert read(data).text == f"Words of the page\n{mark}"


def test_fields_stand_behind_their_labels() -> None:
    content = b"BT /F1 12 Tf 72 700 Td (Total) Tj 0 -40 Td (Further words) Tj ET"
    field_ = b"<< /Type /Annot /Subtype /Widget /F 4 /T (sum) /FT /Tx /V (1 234,50 EUR) /Rect [200 695 300 715] >>"
    catalog = b"/AcroForm << /Fields [10 0 R] >>"
    data = raw_page(content, page=b"/Annots [10 0 R]", catalog=catalog, objects={10: field_})
    assert read(data).text == "Total\t1 234,50 EUR\nFurther words"


def test_language_and_title_of_the_file() -> None:
    data = raw_page(BODY, catalog=b"/Lang (lv-LV)", trailer=b"/Info 10 0 R", objects={10: b"<< /Title (%s) >>" % WORDS})
    document = read(data)
    assert (document.language, document.title) == ("lv-LV", SENTENCE)


def zones_of(document: Document) -> list[str]:
    return [block.zone.value for block in document.blocks if SENTENCE in document.quote(block.span)]
