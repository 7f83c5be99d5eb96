"""The running text of a Word paragraph: what is shown, with tabs, line breaks, fields, links and drawings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grantdocs.readers.docx.fields import Field, chosen_entry, field_url, is_page_number
from grantdocs.readers.docx.styles import Styles
from grantdocs.readers.docx.wrapping import WRAPPERS, wrapped
from grantdocs.readers.ooxml import Relation, attribute, chosen, local, name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Runs"]

_THROUGH = WRAPPERS | frozenset({"ruby", "rubyBase", "oMath", "oMathPara"})
_SKIPPED = frozenset(
    """del moveFrom Fallback pPr rPr instrText delText delInstrText sdtPr sdtEndPr smartTagPr customXmlPr footnoteRef
    endnoteRef annotationRef rt commentReference""".split()
)
_CHARACTERS = {"noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "softHyphen": "\N{SOFT HYPHEN}"}
_PRIVATE = range(0xE000, 0xF900)
_TEXT, _RUN, _PROPERTIES = name("w:t"), name("w:r"), name("w:rPr")
_LANGUAGE, _VALUE, _STYLE, _VANISH = name("w:lang"), name("w:val"), name("w:rStyle"), name("w:vanish")
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(slots=True)
class Runs:
    relations: dict[str, Relation]
    styles: Styles
    hides: bool = True
    """Whether runs have to be asked if they are hidden."""
    is_hidden: bool = False
    """Whether the style of the paragraph hides what does not say otherwise."""
    lines: list[list[list[tuple[str, str | None]]]] = field(default_factory=lambda: [[[]]])
    """Lines of the paragraph; a line is the stretches between tabs; a stretch is texts with their links."""
    drawings: list[tuple[_Element, str | None]] = field(default_factory=list)
    """Drawings, each with the target of the link around it."""
    language: str | None = None
    fields: list[Field] = field(default_factory=list)
    urls: list[str | None] = field(default_factory=list)

    def read(self, container: _Element) -> None:
        for element in container:
            tag: object = element.tag
            if tag == _RUN:
                self._run(element)
            else:
                self._other(element, local(element), container)

    def _other(self, element: _Element, kind: str, container: _Element) -> None:
        if kind == "r":
            self._run(element)
        elif kind == "hyperlink":
            self._linked(element, self._target(element))
        elif kind == "fldSimple":
            instruction = attribute(element, "w:instr")
            if not is_page_number(instruction):
                self._linked(element, field_url(instruction))
        elif kind in WRAPPERS:
            for inner in wrapped(element):
                self._other(inner, local(inner), element)
        elif kind in _THROUGH:
            self.read(element)
        elif kind not in _SKIPPED and local(container) in {"oMath", "oMathPara"}:
            self._text("".join(part.text or "" for part in element.iter(name("m:t"))))

    def _linked(self, element: _Element, url: str | None) -> None:
        self.urls.append(url)
        self.read(element)
        self.urls.pop()

    def _target(self, hyperlink: _Element) -> str | None:
        relation = self.relations.get(attribute(hyperlink, "r:id"))
        if relation is None or not relation.is_outside:
            return None
        anchor = attribute(hyperlink, "w:anchor")
        return f"{relation.target}#{anchor}" if anchor and "#" not in relation.target else relation.target

    def _run(self, run: _Element) -> None:
        is_hidden = self.is_hidden
        for element in run:
            tag: object = element.tag
            if tag == _PROPERTIES:
                is_hidden = self.hides and self._is_hidden(element)
                if self.language is None and (language := element.find(_LANGUAGE)) is not None:
                    self.language = language.get(_VALUE) or None
            elif is_hidden:
                # The marks of fields count all the same: hidden ones begin and end what is shown.
                if local(element) in {"fldChar", "instrText"}:
                    self._content(element)
            elif tag == _TEXT and not self.fields:
                if element.text:
                    self.lines[-1][-1].append((element.text, self._url() if self.urls else None))
            else:
                self._content(element)

    def _is_hidden(self, properties: _Element) -> bool:
        vanish = properties.find(_VANISH)
        if vanish is not None:
            return (vanish.get(_VALUE) or "1").lower() not in _OFF
        style = properties.find(_STYLE) if self.styles.hidden else None
        return self.is_hidden or (style is not None and style.get(_VALUE) in self.styles.hidden)

    def _content(self, element: _Element) -> None:
        kind = local(element)
        if kind == "fldChar":
            self._field_mark(element)
        elif kind == "instrText" and self.fields:
            self.fields[-1].instruction += element.text or ""
        elif kind in {"drawing", "pict", "object"}:
            self.drawings.append((element, self._url()))
        elif kind == "AlternateContent":
            if (choice := chosen(element)) is not None:
                for inner in choice:
                    self._content(inner)
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
        elif kind == "ruby":
            self.read(element)

    def _field_mark(self, mark: _Element) -> None:
        kind = attribute(mark, "w:fldCharType")
        if kind == "begin":
            self.fields.append(Field(entry=chosen_entry(mark)))
        elif kind == "separate" and self.fields:
            self.fields[-1].is_result = not is_page_number(self.fields[-1].instruction)
            self.fields[-1].url = field_url(self.fields[-1].instruction)
        elif kind == "end" and self.fields:
            ended = self.fields.pop()
            if ended.entry and all(entry.is_result for entry in self.fields):
                self._text(ended.entry)

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
            self.lines[-1][-1].append((text, self._url()))

    def _url(self) -> str | None:
        around = next((url for url in reversed(self.urls) if url), None)
        return around or next((entry.url for entry in reversed(self.fields) if entry.url), None)
