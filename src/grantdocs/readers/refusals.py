"""Formats that are known and not read: what they are, and what to save them as."""

from __future__ import annotations

import io
import zipfile

import regex

from grantdocs.errors import ReadError, UnsupportedFormat
from grantdocs.readers.reader import Content

__all__ = ["refuse_foreign"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_READ = "which is not read"
_FOREIGN = (
    (regex.compile(rb"%!PS|\xc5\xd0\xd3\xc6"), f"is a PostScript file, {_NOT_READ}", "save it as PDF"),
    (regex.compile(rb"8BPS"), f"is a Photoshop file, {_NOT_READ}", "export it as PDF or PNG"),
    (regex.compile(rb"\x06\x06\xed\xf5\xd8\x1d\x46\xe5"), f"is an InDesign file, {_NOT_READ}", "export it as PDF"),
    (regex.compile(rb"RIFF.{4}(?:CDR|cdr)|RIFF.{4}CMX", regex.DOTALL),
     f"is a CorelDRAW file, {_NOT_READ}", "export it as PDF"),
    (regex.compile(rb"\xd7\xcd\xc6\x9a|\x01\0{3}.{36} EMF", regex.DOTALL),
     f"is a Windows metafile, {_NOT_READ}", "save it as PNG or PDF"),
    (regex.compile(rb"\0\0\0\x0cjP|\xff\x0a|\0\0\0\x0cJXL |\0\0\x01\0[\x01-\x20]\0", regex.DOTALL),
     f"is a picture of a kind {_NOT_READ}", "save it as PNG"),
    (regex.compile(rb"\xffWPC"), f"is a WordPerfect file, {_NOT_READ}", "save it as DOCX or PDF"),
    (regex.compile(rb"AT&TFORM"), f"is a DjVu file, {_NOT_READ}", "save it as PDF"),
    (regex.compile(rb".{60}(?:BOOKMOBI|TEXtREAd)", regex.DOTALL), f"is a Kindle book, {_NOT_READ}", "save it as EPUB"),
    (regex.compile(rb"ITSF"), f"is a compiled help file, {_NOT_READ}", "save it as HTML"),
    (regex.compile(rb"AC10\d\d"), f"is an AutoCAD drawing, {_NOT_READ}", "save it as PDF"),
    (regex.compile(rb"\xe4\x52\x5c\x7b"), f"is a OneNote file, {_NOT_READ}", "export it as PDF"),
    (regex.compile(rb"\x78\x9f\x3e\x22"), f"is a mail in the form of Outlook, {_NOT_READ}", "save it as .eml"),
    (regex.compile(rb"-----BEGIN PGP MESSAGE-----"), "is encrypted", "decrypt it first"),
    (regex.compile(rb"SQLite format 3\0"), f"is a database, {_NOT_READ}", "name a publication"),
    (regex.compile(rb"WARC/\d"), f"is an archive of web pages (WARC), {_NOT_READ} as one publication",
     "unpack it and name the pages in it"),
    (regex.compile(rb"\x1f\x8b|BZh|7z\xbc\xaf|Rar!|\xfd7zXZ|\x28\xb5\x2f\xfd|MSCF|.{257}ustar", regex.DOTALL),
     "is a packed file", "unpack it and name the files in it"),
    (regex.compile(rb"\x7fELF|MZ.{58}|\xca\xfe\xba\xbe", regex.DOTALL), "is a program", "name a publication"),
    (regex.compile(rb"OTTO|wOF[F2]|\0\x01\0\0\0[\x01-\x40]\0", regex.DOTALL), "is a font", "name a publication"),
    (regex.compile(rb".{4}ftyp|ID3|OggS|\x1aE\xdf\xa3|RIFF.{4}(?:AVI |WAVE)|FLV\x01|fLaC", regex.DOTALL),
     f"is a sound or a film, {_NOT_READ}", "give its text"),
)  # fmt: skip
# Names of streams in files of the old Office and of programs that store as it did.
_OLE_KINDS = (
    ("WordDocument", "an old Word file (.doc)", "DOCX or PDF"),
    ("PowerPoint Document", "an old PowerPoint file (.ppt)", "PPTX or PDF"),
    ("Workbook", "an old Excel file (.xls)", "XLSX or PDF"),
    ("Quill", "a Publisher file (.pub)", "PDF"),
    ("VisioDocument", "a Visio drawing (.vsd)", "PDF"),
    ("__substg1.0_", "an Outlook message (.msg)", ".eml"),
    ("MatOST", "a Works file (.wps)", "DOCX or PDF"),
)
# Marks in packages, in names of parts or in the type that stands first.
_ZIP_KINDS = (
    (b"xl/workbook.bin", "a binary Excel workbook (.xlsb)", "XLSX or PDF"),
    (b"application/vnd.oasis.opendocument.formula", "a formula of OpenDocument", "ODT or PDF"),
    (b"application/vnd.oasis.opendocument.database", "an OpenDocument database", "ODS or PDF"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file of a kind", "ODT or PDF"),
    (b"Index/Document.iwa", "a file of Pages, Numbers or Keynote", "DOCX or PDF"),
    (b"index.apxl", "an old file of Keynote", "PPTX or PDF"),
    (b"application/vnd.adobe.indesign-idml", "an InDesign file (.idml)", "PDF"),
    (b"visio/document.xml", "a Visio drawing (.vsdx)", "PDF"),
    (b".fdseq", "an XPS file", "PDF"),
    (b"AndroidManifest.xml", "a program", "PDF"),
)
_OFFICE_MARKS = (b"[Content_Types].xml", b"application/vnd.oasis.opendocument", b"application/epub+zip")


def refuse_foreign(content: Content, endings: frozenset[str]) -> None:
    """Raise what a person needs to know; nothing where the format is not known. `endings` are those that are read."""
    head = content.head
    if head.startswith(_OLE):
        raise _ole_error(content)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        raise _zip_error(content, endings)
    for pattern, reason, advice in _FOREIGN:
        if pattern.match(head):
            raise UnsupportedFormat(content.source, reason, advice)


def _ole_error(content: Content) -> ReadError:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content.data

    if holds("EncryptedPackage"):
        return ReadError(content.source, "is protected by a password", "save it without a password")
    for stream, kind, proper in _OLE_KINDS:
        if holds(stream):
            return UnsupportedFormat(content.source, f"is {kind}, {_NOT_READ}", f"save it as {proper}")
    return UnsupportedFormat(content.source, f"is an old Office file, {_NOT_READ}", "save it as DOCX or PDF")


def _zip_error(content: Content, endings: frozenset[str]) -> ReadError:
    for mark, kind, proper in _ZIP_KINDS:
        if mark in content.data:
            return UnsupportedFormat(content.source, f"is {kind}, {_NOT_READ}", f"save it as {proper}")
    is_whole = zipfile.is_zipfile(io.BytesIO(content.data)) and b"[Content_Types].xml" not in content.data
    if not is_whole and (content.extension in endings or any(mark in content.head for mark in _OFFICE_MARKS)):
        return ReadError(content.source, "is damaged or cut off", "save or download it again")
    advice = "unpack it and name the files in it, or their folder"
    return UnsupportedFormat(content.source, "is a ZIP archive that holds no document", advice)
