"""Slides in their order: what masters and layouts show, then each slide with its notes and comments. Hidden slides
are not shown to anybody and not read."""

from __future__ import annotations

from grantdocs.errors import ReadError
from grantdocs.model.document import Document
from grantdocs.readers.building import Builder
from grantdocs.readers.drawings.shapes import size_mm
from grantdocs.readers.ooxml import Package, attribute, name
from grantdocs.readers.pptx import READER
from grantdocs.readers.pptx.slides import Slides
from grantdocs.readers.properties import declared_title, note_damage, read_properties
from grantdocs.readers.reader import Content

__all__ = ["read_pptx"]


def read_pptx(content: Content) -> Document:
    builder = Builder(content, READER)
    package = Package(content)
    builder.declared_title = declared_title(package)
    main = next(iter(package.related("", "officeDocument")), "ppt/presentation.xml")
    root = package.xml(main)
    if root is None:
        raise ReadError(content.source, "holds no presentation", "save it as PPTX again")
    relations = package.relations(main)
    listed = [relations.get(attribute(slide, "r:id")) for slide in root.iter(name("p:sldId"))]
    parts = [relation.target for relation in listed if relation]
    limit = content.limits.max_pages
    if len(parts) > limit:
        builder.gap("limit-reached", f"only the first {limit} of {len(parts)} slides were read")
    width, height = size_mm(root.find(name("p:sldSz")))
    if width and height:
        builder.page_sizes += [(round(width, 1), round(height, 1))] * min(len(parts), limit)
    slides = Slides(builder, package, (width, height))
    for number, part in enumerate(parts[:limit], 1):
        slides.read(part, number)
    read_properties(builder, package)
    note_damage(builder, package)
    return builder.document()
