"""The letters of a web page, each with its place in the source; the tree that a browser makes of the source tells in
which element they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Final

import regex

from grantdocs.reports._annotated.letters import aligned, letters_of, places_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from grantdocs.model.document import Document
    from grantdocs.model.location import Span

__all__ = ["PageLetters", "parse", "tags"]

_TOKEN_RE = regex.compile(
    r"<!--.*?(?:--!?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?][^>]*+>"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)*+>|</[^>]*+>|<(?=/?[a-zA-Z]).*\Z",
    regex.DOTALL,
)
_REFERENCE_RE = regex.compile(r"&(?:#[xX]?[0-9a-fA-F]++|[a-zA-Z][a-zA-Z0-9]*+);?+")
_OPAQUE: Final = frozenset("script style xmp iframe noembed noframes title textarea plaintext".split())
_UNMARKED: Final = frozenset("title textarea select option svg math noscript template head".split())
"""Elements in which a mark would not be shown, or would end them."""
_FIRST_FLAG: Final = 0xF0000
_MOST_RUNS: Final = 0x10FFFD - _FIRST_FLAG
"""One character for private use for each stretch of text: those of the last two planes."""
_DEEPEST: Final = 120
"""Deeper than that the places of a document have no XPath."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of text between two tags of the source."""

    letters: str
    spans: Sequence[tuple[int, int]]
    """Of each letter: where its characters begin and end in the source."""
    start: int
    """Where its first letter is."""


