from __future__ import annotations

import io

import pytest
from drawn_pdf import A4, drawn, flowing, lines_at, picture, text_paragraph
from four_forms import as_pdf, pdf_font

from grantdocs.readers import Limits, read

PROSE = (
    "The reading room of the village library was opened in March by the partners of the project from both sides of the "
    "border, who had worked on it for two years together with the pupils of the school and their teachers. "
)


def paragraphs(count: int) -> list[str]:
    """Paragraphs that do not repeat each other line by line, as headers of pages do."""
    words = PROSE.split()
    return [" ".join([f"Number {n}:", *words[n % 17 :], *words[: n * 7 % 31]]) + "." for n in range(count)]


def test_pages_and_boxes() -> None:
    def draw(canvas) -> None:
        lines_at(canvas, 72, 100, ["first page"])
        canvas.showPage()
        lines_at(canvas, 72, 700, ["second page"])

    document = read(drawn(draw))
    assert [(document.quote(block.span), block.anchor.page) for block in document.blocks] == [
        ("first page", 1),
        ("second page", 2),
    ]
    box = document.blocks[0].anchor.box
    assert box is not None
    assert (box.left, box.top) == pytest.approx((72, 91), abs=3)
    assert document.page_sizes_mm == ((210.0, 297.0), (210.0, 297.0))


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["sadarbības pro-", "gramma turpinās"], "sadarbības programma turpinās"),
        (["projekts LLI-", "476 sākās"], "projekts LLI-476 sākās"),
        (["Latvijas-", "Lietuvas programma"], "Latvijas-Lietuvas programma"),
        (["Das neue Interreg-", "projekt beginnt"], "Das neue Interreg-projekt beginnt"),
        (["Das neue Grenz-", "projekt beginnt"], "Das neue Grenzprojekt beginnt"),
        (["It is co-", "funded by the Union"], "It is co-funded by the Union"),
        (["The crossborder programme is cross-", "border"], "The crossborder programme is cross-border"),
        (["It is co-fun-", "ded by the Union"], "It is co-funded by the Union"),
        (["the cross-", "border programme"], "the cross-border programme"),
        (["with the Pro-", "gramme and a Pro-gramme"], "with the Programme and a Pro-gramme"),
        (["il-proġett u il-fond, il-", "muniċipju"], "il-proġett u il-fond, il-muniċipju"),
        (["a cross-border and a cross-", "border"], "a cross-border and a cross-border"),
        (["the co-worker, co-", "ordinated"], "the co-worker, coordinated"),
        (["see www.example.org/our-", "work for more"], "see www.example.org/our-work for more"),
        (["the coffee and the cof-", "fee"], "the coffee and the coffee"),
    ],
)
def test_hyphens_at_line_ends(lines: list[str], text: str) -> None:
    assert read(drawn(lambda canvas: lines_at(canvas, 72, 100, lines))).text == text


def test_short_lines_stay_apart() -> None:
    lines = ["Upes novada pašvaldība", "Bērzu pagasta bibliotēka", "Ežera rajona muzejs", "Kalna skola"]
    assert read(drawn(lambda canvas: lines_at(canvas, 72, 100, lines))).text == "\n".join(lines)


def test_indent_begins_a_paragraph() -> None:
    long = (PROSE * 2).strip()
    document = flowing(*[text_paragraph(f"{number}. gads. {long}", space_after=0) for number in (2019, 2020)])
    assert [line[:4] for line in document.text.split("\n")] == ["2019", "2020"]


def test_columns_are_read_one_after_the_other() -> None:
    words = paragraphs(8)
    frames = [(60, 72, 230, 690), (310, 72, 230, 690)]
    document = flowing(*[text_paragraph(text) for text in words], frames=frames)
    assert document.text == "\n".join(text.strip() for text in words)


def test_paragraph_goes_on_over_the_page() -> None:
    words = paragraphs(40)
    document = flowing(*[text_paragraph(text) for text in words])
    assert len(document.page_sizes_mm) > 2
    assert document.text == "\n".join(text.strip() for text in words)


def test_headers_and_footers_stand_once() -> None:
    def running(canvas, template) -> None:
        lines_at(canvas, 72, 40, ["Funded by the European Union"])
        lines_at(canvas, 72, 800, [f"Town newspaper, page {template.page}"])
        lines_at(canvas, 300, 820, [str(template.page)])

    words = paragraphs(40)
    document = flowing(*[text_paragraph(text) for text in words], on_page=running)
    zones = [(block.zone.value, document.quote(block.span)) for block in document.blocks]
    assert zones[0] == ("header", "Funded by the European Union")
    assert zones[-1] == ("footer", "Town newspaper, page 1")
    assert [text for _, text in zones[1:-1]] == [text.strip() for text in words]


