"""Makes books, mails, saved pages and rich text with given words in given places."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

__all__ = ["epub", "html", "mail", "mhtml", "rtf", "svg"]


def html(body: str, head: str = "", attributes: str = "") -> bytes:
    return f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>".encode()


def epub(
    body: str, metadata: str = "", files: dict[str, bytes] | None = None, spine: str = '<itemref idref="c"/>'
) -> bytes:
    chapter = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body></html>'
    opf = f"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
    <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata><manifest>
    <item id="c" href="text/c.xhtml" media-type="application/xhtml+xml"/>
    <item id="d" href="text/d.xhtml" media-type="application/xhtml+xml"/>
    <item id="v" href="film.mp4" media-type="video/mp4"/></manifest><spine>{spine}</spine></package>"""
    container = '<container><rootfiles><rootfile full-path="OPS/b.opf"/></rootfiles></container>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("OPS/b.opf", opf)
        archive.writestr("OPS/text/c.xhtml", chapter)
        for name, data in (files or {}).items():
            archive.writestr(name, data)
    return stream.getvalue()


def mail(
    plain: str = "", page: str = "", *, subject: str = "", attached: tuple[tuple[str, str, bytes], ...] = ()
) -> bytes:
    """`attached`: name, type and bytes of each attachment."""
    message = EmailMessage()
    message["From"] = "Town Council <press@example.org>"
    message["To"] = "editor@example.org"
    message["Date"] = "Fri, 05 Mar 2021 10:00:00 +0200"
    message["Subject"] = subject
    message.set_content(plain)
    if page:
        message.add_alternative(page, subtype="html")
    for name, kind, data in attached:
        main, _, sub = kind.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def mhtml(page: str, *parts: tuple[str, str, bytes]) -> bytes:
    """`parts`: address, type and bytes of what the page shows."""
    head = b'From: <Saved by Somebody>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=b="\r\n'
    whole = [("https://example.org/news/", "text/html; charset=utf-8", page.encode()), *parts]
    body = b"".join(
        f"--=b=\r\nContent-Type: {kind}\r\nContent-Location: {address}\r\n\r\n".encode() + data + b"\r\n"
        for address, kind, data in whole
    )
    return head + b"\r\n" + body + b"--=b=--\r\n"


def rtf(body: str) -> bytes:
    return (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset186 Arial Baltic;}}"
        r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2\outlinelevel1 Own;}{\s3 Title;}}" + body + "}"
    ).encode("latin-1")


def svg(body: str, attributes: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{body}</svg>'.encode()
