"""Fields of Word paragraphs: an instruction, then a result, which alone is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from grantdocs.readers.ooxml import attribute, name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Field", "chosen_entry", "field_url", "is_page_number"]

_LINK_RE = regex.compile(r"\s*+HYPERLINK\b", regex.IGNORECASE)
_WORD_RE = regex.compile(r"\"(?P<quoted>[^\"]*+)\"?|(?P<bare>[^\s\"]++)")
_PAGE_RE = regex.compile(r"\s*+(?:PAGE|NUMPAGES|SECTIONPAGES)\b", regex.IGNORECASE)
_LOCATION = "\\l"
_WITH_ARGUMENT = frozenset({_LOCATION, "\\o", "\\t"})


@dataclass(slots=True)
class Field:
    instruction: str = ""
    is_result: bool = False
    """Whether what follows is shown; page numbers never are, they differ from page to page."""
    url: str | None = None
    entry: str = ""
    """The chosen entry of a drop-down field, which has no result."""


def is_page_number(instruction: str) -> bool:
    return bool(_PAGE_RE.match(instruction))


def field_url(instruction: str) -> str | None:
    """Target of a HYPERLINK field; one that only leads to a place in the document has none."""
    start = _LINK_RE.match(instruction)
    url = location = ""
    switch = ""
    for word in _WORD_RE.finditer(instruction, start.end()) if start else ():
        text = str(word["quoted"] if word["bare"] is None else word["bare"])
        if word["bare"] is not None and text.startswith("\\"):
            switch = text.lower() if text.lower() in _WITH_ARGUMENT else ""
        elif switch:
            location = text if switch == _LOCATION else location
            switch = ""
        else:
            url = url or text
    return f"{url}#{location}" if url and location else url or None


def chosen_entry(mark: _Element) -> str:
    """What a drop-down field shows, from the `w:fldChar` that begins it."""
    drop_down = mark.find(f"{name('w:ffData')}/{name('w:ddList')}")
    if drop_down is None:
        return ""
    entries = [attribute(entry, "w:val") for entry in drop_down.findall(name("w:listEntry"))]
    result = drop_down.find(name("w:result"))
    result = result if result is not None else drop_down.find(name("w:default"))
    number = attribute(result, "w:val", "0") if result is not None else "0"
    return entries[int(number)] if number.isascii() and number.isdigit() and int(number) < len(entries) else ""
