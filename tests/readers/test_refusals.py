"""Whatever cannot be read is a ReadError that names the source, the reason and the remedy, in one line."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from four_forms import as_docx, as_pdf

from grantdocs.errors import ReadError, UnsupportedFormat
from grantdocs.readers import Limits, read

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
DOCX = as_docx("text")


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def refusal(data: bytes, name: str = "file.bin", limits: Limits | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data, name=name, limits=limits)
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert "\n" not in message
    assert caught.value.advice
    return caught.value


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "empty.txt", "is empty"),
        (bytes(range(256)) * 20, "rubbish.bin", "neither text nor a format"),
        (bytes(range(256)) * 20, "rubbish.pdf", "is no PDF file"),
        (bytes(range(256)) * 20, "rubbish.docx", "is no DOCX file"),
        (DOCX[: len(DOCX) // 2], "cut.docx", "damaged or cut off"),
        (b"%PDF-1.7\nnothing more", "cut.pdf", "damaged or cut off"),
        (zipped(readme=b"text"), "archive.zip", "ZIP archive that holds no document"),
        (zipped(readme=b"text"), "archive.docx", "holds no document"),
        (zipped(word__document=b"<a/>"), "no-document.zip", "ZIP archive that holds no document"),
        (zipped(xl__workbook=b"<a/>"), "budget.xlsx", "holds no document"),
        (zipped(**{"xl__workbook.bin": b"<a/>"}), "budget.xlsb", "binary Excel workbook"),
        (zipped(**{"Index__Document.iwa": b"x"}), "text.pages", "Pages"),
        (zipped(mimetype=b"x", **{"x.fdseq": b"x"}), "text.xps", "XPS"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "text.odt", "ZIP archive"),
        (OLE + "WordDocument".encode("utf-16-le"), "old.doc", "old Word file"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "old.ppt", "old PowerPoint file"),
        (OLE + "Workbook".encode("utf-16-le"), "old.xls", "old Excel file"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked.docx", "password"),
        (OLE + "Quill".encode("utf-16-le"), "leaflet.pub", "Publisher"),
        (OLE + "__substg1.0_".encode("utf-16-le"), "mail.msg", "Outlook"),
        (OLE, "strange.doc", "old Office file"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "scan.png", "damaged picture"),
        (b"8BPS\0\1" + b"\0" * 99, "poster.psd", "Photoshop"),
        (b"\x06\x06\xed\xf5\xd8\x1d\x46\xe5" + b"\0" * 99, "poster.indd", "InDesign"),
        (b"RIFF\0\0\0\0CDR9" + b"\0" * 99, "poster.cdr", "CorelDRAW"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "logo.eps", "PostScript"),
        (b"AT&TFORM\0\0\0\0DJVU" + b"\0" * 99, "scan.djvu", "DjVu"),
        (b"\0" * 60 + b"BOOKMOBI" + b"\0" * 99, "book.mobi", "Kindle"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "site.warc", "WARC"),
        (b"wOF2" + b"\0" * 99, "letters.woff2", "font"),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 99, "film.mp4", "film"),
        (b"-----BEGIN PGP MESSAGE-----\n\nabc\n", "mail.asc", "encrypted"),
        (
            b"From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n",
            "a.mht",
            "no web page",
        ),
        (b"<svg" + b"\0" * 9, "a.svg", "is no SVG file"),
        (b"\x1f\x8b\x08" + b"\0" * 99, "page.html.gz", "packed"),
    ],
)
def test_what_cannot_be_read(data: bytes, name: str, reason: str) -> None:
    assert reason in refusal(data, name).reason


@pytest.mark.parametrize("name", ["old.doc", "poster.psd", "budget.xlsx"])
def test_formats_that_are_not_read_are_told_apart(name: str) -> None:
    data = {"old.doc": OLE, "poster.psd": b"8BPS\0\1\0\0", "budget.xlsx": zipped(xl__workbook=b"")}[name]
    assert isinstance(refusal(data, name), UnsupportedFormat)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist"):
        read(tmp_path / "missing.txt")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is a folder"):
        read(tmp_path)


def test_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("text", encoding="utf-8")

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match="may not be read"):
        read(path)


def test_file_beyond_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.setattr(Path, "open", lambda *_args, **_options: pytest.fail("was opened"))
    with pytest.raises(ReadError, match="larger than 100 MB"):
        read(path)


def test_stream_beyond_the_limit_is_not_read_to_its_end() -> None:
    stream = io.BytesIO(b"x" * 1000)
    with pytest.raises(ReadError, match="larger than"):
        read(stream, limits=Limits(max_bytes=100))
    assert stream.tell() == 101


def test_stream_opened_as_text() -> None:
    with pytest.raises(ReadError, match="opened as text"):
        read(io.StringIO("text"))  # type: ignore[arg-type]


def test_encrypted_pdf() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("secret", canPrint=1))
    canvas.drawString(72, 700, "text")
    canvas.save()
    error = refusal(stream.getvalue(), "locked.pdf")
    assert "password" in error.reason


def test_cut_pdf() -> None:
    data = as_pdf("text")
    refusal(data[:200], "cut.pdf")


def test_zip_bomb() -> None:
    data = zipped(word__document=b"x", bomb=b"\0" * 3_000_000)
    whole = zipped(**{"word__document.xml": b"<a/>", "bomb": b"\0" * 3_000_000})
    assert data
    error = refusal(whole, "bomb.docx", Limits(free_expansion=100_000, max_expansion=10))
    assert "unpack to more than" in error.reason


def test_too_many_parts() -> None:
    data = zipped(**{"word__document.xml": b"<a/>"}, **{f"part{i}": b"" for i in range(30)})
    assert "more than 20 parts" in refusal(data, "many.docx", Limits(max_parts=20)).reason


ENTITIES = b"""<?xml version="1.0"?>
<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>before &b; &x; after</w:t></w:r></w:p></w:body></w:document>"""


def test_entities_are_never_expanded() -> None:
    text = read(zipped(**{"word__document.xml": ENTITIES}), name="entities.docx").text
    assert "aaaa" not in text
    assert "root:" not in text


@pytest.mark.parametrize("xml", [b"<w:document", b"\xff\xfe\x00", b"<a/>", b"<a>" * 400 + b"</a>" * 400])
def test_broken_parts(xml: bytes) -> None:
    refusal(zipped(**{"word__document.xml": xml}), "broken.docx")


def test_damage_in_a_part() -> None:
    data = bytearray(DOCX)
    with zipfile.ZipFile(io.BytesIO(DOCX)) as archive:
        start = archive.getinfo("word/document.xml").header_offset
    data[start + 60 : start + 160] = b"\xff" * 100
    refusal(bytes(data), "damaged.docx")
