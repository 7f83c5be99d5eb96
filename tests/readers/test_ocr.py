"""Pictures of text: what Tesseract sees in them, and what is said where it sees nothing or is not there."""

from __future__ import annotations

import io
import shutil
import struct
import zlib
from pathlib import Path

import pytest
from drawn_pdf import A4, drawn, lines_at
from four_forms import as_pdf
from raw_pdf import raw_page

from grantdocs.errors import ScopeError
from grantdocs.model.location import Box
from grantdocs.readers import read
from grantdocs.readers.ocr import Bitmap, NotRecognised, check_languages, recognise

WHITE = Bitmap(10, 10, b"\xff" * 100)
TEXT = (
    "Upes novada pašvaldība īsteno projektu LLI-999 kopā ar bibliotēku.\n"
    "Projekta kopējās izmaksas ir 120 500,75 EUR, tas sākās 2019. gada 1. martā."
)
HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


@pytest.fixture
def installed() -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("Tesseract is not installed (tesseract-ocr, tesseract-ocr-lav)")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a program in the place of Tesseract that knows Latvian and English and prints this for any picture."""

    def install(*words: tuple, run: str = "") -> None:
        rows = [
            f"5\t1\t1\t{paragraph}\t{line}\t1\t{left}\t{top}\t{width}\t20\t{sure}\t{word}"
            for paragraph, line, left, top, width, sure, word in words
        ]
        (tmp_path / "table").write_text("\n".join([HEADER, "1\t1\t0\t0\t0\t0\t0\t0\t99\t99\t-1\t", *rows]) + "\n")
        script = tmp_path / "tesseract"
        shown = run or f"cat >/dev/null; cat '{tmp_path}/table'"
        script.write_text(
            f'#!/bin/sh\nif [ "$1" = --list-langs ]; then printf "list:\\nlav\\neng\\n"; else {shown}; fi\n'
        )
        script.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    return install


def scanned(pdf: bytes, text: str = "") -> bytes:
    """A picture of the first page as a page; `text` stands on a page of its own before it."""
    import pypdfium2
    from reportlab.lib.utils import ImageReader

    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=150 / 72).to_pil()
    document.close()

    def draw(canvas) -> None:
        if text:
            lines_at(canvas, 72, 100, [text])
            canvas.showPage()
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)

    return drawn(draw)


def png(width: int, height: int) -> bytes:
    """A file that says it is so large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 10)) + chunk(b"IEND", b"")
    )


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("ocr", [True, ("lv", "en")])
def test_pages_that_are_pictures(ocr) -> None:
    document = read(scanned(as_pdf(TEXT)), ocr=ocr)
    assert document.text == TEXT
    assert {block.zone.value for block in document.blocks} == {"image-text"}
    (gap,) = document.gaps
    assert (gap.reason, gap.pointer, gap.anchor and gap.anchor.page) == ("text-recognised", "", 1)
    box = document.blocks[0].anchor.box
    assert box is not None
    assert box.left == pytest.approx(78, abs=3)


@pytest.mark.usefixtures("installed")
def test_pictures_as_files() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(as_pdf(TEXT))
    stream = io.BytesIO()
    document[0].render(scale=1.2).to_pil().save(stream, "PNG")
    document.close()
    found = recognise(stream.getvalue(), ["lv"])
    assert found[0].text.startswith("Upes novada pašvaldība")
    assert found[0].box.left == pytest.approx(1.2 * 78, abs=4)


def test_not_unless_asked_for(program) -> None:
    program((1, 1, 10, 10, 50, 90, "Words"))
    document = read(scanned(as_pdf(TEXT)))
    assert document.text == ""
    assert [gap.reason for gap in document.gaps] == ["page-without-text"]


def test_pages_with_text_are_left_alone(program) -> None:
    program((1, 1, 10, 10, 50, 90, "Words"))
    document = read(as_pdf(TEXT), ocr=True)
    assert document.text == TEXT
    assert document.gaps == ()


