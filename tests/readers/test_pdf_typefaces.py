"""In which letters the blocks of a PDF are set."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest
from drawn_pdf import drawn
from raw_pdf import raw_page

from grantdocs.model.document import Document, Typeface
from grantdocs.model.location import Span
from grantdocs.readers import read

WORDS = "Funded by them"


def set_in(font: str = "Helvetica", size: float = 10, also: Callable | None = None) -> Typeface:
    def draw(canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 500, "Other words of the page")
        if also:
            also(canvas)
        canvas.setFont(font, size)
        canvas.drawString(72, 700, WORDS)

    (typeface,) = look_of(read(drawn(draw)))
    return typeface


def look_of(document: Document) -> tuple[Typeface, ...]:
    start = document.text.index(WORDS)
    return document.typefaces_at(Span(start, start + len(WORDS)))


def test_plain_letters() -> None:
    assert set_in() == Typeface(
        "Helvetica", 10, is_bold=False, is_italic=False, is_underlined=False, colour="#000000", characters=12
    )


@pytest.mark.parametrize(
    ("font", "bold", "italic"),
    [
        ("Helvetica-Bold", True, False),
        ("Helvetica-Oblique", False, True),
        ("Times-BoldItalic", True, True),
        ("Times-Roman", False, False),
    ],
)
def test_weight_and_slant(font: str, bold: bool, italic: bool) -> None:
    typeface = set_in(font, 14)
    assert (typeface.font, typeface.size, typeface.is_bold, typeface.is_italic) == (font, 14, bold, italic)


def test_slanted_by_hand() -> None:
    (typeface,) = look_of(read(raw_page(b"BT /F1 10 Tf 1 0 0.3 1 72 700 Tm (%s) Tj ET" % WORDS.encode())))
    assert typeface.is_italic


def test_size_as_shown() -> None:
    (typeface,) = look_of(read(raw_page(b"q 2 0 0 2 0 0 cm BT /F1 5 Tf 36 350 Td (%s) Tj ET Q" % WORDS.encode())))
    assert typeface.size == 10


def test_colour() -> None:
    assert set_in(also=lambda canvas: canvas.setFillColorRGB(0, 51 / 255, 153 / 255)).colour == "#003399"


@pytest.mark.parametrize(
    ("rule", "underlined"),
    [
        pytest.param((72, 698.5, 141, 698.5), True, id="under the words"),
        pytest.param((72, 703, 138, 703), False, id="through them"),
        pytest.param((72, 690, 138, 690), False, id="far below"),
        pytest.param((20, 698.5, 570, 698.5), False, id="across the page"),
    ],
)
def test_underlines(rule: tuple[float, ...], underlined: bool) -> None:
    assert set_in(also=lambda canvas: canvas.line(*rule)).is_underlined is underlined


def test_several_in_one_block() -> None:
    content = b"BT /F1 10 Tf 72 700 Td (Funded ) Tj 1 0 0 rg (by them) Tj ET"
    assert [(look.colour, look.characters) for look in look_of(read(raw_page(content)))] == [
        ("#000000", 6),
        ("#ff0000", 6),
    ]


def test_formats_that_do_not_tell() -> None:
    assert look_of(read(f"{WORDS}\n".encode(), name="x.txt")) == ()


def test_documents_can_be_sent_elsewhere() -> None:
    document = read(raw_page(b"BT /F1 10 Tf 72 700 Td (%s) Tj ET" % WORDS.encode()))
    again = pickle.loads(pickle.dumps(document))
    assert again == document
    assert look_of(again) == look_of(document)
