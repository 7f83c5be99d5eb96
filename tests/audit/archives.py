"""Archives for tests, whole and broken: WARC, WACZ, ZIP and TAR."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

PAGE = b"<html lang='en'><body><p>Funded by the European Union. Page %d of the archive."
CAPTURED = "2021-02-03T04:05:06Z"


def page(number: int) -> bytes:
    return PAGE % number


def warc_record(
    uri: str,
    body: bytes,
    *,
    kind: str = "response",
    status: str = "200 OK",
    headers: str = "Content-Type: text/html; charset=utf-8",
    more: str = "",
) -> bytes:
    """One WARC record; `headers` of the HTTP answer and `more` of the record, each on lines of their own."""
    lines = [f"HTTP/1.1 {status}", *headers.splitlines(), "", ""]
    content = "application/http; msgtype=response"
    if kind == "resource":
        lines, content = [], headers.partition(": ")[2]
    block = "\r\n".join(lines).encode() + body
    head = [
        "WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {uri}", f"WARC-Date: {CAPTURED}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>", f"Content-Type: {content}",
        *more.splitlines(), f"Content-Length: {len(block)}", "", "",
    ]  # fmt: skip
    return "\r\n".join(head).encode() + block + b"\r\n\r\n"


def warc_gz(*records: bytes) -> bytes:
    """Each record a gzip member of its own, as crawlers write them."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def zipped(path: Path, files: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return path


def zip_bytes(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name), data, compress_type=zipfile.ZIP_DEFLATED)
    return held.getvalue()


def tarred(path: Path, files: dict[str, bytes], *, mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as package:  # type: ignore[call-overload]
        for name, data in files.items():
            about = tarfile.TarInfo(name)
            about.size = len(data)
            package.addfile(about, io.BytesIO(data))
    return path
