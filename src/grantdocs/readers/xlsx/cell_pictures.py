"""Pictures that fill cells: a workbook keeps them beside its sheets, and the cells hold an error instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grantdocs.model.document import Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.drawings import Canvas
from grantdocs.readers.ooxml import attribute, local

if TYPE_CHECKING:
    from grantdocs.readers.building import Builder
    from grantdocs.readers.ooxml import Package

__all__ = ["place_cell_pictures"]

_PICTURE, _TEXT = "_rvRel:LocalImageIdentifier", "Text"


def place_cell_pictures(builder: Builder, package: Package, workbook: str) -> None:
    """They are shown once each; in which cell is not said."""
    for part in package.related(workbook, "richValueRel"):
        root = package.tree(part)
        canvas = Canvas(package, part, package.relations(part))
        said = _alternative_texts(package, workbook)
        listed = [element for element in root if local(element) == "rel"] if root is not None else []
        for number, element in enumerate(listed):
            relation = canvas.relation(attribute(element, "r:id"))
            if relation is not None:
                called, data = canvas.picture(relation)
                alt = said.get(str(number), "")
                builder.image(alt=alt, name=called, data=data, zone=Zone.TABLE_CELL, anchor=Anchor(part=part))


def _alternative_texts(package: Package, workbook: str) -> dict[str, str]:
    """By the number of the picture."""
    structures = [
        [attribute(key, "n") for key in structure]
        for part in package.related(workbook, "rdRichValueStructure")
        if (root := package.tree(part)) is not None
        for structure in root
        if local(structure) == "s"
    ]
    said: dict[str, str] = {}
    for part in package.related(workbook, "rdRichValue"):
        root = package.tree(part)
        for value in root if root is not None else ():
            number = attribute(value, "s")
            keys = structures[int(number)] if number.isdecimal() and int(number) < len(structures) else []
            held = dict(zip(keys, (inner.text or "" for inner in value if local(inner) == "v"), strict=False))
            if _PICTURE in held and held.get(_TEXT):
                said[held[_PICTURE]] = held[_TEXT]
    return said
