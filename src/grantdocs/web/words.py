"""The words of the page, by language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import regex

from grantdocs._resources import load_json
from grantdocs.reports._chrome import languages as report_languages

__all__ = ["languages", "spoken", "words"]

_FOLDER: Final = Path(__file__).parent / "locales"
_DEFAULT: Final = "en"
_RANGE_RE: Final = regex.compile(
    r"(?P<tag>[A-Za-z]{2,3})(?:-[\w-]{1,20})?+\s*+(?:;\s*+q=(?P<weight>[01](?:\.\d{0,3})?+))?+"
)


@cache
def languages() -> dict[str, str]:
    """Those that the page speaks, and what they call themselves."""
    tags = sorted({path.stem for path in _FOLDER.glob("*.json")} & set(report_languages()))
    return {tag: load_json(_FOLDER / f"{tag}.json")["name"] for tag in tags}


@cache
def words(language: str) -> dict[str, Any]:
    """The words of a language, English where there are none."""
    known = language if language in languages() else _DEFAULT
    found: dict[str, Any] = load_json(_FOLDER / f"{known}.json")
    return found


def spoken(asked: str | None, accepted: str) -> str:
    """The language of a page: the one that was asked for, else the first of `Accept-Language` that the page speaks."""
    return next((tag for tag in (asked or "", *_accepted(accepted)) if tag in languages()), _DEFAULT)


def _accepted(header: str) -> Iterator[str]:
    found = [_RANGE_RE.fullmatch(each.strip()) for each in header[:500].split(",")]
    ranked = [(-float(each["weight"] or 1), number, each["tag"].lower()) for number, each in enumerate(found) if each]
    return (tag for _, _, tag in sorted(ranked))
