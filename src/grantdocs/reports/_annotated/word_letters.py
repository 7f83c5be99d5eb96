"""The letters of the main part of a Word document, each with the element that holds it, and runs split between them."""

from __future__ import annotations

from bisect import bisect_right
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from grantdocs.model.document import Zone
from grantdocs.reports._annotated.letters import aligned, letters_of, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from grantdocs.model.document import Document
    from grantdocs.model.location import Span

__all__ = ["WordLetters", "local", "tagged"]

_ELSEWHERE: Final = frozenset({Zone.TEXT_BOX, Zone.ALT_TEXT, Zone.IMAGE_TEXT, Zone.METADATA})
"""Zones of blocks of the main part that are no letters of its paragraphs."""
_NOT_SHOWN: Final = frozenset("del moveFrom instrText delText rt txbxContent Fallback drawing pict object".split())
_RANGES_IN: Final = frozenset("p hyperlink ins moveTo smartTag customXml dir bdo fldSimple".split())
"""Elements of a paragraph that may hold the ends of a comment; content controls are taken whole."""
_FARTHEST: Final = 20_000
"""Letters that may stand in the file, but not in the text, between two blocks: hidden ones."""
_MOST_TRIED: Final = 30
"""Paragraphs that are compared with a block that stands nowhere word for word."""
_PRESERVE: Final = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class WordLetters:
    body: _Element
    text: str = ""
    holders: list[tuple[_Element, int]] = field(default_factory=list)
    """Of each letter of `text`: the element that it stands in, and where."""
    paragraphs: list[tuple[int, _Element]] = field(default_factory=list)
    """Each with the number of letters before it."""
    blocks: dict[int, Sequence[int | None]] = field(default_factory=dict)
    """Of each block that was found, by its start in the text of the publication: the letters of `text`."""

    @classmethod
    def of(cls, body: _Element, document: Document, part: str) -> WordLetters:
        found = cls(body)
        found._collect(body)
        found._lay(document, part)
        return found

    def bounds(self, span: Span, document: Document) -> tuple[_Element, _Element] | None:
        """The elements before and behind which a comment on the first block of a span begins and ends.

        Runs are split where they must be. None where the words were not found.
        """
        block = document.block_at(span.start)
        before = letters_of(document.text[block.span.start : span.start])
        inside = letters_of(document.text[span.start : min(span.end, block.span.end)])
        placed = self.blocks.get(block.span.start, ())[len(before) : len(before) + len(inside)]
        known = [letter for letter in placed if letter is not None]
        if not known:
            return None
        first, last = known[0], known[-1]
        self._part(last + 1, is_end=True)
        self._part(first, is_end=False)
        return _outermost(self.holders[first][0]), _outermost(self.holders[last][0])

    def paragraph_near(self, offset: int, document: Document) -> _Element | None:
        """The paragraph that holds the nearest block before `offset`, else the first one with words, else any."""
        before = [start for start in self.blocks if start <= offset and not _is_running(document, start)]
        at = next((letter for letter in self.blocks[max(before)] if letter is not None), 0) if before else 0
        found = [element for start, element in self.paragraphs if start <= at]
        if before and found:
            return found[-1]
        return self.first_paragraph

    @property
    def first_paragraph(self) -> _Element | None:
        """The first one with words, else any."""
        starts = [start for start, _ in self.paragraphs] + [len(self.text)]
        filled = (self.paragraphs[i][1] for i in range(len(self.paragraphs)) if starts[i + 1] > starts[i])
        return next(filled, self.paragraphs[0][1] if self.paragraphs else None)

    def _part(self, letter: int, *, is_end: bool) -> None:
        """Let a run begin at this letter, or end behind the one before it."""
        holder, at = self.holders[letter - 1 if is_end else letter]
        at += is_end
        run = _outermost(holder)
        if local(run) != "r" or holder.getparent() is not run:
            return
        second = _split(run, holder, at)
        if second is None:
            return
        while letter < len(self.holders) and self.holders[letter][0] is holder:
            self.holders[letter] = (second, self.holders[letter][1] - at)
            letter += 1

    def _collect(self, body: _Element) -> None:
        parts: list[str] = []
        count = 0
        for element, kind in _shown(body):
            if kind == "p":
                self.paragraphs.append((count, element))
                continue
            text = _text(element, kind)
            places = places_of(text)
            parts.append(letters_of(text))
            count += len(places)
            self.holders += [(element, place) for place in places]
        self.text = "".join(parts)

    def _lay(self, document: Document, part: str) -> None:
        """Find the blocks one after the other; what is in the file alone (hidden words, numbers of pages) is passed."""
        at = 0
        for block in document.blocks:
            if block.anchor.part != part or block.zone in _ELSEWHERE:
                continue
            letters = letters_of(document.quote(block.span))
            found = self.text.find(letters, at, at + len(letters) + _FARTHEST) if letters else -1
            placed: Sequence[int | None] = range(found, found + len(letters)) if found >= 0 else self._like(letters, at)
            if placed:
                self.blocks[block.span.start] = placed
                at = max(letter for letter in placed if letter is not None) + 1

    def _like(self, letters: str, at: int) -> Sequence[int | None]:
        """The next paragraph that says nearly the same: numbers of pages and prompts stand in the file alone."""
        starts = [start for start, _ in self.paragraphs]
        first = max(0, bisect_right(starts, at) - 1)
        for begin, end in islice(pairwise([*starts[first:], len(self.text)]), _MOST_TRIED):
            start = max(begin, at)
            found = aligned(letters, self.text[start:end])
            if found is not None:
                return [None if letter is None else start + letter for letter in found]
        return ()


