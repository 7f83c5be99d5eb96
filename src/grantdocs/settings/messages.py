"""What is said about settings, by language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Template
from typing import Any, Final

from grantdocs._resources import load_json

__all__ = ["told"]

_FOLDER: Final = Path(__file__).parent / "locales"
_DEFAULT_LANGUAGE: Final = "en"


def told(what: str, language: str, **values: object) -> str:
    return Template(_words(language)[what]).substitute(values)


@cache
def _words(language: str) -> dict[str, Any]:
    file = _FOLDER / f"{language}.json"
    words: dict[str, Any] = load_json(file if file.is_file() else _FOLDER / f"{_DEFAULT_LANGUAGE}.json")
    return words
