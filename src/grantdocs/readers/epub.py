"""EPUB books: their chapters in the order of the spine, each read as the web page that it is."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote

from grantdocs.errors import ReadError
from grantdocs.model.document import Document, Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder, plain
from grantdocs.readers.media import medium
from grantdocs.readers.ooxml import Package, attribute, local
from grantdocs.readers.reader import Content, Reader

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["READER"]

_CONTAINER = "META-INF/container.xml"
_MARK = b"mimetypeapplication/epub+zip"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"})
_SAID = ("description", "subtitle", "publisher", "rights", "source")


def read_epub(content: Content) -> Document:
    builder = Builder(content, READER)
    package = Package(content)
    opf = _opf(package)
    root = package.xml(opf) if opf else None
    if opf is None or root is None:
        raise ReadError(content.source, "is an EPUB book without contents", "save or download it again")
    said = [element for element in root.iter() if local(element) in {*_SAID, "title", "language", "date"}]
    _describe(builder, said)
    folder = posixpath.dirname(opf)
    items = {attribute(e, "id"): e for e in root.iter() if local(e) == "item"}
    for reference in (e for e in root.iter() if local(e) == "itemref"):
        item = items.get(attribute(reference, "idref"))
        if item is not None:
            part = _within(folder, attribute(item, "href"))
            _chapter(builder, package, part, attribute(item, "media-type"))
    for element in said:
        if local(element) in _SAID and (text := _text(element)) and not builder.holds(text, whole=False):
            builder.paragraph(plain(text), Zone.METADATA)
    for part, reason in package.damaged.items():
        builder.gap("unread-part", f"{part} {reason}", anchor=Anchor(part=part))
    return builder.document()


def _opf(package: Package) -> str | None:
    container = package.xml(_CONTAINER)
    if container is None:
        return None
    return next((attribute(e, "full-path") for e in container.iter() if local(e) == "rootfile"), None)


def _describe(builder: Builder, said: list[_Element]) -> None:
    from grantdocs.readers.html.metadata import iso_day

    def first(name: str) -> str:
        return next((text for e in said if local(e) == name and (text := _text(e))), "")

    builder.title = first("title") or None
    builder.language = first("language") or None
    builder.published = iso_day(first("date"))
    builder.paragraph(plain(first("title")), Zone.TITLE)


def _text(element: _Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())


def _chapter(builder: Builder, package: Package, part: str, media_type: str) -> None:
    from grantdocs.readers.html.page import Page, lay_out, page_text

    anchor = Anchor(part=part)
    try:
        data = package.data(part)
    except ReadError as error:
        builder.gap("unread-part", f"a chapter was not read: it {error.reason}", anchor=anchor)
        return
    if not data:
        builder.gap("unread-part", "a chapter is missing", anchor=anchor)
    elif media_type in _PAGES:
        text = page_text(data).text
        lay_out(builder, Page(text, part, is_xml=media_type != "text/html", attached=_finder(package, part)))
    elif media_type == "image/svg+xml":
        lay_out(builder, Page(f"<body>{page_text(data).text}</body>", part, is_xml=True))
    elif media_type.startswith("image/"):
        builder.image(name=posixpath.basename(part), data=data, anchor=anchor)
    elif gap := medium(media_type, part):
        builder.gap(*gap, anchor=anchor)
    else:
        builder.gap("unread-part", f"a chapter of the kind {media_type} was not read", anchor=anchor)


def _finder(package: Package, part: str) -> Callable[[str], bytes | None]:
    folder = posixpath.dirname(part)

    def find(address: str) -> bytes | None:
        return None if ":" in address.partition("/")[0] else package.picture(_within(folder, address))

    return find


def _within(folder: str, address: str) -> str:
    path = unquote(address.partition("#")[0].partition("?")[0])
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _is_epub(content: Content) -> bool:
    if not content.head.startswith(b"PK"):
        return False
    if _MARK in content.head[:200]:
        return True
    # The mark should stand first and unpacked; programs that know nothing of books pack it like the rest.
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return _CONTAINER in names and any(name.endswith(".opf") for name in names)


READER = Reader(
    name="epub",
    media_types=("application/epub+zip",),
    extensions=("epub",),
    sniff=_is_epub,
    read=read_epub,
)