def local(element: _Element) -> str:
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def tagged(like: _Element, name: str) -> str:
    """A name in the namespace of an element, which differs between the two editions of the format."""
    return f"{{{like.tag.rpartition('}')[0].lstrip('{')}}}{name}"


def _shown(container: _Element) -> Iterator[tuple[_Element, str]]:
    """Paragraphs and the elements with letters in them, in the order of the file, without text boxes."""
    waiting = [container]
    while waiting:
        element = waiting.pop()
        kind = local(element)
        if kind in _NOT_SHOWN or not kind:
            continue
        if kind in {"p", "t", "sym", "noBreakHyphen"}:
            yield element, kind
        if kind != "r" or not _is_hidden(element):
            waiting += reversed(element)


def _is_hidden(run: _Element) -> bool:
    properties = run.find(tagged(run, "rPr"))
    vanish = properties.find(tagged(run, "vanish")) if properties is not None else None
    return vanish is not None and (vanish.get(tagged(run, "val")) or "1") not in {"0", "false", "off"}


def _text(element: _Element, kind: str) -> str:
    if kind == "t":
        return element.text or ""
    if kind == "noBreakHyphen":
        return "\N{NON-BREAKING HYPHEN}"
    try:
        return chr(int(element.get(tagged(element, "char")) or "", 16))
    except (ValueError, OverflowError):
        return ""


def _outermost(element: _Element) -> _Element:
    """The element around a letter beside which a comment may begin or end: mostly its run."""
    path = [element]
    while (around := path[-1].getparent()) is not None and local(path[-1]) != "p":
        path.append(around)
    path.reverse()
    return next((path[i] for i in range(1, len(path)) if local(path[i]) not in _RANGES_IN), element)


def _split(run: _Element, holder: _Element, at: int) -> _Element | None:
    """Move what stands from `at` on to a run of its own; gives the second part of `holder` where that was parted."""
    length = len(holder.text or "") if local(holder) == "t" else 1
    children = [child for child in run if local(child) != "rPr"]
    index = children.index(holder)
    is_inside = 0 < at < length
    moved = children[index if at == 0 else index + 1 :]
    if not is_inside and (not moved or len(moved) == len(children)):
        return None
    rest = run.makeelement(run.tag, {str(key): str(value) for key, value in run.attrib.items()})
    properties = run.find(tagged(run, "rPr"))
    if properties is not None:
        rest.append(deepcopy(properties))
    second = None
    if is_inside:
        text = holder.text or ""
        second = holder.makeelement(holder.tag)
        holder.text, second.text = text[:at], text[at:]
        holder.set(_PRESERVE, "preserve")
        second.set(_PRESERVE, "preserve")
        rest.append(second)
    rest.extend(moved)
    rest.tail, run.tail = run.tail, None
    run.addnext(rest)
    return second


def _is_running(document: Document, start: int) -> bool:
    return document.block_at(start).zone in {Zone.HEADER, Zone.FOOTER}
