"""What wraps the content of Word documents: content controls, revisions, custom tags, alternatives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from grantdocs.readers.ooxml import chosen, flag, local, name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["WRAPPERS", "wrapped"]

WRAPPERS = frozenset("ins moveTo sdt sdtContent customXml smartTag dir bdo AlternateContent body".split())
"""Deleted text and the old place of what was moved are not among them."""
_SDT_PROPERTIES = name("w:sdtPr")


def wrapped(wrapper: _Element) -> Iterable[_Element]:
    """What one of `WRAPPERS` holds; the prompt of a content control that nobody filled in is nothing."""
    kind = local(wrapper)
    if kind == "AlternateContent":
        choice = chosen(wrapper)
        return choice if choice is not None else ()
    if kind == "sdt" and flag(wrapper.find(_SDT_PROPERTIES), "w:showingPlcHdr"):
        return ()
    return wrapper
