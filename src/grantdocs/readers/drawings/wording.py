"""The running text of DrawingML paragraphs, those of shapes, slides, charts and diagrams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from grantdocs.readers.building import Inline
from grantdocs.readers.drawings import Canvas
from grantdocs.readers.ooxml import attribute, chosen, local, name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["language_of", "lines_of"]

_CHANGING = ("slidenum", "datetime")
"""Fields whose text differs from slide to slide or from day to day."""


def lines_of(paragraph: _Element, canvas: Canvas, url: str | None = None) -> Iterator[list[Inline]]:
    """The lines of a paragraph (line breaks divide it), each as the stretches between its tabs; `url` is the target of
    a link that lies on the whole shape."""
    lines: list[list[list[tuple[str, str | None]]]] = [[[]]]
    for kind, text, target in _stretches(paragraph, canvas):
        if kind == "br":
            lines.append([[]])
            continue
        for row, written in enumerate(text.replace("\v", "\n").replace("\r", "\n").split("\n")):
            if row:
                lines.append([[]])
            for column, piece in enumerate(written.split("\t")):
                if column:
                    lines[-1].append([])
                lines[-1][-1].append((piece, target or url))
    for line in lines:
        yield list(line)


def language_of(paragraph: _Element) -> str | None:
    properties = next(paragraph.iter(name("a:rPr")), None)
    return attribute(properties, "lang") or None if properties is not None else None


def _stretches(container: _Element, canvas: Canvas) -> Iterator[tuple[str, str, str | None]]:
    for element in container:
        kind = local(element)
        if kind == "br":
            yield "br", "", None
        elif kind == "r" or (kind == "fld" and not attribute(element, "type").startswith(_CHANGING)):
            text = element.find(name("a:t"))
            if text is not None and text.text:
                yield "t", text.text, canvas.clicked(element.find(name("a:rPr")))
        elif kind == "AlternateContent":
            choice = chosen(element)
            if choice is not None:
                yield from _stretches(choice, canvas)
        elif kind == "m":
            yield "t", "".join(part.text or "" for part in element.iter(name("m:t"))), None
