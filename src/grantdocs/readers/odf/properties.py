"""Title and language of an OpenDocument file as its properties give them."""

from __future__ import annotations

from grantdocs.readers.building import Builder
from grantdocs.readers.odf.package import OpenPackage, name
from grantdocs.readers.odf.styles import default_language

__all__ = ["read_properties"]


def read_properties(builder: Builder, opened: OpenPackage) -> None:
    title = next(opened.meta.iter(name("dc:title")), None) if opened.meta is not None else None
    builder.declared_title = " ".join((title.text or "").split()) if title is not None else ""
    builder.language = default_language(opened)
