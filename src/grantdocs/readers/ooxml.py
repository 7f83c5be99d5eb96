"""Office Open XML packages: parts, relations between them, and XML that cannot reach outside or blow up."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grantdocs.errors import ReadError, UnsupportedFormat

if TYPE_CHECKING:
    from lxml.etree import _Element

    from grantdocs.readers.reader import Content

__all__ = ["EMU_PER_MM", "Package", "attribute", "flag", "has_part", "local", "name", "parse_xml"]

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
}
# Strict packages differ from the usual ones in their namespaces alone.
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _NAMESPACES["w"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", _NAMESPACES["a"].encode()),
    (b"http://purl.oclc.org/ooxml/presentationml/main", _NAMESPACES["p"].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _NAMESPACES["r"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", _NAMESPACES["pic"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", _NAMESPACES["wp"].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _NAMESPACES["m"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/diagram", _NAMESPACES["dgm"].encode()),
)
_OFF = frozenset({"0", "false", "off", "none"})


def name(prefixed: str) -> str:
    """`w:p` in the notation of lxml."""
    prefix, _, tag = prefixed.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{tag}"


def attribute(element: _Element, prefixed: str, default: str = "") -> str:
    value = element.get(name(prefixed) if ":" in prefixed else prefixed, default)
    return str(value)


def local(element: _Element) -> str:
    """Name of an element without its namespace; comments and instructions have none."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def flag(parent: _Element | None, prefixed: str) -> bool:
    """A switch such as `w:vanish`: on when it is there and does not say otherwise."""
    element = parent.find(name(prefixed)) if parent is not None else None
    return element is not None and attribute(element, "w:val", "1").lower() not in _OFF


def parse_xml(data: bytes) -> _Element:
    from lxml import etree

    if _STRICT in data:
        for strict, usual in _STRICT_NAMES:
            data = data.replace(strict, usual)
    # Entities would let a small file grow without bounds or fetch others; Office never writes a document type.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def has_part(content: Content, part: str) -> bool:
    """Whether the bytes are a ZIP with a part called so."""
    if not content.head.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            return part in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


@dataclass(slots=True)
class Package:
    content: Content
    _archive: zipfile.ZipFile = field(init=False, repr=False)
    _names: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        content, limits = self.content, self.content.limits
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content.data))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise ReadError(content.source, "is damaged or cut off", "save or download it again") from error
        parts = self._archive.infolist()
        if len(parts) > limits.max_parts:
            raise ReadError(content.source, f"holds more than {limits.max_parts} parts", "save it again as PDF")
        allowed = max(limits.free_expansion, limits.max_expansion * len(content.data))
        if sum(part.file_size for part in parts) > allowed:
            raise ReadError(
                content.source,
                f"would unpack to more than {allowed / 1_000_000:g} MB",
                "save it again; it looks like a ZIP bomb",
            )
        self._names = frozenset(part.filename for part in parts)

    def holds(self, part: str) -> bool:
        return part in self._names

    def data(self, part: str) -> bytes | None:
        """Bytes of a part, None where there is none."""
        if part not in self._names:
            return None
        try:
            return self._archive.read(part)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise ReadError(self.content.source, f"is damaged (in {part})", "save or download it again") from error
        except (NotImplementedError, RuntimeError) as error:
            raise UnsupportedFormat(
                self.content.source, f"is packed in a way that is not read (in {part})", "save it again"
            ) from error

    def xml(self, part: str) -> _Element | None:
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

    def relations(self, part: str) -> dict[str, Relation]:
        """Relations of a part by their id."""
        folder, _, file = part.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, Relation] = {}
        for element in root if root is not None else ():
            target = attribute(element, "Target")
            is_outside = attribute(element, "TargetMode") == "External"
            path = target if is_outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = attribute(element, "Type").rpartition("/")[2]
            found[attribute(element, "Id")] = Relation(kind, path, is_outside)
        return found

    def related(self, part: str, kind: str) -> list[str]:
        return [r.target for r in self.relations(part).values() if r.kind == kind and not r.is_outside]


@dataclass(frozen=True, slots=True)
class Relation:
    kind: str
    """Last word of its type: `image`, `hyperlink`, `header`."""
    target: str
    """Path in the package, or the address outside."""
    is_outside: bool
