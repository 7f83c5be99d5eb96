"""Word documents: page headers, body, footnotes, comments, page footers, in this order. python-docx opens the package;
of the text it shows only part (no text boxes, footnotes, content controls, insertions), so that is walked here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grantdocs.errors import ReadError
from grantdocs.model.document import Document, Zone
from grantdocs.readers.building import Builder
from grantdocs.readers.docx.package import WordPackage
from grantdocs.readers.docx.story import Story
from grantdocs.readers.docx.styles import Styles, read_styles
from grantdocs.readers.ooxml import Package, attribute, flag, has_part, name
from grantdocs.readers.reader import Content, Reader

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["READER"]

_NO_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_TWIPS_PER_MM = 1440 / 25.4


def read_docx(content: Content) -> Document:
    builder = Builder(content, READER)
    package = WordPackage(content)
    builder.declared_title = package.title
    main = next((part for part in package.related("", "officeDocument")), "word/document.xml")
    root = package.xml(main)
    body = root.find(name("w:body")) if root is not None else None
    if body is None:
        raise ReadError(content.source, "holds no Word document", "save it as DOCX again")
    styles = read_styles(package, main)
    builder.language = styles.language
    headers, footers = _running_parts(package, main, body)
    for part in headers:
        _read_running(Story(builder, package, part, styles, Zone.HEADER))
    Story(builder, package, main, styles).read(body)
    _read_notes(builder, package, main, styles)
    for part in footers:
        _read_running(Story(builder, package, part, styles, Zone.FOOTER))
    builder.page_sizes += _page_sizes(body)
    return builder.document()


def _running_parts(package: Package, main: str, body: _Element) -> tuple[list[str], list[str]]:
    """Headers and footers that pages show, each once, in the order of the sections."""
    relations = package.relations(main)
    settings = next((package.xml(part) for part in package.related(main, "settings")), None)
    has_even = flag(settings, "w:evenAndOddHeaders")
    headers: dict[bytes, str] = {}
    footers: dict[bytes, str] = {}
    for section in body.iter(name("w:sectPr")):
        for found, tag in ((headers, "w:headerReference"), (footers, "w:footerReference")):
            for reference in section.findall(name(tag)):
                kind = attribute(reference, "w:type")
                if (kind == "first" and not flag(section, "w:titlePg")) or (kind == "even" and not has_even):
                    continue
                relation = relations.get(attribute(reference, "r:id"))
                data = package.data(relation.target) if relation else None
                # Sections and kinds of pages often repeat the same header in parts of their own.
                if relation and data:
                    found.setdefault(data, relation.target)
    return list(headers.values()), list(footers.values())


def _read_running(story: Story) -> None:
    root = story.package.xml(story.part)
    if root is not None:
        story.read(root)


def _read_notes(builder: Builder, package: Package, main: str, styles: Styles) -> None:
    for kind, zone in (("footnotes", Zone.FOOTNOTE), ("endnotes", Zone.FOOTNOTE), ("comments", Zone.COMMENT)):
        for part in package.related(main, kind):
            root = package.xml(part)
            story = Story(builder, package, part, styles, zone)
            for note in root if root is not None else ():
                if attribute(note, "w:type") not in _NO_NOTES:
                    story.read(note)


def _page_sizes(body: _Element) -> list[tuple[float, float]]:
    """One size a section: how many pages it fills is known only to who lays it out."""
    sizes: list[tuple[float, float]] = []
    for size in body.iter(name("w:pgSz")):
        try:
            width, height = (float(attribute(size, side)) / _TWIPS_PER_MM for side in ("w:w", "w:h"))
        except ValueError:
            continue
        sizes.append((round(width, 1), round(height, 1)))
    return sizes


READER = Reader(
    name="docx",
    media_types=("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    extensions=("docx", "docm", "dotx"),
    sniff=lambda content: has_part(content, "word/document.xml"),
    read=read_docx,
)
