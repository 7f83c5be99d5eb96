"""Books, mails, saved pages, rich text and drawings that are cut off or hold the wrong things: a document that says what
is missing, or a ReadError."""

from __future__ import annotations

import io
import zipfile

import pytest
from small_files import file_name, small_files
from web_files import epub, mail, mhtml, rtf, svg

from grantdocs.errors import ReadError
from grantdocs.model.document import Document
from grantdocs.readers import read

SHARES = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99]
NAMES = {"container": "META-INF/container.xml", "package": "OPS/b.opf", "chapter": "OPS/text/c.xhtml"}


def changed(data: bytes, **others: bytes | None) -> bytes:
    """The book with other members, by their keys in NAMES; None leaves one out."""
    members = {NAMES[key]: value for key, value in others.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            body = members.get(name, source.read(name))
            if body is not None:
                target.writestr(name, body)
    return stream.getvalue()


def read_or_refuse(data: bytes, name: str) -> Document | None:
    try:
        return read(data, name=name)
    except ReadError:
        return None


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("kind", ["epub", "eml", "mhtml", "rtf", "image svg", "html", "markdown"])
def test_cut_off(kind: str, share: float) -> None:
    data = small_files()[kind]
    cut = read_or_refuse(data[: max(1, int(len(data) * share))], file_name(kind))
    assert cut is None or all(block.span.end <= len(cut.text) for block in cut.blocks)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(epub("x")[:-40], id="cut off"),
        pytest.param(changed(epub("x"), container=None), id="no container"),
        pytest.param(changed(epub("x"), container=b""), id="empty container"),
        pytest.param(changed(epub("x"), container=b"<container/>"), id="container of nothing"),
        pytest.param(changed(epub("x"), container=b"<container><rootfile full-path='../../x.opf'/></container>"), id="package elsewhere"),
        pytest.param(changed(epub("x"), container=b"\0\1\2"), id="container of rubbish"),
        pytest.param(changed(epub("x"), package=None), id="no package"),
        pytest.param(changed(epub("x"), package=b"<package><broken"), id="broken package"),
    ],
)  # fmt: skip
def test_books_that_cannot_be_read(data: bytes) -> None:
    with pytest.raises(ReadError):
        read(data, name="a.epub")


@pytest.mark.parametrize(
    ("data", "reasons"),
    [
        pytest.param(changed(epub("x"), chapter=None), {"unread-part"}, id="no chapter"),
        pytest.param(changed(epub("x"), chapter=b""), {"unread-part"}, id="empty chapter"),
        pytest.param(changed(epub("x"), chapter=b"<p>words <b>and <"), set(), id="broken chapter"),
        pytest.param(changed(epub("x"), chapter="<p>ziņa".encode("utf-16")), set(), id="chapter in UTF-16"),
        pytest.param(epub("x", spine='<itemref idref="no"/><itemref/>'), set(), id="spine of nothing"),
        pytest.param(epub("x").replace(b"x</body>", b"y</body>"), {"unread-part"}, id="chapter whose sum is wrong"),
    ],
)
def test_books_that_are_read_in_part(data: bytes, reasons: set[str]) -> None:
    assert {gap.reason for gap in read(data).gaps} == reasons


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(mail("words", "<p>words"), id="whole"),
        pytest.param(mail("words").replace(b"utf-8", b"no-such-code"), id="unknown encoding"),
        pytest.param(mail("words").replace(b"7bit", b"base64"), id="not encoded as said"),
        pytest.param(mail("words").replace(b"7bit", b"x-unknown"), id="unknown transfer"),
        pytest.param(mail("words", "<p>words").replace(b"multipart/alternative", b"multipart/"), id="half a type"),
        pytest.param(mail("words", "<p>words").replace(b"\n--=", b"\n=="), id="no borders"),
        pytest.param(mail("words").replace(b"Date: Fri, 05 Mar", b"Date: Xyz, 99 Abc"), id="no date"),
        pytest.param(mail("words").replace(b"Subject: ", b"Subject: =?utf-8?B?////?="), id="broken subject"),
        pytest.param(mail("words").replace(b"From: ", b"From: =?x?Q?\xff?= <<<>>"), id="broken sender"),
        pytest.param(b"MIME-Version: 1.0\nTo: a\n" + b"Received: x\n" * 2000 + b"\nwords", id="many headers"),
        pytest.param(mail("x", attached=(("words.docx", "application/zip", b"PK\3\4 words"),)), id="broken attachment"),
        pytest.param(mail("x", attached=(("../../words", "text/plain", b"words"),)), id="name that climbs"),
    ],
)
def test_damaged_mails_are_read(data: bytes) -> None:
    document = read(data)
    assert document.source.format == "eml"
    assert "words" in document.text or document.gaps or "x-unknown" in str(data) or "base64" in str(data)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(mhtml("<p>words</p>").replace(b"--=b=--", b""), "words", id="no last border"),
        pytest.param(mhtml("<p>words</p>", ("cid:a", "image/png", b"")) + b"more", "words", id="words after the end"),
        pytest.param(mhtml("<p>words<img src='cid:no' alt='flag'>"), "words\nflag", id="picture that is missing"),
        pytest.param(mhtml("<p>words<iframe src='cid:no'></iframe>"), "words", id="frame that is missing"),
        pytest.param(mhtml("<p>words").replace(b"https://example.org/news/", b"http://[broken"), "words", id="broken address"),
    ],
)  # fmt: skip
def test_damaged_saved_pages_are_read(data: bytes, text: str) -> None:
    assert read(data).text == text


@pytest.mark.parametrize("data", [mhtml("x").replace(b"text/html", b"text/css"), mhtml("x")[:100]])
def test_saved_pages_without_a_page_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        read(data)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("words}}}} more", "words"),
        ("{{{{words", "words"),
        (r"words\par {\pict\pngblip zz}", "words"),
        (r"words\par \bin99999 a", "words"),
        (r"words\u99999999999999 ?", "words"),
        (r"words\'zz\'", "words"),
        ("words\\", "words"),
        (r"\trowd words\cell\row\row\cell", "words"),
        (r"{\field{\*\fldinst HYPERLINK}{\fldrslt words", "words"),
        (r"\s99999\f99999\ls9999 words", "words"),
    ],
)
def test_damaged_rich_text_is_read(body: str, text: str) -> None:
    assert read(rtf(body)).text.startswith(text)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (svg("<text>words"), "words"),
        (svg("<text>words</g></text></svg></svg>"), "words"),
        (svg("<text>&broken; words</text>"), "&broken; words"),
        (svg("<text>words</text>", "width='broken' viewBox='a b c'"), "words"),
        (svg("<text>words \x01\x02</text>"), "words"),
        (svg("<image href='data:image/png;base64,%%%'/><text>words</text>"), "words"),
    ],
)
def test_damaged_drawings_are_read(data: bytes, text: str) -> None:
    assert read(data).text == text
