"""Office Open XML packages: parts, relations between them, and XML that cannot reach outside or blow up."""

from __future__ import annotations

import base64
import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import regex

from grantdocs.errors import ReadError, UnsupportedFormat

if TYPE_CHECKING:
    from lxml.etree import _Element

    from grantdocs.readers.reader import Content

__all__ = [
    "EMU_PER_MM", "Package", "Relation", "attribute", "chosen", "each", "flag", "holds_main_part", "local", "name",
    "parse_xml",
]  # fmt: skip

EMU_PER_MM = 36_000
_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "pkg": "http://schemas.microsoft.com/office/2006/xmlPackage",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
}
# Strict packages differ from the usual ones in their namespaces alone.
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = tuple(
    (_STRICT + strict.encode(), _NAMESPACES[prefix].encode())
    for prefix, strict in (
        ("w", "wordprocessingml/main"), ("a", "drawingml/main"), ("p", "presentationml/main"),
        ("r", "officeDocument/relationships"), ("pic", "drawingml/picture"), ("m", "officeDocument/math"),
        ("wp", "drawingml/wordprocessingDrawing"), ("dgm", "drawingml/diagram"), ("c", "drawingml/chart"),
        ("s", "spreadsheetml/main"), ("xdr", "drawingml/spreadsheetDrawing"),
    )
)  # fmt: skip
_USUAL_MAIN = {"word": "word/document.xml", "ppt": "ppt/presentation.xml", "xl": "xl/workbook.xml"}
_KINDS = {"word": b"wordprocessingml", "ppt": b"presentationml", "xl": b"spreadsheetml"}
_TYPES = "[Content_Types].xml"
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_FLAT = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_KEPT = 100
_LONGEST_LIST = 10_000_000
_OFF = frozenset({"0", "false", "off", "none"})


@cache
def name(prefixed: str) -> str:
    """`w:p` in the notation of lxml."""
    prefix, _, tag = prefixed.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{tag}"


def attribute(element: _Element, prefixed: str, default: str = "") -> str:
    value = element.get(name(prefixed) if ":" in prefixed else prefixed, default)
    return str(value)


def local(element: _Element) -> str:
    """Name of an element without its namespace; comments and instructions have none."""
    return _local(element.tag)


@lru_cache(maxsize=4096)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def chosen(alternatives: _Element) -> _Element | None:
    """Of an `mc:AlternateContent` the newer way to say a thing; the fallback beside it says the same again.

    Where the choice is to draw in VML, the fallback is the newer one.
    """
    fallback = alternatives.find(name("mc:Fallback"))
    choices = alternatives.findall(name("mc:Choice"))
    modern = [choice for choice in choices if attribute(choice, "Requires") != "v"]
    return next((way for way in (*modern[:1], fallback, *choices[:1]) if way is not None), None)


def flag(parent: _Element | None, prefixed: str) -> bool:
    """A switch such as `w:vanish`: on when it is there and does not say otherwise."""
    element = parent.find(name(prefixed)) if parent is not None else None
    return element is not None and attribute(element, "w:val", "1").lower() not in _OFF


def parse_xml(data: bytes) -> _Element:
    from lxml import etree

    # Entities would let a small file grow without bounds or fetch others; Office never writes a document type.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(_usually_named(data), parser)


def each(data: bytes, *tags: str) -> Iterator[_Element]:
    """Elements of a large part as they end, without keeping what came before them."""
    from lxml import etree

    for _, element in etree.iterparse(
        io.BytesIO(_usually_named(data)), tag=[name(tag) for tag in tags], resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=False,
    ):  # fmt: skip
        yield element
        parent = element.getparent()
        if parent is not None and len(parent) > _KEPT:
            del parent[:-1]


def _usually_named(data: bytes) -> bytes:
    if _STRICT in data:
        for strict, usual in _STRICT_NAMES:
            data = data.replace(strict, usual)
    return data


def holds_main_part(content: Content, folder: str) -> bool:
    """Whether the bytes are a package of this kind: `word`, `ppt` or `xl`, whatever its main part is called."""
    usual = _USUAL_MAIN[folder]
    if is_flat(content):
        return f'"/{usual}"'.encode() in content.data
    if not content.head.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            names = archive.namelist()
            if usual in names:
                return True
            if _TYPES not in names or not any(called.startswith(f"{folder}/") for called in names):
                return False
            with archive.open(_TYPES) as listed:
                return bool(_main_type(folder).search(listed.read(_LONGEST_LIST)))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return False


@cache
def _main_type(folder: str) -> regex.Pattern[bytes]:
    return regex.compile(rb"\." + _KINDS[folder] + rb"\.\w++\.main\+xml|\.ms-\w++\.[\w.]++\.main\+xml")


def is_flat(content: Content) -> bool:
    """Whether a package is written as a single XML file."""
    return _FLAT in content.head


