"""Many phrases of the language data found at once in folded, lower-case text: a trie over words, so that the cost does
not grow with the number of phrases (`text.phrases` makes patterns of a few)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

import regex

from grantdocs.text.folding import fold_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Hit", "PhraseIndex", "Token", "tokens"]

LabelT = TypeVar("LabelT")

_TOKEN_RE = regex.compile(r"\w++|[^\w\s]")
_PHRASE_TOKEN_RE = regex.compile(r"[\w*]++|[^\w\s*]")


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    text: str

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


@dataclass(frozen=True, slots=True)
class Hit(Generic[LabelT]):
    """A phrase found: characters `start` to `end` (exclusive) and what it is listed under."""

    start: int
    end: int
    label: LabelT


@dataclass(slots=True)
class _Node(Generic[LabelT]):
    words: dict[str, _Node[LabelT]] = field(default_factory=dict)
    stems: dict[str, _Node[LabelT]] = field(default_factory=dict)
    """Words with an open ending, by what stands before the `*`."""
    inner: list[tuple[regex.Pattern[str], _Node[LabelT]]] = field(default_factory=list)
    """Words with a `*` elsewhere than at the end."""
    labels: list[LabelT] = field(default_factory=list)


def tokens(lower: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Words and single marks of a stretch of folded, lower-case text."""
    found = _TOKEN_RE.finditer(lower, start, len(lower) if end is None else end)
    return [Token(match.start(), match.end(), match.group()) for match in found]


class PhraseIndex(Generic[LabelT]):
    """Phrases with labels. Whole words match; `*` stands for any further letters; blanks beside marks do not matter."""

    def __init__(self, phrases: Iterable[tuple[str, LabelT]]) -> None:
        self._root: _Node[LabelT] = _Node()
        for phrase, label in phrases:
            self._add(fold_key(phrase), label)

    def find(self, words: Sequence[Token]) -> list[Hit[LabelT]]:
        """For every label the longest phrase at each word, overlapping ones included, in order of the text."""
        hits: list[Hit[LabelT]] = []
        for index, word in enumerate(words):
            longest: dict[LabelT, int] = {}
            self._walk(self._root, words, index, longest)
            hits += (Hit(word.start, words[last].end, label) for label, last in longest.items())
        return hits

    def _walk(self, node: _Node[LabelT], words: Sequence[Token], index: int, longest: dict[LabelT, int]) -> None:
        if index == len(words):
            return
        for following in self._following(node, words[index].text):
            for label in following.labels:
                if longest.get(label, -1) < index:
                    longest[label] = index
            self._walk(following, words, index + 1, longest)

    @staticmethod
    def _following(node: _Node[LabelT], text: str) -> Iterable[_Node[LabelT]]:
        if literal := node.words.get(text):
            yield literal
        if node.stems:
            for length in range(len(text) + 1):
                if stem := node.stems.get(text[:length]):
                    yield stem
        for pattern, inner in node.inner:
            if pattern.fullmatch(text):
                yield inner

    def _add(self, phrase: str, label: LabelT) -> None:
        node = self._root
        for part in _PHRASE_TOKEN_RE.findall(phrase):
            if "*" not in part:
                node = node.words.setdefault(part, _Node())
            elif part.find("*") == len(part) - 1:
                node = node.stems.setdefault(part[:-1], _Node())
            else:
                node = self._inner(node, part)
        if node is not self._root and label not in node.labels:
            node.labels.append(label)

    @staticmethod
    def _inner(node: _Node[LabelT], part: str) -> _Node[LabelT]:
        pattern = r"\w*".join(map(regex.escape, part.split("*")))
        for known, inner in node.inner:
            if known.pattern == pattern:
                return inner
        inner = _Node[LabelT]()
        node.inner.append((regex.compile(pattern), inner))
        return inner
