"""What is written into the file of a picture about it: XMP, EXIF, IPTC, the text of PNG and the comments of others."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grantdocs.readers.ooxml import local, parse_xml

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

__all__ = ["Description", "descriptions"]

_XMP_TEXTS = frozenset(
    {"title", "description", "Headline", "AltTextAccessibility", "ExtDescrAccessibility", "rights", "Credit"}
)
_XMP_TITLES = frozenset({"title", "Headline"})
_PNG_TITLES = frozenset({"Title"})
_PNG_TEXTS = frozenset({"Title", "Description", "Comment", "Copyright"})
_IMAGE_DESCRIPTION, _COPYRIGHT, _XP_TITLE, _XP_COMMENT, _XP_SUBJECT, _XMP_TAG = 270, 33432, 40091, 40092, 40095, 700
_USER_COMMENT, _EXIF_IFD = 37510, 34665
_IPTC_TEXTS = {(2, 5): True, (2, 105): True, (2, 120): False, (2, 116): False}
"""Records of IPTC, and whether they are titles."""
_LONGEST = 100_000
_PNG = b"\x89PNG\r\n\x1a\n"
_TEXT_CHUNKS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_MOST_CHUNKS, _LARGEST_TEXT = 100_000, 10_000_000


@dataclass(frozen=True, slots=True)
class Description:
    text: str
    language: str | None = None
    is_title: bool = False
    is_alternative: bool = False
    """Written for those who do not see the picture."""


def descriptions(picture: Picture, data: bytes) -> Iterator[Description]:
    """Each text once; what is damaged is left out. `data` are the bytes of the picture."""
    seen: set[str] = set()
    chunks = list(_png_texts(data))
    for source in (_xmp, _plain_texts, _exif, _iptc):
        try:
            found = list(source(picture, chunks))
        except Exception:  # noqa: BLE001, S112 - descriptions are often damaged, and the picture is read without them
            continue
        for said in found:
            text = " ".join(said.text.split())
            if text and text not in seen and len(text) < _LONGEST:
                seen.add(text)
                yield Description(text, said.language, said.is_title, said.is_alternative)


def _png_texts(data: bytes) -> Iterator[tuple[str, str, str]]:
    """Keyword, text and language of each text of a PNG, also of those behind its pixels."""
    at = len(_PNG)
    for _ in range(_MOST_CHUNKS if data.startswith(_PNG) else 0):
        length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if len(kind) < 4:
            return
        if kind in _TEXT_CHUNKS:
            keyword, _, rest = data[at + 8 : at + 8 + length].partition(b"\0")
            text, language = rest.decode("latin-1"), b""
            if kind == b"zTXt":
                text = _unpacked(rest[1:]).decode("latin-1")
            elif kind == b"iTXt":
                language, _, more = rest[2:].partition(b"\0")
                body = more.partition(b"\0")[2]
                text = (_unpacked(body) if rest[:1] == b"\1" else body).decode("utf-8", "replace")
            yield keyword.decode("latin-1"), text, language.decode("ascii", "ignore")
        at += 12 + length


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _LARGEST_TEXT)
    except zlib.error:
        return b""


def _xmp(picture: Picture, chunks: list[tuple[str, str, str]]) -> Iterator[Description]:
    in_png = next((text for keyword, text, _ in chunks if keyword == "XML:com.adobe.xmp"), None)
    data: Any = in_png or picture.info.get("xmp") or _tags(picture).get(_XMP_TAG)
    if not data:
        return
    data = data.encode() if isinstance(data, str) else bytes(data)
    start, end = data.find(b"<x:xmpmeta"), data.rfind(b"</x:xmpmeta>")
    root = parse_xml(data[start : end + len(b"</x:xmpmeta>")] if 0 <= start < end else data.strip(b"\0 \r\n"))
    for element in root.iter():
        name = local(element)
        if name not in _XMP_TEXTS:
            continue
        items = [item for item in element.iter() if local(item) == "li"] or [element]
        for item in items:
            language = item.get("{http://www.w3.org/XML/1998/namespace}lang")
            tag = None if language in {None, "x-default"} else str(language)
            is_alternative = name == "AltTextAccessibility"
            yield Description(item.text or "", tag, name in _XMP_TITLES, is_alternative)


def _plain_texts(picture: Picture, chunks: list[tuple[str, str, str]]) -> Iterator[Description]:
    for keyword, text, language in chunks:
        if keyword in _PNG_TEXTS:
            yield Description(text, language or None, keyword in _PNG_TITLES)
    comment = picture.info.get("comment")
    if comment:
        yield Description(_decoded(comment))


def _exif(picture: Picture, _: object) -> Iterator[Description]:
    tags = _tags(picture)
    for tag in (_XP_TITLE, _IMAGE_DESCRIPTION, _XP_SUBJECT, _XP_COMMENT, _COPYRIGHT):
        value = tags.get(tag)
        if isinstance(value, tuple):
            value = bytes(value)
        if value:
            is_wide = tag in {_XP_TITLE, _XP_COMMENT, _XP_SUBJECT} and isinstance(value, bytes)
            text = value.decode("utf-16-le", "replace").rstrip("\0") if is_wide else _decoded(value)
            yield Description(text, None, tag == _XP_TITLE)
    comment = picture.getexif().get_ifd(_EXIF_IFD).get(_USER_COMMENT) if tags else None
    if isinstance(comment, bytes) and len(comment) > 8:
        wide = comment.startswith(b"UNICODE")
        yield Description(comment[8:].decode("utf-16-be", "replace") if wide else _decoded(comment[8:]))


def _iptc(picture: Picture, _: object) -> Iterator[Description]:
    from PIL.ImageFile import ImageFile
    from PIL.IptcImagePlugin import getiptcinfo

    for key, value in (getiptcinfo(picture) or {} if isinstance(picture, ImageFile) else {}).items():
        if key in _IPTC_TEXTS:
            for text in value if isinstance(value, list) else [value]:
                yield Description(_decoded(text), None, _IPTC_TEXTS[key])


def _tags(picture: Picture) -> dict[int, Any]:
    # The one of PNG decodes the picture to look behind it.
    return {} if picture.format == "PNG" and "exif" not in picture.info else dict(picture.getexif())


def _decoded(value: Any) -> str:
    from grantdocs.readers.encoding import decode

    return decode(value.strip(b"\0 ")).text if isinstance(value, bytes) else str(value)
