"""Many phrases of the language data found at once in folded, lower-case text: a trie over words, so that the cost does
not grow with the number of phrases (`text.phrases` makes patterns of a few)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import regex

from grantdocs.text.folding import fold_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Hit", "PhraseIndex", "Token", "last_word", "tokens"]

LabelT = TypeVar("LabelT")

_TOKEN_RE = regex.compile(r"[^\W_]++|[^\w\s]|_")
_PHRASE_TOKEN_RE = regex.compile(r"(?:[^\W_]|\*)++|[^\w\s*]|_")
# What folding would only make lower case: not the final sigma, not the Romanian letters with a cedilla.
_PLAIN_RE = regex.compile(
    r"(?:(?![\N{GREEK SMALL LETTER FINAL SIGMA}\u015E\u015F\u0162\u0163])[\w *.,:;%()/+&<>~#-])*+"
)


_MOST_KNOWN = 20_000
"""Words of texts that are remembered at a time."""
_new = tuple.__new__


class Token(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


class Hit(NamedTuple, Generic[LabelT]):
    """A phrase found: characters `start` to `end` (exclusive) and what it is listed under."""

    start: int
    end: int
    label: LabelT


@dataclass(slots=True)
class _Node(Generic[LabelT]):
    words: dict[str, _Node[LabelT]] = field(default_factory=dict)
    stems: dict[str, _Node[LabelT]] = field(default_factory=dict)
    """Words with an open ending, by what stands before the `*`."""
    longest: int = 0
    """Letters of the longest of them: a word of a text may be as long as a page."""
    inner: list[tuple[regex.Pattern[str], _Node[LabelT]]] = field(default_factory=list)
    """Words with a `*` elsewhere than at the end."""
    labels: list[LabelT] = field(default_factory=list)


def tokens(lower: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Words and single marks of a stretch of folded, lower-case text."""
    found: list[Token] = []
    for text in _TOKEN_RE.findall(lower, start, len(lower) if end is None else end):
        # Only blanks stand before it.
        start = lower.index(text, start)
        found.append(_new(Token, (start, start + len(text), text)))
        start += len(text)
    return found


def last_word(phrase: str) -> str:
    """The word or mark that ends a phrase, with `*` where its ending is open."""
    parts: list[str] = _PHRASE_TOKEN_RE.findall(_lower(phrase))
    return parts[-1] if parts else ""


class PhraseIndex(Generic[LabelT]):
    """Phrases with labels. Whole words match; `*` stands for any further letters; blanks beside marks do not matter."""

    def __init__(self, phrases: Iterable[tuple[str, LabelT]]) -> None:
        self._root: _Node[LabelT] = _Node()
        self._known: dict[str, tuple[_Node[LabelT], ...]] = {}
        # Most phrases begin with a word that a text does not hold: they are put into the trie when it does.
        self._waiting: dict[str, list[tuple[list[str], LabelT]]] = defaultdict(list)
        for phrase, label in phrases:
            parts = _PHRASE_TOKEN_RE.findall(_lower(phrase))
            if not parts:
                continue
            _, star, rest = parts[0].partition("*")
            if star and rest:
                _add(self._root, parts, label)
            else:
                self._waiting[parts[0]].append((parts, label))
                _next(self._root, parts[0])

    def find(self, words: Sequence[Token]) -> list[Hit[LabelT]]:
        """For every label the longest phrase at each word, overlapping ones included, in order of the text."""
        return [hit for index, word in enumerate(words) if self._first(word.text) for hit in self.at(words, index)]

    def at(self, words: Sequence[Token], index: int) -> list[Hit[LabelT]]:
        """For every label the longest phrase that begins at one word."""
        longest: dict[LabelT, int] = {}
        for node in self._first(words[index].text):
            _walk(node, words, index, longest)
        start = words[index].start
        return [Hit(start, words[last].end, label) for label, last in longest.items()]

    def begins(self, text: str) -> bool:
        """Whether a phrase begins with a word."""
        return bool(self._first(text))

    def _first(self, text: str) -> tuple[_Node[LabelT], ...]:
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._fill(text)
            known = self._known[text] = tuple(_following(self._root, text))
        return known

    def _fill(self, text: str) -> None:
        if not self._waiting:
            return
        lengths = range(min(len(text), self._root.longest) + 1)
        stems = (text[:length] for length in lengths if text[:length] in self._root.stems)
        for first in (text, *(f"{stem}*" for stem in stems)):
            for parts, label in self._waiting.pop(first, ()):
                _add(self._root, parts, label)


def _walk(node: _Node[LabelT], words: Sequence[Token], index: int, longest: dict[LabelT, int]) -> None:
    for label in node.labels:
        if longest.get(label, -1) < index:
            longest[label] = index
    index += 1
    if index < len(words) and (node.words or node.stems or node.inner):
        for following in _following(node, words[index].text):
            _walk(following, words, index, longest)


def _following(node: _Node[LabelT], text: str) -> Iterator[_Node[LabelT]]:
    if literal := node.words.get(text):
        yield literal
    if node.stems:
        for length in range(min(len(text), node.longest) + 1):
            if stem := node.stems.get(text[:length]):
                yield stem
    for pattern, inner in node.inner:
        if pattern.fullmatch(text):
            yield inner


def _add(node: _Node[LabelT], parts: Sequence[str], label: LabelT) -> None:
    for part in parts:
        node = _next(node, part)
    if label not in node.labels:
        node.labels.append(label)


def _next(node: _Node[LabelT], part: str) -> _Node[LabelT]:
    """The node behind a word, made where there is none."""
    if "*" not in part:
        return node.words.setdefault(part, _Node())
    if part.find("*") < len(part) - 1:
        return _inner(node, part)
    node.longest = max(node.longest, len(part) - 1)
    return node.stems.setdefault(part[:-1], _Node())


def _lower(phrase: str) -> str:
    """As `fold_key`, quicker where there is nothing to even out."""
    return phrase.lower() if _PLAIN_RE.fullmatch(phrase) else fold_key(phrase)


def _inner(node: _Node[LabelT], part: str) -> _Node[LabelT]:
    pattern = r"\w*".join(map(regex.escape, part.split("*")))
    for known, inner in node.inner:
        if known.pattern == pattern:
            return inner
    inner = _Node[LabelT]()
    node.inner.append((regex.compile(pattern), inner))
    return inner
