"""Cuts RTF into its tokens: braces, control words, characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

__all__ = ["Token", "tokens"]

_TOKEN_RE = regex.compile(
    r"\\(?:(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})?+\x20?+|'(?P<code>[0-9a-fA-F]{2})|(?P<symbol>[^a-zA-Z']))"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]++)",
    regex.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    """`word`, `symbol`, `brace`, `text`, or `code`: a character by its number in the code page."""
    text: str
    number: int | None = None


def tokens(text: str) -> Iterator[Token]:
    """`text` has one character for each byte of the file."""
    position, end = 0, len(text)
    while position < end:
        found = _TOKEN_RE.search(text, position)
        if found is None:
            return
        position = found.end()
        kind = found.lastgroup or ""
        if kind in {"word", "number"}:
            number = int(found["number"]) if found["number"] else None
            if found["word"] == "bin":
                position += max(0, number or 0)
                continue
            yield Token("word", found["word"], number)
        elif kind == "code":
            yield Token("code", chr(int(found["code"], 16)))
        else:
            yield Token(kind, found[kind])
