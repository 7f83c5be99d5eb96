"""The rules of a style sheet, as far as a reader needs them."""

from __future__ import annotations

from collections.abc import Iterator

import regex

__all__ = ["rules"]

_COMMENT_RE = regex.compile(r"/\*(?:.*?\*/|.*+)", regex.DOTALL)
_RULE_RE = regex.compile(r"(?P<about>[^{};]*+)(?:\{(?:(?P<body>[^{}]*+)\})?|(?P<end>\})|;|\Z)")


def rules(sheet: str) -> Iterator[tuple[str, str, int]]:
    """What each rule is about, what it says, and in how many conditions (`@media`) it stands."""
    depth = 0
    for found in _RULE_RE.finditer(_COMMENT_RE.sub("", sheet)):
        if found["end"]:
            depth = max(0, depth - 1)
        elif found["body"] is not None:
            yield found["about"], found["body"], depth
        elif found[0].endswith("{"):
            depth += 1
