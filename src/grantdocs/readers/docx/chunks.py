"""Documents embedded in a Word document (`w:altChunk`): a page, a text or another Word file that Word merges in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from grantdocs.errors import ReadError
from grantdocs.model.location import Anchor
from grantdocs.readers.building import OutOfTime
from grantdocs.readers.embedding import embed
from grantdocs.readers.reader import Content

if TYPE_CHECKING:
    from grantdocs.readers.building import Builder
    from grantdocs.readers.docx.package import WordPackage
    from grantdocs.readers.ooxml import Relation

__all__ = ["read_chunk"]


def read_chunk(builder: Builder, package: WordPackage, relation: Relation | None, anchor: Anchor) -> None:
    """Put what the chunk says where it stands; a gap says why where that cannot be."""
    from grantdocs.readers.discovery import choose_reader

    def gap(reason: str) -> None:
        builder.gap("unread-part", f"a document embedded in this one was not read: {reason}", anchor=anchor)

    if relation is None or relation.is_outside:
        gap("it is not in the file")
        return
    outer = package.content
    if outer.limits.max_nesting < 1:
        gap("it stands too deep in others")
        return
    try:
        data = package.data(relation.target)
        if not data:
            gap("it is not in the file")
            return
        limits = replace(outer.limits, max_nesting=outer.limits.max_nesting - 1)
        name = relation.target.rpartition("/")[2]
        content = Content(data, outer.source, outer.digest, name, package.content_type(relation.target) or None, limits)
        embed(builder, choose_reader(content).read(content), relation.target)
    except OutOfTime as stopped:
        embed(builder, stopped.document, relation.target)
    except ReadError as error:
        gap(error.reason)
    except Exception as error:  # noqa: BLE001 - damage in it shows in many ways and costs only this part
        gap(f"it may be damaged ({type(error).__name__})")
