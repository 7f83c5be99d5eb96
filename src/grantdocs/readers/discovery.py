"""Finds the reader for some bytes: what the bytes show comes first, the declared type and the file name second."""

from __future__ import annotations

import io
import pkgutil
import zipfile
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

import regex

import grantdocs.readers
from grantdocs.errors import ReadError, UnsupportedFormat
from grantdocs.readers.encoding import looks_like_text
from grantdocs.readers.reader import Content, Reader

__all__ = ["all_readers", "choose_reader", "own_readers"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    (regex.compile(rb"\{\\rtf"), "is an RTF file, which is not read", "save it as DOCX"),
    (regex.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|BM....\0\0\0\0|RIFF....WEBP", regex.DOTALL),
     "is a picture, whose words are not read", "give the document that it belongs to"),
    (regex.compile(rb"%!PS"), "is a PostScript file, which is not read", "save it as PDF"),
    (regex.compile(rb"\x1f\x8b|BZh|7z\xbc\xaf|Rar!|\xfd7zXZ|\x28\xb5\x2f\xfd"),
     "is a packed file", "unpack it and name the files in it"),
    (regex.compile(rb"\x7fELF|MZ.{58}", regex.DOTALL), "is a program", "name a publication"),
    (regex.compile(rb".{4}ftyp|ID3|OggS|\x1aE\xdf\xa3", regex.DOTALL),
     "is a sound or a film, which is not read", "give its text"),
)  # fmt: skip

_OFFICE_MARKS = (b"[Content_Types].xml", b"application/vnd.oasis.opendocument")


def choose_reader(content: Content) -> Reader:
    own = own_readers()
    for reader in own:
        if reader.sniff(content):
            return reader
    for reader in _strangers():
        if reader.sniff(content) or _is_declared(reader, content):
            return reader
    _refuse_foreign(content)
    if not looks_like_text(content.data):
        raise UnsupportedFormat(
            content.source,
            "is neither text nor a format that is read",
            f"give one of: {', '.join(reader.name for reader in own)}",
        )
    declared = [reader for reader in own if _is_declared(reader, content) and "text/" in reader.media_types[0]]
    return declared[0] if declared else next(reader for reader in own if reader.name == "text")


def all_readers() -> tuple[Reader, ...]:
    return (*own_readers(), *_strangers())


@cache
def own_readers() -> tuple[Reader, ...]:
    """The readers of this package, by name of their module; none of them loads its library before it reads."""
    modules = sorted(module.name for module in pkgutil.iter_modules(grantdocs.readers.__path__))
    found = (getattr(import_module(f"grantdocs.readers.{name}"), "READER", None) for name in modules)
    return tuple(reader for reader in found if isinstance(reader, Reader))


@cache
def _strangers() -> tuple[Reader, ...]:
    found = (entry.load() for entry in sorted(entry_points(group="grantdocs.readers"), key=lambda entry: entry.name))
    return tuple(reader for reader in found if isinstance(reader, Reader))


def _is_declared(reader: Reader, content: Content) -> bool:
    declared = (content.media_type or "").partition(";")[0].strip().lower()
    if declared in reader.media_types:
        return True
    is_other = any(declared in other.media_types for other in own_readers())
    return not is_other and content.extension in reader.extensions


def _refuse_foreign(content: Content) -> None:
    head = content.head
    if head.startswith(_OLE):
        raise _ole_error(content)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise _zip_error(content)
    for pattern, reason, advice in _FOREIGN:
        if pattern.match(head):
            raise UnsupportedFormat(content.source, reason, advice)
    if content.extension in {"pdf", "docx", "pptx", "xlsx"} and not looks_like_text(content.data):
        reason = f"is no {content.extension.upper()} file although it is called one"
        raise ReadError(content.source, reason, "save or download it again")


def _ole_error(content: Content) -> ReadError:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content.data

    if holds("EncryptedPackage"):
        return ReadError(content.source, "is protected by a password", "save it without a password")
    for stream, kind, proper in (
        ("WordDocument", "an old Word file (.doc)", "DOCX or PDF"),
        ("PowerPoint Document", "an old PowerPoint file (.ppt)", "PPTX or PDF"),
        ("Workbook", "an old Excel file (.xls)", "XLSX or PDF"),
    ):
        if holds(stream):
            return UnsupportedFormat(content.source, f"is {kind}, which is not read", f"save it as {proper}")
    return UnsupportedFormat(content.source, "is an old Office file, which is not read", "save it as DOCX or PDF")


def _zip_error(content: Content) -> ReadError:
    for mark, kind, proper in (
        (b"xl/workbook.bin", "a binary Excel workbook (.xlsb)", "XLSX"),
        (b"xl/workbook", "an Excel workbook", "XLSX or PDF"),
        (b"application/vnd.oasis.opendocument.formula", "a formula of OpenDocument", "DOCX or PDF"),
        (b"application/vnd.oasis.opendocument.database", "an OpenDocument database", "DOCX or PDF"),
        (b"application/epub", "an EPUB book", "DOCX or PDF"),
    ):
        if mark in content.data:
            return UnsupportedFormat(content.source, f"is {kind}, which is not read", f"save it as {proper}")
    is_whole = zipfile.is_zipfile(io.BytesIO(content.data)) and b"[Content_Types].xml" not in content.data
    is_called_so = any(content.extension in reader.extensions for reader in own_readers())
    if not is_whole and (is_called_so or any(mark in content.head for mark in _OFFICE_MARKS)):
        return ReadError(content.source, "is damaged or cut off", "save or download it again")
    return UnsupportedFormat(
        content.source, "is a ZIP archive that holds no document", "unpack it and name the files in it"
    )
