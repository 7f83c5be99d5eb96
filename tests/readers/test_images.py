"""Pictures by themselves: what is written into their files, their size, and their words where OCR is asked for."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from web_files import svg

from grantdocs.errors import ReadError, ScopeError
from grantdocs.model.location import Box
from grantdocs.readers import Limits, ocr, read

SAID = "The Union pays for the bridge"
IMAGE_DESCRIPTION, COPYRIGHT, XP_TITLE, XP_COMMENT, EXIF, USER_COMMENT = 270, 33432, 40091, 40092, 34665, 37510
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:i="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"><r:Description>'
    '<{0}><r:Alt><r:li xml:lang="lv">{1}</r:li></r:Alt></{0}></r:Description></r:RDF></x:xmpmeta>'
)


def saved(kind: str = "PNG", **options: Any) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (300, 150), "white").save(stream, kind, **options)
    return stream.getvalue()


def exif(tag: int, value: Any, folder: int | None = None) -> bytes:
    found = Image.Exif()
    if folder is None:
        found[tag] = value
    else:
        found.get_ifd(folder)[tag] = value
    return saved("JPEG", exif=found)


def iptc(record: int, text: str) -> bytes:
    """A JPEG with one record of IPTC in the block that Photoshop writes."""
    data = text.encode()
    entry = b"\x1c\x02" + bytes([record]) + struct.pack(">H", len(data)) + data
    block = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(entry)) + entry + b"\0" * (len(entry) % 2)
    picture = saved("JPEG")
    return picture[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + picture[2:]


def png_text(*chunks: tuple[str, str], form: str = "tEXt") -> PngInfo:
    info = PngInfo()
    for keyword, text in chunks:
        if form == "iTXt":
            info.add_itxt(keyword, text, lang="lv", zip=True)
        else:
            info.add_text(keyword, text, zip=form == "zTXt")
    return info


def behind_pixels(kind: bytes, body: bytes) -> bytes:
    picture = saved()
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    end = picture.rindex(b"IEND") - 4
    return picture[:end] + chunk + picture[end:]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(exif(IMAGE_DESCRIPTION, SAID), id="EXIF description"),
        pytest.param(exif(COPYRIGHT, SAID), id="EXIF copyright"),
        pytest.param(exif(XP_TITLE, SAID.encode("utf-16-le")), id="EXIF title of Windows"),
        pytest.param(exif(XP_COMMENT, SAID.encode("utf-16-le")), id="EXIF comment of Windows"),
        pytest.param(exif(USER_COMMENT, b"ASCII\0\0\0" + SAID.encode(), EXIF), id="EXIF comment"),
        pytest.param(exif(USER_COMMENT, b"UNICODE\0" + SAID.encode("utf-16-be"), EXIF), id="EXIF comment in UTF-16"),
        pytest.param(iptc(120, SAID), id="IPTC caption"),
        pytest.param(iptc(105, SAID), id="IPTC headline"),
        pytest.param(iptc(5, SAID), id="IPTC title"),
        pytest.param(iptc(116, SAID), id="IPTC copyright"),
        pytest.param(saved("JPEG", comment=SAID.encode()), id="comment of JPEG"),
        pytest.param(saved("GIF", comment=SAID.encode()), id="comment of GIF"),
        pytest.param(saved("JPEG", xmp=XMP.format("dc:description", SAID).encode()), id="XMP of JPEG"),
        pytest.param(saved("WEBP", xmp=XMP.format("dc:title", SAID).encode()), id="XMP of WebP"),
        pytest.param(saved("TIFF", tiffinfo={700: XMP.format("dc:rights", SAID).encode()}), id="XMP of TIFF"),
        pytest.param(saved("TIFF", tiffinfo={IMAGE_DESCRIPTION: SAID}), id="description of TIFF"),
        pytest.param(saved(pnginfo=png_text(("XML:com.adobe.xmp", XMP.format("dc:title", SAID)), form="iTXt")), id="XMP of PNG"),
        pytest.param(saved(pnginfo=png_text(("Description", SAID))), id="text of PNG"),
        pytest.param(saved(pnginfo=png_text(("Title", SAID), form="zTXt")), id="packed text of PNG"),
        pytest.param(saved(pnginfo=png_text(("Copyright", SAID), form="iTXt")), id="international text of PNG"),
        pytest.param(behind_pixels(b"tEXt", b"Comment\0" + SAID.encode()), id="text behind the pixels"),
        pytest.param(behind_pixels(b"zTXt", b"Title\0\0" + zlib.compress(SAID.encode())), id="packed text behind the pixels"),
        pytest.param(
            behind_pixels(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP.format("dc:title", SAID).encode()), id="XMP behind the pixels"
        ),
    ],
)  # fmt: skip
def test_descriptions_are_read(data: bytes) -> None:
    document = read(data)
    assert [(document.quote(block.span), block.zone.value) for block in document.blocks] == [(SAID, "metadata")]
    assert [gap.reason for gap in document.gaps] == ["image-without-text-reading"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(saved(pnginfo=png_text(("Software", SAID), ("Author", SAID))), id="program and author"),
        pytest.param(exif(305, SAID), id="program in EXIF"),
        pytest.param(iptc(80, SAID), id="photographer"),
        pytest.param(saved("JPEG", xmp=XMP.format("dc:creator", SAID).encode()), id="creator"),
        pytest.param(saved("JPEG", xmp=b"<x:xmpmeta><broken"), id="broken XMP"),
        pytest.param(saved("JPEG", exif=b"Exif\0\0MM\0*broken"), id="broken EXIF"),
        pytest.param(behind_pixels(b"zTXt", b"Title\0\0" + SAID.encode()), id="text that is not packed"),
        pytest.param(behind_pixels(b"tEXt", SAID.encode()), id="text without a keyword"),
        pytest.param(behind_pixels(b"tEXt", b"")[:-20], id="cut off"),
    ],
)
def test_what_says_nothing_of_the_picture(data: bytes) -> None:
    document = read(data)
    assert (document.text, len(document.images)) == ("", 1)


def test_texts_of_a_picture_are_unpacked_within_bounds() -> None:
    bomb = zlib.compress(b"a" * 50_000_000)
    assert read(behind_pixels(b"zTXt", b"Title\0\0" + bomb)).text == ""


def test_alternative_text_of_the_file_is_that_of_the_picture() -> None:
    (image,) = read(saved("JPEG", xmp=XMP.format("i:AltTextAccessibility", SAID).encode())).images
    assert image.alt == SAID


def test_titles() -> None:
    assert read(saved(pnginfo=png_text(("Title", SAID), ("Comment", "x")))).title == SAID


@pytest.mark.parametrize(
    ("options", "size"),
    [({"dpi": (300, 300)}, (25.4, 12.7)), ({"dpi": (72, 72)}, (None, None)), ({}, (None, None))],
)
def test_size_on_paper(options: dict[str, Any], size: tuple[float | None, float | None]) -> None:
    (image,) = read(saved("JPEG", **options)).images
    assert (image.width_mm, image.height_mm) == size


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="3cm" height="20mm"', (30.0, 20.0)),
        ('width="1in" height="72pt"', (25.4, 25.4)),
        ('width="30mm" viewBox="0 0 600 400"', (30.0, 20.0)),
        ('height="20mm" width="100%" viewBox="-10 0 600 400"', (30.0, 20.0)),
        ('width="30mm"', (30.0, None)),
        ('width="30mm" viewBox="0 0 0 0"', (30.0, None)),
        ('width="300" height="200" viewBox="0 0 300 200"', (None, None)),
        ('viewBox="0 0 300 200"', (None, None)),
    ],
)
def test_size_of_drawings(attributes: str, size: tuple[float | None, float | None]) -> None:
    (image,) = read(svg("<text>a</text>", attributes)).images
    assert (image.width_mm, image.height_mm) == size


@pytest.mark.parametrize(
    "body",
    [
        '<image href="/etc/hostname"/>',
        '<image href="file:///etc/hostname"/>',
        '<image xlink:href="https://example.org/flag.png"/>',
        '<use href="other.svg#flag"/>',
        "<style>@import url(https://example.org/a.css)</style>",
        '<script href="https://example.org/a.js">words</script>',
        '<foreignObject><iframe src="/etc/hostname"></iframe></foreignObject>',
    ],
)
def test_drawings_open_nothing(body: str) -> None:
    document = read(svg(body))
    assert document.text == ""
    assert all(image.content() is None for image in document.images[1:])


@pytest.mark.parametrize("inner", ["<g>", '<g id="a"><use href="#a"/>', "<symbol><text>a", "<text><tspan>a", "<a>"])
def test_drawings_are_read_within_bounds(inner: str) -> None:
    document = read(svg(inner * 20_000), limits=Limits(max_elements=5_000))
    assert "limit-reached" in {gap.reason for gap in document.gaps}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(saved()[:20], id="PNG without a head"),
        pytest.param(saved("JPEG")[:10], id="JPEG of ten bytes"),
        pytest.param(saved("GIF")[:8], id="GIF of eight bytes"),
        pytest.param(b"RIFF\x10\0\0\0WEBPVP8 ", id="WebP without a picture"),
        pytest.param(b"MM\0*\xff\xff\xff\xff", id="TIFF that leads nowhere"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 100, id="PNG of zeros"),
    ],
)
def test_damaged_pictures_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        read(data)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP", "SVG"])
def test_pictures_cut_off_are_read_or_refused(kind: str, share: float) -> None:
    data = svg(f"<title>a</title><text>{SAID}</text>" * 9) if kind == "SVG" else saved(kind)
    try:
        document = read(data[: int(len(data) * share)])
    except ReadError:
        return
    assert document.source.format in {"image", "text"}


def _line(text: str, paragraph: int) -> ocr.RecognisedLine:
    return ocr.RecognisedLine(text, Box(0, 0, 9, 9), 90.0, 5.0, paragraph)


def test_words_of_a_picture_are_recognised_if_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def recognise(_: bytes, languages: tuple[str, ...], **__: float) -> list[ocr.RecognisedLine]:
        asked.append(languages)
        return [_line("The Union pays", 1), _line("for the bridge", 1), _line("LLI-999", 2)]

    monkeypatch.setattr(ocr, "recognise", recognise)
    monkeypatch.setattr(ocr, "check_languages", tuple)
    document = read(saved(), ocr=["lv"])
    assert [(document.quote(block.span), block.zone.value) for block in document.blocks] == [
        (SAID, "image-text"),
        ("LLI-999", "image-text"),
    ]
    assert [gap.reason for gap in document.gaps] == ["text-recognised"]
    assert asked == [("lv",)]


def test_words_that_cannot_be_recognised_are_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognise(*_: object, **__: object) -> list[ocr.RecognisedLine]:
        raise ocr.NotRecognised("it took too long")

    monkeypatch.setattr(ocr, "recognise", recognise)
    monkeypatch.setattr(ocr, "check_languages", tuple)
    document = read(saved(), ocr=True)
    assert [gap.reason for gap in document.gaps] == ["image-without-text-reading"]
    assert "took too long" in document.gaps[0].detail


def test_words_are_recognised_by_tesseract() -> None:
    try:
        ocr.check_languages(["en"])
    except ScopeError as error:
        pytest.skip(f"needs Tesseract with its pack for English: {error}")
    assert read(saved(), ocr=["en"]).gaps[0].reason == "text-recognised"