def test_larger_letters_are_headings() -> None:
    document = flowing(text_paragraph("Our project", size=18), text_paragraph(PROSE), text_paragraph(PROSE))
    assert [block.zone.value for block in document.blocks] == ["heading", "body", "body"]
    assert document.title == "Our project"


def test_stretched_lines_are_no_rows() -> None:
    document = flowing(*[text_paragraph(PROSE * 3, justified=True) for _ in range(2)], frames=[(72, 72, 150, 690)])
    assert "\t" not in document.text


@pytest.mark.parametrize("ruled", [True, False])
def test_cells_of_tables(ruled: bool) -> None:
    text = "Partner\tBudget\tShare\nUpes novada pašvaldība\t120 500,75\t85 %\nEžera muziejus\t99 000,00\t15 %"
    document = read(as_pdf(text, ruled=ruled))
    assert document.text == text
    assert [(block.anchor.row, block.anchor.column) for block in document.blocks][:4] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 1),
    ]


def test_frame_around_text_is_no_table() -> None:
    def draw(canvas) -> None:
        canvas.rect(60, 600, 470, 180)
        lines_at(canvas, 72, 100, ["in the frame", "also in the frame"])

    assert read(drawn(draw)).text == "in the frame\nalso in the frame"


def test_links() -> None:
    def draw(canvas) -> None:
        lines_at(canvas, 72, 100, ["see www.example.org today"])
        start = 72 + canvas.stringWidth("see ", pdf_font(), 10)
        end = start + canvas.stringWidth("www.example.org", pdf_font(), 10)
        canvas.linkURL("https://www.example.org/", (start, A4[1] - 103, end, A4[1] - 91))

    document = read(drawn(draw))
    assert [(link.url, document.quote(link.span)) for link in document.links if link.span] == [
        ("https://www.example.org/", "www.example.org")
    ]


def test_pictures_have_their_size_and_page() -> None:
    def draw(canvas) -> None:
        lines_at(canvas, 72, 100, ["text"])
        canvas.drawImage(picture(), 72, 500, width=85.04, height=56.69)

    (image,) = read(drawn(draw)).images
    assert (image.width_mm, image.height_mm, image.page) == (pytest.approx(30, abs=0.1), pytest.approx(20, abs=0.1), 1)


def test_page_without_text_is_a_gap() -> None:
    def draw(canvas) -> None:
        canvas.drawImage(picture(), 0, 0, width=A4[0], height=A4[1])
        canvas.showPage()
        canvas.showPage()
        lines_at(canvas, 72, 100, ["text on the third page"])

    document = read(drawn(draw))
    assert [(gap.reason, gap.pointer, gap.anchor.page if gap.anchor else 0) for gap in document.gaps] == [
        ("page-without-text", "", 1)
    ]


def test_pages_beyond_the_limit_are_a_gap() -> None:
    def draw(canvas) -> None:
        for number in range(3):
            lines_at(canvas, 72, 100 + 50 * number, [f"page of the {'abc'[number]}"])
            canvas.showPage()

    document = read(drawn(draw), limits=Limits(max_pages=2))
    assert document.text == "page of the a\npage of the b"
    assert [gap.reason for gap in document.gaps] == ["limit-reached"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_read_as_they_are_seen(turn: int) -> None:
    def draw(canvas) -> None:
        canvas.setPageRotation(turn)
        width, height = A4
        canvas.translate(*{90: (height, 0), 180: (width, height), 270: (0, width)}[turn])
        canvas.rotate(turn)
        canvas.setFont(pdf_font(), 10)
        for number, text in enumerate(["Label", "next line of words"]):
            canvas.drawString(72, 500 - 30 * number, text)

    document = read(drawn(draw))
    assert document.text == "Label\nnext line of words"
    first, second = (block.anchor.box for block in document.blocks)
    assert first is not None
    assert second is not None
    assert first.top < second.top
    assert first.left == pytest.approx(72, abs=3)


def test_protected_against_changes_but_not_against_reading() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("", ownerPassword="owner", canModify=0))
    canvas.drawString(72, 700, "open to readers")
    canvas.save()
    assert read(stream.getvalue()).text == "open to readers"


def test_tables_that_cannot_be_taken_apart_are_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    import pdfplumber

    def broken(*_arguments: object, **_options: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(pdfplumber, "open", broken)
    document = read(as_pdf("Kopā\t100,00 EUR\nES daļa\t85,00 EUR"))

    assert [(gap.reason, gap.pointer) for gap in document.gaps] == [("table-not-understood", "/amounts")]
    assert "85,00 EUR" in document.text
