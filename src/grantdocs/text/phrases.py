"""Phrases of the language data as patterns over folded, lower-case text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from grantdocs.text.folding import fold_key

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["alternation", "compile_phrases"]


def alternation(phrases: Iterable[str]) -> str:
    """One non-capturing group that matches any of the phrases, longer ones first, as whole words.

    `*` stands for any further letters of a word. The pattern is meant for `Folded.lower`. Without phrases it matches
    nothing.
    """
    ordered = sorted({fold_key(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    if not ordered:
        return r"(?!)"
    return r"(?:" + "|".join(map(_pattern, ordered)) + r")"


def compile_phrases(phrases: Iterable[str]) -> regex.Pattern[str]:
    return regex.compile(alternation(phrases))


def _pattern(phrase: str) -> str:
    body = r"\s".join(
        r"\w*+".join(regex.escape(part, special_only=True) for part in word.split("*")) for word in phrase.split(" ")
    )
    start = r"(?<!\w)" if phrase[0].isalnum() else ""
    end = r"(?!\w)" if phrase[-1].isalnum() else ""
    return start + body + end
