"""Word packages as the package reader of python-docx sees them: parts, relations and media types. Those that it refuses
(a relation that leads nowhere, no list of content types) are read part by part all the same, as Word does.

The trees are parsed by us: in those of python-docx every element is an object of a class of its own, and opening all of
them before the first is read makes reading a quarter slower."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from grantdocs.readers.ooxml import Package, Relation

__all__ = ["WordPackage"]


@dataclass(slots=True)
class WordPackage(Package):
    _types: dict[str, str] = field(default_factory=dict, init=False, repr=False)
    """Media types of the parts by their path."""
    _known: dict[str, list[Any]] = field(default_factory=dict, init=False, repr=False)
    """Relations as python-docx read them by the path of their part, those of the package by the empty one."""

    def __post_init__(self) -> None:
        # The limits first: python-docx unpacks everything at once.
        Package.__post_init__(self)
        if not self.holds("[Content_Types].xml") or not self.is_honest():
            return
        from docx.opc.pkgreader import PackageReader

        try:
            opened: Any = PackageReader.from_file(io.BytesIO(self.content.data))  # type: ignore[no-untyped-call]
            types = {_path(part): str(kind) for part, kind, _, _ in opened.iter_sparts()}
            known: dict[str, list[Any]] = {part: [] for part in ("", *types)}
            for part, relation in opened.iter_srels():
                known[_path(part)].append(relation)
        except Exception:  # noqa: BLE001 - it fails in many ways where a file is not quite as it should be
            return
        self._types, self._known = types, known

    def content_type(self, part: str) -> str:
        """Media type of a part as the package declares it, empty where it does not."""
        return self._types.get(part, "")

    def _read_relations(self, part: str) -> Iterator[tuple[str, Relation]]:
        if part not in self._known:
            yield from Package._read_relations(self, part)  # noqa: SLF001  as its own does
        for relation in self._known.get(part, ()):
            target = str(relation.target_ref) if relation.is_external else _path(relation.target_partname)
            kind = str(relation.reltype).rpartition("/")[2]
            yield str(relation.rId), Relation(kind, target, is_outside=bool(relation.is_external))


def _path(part_name: Any) -> str:
    return str(part_name).lstrip("/")
