"""Publications for the benchmark of audits: made of our samples with other numbers in them; a few are hostile."""

from __future__ import annotations

import gzip
import html
import io
import random
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOSTILE = ("exit", "hang", "eat")
"""What `audit_task` does to its worker for a document with such a name."""
DAMAGED = ("nested.html", "endless.html", "bomb.docx", "cut.pdf", "noise.pdf")
"""What strangers may put into an archive."""


def publications(
    count: int, seed: int = 1, *, hostile: float = 0.01, kinds: tuple[str, ...] = HOSTILE
) -> Iterator[tuple[str, bytes]]:
    """Names and bytes: 8 in 10 HTML, 1 PDF, 1 DOCX; of the hostile ones each kind in turn."""
    each = cycle(kinds)
    chance = random.Random(seed)
    for number in range(count):
        paragraphs = [_renumbered(text, chance) for text in chance.choice(_texts())]
        if chance.random() < hostile:
            kind = next(each)
            if kind in DAMAGED:
                yield f"{number:06}-{kind}", _damaged(kind, paragraphs, chance)
            else:
                yield f"{number:06}-{kind}.html", _html(paragraphs)
        elif number % 10 == 8:
            yield f"{number:06}.pdf", _pdf(paragraphs)
        elif number % 10 == 9:
            yield f"{number:06}.docx", _docx(paragraphs)
        else:
            yield f"{number:06}.html", _html(paragraphs)


def warc_record(uri: str, data: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n" + data
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n", compresslevel=1)


@cache
def _texts() -> list[list[str]]:
    from grantdocs.readers import read

    found = []
    for path in sorted((ROOT / "samples").glob("*/*.html")):
        lines = read(path).text.split("\n")
        found.append([line for line in lines if line.strip()])
    return found


def _renumbered(text: str, chance: random.Random) -> str:
    return "".join(chance.choice("123456789") if sign.isdecimal() and chance.random() < 0.2 else sign for sign in text)


def _html(paragraphs: list[str]) -> bytes:
    body = "".join(f"<p>{html.escape(text)}</p>\n" for text in paragraphs)
    menu = "".join(f"<li><a href='/{number}'>{number}</a></li>" for number in range(20))
    return f"<!doctype html><html><body><nav><ul>{menu}</ul></nav><main>{body}</main></body></html>".encode()


def _pdf(paragraphs: list[str]) -> bytes:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    held = io.BytesIO()
    font = _font()
    if font:
        pdfmetrics.registerFont(TTFont("Own", font))
    style = ParagraphStyle("own", fontName="Own" if font else "Helvetica")
    SimpleDocTemplate(held, invariant=1).build([Paragraph(html.escape(text), style) for text in paragraphs])
    return held.getvalue()


@cache
def _font() -> str | None:
    found = sorted(Path("/usr/share/fonts").rglob("DejaVuSans.ttf"))
    return str(found[0]) if found else None


def _docx(paragraphs: list[str]) -> bytes:
    import docx

    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _damaged(kind: str, paragraphs: list[str], chance: random.Random) -> bytes:
    match kind:
        case "nested.html":
            return b"<html><body>" + b"<div><table><tr><td>" * 20_000 + _html(paragraphs)
        case "endless.html":
            return b"<html><body><p>" + " ".join(paragraphs).encode() * 300
        case "bomb.docx":
            held = io.BytesIO(_docx(paragraphs))
            with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as package:
                package.writestr("word/header9.xml", b"<w:p/>" * 20_000_000)
            return held.getvalue()
        case "cut.pdf":
            whole = _pdf(paragraphs)
            return whole[: len(whole) // 2]
    return b"%PDF-1.7\n" + chance.randbytes(5_000)
