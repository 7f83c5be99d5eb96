"""OpenDocument files, zipped or flat: their kind, their parts, and the names of their elements."""

from __future__ import annotations

import base64
import binascii
import io
import lzma
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

import regex

from grantdocs.errors import ReadError
from grantdocs.readers.ooxml import Package, parse_xml
from grantdocs.readers.reader import Content

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

__all__ = ["OpenPackage", "attribute", "embedded_bytes", "is_of_kind", "name", "open_package", "tag"]

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = {
    "office": f"{_OASIS}office:1.0",
    "style": f"{_OASIS}style:1.0",
    "text": f"{_OASIS}text:1.0",
    "table": f"{_OASIS}table:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "dr3d": f"{_OASIS}dr3d:1.0",
    "presentation": f"{_OASIS}presentation:1.0",
    "chart": f"{_OASIS}chart:1.0",
    "form": f"{_OASIS}form:1.0",
    "meta": f"{_OASIS}meta:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
_PREFIXES = {uri: prefix for prefix, uri in _NAMESPACES.items()}
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_MIME = b"application/vnd.oasis.opendocument."
_FLAT_RE = regex.compile(rb"<office:document\s[^>]*?\boffice:mimetype=\"(?P<type>[\w./+-]++)\"")
_MANIFEST_RE = regex.compile(rb"\bfull-path=\"/\"[^>]*?\bmedia-type=\"(?P<a>[^\"]++)\"|"
                             rb"\bmedia-type=\"(?P<b>[^\"]++)\"[^>]*?\bfull-path=\"/\"")  # fmt: skip
_FLAT_HEAD = 32_768
"""Bytes in which the root of a flat file ends: its namespaces alone fill several thousand."""


def name(prefixed: str) -> str:
    """`text:p` in the notation of lxml."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def tag(element: _Element) -> str:
    """`text:p` for an element, empty for comments and for elements of other vocabularies."""
    clark: object = element.tag
    return _prefixed(clark) if isinstance(clark, str) else ""


@lru_cache(maxsize=4096)
def _prefixed(clark: str) -> str:
    uri, _, local = clark[1:].rpartition("}")
    prefix = _PREFIXES.get(uri)
    return f"{prefix}:{local}" if prefix else ""


def attribute(element: _Element, prefixed: str, default: str = "") -> str:
    return str(element.get(_clark(prefixed), default))


_clark = cache(name)


def is_of_kind(*kinds: str) -> Callable[[Content], bool]:
    """Whether a file says that it is a `text`, `presentation`, `spreadsheet` or `graphics`, or a template of one."""
    wanted = frozenset(kinds)
    return lambda content: _kind(content) in wanted


def _kind(content: Content) -> str:
    if content.head.startswith(b"PK"):
        mime = _zipped_type(content)
    else:
        found = _FLAT_RE.search(content.data, 0, _FLAT_HEAD)
        mime = found["type"] if found else b""
    kind = mime.removeprefix(_MIME) if mime.startswith(_MIME) else b""
    return kind.decode("ascii", "ignore").partition("-")[0]


def _zipped_type(content: Content) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            names = frozenset(archive.namelist())
            if "content.xml" not in names:
                return b""
            if "mimetype" in names:
                with archive.open("mimetype") as file:
                    return file.read(200).strip()
            if "META-INF/manifest.xml" in names:
                with archive.open("META-INF/manifest.xml") as file:
                    found = _MANIFEST_RE.search(file.read(_FLAT_HEAD))
                    return (found["a"] or found["b"]) if found else b""
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError):
        # A damaged file is of no kind here; who reads ZIP archives that nobody knows says what is wrong with it.
        return b""
    return b""


@dataclass(slots=True)
class OpenPackage:
    """The trees of a document, and the files beside them."""

    content: _Element
    styles: _Element | None
    meta: _Element | None
    package: Package | None
    """None where the file is flat: a single tree."""
    controls: dict[str, _Element] = field(default_factory=dict)
    """Fields of forms by their id."""

    def __post_init__(self) -> None:
        for holder in self.content.iter(name("office:forms")):
            for element in holder.iter():
                for key in (_XML_ID, name("form:id")):
                    if (known := element.get(key)) is not None:
                        self.controls[str(known)] = element

    def body(self, kind: str) -> _Element | None:
        return self.content.find(f"{name('office:body')}/{name(f'office:{kind}')}")

    def data(self, href: str) -> bytes | None:
        """Bytes of a picture in the package."""
        path = self.path(href)
        return self.package.data(path) if self.package and path else None

    def part(self, href: str) -> _Element | None:
        """Tree of a document embedded in this one."""
        path = self.path(href)
        return self.package.xml(posixpath.join(path, "content.xml")) if self.package and path else None

    def path(self, href: str) -> str:
        """Path in the package, empty where the address leads outside."""
        if not href or ":" in href.partition("/")[0]:
            return ""
        path = posixpath.normpath(unquote(href))
        return "" if path.startswith(("/", "..")) else path


def open_package(content: Content) -> OpenPackage:
    if not content.head.startswith(b"PK"):
        return _flat(content)
    package = Package(content)
    if b"encryption-data" in (package.data("META-INF/manifest.xml") or b""):
        raise ReadError(content.source, "is protected by a password", "save it without a password")
    root = package.xml("content.xml")
    if root is None:
        raise ReadError(content.source, "holds no OpenDocument text", "save it again")
    return OpenPackage(root, package.xml("styles.xml"), package.xml("meta.xml"), package)


def _flat(content: Content) -> OpenPackage:
    from lxml import etree

    try:
        root = parse_xml(content.data)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(content.source, "holds broken XML", "open it in LibreOffice and save it again") from error
    return OpenPackage(root, root, root, None)


def embedded_bytes(element: _Element) -> bytes | None:
    """Bytes that a flat file holds in its text."""
    written = element.findtext(name("office:binary-data"))
    try:
        return base64.b64decode(written) if written else None
    except (binascii.Error, ValueError):
        return None
