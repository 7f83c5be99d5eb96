"""A name beside a sum ends or begins there: `EUR 100 200. School A – EUR 300`."""

from __future__ import annotations

from typing import Any

import regex

from grantdocs.extractors.amounts.words import CODES

__all__ = ["clear_of_sums"]

_FIGURE_RE = regex.compile(r"\d[\d.,]*+")
_GROUP_RE = regex.compile(r"\d{3}(?:[.,]\d{1,2})?+\.?")
_CURRENCIES = frozenset({*CODES, "€", "£", "$"})


def clear_of_sums(doc: Any, grown: tuple[int, int, str], shown: tuple[int, int]) -> tuple[int, int, str]:
    """The name without the sums before and behind the words that show it to be one."""
    first, last, tag = grown
    before = next((i + 1 for i in range(shown[0] - 1, first - 1, -1) if _is_of_sum(doc, i)), None)
    if before is not None:
        first = next(i for i in range(before, shown[0] + 1) if i == shown[0] or _opens(doc[i]))
    behind = next((i for i in range(shown[1], last) if _is_of_sum(doc, i)), None)
    if behind is not None:
        last = behind
        while last > shown[1] and doc[last - 1].is_punct and doc[last - 1].text != '"':
            last -= 1
    return first, last, tag


def _is_of_sum(doc: Any, at: int) -> bool:
    """A currency beside a figure, a figure beside a currency, or groups of digits: `EUR 12`, `12 300`."""
    text = doc[at].text
    before, behind = (doc[i].text if 0 <= i < len(doc) else "" for i in (at - 1, at + 1))
    if text in _CURRENCIES:
        return bool(_FIGURE_RE.fullmatch(behind) or _FIGURE_RE.fullmatch(before))
    if not _FIGURE_RE.fullmatch(text):
        return False
    grouped = _GROUP_RE.fullmatch(behind) or (_FIGURE_RE.fullmatch(before) and _GROUP_RE.fullmatch(text))
    return bool(grouped) or bool(_CURRENCIES & {before, behind})


def _opens(token: Any) -> bool:
    return bool(token.text == '"' or token.text[:1].isupper())
