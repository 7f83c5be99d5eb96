"""Word documents: page headers, body, footnotes, comments, page footers, in this order. python-docx opens the package;
of the text it shows only part (no text boxes, footnotes, content controls, insertions), so that is walked here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grantdocs.errors import ReadError
from grantdocs.model.document import OWN_REMARKS, Document, Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder
from grantdocs.readers.docx import READER
from grantdocs.readers.docx.package import WordPackage
from grantdocs.readers.docx.story import Story
from grantdocs.readers.docx.styles import Styles, read_styles
from grantdocs.readers.drawings import Canvas, place
from grantdocs.readers.drawings.vml import vml_items
from grantdocs.readers.ooxml import attribute, flag, local, name
from grantdocs.readers.properties import declared_title, note_damage, read_properties
from grantdocs.readers.reader import Content

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_docx"]

_NO_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_TWIPS_PER_MM = 1440 / 25.4


def read_docx(content: Content) -> Document:
    builder = Builder(content, READER)
    package = WordPackage(content)
    builder.declared_title = declared_title(package)
    main = next((part for part in package.related("", "officeDocument")), "word/document.xml")
    root = package.xml(main)
    body = root.find(name("w:body")) if root is not None else None
    if root is None or body is None:
        raise ReadError(content.source, "holds no Word document", "save it as DOCX again")
    styles = read_styles(package, main)
    builder.language = styles.language
    headers, footers = _running_parts(package, main, body)
    _read_background(builder, package, main, root)
    for part in headers:
        _read_running(Story(builder, package, part, styles, Zone.HEADER))
    Story(builder, package, main, styles).read(body)
    _read_notes(builder, package, main, styles)
    for part in footers:
        _read_running(Story(builder, package, part, styles, Zone.FOOTER))
    read_properties(builder, package)
    note_damage(builder, package)
    builder.page_sizes += _page_sizes(body)
    return builder.document()


def _running_parts(package: WordPackage, main: str, body: _Element) -> tuple[list[str], list[str]]:
    """Headers and footers that pages show, each once, in the order of the sections."""
    relations = package.relations(main)
    settings = next((package.tree(part) for part in package.related(main, "settings")), None)
    has_even = flag(settings, "w:evenAndOddHeaders")
    in_force: dict[tuple[str, str], str] = {}
    found: dict[str, dict[object, str]] = {"header": {}, "footer": {}}
    for section in body.iter(name("w:sectPr")):
        parent = section.getparent()
        if parent is not None and local(parent) == "sectPrChange":
            continue  # as the section was before a revision
        for reference in section:
            running = local(reference).removesuffix("Reference")
            relation = relations.get(attribute(reference, "r:id")) if running in found else None
            if relation:
                # A section without its own goes on with those of the one before.
                in_force[running, attribute(reference, "w:type", "default")] = relation.target
        for kind, is_used in (("first", flag(section, "w:titlePg")), ("default", True), ("even", has_even)):
            for running, parts in found.items():
                part = in_force.get((running, kind)) if is_used else None
                if part is not None:
                    # Sections and kinds of pages often repeat the same header in parts of their own.
                    same = (_part_bytes(package, part), tuple(package.relations(part).items()))
                    parts.setdefault(same, part)
    return list(found["header"].values()), list(found["footer"].values())


def _part_bytes(package: WordPackage, part: str) -> bytes:
    try:
        return package.data(part) or b""
    except ReadError:
        return part.encode()


def _read_background(builder: Builder, package: WordPackage, main: str, root: _Element) -> None:
    """A picture behind all pages."""
    background = root.find(name("w:background"))
    for item in vml_items(background, Canvas(package, main, package.relations(main))) if background is not None else ():
        place(builder, item, Anchor(part=main), Zone.HEADER)


def _read_running(story: Story) -> None:
    root = story.package.tree(story.part)
    if root is not None:
        story.read(root)


def _read_notes(builder: Builder, package: WordPackage, main: str, styles: Styles) -> None:
    for kind, zone in (("footnotes", Zone.FOOTNOTE), ("endnotes", Zone.FOOTNOTE), ("comments", Zone.COMMENT)):
        for part in package.related(main, kind):
            root = package.tree(part)
            story = Story(builder, package, part, styles, zone)
            for note in root if root is not None else ():
                if attribute(note, "w:type") not in _NO_NOTES and attribute(note, "w:author") != OWN_REMARKS:
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
