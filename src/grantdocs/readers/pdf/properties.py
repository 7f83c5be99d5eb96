"""What a file says about itself beside its pages: title, subject, language, and files packed into it.
Its dates say when somebody saved it, not when the text was published, and are left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import regex

from grantdocs.model.document import Zone
from grantdocs.readers.building import Builder, plain

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["note_contents", "read_properties"]

_UNFILLED = frozenset({"untitled", "unspecified", "anonymous"})
"""What programs write where nobody filled anything in."""
_FILE_NAME_RE = regex.compile(r"\.\w{2,5}$")
_PACKET_END = b"</x:xmpmeta>"
_PACKET_BEGIN = b"<x:xmpmeta"
_LONGEST_PACKET = 1_000_000
_DC = "{http://purl.org/dc/elements/1.1/}"
_MOST_FILES = 5
"""Names of packed files that are told."""


def read_properties(builder: Builder, document: PdfDocument, data: bytes) -> None:
    """Call it when the pages have been built: only what they do not show becomes a block."""
    title = _filled(document.get_metadata_value("Title"))
    subject = _filled(document.get_metadata_value("Subject"))
    if not (title and subject):
        written = _packet(data)
        title = title or _filled(written.get("title", ""))
        subject = subject or _filled(written.get("description", ""))
    builder.language = builder.language or _language(document)
    if title and not _FILE_NAME_RE.search(title):
        builder.declared_title = title
    for text in (title, subject, _filled(document.get_metadata_value("Keywords"))):
        if text and not builder.holds(text, whole=False):
            builder.paragraph(plain(text), Zone.METADATA)


def note_contents(builder: Builder, document: PdfDocument) -> None:
    """Gaps for what PDFium does not read: packed files, and forms that are programs."""
    from pypdfium2 import raw

    count = raw.FPDFDoc_GetAttachmentCount(document.raw)
    if count > 0:
        names = [document.get_attachment(index).get_name() for index in range(min(count, _MOST_FILES))]
        told = ", ".join(name for name in names if name) or "without a name"
        others = f" and {count - len(names)} more" if count > len(names) else ""
        builder.gap("attachment-not-read", f"files are packed into it and were not read: {told}{others}")
    if document.get_formtype() in {raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND}:
        builder.gap("form-not-read", "it holds an XFA form, whose fields were not read")


def _filled(text: str) -> str:
    text = " ".join(text.replace("\0", " ").split())
    return "" if text.casefold().strip("()") in _UNFILLED else text


def _language(document: PdfDocument) -> str | None:
    from pypdfium2 import raw

    length = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < length < 200:
        return None
    room = (raw.FPDF_WCHAR * length)()
    raw.FPDFCatalog_GetLanguage(document.raw, room, length)
    return bytes(room).decode("utf-16-le", errors="replace").partition("\0")[0].strip() or None


def _packet(data: bytes) -> dict[str, str]:
    """Title and description in the XMP packet of the file; it is the last one, those of pictures stand before."""
    end = data.rfind(_PACKET_END)
    begin = data.rfind(_PACKET_BEGIN, max(0, end - _LONGEST_PACKET), end) if end >= 0 else -1
    if begin < 0:
        return {}
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: Any = etree.fromstring(data[begin : end + len(_PACKET_END)], parser)
    except etree.XMLSyntaxError:
        return {}
    found = ((name, root.find(f".//{_DC}{name}")) for name in ("title", "description"))
    return {name: "".join(element.itertext()) for name, element in found if element is not None}