@dataclass(slots=True)
class PageLetters:
    text: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)
    runs: list[int] = field(default_factory=list)
    """Of each letter, the number of its stretch; marks never run over its end."""
    is_markable: list[bool] = field(default_factory=list)
    elements: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The letters in an element, by its XPath."""
    blocks: dict[int, Sequence[int | None]] = field(default_factory=dict)
    """Of each block that was found, by its start in the text of the publication: the letters."""

    @classmethod
    def of(cls, source: str, document: Document) -> PageLetters:
        page = cls()
        runs = list(_runs(source))
        if len(runs) > _MOST_RUNS or any(ord(char) >= _FIRST_FLAG for char in source):
            return page
        page._collect(_flagged(source, runs), runs)
        page._lay(document)
        return page

    def places(self, span: Span, document: Document) -> list[tuple[int, int]]:
        """Parts of the source that show the characters of a span, none over the end of an element."""
        found: list[tuple[int, int]] = []
        run = -1
        for index in range(document.block_index(span.start), len(document.blocks)):
            block = document.blocks[index].span
            if block.start >= span.end:
                break
            letters = self.blocks.get(block.start)
            if letters is None:
                continue
            before = len(letters_of(document.text[block.start : max(block.start, span.start)]))
            inside = len(letters_of(document.text[max(block.start, span.start) : min(block.end, span.end)]))
            for letter in letters[before : before + inside]:
                if letter is None or not self.is_markable[letter]:
                    run = -1
                    continue
                start, end = self.spans[letter]
                if self.runs[letter] == run and found and found[-1][1] <= start:
                    found[-1] = (found[-1][0], end)
                elif not (found and found[-1][1] > start and self.runs[letter] == run):
                    found.append((start, end))
                run = self.runs[letter]
        return found

    def _collect(self, flagged: str, runs: list[_Run]) -> None:
        """Go through the tree as readers do; each flag says which stretch of the source its text comes from."""
        root = parse(flagged).root
        parts: list[str] = []
        waiting: list[tuple[LexborNode, str, int, bool] | tuple[str, int]] = []
        if root is not None:
            waiting.append((root, "/html", 0, True))
        while waiting:
            item = waiting.pop()
            if len(item) == 2:
                self.elements[item[0]] = (item[1], len(self.spans))
                continue
            node, path, depth, is_markable = item
            tag = node.tag or ""
            if tag == "-text":
                for char in node.text_content or "":
                    if ord(char) >= _FIRST_FLAG:
                        self._add(ord(char) - _FIRST_FLAG, runs, parts, is_markable=is_markable)
                continue
            if tag.startswith("-"):
                continue
            if depth <= _DEEPEST:
                waiting.append((path, len(self.spans)))
            waiting += _children(node, path, depth + 1, is_markable=is_markable and tag not in _UNMARKED)
        self.text = "".join(parts)

    def _add(self, number: int, runs: list[_Run], parts: list[str], *, is_markable: bool) -> None:
        run = runs[number]
        parts.append(run.letters)
        self.spans += run.spans
        self.runs += [number] * len(run.letters)
        self.is_markable += [is_markable] * len(run.letters)

    def _lay(self, document: Document) -> None:
        """Find each block in its element, those of one element one after the other, else around it."""
        done: defaultdict[str, int] = defaultdict(int)
        last = 0
        for block in document.blocks:
            letters = letters_of(document.quote(block.span))
            path = block.anchor.xpath
            if not letters or path is None or block.anchor.part is not None:
                continue
            start, end = self.elements.get(path, (0, 0))
            start = max(start, done[path])
            found = aligned(letters, self.text[start:end])
            if found is None:
                start, found = self._around(letters, path, last)
            if found is not None:
                placed = [None if at is None else start + at for at in found]
                self.blocks[block.span.start] = placed
                last = done[path] = max(at for at in placed if at is not None) + 1

    def _around(self, letters: str, path: str, last: int) -> tuple[int, range | None]:
        """Words beside an element, as at the end of a line, in what is around it: behind the block before, if there."""
        while path := path.rpartition("/")[0]:
            start, end = self.elements.get(path, (0, 0))
            for begin in (max(start, last), start):
                at = self.text.find(letters, begin, end)
                if at >= 0:
                    return at, range(len(letters))
        return 0, None


def parse(source: str) -> LexborHTMLParser:
    """The tree of a page; what stands for broken bytes and a byte order mark change nothing in it."""
    from selectolax.lexbor import LexborHTMLParser

    text = source.replace("\ufeff", " ", 1) if source.startswith("\ufeff") else source
    return LexborHTMLParser(text.encode("utf-8", "replace").decode("utf-8"))


def tags(source: str) -> Iterator[regex.Match[str]]:
    """The tags, comments and declarations of a source; the content of scripts and their like is passed over."""
    at = 0
    while token := _TOKEN_RE.search(source, at):
        yield token
        at = token.end()
        name = (token["name"] or "").lower()
        if name in _OPAQUE and not token["close"]:
            end = regex.compile(rf"</{regex.escape(name)}(?=[\s/>])", regex.IGNORECASE).search(source, at)
            at = end.start() if end else len(source)


def _runs(source: str) -> Iterator[_Run]:
    at, is_opaque = 0, False
    for token in tags(source):
        if not is_opaque and (run := _run(source, at, token.start())):
            yield run
        at = token.end()
        is_opaque = (token["name"] or "").lower() in _OPAQUE and not token["close"]
    if not is_opaque and (run := _run(source, at, len(source))):
        yield run


def _run(source: str, start: int, end: int) -> _Run | None:
    if source[start:end].isspace() or start >= end:
        return None
    letters: list[str] = []
    spans: list[tuple[int, int]] = []
    at = start
    for reference in [*_REFERENCE_RE.finditer(source, start, end), None]:
        until = reference.start() if reference else end
        letters.append(letters_of(source[at:until]))
        spans += [(at + place, at + place + 1) for place in places_of(source[at:until])]
        if reference:
            meant = letters_of(unescape(reference.group()))
            letters.append(meant)
            spans += [reference.span()] * len(meant)
            at = reference.end()
    return _Run("".join(letters), spans, spans[0][0]) if spans else None


def _flagged(source: str, runs: list[_Run]) -> str:
    """The source with a character before the first letter of each stretch that says which one it is."""
    parts: list[str] = []
    at = 0
    for number, run in enumerate(runs):
        parts += [source[at : run.start], chr(_FIRST_FLAG + number)]
        at = run.start
    return "".join([*parts, source[at:]])


def _children(node: LexborNode, path: str, depth: int, *, is_markable: bool) -> list[tuple[LexborNode, str, int, bool]]:
    found: list[tuple[LexborNode, str, int, bool]] = []
    counts: dict[str, int] = {}
    child = node.first_child
    while child is not None:
        tag = child.tag or ""
        number = counts[tag] = counts.get(tag, 0) + 1
        # The body of a page is written without a number.
        step = tag if depth == 1 else f"{tag}[{number}]"
        found.append((child, f"{path}/{step}", depth, is_markable))
        child = child.next
    found.reverse()
    return found
