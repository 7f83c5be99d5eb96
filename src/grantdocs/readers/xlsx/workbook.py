"""What the sheets of a workbook share: their list, the table of strings, the formats of numbers, the first day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from grantdocs.readers.number_formats import BUILT_IN
from grantdocs.readers.ooxml import Package, attribute, each, local, name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Sheet", "Workbook", "read_workbook", "rich_text"]

_HIDDEN = frozenset({"hidden", "veryHidden"})
_READ = frozenset({"worksheet", "chartsheet"})
"""Sheets of macros are programs, sheets of dialogs their windows."""
_ON = frozenset({"1", "true"})
_ESCAPED_RE = regex.compile(r"_x(?P<code>[0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Workbook:
    part: str
    sheets: tuple[Sheet, ...]
    """Those that are shown."""
    strings: tuple[str, ...]
    formats: tuple[str, ...]
    """Format code of each cell style."""
    from_1904: bool


def read_workbook(package: Package) -> Workbook | None:
    main = next(iter(package.related("", "officeDocument")), "xl/workbook.xml")
    root = package.xml(main)
    if root is None or local(root) != "workbook":
        return None
    relations = package.relations(main)
    sheets: list[Sheet] = []
    for element in root.iter(name("s:sheet")):
        relation = relations.get(attribute(element, "r:id"))
        if relation and relation.kind in _READ and attribute(element, "state") not in _HIDDEN:
            sheets.append(Sheet(attribute(element, "name"), relation.target))
    properties = root.find(name("s:workbookPr"))
    from_1904 = properties is not None and attribute(properties, "date1904") in _ON
    return Workbook(main, tuple(sheets), _strings(package, main), _formats(package, main), from_1904)


def rich_text(holder: _Element) -> str:
    """Text of a string, of its runs where it has them; how it is pronounced is not part of it."""
    texts: list[str] = []
    for part in holder:
        if local(part) == "t":
            texts.append(part.text or "")
        elif local(part) == "r":
            texts += (text.text or "" for text in part if local(text) == "t")
    return unescaped("".join(texts))


def unescaped(text: str) -> str:
    """Characters that XML cannot hold are written by their number."""
    return _ESCAPED_RE.sub(lambda found: chr(int(found["code"], 16)), text) if "_x" in text else text


def _strings(package: Package, main: str) -> tuple[str, ...]:
    from lxml import etree

    for part in package.related(main, "sharedStrings"):
        try:
            return tuple(rich_text(item) for item in each(package.data(part) or b"", "s:si"))
        except (etree.XMLSyntaxError, ValueError):
            package.damaged[part] = "holds broken XML"
    return ()


def _formats(package: Package, main: str) -> tuple[str, ...]:
    root = next((package.tree(part) for part in package.related(main, "styles")), None)
    if root is None:
        return ()
    own = {attribute(code, "numFmtId"): attribute(code, "formatCode") for code in root.iter(name("s:numFmt"))}
    styles = root.find(name("s:cellXfs"))
    numbers = [attribute(style, "numFmtId", "0") for style in styles] if styles is not None else []
    return tuple(own.get(number, BUILT_IN.get(int(number) if number.isdecimal() else 0, "")) for number in numbers)
