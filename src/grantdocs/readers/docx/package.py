"""Word packages as python-docx opens them; those that it refuses (a relation that leads nowhere, no list of content
types) are read part by part all the same, as Word does."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from grantdocs.readers.ooxml import Package, Relation

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["WordPackage"]

_STRICT = "http://purl.oclc.org/ooxml/"


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

    def xml(self, part: str) -> _Element | None:
        known = getattr(self._parts.get(part), "element", None)
        if known is None or any(str(uri).startswith(_STRICT) for uri in known.nsmap.values()):
            return Package.xml(self, part)
        element: _Element = known
        return element

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
