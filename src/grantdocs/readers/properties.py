"""Properties of Office files: title, subject, keywords and what else was filled in, where the text does not say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import regex

from grantdocs.model.document import Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder, plain
from grantdocs.readers.ooxml import Package, local

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["declared_title", "note_damage", "read_properties"]

_KINDS = ("core-properties", "extended-properties", "custom-properties")
_SAID = {
    "core-properties": frozenset({"title", "subject", "description", "keywords", "category"}),
    "extended-properties": frozenset({"Company"}),
}
"""Names of people and programs are no words of the publication."""
_BY_PROGRAMS_RE = regex.compile(r"\bPowerPoint|\bMicrosoft Word\b|python-docx|^Word Document$")
"""What programs fill in by themselves, whatever their language."""
_PHRASE_RE = regex.compile(r"\p{L}{2,}+\p{P}?+\s++\p{L}{2,}+")
"""Custom properties and companies of one word are identifiers and makers of programs."""


def declared_title(package: Package) -> str:
    """Title as the properties give it; often that of the document it was made from."""
    return next((text for _, called, text in _properties(package) if called == "title"), "")


def read_properties(builder: Builder, package: Package) -> None:
    """Call it last: only what the document itself does not show becomes a block."""
    for part, _, text in _properties(package):
        if not builder.holds(text, whole=False):
            builder.paragraph(plain(text), Zone.METADATA, Anchor(part=part))


def note_damage(builder: Builder, package: Package) -> None:
    """One gap for each part that was left out because it is damaged."""
    for part, reason in package.damaged.items():
        pointer = "/images" if package.is_picture(part) else ""
        builder.gap("unread-part", f"a part of the file was not read: it {reason}", pointer, Anchor(part=part))


def _properties(package: Package) -> Iterator[tuple[str, str, str]]:
    """Part, name and text of each property."""
    for kind in _KINDS:
        for part in package.related("", kind):
            root = package.tree(part)
            for element in root if root is not None else ():
                called = local(element)
                is_said = kind in _SAID and called in _SAID[kind]
                texts = [element.text or ""] if is_said else _texts(element) if kind not in _SAID else ()
                for text in (text.strip() for text in texts):
                    is_own = text and not _BY_PROGRAMS_RE.search(text)
                    if is_own and (kind == "core-properties" or _PHRASE_RE.search(text)):
                        yield part, called, text


def _texts(custom: _Element) -> Iterator[str]:
    """Text of a custom property; numbers, dates and switches are for machines."""
    for value in custom:
        if local(value) in {"lpwstr", "lpstr", "bstr"}:
            yield value.text or ""