def test_words_become_lines(program) -> None:
    program(
        (1, 1, 10, 100, 50, 90, "Words"),
        (1, 1, 70, 100, 50, 80, "beside"),
        (1, 1, 400, 100, 50, 70, "Far"),
        (1, 2, 10, 130, 50, 10, "~|"),
        (2, 1, 10, 200, 50, 90, "Next"),
    )
    found = recognise(WHITE, ["lv"])
    assert [(line.text, line.confidence, line.paragraph) for line in found] == [
        ("Words beside", 85, 1),
        ("Far", 70, 1),
        ("Next", 90, 2),
    ]
    assert found[0].box == Box(10, 100, 120, 120)


def test_rows_and_hyphens_of_a_recognised_page(program) -> None:
    # 200 dots an inch: the page is 1,653 dots wide.
    program(
        (1, 1, 200, 200, 1200, 90, "Upes novads sadarbības pro-"),
        (1, 2, 200, 230, 1000, 90, "gramma turpinās"),
        (2, 1, 200, 400, 200, 90, "Kopā"),
        (2, 1, 900, 400, 300, 90, "100,00 EUR"),
    )
    document = read(scanned(as_pdf(TEXT)), ocr=["lv"])
    assert document.text == "Upes novads sadarbības programma turpinās\nKopā\t100,00 EUR"


def test_the_gap_says_how_sure(program) -> None:
    program((1, 1, 200, 200, 500, 87, "Words"))
    (gap,) = read(scanned(as_pdf(TEXT)), ocr=["lv"]).gaps
    assert "87 %" in gap.detail


@pytest.mark.parametrize(
    ("run", "reason"),
    [
        pytest.param("", "no words were found", id="empty page"),
        pytest.param("exit 3", "gave up with code 3", id="failed"),
    ],
)
def test_pages_on_which_nothing_is_recognised(program, run: str, reason: str) -> None:
    program(run=run)
    document = read(scanned(as_pdf(TEXT), "The page before."), ocr=True)
    assert document.text == "The page before."
    (gap,) = document.gaps
    assert gap.reason == "page-without-text"
    assert reason in gap.detail


def test_the_program_is_ended_when_it_takes_too_long(program) -> None:
    program(run="while :; do :; done")
    with pytest.raises(NotRecognised, match=r"more than 0\.2 seconds"):
        recognise(WHITE, ["lv"], max_seconds=0.2)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"no picture", "damaged", id="no picture"),
        pytest.param(png(10, 10)[:40], "damaged", id="cut off"),
        pytest.param(png(9_000, 9_000), "million pixels", id="large"),
        pytest.param(png(60_000, 60_000), "damaged|million pixels", id="huge"),
    ],
)
def test_pictures_that_cannot_be_recognised(program, data: bytes, reason: str) -> None:
    program()
    with pytest.raises(NotRecognised, match=reason):
        recognise(data, ["lv"])


def test_without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(ScopeError, match="tesseract-ocr"):
        read(raw_page(), ocr=True)


def test_without_the_pack_of_a_language(program) -> None:
    program()
    assert check_languages(["lv-LV", "en", "lv"]) == ("lv", "en")
    with pytest.raises(ScopeError, match="tesseract-ocr-fin"):
        read(raw_page(), ocr=["lv", "fi"])


def test_garbled_pages_are_recognised(program) -> None:
    program((1, 1, 200, 200, 500, 87, "Words"))
    content = b"BT /F1 12 Tf 72 700 Td <0102030405060708> Tj ET"
    names = b" ".join(b"/g%d" % number for number in range(1, 9))
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /X /Encoding << /Differences [1 %s] >> >>" % names
    data = raw_page(content).replace(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", font)
    assert [gap.reason for gap in read(data).gaps] == ["garbled-text"]
    document = read(data, ocr=["lv"])
    assert (document.text, [gap.reason for gap in document.gaps]) == ("Words", ["text-recognised"])


@pytest.mark.parametrize(("languages", "code"), [("auto", 0), ("lv,en", 0), ("fi", 2)])
def test_on_the_command_line(program, tmp_path: Path, languages: str, code: int) -> None:
    from click.testing import CliRunner

    from grantdocs.cli import main

    program((1, 1, 200, 200, 500, 87, "Words"))
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned(as_pdf(TEXT)))
    result = CliRunner().invoke(main, ["extract", "--format", "jsonl", "--ocr", languages, str(path)])
    assert result.exit_code == code
    assert ("text-recognised" in result.output) is (code == 0)
