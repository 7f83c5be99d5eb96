"""Sentences of capital letters, in which a capital letter makes no name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

__all__ = ["is_shouted"]

_REACH = 30
"""Tokens on either side that are looked at."""
_FEWEST = 8
_SHARE = 0.8
_KEY = __name__


@dataclass(frozen=True, slots=True)
class _Tokens:
    lines: list[int]
    """Tokens that end lines."""
    words: list[int]
    """How many tokens before each one are words."""
    capitals: list[int]
    """How many of them are in capitals."""


def is_shouted(doc: Any, index: int) -> bool:
    """Whether a token stands among words in capitals."""
    tokens: _Tokens = doc.user_data.get(_KEY) or doc.user_data.setdefault(_KEY, _counted(doc))
    before, behind = bisect_right(tokens.lines, index), bisect_left(tokens.lines, index)
    left, right = max(0, index - _REACH), min(len(doc), index + _REACH)
    if before and tokens.lines[before - 1] > left:
        left = tokens.lines[before - 1]
    if behind < len(tokens.lines):
        right = min(right, tokens.lines[behind])
    words = tokens.words[right] - tokens.words[left]
    return words > _FEWEST and tokens.capitals[right] - tokens.capitals[left] > _SHARE * words


def _counted(doc: Any) -> _Tokens:
    texts = [token.text for token in doc]
    words = [text.isalpha() for text in texts]
    capitals = [is_word and text.isupper() for text, is_word in zip(texts, words, strict=True)]
    return _Tokens(
        lines=[i for i, text in enumerate(texts) if "\n" in text],
        words=list(accumulate(words, initial=0)),
        capitals=list(accumulate(capitals, initial=0)),
    )
