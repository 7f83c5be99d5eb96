"""The letters of a web page, each with its place in the source; the tree that a browser makes of the source tells in
which element they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from grantdocs.reports._annotated.letters import LONGEST, aligned, letters_of, places_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from grantdocs.model.document import Document
    from grantdocs.model.location import Span

__all__ = ["PageLetters", "parse", "tags"]

_TOKEN_RE = regex.compile(
    r"<!--.*?(?:--!?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?][^>]*+(?:>|\Z)"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)*+>|</(?:>|[^>]++(?:>|\Z))|<(?=/?[a-zA-Z]).*\Z",
    regex.DOTALL,
)
_REFERENCE_RE = regex.compile(r"&(?:#[xX]?[0-9a-fA-F]++|[a-zA-Z][a-zA-Z0-9]*+);?+")
_OPAQUE: Final = frozenset("script style xmp iframe noembed noframes title textarea plaintext".split())
_UNMARKED: Final = frozenset("title textarea select option svg math noscript template head".split())
"""Elements in which a mark would not be shown, or would end them."""
_HIGH, _LOW, _EACH = 0xF0000, 0x100000, 0xFFFE
"""Two characters for private use for each stretch of text: one of each of the last two planes."""
_PRIVATE_RE: Final = regex.compile(r"[\U000F0000-\U0010FFFF]")
_FLAG_RE: Final = regex.compile(r"[\U000F0000-\U000FFFFD][\U00100000-\U0010FFFD]")
_DEEPEST: Final = 120
"""Deeper than that the places of a document have no XPath."""
_MOST_SOUGHT: Final = 200
"""How many times the letters of a page are gone through for words that are not in their element."""


class _Run(NamedTuple):
    """A stretch of text between two tags of the source."""

    letters: str
    start: int
    """Where its first letter is."""
    end: int


@dataclass(slots=True)
class PageLetters:
    source: str = ""
    text: str = ""
    runs: list[_Run] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    """The numbers of the runs as the tree has them; marks never run over the end of one."""
    firsts: list[int] = field(default_factory=list)
    """Of each of these: its first letter, among those of the page."""
    is_markable: list[bool] = field(default_factory=list)
    elements: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The letters in an element, by its XPath."""
    blocks: dict[int, Sequence[int | None]] = field(default_factory=dict)
    """Of each block that was found, by its start in the text of the publication: the letters."""
    _spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Of each letter of a stretch that was asked for: where its characters begin and end in the source."""
    _counted: tuple[int, int, int] = (0, 0, 0)
    """A block, an offset in it, and how many letters there are before."""
    _sought: int = 0

    @classmethod
    def of(cls, source: str, tokens: Sequence[regex.Match[str]], document: Document) -> PageLetters:
        """`tokens`: its tags."""
        page = cls(source)
        runs = list(_runs(source, tokens))
        if _PRIVATE_RE.search(source):
            return page
        page.runs = runs
        page._collect(_flagged(source, runs))
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
            before = self._letters_before(max(block.start, span.start), block.start, document)
            inside = len(letters_of(document.text[max(block.start, span.start) : min(block.end, span.end)]))
            for letter in letters[before : before + inside]:
                placed = None if letter is None else self._placed(letter)
                if placed is None:
                    run = -1
                    continue
                number, start, end = placed
                if number == run and found and found[-1][1] <= start:
                    found[-1] = (found[-1][0], end)
                elif not (found and found[-1][1] > start and number == run):
                    found.append((start, end))
                run = number
        return found

    def _letters_before(self, offset: int, block: int, document: Document) -> int:
        """Letters of a block before an offset; places are mostly asked for one after the other."""
        begin, at, count = self._counted
        if begin != block or at > offset:
            at, count = block, 0
        count += len(letters_of(document.text[at:offset]))
        self._counted = (block, offset, count)
        return count

    def _placed(self, letter: int) -> tuple[int, int, int] | None:
        """The run of a letter and where it stands in the source; None where it cannot be marked."""
        at = bisect_right(self.firsts, letter) - 1
        if not self.is_markable[at]:
            return None
        number = self.order[at]
        if number not in self._spans:
            self._spans[number] = _spans(self.source, self.runs[number].start, self.runs[number].end)
        return (number, *self._spans[number][letter - self.firsts[at]])

    def _collect(self, flagged: str) -> None:
        """Go through the tree as readers do; each flag says which stretch of the source its text comes from."""
        root = parse(flagged).root
        parts: list[str] = []
        count = 0
        waiting: list[tuple[LexborNode, str, int, bool] | tuple[str, int]] = []
        if root is not None:
            waiting.append((root, "/html", 0, True))
        while waiting:
            item = waiting.pop()
            if len(item) == 2:
                self.elements[item[0]] = (item[1], count)
                continue
            node, path, depth, is_markable = item
            tag = node.tag or ""
            if tag == "-text":
                for flag in _FLAG_RE.findall(node.text_content or ""):
                    number = (ord(flag[0]) - _HIGH) * _EACH + ord(flag[1]) - _LOW
                    self.order.append(number)
                    self.firsts.append(count)
                    self.is_markable.append(is_markable)
                    parts.append(self.runs[number].letters)
                    count += len(parts[-1])
                continue
            if depth <= _DEEPEST:
                waiting.append((path, count))
            waiting += _children(node, path, depth + 1, is_markable=is_markable and tag not in _UNMARKED)
        self.text = "".join(parts)

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
            found = self._within(letters, start, end)
            if found is None:
                start, found = self._around(letters, path, last)
            if found is not None:
                self.blocks[block.span.start] = placed = _moved(found, start)
                last = done[path] = next(at for at in reversed(placed) if at is not None) + 1

    def _within(self, letters: str, start: int, end: int) -> Sequence[int | None] | None:
        """The letters of a block in those of its element, counted from `start`."""
        at = self.text.find(letters, start, end)
        if at >= 0:
            return range(at - start, at - start + len(letters))
        if end - start > LONGEST or not self._may_seek(len(letters) * (end - start) // LONGEST):
            return None
        return aligned(letters, self.text[start:end])

    def _may_seek(self, letters: int) -> bool:
        """Whether so many more may be gone through: a page in which nothing is found must not take for ever."""
        self._sought += letters
        return self._sought <= _MOST_SOUGHT * len(self.text) + LONGEST

    def _around(self, letters: str, path: str, last: int) -> tuple[int, range | None]:
        """Words beside an element, as at the end of a line, in what is around it: behind the block before, if there."""
        while path := path.rpartition("/")[0]:
            start, end = self.elements.get(path, (0, 0))
            for begin in (max(start, last), start):
                at = self.text.find(letters, begin, end) if self._may_seek(0) else -1
                self._may_seek((end if at < 0 else at) - begin)
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
    at: int | None = 0
    while at is not None:
        begin, at = at, None
        for token in _TOKEN_RE.finditer(source, begin):
            yield token
            name = (token["name"] or "").lower()
            if name in _OPAQUE and not token["close"]:
                closing = regex.compile(rf"</{regex.escape(name)}(?=[\s/>])", regex.IGNORECASE)
                end = closing.search(source, token.end())
                at = end.start() if end else None
                break


def _runs(source: str, tokens: Sequence[regex.Match[str]]) -> Iterator[_Run]:
    at, is_opaque = 0, False
    for token in tokens:
        if not is_opaque and (run := _run(source, at, token.start())):
            yield run
        at = token.end()
        is_opaque = (token["name"] or "").lower() in _OPAQUE and not token["close"]
    if not is_opaque and (run := _run(source, at, len(source))):
        yield run


def _run(source: str, start: int, end: int) -> _Run | None:
    if start >= end:
        return None
    text = source[start:end]
    if not text or text.isspace():
        return None
    before = letters_of(text.partition("&")[0])
    letters = "".join(_letters(source, start, end)) if "&" in text else before
    if not letters:
        return None
    return _Run(letters, start + text.index(before[0]) if before else _spans(source, start, end)[0][0], end)


def _letters(source: str, start: int, end: int) -> Iterator[str]:
    at = start
    for reference in _REFERENCE_RE.finditer(source, start, end):
        yield letters_of(source[at : reference.start()])
        yield letters_of(unescape(reference.group()))
        at = reference.end()
    yield letters_of(source[at:end])


def _spans(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """Of each letter: where its characters begin and end in the source."""
    spans: list[tuple[int, int]] = []
    at = start
    for reference in [*_REFERENCE_RE.finditer(source, start, end), None]:
        until = reference.start() if reference else end
        spans += [(at + place, at + place + 1) for place in places_of(source[at:until])]
        if reference:
            spans += [reference.span()] * len(letters_of(unescape(reference.group())))
            at = reference.end()
    return spans


def _flagged(source: str, runs: list[_Run]) -> str:
    """The source with two characters before the first letter of each stretch that say which one it is."""
    parts: list[str] = []
    at = 0
    for number, run in enumerate(runs):
        high, low = divmod(number, _EACH)
        parts += [source[at : run.start], chr(_HIGH + high), chr(_LOW + low)]
        at = run.start
    return "".join([*parts, source[at:]])


def _moved(found: Sequence[int | None], by: int) -> Sequence[int | None]:
    if isinstance(found, range):
        return range(found.start + by, found.stop + by)
    return [None if at is None else by + at for at in found]


def _children(node: LexborNode, path: str, depth: int, *, is_markable: bool) -> list[tuple[LexborNode, str, int, bool]]:
    found: list[tuple[LexborNode, str, int, bool]] = []
    counts: dict[str, int] = {}
    child = node.first_child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text" or depth > _DEEPEST:
            # Of these nobody asks for the path, and at great depths it would be long.
            found.append((child, "", depth, is_markable))
        elif not tag.startswith("-"):
            number = counts[tag] = counts.get(tag, 0) + 1
            # The body of a page is written without a number.
            step = tag if depth == 1 else f"{tag}[{number}]"
            found.append((child, f"{path}/{step}", depth, is_markable))
        child = child.next
    found.reverse()
    return found
