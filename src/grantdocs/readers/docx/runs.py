"""The running text of a Word paragraph: what is shown, with tabs, line breaks, fields, links and drawings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from grantdocs.readers.ooxml import Relation, attribute, flag, local, name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Runs"]

_THROUGH = frozenset(
    """ins moveTo sdt sdtContent smartTag customXml fldSimple dir bdo AlternateContent Choice ruby rubyBase oMath
    oMathPara""".split()
)
_SKIPPED = frozenset(
    """del moveFrom Fallback pPr rPr instrText delText delInstrText sdtPr sdtEndPr smartTagPr customXmlPr footnoteRef
    endnoteRef annotationRef rt commentReference""".split()
)
_CHARACTERS = {"noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "softHyphen": "\N{SOFT HYPHEN}"}
_LINK_FIELD_RE = regex.compile(r"\s*+HYPERLINK\s++\"(?P<url>[^\"]++)\"", regex.IGNORECASE)
_PAGE_FIELD_RE = regex.compile(r"\s*+(?:PAGE|NUMPAGES|SECTIONPAGES)\b", regex.IGNORECASE)
_PRIVATE = range(0xE000, 0xF900)


@dataclass(slots=True)
class _Field:
    """A complex field: an instruction, then a result, which alone is shown."""

    instruction: str = ""
    is_result: bool = False
    """Whether what follows is shown; page numbers never are, they differ from page to page."""
    url: str | None = None


@dataclass(slots=True)
class Runs:
    relations: dict[str, Relation]
    lines: list[list[list[tuple[str, str | None]]]] = field(default_factory=lambda: [[[]]])
    """Lines of the paragraph; a line is the stretches between tabs; a stretch is texts with their links."""
    drawings: list[_Element] = field(default_factory=list)
    language: str | None = None
    fields: list[_Field] = field(default_factory=list)
    urls: list[str | None] = field(default_factory=list)

    def read(self, container: _Element) -> None:
        for element in container:
            kind = local(element)
            if kind == "r":
                self._run(element)
            elif kind == "hyperlink":
                relation = self.relations.get(attribute(element, "r:id"))
                self.urls.append(relation.target if relation and relation.is_outside else None)
                self.read(element)
                self.urls.pop()
            elif kind in _THROUGH:
                self._through(element)
            elif kind not in _SKIPPED and local(container) in {"oMath", "oMathPara"}:
                self._text("".join(part.text or "" for part in element.iter(name("m:t"))))

    def _through(self, element: _Element) -> None:
        if local(element) == "fldSimple":
            if _PAGE_FIELD_RE.match(attribute(element, "w:instr")):
                return
            self.urls.append(_field_url(attribute(element, "w:instr")))
            self.read(element)
            self.urls.pop()
        elif local(element) != "AlternateContent":
            self.read(element)
        elif (choice := _choice(element)) is not None:
            self.read(choice)

    def _run(self, run: _Element) -> None:
        properties = run.find(name("w:rPr"))
        if flag(properties, "w:vanish"):
            return
        if self.language is None and properties is not None:
            language = properties.find(name("w:lang"))
            self.language = attribute(language, "w:val") or None if language is not None else None
        for element in run:
            self._content(element)

    def _content(self, element: _Element) -> None:
        kind = local(element)
        if kind == "fldChar":
            self._field_mark(attribute(element, "w:fldCharType"))
        elif kind == "instrText" and self.fields:
            self.fields[-1].instruction += element.text or ""
        elif kind in {"drawing", "pict", "object"}:
            self.drawings.append(element)
        elif kind == "AlternateContent":
            if (choice := _choice(element)) is not None:
                for chosen in choice:
                    self._content(chosen)
        elif any(not entry.is_result for entry in self.fields) or kind in _SKIPPED:
            return
        elif kind == "t":
            self._text(element.text or "")
        elif kind in {"tab", "ptab"}:
            self.lines[-1].append([])
        elif kind in {"br", "cr"}:
            self.lines.append([[]])
        elif kind in _CHARACTERS:
            self._text(_CHARACTERS[kind])
        elif kind == "sym":
            self._symbol(attribute(element, "w:char"))

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].is_result = not _PAGE_FIELD_RE.match(self.fields[-1].instruction)
            self.fields[-1].url = _field_url(self.fields[-1].instruction)
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _symbol(self, code: str) -> None:
        try:
            number = int(code, 16)
        except ValueError:
            return
        # Characters of symbol fonts have no meaning outside their font.
        if number not in _PRIVATE and number < 0x110000:
            self._text(chr(number))

    def _text(self, text: str) -> None:
        if text:
            field_urls = (entry.url for entry in reversed(self.fields) if entry.url)
            url = next((url for url in reversed(self.urls) if url), None) or next(field_urls, None)
            self.lines[-1][-1].append((text, url))


def _field_url(instruction: str) -> str | None:
    found = _LINK_FIELD_RE.match(instruction)
    return str(found["url"]) if found else None


def _choice(alternatives: _Element) -> _Element | None:
    """The newer way to say a thing; the fallback beside it says the same again."""
    choice = alternatives.find(name("mc:Choice"))
    return choice if choice is not None else alternatives.find(name("mc:Fallback"))