@dataclass(slots=True)
class Package:
    content: Content
    damaged: dict[str, str] = field(default_factory=dict, init=False)
    """Parts that could not be read, with the reason; the rest was read without them."""
    _archive: zipfile.ZipFile = field(init=False, repr=False)
    _names: dict[str, str] = field(init=False, repr=False)
    """Names of the parts as stored, by how relations spell them."""
    _pictures: dict[str, bytes | None] = field(default_factory=dict, init=False, repr=False)
    _relations: dict[str, dict[str, Relation]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        if is_flat(self.content):
            self.content = replace(self.content, data=_zipped(self.content))
        content, limits = self.content, self.content.limits
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content.data))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise ReadError(content.source, "is damaged or cut off", "save or download it again") from error
        parts = self._archive.infolist()
        if len(parts) > limits.max_parts:
            raise ReadError(content.source, f"holds more than {limits.max_parts} parts", "save it again as PDF")
        allowed = min(max(limits.free_expansion, limits.max_expansion * len(content.data)), limits.max_unpacked)
        if sum(part.file_size for part in parts) > allowed:
            raise ReadError(
                content.source,
                f"would unpack to more than {allowed / 1_000_000:g} MB",
                "save it again; it looks like a ZIP bomb",
            )
        # Names are told apart regardless of case; some programs write them with backslashes.
        self._names = {_key(part.filename): part.filename for part in reversed(parts)}

    def holds(self, part: str) -> bool:
        return _key(part) in self._names

    def names(self, beginning: str) -> list[str]:
        """Parts whose path begins so, in the order of the package."""
        key = _key(beginning)
        return [stored for found, stored in reversed(self._names.items()) if found.startswith(key)]

    def data(self, part: str) -> bytes | None:
        """Bytes of a part, None where there is none."""
        stored = self._names.get(_key(part))
        if stored is None:
            return None
        try:
            return self._unpacked(stored)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise ReadError(self.content.source, f"is damaged (in {part})", "save or download it again") from error
        except (NotImplementedError, RuntimeError) as error:
            raise UnsupportedFormat(
                self.content.source, f"is packed in a way that is not read (in {part})", "save it again"
            ) from error

    def _unpacked(self, stored: str) -> bytes:
        # As much as the directory says, which the limits were asked about: all that is packed may be far more.
        info = self._archive.getinfo(stored)
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise NotImplementedError
        with self._archive.open(info) as file:
            return file.read(info.file_size)

    def is_honest(self) -> bool:
        """Whether all parts unpack to what the directory says; ask before a library unpacks them without a limit."""
        try:
            return all(len(self._unpacked(info.filename)) == info.file_size for info in self._archive.infolist())
        except Exception:  # noqa: BLE001 - whoever reads the part says what is wrong with it
            return False

    def picture(self, part: str) -> bytes | None:
        """Bytes of a picture, the same ones wherever it is shown again; None where it is missing or damaged."""
        if part not in self._pictures:
            try:
                self._pictures[part] = self.data(part)
            except ReadError as error:
                self.damaged[part] = error.reason
                self._pictures[part] = None
        return self._pictures[part]

    def is_picture(self, part: str) -> bool:
        """Whether the part was asked for as a picture."""
        return part in self._pictures

    def xml(self, part: str) -> _Element | None:
        """A part that the document cannot do without, None where there is none."""
        from lxml import etree

        data = self.data(part)
        if not data:
            return None
        try:
            return parse_xml(data)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise ReadError(
                self.content.source, f"holds broken XML (in {part})", "open it in Office and save it again"
            ) from error

    def tree(self, part: str) -> _Element | None:
        """A part beside it; where it is damaged the reading goes on without it, and `damaged` says so."""
        try:
            return self.xml(part)
        except ReadError as error:
            self.damaged[part] = error.reason
            return None

    def relations(self, part: str) -> dict[str, Relation]:
        """Relations of a part by their id."""
        if part not in self._relations:
            self._relations[part] = dict(self._read_relations(part))
        return self._relations[part]

    def _read_relations(self, part: str) -> Iterator[tuple[str, Relation]]:
        folder, _, file = part.rpartition("/")
        root = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        for element in root if root is not None else ():
            target = attribute(element, "Target")
            is_outside = attribute(element, "TargetMode") == "External"
            path = target if is_outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = attribute(element, "Type").rpartition("/")[2]
            yield attribute(element, "Id"), Relation(kind, path, is_outside)

    def related(self, part: str, kind: str) -> list[str]:
        return [r.target for r in self.relations(part).values() if r.kind == kind and not r.is_outside]


@dataclass(frozen=True, slots=True)
class Relation:
    kind: str
    """Last word of its type: `image`, `hyperlink`, `header`."""
    target: str
    """Path in the package, or the address outside."""
    is_outside: bool


def _key(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()


def _zipped(content: Content) -> bytes:
    """The package that a single XML file holds."""
    from xml.sax.saxutils import quoteattr

    from lxml import etree

    try:
        root = parse_xml(content.data)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            types = ""
            for part in root:
                called, kind = (attribute(part, f"pkg:{key}") for key in ("name", "contentType"))
                types += f"<Override PartName={quoteattr(called)} ContentType={quoteattr(kind)}/>"
                archive.writestr(called.lstrip("/"), _flat_data(part))
            archive.writestr(_TYPES, f'<Types xmlns="{_TYPES_NAMESPACE}">{types}</Types>')
        return stream.getvalue()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(content.source, "holds broken XML", "open it in Office and save it again") from error


def _flat_data(part: _Element) -> bytes:
    from lxml import etree

    for content in part:
        if local(content) == "xmlData" and len(content):
            return etree.tostring(content[0], encoding="utf-8", with_tail=False)
        if local(content) == "binaryData":
            return base64.b64decode(content.text or "")
    return b""
