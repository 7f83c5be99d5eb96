"""Word packages as python-docx opens them: their parts, relations and media types; those that it refuses (a relation
that leads nowhere, no list of content types) are read part by part all the same, as Word does. The trees are parsed
here: in those of python-docx every element is an object of a class of its own, which makes a walk a fifth slower."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from grantdocs.readers.ooxml import Package, Relation

__all__ = ["WordPackage"]


@dataclass(slots=True)
class WordPackage(Package):
    _parts: dict[str, Any] = field(default_factory=dict, init=False, repr=False)
    """Parts of python-docx by their path; the empty path stands for the package."""

    def __post_init__(self) -> None:
        # The limits first: python-docx unpacks everything at once.
        Package.__post_init__(self)
        if not self.holds("[Content_Types].xml") or not self.is_honest():
            return
        from docx.opc.package import OpcPackage

        try:
            opened = OpcPackage.open(io.BytesIO(self.content.data))
            parts = {str(part.partname).lstrip("/"): part for part in opened.iter_parts()}
            self._parts = {"": opened, **parts}
        except Exception:  # noqa: BLE001 - it fails in many ways where a file is not quite as it should be
            self._parts = {}

    def _read_relations(self, part: str) -> Iterator[tuple[str, Relation]]:
        known = self._parts.get(part)
        if known is None:
            yield from Package._read_relations(self, part)  # noqa: SLF001  as its own does
        else:
            yield from ((key, _relation(relation)) for key, relation in known.rels.items())

    def content_type(self, part: str) -> str:
        """Media type of a part as the package declares it, empty where it does not."""
        return str(getattr(self._parts.get(part), "content_type", ""))


def _relation(relation: Any) -> Relation:
    kind = str(relation.reltype).rpartition("/")[2]
    if relation.is_external:
        return Relation(kind, str(relation.target_ref), is_outside=True)
    return Relation(kind, posixpath.normpath(str(relation.target_part.partname)).lstrip("/"), is_outside=False)
