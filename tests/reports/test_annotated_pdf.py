"""Copies of PDF files: highlights lie on the very words, whatever way a page is turned, and the file is only added to."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from marked_copies import copied, failure, highlighted, judged, report_on, words_of
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, RectangleObject, TextStringObject
from report_cases import HOSTILE, ROOT, SAMPLES, hostile, report_of
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from grantdocs.errors import ReadError
from grantdocs.model.document import Zone
from grantdocs.model.findings import Suppression
from grantdocs.model.location import Span
from grantdocs.readers import read
from grantdocs.reports._annotated import annotate

LINES = ("The library was rebuilt in two years.", "It cost EUR 500 in all, the town says.", "More is told next week.")


def drawn(draw: Callable[[Canvas], None], **more) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, **more)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


def lines(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 11)
    for number, line in enumerate(LINES):
        canvas.drawString(90, 700 - 30 * number, line)


def changed(data: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def remarks(copy: bytes) -> list[DictionaryObject]:
    return [
        annotation.get_object()
        for page in PdfReader(io.BytesIO(copy)).pages
        for annotation in page.get("/Annots") or ()
        if annotation.get_object().get("/T") == "grantdocs"
    ]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("EUR 500", "EUR 500"),
        ("500", "500"),
        ("It cost", "It cost"),
        ("town says.", "town says."),
        ("in all, the", "in all, the"),
    ],
)
def test_highlights_lie_on_the_very_words(quote: str, expected: str) -> None:
    data = drawn(lines)

    copy = copied(data, "news.pdf", quote)

    assert [(page, words) for page, _, words in highlighted(copy)] == [(1, expected)]
    assert copy.startswith(data)
    assert words_of(read(copy, name="news.pdf")) == words_of(read(data, name="news.pdf"))


def rotate(angle: int) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        writer.pages[0][NameObject("/Rotate")] = NumberObject(angle)

    return change


def crop(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/CropBox")] = RectangleObject((50, 400, 500, 800))


def shift(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/MediaBox")] = RectangleObject((-100, -50, 495, 791))


def crop_and_rotate(writer: PdfWriter) -> None:
    crop(writer)
    rotate(90)(writer)


@pytest.mark.parametrize("change", [rotate(90), rotate(180), rotate(270), crop, shift, crop_and_rotate])
def test_turned_and_cropped_pages(change: Callable[[PdfWriter], None]) -> None:
    data = changed(drawn(lines), change)

    copy = copied(data, "news.pdf", "EUR 500", "")

    assert [words for _, _, words in highlighted(copy)] == ["EUR 500"]
    (sign,) = [found for found in remarks(copy) if found["/Subtype"] == "/Text"]
    shown = PdfReader(io.BytesIO(copy)).pages[0].cropbox
    left, bottom, right, top = (float(each) for each in sign["/Rect"])
    assert float(shown.left) <= left < right <= float(shown.right)
    assert float(shown.bottom) <= bottom < top <= float(shown.top)


@pytest.mark.parametrize("turned", [0, 90])
def test_a_highlight_is_seen_where_the_words_are(turned: int) -> None:
    data = changed(drawn(lines), rotate(turned))

    before, after = (_picture(each) for each in (data, copied(data, "news.pdf", "EUR 500")))

    differing = {
        (x, y)
        for x in range(before.width)
        for y in range(before.height)
        if before.getpixel((x, y)) != after.getpixel((x, y))
    }
    left, right = min(x for x, _ in differing), max(x for x, _ in differing)
    top, bottom = min(y for _, y in differing), max(y for _, y in differing)
    if turned:
        left, top, right, bottom = top, before.width - right, bottom, before.width - left
    begin = 90 + stringWidth("It cost ", "Helvetica", 11)
    end = begin + stringWidth("EUR 500", "Helvetica", 11)
    assert (left, right) == (pytest.approx(begin, abs=2), pytest.approx(end, abs=2))
    assert 842 - 670 - 14 < top < bottom < 842 - 670 + 8
    assert any(pixel[0] > 230 and pixel[2] < 120 for pixel in (after.getpixel(place) for place in differing))


def _picture(data: bytes):
    pdf = pypdfium2.PdfDocument(data)
    page = pdf[0]
    picture = page.render(scale=1).to_pil().convert("RGB")
    page.close()
    pdf.close()
    return picture


def test_words_over_two_lines_and_two_pages() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        text = [
            f"line {number} of a long paragraph that goes on and on until the page is full and then"
            for number in range(50)
        ]
        for number, line in enumerate(text):
            canvas.drawString(70, 790 - 14.5 * number, line)
        canvas.showPage()
        canvas.setFont("Helvetica", 11)
        canvas.drawString(70, 790, "the sum of EUR 500 was paid to the library of the town, and")
        canvas.drawString(70, 775.5, "everybody was glad about it.")

    data = drawn(draw)
    copy = copied(data, "news.pdf", "line 3 of a long", "then line 7", "full and then the sum of EUR", "EUR 500 was")

    found = {(note.split("\n")[1], page): words for page, note, words in highlighted(copy)}
    assert found["wrong 1", 1] == "line 3 of a long"
    assert found["wrong 2", 1] == "then line 7"
    assert found["wrong 3", 1] == "full and then"
    assert found["wrong 3", 2] == "the sum of EUR"
    assert found["wrong 4", 2] == "EUR 500 was"


def test_equal_places_share_one_highlight() -> None:
    data = drawn(lines)

    ((_, note, words),) = highlighted(copied(data, "news.pdf", "EUR 500", "EUR 500"))

    assert words == "EUR 500"
    assert "wrong 1" in note
    assert "wrong 2" in note


def test_what_is_missing_is_one_note_on_the_first_page() -> None:
    (sign,) = remarks(copied(drawn(lines), "news.pdf", "", ""))

    assert sign["/Subtype"] == "/Text"
    assert sign["/Contents"].startswith("1. On the publication as a whole")
    assert sign["/Contents"].count("• must: Words are right") == 2


def test_metadata_are_told_on_the_first_page() -> None:
    data = drawn(lines, initFontName="Helvetica")
    data = changed(data, lambda writer: writer.add_metadata({"/Subject": "It cost EUR 700"}))
    document = read(data, name="news.pdf")
    block = next(block for block in document.blocks if block.zone is Zone.METADATA)

    copy = annotate(report_on(document, [failure(document, block.span)]), data).content

    (sign,) = remarks(copy)
    assert "concerns another place" in sign["/Contents"]
    assert "EUR 700" in sign["/Contents"]


def test_remarks_of_others_stay() -> None:
    def note(writer: PdfWriter) -> None:
        values = {
            "/Type": NameObject("/Annot"),
            "/Subtype": NameObject("/Text"),
            "/Rect": RectangleObject((10, 10, 30, 30)),
            "/Contents": TextStringObject("Is that so?"),
        }
        theirs = DictionaryObject({NameObject(name): value for name, value in values.items()})
        writer.pages[0][NameObject("/Annots")] = writer._add_object(ArrayObject([writer._add_object(theirs)]))

    data = changed(drawn(lines), note)

    page = PdfReader(io.BytesIO(copied(data, "news.pdf", "EUR 500"))).pages[0]

    assert [annotation.get_object()["/Contents"].splitlines()[0] for annotation in page["/Annots"]] == [
        "Is that so?",
        "1. must: Words are right",
    ]


@pytest.mark.parametrize("password", ["", "secret"])
def test_protected_files_are_refused(password: str) -> None:
    data = changed(drawn(lines), lambda writer: writer.encrypt(password, "owner"))
    if password:
        with pytest.raises(ReadError, match="password"):
            read(data, name="news.pdf")
        return

    with pytest.raises(ReadError, match="protected"):
        copied(data, "news.pdf", "EUR 500")


def signed(level: int | None) -> bytes:
    """A file with the form of a signature, which allows what `level` says."""

    def sign(writer: PdfWriter) -> None:
        def named(**values) -> DictionaryObject:
            return DictionaryObject({NameObject(f"/{name}"): value for name, value in values.items()})

        value = named(
            Type=NameObject("/Sig"), Filter=NameObject("/Adobe.PPKLite"), SubFilter=NameObject("/adbe.pkcs7.detached")
        )
        if level is not None:
            parameters = named(Type=NameObject("/TransformParams"), P=NumberObject(level), V=NameObject("/1.2"))
            reference = named(
                Type=NameObject("/SigRef"), TransformMethod=NameObject("/DocMDP"), TransformParams=parameters
            )
            value[NameObject("/Reference")] = ArrayObject([reference])
        box = writer._add_object(
            named(
                Type=NameObject("/Annot"),
                Subtype=NameObject("/Widget"),
                FT=NameObject("/Sig"),
                T=TextStringObject("S"),
                V=writer._add_object(value),
                Rect=RectangleObject((0, 0, 0, 0)),
            )
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([box])
        writer._root_object[NameObject("/AcroForm")] = named(Fields=ArrayObject([box]), SigFlags=NumberObject(3))

    return changed(drawn(lines), sign)


@pytest.mark.parametrize("level", [1, 2])
def test_signatures_that_allow_no_remarks_are_respected(level: int) -> None:
    with pytest.raises(ReadError, match="signed"):
        copied(signed(level), "news.pdf", "EUR 500")


@pytest.mark.parametrize("level", [None, 3])
def test_other_signatures_stay_valid(level: int | None) -> None:
    data = signed(level)

    copy = copied(data, "news.pdf", "EUR 500")

    assert copy.startswith(data)
    assert [words for _, _, words in highlighted(copy)] == ["EUR 500"]


def test_accepted_failures_are_grey_and_say_so() -> None:
    data = drawn(lines)
    document = read(data, name="news.pdf")
    at = document.text.index("EUR 500")
    accepted = Suppression("baseline")

    (mark,) = remarks(
        annotate(report_on(document, [failure(document, Span(at, at + 7), suppression=accepted)]), data).content
    )

    assert mark["/Contents"].startswith("1. [known before] must:")
    assert len({float(part) for part in mark["/C"]}) == 1


def test_hostile_messages_are_only_words() -> None:
    data = drawn(lines)
    report = hostile(judged(data, "news.pdf", "EUR 500", ""), HOSTILE + ") endobj << /JS (alert) >>")
    report = replace(report, document=replace(report.document, source=read(data, name="news.pdf").source))

    found = remarks(annotate(report, data).content)

    assert found
    assert all(") endobj << /JS (alert) >>" in each["/Contents"] for each in found)
    assert not any("/JS" in each or "/A" in each for each in found)


def test_two_hundred_findings_have_two_hundred_places() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(200):
            if number and number % 40 == 0:
                canvas.showPage()
            canvas.drawString(70, 790 - 18 * (number % 40), f"{_name(number)}: EUR {1000 + number}.00 paid.")

    data = drawn(draw)
    document = read(data, name="sums.pdf")
    sums = [f"EUR {1000 + number}.00" for number in range(200)]
    spans = [Span(at, at + len(each)) for each in sums if (at := document.text.index(each)) >= 0]

    copy = annotate(report_on(document, [failure(document, span) for span in spans]), data).content

    assert [words for _, _, words in highlighted(copy)] == sums
    assert [page for page, _, _ in highlighted(copy)] == [1 + number // 40 for number in range(200)]


def _name(number: int) -> str:
    """Lines that differ in their numbers alone would be taken for those that run over all pages."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample.endswith(".pdf")])
def test_samples_keep_their_words(sample: str) -> None:
    data = (ROOT / sample).read_bytes()

    copy = annotate(report_of(sample), data)

    assert copy.name == Path(sample).stem + ".checked.pdf"
    assert copy.content.startswith(data)
    assert words_of(read(copy.content, name=copy.name)) == words_of(report_of(sample).document)
    assert copy.content == annotate(report_of(sample), data).content
